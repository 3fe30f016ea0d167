// Setting a salon up: everything it needs before its first booking, in the order in which it
// needs it. What is there is ticked off.

import { all, get, patch, post, put } from '../api.js';
import { desk, loadCatalogue, nameOf, people } from '../desk.js';
import { LANGUAGES, length, text, word } from '../text.js';
import { AMOUNT, money, typed, amount } from '../money.js';
import { today } from '../book/book.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select, tick } from '../ui/field.js';
import { complain, notify } from '../ui/notice.js';
import { feeFields } from './fees.js';
import { weekEditor } from './weekhours.js';

/** Shows the set-up. */
export async function show(place) {
  place.classList.add('scrolls');
  const sections = element('div', { class: 'sections' }, element('h1', {}, text('view.setup')));
  refill(place, sections);
  const again = async () => { await loadCatalogue(); await show(place); };
  try {
    const [organizations, taxes, categories] = await Promise.all([all('/organizations'), all('/taxes'), all('/room-categories')]);
    const organization = await get(`/organizations/${organizations[0].id}`);
    sections.append(salon(organization, again), location_(organization, again));
    if (!desk.center) return;
    sections.append(taxesSection(taxes, again), services(organization, taxes, categories, again), staff(again), rooms(categories, again), team(again), online(organization, again));
  } catch (error) { complain(error); }
}

/** A section: what is there, and a form for one more. */
function section(title, isDone, hint, ...children) {
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, title),
    isDone && element('span', { class: 'done-mark' }, icon('check'), text('setup.done'))), hint && element('p', { class: 'hint' }, hint), ...children);
}

/** A form whose fields are side by side. */
const row = (send, label, ...fields) => form(send, element('div', { class: 'inline-form' }, ...fields, element('button', { class: 'plain' }, label)));

const listOf = (rows) => rows.length > 0 && element('ul', { class: 'plain-list' }, rows.map((cells) => element('li', {}, cells)));

function zones() {
  const list = element('datalist', { id: 'zones' }, Intl.supportedValuesOf('timeZone').map((zone) => element('option', { value: zone })));
  return { list, field: (value) => field(text('setup.zone'), input({ value, required: true, list: 'zones' })) };
}

/** Changes the organization as it was read, and shows what it has become. */
const keeper = (organization, again) => async (body) => {
  await patch(`/organizations/${organization.id}`, body, { version: organization.version });
  notify(text('saved'));
  await again();
};

function salon(organization, again) {
  const name = input({ value: organization.name, required: true, maxlength: 200 });
  const currency = input({ value: organization.currency, required: true, pattern: '[A-Z]{3}', maxlength: 3 });
  const mode = select([['inclusive', text('setup.inclusive')], ['exclusive', text('setup.exclusive')]], organization.price_mode);
  const spoken = select(Object.entries(LANGUAGES), organization.settings.language);
  return section(text('setup.salon'), true, null, row(async () => {
    const body = /** @type {any} */ ({ name: name.value.trim() });
    if (currency.value !== organization.currency) body.currency = currency.value;
    if (mode.value !== organization.price_mode) body.price_mode = mode.value;
    if (spoken.value !== organization.settings.language) body.settings = { language: spoken.value };
    await keeper(organization, again)(body);
  }, text('save'), field(text('name'), name), field(text('setup.currency'), currency), field(text('setup.prices'), mode), field(text('setup.language'), spoken)));
}

function location_(organization, again) {
  const { center } = desk;
  const name = input({ value: center?.name ?? organization.name, required: true, maxlength: 200 });
  const zone = zones();
  const zoneField = zone.field(center?.time_zone ?? organization.time_zone);
  const address = input({ value: center?.address ?? '', maxlength: 300 });
  const city = input({ value: center?.city ?? '', maxlength: 100 });
  const phone = input({ type: 'tel', value: center?.phone ?? '' });
  const taxNumber = input({ value: center?.tax_number ?? '', maxlength: 40 });
  const editor = weekEditor(center?.hours.weekly ?? ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => ({ day, start: '09:00', end: '18:00' })));
  const fees = feeFields(center?.fees, center?.currency ?? organization.currency, false);
  return section(text('center'), Boolean(center), text('setup.locationHint'), zone.list, form(async () => {
    const body = { name: name.value.trim(), time_zone: zoneField.querySelector('input').value.trim(), fees: fees.read() };
    for (const [key, control] of [['address', address], ['city', city], ['phone', phone], ['tax_number', taxNumber]]) body[key] = control.value.trim() || (center ? null : undefined);
    if (center) {
      await patch(`/centers/${center.id}`, body, { version: center.version });
      await put(`/centers/${center.id}/hours`, { weekly: editor.read() });
    } else await post('/centers', { ...body, hours: { weekly: editor.read() } });
    notify(text('saved'));
    await again();
  },
  element('div', { class: 'inline-form' }, field(text('name'), name), zoneField, field(text('setup.address'), address), field(text('setup.city'), city), field(text('phone'), phone), field(text('setup.taxNumber'), taxNumber)),
  element('h3', {}, text('setup.open')), editor.node, element('h3', {}, text('fee.title')), ...fees.nodes, element('div', {}, element('button', { class: 'primary' }, text('save')))));
}

