// Every screen, in every language, light and dark: no text is missing, axe finds nothing.

import { same } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

const VIEWS = { day: '.column', week: '.column', month: '.month a', hours: '.section:nth-of-type(3)', setup: '.section:nth-of-type(8)', close: 'tbody tr' };

export default {
  'every view passes axe, light and dark': async ({ open }) => {
    for (const dark of [false, true]) {
      const [page, desk] = await open({ dark });
      for (const [view, sign] of Object.entries(VIEWS)) {
        await page.goto(`${page.url().split('#')[0]}#/${view}${view === 'setup' ? '' : `/${today}`}`);
        await page.locator(sign).first().waitFor();
        await desk.axe(page, `${view}${dark ? ', dark' : ''}`);
        await desk.shot(page, `${view}${dark ? '-dark' : ''}`);
      }
    }
  },

  'what opens beside the book passes axe in the dark, and fits a tablet and a telephone': async ({ open, salon }) => {
    const date = addDays(today, 37);
    await bookAt(salon, { guest: 2, date, time: '10:00' });
    const { server, center, services, guests } = salon;
    await server.post('/waitlist', { guest_id: guests[4].id, center_id: center.id, service_id: services[0].id, first_date: date, last_date: date, notes: 'Mornings' });
    for (const size of ['tablet', 'phone']) {
      const [page, desk] = await open({ dark: true, size, hash: `#/day/${date}` });
      const look = async (what) => {
        await desk.axe(page, `${what}, dark, ${size}`);
        await desk.targets(page, `${what}, ${size}`);
        await desk.shot(page, `${what.replace(/\W+/g, '-')}-dark-${size}`);
      };
      await page.locator('.block, .row').first().click();
      await page.locator('.panel .steps button').first().waitFor();
      await look('the appointment');
      await page.locator('.panel').getByRole('button', { name: 'Guest’s card' }).click();
      await page.locator('.panel .figures').waitFor();
      for (const part of await page.locator('.panel summary').all()) await part.click();
      await look('the card');
      await page.locator('.panel .steps').getByRole('button', { name: 'Check out' }).click();
      await page.locator('.bill, .done-mark').first().waitFor();
      await look('the till');
      for (const [panel, sign] of [['Walk-in', 'select'], ['Book', '.times label'], ['Search', '[role=combobox]']]) {
        await page.locator('.panel').getByRole('button', { name: 'Close' }).first().click();
        await page.getByRole('button', { name: panel, exact: true }).click();
        await page.locator(`.panel ${sign}`).first().waitFor();
        await look(panel);
      }
      await page.locator('.panel').getByRole('button', { name: 'Close' }).first().click();
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await look('the menu');
      await page.keyboard.press('Escape');
      for (const [panel, sign] of [['Waiting list', '.waiting li .row-of-buttons button'], ['Gift cards', 'input']]) {
        await page.getByRole('button', { name: 'More', exact: true }).click();
        await page.getByRole('menuitem', { name: panel }).click();
        await page.locator(`.panel ${sign}`).first().waitFor();
        await look(panel);
        await page.locator('.panel').getByRole('button', { name: 'Close' }).first().click();
      }
      for (const [view, view_sign] of Object.entries(VIEWS)) {
        await page.goto(`${page.url().split('#')[0]}#/${view}${view === 'setup' ? '' : `/${today}`}`);
        await page.locator(view === 'day' && size === 'phone' ? '.row, .empty' : view_sign).first().waitFor();
        await desk.targets(page, `${view}, ${size}`);
      }
    }
  },

  'read from right to left, arrows point the other way and everything fits': async ({ open }) => {
    for (const size of ['desk', 'phone']) {
      const [page, desk] = await open({ size });
      await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
      same(await page.evaluate(() => getComputedStyle(document.querySelector('.tools .icon-left')).scale), '-1 1', 'the arrow to the day before');
      await desk.targets(page, `the day from right to left, ${size}`);
      await desk.shot(page, `rtl-${size}`);
    }
  },

  'every language has every text': async ({ open, salon }) => {
    const date = addDays(today, 36);
    await bookAt(salon, { guest: 0, date, time: '10:00' });
    for (const locale of ['de-DE', 'pt-PT', 'fr-FR', 'es-ES']) {
      const [page, desk] = await open({ locale, hash: `#/day/${date}` });
      same(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2), 'the language');
      await page.locator('.block').first().click();
      await page.locator('.panel .steps button').first().waitFor();
      await desk.shot(page, `appointment-${locale.slice(0, 2)}`);
      await page.keyboard.press('?');
      await page.locator('.panel kbd').first().waitFor();
      for (const view of ['month', 'hours', 'setup', 'close']) {
        await page.goto(`${page.url().split('#')[0]}#/${view}`);
        await page.locator(VIEWS[view]).first().waitFor();
      }
    }
  },

  'a guest is found, and the card shows what was and will be': async ({ open }) => {
    const [page, desk] = await open({});
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: /Name, telephone/ }).waitFor();
    await page.keyboard.type('Clara');
    await page.getByRole('option', { name: /Clara Nunes/ }).waitFor();
    await desk.axe(page, 'the search');
    await page.keyboard.press('Enter');
    await page.locator('.panel .figures').waitFor();
    await desk.axe(page, 'a guest');
    await desk.shot(page, 'guest');
    await page.locator('.panel summary').first().click();
    await page.getByLabel('Pinned note').fill('Likes the window seat');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.pinned', { hasText: 'window seat' }).waitFor();
  },

  'who is not signed in is asked, and a wrong password is said': async ({ open, salon }) => {
    const [page, desk] = await open({ signIn: false });
    desk.allow(/401/);
    await page.goto(`${salon.server.origin}/desk/`);
    await page.fill('input[type=email]', salon.email);
    await page.fill('input[type=password]', 'seven purple others');
    await desk.axe(page, 'the sign-in');
    await page.keyboard.press('Enter');
    await page.locator('.complaint').waitFor();
    await desk.shot(page, 'sign-in');
    await page.fill('input[type=password]', salon.password);
    await page.keyboard.press('Enter');
    await page.locator('.frame').waitFor();
    same(await page.evaluate(() => document.cookie), '', 'what scripts see of the cookie');
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.locator('input[type=password]').waitFor();
  },
};
