// Gift cards: sold on a bill, seen and printed with their code once it is paid, asked for what is
// left, and taken in the place of money.

import { active, same, tabTo, until } from '../browser.mjs';

/** Opens the till for a guest of their own by the search. */
async function till(page, { server, center }, first) {
  await server.post('/guests', { center_id: center.id, first_name: first, last_name: 'Vidal' });
  await page.locator('.column').first().waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: /Name, telephone/ }).waitFor();
  await page.keyboard.type(`${first} Vid`);
  await page.getByRole('option', { name: new RegExp(first) }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.panel .steps').getByRole('button', { name: 'Check out' }).click();
  await page.getByRole('combobox', { name: 'Add to the bill' }).waitFor();
}

let code;

export default {
  'a gift card is sold, and its code is there once the bill is paid': async ({ open, salon }) => {
    const [page, desk] = await open({});
    await page.evaluate(() => { window.print = () => { document.body.dataset.printed = document.querySelector('.paper.receipt').textContent; }; });
    await till(page, salon, 'Nuno');
    await page.getByRole('button', { name: 'Sell a gift card' }).click();
    await page.getByLabel('Value').fill('fifty');
    await page.keyboard.press('Enter');
    await page.locator('.complaint', { hasText: 'not an amount' }).waitFor();
    await page.getByLabel('Value').fill('50');
    await desk.axe(page, 'the sale of a gift card');
    await desk.shot(page, 'sale');
    await page.keyboard.press('Enter');
    await page.locator('.bill tbody tr', { hasText: 'Gift card' }).waitFor();
    same(await page.getByRole('button', { name: /^Discount on Gift/ }).count(), 0, 'discounts on a gift card');
    await page.locator('.panel-foot .primary', { hasText: '€50.00' }).click();
    await page.locator('[data-method=card]').waitFor();
    same(await page.locator('.code').count(), 0, 'codes before it is paid');
    await page.locator('[data-method=card]').click();
    await page.locator('.panel form .primary').click();
    await page.locator('.code').waitFor();
    code = await page.locator('.code').textContent();
    await desk.axe(page, 'a gift card that is paid');
    await desk.shot(page, 'sold');
    await page.getByRole('button', { name: /Print the gift card/ }).click();
    const paper = await page.evaluate(() => document.body.dataset.printed);
    for (const word of ['Atelier Centro', 'Gift card', '50.00', code]) if (!paper.includes(word)) throw new Error(`the paper lacks ${word}: ${paper}`);
  },

  'what is left is asked by the code': async ({ open }) => {
    const [page, desk] = await open({});
    await page.locator('.column').first().waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Gift cards' }).click();
    await until('the code is asked', async () => (await active(page)) === 'Code of the gift card');
    desk.allow(/404|422/);
    await page.keyboard.type('ABCD-EFGH');
    await page.keyboard.press('Enter');
    await page.locator('.complaint', { hasText: 'no gift card with this code' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.locator('.panel [role=status]', { hasText: '€50.00 left' }).waitFor();
    await desk.axe(page, 'what is left');
    await desk.shot(page, 'left');
  },

  'the card of the guest who bought it says what is left, by the end of its code': async ({ open }) => {
    const [page, desk] = await open({});
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Nuno Vid');
    await page.getByRole('option', { name: /Nuno/ }).click();
    const card = page.locator('.panel li', { hasText: code.slice(-4) });
    await card.getByText('€50.00 left').waitFor();
    same(await page.getByText(code).count(), 0, 'whole codes');
    await desk.axe(page, 'a guest with a gift card');
    await desk.shot(page, 'guest');
  },

  'by keyboard, a gift card pays what it can, and the rest is paid in cash': async ({ open, salon }) => {
    const [page, desk] = await open({});
    await till(page, salon, 'Rosa');
    await page.getByRole('combobox', { name: 'Add to the bill' }).fill('colour');
    await page.getByRole('option', { name: 'Colour · €95.00' }).click();
    await page.locator('.panel-foot .primary', { hasText: '€95.00' }).click();
    await page.locator('.methods').waitFor();
    await tabTo(page, 'Gift card');
    await page.keyboard.press('Enter');
    await until('the code is asked', async () => (await active(page)) === 'Code of the gift card');
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await until('what it can pay is offered', async () => await page.getByLabel('Amount').inputValue() === '50.00');
    await page.locator('.panel [role=status]', { hasText: '€50.00 left' }).waitFor();
    await until('the amount has the focus', async () => (await active(page)) === 'Amount');
    await desk.axe(page, 'a gift card that pays');
    await desk.shot(page, 'pays');
    await page.keyboard.press('Enter');
    await page.locator('.panel .due', { hasText: '45.00' }).waitFor();
    await page.locator('[data-method=cash]').click();
    await page.locator('.panel form .primary').click();
    await page.locator('.done-mark').waitFor();
    same((await salon.server.post('/gift-cards/balance', { code })).balance, '0.00', 'what is left on it');
  },
};
