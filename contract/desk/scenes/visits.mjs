// Several services in one booking of the desk: found together, booked together; and a class, from
// its set-up to what is offered.

import { block, pointAt, same, until } from '../browser.mjs';
import { addDays, today } from '../server.mjs';

export default {
  'a cut and a fringe are booked as one visit, each with whoever is chosen': async ({ open, salon }) => {
    const { server, guests } = salon;
    const date = addDays(today, 63);
    const [page, desk] = await open({ hash: `#/day/${date}` });
    const cell = await pointAt(page, 'Ana Reis', '10:00');
    await page.mouse.click(cell.x, cell.y);
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Elif');
    await page.getByRole('option', { name: /Elif Kaya/ }).click();
    await page.getByLabel('Service').selectOption({ label: 'Cut · 45 min · €40.00' });
    await page.getByRole('button', { name: 'Another service' }).click();
    await page.getByLabel('Service').nth(1).selectOption({ label: 'Fringe · 15 min · €12.00' });
    await page.getByLabel('With').nth(1).selectOption({ label: 'Ivo Lund' });
    same(await page.locator('summary', { hasText: 'Repeat' }).isVisible(), false, 'whether a visit is repeated');
    await page.locator('.times input:checked').waitFor();
    await desk.axe(page, 'a visit');
    await desk.targets(page, 'a visit');
    await desk.shot(page, 'visit');
    await page.locator('.panel button.primary').click();
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.locator('.column[aria-label="Ana Reis"] .block', { hasText: 'Elif Kaya' }).waitFor();
    await page.locator('.column[aria-label="Ivo Lund"] .block', { hasText: 'Elif Kaya' }).waitFor();
    same(await block(page, 'Elif Kaya').count(), 2, 'appointments of the visit');
    const { items } = await server.get(`/guests/${guests[3].id}/appointments`);
    const parts = items.filter((one) => one.local_start.startsWith(date)).sort((one, other) => one.local_start.localeCompare(other.local_start));
    same(parts.map((one) => one.local_start.slice(11, 16)), ['10:00', '10:45'], 'when they start');
    same(new Set(parts.map((one) => one.visit_id)).size, 1, 'visits');
  },

  'a service is left out of a visit again, by keyboard': async ({ open }) => {
    const [page] = await open({ hash: `#/day/${addDays(today, 63)}` });
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('n');
    await page.getByRole('button', { name: 'Another service' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Leave this service out' }).focus();
    await page.keyboard.press('Enter');
    same(await page.getByLabel('Service').count(), 1, 'services');
    await page.locator('summary', { hasText: 'Repeat' }).waitFor();
    await page.locator('.times label').first().waitFor();
  },

  'a class is set up with its seats, and guests are let choose with whom': async ({ open, salon }) => {
    const { server } = salon;
    const [page, desk] = await open({ hash: '#/setup' });
    const services = page.locator('.section', { has: page.getByRole('heading', { name: 'Services', exact: true }) });
    await services.getByLabel('Name').fill('Pilates');
    await services.getByLabel('Price in').fill('18');
    await services.getByLabel('Guests at once').fill('6');
    await services.getByRole('button', { name: 'Add' }).click();
    await services.getByText('Pilates').waitFor();
    const made = (await server.get('/services')).items.find((one) => one.name === 'Pilates');
    same(made.max_guests, 6, 'its seats');
    await services.getByRole('button', { name: 'Change Pilates' }).click();
    same(await services.locator('li form').getByLabel('Guests at once').inputValue(), '6', 'its seats, when it is changed');
    await desk.shot(page, 'class');
    await server.send('PATCH', `/services/${made.id}`, { is_active: false });

    const online = page.locator('.section', { has: page.getByRole('heading', { name: 'Online booking', exact: true }) });
    await page.reload();
    const [{ id }] = (await server.get('/organizations')).items;
    const door = async () => (await server.get(`/organizations/${id}`)).settings.public_booking;
    if (!(await door()).is_open) await online.getByLabel('Guests may book online').click();
    await online.getByLabel('Guests choose with whom').click();
    await until('guests choose', async () => (await door()).provider_choice === 'guest');
    await page.locator('.notice').waitFor();
    await desk.axe(page, 'the set-up of online booking');
    await desk.shot(page, 'online');
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: false, provider_choice: 'anyone' } } });
  },
};
