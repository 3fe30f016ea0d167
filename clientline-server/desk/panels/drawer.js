// Cash that comes into the drawer or leaves it otherwise than for invoices: change that was
// fetched, a delivery that was paid.

import { AMOUNT, amount, money, typed } from '../money.js';
import { text } from '../text.js';
import { element, icon } from '../ui/element.js';
import { button, field, input, select } from '../ui/field.js';

const WAYS = ['pay_ins', 'pay_outs'];

/**
 * The part of a form that asks for it, entry by entry.
 *
 * @param {() => void} changed called when the sum may be another
 */
export function drawerFields(changed) {
  const list = element('ul', { class: 'plain-list', on: { input: changed } });
  const entries = new Set();
  const add = () => {
    const way = select(WAYS.map((one) => [one, text(`close.${one}`)]), 'pay_outs');
    const size = input({ inputmode: 'decimal', required: true, pattern: AMOUNT });
    const why = input({ required: true, maxlength: 200 });
    const entry = { way, size, why };
    const node = element('li', {}, element('div', { class: 'grow inline-form' }, field(text('close.drawer'), way), field(text('till.amount'), size), field(text('timeOff.reason'), why)),
      button(icon('trash'), () => { entries.delete(entry); node.remove(); changed(); more.focus(); }, { class: 'bare', 'aria-label': text('close.fewer') }));
    entries.add(entry);
    list.append(node);
    way.focus();
  };
  const more = button([icon('plus'), text('close.more')], add, { class: 'link' });
  const of = (way) => [...entries].filter((one) => one.way.value === way);
  /** @returns {bigint} */
  const sumOf = (way) => of(way).reduce((sum, { size }) => sum + (typed(size.value) ?? 0n), 0n);
  return {
    nodes: [list, more],
    /** What was put in less what was taken out. */
    sum: () => sumOf('pay_ins') - sumOf('pay_outs'),
    read: () => Object.fromEntries(WAYS.map((way) => [way, of(way).map(({ size, why }) => ({ amount: amount(typed(size.value)), reason: why.value.trim() }))])),
  };
}

/** What a closed day keeps of it, with what the drawer had in the morning. */
export const drawerOf = (closed) => {
  const line = (label, sum) => element('li', {}, label, element('span', { class: 'number' }, money(sum, closed.currency)));
  return element('ul', { class: 'plain-list' }, line(text('close.float'), closed.opening_float),
    WAYS.map((way) => closed[way].map((one) => line(`${text(`close.${way}`)}: ${one.reason}`, `${way === 'pay_ins' ? '' : '-'}${one.amount}`))));
};
