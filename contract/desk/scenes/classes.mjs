// Classes: a session is one block with its seats, and is joined from its panel.

import { block, pointAt, same, until } from '../browser.mjs';
import { addDays, startAt, today } from '../server.mjs';

export default {
  'a class shows its seats in the book, and is joined from the panel': async ({ open, salon }) => {
    const { server, center, guests } = salon;
    const yoga = await server.post('/services', { name: 'Yoga', duration_minutes: 60, price: '15.00', tax_ids: [], max_guests: 3 });
    const provider = await server.post('/providers', { center_id: center.id, first_name: 'Ines', last_name: 'Falk', services: [yoga.id],
      hours: { weekly: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => ({ day, start: '06:00', end: '22:00' })) } });
    const date = addDays(today, 56);
    const starts_at = await startAt(salon, yoga, date, '10:00', provider);
    const join = (guest) => server.post('/appointments', { center_id: center.id, guest_id: guests[guest].id, service_id: yoga.id, provider_id: provider.id, starts_at });
    await join(0);
    await join(1);
    const [page, desk] = await open({ hash: `#/day/${date}` });
    const session = block(page, 'Yoga');
    await session.waitFor();
    same(await session.count(), 1, 'blocks of the session');
    same(await session.getAttribute('aria-label'), '10:00 to 11:00, Yoga, 2 of 3 seats, with Ines Falk, booked', 'its name');
    await session.click();
    await page.locator('.panel li', { hasText: 'Clara Nunes' }).waitFor();
    await desk.axe(page, 'a class');
    await desk.shot(page, 'class');

    await page.getByRole('button', { name: 'Add a guest' }).click();
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Dario');
    await page.getByRole('option', { name: /Dario Prates/ }).click();
    await page.locator('.times input:checked').waitFor();
    same(/^10:00.*1 left$/.test(await page.locator('.times label:has(input:checked)').textContent()), true, 'the seats that are left at that time');
    await desk.shot(page, 'join');
    await page.locator('.panel button.primary').click();
    await until('it is full', async () => /3 of 3 seats/.test(await session.getAttribute('aria-label')));

    // By keyboard: the session moves whole, and back, opens, and each guest is a press away.
    await session.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await until('all of it is a quarter of an hour later', async () => (await session.getAttribute('aria-label')).startsWith('10:15 to 11:15, Yoga, 3 of 3 seats'));
    await page.locator('.notice [data-act=undo]').waitFor();
    await page.keyboard.press('Control+z');
    await until('all of it is back', async () => (await session.getAttribute('aria-label')).startsWith('10:00 to 11:00, Yoga, 3 of 3 seats'));
    await session.focus();
    await page.keyboard.press('Enter');
    await page.locator('.panel li', { hasText: 'Dario Prates' }).waitFor();
    same(await page.getByRole('button', { name: 'Add a guest' }).count(), 0, 'ways to join a full class');
    same((await session.getAttribute('aria-label')).slice(0, 5), '10:00', 'where it is');
    // What the undoing told may draw the list anew under the key.
    const guest = page.locator('.panel li').getByRole('button', { name: 'Dario Prates' });
    await until('the guest is opened', async () => {
      if (await guest.count() > 0) await guest.press('Enter', { timeout: 1000 }).catch(() => {});
      return page.locator('.panel .steps button').first().waitFor({ timeout: 1500 }).then(() => true, () => false);
    });
    await page.locator('.panel .steps button', { hasText: 'Check in' }).click();
    await until('one of them is here', async () => {
      const { items } = await server.get(`/guests/${guests[2].id}/appointments`);
      return items.find((one) => one.service_id === yoga.id).status === 'checked_in';
    });
    same(await session.count(), 1, 'blocks of the session');

    // By a click each: to another time, and away; who is there leaves as well.
    await session.click();
    await page.locator('.panel').getByRole('button', { name: 'Move', exact: true }).click();
    const target = await pointAt(page, 'Ines Falk', '14:00');
    await page.mouse.click(target.x, target.y);
    await until('all of it is in the afternoon', async () => (await session.getAttribute('aria-label')).startsWith('14:00'));
    await session.click();
    await page.getByRole('button', { name: 'Cancel the class' }).click();
    await desk.axe(page, 'cancelling a class');
    await desk.shot(page, 'cancel');
    await page.getByLabel('Why is it cancelled?').fill('Ines is ill');
    await page.locator('.panel button.danger').click();
    await until('nobody attends it', async () => await session.count() === 0);
    const { items } = await server.get(`/appointments?provider_id=${provider.id}`);
    same(items.map((one) => one.status), ['cancelled', 'cancelled', 'cancelled'], 'what became of them');
    await server.send('PATCH', `/providers/${provider.id}`, { is_active: false });
  },
};
