// The picture in README.md: a day in the book with an appointment open. It is taken when
// CLIENTLINE_DESK_PICTURE names the file to write.

import { block } from '../browser.mjs';
import { bookAt, today } from '../server.mjs';

// Who has what and with whom, in quarters of an hour from the first start that is free.
const DAY = [[0, 0, 0, 0], [1, 1, 0, 4], [2, 0, 0, 12], [3, 2, 1, 0], [4, 1, 1, 2], [5, 0, 1, 10], [0, 2, 1, 14], [2, 1, 2, 1], [1, 0, 2, 8], [4, 2, 2, 12]];

export default {
  'the picture of a day is taken': async ({ open, salon }) => {
    const { slots } = await salon.server.get(`/appointments/slots?center_id=${salon.center.id}&service_id=${salon.services[2].id}&date=${today}&days=1&limit=1`);
    const [hour, minute] = slots[0].local.slice(11, 16).split(':').map(Number);
    const made = [];
    for (const [guest, service, person, quarters] of DAY) {
      const at = hour * 60 + minute + quarters * 15;
      const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
      made.push(await bookAt(salon, { guest, service, person, date: today, time }).catch(() => null));
    }
    const booked = made.filter(Boolean);
    for (const step of ['check-in', 'start']) await salon.server.post(`/appointments/${booked[0].id}/${step}`, {});
    await salon.server.post(`/appointments/${booked[3].id}/check-in`, {});
    for (const at of [1, 4, 5]) await salon.server.post(`/appointments/${booked[at].id}/confirm`, {});
    const [page] = await open({});
    await page.setViewportSize({ width: 1280, height: 720 });
    await block(page, 'Filipe Gomes').first().click();
    await page.locator('.panel .steps button').first().waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: process.env.CLIENTLINE_DESK_PICTURE });
  },
};
