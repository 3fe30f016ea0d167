// A new owner: from the link that the server prints to the first booking, without a document.

import { block, pointAt, until } from '../browser.mjs';
import { Server, addDays } from '../server.mjs';

export default {
  'an empty database becomes a salon with its first booking': async ({ open, salon }) => {
    const own = new Server(salon.server.binary);
    try {
      await own.start();
      const link = await until('the server prints a link', () => /\/desk\/#\/set-up\/\S+/.exec(own.log)?.[0]);
      const [page, desk] = await open({ signIn: false });
      await page.goto(own.origin + link);
      await page.getByLabel('Name of the salon').fill('Novo');
      await page.getByLabel('Name', { exact: true }).fill('Inês Prado');
      await page.getByLabel('Email').fill('ines@example.com');
      await page.getByLabel('Password').fill('nine quiet lemons');
      await desk.axe(page, 'the first sign-in');
      await desk.shot(page, 'first');
      await page.keyboard.press('Enter');
      await page.locator('.section', { hasText: 'Location' }).waitFor();
      if (page.url().includes(link.split('/').at(-1))) throw new Error('the token is still in the address');
      const section = (title) => page.locator('.section', { has: page.getByRole('heading', { name: title, exact: true }) });
      await section('Location').getByLabel('Time zone').fill('Europe/Lisbon');
      await section('Location').getByRole('button', { name: 'Save' }).click();
      await section('Services').waitFor();
      await section('Taxes').getByLabel('Name').fill('IVA');
      await section('Taxes').getByLabel('Percent').fill('23');
      await section('Taxes').getByRole('button', { name: 'Add' }).click();
      await section('Taxes').locator('.done-mark').waitFor();
      await section('Services').getByLabel('Name').fill('Corte');
      await section('Services').getByLabel('Price in').fill('30');
      await section('Services').getByRole('button', { name: 'Add' }).click();
      await section('Services').locator('.done-mark').waitFor();
      await section('People').getByLabel('First name').fill('Rita');
      await section('People').getByLabel('Last name').fill('Vaz');
      await section('People').getByRole('button', { name: 'Add' }).click();
      await section('People').locator('.done-mark').waitFor();
      await desk.axe(page, 'the set-up');
      await desk.shot(page, 'setup');
      // A Wednesday, when a new salon is open.
      let date = addDays(new Date().toISOString().slice(0, 10), 7);
      while (new Date(`${date}T00:00:00Z`).getUTCDay() !== 3) date = addDays(date, 1);
      await page.goto(`${own.origin}/desk/#/day/${date}`);
      await page.locator('.column[aria-label="Rita Vaz"]').waitFor();
      const cell = await pointAt(page, 'Rita Vaz', '10:00');
      await page.mouse.click(cell.x, cell.y);
      await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Joana Pires');
      await page.getByRole('option', { name: /New guest/ }).click();
      await page.locator('.times input:checked').waitFor();
      await page.locator('.panel button.primary').click();
      await block(page, 'Joana Pires').waitFor();
      await desk.shot(page, 'first-booking');
    } finally {
      own.end();
    }
  },
};
