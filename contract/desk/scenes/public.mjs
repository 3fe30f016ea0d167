// The page on which guests book, on a telephone: links and a form, with and without scripts.

import { same, until } from '../browser.mjs';
import { addDays, today } from '../server.mjs';

export default {
  'a guest books online, sees the appointment and cancels it': async ({ open, salon }) => {
    const { server } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true } } });
    // What nobody performs can't be booked, so it is not offered.
    await server.post('/services', { name: 'Wedding hair', duration_minutes: 60, price: '120.00', tax_ids: [] });
    const [page, desk] = await open({ size: 'phone', signIn: false, dark: true });
    // The salon may have other centers by now, and would ask for one first.
    await page.goto(`${server.origin}/book/desk?center=${salon.center.id}`);
    await desk.axe(page, 'the choice of a service');
    await desk.targets(page, 'the choice of a service');
    await desk.shot(page, 'services');
    same(await page.getByRole('link', { name: /Wedding hair/ }).count(), 0, 'what nobody performs');
    await page.getByRole('link', { name: /Fringe/ }).click();

    // The first day that is not full, in its month; then another month, and another day.
    await page.locator('.month [aria-current=date]').waitFor();
    await desk.axe(page, 'the choice of a time');
    await desk.targets(page, 'the choice of a time');
    const counted = Number(await page.locator('.month [aria-current=date] small').textContent());
    same(await page.locator('.times a').count(), counted, 'the times of the day, and their number in the month');
    await page.getByRole('link', { name: 'Month after' }).click();
    await until('a later month', async () => !(await page.url()).includes(today.slice(0, 7)) && await page.locator('.month a').count() > 27);
    // Nothing is loaded anew: what the page was told is still there, and so is the focus.
    await page.evaluate(() => { window.isTheSame = true; });
    await page.locator('.month a').nth(9).click();
    await until('its tenth day', async () => /^10/.test(await page.locator('.month [aria-current=date]').textContent()));
    same(await page.evaluate(() => window.isTheSame && document.activeElement.getAttribute('aria-current')), 'date', 'what has the focus on the same page');
    await until('the day is said', async () => / 10 /.test(await page.locator('#said').textContent()));
    await desk.shot(page, 'month');
    const tenth = page.url();
    await page.getByRole('link', { name: 'Month after' }).click();
    await until('one more month', async () => page.url() !== tenth);
    await page.goBack();
    await until('the day before', async () => page.url() === tenth && /^10/.test(await page.locator('.month [aria-current=date]').textContent()));
    same(await page.evaluate(() => window.isTheSame), true, 'the page');
    await page.getByRole('link', { name: '10:30' }).click();

    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Last name').fill('O’Neil');
    await page.getByLabel('Email').fill('ada@example.com');
    await desk.axe(page, 'the details');
    await desk.targets(page, 'the details');
    await desk.shot(page, 'details');
    await page.getByRole('button', { name: 'Book' }).click();
    await page.getByRole('link', { name: 'See or cancel the appointment' }).click();
    await page.getByText('Waits for your confirmation').waitFor();
    same(/10:30/.test(await page.locator('[data-field=when]').textContent()), true, 'the time of the salon, in Kathmandu too');
    same(await page.getByRole('button', { name: 'Confirm' }).count(), 0, 'ways to confirm but by the mail');
    await desk.axe(page, 'the appointment');
    await desk.targets(page, 'the appointment');
    await desk.shot(page, 'appointment');
    await page.getByRole('button', { name: 'Cancel the appointment' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    same(await page.getByRole('button').count(), 0, 'what can be done with it now');
  },

  'where guests choose, one books with somebody, without a script': async ({ open, salon }) => {
    const { server, people } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true, provider_choice: 'guest' } } });
    const [page, desk] = await open({ size: 'phone', signIn: false, script: false, locale: 'de-DE' });
    await page.goto(`${server.origin}/book/desk?center=${salon.center.id}`);
    await page.getByRole('link', { name: /Cut/ }).click();
    await page.locator('.people [aria-current]', { hasText: 'Egal' }).waitFor();
    await page.getByRole('link', { name: people[1].first_name, exact: true }).click();
    await page.locator('.people [aria-current]', { hasText: people[1].first_name }).waitFor();
    await desk.targets(page, 'the choice of a person');
    await desk.shot(page, 'people');
    await page.getByRole('link', { name: 'Monat danach' }).click();
    await page.locator('.people [aria-current]', { hasText: people[1].first_name }).waitFor();
    await page.getByRole('link', { name: '11:00' }).click();
    same(await page.locator('dd').allTextContents().then((all) => all.includes(people[1].first_name)), true, 'who was chosen, among the details');
    await page.getByLabel('Vorname').fill('Bea');
    await page.getByLabel('Nachname').fill('Lund');
    await page.getByLabel('E-Mail').fill('bea@example.com');
    await desk.shot(page, 'people-details');
    await page.getByRole('button', { name: 'Buchen' }).click();
    await page.getByRole('heading', { name: 'Ihre Zeit ist reserviert' }).waitFor();
    const pending = (await server.get('/appointments?status=pending')).items;
    same(pending.some((one) => one.provider_id === people[1].id && one.contact_first_name === 'Bea'), true, 'the booking with who was chosen');
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { provider_choice: 'anyone' } } });
  },

  'a guest books a cut and a colour at once, and cancels one of them': async ({ open, salon }) => {
    const { server } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true } } });
    for (const [script, email, size] of /** @type {const} */ ([[false, 'cleo@example.com', 'phone'], [true, 'dora@example.com', 'tablet']])) {
      const [page, desk] = await open({ size, signIn: false, script, dark: !script });
      await page.goto(`${server.origin}/book/desk?center=${salon.center.id}`);
      await page.getByRole('link', { name: /Cut/ }).click();
      await page.getByRole('link', { name: 'Add a service' }).click();
      await page.getByRole('heading', { name: 'What else?' }).waitFor();
      await page.getByRole('link', { name: /Colour/ }).click();
      same(await page.locator('.chosen span').allTextContents().then((all) => all.map((one) => one.split(' · ')[0])), ['Cut', 'Colour'], 'what is chosen');
      await desk.targets(page, 'the times of two services');
      if (script) await desk.axe(page, 'the times of two services');
      await desk.shot(page, `visit-times-${size}`);
      // One is left out again, and added anew.
      await page.getByRole('link', { name: 'Leave out' }).click();
      same(await page.locator('.chosen span').count(), 1, 'services after one was left out');
      await page.getByRole('link', { name: 'Add a service' }).click();
      await page.getByRole('link', { name: /Colour/ }).click();
      await page.getByRole('link', { name: 'Month after' }).click();
      await page.locator('.times a', { hasText: '09:15' }).click();
      const facts = await page.locator('dd').allTextContents();
      same([facts[0], facts.at(-1)], ['Cut + Colour', '135.00 EUR'], 'what is booked, and what it costs');
      await page.getByLabel('First name').fill('Cleo');
      await page.getByLabel('Last name').fill('Roux');
      await page.getByLabel('Email').fill(email);
      await desk.shot(page, `visit-details-${size}`);
      await page.getByRole('button', { name: 'Book' }).click();
      await page.getByRole('heading', { name: 'Your time is held' }).waitFor();
      const pending = (await server.get('/appointments?status=pending&limit=200')).items.filter((one) => one.contact_first_name === 'Cleo');
      same(new Set(pending.map((one) => one.visit_id)).size, 1, 'visits');
      same(pending.length, 2, 'appointments of the visit');
      if (!script) {
        await server.post('/appointments/cancel', { visit_id: pending[0].visit_id });
        continue;
      }
      await page.getByRole('link', { name: 'See or cancel the appointment' }).click();
      await page.getByRole('heading', { name: 'Your appointments' }).waitFor();
      same(await page.locator('[data-field=service]').allTextContents(), ['Cut', 'Colour'], 'the parts in their order');
      await desk.axe(page, 'the visit');
      await desk.targets(page, 'the visit');
      await desk.shot(page, `visit-${size}`);
      await page.getByRole('button', { name: 'Cancel this service alone: Colour' }).click();
      await until('one of them is cancelled', async () => (await page.locator('[data-status]').allTextContents()).at(-1) === 'Cancelled');
      same(await page.locator('[data-status]').first().textContent(), 'Waits for your confirmation', 'the other one');
      await page.getByRole('button', { name: 'Cancel all' }).click();
      await until('both are cancelled', async () => (await page.locator('[data-status]').allTextContents()).every((one) => one === 'Cancelled'));
      same(await page.getByRole('button').count(), 0, 'what can be done with it now');
    }
  },

  'a site that the salon names shows its page in a frame, and no other does': async ({ open, salon }) => {
    const { server } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true } } });
    const [setup, desk] = await open({ hash: '#/setup' });
    const sites = setup.getByLabel('Sites that may show it in a frame');
    const form = setup.locator('form', { has: sites });
    const save = form.getByRole('button', { name: 'Save' });
    desk.allow(/422/);
    await sites.fill('http://atelier.example.com');
    await save.click();
    await form.locator('.complaint').waitFor();
    await sites.fill('https://atelier.example.com https://blog.example.org');
    await save.click();
    await until('the sites are kept', async () => (await server.get(`/organizations/${id}`)).embedding_sites.length === 2);
    await desk.axe(setup, 'the sites');
    await desk.shot(setup, 'sites');

    const [page, guest] = await open({ size: 'phone', signIn: false });
    guest.allow(/frame-ancestors/, /Framing/, /ERR_BLOCKED_BY_RESPONSE/, /chrome-error/);
    const shown = { atelier: `/book/desk?center=${salon.center.id}`, elsewhere: `/book/desk?center=${salon.center.id}`, desk: '/desk/' };
    // A browser lets no page of the web ask this machine, so that the salon has an address of its own.
    await guest.context.route('https://salon.example.com/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const { origin, ...headers } = route.request().headers();
      await route.fulfill({ response: await route.fetch({ url: server.origin + pathname + search, headers }) });
    });
    for (const [name, path] of Object.entries(shown)) {
      const site = name === 'elsewhere' ? 'https://elsewhere.example.com/' : `https://atelier.example.com/${name}`;
      const body = `<!doctype html><html lang="en"><title>Atelier</title><link rel="icon" href="data:,"><h1>Atelier</h1><iframe title="Book" width="360" height="600" src="https://salon.example.com${path}"></iframe>`;
      await guest.context.route(site, (route) => route.fulfill({ contentType: 'text/html', body }));
      await page.goto(site);
      const frame = page.frameLocator('iframe');
      if (name === 'atelier') {
        await frame.getByRole('link', { name: /Fringe/ }).click();
        await frame.getByRole('link', { name: 'Month after' }).click();
        await frame.locator('.times a').first().click();
        await frame.getByLabel('First name').waitFor();
        await guest.shot(page, 'frame');
        same((await guest.context.cookies()).length, 0, 'cookies of a guest');
      } else {
        await page.waitForTimeout(300);
        same(await frame.locator('main, #desk').count(), 0, `what ${site} shows`);
      }
    }
    await server.send('PATCH', `/organizations/${id}`, { embedding_sites: [] });
  },

  'an address without a salon says so': async ({ open, salon }) => {
    const [page, desk] = await open({ signIn: false });
    desk.allow(/404/);
    await page.goto(`${salon.server.origin}/book/elsewhere`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await desk.axe(page, 'nothing');
  },

  'by the link a guest moves the appointment, with a script and without': async ({ open, salon }) => {
    const { server, center, services } = salon;
    const [{ id }] = (await server.get('/organizations')).items;
    await server.send('PATCH', `/organizations/${id}`, { settings: { public_booking: { is_open: true, max_per_contact: 50 } } });
    const ask = async (path, body) => (await fetch(server.origin + path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();
    const date = addDays(today, 21);
    const several = { further_service_ids: [services[2].id] };
    for (const [size, script, more] of [['phone', true, {}], ['desk', false, {}], ['tablet', true, several], ['phone', false, several]]) {
      const further = more.further_service_ids ? `&further_service_ids=${more.further_service_ids}` : '';
      const { slots } = await ask(`/public/desk/slots?center_id=${center.id}&service_id=${services[0].id}&date=${date}${further}`);
      const booked = await ask('/public/desk/appointments', { center_id: center.id, service_id: services[0].id, starts_at: slots[0].starts_at,
        first_name: 'Ada', last_name: 'O’Neil', email: 'ada@example.com', ...more });
      const what = `${size}, ${script ? 'with' : 'without'} a script${further && ', a visit'}`;
      const [page, desk] = await open({ size, signIn: false, script, dark: !script });
      await page.goto(`${server.origin}/book/desk/manage#${booked.manage_token}`);
      if (script) {
        await page.getByText('Waits for your confirmation').first().waitFor();
        await desk.targets(page, `the link, ${what}`);
        await desk.shot(page, `link-${size}-${script}`);
        await page.getByRole('button', { name: further ? 'Move all' : 'Move the appointment' }).click();
      } else {
        await page.getByLabel('The link that you were sent').fill(page.url());
        await desk.targets(page, `the link, ${what}`);
        await desk.shot(page, `link-${size}-${script}`);
        await page.getByRole('button', { name: 'Show' }).click();
      }
      await page.getByRole('heading', { name: 'Move it to another time' }).waitFor();
      same(page.url().includes('cl_manage'), false, 'whether the token is in the address');
      // It needs scripts itself.
      if (script) await desk.axe(page, `moving, ${what}`);
      await desk.targets(page, `moving, ${what}`);
      await desk.shot(page, `move-${size}-${script}`);
      await page.getByRole('button', { name: 'Month after' }).click();
      await page.locator('.month button').nth(4).click();
      const time = page.locator('.times button').nth(6);
      const clock = (await time.textContent()).trim();
      await time.click();
      await page.getByRole('link', { name: 'See or cancel the appointment' }).waitFor();
      same((await page.locator('dd').first().textContent()).endsWith(clock), true, `the new time, ${what}`);
      const now = await server.get(`/appointments/${booked.id}`);
      same(now.local_start.slice(11, 16), clock, 'what the desk sees');
      if (script) await desk.axe(page, `moved, ${what}`);
      await desk.shot(page, `moved-${size}-${script}`);
    }
  },
};
