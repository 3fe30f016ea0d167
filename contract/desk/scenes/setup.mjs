// A new owner: from the link that the server prints to the first booking, without a document.

import { block, pointAt, same, until } from '../browser.mjs';
import { Server, addDays, zone } from '../server.mjs';

/** The server of a scene ends before its browser does, which hears of it or not. */
const ENDED = /ERR_INCOMPLETE_CHUNKED_ENCODING/;

const section = (page, title) => page.locator('.section', { has: page.getByRole('heading', { name: title, exact: true }) });

/** Opens the link that a new server prints, and signs its first person in. */
async function begin(page, own) {
  const link = await until('the server prints a link', () => /\/desk\/#\/set-up\/\S+/.exec(own.log)?.[0]);
  await page.goto(own.origin + link);
  await page.getByLabel('Name of the salon').fill('Novo');
  await page.getByLabel('Your name').fill('Inês Prado');
  await page.getByLabel('Email').fill('ines@example.com');
  await page.getByLabel('Password').fill('nine quiet lemons');
}

/** Adds what a section asks for, and waits until it is done. */
async function add(page, title, values) {
  for (const [label, value] of Object.entries(values)) await section(page, title).getByLabel(label).fill(value);
  await section(page, title).getByRole('button', { name: 'Add' }).click();
  await section(page, title).locator('li', { hasText: Object.values(values)[0] }).waitFor();
  await section(page, title).locator('.done-mark').waitFor();
}

export default {
  'an empty database becomes a salon with its first booking': async ({ open, salon }) => {
    const own = new Server(salon.server.binary);
    try {
      await own.start();
      const [page, desk] = await open({ signIn: false });
      await begin(page, own);
      await desk.axe(page, 'the first sign-in');
      await desk.shot(page, 'first');
      await page.keyboard.press('Enter');
      await page.locator('.section', { hasText: 'Location' }).waitFor();
      if (page.url().includes('/set-up/')) throw new Error('the token is still in the address');
      await section(page, 'Location').getByLabel('Time zone').fill('Europe/Lisbon');
      await section(page, 'Location').getByRole('button', { name: 'Save' }).click();
      await section(page, 'Services').waitFor();
      await add(page, 'Taxes', { Name: 'IVA', Percent: '23' });
      await add(page, 'Services', { Name: 'Corte', 'Price in': '30' });
      await add(page, 'People', { 'First name': 'Rita', 'Last name': 'Vaz' });
      await desk.axe(page, 'the set-up');
      await desk.shot(page, 'setup');
      await section(page, 'Salon').getByLabel('Language of invoices').selectOption({ label: 'Português' });
      await section(page, 'Salon').getByRole('button', { name: 'Save' }).click();
      await page.locator('.notice').waitFor();
      await page.goto(`${own.origin}/desk/#/setup`);
      await page.reload();
      await until('it is kept', async () => await section(page, 'Salon').getByLabel('Language of invoices').inputValue() === 'pt');
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
      desk.allow(ENDED);
    } finally {
      own.end();
    }
  },

  'from an empty database to an online booking that is paid, by the browser alone': async ({ open, salon }) => {
    const own = new Server(salon.server.binary);
    try {
      await own.start();
      const [page, desk] = await open({ signIn: false });
      await begin(page, own);
      await page.keyboard.press('Enter');
      await section(page, 'Location').waitFor();
      await section(page, 'Location').getByLabel('Time zone').fill(String(zone));
      await section(page, 'Location').getByLabel('Tax number').fill('PT500100200');
      const today = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: String(zone) }).format(new Date());
      const row = section(page, 'Location').locator('.week-hours > div', { hasText: today });
      if (/closed/.test(await row.textContent())) await row.getByRole('button').first().click();
      await section(page, 'Location').getByRole('button', { name: 'Save' }).click();
      await section(page, 'Services').waitFor();
      // What can't be a price is said where it stands.
      await section(page, 'Services').getByLabel('Name').fill('Corte');
      await section(page, 'Services').getByLabel('Price in').fill('thirty');
      await section(page, 'Services').getByRole('button', { name: 'Add' }).click();
      await section(page, 'Services').locator('.wrong', { hasText: 'can’t be right' }).waitFor();
      await add(page, 'Services', { Name: 'Corte', Minutes: '15', 'Price in': '30,50' });
      await add(page, 'People', { 'First name': 'Rita', 'Last name': 'Vaz' });
      await section(page, 'Online booking').getByRole('checkbox', { name: 'Guests may book online' }).check();
      const address = await section(page, 'Online booking').getByRole('link').getAttribute('href');

      // A guest, somewhere else.
      const [guest] = await open({ size: 'phone', signIn: false });
      await guest.goto(own.origin + address);
      await guest.getByRole('link', { name: /Corte/ }).click();
      await guest.locator('.times a').first().click();
      for (const [label, value] of [['First name', 'Ada'], ['Last name', 'Byron'], ['Email', 'ada@example.com']]) await guest.getByLabel(label).fill(value);
      await guest.getByRole('button', { name: 'Book' }).click();
      await guest.getByRole('heading', { name: 'Your time is held' }).waitFor();

      // At the desk: it is there, she comes, and pays in two ways.
      await page.goto(`${own.origin}/desk/#/day`);
      await block(page, 'Ada Byron').click();
      for (const step of ['Confirm', 'Check in', 'Check out']) await page.locator('.panel .steps').getByRole('button', { name: step }).click();
      await page.locator('.bill tbody tr', { hasText: 'Corte' }).waitFor();
      await page.locator('.panel-foot .primary').click();
      await page.locator('[data-method=cash]').click();
      await page.getByLabel('Amount').fill('10');
      await page.locator('.panel form .primary').click();
      await until('the rest is due', async () => /20[.,]50/.test(await page.locator('.panel .due').first().textContent()));
      await page.locator('[data-method=card]').click();
      await page.locator('.panel form .primary').click();
      await page.locator('.done-mark').waitFor();
      await page.evaluate(() => { window.print = () => { document.body.dataset.printed = document.querySelector('.paper').textContent; }; });
      await page.getByRole('button', { name: 'Print the receipt' }).click();
      const paper = await page.evaluate(() => document.body.dataset.printed);
      for (const word of ['Novo', 'PT500100200', 'Ada Byron', 'Corte', 'Cash', 'Card', '30.50']) if (!paper?.includes(word)) throw new Error(`the receipt lacks ${word}: ${paper}`);
      await desk.shot(page, 'first-paid');
      desk.allow(ENDED);
    } finally {
      own.end();
    }
  },

  'what was set up is changed, and whoever leaves has no way in': async ({ open, salon }) => {
    const own = new Server(salon.server.binary);
    try {
      await own.start();
      const [page, desk] = await open({ signIn: false });
      // The link goes into a tab that asks for a password already.
      await page.goto(`${own.origin}/desk/`);
      await page.getByLabel('Password').waitFor();
      await begin(page, own);
      // A password that everybody tries first: said once, and in the language of the page.
      desk.allow(/422.*\/desk\/setup$/);
      await page.getByLabel('Password').fill('password1');
      await page.keyboard.press('Enter');
      await page.locator('.complaint').waitFor();
      same((await page.locator('.complaint').textContent()).match(/choose another/g).length, 1, 'how often the reason is said');
      await page.getByLabel('Password').fill('nine quiet lemons');
      await page.keyboard.press('Enter');
      await section(page, 'Location').getByRole('button', { name: 'Save' }).click();
      await section(page, 'Taxes').waitFor();
      same(await section(page, 'Salon').getByLabel('Prices').inputValue(), 'inclusive', 'what the prices of a new salon hold');
      await section(page, 'Location').getByLabel('Deposit').fill('20');
      await section(page, 'Location').getByRole('button', { name: 'Save' }).click();
      await until('the deposit is kept', async () => Number((await page.evaluate(async () => (await (await fetch('/centers')).json()).items[0].deposit))?.asks.percent) === 20);
      await page.reload();
      await page.goto(`${own.origin}/desk/#/setup`);
      same(await section(page, 'Location').getByLabel('Deposit').inputValue(), '20', 'the deposit as it is shown again');
      await add(page, 'Taxes', { Name: 'IVA', Percent: '230' });
      await add(page, 'Services', { Name: 'Corte', 'Price in': '30' });
      await add(page, 'Services', { Name: 'Barba', 'Price in': '12' });
      // Twelve hundred, or one and a fifth?
      await section(page, 'Services').getByLabel('Name').fill('Noiva');
      await section(page, 'Services').getByLabel('Price in').fill('1,200');
      await section(page, 'Services').getByRole('button', { name: 'Add' }).click();
      await section(page, 'Services').locator('.wrong', { hasText: 'can’t be right' }).waitFor();
      await add(page, 'Services', { Name: 'Noiva', 'Price in': '1.200,00' });
      await section(page, 'Services').getByText('€1,200.00').waitFor();
      await add(page, 'People', { 'First name': 'Rita', 'Last name': 'Vaz' });
      const change = async (title, name) => {
        await section(page, title).getByRole('button', { name: `Change ${name}` }).click();
        return section(page, title).locator('li form');
      };
      const save = async (form) => {
        await form.getByRole('button', { name: 'Save' }).click();
        await form.waitFor({ state: 'detached' });
      };
      let form = await change('Taxes', 'IVA');
      await form.getByLabel('Percent').fill('23');
      await save(form);
      form = await change('Services', 'Corte');
      same(await form.getByLabel('Tax').first().locator('option:checked').textContent(), 'IVA 23 %', 'the tax of the service');
      await form.getByLabel('Tax').first().selectOption({ label: 'none' });
      await save(form);
      form = await change('People', 'Rita Vaz');
      await form.getByLabel('Barba').uncheck();
      await desk.axe(page, 'a person who is changed');
      await desk.targets(page, 'a person who is changed');
      await desk.shot(page, 'person');
      await save(form);
      await section(page, 'People').getByText('2 services').waitFor();

      await section(page, 'Who may sign in').getByLabel('Name').fill('Eva');
      await section(page, 'Who may sign in').getByLabel('Email').fill('eva@example.com');
      await section(page, 'Who may sign in').getByRole('button', { name: 'Add' }).click();
      form = await change('Who may sign in', 'Eva · eva@example.com');
      await form.getByLabel('Role').selectOption({ label: 'Manager' });
      await form.getByLabel('In use').uncheck();
      await save(form);
      await section(page, 'Who may sign in').locator('s', { hasText: 'Eva' }).waitFor();
      const services = await page.evaluate(async () => (await (await fetch('/services')).json()).items.map((one) => [one.name, one.tax_ids.length]).sort());
      same(services, [['Barba', 1], ['Corte', 0], ['Noiva', 1]], 'what bears the tax');
      await page.goto(`${own.origin}/desk/#/setup`);
      await page.reload();
      await section(page, 'People').getByText('2 services').waitFor();
      await desk.shot(page, 'changed');

      // Who reads German is told in German what is refused.
      const [german, other] = await open({ signIn: false, locale: 'de-DE' });
      await german.goto(`${own.origin}/desk/`);
      await german.getByLabel('E-Mail').fill('ines@example.com');
      await german.getByLabel('Passwort').fill('nine quiet lemons');
      await german.keyboard.press('Enter');
      await german.locator('.frame').waitFor();
      await german.goto(`${own.origin}/desk/#/setup`);
      await section(german, 'Wer sich anmelden darf').getByLabel('Name').fill('Eva');
      await section(german, 'Wer sich anmelden darf').getByLabel('E-Mail').fill('eva@example.com');
      other.allow(/409.*\/users$/);
      await section(german, 'Wer sich anmelden darf').getByRole('button', { name: 'Hinzufügen' }).click();
      await section(german, 'Wer sich anmelden darf').locator('.complaint', { hasText: 'Jemand meldet sich mit dieser E-Mail schon an.' }).waitFor();
      await other.shot(german, 'german');
      for (const one of [desk, other]) one.allow(ENDED);
    } finally {
      own.end();
    }
  },
};