function taxesSection(taxes, again) {
  const name = input({ required: true, maxlength: 100, placeholder: text('setup.taxName') });
  const rate = input({ required: true, inputmode: 'decimal', pattern: AMOUNT, placeholder: '20' });
  return section(text('setup.taxes'), taxes.length > 0, text('setup.taxesHint'),
    listOf(taxes.map((one) => [one.name, element('span', {}, `${Number(one.rate)} %`)])),
    row(async () => {
      const percent = amount(typed(rate.value));
      const word = name.value.trim().replace(/\W/g, '').slice(0, 12).toUpperCase() || 'TAX';
      await post('/taxes', { name: name.value.trim(), code: `${word}${Number(percent)}`.replace('.', '-'), rate: percent });
      await again();
    }, text('add'), field(text('name'), name), field(text('setup.rate'), rate)));
}

function services(organization, taxes, categories, again) {
  const fields = serviceFields({ currency: organization.currency, duration_minutes: '45' });
  const tax = select([['', text('setup.noTax')], ...taxes.map((one) => [one.id, one.name])], taxes[0]?.id ?? '');
  const room = select([['', text('setup.noRoom')], ...categories.map((one) => [one.id, one.name])], '');
  return section(text('setup.services'), desk.services.length > 0, null,
    element('ul', { class: 'plain-list' }, desk.services.map((one) => serviceRow(one, again))),
    row(async () => {
      const body = /** @type {any} */ ({ ...fields.read(), tax_ids: tax.value ? [tax.value] : [] });
      if (room.value) body.room_category_id = room.value;
      await post('/services', body);
      await again();
    }, text('add'), ...fields.nodes, field(text('till.tax'), tax), categories.length > 0 && field(text('setup.needsRoom'), room)));
}

/** What a service is called, how long it takes and what it costs. The form asks for them before it reads them. */
function serviceFields(service) {
  const name = input({ value: service.name, required: true, maxlength: 200 });
  const minutes = input({ type: 'number', value: service.duration_minutes, required: true, min: 5, max: 720, step: 5 });
  const price = input({ value: service.price, required: true, inputmode: 'decimal', pattern: AMOUNT });
  const seats = input({ type: 'number', value: service.max_guests ?? 1, required: true, min: 1, max: 1000 });
  const atOnce = input({ type: 'number', value: (service.further_providers ?? 0) + 1, required: true, min: 1, max: 4 });
  return {
    nodes: [field(text('name'), name), field(text('setup.minutes'), minutes), field(text('setup.price', { currency: service.currency }), price), field(text('setup.seats'), seats),
      field(text('setup.people'), atOnce)],
    read: () => ({ name: name.value.trim(), duration_minutes: Number(minutes.value), price: amount(typed(price.value)), max_guests: Number(seats.value),
      further_providers: Number(atOnce.value) - 1 }),
  };
}

/** A service, and the form that changes it in its place. */
function serviceRow(service, again) {
  const line = element('li', {}, service.name, element('span', { class: 'row-of-buttons' },
    element('span', { class: 'hint' }, `${length(service.duration_minutes)} · ${money(service.price, service.currency)}`),
    button(text('change'), change, { class: 'link', 'aria-label': text('setup.changeOf', { name: service.name }) })));
  function change() {
    const fields = serviceFields(service);
    const offered = tick(text('setup.offered'), service.is_active);
    const fees = feeFields(service.fees, service.currency, true);
    refill(line, row(async () => {
      await patch(`/services/${service.id}`, { ...fields.read(), is_active: offered.box.checked, fees: fees.read() }, { version: service.version });
      await again();
    }, text('save'), ...fields.nodes, offered.node, ...fees.nodes));
    line.querySelector('input').focus();
  }
  return line;
}

const COLORS = ['#2a7f8e', '#b5533c', '#6c5fb0', '#3d7a3a', '#a8557f', '#8a6a1f', '#4a6fa5', '#7a4f35'];

