// A series: what became of each of its dates, and what is done with more than one of them.

import { block, same, until } from '../browser.mjs';
import { addDays, bookAt, startAt, today } from '../server.mjs';

const dates = [77, 84, 91, 98].map((days) => addDays(today, days));

/** The series as it stands for a program: when each appointment of it starts, and its status. */
const standing = async ({ server, people }, id) => (await server.get(`/appointments?series_id=${id}`)).items
  .sort((one, other) => one.local_start.localeCompare(other.local_start))
  .map((one) => [one.local_start.slice(0, 16), people.find((person) => person.id === one.provider_id).first_name, one.status].join(' '));

export default {
  'a series says what became of each date, is moved from one of them on, and cancelled': async ({ open, salon }) => {
    const { server, center, services, people, guests } = salon;
    await bookAt(salon, { guest: 4, person: 0, date: dates[2], time: '10:00' });
    const starts_at = await startAt(salon, services[0], dates[0], '10:00', people[0]);
    const made = await server.post('/appointments/series', { center_id: center.id, guest_id: guests[5].id, service_id: services[0].id, provider_id: people[0].id,
      starts_at, rule: 'FREQ=WEEKLY;INTERVAL=1;COUNT=4', on_conflict: 'skip' });
    const alone = await startAt(salon, services[0], addDays(dates[1], 1), '12:00', people[0]);
    await server.post(`/appointments/${made.appointments[1].id}/reschedule`, { starts_at: alone });
    const states = () => standing(salon, made.series_id);

    const [page, desk] = await open({ hash: `#/day/${dates[0]}` });
    await block(page, 'Greta Holm').click();
    await page.locator('.panel').getByRole('button', { name: 'Series' }).click();
    const rows = page.locator('.panel[data-kind=series] li');
    await until('each date has a row', async () => await rows.count() === 4);
    same(await page.locator('.panel[data-kind=series] p').first().textContent(), 'Every week · 4 times', 'its rule');
    same(await rows.locator('em').allTextContents(), ['booked', 'moved · booked', 'left out', 'booked'], 'what became of its dates');
    same(/12:00.*instead of .*10:00/.test(await rows.nth(1).textContent()), true, 'where one of them was moved');
    same(/10:00.*taken/.test(await rows.nth(2).textContent()), true, 'why one was left out');
    await desk.axe(page, 'a series');
    await desk.targets(page, 'a series');
    await desk.shot(page, 'dates');

    // Its last date, by keyboard: from there on it begins later.
    await rows.nth(3).getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.locator('.panel[data-kind=appointment]').waitFor();
    await block(page, 'Greta Holm').waitFor();
    same(page.url().endsWith(dates[3]), true, 'the day of its last date');
    await page.locator('.panel').getByRole('button', { name: 'Series' }).click();
    await page.locator('summary', { hasText: 'Move the series' }).click();
    same(await page.getByLabel('Which').locator('option').allTextContents(), ['This and those after it', 'All to come in the series'], 'how much is moved');
    await page.getByLabel('New time').fill('11:30');
    await desk.axe(page, 'moving a series');
    await desk.shot(page, 'move');
    await page.locator('.panel form button.primary').click();
    await until('the last is later', async () => (await block(page, 'Greta Holm').getAttribute('aria-label')).startsWith('11:30'));
    same(await states(), [`${dates[0]}T10:00 Rui scheduled`, `${addDays(dates[1], 1)}T12:00 Rui scheduled`, `${dates[3]}T11:30 Rui scheduled`], 'the others');

    // All that is to come, to somebody else, each at its time.
    await page.locator('summary', { hasText: 'Move the series' }).click();
    await page.getByLabel('Which').selectOption({ label: 'All to come in the series' });
    await page.getByLabel('With', { exact: true }).selectOption({ label: 'Ana Reis' });
    await page.locator('.panel form button.primary').click();
    await until('all are with Ana', async () => (await states()).every((one) => one.includes(' Ana ')));
    same((await states())[2].slice(11, 16), '11:30', 'the time of the last');

    // From its second date on it is cancelled.
    await page.locator('.panel[data-kind=series] li').nth(1).getByRole('link').click();
    await page.locator('.panel[data-kind=appointment] .row-of-buttons button.danger', { hasText: 'Cancel appointment' }).click();
    await page.getByLabel('Why is it cancelled?').waitFor();
    same(await page.getByLabel('Which').locator('option').allTextContents(), ['Only this one', 'This and those after it', 'All to come in the series'], 'how much is cancelled');
    await page.getByLabel('Which').selectOption({ label: 'This and those after it' });
    await page.getByLabel('Why is it cancelled?').fill('Greta is away');
    await desk.axe(page, 'cancelling a series');
    await desk.targets(page, 'cancelling a series');
    await desk.shot(page, 'cancel');
    await page.locator('.panel button.primary.danger').click();
    await until('two are cancelled', async () => (await states()).map((one) => one.split(' ')[2]).join() === 'scheduled,cancelled,cancelled');

    // On a telephone.
    const [phone, small] = await open({ size: 'phone', hash: `#/day/${dates[0]}` });
    await phone.locator('.row', { hasText: 'Greta Holm' }).click();
    await phone.locator('.panel').getByRole('button', { name: 'Series' }).click();
    await phone.locator('.panel[data-kind=series] li', { hasText: 'cancelled' }).first().waitFor();
    await small.targets(phone, 'a series on a telephone');
    await small.shot(phone, 'phone');
  },
};
