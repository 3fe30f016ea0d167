// The salon's clock is the server's, wherever the browser believes to be: the scenes run in
// Kathmandu, and the days on which clocks change are shown as they are.

import { block, same } from '../browser.mjs';

// Berlin, where an hour is skipped and one is repeated.
const CHANGES = { '2027-03-28': 23, '2027-10-31': 25 };
const ALWAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => ({ day, start: '00:00', end: '24:00' }));

export default {
  'on the days of a clock change, a click books what the wall shows': async ({ open, salon }) => {
    const { server } = salon;
    const center = await server.post('/centers', { name: 'Atelier Nord', time_zone: 'Europe/Berlin', hours: { weekly: ALWAYS } });
    await server.post('/providers', { center_id: center.id, first_name: 'Uwe', last_name: 'Kranz', hours: { weekly: ALWAYS }, services: salon.services.map((one) => one.id) });
    for (const [date, hours] of Object.entries(CHANGES)) {
      const [page, desk] = await open({ zone: 'Asia/Kathmandu' });
      await page.evaluate((id) => localStorage.setItem('center', id), center.id);
      await page.goto(`${server.origin}/desk/#/day/${date}`);
      await page.reload();
      await page.locator('.column[aria-label="Uwe Kranz"]').waitFor();
      const labels = await page.locator('.axis span').allTextContents();
      same(labels.length, hours, `the hours of ${date}`);
      same(labels.filter((label) => label === '02:00').length, hours - 23, `how often it is two o'clock on ${date}`);
      const minute = (10 + hours - 24) * 60;
      const at = await page.evaluate((minutes) => {
        const node = document.querySelector('.column');
        const scroller = document.querySelector('.book');
        const offset = (minutes / Number(getComputedStyle(scroller).getPropertyValue('--span'))) * node.getBoundingClientRect().height;
        scroller.scrollTop = offset - 200;
        const box = node.getBoundingClientRect();
        return { x: box.left + 60, y: box.top + offset + 4 };
      }, minute);
      await page.mouse.click(at.x, at.y);
      await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Dario');
      await page.getByRole('option', { name: /Dario Prates/ }).click();
      await page.locator('.times input:checked').waitFor();
      await page.locator('.panel button.primary').click();
      await block(page, 'Dario Prates').waitFor();
      same((await block(page, 'Dario Prates').getAttribute('aria-label')).slice(0, 9), '10:00 to ', `the time on ${date}`);
      await desk.shot(page, `clocks-${date}`);
    }
  },
};
