// What is printed for a guest: the receipt of a bill that is paid, on a roll, and the invoice on
// a sheet, with each line's tax and the taxes by rate. Every sum is the server's; the taxes of
// the lines are added up by rate.

import { all, get } from '../api.js';
import { desk, nameOf } from '../desk.js';
import { money, units } from '../money.js';
import { day, shortDay, text, word } from '../text.js';
import { element } from '../ui/element.js';
import { tableHead } from '../ui/table.js';
import { lineName, lineTotal, taxLabel, wasTaken } from './bill.js';

/**
 * Prints a paper that is seen nowhere else.
 *
 * @param {'receipt' | 'invoice'} kind how wide it is: of a roll, or of a sheet
 * @param {any[]} parts what stands on it
 */
function printPaper(kind, ...parts) {
  document.querySelector('.paper')?.remove();
  document.body.append(element('div', { class: `paper ${kind}` }, ...parts));
  document.body.classList.add('printing-paper');
  print();
  document.body.classList.remove('printing-paper');
}

/** What a sheet says of a party of an invoice, line by line, as it was when that was issued. */
function partyLines(party) {
  const place = [party.postal_code, party.city].filter(Boolean).join(' ');
  return [party.company, party.name, ...(party.address ?? '').split('\n'),
    [place, party.state, party.country].filter(Boolean).join(', '), party.tax_number, party.vat_number]
    .filter(Boolean);
}

/** Who sells: as the invoice keeps it, or else the center's name, where it is, and its tax number. */
function seller(kept) {
  if (kept) {
    const [name, ...rest] = partyLines(kept);
    return [element('h1', {}, name), rest.map((line) => element('p', {}, line))];
  }
  const { center } = desk;
  return [element('h1', {}, center.display_name ?? center.name),
    [[center.address, center.city].filter(Boolean).join(', '), center.phone, center.email, center.tax_number]
      .filter(Boolean).map((line) => element('p', {}, line))];
}

/** Prints the receipt of a bill. */
export function printReceipt({ invoice, items, paid, guest }) {
  const line = (label, value, kind) => element('tr', { class: kind }, element('td', {}, label), element('td', { class: 'number' }, money(value, invoice.currency)));
  const taxes = new Map();
  for (const item of items) for (const tax of item.taxes ?? []) taxes.set(tax.id, tax);
  printPaper('receipt', seller(),
    element('p', {}, `${text('receipt.no', { no: invoice.invoice_no ?? '' })} · ${shortDay(invoice.invoice_date)}`),
    element('p', {}, nameOf(guest)),
    element('table', {}, element('tbody', {},
      items.map((item) => line(`${Number(item.item_quantity) === 1 ? '' : `${Number(item.item_quantity)} × `}${lineName(item)}`, lineTotal(item))),
      Number(invoice.invoice_discount) > 0 && line(text('till.discount'), `-${invoice.invoice_discount}`),
      line(`${taxLabel(invoice)} ${[...taxes.values()].map((tax) => `${tax.name} ${Number(tax.rate)} %`).join(', ')}`, invoice.tax),
      Number(invoice.cash_rounding) !== 0 && line(text('till.rounding'), invoice.cash_rounding),
      line(text('till.total'), invoice.total, 'total'),
      Number(invoice.redeemed) > 0 && line(text('packages.paid'), invoice.redeemed),
      Number(invoice.deducted) > 0 && line(text('deposits.deducted'), `-${invoice.deducted}`),
      paid.filter(wasTaken).map((one) => [line(word('method', one.payment_method), one.tendered ?? one.amount),
        Number(one.change) > 0 && line(text('till.change'), one.change)]))),
    element('p', {}, text('receipt.thanks')));
}

/** What deposits take off, and the tax in that, which their own invoices charged. */
const deductions = (items, invoice, row) => Number(invoice.deducted) > 0 && [
  row(text('deposits.deducted'), `-${invoice.deducted}`),
  items.flatMap((item) => item.deducted_taxes ?? [])
    .map((tax) => row(text('invoice.taxOn', { name: tax.name, base: money(tax.base ?? 0, invoice.currency) }), `-${tax.amount}`))];

