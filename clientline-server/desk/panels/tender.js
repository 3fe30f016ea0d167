// Taking the money: by one method or several, with change, tips for those who served, and a
// receipt to print at the end.

import { newKey, post } from '../api.js';
import { may, nameOf, people } from '../desk.js';
import { amount, money, typed, units } from '../money.js';
import { text, word } from '../text.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select } from '../ui/field.js';
import { announce } from '../ui/notice.js';
import { wasTaken } from './bill.js';
import { askCredit } from './credit.js';
import { codeFault, codeField, soldCards } from './giftcards.js';
import { printInvoice, printReceipt } from './papers.js';

const METHODS = ['cash', 'card', 'bank_transfer', 'guest_credit', 'gift_card'];

/** What was paid, and what is still due. */
export function payments(till) {
  const { invoice, paid } = till;
  const done = paid.filter(wasTaken);
  const due = units(invoice.balance_due);
  return element('section', { class: 'group' },
    done.length > 0 && element('ul', { class: 'plain-list' }, done.map((one) => paymentRow(till, one))),
    due > 0n ? tender(till, due) : settled(till, done), may('refund_payments') && credit(till));
}

/** The way to take something off the bill. */
function credit(till) {
  const place = element('div', {});
  return element('div', {}, button(text('credit.open'), () => askCredit(till, place), { class: 'link' }), place);
}

function paymentRow(till, payment) {
  const left = units(payment.amount) - units(payment.refunded ?? '0');
  const row = element('li', {},
    element('span', {}, word('method', payment.payment_method),
      Number(payment.tip) > 0 && element('small', {}, ` ${text('till.tipOf', { tip: money(payment.tip, payment.currency) })}`),
      Number(payment.refunded) > 0 && element('small', {}, ` ${text('till.givenBack', { amount: money(payment.refunded, payment.currency) })}`)),
    element('span', { class: 'row-of-buttons' }, element('b', {}, money(payment.amount, payment.currency)),
      left > 0n && payment.refunded !== undefined && may('refund_payments')
        && button(text('till.giveBack'), () => row.after(giveBack(till, payment, left)), { class: 'link' })));
  return row;
}

/** Asks how much of a payment is given back. */
function giveBack(till, payment, left) {
  const size = input({ inputmode: 'decimal', value: amount(left), required: true });
  const node = element('li', {}, form(async (wrong) => {
    const sum = typed(size.value);
    if (!sum) return wrong.show(text('till.notAnAmount'));
    await post(`/payments/${payment.id}/refund`, { amount: amount(sum) }, { version: payment.version, key: newKey() });
    announce(text('till.givenBack', { amount: money(sum, payment.currency) }));
    await till.read();
  },
  field(text('till.giveBackOf', { method: word('method', payment.payment_method) }), size),
  element('div', { class: 'row-of-buttons' }, element('button', { class: 'primary' }, text('till.giveBack')), button(text('cancel'), () => node.remove(), { class: 'plain' }))));
  setTimeout(() => size.select());
  return node;
}

function settled(till, done) {
  const change = done.reduce((sum, one) => sum + units(one.change ?? '0'), 0n);
  till.book?.read();
  return element('div', { class: 'form' },
    element('p', { class: 'done-mark' }, icon('check'), text('till.settled', { no: till.invoice.invoice_no ?? '' })),
    change > 0n && element('p', {}, text('till.change'), ' ', element('span', { class: 'due' }, money(change, till.invoice.currency))),
    element('div', { class: 'steps' },
      button([icon('print'), text('till.receipt')], () => printReceipt(till), { class: 'primary' }),
      button(text('invoice.print'), () => printInvoice(till.invoice.id), { class: 'plain' })),
    element('div', { class: 'steps' },
      button(text('till.another'), async () => (await import('./till.js')).openTill({ guest: till.guest.id, book: till.book, isNew: true }), { class: 'plain' }),
      button(text('close'), () => till.panel.close(), { class: 'plain' })), soldCards(till));
}

function tender(till, due) {
  const { currency } = till.invoice;
  const place = element('div', { class: 'form' });
  const choose = (method) => refill(place, entry(till, due, method, () => refill(place)));
  return element('div', { class: 'form' },
    element('p', {}, text('till.due'), element('br', {}), element('span', { class: 'due' }, money(due, currency))),
    element('div', { class: 'methods', role: 'group', 'aria-label': text('till.how') }, METHODS.map((method) =>
      button(word('method', method), () => choose(method), { class: 'plain', data: { method } }))), place);
}

/** The form of one payment. */
function entry(till, due, method, leave) {
  const { invoice } = till;
  const part = input({ inputmode: 'decimal', value: amount(due), required: true });
  const given = input({ inputmode: 'decimal' });
  const tip = input({ inputmode: 'decimal' });
  const whom = select(people().map((one) => [one.id, nameOf(one)]), till.items.find((item) => item.provider_id)?.provider_id);
  const back = element('p', { class: 'due', 'aria-live': 'polite' });
  const card = method === 'gift_card' ? codeField() : null;
  // One key for one payment: pressing twice, or again after a lost answer, pays once.
  const key = newKey();
  const reckon = () => {
    const [wanted, got, extra] = [typed(part.value), typed(given.value), typed(tip.value) ?? 0n];
    const rest = wanted === null || got === null ? null : got - wanted - extra;
    back.textContent = rest !== null && rest >= 0n ? `${text('till.change')} ${money(rest, invoice.currency)}` : '';
  };
  /** Reads what is left on the card; what it can pay is the amount that is offered. */
  const readCard = async () => {
    node.wrong.clear();
    try {
      const left = units((await card.read()).balance);
      part.value = amount(left < due ? left : due);
      part.focus();
    } catch (error) { node.wrong.show(codeFault(error)); }
  };
  card?.entry.addEventListener('change', () => card.code() && readCard());
  const node = form(async (wrong) => {
    // Nobody pays by a card before it is seen what is left on it.
    if (card && !card.isKnown()) return readCard();
    const sum = typed(part.value);
    if (sum === null) return wrong.show(text('till.notAnAmount'));
    // The server would take it, and keep the rest for the guest: here it is a slip of the hand.
    if (sum > due) return wrong.show(text('till.tooMuch', { due: money(due, invoice.currency) }));
    const body = { invoice_id: invoice.id, payment_method: method, amount: amount(sum) };
    if (card) body.gift_card_code = card.code();
    const extra = typed(tip.value);
    if (extra) {
      body.tip = amount(extra);
      if (whom.value) body.tips = [{ provider_id: whom.value, amount: amount(extra) }];
    }
    if (method === 'cash' && given.value.trim()) {
      const got = typed(given.value);
      if (got === null) return wrong.show(text('till.notAnAmount'));
      body.tendered = amount(got);
    }
    const made = await post('/payments', body, { key });
    announce(text('till.taken', { amount: money(made.amount, made.currency), method: word('method', method) }));
    await till.read();
    till.place.querySelector('.methods button, .steps button')?.focus();
  },
  card?.node, element('div', { class: 'pair' }, field(text('till.amount'), part), method === 'cash' && field(text('till.given'), given)),
  !card && element('div', { class: 'pair' }, field(text('till.tip'), tip), field(text('till.tipFor'), whom)),
  method === 'cash' && back,
  element('div', { class: 'row-of-buttons' }, element('button', { class: 'primary grow' }, text('till.take', { method: word('method', method) })),
    button(text('cancel'), leave, { class: 'plain' })));
  node.addEventListener('input', reckon);
  setTimeout(() => (method === 'cash' ? given : card?.entry ?? part).focus());
  return node;
}
