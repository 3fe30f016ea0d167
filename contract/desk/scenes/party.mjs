// Guests who come together: booked at once, named in each other's panel, and moved alone or all.

import { block, drag, pointAt, same, until } from '../browser.mjs';
import { addDays, today } from '../server.mjs';

const date = addDays(today, 105);
/** When an appointment starts, once the server has said so. */
const startOf = async (page, guest) => {
  const label = await block(page, guest).getAttribute('aria-label');
  return label.includes('saving') ? '' : label.slice(0, 5);
};
/** Waits until the appointments of Dario and Elif start then. */
const starts = (page, dario, elif) => until(`they start at ${dario} and ${elif}`, async () => await startOf(page, 'Dario Prates') === dario && await startOf(page, 'Elif Kaya') === elif);

async function find(page, typed, name) {
  await page.getByRole('combobox', { name: /Name, telephone/ }).fill(typed);
  await page.getByRole('option', { name }).click();
}

export default {
  'two guests are booked together, and moved alone or both': async ({ open, salon }) => {
    const { server, guests } = salon;
    const [page, desk] = await open({ hash: `#/day/${date}` });
    const cell = await pointAt(page, 'Rui Melo', '10:00');
    await page.mouse.click(cell.x, cell.y);
    await find(page, 'Dario', /Dario Prates/);
    await page.getByLabel('Service').selectOption({ label: 'Cut · 45 min · €40.00' });
    await page.getByRole('button', { name: 'Another guest' }).click();
    await find(page, 'Elif', /Elif Kaya/);
    await page.getByLabel('Service').nth(1).selectOption({ label: 'Colour · 1 h 30 min · €95.00' });
    await page.getByLabel('With').nth(1).selectOption({ label: 'Ana Reis' });
    same(await page.getByRole('button', { name: 'Another service' }).isVisible(), false, 'whether one of them has several services');
    // By keyboard one more, who is left out again.
    await page.getByRole('button', { name: 'Another guest' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Leave this guest out' }).nth(1).focus();
    await page.keyboard.press('Enter');
    same(await page.getByLabel('Service').count(), 2, 'guests');
    await page.locator('.times:not([aria-busy]) input:checked').waitFor();
    await desk.axe(page, 'a party');
    await desk.targets(page, 'a party');
    await desk.shot(page, 'booking');
    await page.locator('.panel button.primary').click();
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.locator('.column[aria-label="Rui Melo"] .block', { hasText: 'Dario Prates' }).waitFor();
    await page.locator('.column[aria-label="Ana Reis"] .block', { hasText: 'Elif Kaya' }).waitFor();
    await starts(page, '10:00', '10:00');
    await page.locator('.notice', { hasText: 'Dario Prates and Elif Kaya' }).waitFor();

    await block(page, 'Dario Prates').click();
    const other = page.locator('.panel li', { hasText: 'Elif Kaya' });
    await other.waitFor();
    await desk.axe(page, 'the panel of a guest who does not come alone');
    await desk.targets(page, 'the panel of a guest who does not come alone');
    await desk.shot(page, 'panel');
    await other.getByRole('link').click();
    await page.locator('.panel h2', { hasText: 'Elif Kaya' }).waitFor();
    await page.locator('.panel li', { hasText: 'Dario Prates' }).waitFor();
    await page.keyboard.press('Escape');

    // By hand both, and back.
    await drag(page, block(page, 'Dario Prates'), 'Rui Melo', '12:00');
    await page.getByRole('menuitem', { name: 'All who come together' }).waitFor();
    await desk.axe(page, 'who is moved');
    await desk.shot(page, 'ask');
    await page.getByRole('menuitem', { name: 'All who come together' }).click();
    await starts(page, '12:00', '12:00');
    await page.locator('.notice [data-act=undo]').click();
    await starts(page, '10:00', '10:00');

    // By keys: not at all, then one alone.
    await block(page, 'Elif Kaya').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Only this one' }).waitFor();
    await page.keyboard.press('Escape');
    await starts(page, '10:00', '10:00');
    await block(page, 'Elif Kaya').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Only this one' }).waitFor();
    await page.keyboard.press('Enter');
    await starts(page, '10:00', '10:15');

    // Both are cancelled by one press.
    await block(page, 'Elif Kaya').click();
    await page.locator('.panel .row-of-buttons button.danger', { hasText: 'Cancel appointment' }).click();
    await page.getByLabel('Which').selectOption({ label: 'All who come together' });
    await page.locator('.panel button.primary.danger').click();
    await until('nobody comes', async () => await block(page, 'Dario Prates').count() + await block(page, 'Elif Kaya').count() === 0);
    const { items } = await server.get(`/guests/${guests[2].id}/appointments`);
    same(items.find((one) => one.local_start.startsWith(date)).status, 'cancelled', 'the appointment of the other');
  },

  'two guests are booked together on a telephone': async ({ open }) => {
    const [page, desk] = await open({ size: 'phone', hash: `#/day/${date}` });
    await page.getByRole('button', { name: 'Book', exact: true }).click();
    await find(page, 'Filipe', /Filipe Gomes/);
    await page.getByLabel('Service').selectOption({ label: 'Cut · 45 min · €40.00' });
    await page.getByRole('button', { name: 'Another guest' }).click();
    await find(page, 'Greta', /Greta Holm/);
    await page.locator('.times:not([aria-busy]) label', { hasText: '09:00' }).click();
    await desk.axe(page, 'a party on a telephone');
    await desk.targets(page, 'a party on a telephone');
    await desk.shot(page, 'phone');
    await page.locator('.panel button.primary').click();
    await page.locator('.row', { hasText: 'Greta Holm' }).click();
    await page.locator('.panel li', { hasText: 'Filipe Gomes' }).waitFor();
  },
};