/** Prints a gift card, with the code that pays. */
export function printGiftCard(card, until) {
  printPaper('receipt', seller(), element('h2', {}, text('method.gift_card')), element('p', { class: 'due' }, money(card.value, card.currency)),
    element('p', { class: 'code' }, card.code), until && element('p', {}, until));
}

/** Why there are discounts over an invoice. */
const discountReasons = (invoice) => invoice.discounts.some((one) => one.reason)
  && element('p', {}, `${text('till.discount')}: ${invoice.discounts.map((one) => one.reason).filter(Boolean).join(', ')}`);

/** Prints an invoice. */
export async function printInvoice(id) {
  const invoice = await get(`/invoices/${id}`);
  const [items, guest] = await Promise.all([all(`/invoice-items/invoice/${id}`), get(`/guests/${invoice.guest_id}`)]);
  const sum = (value) => element('td', { class: 'number' }, money(value, invoice.currency));
  const row = (label, value, kind) => element('tr', { class: kind }, element('td', {}, label), sum(value));
  printPaper('invoice', element('header', {}, seller(invoice.seller)),
    element('address', {}, (invoice.buyer ? partyLines(invoice.buyer) : [invoice.bill_to ?? nameOf(guest), guest.vat_number])
      .filter(Boolean).map((line) => element('p', {}, line))),
    element('h2', {}, text('receipt.no', { no: invoice.invoice_no ?? text('till.draft') })),
    element('p', {}, day(invoice.invoice_date, { dateStyle: 'long' })),
    element('table', {}, tableHead('invoice.item', 'invoice.quantity', 'invoice.price', 'till.discount', 'invoice.rate', 'invoice.sum'),
      element('tbody', {}, items.map((item) => element('tr', {},
        element('td', {}, lineName(item), item.performed_on && element('small', {}, ` ${day(item.performed_on, { dateStyle: 'short' })}`),
          item.discount_reason && element('small', {}, ` ${item.discount_reason}`)),
        element('td', { class: 'number' }, String(Number(item.item_quantity))), sum(item.unit_price),
        Number(item.item_discount) > 0 ? sum(`-${item.item_discount}`) : element('td', {}),
        element('td', { class: 'number' }, (item.taxes ?? []).map((tax) => `${Number(tax.rate)} %`).join(' + ')),
        sum(lineTotal(item) - units(item.item_discount)))))),
    discountReasons(invoice), element('table', { class: 'sums' }, element('tbody', {},
      row(text('invoice.net'), invoice.net_invoice_value),
      (invoice.tax_totals?.length ? invoice.tax_totals : byRate(items)).map((tax) => row(text('invoice.taxOn', { name: tax.name, base: money(tax.base, invoice.currency) }), tax.amount)),
      items.length > 0 && byRate(items).length === 0 && row(taxLabel(invoice), invoice.tax),
      Number(invoice.cash_rounding) !== 0 && row(text('till.rounding'), invoice.cash_rounding),
      row(text('till.total'), invoice.total, 'total'),
      Number(invoice.credited) > 0 && row(text('invoice.credited'), `-${invoice.credited}`),
      Number(invoice.redeemed) > 0 && row(text('packages.paid'), invoice.redeemed),
      deductions(items, invoice, row),
      row(text('till.paid'), invoice.total_collection), row(text('till.due'), invoice.balance_due))),
    reasons(invoice).map((reason) => element('p', {}, reason)));
}

/** Why a tax was not charged: each sentence once, with the buyer's certificate. */
function reasons(invoice) {
  const said = (invoice.tax_totals ?? []).map((tax) => tax.exemption_reason ?? tax.exemption_code);
  return [...new Set([...said, invoice.tax_exemption?.certificate].filter(Boolean))];
}

/** The taxes of all lines, each rate once. */
function byRate(items) {
  const rates = new Map();
  for (const tax of items.flatMap((item) => item.taxes ?? [])) {
    const rate = rates.get(tax.id) ?? { name: tax.name, base: 0n, amount: 0n };
    rates.set(tax.id, { ...rate, base: rate.base + units(tax.base), amount: rate.amount + units(tax.amount) });
  }
  return [...rates.values()];
}
