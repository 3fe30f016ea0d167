// A desk that several people share: it is locked, and taken over by a PIN.

import { same, until } from '../browser.mjs';

const PIN = '4071';

async function setPin(page, password, pin) {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Your PIN' }).click();
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('PIN', { exact: true }).fill(pin);
}

export default {
  'a desk is locked in all tabs, and taken over by a PIN': async ({ open, salon }) => {
    await salon.server.post('/users', { name: 'Ada Brandt', email: 'ada@example.com', role: 'staff', password: salon.password });
    for (const size of ['desk', 'tablet', 'phone']) {
      const [page, desk] = await open({ size, dark: size === 'tablet' });
      desk.allow(/401/, /422/);
      await setPin(page, salon.password, '1234');
      await page.keyboard.press('Enter');
      await page.getByText('This is one of the PINs that are tried first').first().waitFor();
      await desk.axe(page, `a PIN, ${size}`);
      await desk.targets(page, `a PIN, ${size}`);
      await desk.shot(page, `pin-${size}`);
      await page.getByLabel('PIN', { exact: true }).fill(PIN);
      await page.keyboard.press('Enter');
      await page.getByText('Saved.').first().waitFor();

      const other = await desk.tab('');
      await other.locator('.column, .day-list').first().waitFor();
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Lock, or switch person' }).click();
      for (const tab of [page, other]) await tab.getByRole('heading', { name: 'Who is there?' }).waitFor();
      same(await page.locator('.frame').count(), 0, 'what is seen of the salon');
      same(await page.locator('.methods button').allTextContents(), ['Desk'], 'who has a PIN');
      await desk.axe(page, `a desk that is locked, ${size}`);
      await desk.targets(page, `a desk that is locked, ${size}`);
      await desk.shot(page, `locked-${size}`);
      await page.reload();
      await page.getByRole('button', { name: 'Desk' }).click();
      await page.keyboard.type('4072');
      await page.keyboard.press('Enter');
      await page.locator('.complaint', { hasText: 'This is not the PIN.' }).waitFor();
      await page.getByLabel('PIN', { exact: true }).fill(PIN);
      await page.keyboard.press('Enter');
      for (const tab of [page, other]) await tab.locator('.frame').waitFor();
    }
  },

  'who takes a desk over may do there what they may, and no more': async ({ open, salon }) => {
    const [page, desk] = await open({});
    desk.allow(/401/);
    const other = await open({ signIn: false });
    const [ada, hers] = other;
    hers.allow(/401/);
    await ada.goto(`${salon.server.origin}/desk/`);
    await ada.fill('input[type=email]', 'ada@example.com');
    await ada.fill('input[type=password]', salon.password);
    await ada.keyboard.press('Enter');
    await ada.locator('.frame').waitFor();
    await setPin(ada, salon.password, '90210');
    await ada.keyboard.press('Enter');
    await ada.getByText('Saved.').first().waitFor();

    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Lock, or switch person' }).click();
    await page.getByRole('button', { name: 'Ada Brandt' }).click();
    await page.keyboard.type('90210');
    await page.keyboard.press('Enter');
    await page.locator('.frame').waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Your PIN' }).waitFor();
    same(await page.getByRole('menuitem', { name: 'Set-up' }).count(), 0, 'what an administrator alone sees');
    await page.keyboard.press('Escape');

    // By the password, if the PIN is forgotten.
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Lock, or switch person' }).click();
    await page.getByRole('button', { name: 'With a password' }).click();
    await page.fill('input[type=email]', salon.email);
    await page.fill('input[type=password]', salon.password);
    await page.keyboard.press('Enter');
    await page.locator('.frame').waitFor();
    await until('she is out again', async () => (await page.evaluate(() => fetch('/desk/session').then((answer) => answer.json()))).role === 'admin');
  },
};
