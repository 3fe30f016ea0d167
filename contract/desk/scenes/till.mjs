// From who walks in to the day's close.

import { block, same, until } from '../browser.mjs';
import { today } from '../server.mjs';

/** Books something today, in the past or to come, and goes through with it. */
async function servedToday(salon, guest, service) {
  const page = await salon.server.get(`/appointments/slots?center_id=${salon.center.id}&service_id=${salon.services[service].id}&date=${today}&days=1&limit=1`);
  const { starts_at } = page.slots[0];
  const made = await salon.server.post('/appointments', { center_id: salon.center.id, guest_id: salon.guests[guest].id, service_id: salon.services[service].id, starts_at });
  await salon.server.post(`/appointments/${made.id}/check-in`, {});
  return made;
}

export default {
  'who walks in is served by who is free': async ({ open }) => {
    const [page, desk] = await open({});
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('w');
    await page.locator('.panel select').first().selectOption({ label: 'Fringe · 15 min · €12.00' });
    const who = page.getByRole('group', { name: 'Free next' }).getByRole('button');
    await who.first().waitFor();
    await desk.axe(page, 'a walk-in');
    await desk.shot(page, 'walk-in');
    await who.first().click();
    await until('it is in the book', async () => /, here/.test(await block(page, 'Walk-in').first().getAttribute('aria-label')));
  },

  'checked in, and taken back': async ({ open, salon }) => {
    const made = await servedToday(salon, 5, 2);
    const [page] = await open({});
    await block(page, 'Greta Holm').first().click();
    await page.locator('.panel .steps button', { hasText: 'Start' }).click();
    await until('in progress', async () => (await salon.server.get(`/appointments/${made.id}`)).status === 'in_progress');
    await page.locator('.notice [data-act=undo]').click();
    await until('taken back', async () => (await salon.server.get(`/appointments/${made.id}`)).status === 'checked_in');
  },

  'a bill is paid in two ways, with change, and its receipt printed': async ({ open, salon }) => {
    await servedToday(salon, 0, 0);
    const [page, desk] = await open({});
    await page.addInitScript(() => { window.print = () => { document.body.dataset.printed = document.querySelector('.paper.receipt')?.textContent ?? 'no receipt'; }; });
    await page.reload();
    await block(page, 'Beatriz Sousa').first().click();
    await page.locator('.panel').getByRole('button', { name: 'Check out' }).click();
    await page.locator('.bill tbody tr', { hasText: 'Cut' }).waitFor();
    await page.getByRole('combobox', { name: 'Add to the bill' }).fill('sham');
    await page.getByRole('option', { name: 'Shampoo · €14.50' }).click();
    await page.locator('.bill tbody tr', { hasText: 'Shampoo' }).waitFor();
    await page.getByRole('button', { name: 'Discount on Cut' }).click();
    await page.getByRole('textbox', { name: 'Discount' }).fill('10');
    await page.keyboard.press('Enter');
    await until('the sum', async () => /50[.,]50/.test(await page.locator('.bill tr.total').textContent()));
    await desk.axe(page, 'the bill');
    await page.locator('.panel-foot .primary').click();
    await page.locator('[data-method=cash]').click();
    await page.getByLabel('Amount').fill('20');
    await page.getByLabel('Cash given').fill('50');
    await until('the change is said', async () => /30[.,]00/.test(await page.locator('.panel .due[aria-live]').textContent()));
    await desk.axe(page, 'taking money');
    await desk.shot(page, 'cash');
    await page.locator('.panel form .primary').click();
    await until('the rest is due', async () => /30[.,]50/.test(await page.locator('.panel .due').first().textContent()));
    await page.locator('[data-method=card]').click();
    await page.locator('.panel form .primary').click();
    await page.locator('.done-mark').waitFor();
    await desk.axe(page, 'a settled bill');
    await desk.shot(page, 'settled');
    await page.getByRole('button', { name: 'Print the receipt' }).click();
    const paper = await page.evaluate(() => document.body.dataset.printed);
    for (const word of ['Atelier Centro', 'Shampoo', 'Cash', 'Card', 'Change', '50.50']) if (!paper.includes(word)) throw new Error(`the receipt lacks ${word}: ${paper}`);
  },

  'a part of a payment is given back': async ({ open }) => {
    const [page, desk] = await open({});
    await block(page, 'Beatriz Sousa').first().click();
    await page.locator('.panel').getByRole('button', { name: 'Guest’s card' }).click();
    // By the bill itself, which need not be today's.
    await page.locator('.panel').getByRole('button', { name: /^INV/ }).click();
    await page.locator('.plain-list li', { hasText: 'Cash' }).getByRole('button', { name: 'Give back' }).click();
    await page.getByLabel('Give back: Cash').fill('5');
    await page.keyboard.press('Enter');
    await page.locator('.plain-list li', { hasText: '€5.00 given back' }).waitFor();
    await desk.axe(page, 'giving back');
  },

  'a line is taken off a bill that was paid, and its money given back': async ({ open, salon }) => {
    const { server, center, services } = salon;
    const guest = await server.post('/guests', { center_id: center.id, first_name: 'Jara', last_name: 'Koch' });
    const invoice = await server.post(`/invoices/get-or-create/${guest.id}`, { center_id: center.id });
    for (const service of [services[0], services[2]]) await server.post('/invoice-items', { invoice_id: invoice.id, service_id: service.id });
    await server.post(`/invoices/${invoice.id}/issue`, {});
    await server.post('/payments', { invoice_id: invoice.id, payment_method: 'bank_transfer', amount: '52.00' });
    const [page, desk] = await open({ size: 'tablet' });
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('.panel input').first().fill('Jara');
    await page.locator('.panel [role=option]').first().click();
    await page.locator('.panel').getByRole('button', { name: /^INV/ }).click();
    await page.getByRole('button', { name: 'Take off the bill' }).click();
    await page.getByRole('checkbox', { name: /^Fringe/ }).waitFor();
    await page.getByRole('checkbox', { name: /^Cut/ }).uncheck();
    await page.getByLabel('Anything to remember?').fill('Crooked');
    await desk.axe(page, 'what is taken off a bill');
    await desk.targets(page, 'what is taken off a bill');
    await desk.shot(page, 'credit');
    await page.locator('form .primary.danger').click();
    await page.locator('.notice', { hasText: '€12.00 taken off: ' }).waitFor();
    await page.locator('.plain-list li', { hasText: '€12.00 given back' }).waitFor();
    const { items: [note] } = await server.get(`/credit-notes?invoice_id=${invoice.id}`);
    const { balance_due, status } = await server.get(`/invoices/${invoice.id}`);
    same([note.total, note.reason, balance_due, status], ['12.00', 'Crooked', '0.00', 'paid'], 'what was taken off, and what is owed');
    await page.locator('.done-mark').waitFor();
    await desk.shot(page, 'credited');
  },

  'the day is closed against what is expected by method': async ({ open, salon }) => {
    const [page, desk] = await open({ hash: `#/close/${today}` });
    await page.locator('tbody tr', { hasText: 'Cash' }).waitFor();
    // What the scenes before took in cash, less what one of them gave back.
    const { items } = await salon.server.get('/collections?limit=200');
    const cash = items.filter((one) => one.payment_method === 'cash').reduce((sum, one) => sum + Math.round(Number(one.amount) * 100), 0) / 100;
    same((await page.locator('tbody tr', { hasText: 'Cash' }).textContent()).includes(`€${cash.toFixed(2)}`), true, `the cash, ${cash}`);
    same(/30[.,]50/.test(await page.locator('tbody tr', { hasText: 'Card' }).textContent()), true, 'the card');
    await page.getByLabel('Counted, Cash').fill(String(cash));
    await page.locator('.done-mark').waitFor();
    await desk.axe(page, 'the close');
    await desk.shot(page, 'close');
  },

  'a day that is closed is shown as it was counted': async ({ open }) => {
    const [page, desk] = await open({ hash: '#/close/2020-02-03' });
    await page.getByLabel('Opening float').fill('100');
    await page.getByLabel('Counted, Cash').fill('99.50');
    await page.locator('tbody tr', { hasText: '-€0.50' }).waitFor();
    await page.getByLabel('Reason for a difference').fill('A coin was lost');
    await page.locator('form button', { hasText: 'Close the day' }).click();
    await page.getByText('This day is closed. A coin was lost').waitFor();
    same(await page.getByLabel('Counted, Cash').count(), 0, 'fields');
    await desk.axe(page, 'a closed day');
  },

  'the close says what was earned by commission in the month so far': async ({ open, salon }) => {
    const { server, center, services, people } = salon;
    const guest = await server.post('/guests', { center_id: center.id, first_name: 'Hana', last_name: 'Ito' });
    await server.post('/commission-rules', { commission_type: 'percentage', value: '10', valid_from: today, provider_id: people[2].id });
    const invoice = await server.post(`/invoices/get-or-create/${guest.id}`, { center_id: center.id });
    await server.post('/invoice-items', { invoice_id: invoice.id, service_id: services[1].id, provider_id: people[2].id });
    const issued = await server.post(`/invoices/${invoice.id}/issue`, {});
    await server.post('/payments', { invoice_id: invoice.id, payment_method: 'bank_transfer', amount: issued.total });
    for (const size of ['desk', 'tablet', 'phone']) {
      const [page, desk] = await open({ size, dark: size === 'phone', hash: `#/close/${today}` });
      const section = page.locator('.section', { has: page.getByRole('heading', { name: 'Commissions' }) });
      // A tenth of 95.00 without the tax of a fifth that is in it.
      const row = section.locator('tr', { hasText: 'Ivo Lund' });
      await row.waitFor();
      same((await row.locator('td').allTextContents()).slice(1), ['€79.17', '€7.92'], 'what was earned, and on what');
      await desk.axe(page, 'the commissions');
      await desk.targets(page, 'the commissions');
      await section.scrollIntoViewIfNeeded();
      await desk.shot(page, `commissions-${size}`);
    }
  },
};
