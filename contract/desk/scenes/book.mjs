// Booking by mouse, and what happens when it can't be.

import { block, pointAt, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

export default {
  'who names no service performs them all': async ({ open, salon }) => {
    const { server, center, services } = salon;
    const made = await server.post('/providers', { center_id: center.id, first_name: 'Tomo', last_name: 'Vale' });
    const [page] = await open({});
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('n');
    await page.locator('.panel select').first().selectOption(services[0].id);
    same(await page.getByLabel('With').locator('option', { hasText: 'Tomo Vale' }).count(), 1, 'the person among those who perform it');
    await server.send('PATCH', `/providers/${made.id}`, { is_active: false });
  },

  'a click on a free cell books there, with its time and person': async ({ open }) => {
    const [page, desk] = await open({ hash: `#/day/${addDays(today, 1)}` });
    const cell = await pointAt(page, 'Ana Reis', '14:00');
    await page.mouse.click(cell.x, cell.y);
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Beat');
    await page.getByRole('option', { name: /Beatriz Sousa/ }).click();
    await page.getByLabel('Service').selectOption({ label: 'Cut · 45 min · €40.00' });
    await page.locator('.times input:checked').waitFor();
    same(await page.locator('.times label:has(input:checked)').textContent(), '14:00', 'the time that was clicked is chosen');
    await desk.axe(page, 'the form of a booking');
    await desk.shot(page, 'form');
    await page.locator('.panel button.primary').click();
    const made = block(page, 'Beatriz Sousa');
    await made.waitFor();
    same((await made.getAttribute('aria-label')).replace(/, new$/, ''), '14:00 to 14:45, Beatriz Sousa, Cut, with Ana Reis, booked', 'its name');
    same(await page.locator('.panel').count(), 0, 'the form is gone');
  },

  'a new guest is made in the same form': async ({ open, salon }) => {
    const [page] = await open({ hash: `#/day/${addDays(today, 1)}` });
    await page.keyboard.press('n');
    await page.getByRole('combobox', { name: /Name, telephone/ }).waitFor();
    await page.keyboard.type('Hanna Ek');
    await page.getByRole('option', { name: /New guest/ }).click();
    await page.getByLabel('Telephone').fill('+35191999888');
    await page.locator('.times label').nth(5).click();
    await page.locator('.panel button.primary').click();
    await block(page, 'Hanna Ek').waitFor();
    const { items } = await salon.server.get('/guests?q=Hanna');
    same(items.map((one) => one.phone), ['+35191999888'], 'the guest is kept');
  },

  'a refusal says why, and offers what is near': async ({ open, salon }) => {
    const date = addDays(today, 2);
    const [page, desk] = await open({ hash: `#/day/${date}` });
    const cell = await pointAt(page, 'Rui Melo', '10:00');
    await page.mouse.click(cell.x, cell.y);
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Clara');
    await page.getByRole('option', { name: /Clara Nunes/ }).click();
    await page.locator('.times input:checked').waitFor();
    await bookAt(salon, { guest: 2, service: 1, person: 0, date, time: '09:30' });
    desk.allow(/409/);
    await page.locator('.panel button.primary').click();
    await page.locator('.complaint').waitFor();
    const near = page.locator('.near button');
    await until('times near it are offered', async () => await near.count() > 0);
    await near.first().click();
    await page.locator('.panel button.primary').click();
    await block(page, 'Clara Nunes').waitFor();
  },

  'one tap changes the state, and the book shows it by a word': async ({ open, salon }) => {
    const date = addDays(today, 3);
    await bookAt(salon, { guest: 3, date, time: '12:00' });
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await block(page, 'Elif Kaya').click();
    await page.locator('.panel .steps button', { hasText: 'Check in' }).click();
    await until('it says that she is here', async () => (await block(page, 'Elif Kaya').getAttribute('aria-label')).includes(', here'));
    await desk.axe(page, 'an appointment');
    await desk.shot(page, 'appointment');
  },

  'cells that are dragged over are blocked, and freed again': async ({ open }) => {
    const date = addDays(today, 3);
    const [page] = await open({ hash: `#/day/${date}` });
    const from = await pointAt(page, 'Ivo Lund', '11:00');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 100, { steps: 6 });
    await page.mouse.up();
    await page.getByRole('menuitem', { name: /^Block/ }).click();
    await page.locator('.panel button.primary').click();
    await page.locator('.column[aria-label="Ivo Lund"] .blockout').waitFor();
    await page.mouse.click(from.x, from.y + 30);
    await page.getByRole('button', { name: 'Free this time' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.notice [data-act=undo]').click();
    await page.locator('.column[aria-label="Ivo Lund"] .blockout').waitFor({ state: 'detached' });
  },

  'a series is booked week by week': async ({ open, salon }) => {
    const date = addDays(today, 6);
    const [page] = await open({ hash: `#/day/${date}` });
    const cell = await pointAt(page, 'Ivo Lund', '16:00');
    await page.mouse.click(cell.x, cell.y);
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Greta');
    await page.getByRole('option', { name: /Greta Holm/ }).click();
    await page.locator('summary', { hasText: 'Repeat' }).click();
    await page.getByLabel('How often').selectOption('3');
    await page.getByLabel('Every').selectOption('1');
    await page.locator('.panel button.primary').click();
    // The form closes when the last of them is booked.
    await page.locator('.panel').waitFor({ state: 'detached' });
    await block(page, 'Greta Holm').waitFor();
    const { items } = await salon.server.get(`/guests/${salon.guests[5].id}/appointments`);
    same(items.map((one) => one.local_start).sort(), [0, 7, 14].map((days) => `${addDays(date, days)}T16:00`), 'three of the same time');
  },
};
