// Deposits: what is asked for is said before a guest books, by their link, and at the desk, which
// makes its invoice and takes the money.

import { block, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

export default {
  'a guest is told what deposit is asked for, and the desk makes its invoice and takes it': async ({ open, salon }) => {
    const { server, center, services: [cut] } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true } } });
    await server.send('PATCH', `/services/${cut.id}`, { deposit: { asks: { percent: '25' } } });
    const [guest, public_] = await open({ size: 'phone', signIn: false });
    await guest.goto(`${server.origin}/book/desk?center=${center.id}&service=${cut.id}`);
    await guest.getByRole('link', { name: 'Month after' }).click();
    await guest.locator('.times a').first().click();
    await guest.getByLabel('First name').waitFor();
    same(await guest.locator('dt', { hasText: 'Deposit' }).locator('+ dd').textContent(), '10.00 EUR', 'what is asked for');
    await public_.axe(guest, 'what deposit is asked for');
    await public_.shot(guest, 'asked');
    await guest.getByLabel('First name').fill('Ines');
    await guest.getByLabel('Last name').fill('Moura');
    await guest.getByLabel('Email').fill('ines@example.com');
    await guest.getByRole('button', { name: 'Book' }).click();
    await guest.getByRole('heading', { name: 'Your time is held' }).waitFor();
    const pending = (await server.get('/appointments?status=pending&limit=200')).items.find((one) => one.contact_first_name === 'Ines');
    await server.post(`/appointments/${pending.id}/confirm`, {});
    await guest.getByRole('link', { name: 'See or cancel the appointment' }).click();
    await guest.getByText('A deposit of 10.00 EUR is to be paid beforehand.').waitFor();
    await public_.axe(guest, 'the appointment with its deposit');
    await public_.shot(guest, 'link');

    const date = addDays(today, 41);
    const made = await bookAt(salon, { guest: 3, date, time: '15:00' });
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await block(page, 'Elif Kaya').click();
    const ask = page.getByRole('button', { name: 'Deposit of €10.00' });
    await ask.waitFor();
    await desk.axe(page, 'the deposit of an appointment');
    await desk.shot(page, 'panel');
    await ask.click();
    await page.locator('.panel .due', { hasText: '10.00' }).waitFor();
    await desk.axe(page, 'the till with a deposit');
    await desk.shot(page, 'till');
    await until('its invoice is there', async () => (await server.get(`/appointments/${made.id}/deposit`)).deposit_id !== null);
    await server.send('PATCH', `/services/${cut.id}`, { deposit: null });
  },
};
