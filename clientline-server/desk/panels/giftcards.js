// Gift cards: sold on a bill, asked for what is left by their code, and shown and printed once
// they are paid.

import { all, post } from '../api.js';
import { may } from '../desk.js';
import { amount, money, typed } from '../money.js';
import { today } from '../book/book.js';
import { shortDay, text } from '../text.js';
import { element, group, icon, refill } from '../ui/element.js';
import { button, field, form, input } from '../ui/field.js';
import { complain } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { printGiftCard } from './papers.js';

/** Asks what a gift card is to be worth, and puts it on the bill. */
export function sellGiftCard(till, place) {
  const value = input({ inputmode: 'decimal', required: true });
  const last = input({ type: 'date', min: today() });
  refill(place, form(async (wrong) => {
    const sum = typed(value.value);
    if (!sum) return wrong.show(text('till.notAnAmount'));
    await post('/invoice-items', { invoice_id: till.invoice.id, gift_card: { value: amount(sum), expires_on: last.value || null } });
    await till.read();
  },
  element('h3', {}, text('gift.sell')),
  element('div', { class: 'pair' }, field(text('gift.value'), value), field(text('gift.last'), last)),
  element('div', { class: 'row-of-buttons' }, element('button', { class: 'primary' }, text('add')), button(text('cancel'), () => till.show(), { class: 'plain' }))));
  value.focus();
}

/** A field for a code. What is left on the card is read once for what was typed, and shown below. */
export function codeField() {
  const entry = input({ required: true, maxlength: 60, spellcheck: 'false', autocapitalize: 'characters' });
  const left = element('p', { class: 'hint', role: 'status' });
  let asked = null;
  const code = () => entry.value.trim();
  async function ask(wanted) {
    const card = await post('/gift-cards/balance', { code: wanted });
    if (code() === wanted) left.textContent = leftOn(card);
    return card;
  }
  entry.addEventListener('input', () => { left.textContent = ''; });
  return {
    node: element('div', { class: 'form' }, field(text('gift.code'), entry), left), entry, code,
    isKnown: () => left.textContent !== '',
    read: () => {
      if (asked?.code !== code()) asked = { code: code(), card: ask(code()) };
      asked.card.catch(() => { asked = null; });
      return asked.card;
    },
  };
}

/** What is said when a code can't be read. */
export const codeFault = (error) => (error.status === 404 || error.status === 422 ? text('gift.unknown') : error);

const leftOn = (card) => [text('gift.left', { amount: money(card.balance, card.currency) }), untilOf(card)].filter(Boolean).join(' · ');

const untilOf = (card) => card.expires_on && text('packages.until', { day: shortDay(card.expires_on) });

/** Opens the panel that asks for what is left on a gift card. */
export function openGiftCards() {
  const panel = openPanel(text('gift.cards'), { kind: 'gift-cards' });
  const card = codeField();
  panel.show(form(async (wrong) => {
    try { await card.read(); } catch (error) { wrong.show(codeFault(error)); }
  }, card.node, element('button', { class: 'primary' }, text('gift.lookUp'))));
  card.entry.focus();
}

/** The gift cards that a guest bought and that are not used up, by the ends of their codes. */
export const giftCardsOf = async (guest) => (may('read_payments') ? (await all('/gift-cards', { guest_id: guest }).catch(() => [])) : [])
  .filter((card) => Number(card.balance) > 0 && (card.expires_on ?? '9999') >= today());

/** The gift cards on a guest's card, with what is left. */
export const giftCardList = (cards) => group(text('gift.cards'), cards.map((card) => element('li', {}, element('span', {}, `•••• ${card.last_four}`, element('br'),
  element('small', {}, leftOn(card))))));

/** The gift cards that a paid bill sold, with the codes that pay; `null` if it sold none. */
export function soldCards(till) {
  if (!may('read_payments') || !till.items.some((item) => item.item_type === 'gift_card')) return null;
  const node = element('div');
  all('/gift-cards', { invoice_id: till.invoice.id }).then((cards) => refill(node, group(text('gift.cards'), cards.map((card) => element('li', {},
    element('span', {}, element('b', { class: 'code' }, card.code), element('br'), element('small', {}, [money(card.value, card.currency), untilOf(card)].filter(Boolean).join(' · '))),
    button(icon('print'), () => printGiftCard(card, untilOf(card)), { class: 'bare', 'aria-label': `${text('gift.print')} ${card.last_four}` }))))), complain);
  return node;
}
