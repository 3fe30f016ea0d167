// A service that several people perform at once: set up, booked with whom one wants, and seen and
// moved in the column of each.

import { block, drag, pointAt, same, until } from '../browser.mjs';
import { addDays, today } from '../server.mjs';

const ALWAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => ({ day, start: '06:00', end: '22:00' }));
const NAMES = ['Mia Kurz', 'Noa Lang', 'Oda Sand'];
const date = addDays(today, 70);
const inColumn = (page, person) => page.locator(`.column[aria-label="${person}"] .block`, { hasText: 'Beatriz Sousa' });
const label = (page, person) => inColumn(page, person).getAttribute('aria-label');
/** Waits until the server has it with both so. */
const stands = (page, people, name) => until(`it stands with ${people.join(' and ')}: ${name}`, async () => {
  const labels = await Promise.all(people.map((person) => label(page, person)));
  return labels.every((one) => one.startsWith(name) && !one.includes('saving'));
});

export default {
  'a service for two is set up, booked with both, and moved in the columns of both': async ({ open, salon }) => {
    const { server, center, guests } = salon;
    const [page, desk] = await open({ hash: '#/setup' });
    const services = page.locator('.section', { has: page.getByRole('heading', { name: 'Services', exact: true }) });
    await services.getByLabel('Name').fill('Four hands');
    await services.getByLabel('Minutes').fill('60');
    await services.getByLabel('Price in').fill('90');
    await services.getByLabel('People at once').fill('2');
    await services.getByRole('button', { name: 'Add' }).click();
    await services.getByText('Four hands').waitFor();
    const service = (await server.get('/services')).items.find((one) => one.name === 'Four hands');
    same(service.further_providers, 1, 'how many it needs beside the first one');
    await services.getByRole('button', { name: 'Change Four hands' }).click();
    same(await services.locator('li form').getByLabel('People at once').inputValue(), '2', 'how many it needs, when it is changed');
    await desk.shot(page, 'set-up');
    const people = [];
    for (const name of NAMES) {
      const [first_name, last_name] = name.split(' ');
      people.push(await server.post('/providers', { center_id: center.id, first_name, last_name, hours: { weekly: ALWAYS }, services: [service.id] }));
    }

    await page.goto(`${server.origin}/desk/#/day/${date}`);
    await page.reload();
    await page.locator('.column[aria-label="Oda Sand"]').waitFor();
    const cell = await pointAt(page, 'Mia Kurz', '10:00');
    await page.mouse.click(cell.x, cell.y);
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Beatriz');
    await page.getByRole('option', { name: /Beatriz Sousa/ }).click();
    const beside = page.getByLabel('And with');
    same((await beside.locator('option').allTextContents()).sort(), ['Anyone who is free', 'Noa Lang', 'Oda Sand'], 'who may be beside Mia');
    await beside.selectOption({ label: 'Oda Sand' });
    same(await page.locator('summary', { hasText: 'Repeat' }).isVisible(), true, 'whether it may be repeated with both');
    await page.locator('.times:not([aria-busy]) input:checked').waitFor();
    await desk.axe(page, 'a booking with two');
    await desk.targets(page, 'a booking with two');
    await desk.shot(page, 'booking');
    await page.locator('.panel button.primary').click();
    await page.locator('.panel').waitFor({ state: 'detached' });

    const name = '10:00 to 11:00, Beatriz Sousa, Four hands, with Mia Kurz and Oda Sand, booked';
    await stands(page, ['Mia Kurz', 'Oda Sand'], name);
    same(await block(page, 'Beatriz Sousa').count(), 2, 'blocks of the appointment');
    const read = async (person) => (await inColumn(page, person).locator('span').textContent()).split(' · ').slice(0, 2);
    same(await read('Mia Kurz'), ['10:00 Four hands', 'with Oda Sand'], 'what is read with the first');
    same(await read('Oda Sand'), ['with Mia Kurz', '10:00 Four hands'], 'what is read with the other');
    await desk.axe(page, 'an appointment with two');
    await desk.shot(page, 'book');

    // By keys, with the other: to another time it goes with both, and to nobody else.
    await inColumn(page, 'Oda Sand').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowDown');
    await stands(page, ['Mia Kurz', 'Oda Sand'], '10:15');
    same(await page.evaluate(() => document.activeElement.closest('.column').getAttribute('aria-label')), 'Oda Sand', 'where the focus stays');
    await page.locator('.notice [data-act=undo]').waitFor();
    await page.keyboard.press('Control+z');
    await stands(page, ['Mia Kurz', 'Oda Sand'], '10:00');

    // By hand: with the other to another time, and with the first to somebody else.
    await drag(page, inColumn(page, 'Oda Sand'), 'Oda Sand', '14:00', { beforeDrop: async () => {
      await page.locator('.column[aria-label="Oda Sand"] .may-begin').first().waitFor();
      await desk.shot(page, 'drag');
    } });
    await stands(page, ['Mia Kurz', 'Oda Sand'], '14:00');
    await drag(page, inColumn(page, 'Mia Kurz'), 'Noa Lang', '12:00');
    const moved = '12:00 to 13:00, Beatriz Sousa, Four hands, with Noa Lang and Oda Sand, booked';
    await stands(page, ['Noa Lang', 'Oda Sand'], moved);
    same(await inColumn(page, 'Mia Kurz').count(), 0, 'blocks where it was');
    // By keys, with the first: past the one who has it already.
    await inColumn(page, 'Noa Lang').focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await stands(page, ['Mia Kurz', 'Oda Sand'], '12:00 to 13:00, Beatriz Sousa, Four hands, with Mia Kurz and Oda Sand');
    same(await inColumn(page, 'Noa Lang').count(), 0, 'blocks where it was');

    await inColumn(page, 'Oda Sand').click();
    await page.locator('.panel .facts', { hasText: 'with Mia Kurz and Oda Sand' }).waitFor();
    await desk.axe(page, 'the panel of an appointment with two');
    await desk.shot(page, 'panel');
    // In the panel somebody else comes beside the first one, and again who came before.
    const other = page.locator('.panel').getByLabel('And with');
    same((await other.locator('option').allTextContents()).sort(), ['Noa Lang', 'Oda Sand'], 'who may be beside Mia');
    await other.selectOption({ label: 'Noa Lang' });
    await stands(page, ['Mia Kurz', 'Noa Lang'], '12:00');
    await page.locator('.panel .facts', { hasText: 'with Mia Kurz and Noa Lang' }).waitFor();
    await page.locator('.notice [data-act=undo]').click();
    await stands(page, ['Mia Kurz', 'Oda Sand'], '12:00');
    const { items } = await server.get(`/guests/${guests[0].id}/appointments`);
    const found = items.find((one) => one.service_id === service.id);
    same([found.provider_id, found.further_provider_ids], [people[0].id, [people[2].id]], 'who performs it');

    await leaveOpen(open);
    await server.send('PATCH', `/services/${service.id}`, { is_active: false });
    for (const one of people) await server.send('PATCH', `/providers/${one.id}`, { is_active: false });
  },
};

/** On a telephone the list names both, and a booking leaves open who comes beside whom. */
async function leaveOpen(open) {
  const [page, desk] = await open({ size: 'phone', hash: `#/day/${date}` });
  await page.locator('.row', { hasText: 'Four hands · Mia Kurz and Oda Sand' }).waitFor();
  await desk.shot(page, 'list');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Clara');
  await page.getByRole('option', { name: /Clara Nunes/ }).click();
  await page.getByLabel('Service').selectOption({ label: 'Four hands · 1 h · €90.00' });
  await page.getByLabel('And with').waitFor();
  await page.locator('.times:not([aria-busy]) label', { hasText: '16:00' }).click();
  await desk.targets(page, 'a booking with two, on a telephone');
  await desk.shot(page, 'phone');
  await page.locator('.panel button.primary').click();
  await page.locator('.row', { hasText: 'Clara Nunes' }).waitFor();
  const row = page.locator('.row', { hasText: 'Clara Nunes' });
  same(/ and /.test(await row.getAttribute('aria-label')), true, 'that the server found somebody else');
}
