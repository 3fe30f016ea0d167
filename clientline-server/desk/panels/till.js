// The till: the guest's appointments of today and what else they take home on one bill, paid in
// as many ways as they like. Every sum is the server's; the page adds nothing up but change.

import { all, get, newKey, patch, post, remove } from '../api.js';
import { desk, may, nameOf } from '../desk.js';
import { money, typed, amount as written } from '../money.js';
import { today } from '../book/book.js';
import { text } from '../text.js';
import { dateOf } from '../wall.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select } from '../ui/field.js';
import { announce, complain, reason } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { suggest } from '../ui/suggest.js';
import { lineName, lineTotal, taxLabel } from './bill.js';
import { sellGiftCard } from './giftcards.js';
import { packagesOf, packageWith, redeem } from './packages.js';
import { payments } from './tender.js';

const BILLED = new Set(['scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed']);

/**
 * Opens the till for a guest.
 *
 * @param {{ guest: string, book?: any, isNew?: boolean, invoice?: any }} options isNew: a bill beside what was paid today; or one that is there
 */
export async function openTill({ guest: id, book, isNew = false, invoice = null }) {
  // Who only looked leaves no empty draft behind.
  const onClose = () => {
    if (till.invoice?.status === 'draft' && till.items.length === 0) remove(`/invoices/${till.invoice.id}`).catch(() => null);
  };
  const panel = openPanel(text('till.open'), { kind: 'till', wide: true, onClose });
  const place = element('div', { class: 'form' });
  panel.show(place);
  const till = /** @type {any} */ ({ panel, place, book, guest: null, invoice: null, items: [], goods: [], packages: [], show: () => draw(till), read: () => read(till) });
  try {
    till.guest = await get(`/guests/${id}`);
    panel.title(text('till.title', { guest: nameOf(till.guest) }));
    [till.invoice, till.goods] = await Promise.all([invoice ?? billOf(till.guest, isNew), goodsOf()]);
    await till.read();
  } catch (error) {
    refill(place, element('p', { class: 'complaint', role: 'alert' }, reason(error)));
    return;
  }
  panel.focus();
}

/** The bill of today: what waits to be billed is put on the draft; else what is owed. */
async function billOf(guest, isNew) {
  const [appointments, invoices] = await Promise.all([
    get(`/guests/${guest.id}/appointments`, { limit: 100 }), get(`/guests/${guest.id}/invoices`, { limit: 50 }),
  ]);
  const ofToday = appointments.items.filter((one) => BILLED.has(one.status) && dateOf(one.local_start) === today() && one.center_id === desk.center.id);
  const sales = await Promise.all(ofToday.map((one) => get(`/appointments/${one.id}/sale`).catch(() => null)));
  const open = sales.filter((sale) => sale?.status === 'open');
  const owed = invoices.items.find((one) => one.status === 'issued' && one.center_id === desk.center.id && Number(one.balance_due) > 0);
  const draft = invoices.items.some((one) => one.status === 'draft' && one.center_id === desk.center.id);
  const paid = invoices.items.find((one) => one.status === 'paid' && one.invoice_date === today());
  // What was paid today is shown again, for its receipt, if there is nothing else to bill.
  if (open.length === 0 && !draft && !isNew && (owed ?? paid)) return owed ?? paid;
  const invoice = await post(`/invoices/get-or-create/${guest.id}`, { center_id: desk.center.id });
  for (const sale of open) await post('/invoice-items', { invoice_id: invoice.id, sale_id: sale.id });
  return invoice;
}

async function read(till) {
  const [invoice, items, paid, packages] = await Promise.all([
    get(`/invoices/${till.invoice.id}`), all(`/invoice-items/invoice/${till.invoice.id}`), all(`/payments/invoice/${till.invoice.id}`), packagesOf(till.guest.id),
  ]);
  Object.assign(till, { invoice, items, paid, packages });
  draw(till);
}

function draw(till) {
  const { invoice, place } = till;
  const isDraft = invoice.status === 'draft';
  const isInside = place.contains(document.activeElement);
  refill(place, bill(till), isDraft && may('draft_invoices') && extras(till), !isDraft && payments(till));
  // What was pressed is gone with what was drawn before.
  if (isInside) (place.querySelector('.extra input, .methods button, .steps button') ?? till.panel).focus();
  if (!isDraft) return till.panel.actions();
  const go = button([text('till.pay'), ' ', money(invoice.balance_due ?? invoice.total, invoice.currency)], async () => {
    go.disabled = true;
    try {
      await post(`/invoices/${invoice.id}/issue`, {}, { version: invoice.version, key: newKey() });
      await till.read();
      till.place.querySelector('.methods button, .steps button')?.focus();
    } catch (error) { complain(error); go.disabled = false; await till.read().catch(complain); }
  }, { class: 'primary' });
  if (till.items.length === 0) go.disabled = true;
  return till.panel.actions(may('issue_invoices') && go);
}

/** The bill as a table. */
function bill(till) {
  const { invoice, items } = till;
  const isDraft = invoice.status === 'draft';
  const sum = (label, value, kind = 'sum') => element('tr', { class: kind }, element('td', { colspan: 2 }, label),
    element('td', { class: 'number' }, money(value, invoice.currency)), isDraft && element('td', {}));
  return element('table', { class: 'bill' },
    element('caption', { class: 'unseen' }, invoice.invoice_no ?? text('till.draft')),
    element('tbody', {}, items.length === 0 && element('tr', {}, element('td', { colspan: 4, class: 'hint' }, text('till.empty'))),
      items.map((item) => element('tr', {},
        element('td', {}, lineName(item), Number(item.item_discount) > 0 && element('small', {}, ` −${money(item.item_discount, item.currency)} ${item.discount_reason ?? ''}`)),
        element('td', { class: 'number' }, Number(item.item_quantity) === 1 ? '' : `${Number(item.item_quantity)} ×`),
        element('td', { class: 'number' }, money(lineTotal(item), item.currency)),
        isDraft && element('td', {}, lineButtons(till, item)))),
      Number(invoice.invoice_discount) > 0 && sum(text('till.discount'), `-${invoice.invoice_discount}`),
      items.length > 0 && [sum(taxLabel(invoice), invoice.tax), sum(text('till.total'), invoice.total, 'total')],
      Number(invoice.redeemed) > 0 && sum(text('packages.paid'), invoice.redeemed),
      Number(invoice.deducted) > 0 && sum(text('deposits.deducted'), `-${invoice.deducted}`),
      Number(invoice.total_collection) > 0 && sum(text('till.paid'), invoice.total_collection)));
}

