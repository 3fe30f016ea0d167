// Closing the day: what should be there by method, and what was counted.

import { all, get } from '../api.js';
import { desk } from '../desk.js';
import { amount, money, typed, units } from '../money.js';
import { readDay } from '../book/day.js';
import { day as written, text, word } from '../text.js';
import { Wall } from '../wall.js';
import { today } from '../book/book.js';
import { element, icon, refill } from '../ui/element.js';
import { button, input } from '../ui/field.js';
import { complain } from '../ui/notice.js';
import { wasTaken } from './bill.js';

/** Shows the close of a date. */
export async function show(place, [date = today()]) {
  place.classList.add('scrolls');
  desk.date = date;
  const body = element('tbody', {});
  const table = element('table', { class: 'counted' }, element('thead', {}, element('tr', {},
    element('th', {}, text('close.method')), ['close.count', 'close.expected', 'close.counted', 'close.difference'].map((key) => element('th', { class: 'number' }, text(key))))), body);
  const at = element('input', { type: 'date', value: date, 'aria-label': text('date'), on: { change: () => { if (at.value) location.hash = `#/close/${at.value}`; } } });
  const left = element('p', { class: 'warning', hidden: true });
  refill(place, element('div', { class: 'sections' }, element('div', { class: 'tools' }, element('h1', {}, text('close.title', { day: written(date) })), at,
    button([icon('print'), text('close.print')], () => print(), { class: 'plain' })), left, element('section', { class: 'section' }, table)));
  let calendar;
  let records;
  let tips;
  try {
    calendar = await readDay(date);
    const wall = new Wall(calendar);
    [records, tips] = await Promise.all([recordsOf(date), tipsOf(wall.startsAt, wall.endsAt)]);
  } catch (error) { return complain(error); }
  const unpaid = calendar.appointments.filter((one) => one.status === 'completed' && one.settlement && one.settlement !== 'paid');
  if (unpaid.length > 0) {
    left.hidden = false;
    left.textContent = `${text('close.unpaid', { count: unpaid.length })} ${unpaid.map((one) => one.guest_name).join(', ')}`;
  }
  const methods = new Map();
  const add = (method, value, count) => {
    const sum = methods.get(method) ?? { count: 0, expected: 0n };
    methods.set(method, { count: sum.count + count, expected: sum.expected + value });
  };
  // What was given back is a record of its own, with a sum below zero.
  for (const one of records) add(one.payment_method, units(one.amount), one.kind === 'receipt' ? 1 : 0);
  for (const one of tips) add(one.payment_method, units(one.tip ?? '0') + units(one.cash_rounding ?? '0'), 0);
  if (!methods.has('cash')) methods.set('cash', { count: 0, expected: 0n });
  const currency = desk.center.currency ?? records[0]?.currency ?? desk.me.organization.currency;
  refill(body, [...methods].map(([method, { count, expected }]) => row(method, count, expected, currency)));
  return undefined;
}

function row(method, count, expected, currency) {
  const counted = input({ inputmode: 'decimal', 'aria-label': text('close.countedOf', { method: word('method', method) }), placeholder: amount(expected) });
  const difference = element('td', { class: 'number' });
  counted.addEventListener('input', () => {
    const value = typed(counted.value);
    const off = value === null ? null : value - expected;
    refill(difference, off === null ? '' : off === 0n ? element('span', { class: 'done-mark' }, icon('check'), text('close.agrees')) : money(off, currency));
  });
  return element('tr', {}, element('td', {}, word('method', method)), element('td', { class: 'number' }, String(count)),
    element('td', { class: 'number' }, money(expected, currency)), element('td', { class: 'number' }, counted), difference);
}

/** The numbered records of a date: what came, and what was given back. */
const recordsOf = async (date) => (await all('/collections', {}, 2000))
  .filter((one) => one.collection_date === date && one.center_id === desk.center.id);

/** The payments of a day, whose tips and rounding are in the drawer as well. */
async function tipsOf(from, until) {
  const found = [];
  let cursor;
  do {
    const page = await get('/payments', { limit: 200, cursor });
    for (const one of page.items) {
      const at = Date.parse(one.created_at);
      if (at < from) return found;
      if (at < until && one.center_id === desk.center.id && wasTaken(one)) found.push(one);
    }
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}
