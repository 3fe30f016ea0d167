// The till without a pointer: from the book to a receipt, and what is wrong is said in words.

import { active, block, same, tabTo, until } from '../browser.mjs';
import { bookAt, startAt, today, zone } from '../server.mjs';

const said = (page, pattern) => until(`${pattern} is said`, async () => pattern.test(await page.locator('#said').textContent()));

/** The first quarter of an hour from now on that is offered. */
async function soon(salon, person) {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: String(zone), hour: '2-digit', minute: '2-digit' }).format(new Date());
  for (let minute = Math.ceil((Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) / 15) * 15 + 15; minute < 21 * 60; minute += 15) {
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    if (await startAt(salon, salon.services[2], today, time, salon.people[person]).catch(() => null)) return time;
  }
  throw new Error('nothing is free today');
}

export default {
  'from the book to a paid receipt without a pointer': async ({ open, salon }) => {
    const time = await soon(salon, 2);
    await bookAt(salon, { guest: 4, service: 2, person: 2, date: today, time });
    const [page, desk] = await open({});
    await page.evaluate(() => { window.print = () => { document.body.dataset.printed = document.querySelector('.paper.receipt').textContent; }; });
    await block(page, 'Filipe Gomes').first().waitFor();
    // To the book, and in it to the appointment.
    for (let turn = 0; turn < 40 && !await page.evaluate(() => document.activeElement.closest('.book')); turn += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Home');
    for (let turn = 0; turn < 90 && !(await active(page)).startsWith(`${time} to`); turn += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.panel .steps button').first().waitFor();
    await tabTo(page, 'Check in');
    await page.keyboard.press('Enter');
    await until('she is here', async () => /, here/.test(await block(page, 'Filipe Gomes').first().getAttribute('aria-label')));
    await tabTo(page, 'Check out');
    await page.keyboard.press('Enter');
    await page.locator('.bill tbody tr', { hasText: 'Fringe' }).waitFor();

    // Something from the shelf: arrows look through the list and add nothing.
    await tabTo(page, 'Add to the bill');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: /Shampoo/ }).waitFor();
    same(await page.locator('.bill tbody tr', { hasText: 'Shampoo' }).count(), 0, 'what the arrows added');
    await page.keyboard.type('sham');
    await until('it is marked', async () => /Shampoo/.test(await page.locator('[role=option][aria-selected=true]').textContent()));
    await page.keyboard.press('Enter');
    await said(page, /Shampoo\. Total €26\.50/);
    same(await active(page), 'Add to the bill', 'the focus stays');

    // A discount that is no amount, then one that is too much, then one that can be.
    await tabTo(page, 'Discount on all');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('.wrong', { hasText: 'Please fill this in.' }).waitFor();
    await page.keyboard.type('ten');
    await page.keyboard.press('Enter');
    await page.locator('.complaint', { hasText: 'not an amount' }).waitFor();
    await desk.axe(page, 'a wrong discount');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await page.locator('.bill tr.total', { hasText: '23.85' }).waitFor();
    await tabTo(page, 'To pay:');
    await page.keyboard.press('Enter');
    await page.locator('.methods').waitFor();

    // In two ways, with a tip and change; more than is due is refused in words.
    await tabTo(page, 'Cash');
    await page.keyboard.press('Enter');
    await until('the cash is asked', async () => (await active(page)) === 'Cash given');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('10');
    await page.keyboard.press('Tab');
    await page.keyboard.type('20');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await until('the change is said', async () => /9[.,]00/.test(await page.locator('.panel .due[aria-live]').textContent()));
    await page.keyboard.press('Enter');
    await page.locator('.panel .due', { hasText: '13.85' }).waitFor();
    await tabTo(page, 'Card');
    await page.keyboard.press('Enter');
    await until('the amount is asked', async () => (await active(page)) === 'Amount');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('500');
    await page.keyboard.press('Enter');
    await page.locator('.panel .complaint', { hasText: 'more than is due: €13.85' }).waitFor();
    await desk.shot(page, 'too-much');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('13.85');
    await page.keyboard.press('Enter');
    await page.locator('.done-mark').waitFor();
    await until('the receipt is next', async () => (await active(page)) === 'Print the receipt');
    await page.keyboard.press('Enter');
    const paper = await page.evaluate(() => document.body.dataset.printed);
    for (const word of ['Fringe', 'Shampoo', 'Cash', 'Card', '23.85']) if (!paper?.includes(word)) throw new Error(`the receipt lacks ${word}: ${paper}`);
    // The invoice on a sheet, with who sells and the tax by rate.
    await page.evaluate(() => { window.print = () => { document.body.dataset.printed = document.querySelector('.paper.invoice').textContent; }; });
    await page.keyboard.press('Tab');
    same(await active(page), 'Print the invoice', 'the next tab stop');
    await page.keyboard.press('Enter');
    await until('the invoice is printed', () => page.evaluate(() => /Filipe Gomes.*Fringe.*Without tax.*VAT on €19\.87.*€3\.98.*Total.*€23\.85/s.test(document.body.dataset.printed)));
    await page.evaluate(() => document.body.classList.add('printing-paper'));
    await page.emulateMedia({ media: 'print' });
    await desk.shot(page, 'invoice');
    await page.emulateMedia({ media: null });
    await page.evaluate(() => document.body.classList.remove('printing-paper'));
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await until('the focus is in the book', () => page.evaluate(() => document.activeElement.closest('.book') !== null));
  },
};