function staff(again) {
  const first = input({ required: true, maxlength: 100 });
  const last = input({ required: true, maxlength: 100 });
  const missing = people().filter((one) => one.hours.weekly.length === 0);
  return section(text('by.providers'), people().length > 0 && missing.length === 0, text('setup.peopleHint'),
    listOf(people().map((one) => [nameOf(one), element('span', { class: 'row-of-buttons' },
      element('span', { class: 'hint' }, one.services.length === 0 ? text('setup.allServices') : text('setup.performs', { count: one.services.length })),
      one.services.length > 0 && one.services.length < desk.services.length && button(text('setup.giveAll'), async () => {
        await put(`/providers/${one.id}/services`, { services: desk.services.map((service) => ({ service_id: service.id })) });
        await again();
      }, { class: 'link' }),
      element('a', { href: `#/hours/${desk.date ?? today()}/${one.id}`, class: 'button link' }, text('setup.hours')))])),
    row(async () => {
      await post('/providers', { center_id: desk.center.id, first_name: first.value.trim(), last_name: last.value.trim(), color: COLORS[people().length % COLORS.length],
        hours: { weekly: desk.center.hours.weekly } });
      await again();
    }, text('add'), field(text('firstName'), first), field(text('lastName'), last)));
}

function rooms(categories, again) {
  const name = input({ required: true, maxlength: 100 });
  const kind = input({ required: true, maxlength: 100, list: 'room-kinds' });
  const places = input({ type: 'number', min: 1, max: 100, value: '1', required: true });
  const own = desk.rooms.filter((one) => one.center_id === desk.center.id);
  return section(text('setup.rooms'), own.length > 0, text('setup.roomsHint'),
    element('datalist', { id: 'room-kinds' }, categories.map((one) => element('option', { value: one.name }))),
    listOf(own.map((one) => [one.name, element('span', { class: 'hint' }, text('setup.places', { count: one.capacity }))])),
    row(async () => {
      const known = categories.find((one) => one.name === kind.value.trim()) ?? await post('/room-categories', { name: kind.value.trim() });
      await post('/rooms', { center_id: desk.center.id, name: name.value.trim(), room_category_id: known.id, capacity: Number(places.value) });
      await again();
    }, text('add'), field(text('name'), name), field(text('setup.roomKind'), kind), field(text('setup.capacity'), places)));
}

function team(again) {
  const name = input({ required: true, maxlength: 200 });
  const email = input({ type: 'email', required: true });
  const role = select(['staff', 'manager', 'admin'].map((one) => [one, word('role', one)]), 'staff');
  const link = element('p', { class: 'pinned', hidden: true });
  const rows = element('div', {});
  all('/users').then((users) => refill(rows, listOf(users.map((one) => [`${one.name} · ${one.email}`, element('span', { class: 'hint' }, word('role', one.role))]))), complain);
  return section(text('setup.team'), false, text('setup.teamHint'), rows, row(async () => {
    const user = await post('/users', { name: name.value.trim(), email: email.value.trim(), role: role.value });
    const reset = await post(`/users/${user.id}/reset`, {});
    link.textContent = text('setup.token', { name: user.name, token: `${location.origin}/desk/#/password/${reset.reset_token}` });
    link.hidden = false;
  }, text('add'), field(text('name'), name), field(text('email'), email), field(text('setup.role'), role)), link);
}

function online(organization, again) {
  const { slug, settings: { public_booking: door } = { public_booking: {} } } = organization;
  const keep = keeper(organization, again);
  /** A box that says something of the public's door. */
  const toggle = (words, isOn, change) => {
    const { box, node } = tick(words, isOn, { on: { change: async () => {
      try { await keep({ settings: { public_booking: change(box.checked) } }); } catch (error) { box.checked = isOn; complain(error); }
    } } });
    return node;
  };
  const sites = input({ value: organization.embedding_sites.join(' '), placeholder: 'https://www.example.com' });
  return section(text('setup.online'), door.is_open, text('setup.onlineHint'), toggle(text('setup.onlineOpen'), door.is_open, (is_open) => ({ is_open })),
    door.is_open && [toggle(text('setup.choice'), door.provider_choice === 'guest', (isOn) => ({ provider_choice: isOn ? 'guest' : 'anyone' })),
      element('p', {}, element('a', { href: `/book/${slug}`, class: 'button link', target: '_blank', rel: 'noopener' }, `${location.origin}/book/${slug}`)),
      row(() => keep({ embedding_sites: sites.value.split(/\s+/).filter(Boolean) }), text('save'), field(text('setup.sites'), sites))]);
}
