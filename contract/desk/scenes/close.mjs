// The close of a day: the cash that went in and out otherwise, and a day that is opened again.

import { same } from '../browser.mjs';

export default {
  'a day is closed with what was put in and taken out, opened again, and closed anew': async ({ open }) => {
    for (const [size, date] of [['desk', '2020-03-03'], ['tablet', '2020-03-04'], ['phone', '2020-03-05']]) {
      const [page, desk] = await open({ size, hash: `#/close/${date}` });
      await page.getByLabel('Opening float').fill('100');
      for (const [way, amount, why] of [['Put in', '50', 'Change from the bank'], ['Taken out', '12.30', 'Flowers'], ['Taken out', '1', 'A slip']]) {
        await page.getByRole('button', { name: 'Cash put in or taken out' }).click();
        const entry = page.locator('.plain-list li').last();
        await entry.getByLabel('Cash').selectOption({ label: way });
        await entry.getByLabel('Amount').fill(amount);
        await entry.getByLabel('What for').fill(why);
      }
      await page.getByRole('button', { name: 'Leave this out' }).last().click();
      await page.getByLabel('Counted, Cash').fill('137.70');
      await page.locator('tbody .done-mark').waitFor();
      await desk.axe(page, `cash in and out, ${size}`);
      await desk.targets(page, `cash in and out, ${size}`);
      await desk.shot(page, `drawer-${size}`);
      await page.locator('form button', { hasText: 'Close the day' }).click();
      await page.getByText('This day is closed.').waitFor();
      same(await page.locator('.section .plain-list li').allTextContents(), ['Opening float€100.00', 'Put in: Change from the bank€50.00', 'Taken out: Flowers-€12.30'], 'what is kept');
      await page.locator('summary', { hasText: 'Open the day again' }).click();
      await page.getByRole('button', { name: 'Open the day again' }).click();
      await page.locator('small.wrong').waitFor();
      await page.getByLabel('What for').fill('A payment was forgotten');
      await desk.axe(page, `opening a day again, ${size}`);
      await desk.targets(page, `opening a day again, ${size}`);
      await desk.shot(page, `reopen-${size}`);
      await page.keyboard.press('Enter');
      await page.getByText('opened again: A payment was forgotten').waitFor();
      await page.locator('form button', { hasText: 'Close the day' }).click();
      await page.getByText('This day is closed.').waitFor();
      await page.getByText('opened again: A payment was forgotten').waitFor();
    }
  },
};
