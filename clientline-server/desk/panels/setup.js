// Setting a salon up: everything it needs before its first booking, in the order in which it
// needs it. What is there is ticked off.

import { all, get, patch, post, put } from '../api.js';
import { desk, loadCatalogue, nameOf, people } from '../desk.js';
import { LANGUAGES, length, text, word } from '../text.js';
import { AMOUNT, RATE, amount, money, typed, units } from '../money.js';
import { today } from '../book/book.js';
import { priceModes } from '../session.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select, tick } from '../ui/field.js';
import { complain, notify } from '../ui/notice.js';
import { depositField, feeFields } from './fees.js';
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
    sections.append(taxesSection(taxes, again), services(organization, taxes, categories, again), staff(again), rooms(categories, again), team(), online(organization, again));
  } catch (error) { complain(error); }
}

/** A section: what is there, and a form for one more. */
function section(title, isDone, hint, ...children) {
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, title),
    isDone && element('span', { class: 'done-mark' }, icon('check'), text('setup.done'))), hint && element('p', { class: 'hint' }, hint), ...children);
}

/** A form whose fields are side by side. */
const row = (send, label, ...fields) => form(send, element('div', { class: 'inline-form' }, ...fields, element('button', { class: 'plain' }, label)));

/**
 * What is there, by the form that changes each in its place. What is out of use is struck out.
 *
 * @param {any[]} rows
 * @param {(one: any) => any} hint what is said beside the name
 * @param {(one: any) => [(...values: any) => any, ...any[]]} change what keeps the change, and its fields
 * @param {(one: any) => any} [name]
 */
const listOf = (rows, hint, change, name = (one) => one.name) => rows.length > 0 && element('ul', { class: 'plain-list' }, rows.map((one) => {
  const open = () => {
    const [send, ...fields] = change(one);
    refill(line, row(send, text('save'), ...fields));
    line.querySelector('input, select').focus();
  };
  const line = element('li', {}, element(one.is_active ? 'span' : 's', {}, name(one)), element('span', { class: 'row-of-buttons' }, element('span', { class: 'hint' }, hint(one)),
    button(text('change'), open, { class: 'link', 'aria-label': text('setup.changeOf', { name: name(one) }) })));
  return line;
}));

/** Changes a row as it was read, with whether it is still in use. */
const keep = (path, one, used, again) => async (body) => {
  await patch(`${path}/${one.id}`, { ...body, is_active: used.box.checked }, { version: one.version });
  await again();
};

/** Whether something is still in use. */
const use = (one, words = 'setup.used') => tick(text(words), one.is_active);

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
  const mode = priceModes(organization.price_mode);
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
  const deposit = depositField(center?.deposit, center?.currency ?? organization.currency);
  return section(text('center'), Boolean(center), text('setup.locationHint'), zone.list, form(async () => {
    const body = { name: name.value.trim(), time_zone: zoneField.querySelector('input').value.trim(), fees: fees.read(), deposit: deposit.read() };
    for (const [key, control] of [['address', address], ['city', city], ['phone', phone], ['tax_number', taxNumber]]) body[key] = control.value.trim() || (center ? null : undefined);
    if (center) {
      await patch(`/centers/${center.id}`, body, { version: center.version });
      await put(`/centers/${center.id}/hours`, { weekly: editor.read() });
    } else await post('/centers', { ...body, hours: { weekly: editor.read() } });
    notify(text('saved'));
    await again();
  },
  element('div', { class: 'inline-form' }, field(text('name'), name), zoneField, field(text('setup.address'), address), field(text('setup.city'), city), field(text('phone'), phone), field(text('setup.taxNumber'), taxNumber)),
  element('h3', {}, text('setup.open')), editor.node, element('h3', {}, text('fee.title')), ...fees.nodes, element('div', { class: 'inline-form' }, deposit.node), element('div', {}, element('button', { class: 'primary' }, text('save')))));
}

const rated = (tax) => `${tax.name} ${Number(tax.rate)} %`;

function taxFields(tax = /** @type {any} */ ({})) {
  const name = input({ value: tax.name, required: true, maxlength: 100, placeholder: text('setup.taxName') });
  const rate = input({ value: tax.rate && Number(tax.rate), required: true, inputmode: 'decimal', pattern: RATE, placeholder: '20' });
  return { nodes: [field(text('name'), name), field(text('setup.rate'), rate)], read: () => ({ name: name.value.trim(), rate: amount(units(rate.value.trim().replace(',', '.'))) }) };
}

