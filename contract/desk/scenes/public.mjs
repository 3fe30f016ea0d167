// The page on which guests book, on a telephone: links and a form, with and without scripts.

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
    // Nothing is loaded anew: what the page was told is still there, and so is the focus.
    await page.evaluate(() => { window.isTheSame = true; });
    await page.locator('.month a').nth(9).click();
    await until('its tenth day', async () => /^10/.test(await page.locator('.month [aria-current=date]').textContent()));
    same(await page.evaluate(() => window.isTheSame && document.activeElement.getAttribute('aria-current')), 'date', 'what has the focus on the same page');
    await until('the day is said', async () => / 10 /.test(await page.locator('#said').textContent()));
    await desk.shot(page, 'month');
    const tenth = page.url();
    await page.getByRole('link', { name: 'Month after' }).click();
    await until('one more month', async () => page.url() !== tenth);
    await page.goBack();
    await until('the day before', async () => page.url() === tenth && /^10/.test(await page.locator('.month [aria-current=date]').textContent()));
    same(await page.evaluate(() => window.isTheSame), true, 'the page');
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

  'where guests choose, one books with somebody, without a script': async ({ open, salon }) => {
    const { server, people } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true, provider_choice: 'guest' } } });
    const [page, desk] = await open({ size: 'phone', signIn: false, script: false, locale: 'de-DE' });
    await page.goto(`${server.origin}/book/desk?center=${salon.center.id}`);
    await page.getByRole('link', { name: /Cut/ }).click();
    await page.locator('.people [aria-current]', { hasText: 'Egal' }).waitFor();
    await page.getByRole('link', { name: people[1].first_name, exact: true }).click();
    await page.locator('.people [aria-current]', { hasText: people[1].first_name }).waitFor();
    await desk.targets(page, 'the choice of a person');
    await desk.shot(page, 'people');
    await page.getByRole('link', { name: 'Monat danach' }).click();
    await page.locator('.people [aria-current]', { hasText: people[1].first_name }).waitFor();
    await page.getByRole('link', { name: '11:00' }).click();
    same(await page.locator('dd').allTextContents().then((all) => all.includes(people[1].first_name)), true, 'who was chosen, among the details');
    await page.getByLabel('Vorname').fill('Bea');
    await page.getByLabel('Nachname').fill('Lund');
    await page.getByLabel('E-Mail').fill('bea@example.com');
    await desk.shot(page, 'people-details');
    await page.getByRole('button', { name: 'Buchen' }).click();
    await page.getByRole('heading', { name: 'Ihre Zeit ist reserviert' }).waitFor();
    const pending = (await server.get('/appointments?status=pending')).items;
    same(pending.some((one) => one.provider_id === people[1].id && one.contact_first_name === 'Bea'), true, 'the booking with who was chosen');
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { provider_choice: 'anyone' } } });
  },

  'an address without a salon says so': async ({ open, salon }) => {
    const [page, desk] = await open({ signIn: false });
    desk.allow(/404/);
    await page.goto(`${salon.server.origin}/book/elsewhere`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await desk.axe(page, 'nothing');
  },
};
