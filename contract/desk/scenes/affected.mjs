// Whom it hits: said before time off or hours are saved, with a way to each appointment.

import { block, pointAt, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

const ALWAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A person of their own, and an appointment with them. */
async function begin(salon, first, days, time) {
  const { server, center, services } = salon;
  const provider = await server.post('/providers', { center_id: center.id, first_name: first, last_name: 'Berg', services: services.map((one) => one.id),
    hours: { weekly: ALWAYS.map((day) => ({ day, start: '06:00', end: '22:00' })) } });
  const date = addDays(today, days);
  const made = await bookAt({ ...salon, people: [provider] }, { guest: 2, date, time });
  return { provider, date, made };
}

export default {
  'time off says whom it hits before it is saved': async ({ open, salon }) => {
    const { date, provider, made } = await begin(salon, 'Lena', 52, '10:00');
    const [page, desk] = await open({ hash: `#/day/${date}` });
    const from = await pointAt(page, 'Lena Berg', '11:00');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 100, { steps: 6 });
    await page.mouse.up();
    await page.getByRole('menuitem', { name: /^Block/ }).click();
    await page.getByLabel('From', { exact: true }).fill('09:30');
    await page.getByLabel('From', { exact: true }).blur();
    const hit = page.locator('.panel li', { hasText: 'Dario Prates' });
    await hit.waitFor();
    same(/10:00 Dario Prates, Cut/.test(await hit.textContent()), true, 'who and when');
    await desk.axe(page, 'whom time off hits');
    await desk.shot(page, 'time-off');
    await page.locator('.panel button.primary').click();
    await page.locator('.column[aria-label="Lena Berg"] .blockout').waitFor();
    same((await salon.server.get(`/appointments/${made.id}`)).status, 'scheduled', 'the appointment stays');

    // As it is now, it is among those of the hours, and is opened from there.
    await page.evaluate(({ on, id }) => { location.hash = `#/hours/${on}/${id}`; }, { on: date, id: provider.id });
    const listed = page.locator('.section', { hasText: 'Appointments against the hours' }).getByRole('link', { name: /10:00 Dario Prates/ });
    await listed.waitFor();
    await desk.axe(page, 'appointments against the hours');
    await desk.shot(page, 'against');
    await listed.click();
    await page.locator('.panel', { hasText: 'Dario Prates' }).waitFor();
    await block(page, 'Dario Prates').first().waitFor();
    await until('the address is of the day', () => page.evaluate((on) => location.hash === `#/day/${on}`, date));
  },

  'hours say whom they hit, and are saved by pressing again': async ({ open, salon }) => {
    const { provider, date } = await begin(salon, 'Omar', 54, '19:00');
    const { server } = salon;
    const [page, desk] = await open({ hash: `#/hours/${today}/${provider.id}` });
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
    await page.getByLabel(`${weekday}, until`).fill('18:00');
    const save = page.getByRole('button', { name: 'Save' });
    await save.focus();
    await page.keyboard.press('Enter');
    await page.locator('.section li', { hasText: '19:00 Dario Prates' }).first().waitFor();
    await until('it is said', async () => /hits 1 appointment/.test(await page.locator('#said').textContent()));
    const ends = async () => (await server.get(`/providers/${provider.id}/hours`)).weekly.find((one) => one.day === weekday.toLowerCase()).end;
    same(await ends(), '22:00', 'the hours before it is pressed again');
    await desk.axe(page, 'whom hours hit');
    await desk.targets(page, 'whom hours hit');
    await desk.shot(page, 'hours');
    await page.keyboard.press('Enter');
    await until('they are saved', async () => await ends() === '18:00');
    // Whom they hit by now is shown at once, and the focus stays.
    await page.locator('.section', { hasText: 'Appointments against the hours' }).getByRole('link', { name: /19:00 Dario Prates/ }).waitFor();
    same(await save.evaluate((node) => node === document.activeElement), true, 'that the focus is where it was');

    // A date of its own: it hits nobody more, so it is saved at once.
    await page.getByLabel('Date', { exact: true }).last().fill(addDays(date, 1));
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.section li', { hasText: 'closed' }).waitFor();
  },

  'where they could go is proposed after time off, and they are moved there': async ({ open, salon }) => {
    const { date, made } = await begin(salon, 'Vera', 57, '10:00');
    const { server, people } = salon;
    const [page, desk] = await open({ hash: `#/day/${date}` });
    const from = await pointAt(page, 'Vera Berg', '11:00');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 100, { steps: 6 });
    await page.mouse.up();
    await page.getByRole('menuitem', { name: /^Block/ }).click();
    await page.getByLabel('From', { exact: true }).fill('09:30');
    await page.getByLabel('From', { exact: true }).blur();
    await page.locator('.panel li', { hasText: 'Dario Prates' }).waitFor();
    await page.locator('.panel button.primary').click();
    const choice = page.locator('.panel[data-kind=replan]').getByRole('checkbox', { name: /10:00 Dario Prates, Cut.* 10:00 with / });
    await choice.waitFor();
    same(await choice.isChecked(), true, 'that what is proposed is ticked');
    await desk.axe(page, 'what is proposed');
    await desk.targets(page, 'what is proposed');
    await desk.shot(page, 'proposed');
    await page.getByRole('button', { name: 'Move what is ticked' }).click();
    await page.locator('.notice', { hasText: '1 appointment moved.' }).waitFor();
    const moved = await server.get(`/appointments/${made.id}`);
    same([moved.starts_at, people.some((one) => one.id === moved.provider_id)], [made.starts_at, true], 'the time, and that a colleague has it');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.locator('.column:not([aria-label="Vera Berg"]) .block', { hasText: 'Dario Prates' }).waitFor();
  },

  'from the hours it is proposed whom they hit by now, and who finds no place is said': async ({ open, salon }) => {
    const { date, provider, made } = await begin(salon, 'Nils', 58, '10:00');
    const { server, center } = salon;
    // Something that nobody else performs, for which there is no other time.
    const alone = await server.post('/services', { name: 'Braids', duration_minutes: 60, price: '50.00' });
    await server.send('PUT', `/providers/${provider.id}/services`, { services: [...salon.services, alone].map((one) => ({ service_id: one.id })) });
    await server.post('/appointments', { center_id: center.id, guest_id: salon.guests[0].id, service_id: alone.id, provider_id: provider.id, starts_at: made.starts_at.replace(/T(..)/, (_, hour) => `T${String(Number(hour) + 1).padStart(2, '0')}`) });
    await server.send('PUT', `/providers/${provider.id}/hours`, { weekly: [] });
    for (const size of ['tablet', 'phone']) {
      const [page, desk] = await open({ size, dark: size === 'phone', hash: `#/hours/${date}/${provider.id}` });
      const section = page.locator('.section', { hasText: 'Appointments against the hours' });
      await section.getByRole('button', { name: 'Propose other times' }).click();
      await section.getByRole('checkbox', { name: /Beatriz Sousa, Braids.*No free time can be booked/ }).waitFor();
      same(await section.getByRole('checkbox', { name: /Beatriz/ }).isDisabled(), true, 'that who finds no place is not moved');
      await desk.axe(page, 'what is proposed by the hours');
      await desk.targets(page, 'what is proposed by the hours');
      await section.scrollIntoViewIfNeeded();
      await desk.shot(page, `propose-${size}`);
      if (size === 'tablet') continue;
      await section.getByRole('button', { name: 'Move what is ticked' }).click();
      await page.locator('.notice', { hasText: '1 appointment moved.' }).waitFor();
      await section.getByRole('link', { name: /Beatriz Sousa/ }).waitFor();
      same(await section.getByRole('link', { name: /Dario/ }).count(), 0, 'that who was moved is hit no more');
    }
    same((await server.get(`/appointments/${made.id}`)).provider_id === provider.id, false, 'that a colleague has it');
  },
};
