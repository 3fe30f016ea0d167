// The waiting list: from the form of a booking onto it, and from it into the book by one press.

import { same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

export default {
  'a guest for whom nothing suits waits, and is booked from the list': async ({ open, salon }) => {
    const { server, center, services, people } = salon;
    const date = addDays(today, 50);
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await page.locator('.column').first().waitFor();
    await page.keyboard.press('n');
    await page.getByRole('combobox', { name: /Name, telephone/ }).fill('Greta');
    await page.getByRole('option', { name: /Greta Holm/ }).click();
    await page.locator('.panel select').first().selectOption(services[1].id);
    await page.getByLabel('With').selectOption(people[2].id);
    await page.locator('.panel summary', { hasText: 'Waiting list' }).click();
    await until('a last date is offered', async () => await page.getByLabel('Last date').inputValue() === addDays(date, 14));
    await page.getByLabel('From', { exact: true }).fill('17:00');
    await page.getByLabel('Until', { exact: true }).fill('19:00');
    await desk.axe(page, 'onto the waiting list');
    await desk.shot(page, 'add');
    await page.getByRole('button', { name: 'Add to the waiting list' }).click();
    await page.locator('.notice', { hasText: 'Greta Holm is on the waiting list' }).waitFor();
    const { items: [entry] } = await server.get(`/waitlist?center_id=${center.id}`);
    same([entry.guest_id, entry.service_id, entry.provider_id, entry.first_date, entry.hours.weekly.length], [salon.guests[5].id, services[1].id, people[2].id, date, 7], 'who waits for what');

    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    const row = page.locator('.waiting li', { hasText: 'Greta Holm' });
    const offer = row.getByRole('button', { name: /^Book Greta Holm: / }).first();
    await offer.waitFor();
    const taken = await offer.getAttribute('aria-label');
    same(/17:00, Ivo Lund$/.test(taken), true, `the first that is free, ${taken}`);
    await desk.axe(page, 'the waiting list');
    await desk.targets(page, 'the waiting list');
    await desk.shot(page, 'list');
    // Another desk is first for the one, so the list offers what is left.
    await bookAt(salon, { guest: 1, service: 1, person: 2, date, time: '17:00' });
    desk.allow(/409/);
    await offer.click();
    await page.locator('.notice.bad').waitFor();
    await until('another is offered', async () => await offer.getAttribute('aria-label') !== taken);
    await offer.focus();
    await page.keyboard.press('Enter');
    await page.locator('.waiting li').waitFor({ state: 'detached' });
    await page.locator('.empty', { hasText: 'Nobody waits' }).waitFor();
    same((await server.get(`/waitlist?center_id=${center.id}`)).items, [], 'who waits now');
    const { items } = await server.get(`/guests/${salon.guests[5].id}/appointments`);
    same(items.some((one) => one.service_id === services[1].id && one.local_start.slice(0, 10) >= date), true, 'that it is booked');
  },

  'what another desk does with the list is seen in it, and the focus stays': async ({ open, salon }) => {
    const { server, center, services, guests } = salon;
    const day = addDays(today, 63);
    const entry = await server.post('/waitlist', { guest_id: guests[4].id, center_id: center.id, service_id: services[0].id, first_date: day, last_date: day });
    const [page] = await open({});
    await page.locator('.column').first().waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    const row = page.locator('.waiting li', { hasText: 'Filipe Gomes' });
    await row.getByRole('button', { name: /^Book / }).first().waitFor();
    await page.locator('.panel-head button').focus();
    const { slots: [slot] } = await server.get(`/waitlist/${entry.id}/matches`);
    await server.post(`/waitlist/${entry.id}/offer`, { starts_at: slot.starts_at, provider_id: slot.providers[0].provider_id });
    await row.locator('.primary').waitFor();
    await server.post(`/waitlist/${entry.id}/decline`, {});
    await row.getByRole('button', { name: /^Book / }).first().waitFor();
    await server.send('DELETE', `/waitlist/${entry.id}`);
    await row.waitFor({ state: 'detached' });
    same(await page.evaluate(() => document.activeElement.matches('.panel-head button')), true, 'that the focus stayed where it was');
  },

  'who waits no more is taken off, and that is taken back': async ({ open, salon }) => {
    const { server, center, services, guests } = salon;
    await server.post('/waitlist', { guest_id: guests[3].id, center_id: center.id, service_id: services[0].id, first_date: addDays(today, 60), last_date: addDays(today, 61), notes: 'Mornings' });
    const [page] = await open({});
    await page.locator('.column').first().waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    await page.getByRole('button', { name: 'Take Elif Kaya off the list' }).click();
    await page.locator('.empty', { hasText: 'Nobody waits' }).waitFor();
    same((await server.get(`/waitlist?center_id=${center.id}`)).items.length, 0, 'who waits');
    await page.locator('.notice [data-act=undo]').click();
    await until('she waits again', async () => (await server.get(`/waitlist?center_id=${center.id}`)).items[0]?.notes === 'Mornings');
    const { items: [{ id }] } = await server.get(`/waitlist?center_id=${center.id}`);
    await server.send('DELETE', `/waitlist/${id}`);
  },

  'a time is offered to who waits, who does not want it, and takes another': async ({ open, salon }) => {
    const { server, center, services, guests } = salon;
    const date = addDays(today, 62);
    const { id } = await server.post('/waitlist', { guest_id: guests[1].id, center_id: center.id, service_id: services[0].id, first_date: date, last_date: date });
    const entry = () => server.get(`/waitlist/${id}`);
    for (const size of ['tablet', 'phone', 'desk']) {
      const [page, desk] = await open({ size, dark: size !== 'desk', hash: `#/day/${date}` });
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Waiting list' }).click();
      const row = page.locator('.waiting li', { hasText: 'Clara Nunes' });
      await row.getByRole('button', { name: 'Offer one instead' }).click();
      await row.locator('.caption', { hasText: 'hold until the guest answers' }).waitFor();
      await desk.axe(page, 'what could be offered');
      await desk.targets(page, 'what could be offered');
      await desk.shot(page, `to-offer-${size}`);
      const offer = row.getByRole('button', { name: /^Offer Clara Nunes: / });
      await offer.first().click();
      await row.locator('.caption', { hasText: /^Offered until \d\d:\d\d: / }).waitFor();
      const offered = await entry();
      same(offered.status, 'offered', 'how far the entry has come');
      same((await server.get(`/appointments/${offered.appointment_id}`)).status, 'pending', 'that its time is held');
      await desk.axe(page, 'an offer that is open');
      await desk.targets(page, 'an offer that is open');
      await desk.shot(page, `offered-${size}`);
      // The guest says no, and waits on.
      await row.getByRole('button', { name: 'Doesn’t want it' }).click();
      await row.getByRole('button', { name: 'Book one instead' }).waitFor();
      same((await entry()).status, 'waiting', 'that the guest waits again');
      if (size !== 'desk') continue;
      // Another desk offers while this one's press is on its way, so that its offer is shown here.
      desk.allow(/41[24]|409/);
      const [time] = (await server.get(`/waitlist/${id}/matches`)).slots;
      await page.route(`**/waitlist/${id}/offer`, async (route) => {
        await server.post(`/waitlist/${id}/offer`, { starts_at: time.starts_at });
        await route.continue();
      }, { times: 1 });
      await offer.last().click();
      await page.locator('.notice.bad').waitFor();
      await row.getByRole('button', { name: 'Doesn’t want it' }).click();
      await offer.first().waitFor();
    }
    const [page] = await open({ hash: `#/day/${date}` });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    const row = page.locator('.waiting li', { hasText: 'Clara Nunes' });
    await row.getByRole('button', { name: 'Offer one instead' }).click();
    await row.getByRole('button', { name: /^Offer Clara Nunes: / }).first().click();
    await row.getByRole('button', { name: 'Takes it' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.notice', { hasText: /^Booked: Clara Nunes/ }).waitFor();
    await row.waitFor({ state: 'detached' });
    const { status, appointment_id } = await entry();
    same([status, (await server.get(`/appointments/${appointment_id}`)).status], ['booked', 'confirmed'], 'the entry, and its time');
    // Who has a time waits no more.
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    await page.locator('.empty', { hasText: 'Nobody waits' }).waitFor();
    await server.send('DELETE', `/waitlist/${id}`);
  },

  'who waits is found behind many who were booked': async ({ open, salon }) => {
    const { server, center, services, guests } = salon;
    const date = addDays(today, 64);
    const wait = (guest) => server.post('/waitlist', { guest_id: guest.id, center_id: center.id, service_id: services[2].id, first_date: date, last_date: date });
    await wait(guests[4]);
    // The newest are listed first.
    const ids = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const { id } = await wait(guests[turn % 4]);
      const [{ starts_at, providers: [{ provider_id }] }] = (await server.get(`/waitlist/${id}/matches`)).slots;
      await server.post(`/waitlist/${id}/offer`, { starts_at, provider_id });
      await server.post(`/waitlist/${id}/accept`, {});
      ids.push(id);
    }
    const [page] = await open({});
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Waiting list' }).click();
    await page.locator('.waiting li', { hasText: 'Filipe Gomes' }).waitFor();
    same(await page.locator('.waiting li').count(), 1, 'how many wait');
    await page.getByRole('button', { name: 'Take Filipe Gomes off the list' }).click();
    await page.locator('.empty', { hasText: 'Nobody waits' }).waitFor();
    for (const id of ids) await server.send('DELETE', `/waitlist/${id}`);
  },
};
