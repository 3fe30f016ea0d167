// Closing the day: what should be there by method, and what was counted; kept once it is closed.

import { get, post } from '../api.js';
import { desk, may, nameOf, providerOf } from '../desk.js';
import { AMOUNT, amount, money, typed, units } from '../money.js';
import { readDay } from '../book/day.js';
import { day as written, shortDay, text, word } from '../text.js';
import { addDays } from '../wall.js';
import { today } from '../book/book.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input } from '../ui/field.js';
import { complain } from '../ui/notice.js';
import { tableHead } from '../ui/table.js';
import { drawerFields, drawerOf } from './drawer.js';

/** Shows the close of a date. */
export async function show(place, [date = today()]) {
  place.classList.add('scrolls');
  desk.date = date;
  const body = element('tbody', {});
  const table = element('table', { class: 'counted' }, tableHead('close.method', 'close.count', 'close.expected', 'close.counted', 'close.difference'), body);
  const at = element('input', { type: 'date', value: date, 'aria-label': text('date'), on: { change: () => { if (at.value) location.hash = `#/close/${at.value}`; } } });
  const left = element('p', { class: 'warning', hidden: true });
  const foot = element('div', { class: 'form' });
  const sections = element('div', { class: 'sections' }, element('div', { class: 'tools' }, element('h1', {}, text('close.title', { day: written(date) })), at,
    button([icon('print'), text('close.print')], () => print(), { class: 'plain' })), left, element('section', { class: 'section' }, table, foot));
  refill(place, sections);
  commissions(date).then((found) => sections.append(found), complain);
  const center = desk.center.id;
  let calendar;
  let totals;
  let closes;
  try {
    [calendar, totals, closes] = await Promise.all([readDay(date), get('/reports/collections', { center_id: center, date }),
      get('/day-closes', { center_id: center, from: date, to: addDays(date, 1) })]);
  } catch (error) { return complain(error); }
  const unpaid = calendar.appointments.filter((one) => one.status === 'completed' && one.settlement && one.settlement !== 'paid');
  if (unpaid.length > 0) {
    left.hidden = false;
    left.textContent = `${text('close.unpaid', { count: unpaid.length })} ${unpaid.map((one) => one.guest_name).join(', ')}`;
  }
  const currency = desk.center.currency ?? desk.me.organization.currency;
  const closed = closes.items.find((one) => one.status === 'closed');
  const methods = closed?.methods ?? totals.methods;
  if (!closed && !methods.some((one) => one.payment_method === 'cash')) methods.push({ payment_method: 'cash', count: 0, expected: '0.00', currency });
  const float = input({ inputmode: 'decimal', pattern: AMOUNT });
  const compare = () => rows.forEach((one) => one.compare());
  const drawer = drawerFields(compare);
  const rows = methods.map((one) => row(one, closed, () => (one.payment_method === 'cash' ? (typed(float.value) ?? 0n) + drawer.sum() : 0n)));
  float.addEventListener('input', compare);
  refill(body, rows.map((one) => one.node));
  const again = () => show(place, [date]);
  const before = closes.items.filter((one) => one !== closed).map((one) => element('p', { class: 'hint' }, text('close.reopened', { reason: one.reopen_reason })));
  if (closed) {
    refill(foot, before, element('p', { role: 'status' }, icon('check'), text('close.closed', { reason: closed.reason ?? '' })), drawerOf(closed), may('refund_payments') && reopening(closed, again));
    return undefined;
  }
  const why = input({ maxlength: 500 });
  refill(foot, before, form(async () => {
    const counted = rows.flatMap((one) => one.counted());
    await post('/day-closes', { center_id: center, date, opening_float: amount(typed(float.value) ?? 0n), counted, ...drawer.read(), reason: why.value.trim() || null });
    await again();
  }, field(text('close.float'), float), ...drawer.nodes, field(text('close.reason'), why), element('button', { class: 'primary' }, text('view.close'))));
  return undefined;
}

/** Opens a closed day again, which takes a reason. */
function reopening({ id, version }, again) {
  const why = input({ required: true, maxlength: 500 });
  return element('details', {}, element('summary', {}, text('close.reopen')), form(async () => {
    await post(`/day-closes/${id}/reopen`, { reason: why.value.trim() }, { version });
    await again();
  }, field(text('timeOff.reason'), why), element('button', { class: 'plain' }, text('close.reopen'))));
}

/** What each of the people earned by commission in the month up to a date, if anybody did. */
async function commissions(date) {
  const from = `${date.slice(0, 8)}01`;
  const { providers } = may('read_commissions') ? await get('/reports/commissions', { center_id: desk.center.id, from, to: addDays(date, 1) }) : { providers: [] };
  if (providers.length === 0) return '';
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('commission')),
    element('span', { class: 'hint' }, text('week.of', { from: shortDay(from), until: shortDay(date) }))),
  element('table', {}, tableHead('by.providers', 'commission.base', 'invoice.sum'), element('tbody', {}, providers.map((one) => element('tr', {},
    element('td', {}, nameOf(providerOf(one.provider_id) ?? {})), [one.base, one.amount].map((sum) => element('td', { class: 'number' }, money(sum, one.currency))))))));
}

/** What should be there of a method, and a field for what was counted, or what was. */
function row({ payment_method: method, count, expected, currency, ...kept }, closed, more) {
  const counted = input({ inputmode: 'decimal', 'aria-label': text('close.countedOf', { method: word('method', method) }), placeholder: expected });
  const difference = element('td', { class: 'number' });
  const value = () => typed(counted.value);
  const compare = () => {
    const off = closed ? units(kept.difference) : value() === null ? null : value() - units(expected) - more();
    refill(difference, off === null ? '' : off === 0n ? element('span', { class: 'done-mark' }, icon('check'), text('close.agrees')) : money(off, currency));
  };
  counted.addEventListener('input', compare);
  compare();
  return {
    compare,
    counted: () => (value() === null ? [] : [{ payment_method: method, amount: amount(value()) }]),
    node: element('tr', {}, element('td', {}, word('method', method)), element('td', { class: 'number' }, String(count)), element('td', { class: 'number' }, money(expected, currency)),
      element('td', { class: 'number' }, closed ? money(kept.counted ?? expected, currency) : counted), difference),
  };
}
