// A guest's card: what is pinned, what comes and what was, what is owed, and who they are.

import { get, patch, post } from '../api.js';
import { may, nameOf, serviceOf, providerOf } from '../desk.js';
import { money } from '../money.js';
import { shortDay, text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, group, icon, refill } from '../ui/element.js';
import { button, field, form, input, tick } from '../ui/field.js';
import { complain, notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { suggest } from '../ui/suggest.js';
import { findGuests, guestLine } from './guestfield.js';
import { giftCardList, giftCardsOf } from './giftcards.js';
import { packageList, packagesOf } from './packages.js';

/** Opens the card of a guest. */
export async function openGuest(id, book) {
  const panel = openPanel(text('guest'), { kind: 'guest' });
  const [guest, appointments, invoices, credits, packages, cards] = await Promise.all([
    get(`/guests/${id}`), get(`/guests/${id}/appointments`, { limit: 100 }).catch(() => ({ items: [] })),
    get(`/guests/${id}/invoices`, { limit: 50 }).catch(() => ({ items: [] })),
    get('/guest-credits', { guest_id: id }).catch(() => ({ items: [] })), packagesOf(id), giftCardsOf(id),
  ]).catch((error) => { complain(error); return []; });
  if (!guest || !panel.isOpen()) return;
  panel.title(nameOf(guest));
  const gone = new Set(['cancelled', 'no_show']);
  const now = Date.now();
  const ahead = appointments.items.filter((one) => Date.parse(one.ends_at) >= now && !gone.has(one.status)).reverse();
  const past = appointments.items.filter((one) => Date.parse(one.ends_at) < now || gone.has(one.status));
  const owed = invoices.items.filter((one) => one.status === 'issued');
  const credit = credits.items.find((one) => one.guest_id === id);
  const missed = appointments.items.filter((one) => one.status === 'no_show').length;
  const openTill = async (invoice = null) => (await import('./till.js')).openTill({ guest: id, book, invoice });
  panel.show(
    guest.notes && element('p', { class: 'pinned' }, guest.notes),
    element('p', {}, [guest.phone, guest.email, guest.guest_code].filter(Boolean).join(' · ')),
    element('div', { class: 'figures' },
      figure(text('guest.visits'), past.filter((one) => one.status === 'completed').length),
      figure(text('guest.missed'), missed),
      credit && Number(credit.balance) > 0 && figure(text('guest.credit'), money(credit.balance, credit.currency))),
    element('div', { class: 'steps' },
      may('book_appointments') && button(text('book'), async () => (await import('./booking.js')).openBooking({ guest, book }), { class: 'primary' }),
      may('record_payments') && button(text('till.open'), openTill, { class: 'plain' })),
    packageList(packages, appointments.items, openTill), giftCardList(cards), visits(text('guest.next'), ahead), visits(text('guest.last'), past.slice(0, 8)),
    bills(text('guest.owed'), owed, openTill), bills(text('guest.bills'), invoices.items.filter((one) => one.status === 'paid').slice(0, 8), openTill),
    details(guest, (changed) => openGuest(changed.id, book)), rights(guest, book));
  panel.focus();
}

const figure = (label, value) => element('div', {}, element('small', {}, label), element('b', {}, String(value)));

const visits = (title, rows) => group(title, rows.map((one) => element('li', {},
    element('span', {}, `${shortDay(dateOf(one.local_start))} ${clock(one.local_start)} · ${serviceOf(one.service_id)?.name ?? ''}`,
      element('small', {}, ` ${nameOf(providerOf(one.provider_id) ?? {})}`)),
    element('em', { class: `state ${one.status}` }, word('status', one.status)))));

/** Bills by their numbers, each of which opens the till with it: to take what is owed, or to give money back. */
const bills = (title, rows, open) => group(title, rows.map((one) => element('li', {},
    element('span', {}, button(one.invoice_no, () => open(one), { class: 'link', disabled: !may('read_payments') }), ` ${shortDay(one.invoice_date)}`),
    element('span', { class: 'row-of-buttons' }, element('b', {}, money(one.status === 'paid' ? one.total : one.balance_due, one.currency)),
      button(icon('print'), async () => (await import('./papers.js')).printInvoice(one.id),
        { class: 'bare', 'aria-label': `${text('invoice.print')}: ${one.invoice_no ?? ''}` })))));

function details(guest, done) {
  const fields = {
    first_name: input({ value: guest.first_name, required: true, maxlength: 100 }), last_name: input({ value: guest.last_name, maxlength: 100 }),
    phone: input({ type: 'tel', value: guest.phone ?? '' }), email: input({ type: 'email', value: guest.email ?? '' }),
    date_of_birth: input({ type: 'date', value: guest.date_of_birth ?? '' }),
    notes: element('textarea', { rows: 3, maxlength: 4000 }, guest.notes ?? ''),
  };
  const consent = tick(text('guest.consent'), guest.marketing_consent);
  return element('details', {}, element('summary', {}, text('guest.edit')), form(async () => {
    const body = { marketing_consent: consent.box.checked };
    for (const [name, control] of Object.entries(fields)) body[name] = control.value.trim() || null;
    done(await patch(`/guests/${guest.id}`, body, { version: guest.version }));
  },
  element('div', { class: 'pair' }, field(text('firstName'), fields.first_name), field(text('lastName'), fields.last_name)),
  element('div', { class: 'pair' }, field(text('phone'), fields.phone), field(text('email'), fields.email)),
  field(text('guest.birth'), fields.date_of_birth), field(text('guest.pinned'), fields.notes), consent.node,
  element('button', { class: 'primary' }, text('save'))));
}

function rights(guest, book) {
  const place = element('div', { class: 'form' });
  const merge = may('merge_guests') && suggest({ label: text('guest.mergeFind'), line: guestLine,
    find: async (typed) => (await findGuests(typed)).filter((one) => one.id !== guest.id),
    pick: (other) => refill(place, element('p', { class: 'warning' }, text('guest.mergeAsk', { from: nameOf(other), into: nameOf(guest) })),
      button(text('guest.merge'), async () => {
        await post(`/guests/${guest.id}/merge`, { from: other.id });
        notify(text('saved'));
        openGuest(guest.id, book);
      }, { class: 'primary' })) });
  const save = may('export_guests') && button(text('guest.export'), async () => {
    const found = await get(`/guests/${guest.id}/export`);
    const link = element('a', { href: URL.createObjectURL(new Blob([JSON.stringify(found, null, 2)], { type: 'application/json' })), download: `${guest.guest_code ?? guest.id}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }, { class: 'plain' });
  if (!merge && !save) return null;
  return element('details', {}, element('summary', {}, text('more')), element('div', { class: 'form' }, merge?.node, place, save));
}
