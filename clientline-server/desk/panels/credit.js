// What is taken off a bill that was issued: all of it or some lines, and what was paid for them is
// given back the way it came, or kept for the guest.

import { get, newKey, post } from '../api.js';
import { amount, money, units } from '../money.js';
import { text } from '../text.js';
import { element, refill } from '../ui/element.js';
import { button, field, form, input, tick } from '../ui/field.js';
import { notify } from '../ui/notice.js';
import { wasTaken } from './bill.js';

/** Asks at a place what is taken off. */
export async function askCredit(till, place) {
  const { invoice, paid } = till;
  const { lines } = await get(`/invoices/${invoice.id}/creditable`);
  const left = lines.filter((one) => units(one.total) > 0n).map((one) => ({ ...one, ...tick(`${one.item_name} · ${money(one.total, invoice.currency)}`, true) }));
  const back = tick(text('credit.back'), true);
  const why = input({ maxlength: 500 });
  const key = newKey();
  const send = async (wrong) => {
    const chosen = left.filter((one) => one.box.checked);
    if (chosen.length === 0) return wrong.show(text('field.missing'));
    const sum = chosen.reduce((all, one) => all + units(one.total), 0n);
    // What is still due goes first; beyond it something was paid.
    let rest = back.box.checked ? sum - units(invoice.balance_due) : 0n;
    const refunds = [];
    for (const one of paid.filter(wasTaken)) {
      const most = units(one.amount) - units(one.refunded ?? '0');
      const size = most < rest ? most : rest;
      if (size > 0n) refunds.push({ payment_id: one.id, refund: { amount: amount(size) } });
      rest -= size;
    }
    const made = await post('/credit-notes', { invoice_id: invoice.id, reason: why.value.trim() || null, refunds,
      lines: chosen.length < lines.length ? chosen.map((one) => ({ invoice_item_id: one.invoice_item_id })) : null }, { key });
    notify(text('credit.done', { amount: money(made.total, made.currency), no: made.credit_note_no }));
    await till.read();
  };
  refill(place, form(send, left.map((one) => one.node), paid.some(wasTaken) && back.node, field(text('reason.no-show'), why),
    element('div', { class: 'row-of-buttons' }, element('button', { class: 'primary danger' }, text('credit.open')), button(text('back'), () => refill(place), { class: 'plain' }))));
  place.querySelector('input')?.focus();
}
