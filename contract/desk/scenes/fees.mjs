// Fees: what it costs to cancel late or not to come is said before it is done, decided at the
// desk, and taken back with the step.

import { block, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

const ALWAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A service that has fees, and somebody who performs nothing else. */
async function begin({ server, center }, name, fees) {
  const service = await server.post('/services', { name, duration_minutes: 30, price: '60.00', fees });
  const provider = await server.post('/providers', { center_id: center.id, first_name: name, last_name: 'Falk', services: [service.id],
    hours: { weekly: ALWAYS.map((day) => ({ day, start: '00:00', end: '24:00' })) } });
  return { service, provider };
}

/** The fees on a guest's draft, each by its sum. */
async function charged({ server }, guest) {
  const { items } = await server.get(`/guests/${guest.id}/invoices`);
  const drafts = items.filter((one) => one.status === 'draft');
  const lines = await Promise.all(drafts.map((one) => server.get(`/invoice-items/invoice/${one.id}`)));
  return lines.flatMap((one) => one.items).filter((one) => one.item_type === 'fee').map((one) => Number(one.unit_price));
}

export default {
  'cancelling late says what it costs, and is charged only where the desk says so': async ({ open, salon }) => {
    const { service, provider } = await begin(salon, 'Alva', { notice_minutes: 525600, late_cancellation: { percent: '50' } });
    const guest = salon.guests[5];
    const date = addDays(today, 55);
    const of = { ...salon, services: [service], people: [provider] };
    const made = await bookAt(of, { guest: 5, date, time: '10:00' });
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await block(page, 'Greta Holm').click();
    await page.locator('.panel .danger', { hasText: 'Cancel appointment' }).click();
    const charge = page.getByRole('checkbox', { name: /^Charge €30\.00/ });
    await charge.waitFor();
    same(await charge.isChecked(), false, 'that it is charged where the desk cancels');
    await desk.axe(page, 'what cancelling costs');
    await desk.shot(page, 'cancel');
    // What is typed stays while another desk changes something.
    await page.getByLabel('Why is it cancelled?').fill('Ill');
    await salon.server.send('PATCH', `/appointments/${made.id}`, { notes: 'By telephone' });
    await until('the other desk is heard', async () => await page.getByLabel('Notes', { exact: true }).inputValue() === 'By telephone');
    same(await page.getByLabel('Why is it cancelled?').inputValue(), 'Ill', 'what was typed');
    await charge.check();
    await page.locator('.panel .primary.danger').click();
    await page.locator('.notice', { hasText: 'The fee goes onto the guest’s next bill.' }).waitFor();
    await page.locator('.panel .state', { hasText: 'cancelled' }).waitFor();
    same(await page.locator('.panel .steps button').count(), 0, 'what may be done next with what is cancelled');
    await until('the fee is on the draft', async () => (await charged(salon, guest)).join() === '30');
    await page.locator('.notice [data-act=undo]').click();
    await block(page, 'Greta Holm').waitFor();
    same(await charged(salon, guest), [], 'the fees after it is taken back');

    // And waived, which is how it begins.
    await page.locator('.panel .danger', { hasText: 'Cancel appointment' }).click();
    await charge.waitFor();
    await page.locator('.panel .primary.danger').click();
    await block(page, 'Greta Holm').waitFor({ state: 'detached' });
    same(await charged(salon, guest), [], 'the fees of what the desk cancels');
  },

  'cancelling in time says until when it costs nothing': async ({ open, salon }) => {
    const { service, provider } = await begin(salon, 'Signe', { notice_minutes: 1440, late_cancellation: { percent: '50' } });
    const date = addDays(today, 56);
    await bookAt({ ...salon, services: [service], people: [provider] }, { guest: 4, date, time: '10:00' });
    const [page, desk] = await open({ size: 'phone', hash: `#/day/${date}` });
    await page.locator('.row', { hasText: 'Filipe Gomes' }).click();
    await page.locator('.panel .danger', { hasText: 'Cancel appointment' }).click();
    await page.locator('.panel .hint', { hasText: /^Costs nothing until .*, 10:00\.$/ }).waitFor();
    same(await page.getByRole('checkbox', { name: /^Charge/ }).count(), 0, 'what could be charged');
    await desk.axe(page, 'that cancelling costs nothing yet');
    await desk.targets(page, 'that cancelling costs nothing yet');
    await desk.shot(page, 'free-phone');
  },

  'who does not come is charged, unless the desk waives it': async ({ open, salon }) => {
    const { service, provider } = await begin(salon, 'Tove', { no_show: { amount: '20' } });
    const { server, center, guests } = salon;
    const starts_at = new Date(Math.floor(Date.now() / 900_000) * 900_000 - 900_000).toISOString();
    const book = (guest) => server.post('/appointments', { center_id: center.id, guest_id: guest.id, service_id: service.id, provider_id: provider.id, starts_at });
    await book(guests[3]);
    const [page, desk] = await open({ size: 'tablet', dark: true, hash: `#/day/${today}` });
    const miss = async () => {
      await page.locator('.panel .danger', { hasText: 'No-show' }).click();
      await page.getByRole('checkbox', { name: /^Charge €20\.00/ }).waitFor();
    };
    await page.locator('.column[aria-label="Tove Falk"] .block').click();
    await miss();
    same(await page.getByRole('checkbox', { name: /^Charge/ }).isChecked(), true, 'that not coming is charged');
    await desk.axe(page, 'what not coming costs, dark');
    await desk.targets(page, 'what not coming costs');
    await desk.shot(page, 'no-show-dark-tablet');
    await page.locator('.panel .primary.danger').click();
    await until('the fee is on the draft', async () => (await charged(salon, guests[3])).join() === '20');
    await page.locator('.notice [data-act=undo]').click();
    await until('it is taken back', async () => (await charged(salon, guests[3])).length === 0);
    await miss();
    await page.getByRole('checkbox', { name: /^Charge/ }).uncheck();
    await page.locator('.panel .primary.danger').click();
    await page.locator('.panel .state.no_show').waitFor();
    same(await charged(salon, guests[3]), [], 'the fees after it is waived');
  },

  'what fees there are is set up of the salon and of a service, and taken away again': async ({ open, salon }) => {
    const { server, center } = salon;
    const { service } = await begin(salon, 'Maud', undefined);
    for (const size of ['desk', 'tablet', 'phone']) {
      const [page, desk] = await open({ size, dark: size !== 'desk', hash: '#/setup' });
      const part = (title) => page.locator('.section', { has: page.getByRole('heading', { name: title, exact: true }) });
      const location_ = part('Location');
      await location_.getByLabel('Free until, hours before').fill('12');
      await location_.getByLabel('Cancelled late').fill('50');
      await location_.locator('.hint', { hasText: 'free until 12 h before, then 50 %.' }).waitFor();
      await location_.getByLabel('Not coming').fill('25,50');
      await location_.getByLabel('In', { exact: true }).nth(1).selectOption('amount');
      await desk.axe(page, 'the fees of a salon');
      await desk.targets(page, 'the fees of a salon');
      await location_.getByLabel('Not coming').scrollIntoViewIfNeeded();
      await desk.shot(page, `set-up-${size}`);
      await location_.getByRole('button', { name: 'Save' }).click();
      await page.locator('.notice', { hasText: 'Saved' }).waitFor();
      await until('the salon has fees', async () => Number((await server.get(`/centers/${center.id}`)).fees?.no_show?.amount) === 25.5);
      const { fees } = await server.get(`/centers/${center.id}`);
      same([fees.notice_minutes, Number(fees.late_cancellation.percent), fees.taxation], [720, 50, 'as_service'], 'what cancelling costs');

      // A service leaves it to the salon until it says something itself.
      const line = part('Services').locator('li').filter({ hasText: 'Maud' });
      await line.getByRole('button', { name: 'Change Maud' }).click();
      const changed = part('Services').locator('li form');
      same(await changed.getByLabel('Cancelled late').isVisible(), false, 'fields of fees that the salon has');
      await changed.getByRole('checkbox', { name: 'Fees of its own' }).check();
      await changed.getByLabel('Cancelled late').fill('100');
      await desk.axe(page, 'the fees of a service');
      await desk.targets(page, 'the fees of a service');
      await changed.getByLabel('Cancelled late').scrollIntoViewIfNeeded();
      await desk.shot(page, `service-${size}`);
      await changed.getByRole('button', { name: 'Save' }).click();
      await until('the service has fees', async () => Number((await server.get(`/services/${service.id}`)).fees?.late_cancellation?.percent) === 100);

      // Taken away again.
      await line.getByRole('button', { name: 'Change Maud' }).click();
      await changed.getByRole('checkbox', { name: 'Fees of its own' }).uncheck();
      await changed.getByRole('button', { name: 'Save' }).click();
      await until('the service has none', async () => (await server.get(`/services/${service.id}`)).fees === null);
      await line.getByRole('button', { name: 'Change Maud' }).waitFor();
      await location_.getByLabel('Cancelled late').fill('');
      await location_.getByLabel('Not coming').fill('');
      await location_.getByRole('button', { name: 'Save' }).click();
      await until('the salon has none', async () => (await server.get(`/centers/${center.id}`)).fees === null);
    }
  },
};
