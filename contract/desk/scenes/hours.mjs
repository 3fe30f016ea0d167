// Hours of a season, and times that come without the salon's clock beside them.

import { block, same, tabTo, until } from '../browser.mjs';
import { addDays, bookAt, today, zone } from '../server.mjs';

/** What the clock on the salon's wall shows at an instant. */
const shownAt = (instant) => new Intl.DateTimeFormat('en-GB', { timeZone: String(zone), hour: '2-digit', minute: '2-digit' }).format(new Date(instant));

const sorted = (weekly) => weekly.map((one) => Object.entries(one).filter(([, value]) => value !== null).sort()).sort();

export default {
  'hours of a season and of every other week stay what they are, and are made': async ({ open, salon }) => {
    const { server, center } = salon;
    const weekly = [{ day: 'monday', start: '09:00', end: '17:00', every_weeks: 2, anchor: '2026-01-05' },
      { day: 'tuesday', start: '10:00', end: '14:00', valid_from: '2027-05-01', valid_until: '2027-09-30' }, { day: 'friday', start: '10:00', end: '24:00' }];
    const provider = await server.post('/providers', { center_id: center.id, first_name: 'Saba', last_name: 'Kent', hours: { weekly }, services: [salon.services[0].id] });
    const [page, desk] = await open({ hash: `#/hours/${today}/${provider.id}` });
    await page.getByRole('group', { name: 'Monday: only in some weeks or dates' }).waitFor();
    await desk.axe(page, 'hours of a season');
    await desk.targets(page, 'hours of a season');
    await desk.shot(page, 'season');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.notice').waitFor();
    same(sorted((await server.get(`/providers/${provider.id}/hours`)).weekly), sorted(weekly), 'the hours, after they were saved as they were');

    // By keyboard: the Fridays from a date on, every third week.
    await page.getByRole('textbox', { name: 'Friday, from' }).or(page.getByLabel('Friday, from')).first().focus();
    await tabTo(page, 'Friday: only');
    await page.keyboard.press('Enter');
    const season = page.getByRole('group', { name: 'Friday: only' });
    await season.waitFor();
    await season.getByLabel('Every').selectOption('3');
    await season.getByLabel('From').fill('2027-01-01');
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await until('the season is kept', async () => (await server.get(`/providers/${provider.id}/hours`)).weekly
      .some((one) => one.day === 'friday' && one.every_weeks === 3 && one.valid_from === '2027-01-01' && one.end === '24:00'));
  },

  'a browser in Kathmandu tells the history and what is blocked by the salon’s clock': async ({ open, salon }) => {
    const { server, people } = salon;
    const date = addDays(today, 40);
    const made = await bookAt(salon, { guest: 1, date, time: '10:00' });
    await server.post(`/appointments/${made.id}/confirm`, {});
    const starts = [addDays(today, 3), addDays(today, 200)].map((on) => `${on}T21:30:00Z`);
    for (const start of starts) {
      await server.post('/blockouts', { provider_id: people[2].id, starts_at: start, ends_at: start.replace('21:30', '22:15'), reason: 'meeting' });
    }
    const [page, desk] = await open({ hash: `#/day/${date}`, zone: 'Asia/Kathmandu' });
    await block(page, 'Clara Nunes').first().click();
    await page.locator('.panel .history summary').click();
    await page.locator('.history li').first().waitFor();
    const { items } = await server.get(`/appointments/${made.id}/history`);
    const lines = await page.locator('.history li').allTextContents();
    same(lines.map((line) => /\d\d:\d\d/.exec(line)[0]), items.map((one) => shownAt(one.created_at)), 'the times of the history');
    await desk.shot(page, 'history');
    await page.goto(`${page.url().split('#')[0]}#/hours/${today}/${people[2].id}`);
    await page.locator('.section li', { hasText: 'Meeting' }).first().waitFor();
    const blocked = await page.locator('.section li', { hasText: 'Meeting' }).allTextContents();
    for (const start of starts) {
      const wanted = `${shownAt(start)}–`;
      if (!blocked.some((line) => line.includes(wanted))) throw new Error(`${wanted} is not in ${blocked.join(' | ')}`);
    }
    await desk.shot(page, 'blocked');
  },

  'the first free time is one press away in a booking': async ({ open, salon }) => {
    const { server, center, services } = salon;
    const [page, desk] = await open({ hash: `#/day/${addDays(today, 30)}` });
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('n');
    await page.locator('.times label').first().waitFor();
    await page.locator('.panel select').first().selectOption(services[0].id);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('.panel h2')).focus());
    await tabTo(page, 'First free time');
    await page.keyboard.press('Enter');
    await until('the first is chosen', async () => {
      const { starts } = await server.get(`/appointments/slots/first?center_id=${center.id}&service_id=${services[0].id}`);
      return await page.getByLabel('Date', { exact: true }).last().inputValue() === starts[0].local.slice(0, 10)
        && await page.locator('.times input:checked').getAttribute('value') === starts[0].starts_at;
    });
    await until('it is said', async () => /First free: /.test(await page.locator('#said').textContent()));
    await desk.axe(page, 'the first free time');
    await desk.shot(page, 'first-free');
  },
};
