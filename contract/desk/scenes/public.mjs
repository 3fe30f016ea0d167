// The page on which guests book, on a telephone: links and a form, and no script until the
// appointment is seen.

import { same, until } from '../browser.mjs';
import { today } from '../server.mjs';

export default {
  'a guest books online, sees the appointment and cancels it': async ({ open, salon }) => {
    const { server } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true } } });
    // What nobody performs can't be booked, so it is not offered.
    await server.post('/services', { name: 'Wedding hair', duration_minutes: 60, price: '120.00', tax_ids: [] });
    const [page, desk] = await open({ size: 'phone', signIn: false, dark: true });
    // The salon may have other centers by now, and would ask for one first.
    await page.goto(`${server.origin}/book/desk?center=${salon.center.id}`);
    await desk.axe(page, 'the choice of a service');
    await desk.targets(page, 'the choice of a service');
    await desk.shot(page, 'services');
    same(await page.getByRole('link', { name: /Wedding hair/ }).count(), 0, 'what nobody performs');
    await page.getByRole('link', { name: /Fringe/ }).click();

    // The first day that is not full, in its month; then another month, and another day.
    await page.locator('.month [aria-current=date]').waitFor();
    await desk.axe(page, 'the choice of a time');
    await desk.targets(page, 'the choice of a time');
    const counted = Number(await page.locator('.month [aria-current=date] small').textContent());
    same(await page.locator('.times a').count(), counted, 'the times of the day, and their number in the month');
    await page.getByRole('link', { name: 'Month after' }).click();
    await until('a later month', async () => !(await page.url()).includes(today.slice(0, 7)) && await page.locator('.month a').count() > 27);
    await page.locator('.month a').nth(9).click();
    await until('its tenth day', async () => /^10/.test(await page.locator('.month [aria-current=date]').textContent()));
    await desk.shot(page, 'month');
    await page.getByRole('link', { name: '10:30' }).click();

    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Last name').fill('O’Neil');
    await page.getByLabel('Email').fill('ada@example.com');
    await desk.axe(page, 'the details');
    await desk.targets(page, 'the details');
    await desk.shot(page, 'details');
    await page.getByRole('button', { name: 'Book' }).click();
    await page.getByRole('link', { name: 'See or cancel the appointment' }).click();
    await page.getByText('Waits for your confirmation').waitFor();
    same(/10:30/.test(await page.locator('[data-field=when]').textContent()), true, 'the time of the salon, in Kathmandu too');
    same(await page.getByRole('button', { name: 'Confirm' }).count(), 0, 'ways to confirm but by the mail');
    await desk.axe(page, 'the appointment');
    await desk.targets(page, 'the appointment');
    await desk.shot(page, 'appointment');
    await page.getByRole('button', { name: 'Cancel the appointment' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    same(await page.getByRole('button').count(), 0, 'what can be done with it now');
  },

  'an address without a salon says so': async ({ open, salon }) => {
    const [page, desk] = await open({ signIn: false });
    desk.allow(/404/);
    await page.goto(`${salon.server.origin}/book/elsewhere`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await desk.axe(page, 'nothing');
  },
};
