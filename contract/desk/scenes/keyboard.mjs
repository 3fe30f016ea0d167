// The same work without a pointer.

import { block, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label')?.replace(/, new$/, ''));

export default {
  'arrows walk cells and appointments, with one tab stop': async ({ open, salon }) => {
    const date = addDays(today, 15);
    await bookAt(salon, { guest: 0, date, time: '08:00' });
    await bookAt(salon, { guest: 1, person: 1, date, time: '08:00' });
    const [page] = await open({ hash: `#/day/${date}` });
    await block(page, 'Clara Nunes').waitFor();
    same(await page.locator('.book [tabindex="0"]').count(), 1, 'tab stops of the columns');
    await page.locator('.cursor').focus();
    await page.keyboard.press('Home');
    for (let turn = 0; turn < 20 && !(await focused(page)).includes('Beatriz'); turn += 1) await page.keyboard.press('ArrowDown');
    same(await focused(page), '08:00 to 08:45, Beatriz Sousa, Cut, with Rui Melo, booked', 'the first');
    await page.keyboard.press('ArrowRight');
    same(await focused(page), '08:00 to 08:45, Clara Nunes, Cut, with Ana Reis, booked', 'the one beside it');
    await page.keyboard.press('ArrowDown');
    same(await focused(page), '08:45, Ana Reis, free', 'the cell below');
    same(await page.locator('.book [tabindex="0"]').count(), 1, 'tab stops after the walk');
  },

  'Enter books at the cell, and gives the focus back': async ({ open }) => {
    const date = addDays(today, 16);
    const [page] = await open({ hash: `#/day/${date}` });
    await page.locator('.cursor').focus();
    await page.keyboard.press('Home');
    for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press('ArrowDown');
    const cell = await focused(page);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: /Name, telephone/ }).waitFor();
    await page.keyboard.type('Dario');
    await page.getByRole('option', { name: /Dario Prates/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.times input:checked').waitFor();
    await page.locator('.panel button.primary').focus();
    await page.keyboard.press('Enter');
    await block(page, 'Dario Prates').waitFor();
    same((await block(page, 'Dario Prates').getAttribute('aria-label')).slice(0, 5), cell.slice(0, 5), 'the time of the cell');
    await until('the focus is in the book', () => page.evaluate(() => document.activeElement.closest('.book') !== null));
  },

  'Alt and arrows move, Ctrl+Z takes back, and each is announced': async ({ open, salon }) => {
    const date = addDays(today, 17);
    await bookAt(salon, { guest: 3, date, time: '09:00' });
    const [page] = await open({ hash: `#/day/${date}` });
    const node = block(page, 'Elif Kaya');
    await node.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await until('later', async () => (await node.getAttribute('aria-label')).startsWith('09:15 to 10:00') && !(await node.getAttribute('aria-label')).includes('saving'));
    await until('it is said', async () => /Elif Kaya moved/.test(await page.locator('#said').textContent()));
    await page.keyboard.press('Alt+ArrowRight');
    await until('beside', async () => (await node.getAttribute('aria-label')).includes('with Ana Reis') && !(await node.getAttribute('aria-label')).includes('saving'));
    same(await page.evaluate(() => document.activeElement.textContent.startsWith('Elif')), true, 'the focus stays on it');
    await page.keyboard.press('Control+z');
    await until('back', async () => (await node.getAttribute('aria-label')).includes('with Rui Melo'));
  },

  'the menu moves by keys to where Enter is pressed': async ({ open, salon }) => {
    const date = addDays(today, 18);
    await bookAt(salon, { guest: 4, date, time: '09:00' });
    const [page] = await open({ hash: `#/day/${date}` });
    const node = block(page, 'Filipe Gomes');
    await node.focus();
    await page.keyboard.press('Shift+F10');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.may-begin').first().waitFor();
    await until('the cell has the focus', async () => /^09:00, Rui Melo/.test(await focused(page)));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until('it is there', async () => (await node.getAttribute('aria-label')).startsWith('09:15 to 10:00, Filipe Gomes, Cut, with Ana Reis'));
  },

  'checked in by keys alone, and Escape leaves': async ({ open, salon }) => {
    const date = addDays(today, 19);
    await bookAt(salon, { guest: 5, date, time: '09:00' });
    const [page] = await open({ hash: `#/day/${date}` });
    const node = block(page, 'Greta Holm');
    await node.focus();
    await page.keyboard.press('Enter');
    await page.locator('.panel .steps button').first().waitFor();
    for (let turn = 0; turn < 6 && await page.evaluate(() => document.activeElement.textContent) !== 'Check in'; turn += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until('she is here', async () => (await node.getAttribute('aria-label')).includes(', here'));
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    same(await page.evaluate(() => document.activeElement.textContent.startsWith('Greta')), true, 'the focus is back');
    await page.keyboard.press('PageDown');
    await until('the next day', () => page.evaluate((date_) => location.hash.endsWith(date_), addDays(date, 1)));
    await page.keyboard.press('t');
    await until('today', () => page.evaluate((date_) => location.hash.endsWith(date_), today));
    await page.keyboard.press('?');
    await page.locator('.panel kbd').first().waitFor();
  },
};