function taxesSection(taxes, again) {
  const fields = taxFields();
  return section(text('setup.taxes'), taxes.length > 0, text('setup.taxesHint'),
    listOf(taxes, (one) => `${Number(one.rate)} %`, (one) => {
      const changed = taxFields(one);
      const used = use(one);
      return [() => keep('/taxes', one, used, again)(changed.read()), ...changed.nodes, used.node];
    }),
    row(async () => {
      const body = fields.read();
      const word = body.name.replace(/\W/g, '').slice(0, 12).toUpperCase() || 'TAX';
      await post('/taxes', { ...body, code: `${word}${Number(body.rate)}`.replace('.', '-') });
      await again();
    }, text('add'), ...fields.nodes));
}

function services(organization, taxes, categories, again) {
  const offered = { taxes: taxes.filter((one) => one.is_active), categories };
  const fields = serviceFields({ currency: organization.currency, duration_minutes: '45', tax_ids: offered.taxes.slice(0, 1).map((one) => one.id) }, offered);
  return section(text('setup.services'), desk.services.length > 0, null,
    listOf(desk.services, (one) => `${length(one.duration_minutes)} · ${money(one.price, one.currency)}`, (one) => {
      const changed = serviceFields(one, { taxes, categories });
      const used = use(one, 'setup.offered');
      const fees = feeFields(one.fees, one.currency, true);
      const deposit = depositField(one.deposit, one.currency);
      return [() => keep('/services', one, used, again)({ ...changed.read(), fees: fees.read(), deposit: deposit.read() }), ...changed.nodes, deposit.node, used.node, ...fees.nodes];
    }),
    row(async () => {
      await post('/services', fields.read());
      await again();
    }, text('add'), ...fields.nodes));
}

/**
 * What a service is called, how long it takes, what it costs and needs. The form asks for them before
 * it reads them. Of several taxes nothing is asked.
 */
function serviceFields(service, { taxes, categories }) {
  const name = input({ value: service.name, required: true, maxlength: 200 });
  const minutes = input({ type: 'number', value: service.duration_minutes, required: true, min: 5, max: 720, step: 5 });
  const price = input({ value: service.price && amount(units(service.price)), required: true, inputmode: 'decimal', pattern: AMOUNT });
  const seats = input({ type: 'number', value: service.max_guests ?? 1, required: true, min: 1, max: 1000 });
  const atOnce = input({ type: 'number', value: (service.further_providers ?? 0) + 1, required: true, min: 1, max: 4 });
  const tax = service.tax_ids.length < 2 && select([['', text('setup.noTax')], ...taxes.map((one) => [one.id, rated(one)])], service.tax_ids[0] ?? '');
  const room = categories.length > 0 && select([['', text('setup.noRoom')], ...categories.map((one) => [one.id, one.name])], service.room_category_id ?? '');
  return {
    nodes: [field(text('name'), name), field(text('setup.minutes'), minutes), field(text('setup.price', { currency: service.currency }), price), field(text('setup.seats'), seats),
      field(text('setup.people'), atOnce), tax && field(text('till.tax'), tax), room && field(text('setup.needsRoom'), room)],
    read: () => ({ name: name.value.trim(), duration_minutes: Number(minutes.value), price: amount(typed(price.value)), max_guests: Number(seats.value),
      further_providers: Number(atOnce.value) - 1, tax_ids: tax ? [tax.value].filter(Boolean) : undefined, room_category_id: room ? room.value || null : undefined }),
  };
}

const COLORS = ['#2a7f8e', '#b5533c', '#6c5fb0', '#3d7a3a', '#a8557f', '#8a6a1f', '#4a6fa5', '#7a4f35'];

/** What somebody is called, and which services they perform: all, if none is named. */
function personFields(person = /** @type {any} */ ({ services: [] })) {
  const first = input({ value: person.first_name, required: true, maxlength: 100 });
  const last = input({ value: person.last_name, required: true, maxlength: 100 });
  const ticks = desk.services.filter((one) => one.is_active).map((one) => ({ id: one.id, ...tick(one.name, person.services.length === 0 || person.services.includes(one.id)) }));
  return {
    nodes: [field(text('firstName'), first), field(text('lastName'), last), person.id && ticks.map((one) => one.node)],
    read: () => {
      const performed = ticks.filter((one) => one.box.checked);
      return { first_name: first.value.trim(), last_name: last.value.trim(), services: performed.length < ticks.length ? performed.map((one) => one.id) : [] };
    },
  };
}

