// The waiting list: from the form of a booking onto it, and from it into the book by one press.

import { same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

export default {
  'a guest for whom nothing suits waits, and is booked from the list': async ({ open, salon }) => {
    const { server, center, services, people } = salon;
    const date = addDays(today, 50);
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('n');
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Greta');
    await page.getByRole('option', { name: /Greta Holm/ }).click();
    await page.locator('.panel select').first().selectOption(services[1].id);
    await page.getByLabel('With').selectOption(people[2].id);
    await page.locator('.panel summary', { hasText: 'Waiting list' }).click();
    await until('a last date is offered', async () => await page.getByLabel('Last date').inputValue() === addDays(date, 14));
    await page.getByLabel('From', { exact: true }).fill('17:00');
    await page.getByLabel('Until', { exact: true }).fill('19:00');
    await desk.axe(page, 'onto the waiting list');
    await desk.shot(page, 'add');
    await page.getByRole('button', { name: 'Add to the waiting list' }).click();
    await page.locator('.notice', { hasText: 'Greta Holm is on the waiting list' }).waitFor();
    const { items: [entry] } = await server.get(`/waitlist?center_id=${center.id}`);
    same([entry.guest_id, entry.service_id, entry.provider_id, entry.first_date, entry.hours.weekly.length], [salon.guests[5].id, services[1].id, people[2].id, date, 7], 'who waits for what');

    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    const row = page.locator('.waiting li', { hasText: 'Greta Holm' });
    const offer = row.getByRole('button', { name: /^Book Greta Holm: / }).first();
    await offer.waitFor();
    const taken = await offer.getAttribute('aria-label');
    same(/17:00, Ivo Lund$/.test(taken), true, `the first that is free, ${taken}`);
    await desk.axe(page, 'the waiting list');
    await desk.targets(page, 'the waiting list');
    await desk.shot(page, 'list');
    // Another desk is first for the one, so the list offers what is left.
    await bookAt(salon, { guest: 1, service: 1, person: 2, date, time: '17:00' });
    desk.allow(/409/);
    await offer.click();
    await page.locator('.notice.bad').waitFor();
    await until('another is offered', async () => await offer.getAttribute('aria-label') !== taken);
    await offer.focus();
    await page.keyboard.press('Enter');
    await page.locator('.waiting li').waitFor({ state: 'detached' });
    await page.locator('.empty', { hasText: 'Nobody waits' }).waitFor();
    same((await server.get(`/waitlist?center_id=${center.id}`)).items, [], 'who waits now');
    const { items } = await server.get(`/guests/${salon.guests[5].id}/appointments`);
    same(items.some((one) => one.service_id === services[1].id && one.local_start.slice(0, 10) >= date), true, 'that it is booked');
  },

  'who waits no more is taken off, and that is taken back': async ({ open, salon }) => {
    const { server, center, services, guests } = salon;
    await server.post('/waitlist', { guest_id: guests[3].id, center_id: center.id, service_id: services[0].id, first_date: addDays(today, 60), last_date: addDays(today, 61), notes: 'Mornings' });
    const [page] = await open({});
    await page.locator('.column').first().waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    await page.getByRole('button', { name: 'Take Elif Kaya off the list' }).click();
    await page.locator('.empty', { hasText: 'Nobody waits' }).waitFor();
    same((await server.get(`/waitlist?center_id=${center.id}`)).items.length, 0, 'who waits');
    await page.locator('.notice [data-act=undo]').click();
    await until('she waits again', async () => (await server.get(`/waitlist?center_id=${center.id}`)).items[0]?.notes === 'Mornings');
    const { items: [{ id }] } = await server.get(`/waitlist?center_id=${center.id}`);
    await server.send('DELETE', `/waitlist/${id}`);
  },
};
