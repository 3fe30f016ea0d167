// Packages: sold at the till, seen on the guest's card, and a session of one taken in the place
// of money.

import { active, tabTo, same, until } from '../browser.mjs';
import { today } from '../server.mjs';

/** A guest of their own, and a package of cuts that can be bought. */
async function begin({ server, center, services }, first) {
  const guest = await server.post('/guests', { center_id: center.id, first_name: first, last_name: 'Duarte' });
  const sold = await server.post('/packages', { name: `Cuts of ${first}`, price: '90.00', items: [{ service_id: services[0].id, sessions: 3 }] });
  return { guest, sold };
}

/** What the guest has left of it. */
const left = async ({ server }, guest) => (await server.get(`/guest-packages?guest_id=${guest.id}`)).items.map((one) => one.sessions_left);

/** Opens the card of a guest by the search. */
async function card(page, guest) {
  await page.locator('.column').first().waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: /Name, telephone/ }).waitFor();
  await page.keyboard.type(`${guest.first_name} Dua`);
  await page.getByRole('option', { name: new RegExp(guest.first_name) }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.panel .figures').waitFor();
}

/** Sells it as another desk would. */
async function sell({ server, center }, guest, sold) {
  const invoice = await server.post(`/invoices/get-or-create/${guest.id}`, { center_id: center.id });
  await server.post('/invoice-items', { invoice_id: invoice.id, package_id: sold.id });
  await server.post(`/invoices/${invoice.id}/issue`, {});
  await server.post('/payments', { invoice_id: invoice.id, payment_method: 'card', amount: '90.00' });
}

export default {
  'a package is sold at the till, and pays for the visit of today from the guest’s card': async ({ open, salon }) => {
    const { server, center, services } = salon;
    const { guest, sold } = await begin(salon, 'Olga');
    const [page, desk] = await open({});
    await card(page, guest);
    same(await page.getByRole('heading', { name: 'Packages' }).count(), 0, 'packages before one is bought');
    await page.locator('.panel .steps').getByRole('button', { name: 'Check out' }).click();
    await page.getByRole('combobox', { name: 'Add to the bill' }).fill('cuts of olga');
    await page.getByRole('option', { name: `${sold.name} · €90.00` }).click();
    await page.locator('.bill tbody tr', { hasText: sold.name }).waitFor();
    await page.locator('.panel-foot .primary').click();
    await page.locator('[data-method=card]').click();
    await page.locator('.panel form .primary').click();
    await page.locator('.done-mark').waitFor();
    same(await left(salon, guest), [3], 'the sessions that were bought');

    const { slots } = await server.get(`/appointments/slots?center_id=${center.id}&service_id=${services[0].id}&date=${today}&days=1&limit=1`);
    const made = await server.post('/appointments', { center_id: center.id, guest_id: guest.id, service_id: services[0].id, starts_at: slots[0].starts_at });
    await server.post(`/appointments/${made.id}/check-in`, {});
    await page.keyboard.press('Escape');
    await card(page, guest);
    await page.getByText('Cut: 3 of 3 left').waitFor();
    await desk.axe(page, 'packages on the card');
    await desk.shot(page, 'card');
    await page.getByRole('button', { name: `Use for ${slots[0].local.slice(11, 16)}: ${sold.name}` }).click();
    await page.locator('.bill tr', { hasText: 'Paid by package' }).waitFor();
    same(/€30\.00/.test(await page.locator('.bill tr', { hasText: 'Paid by package' }).textContent()), true, 'what the package pays');
    await desk.shot(page, 'redeemed');
    await page.locator('.panel-foot .primary', { hasText: '€0.00' }).click();
    await page.locator('.done-mark').waitFor();
    await desk.axe(page, 'a bill that a package paid');
    same(await left(salon, guest), [2], 'the sessions that are left');
  },

  'by keyboard, a session is taken for a line, and is there again when the line leaves': async ({ open, salon }) => {
    const { guest, sold } = await begin(salon, 'Piet');
    await sell(salon, guest, sold);
    const [page] = await open({});
    await card(page, guest);
    await page.getByText('Cut: 3 of 3 left').waitFor();
    await tabTo(page, 'Check out');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Another bill' }).waitFor();
    await tabTo(page, 'Another bill');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Add to the bill' }).waitFor();
    await tabTo(page, 'Add to the bill');
    await page.keyboard.type('cut');
    await page.getByRole('option', { name: 'Cut · €40.00' }).waitFor();
    for (let turn = 0; turn < 9 && !/^Cut · /.test(await page.locator('[role=option][aria-selected=true]').textContent()); turn += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.bill tbody tr', { hasText: 'Cut' }).first().waitFor();
    await until('the focus is back', async () => (await active(page)) === 'Add to the bill');
    await page.evaluate(() => /** @type {any} */ (document.querySelector('.panel h2')).focus());
    await tabTo(page, `Cut: use a session of ${sold.name}`);
    await page.keyboard.press('Enter');
    await page.locator('.panel-foot .primary', { hasText: '€0.00' }).waitFor();
    await until('it is said', async () => new RegExp(`${sold.name}: 2 sessions left`).test(await page.locator('#said').textContent()));
    same(await left(salon, guest), [2], 'the sessions that are left');
    await page.evaluate(() => /** @type {any} */ (document.querySelector('.panel h2')).focus());
    await tabTo(page, 'Take Cut off');
    await page.keyboard.press('Enter');
    await until('the session is there again', async () => (await left(salon, guest))[0] === 3);
  },
};