function staff(again) {
  const fields = personFields();
  const own = desk.providers.filter((one) => one.center_id === desk.center.id);
  const missing = people().filter((one) => one.hours?.weekly.length === 0);
  return section(text('by.providers'), people().length > 0 && missing.length === 0, text('setup.peopleHint'),
    listOf(own, (one) => [one.services.length === 0 ? text('setup.allServices') : text('setup.performs', { count: one.services.length }), ' ',
      element('a', { href: `#/hours/${desk.date ?? today()}/${one.id}`, class: 'button link' }, text('setup.hours'))], (one) => {
      const changed = personFields(one);
      const used = use(one);
      return [() => keep('/providers', one, used, again)(changed.read()), ...changed.nodes, used.node];
    }, nameOf),
    row(async () => {
      await post('/providers', { ...fields.read(), center_id: desk.center.id, color: COLORS[own.length % COLORS.length], hours: { weekly: desk.center.hours.weekly } });
      await again();
    }, text('add'), ...fields.nodes));
}

function rooms(categories, again) {
  const name = input({ required: true, maxlength: 100 });
  const kind = input({ required: true, maxlength: 100, list: 'room-kinds' });
  const places = input({ type: 'number', min: 1, max: 100, value: '1', required: true });
  const own = desk.rooms.filter((one) => one.center_id === desk.center.id);
  return section(text('setup.rooms'), own.length > 0, text('setup.roomsHint'),
    element('datalist', { id: 'room-kinds' }, categories.map((one) => element('option', { value: one.name }))),
    listOf(own, (one) => text('setup.places', { count: one.capacity }), (one) => {
      const called = input({ value: one.name, required: true, maxlength: 100 });
      const used = use(one);
      return [() => keep('/rooms', one, used, again)({ name: called.value.trim() }), field(text('name'), called), used.node];
    }),
    row(async () => {
      const known = categories.find((one) => one.name === kind.value.trim()) ?? await post('/room-categories', { name: kind.value.trim() });
      await post('/rooms', { center_id: desk.center.id, name: name.value.trim(), room_category_id: known.id, capacity: Number(places.value) });
      await again();
    }, text('add'), field(text('name'), name), field(text('setup.roomKind'), kind), field(text('setup.capacity'), places)));
}

function team() {
  const name = input({ required: true, maxlength: 200 });
  const email = input({ type: 'email', required: true });
  const roles = (now) => select(['staff', 'manager', 'admin'].map((one) => [one, word('role', one)]), now);
  const role = roles('staff');
  const link = element('p', { class: 'pinned', hidden: true });
  const rows = element('div', {});
  /** Makes the link by which somebody chooses a password. */
  const invite = async (user) => {
    const reset = await post(`/users/${user.id}/reset`, {});
    link.textContent = text('setup.token', { name: user.name, token: `${location.origin}/desk/#/password/${reset.reset_token}` });
    link.hidden = false;
  };
  const read = async () => {
    const users = await all('/users');
    refill(rows, listOf(users.filter((one) => one.role !== 'client'), (one) => word('role', one.role), (one) => {
      const now = roles(one.role);
      const used = use(one);
      return [() => keep('/users', one, used, read)({ role: now.value }), field(text('setup.role'), now), used.node,
        button(text('first.password'), () => invite(one), { class: 'plain' })];
    }, (one) => `${one.name} · ${one.email}`));
  };
  read().catch(complain);
  return section(text('setup.team'), false, text('setup.teamHint'), rows, row(async () => {
    const user = await post('/users', { name: name.value.trim(), email: email.value.trim(), role: role.value });
    await invite(user);
    name.value = email.value = '';
    await read();
  }, text('add'), field(text('name'), name), field(text('email'), email), field(text('setup.role'), role)), link);
}

function online(organization, again) {
  const { slug, settings: { public_booking: door } = { public_booking: {} } } = organization;
  const keepDoor = keeper(organization, again);
  /** A box that says something of the public's door. */
  const toggle = (words, isOn, change) => {
    const { box, node } = tick(words, isOn, { on: { change: async () => {
      try { await keepDoor({ settings: { public_booking: change(box.checked) } }); } catch (error) { box.checked = isOn; complain(error); }
    } } });
    return node;
  };
  const sites = input({ value: organization.embedding_sites.join(' '), placeholder: 'https://www.example.com' });
  return section(text('setup.online'), door.is_open, text('setup.onlineHint'), toggle(text('setup.onlineOpen'), door.is_open, (is_open) => ({ is_open })),
    door.is_open && [toggle(text('setup.choice'), door.provider_choice === 'guest', (isOn) => ({ provider_choice: isOn ? 'guest' : 'anyone' })),
      element('p', {}, element('a', { href: `/book/${slug}`, class: 'button link', target: '_blank', rel: 'noopener' }, `${location.origin}/book/${slug}`)),
      row(() => keepDoor({ embedding_sites: sites.value.split(/\s+/).filter(Boolean) }), text('save'), field(text('setup.sites'), sites))]);
}