function lineButtons(till, item) {
  const bought = item.guest_package_id || Number(item.item_quantity) !== 1 ? null : packageWith(till.packages, item.service_id);
  const act = (run) => async () => { await run(); await till.read(); };
  return element('div', { class: 'row-of-buttons' },
    bought && may('record_payments') && button(text('packages.redeem'), act(() => redeem(bought, { invoice_item_id: item.id })),
      { class: 'link', 'aria-label': text('packages.redeemFrom', { service: item.item_name, name: bought.package_name }) }),
    !item.guest_package_id && item.item_type !== 'gift_card' && button('%', () => discountForm(till, item), { class: 'bare', 'aria-label': text('till.discountOn', { name: item.item_name }) }),
    button(icon('trash'), act(() => remove(`/invoice-items/${item.id}`, { version: item.version })), { class: 'bare', 'aria-label': text('till.takeOff', { name: lineName(item) }) }));
}

/** Asks for a discount, on a line or on the whole bill: how much and why, or an offer. */
async function discountForm(till, item) {
  /** @type {any} */
  let offer = null;
  const [why, offered] = [input({ maxlength: 200 }), element('div', {})];
  const size = input({ inputmode: 'decimal', required: true });
  const kind = select([['percent', text('till.percent')], ['amount', till.invoice.currency]], 'percent');
  const target = till.place.querySelector('.extra');
  refill(target, form(async (wrong) => {
    const offer_id = offer?.value || null;
    const value = offer_id ? 0n : typed(size.value);
    if (value === null) return wrong.show(text('till.notAnAmount'));
    const much = value === 0n ? null : { [kind.value]: written(value) };
    const because = (much || offer_id) && why.value.trim() || null;
    if (item) await patch(`/invoice-items/${item.id}`, offer_id ? { discount_offer_id: offer_id, discount_reason: because } : { discount: much, discount_reason: because }, { version: item.version });
    else await patch(`/invoices/${till.invoice.id}`, { discounts: offer_id || much ? [{ ...much, reason: because, offer_id }] : [] }, { version: till.invoice.version });
    await till.read();
  },
  element('h3', {}, item ? text('till.discountOn', { name: item.item_name }) : text('till.discountAll')),
  element('div', { class: 'pair' }, field(text('till.discount'), size), field(text('till.kind'), kind)),
  offered, field(text('till.why'), why),
  element('div', { class: 'row-of-buttons' }, element('button', { class: 'primary' }, text('save')), button(text('cancel'), () => till.show(), { class: 'plain' }))));
  size.focus();
  // The form is there at once, whatever offers take.
  const offers = (await all('/offers-discounts').catch(() => [])).filter((one) => one.is_active && one.name);
  if (offers.length === 0) return;
  offer = select([['', text('till.byHand')], ...offers.map((one) => /** @type {[string, string]} */ ([one.id, one.name]))], '');
  offer.addEventListener('change', () => { size.disabled = kind.disabled = offer.value !== ''; });
  refill(offered, field(text('till.offer'), offer));
}

/** What can be sold: products, services, and the packages that are sold here and now. */
async function goodsOf() {
  const [products, packages] = await Promise.all([all('/products'), all('/packages').catch(() => [])]);
  const isSold = (one) => one.is_active && (!one.center_id || one.center_id === desk.center.id)
    && (one.booking_start_date ?? '') <= today() && (one.booking_end_date ?? '9999-12-31') >= today();
  return [...products.filter((one) => one.status !== 'discontinued').map((one) => ({ name: one.name, price: one.sale_price, product_id: one.id })),
    ...packages.filter(isSold).map((one) => ({ name: one.name, price: one.price, package_id: one.id })),
    ...desk.services.filter((one) => one.is_active).map((one) => ({ name: one.name, price: one.price, service_id: one.id }))];
}

/** What else goes on the bill. It is searched, since arrows in a list would add what they pass. */
function extras(till) {
  const { currency } = till.invoice;
  const find = async (wanted) => {
    const words = wanted.toLocaleLowerCase().split(/\s+/);
    return till.goods.filter((one) => words.every((word) => one.name.toLocaleLowerCase().includes(word))).slice(0, 40);
  };
  const box = suggest({
    label: text('till.more'), find, isBrief: true,
    line: (one) => [element('span', {}, `${one.name} · ${money(one.price, currency)}`)],
    pick: async ({ name, price, ...what }) => {
      try {
        await post('/invoice-items', { invoice_id: till.invoice.id, ...what });
        await till.read();
        announce(`${name}. ${text('till.total')} ${money(till.invoice.total, currency)}`);
      } catch (error) { complain(error); }
    },
  });
  const place = element('div', { class: 'extra form' }, box.node, element('div', { class: 'row-of-buttons' },
    button(text('till.discountAll'), () => discountForm(till, null), { class: 'plain' }), button(text('gift.sell'), () => sellGiftCard(till, place), { class: 'plain' })));
  return place;
}
