// The printed invoice, on a sheet: who sells to whom, each line with its tax, the taxes by rate,
// and what is paid. Every sum is the server's; the taxes of the lines are added up by rate.

import { all, get } from '../api.js';
import { nameOf } from '../desk.js';
import { money, units } from '../money.js';
import { day, text } from '../text.js';
import { element } from '../ui/element.js';
import { partyLines, printPaper, seller } from './paper.js';
import { lineTotal, taxLabel } from './till.js';

/** Prints an invoice. */
export async function printInvoice(id) {
  const invoice = await get(`/invoices/${id}`);
  const [items, guest] = await Promise.all([all(`/invoice-items/invoice/${id}`), get(`/guests/${invoice.guest_id}`)]);
  const sum = (value) => element('td', { class: 'number' }, money(value, invoice.currency));
  const row = (label, value, kind) => element('tr', { class: kind }, element('td', {}, label), sum(value));
  const head = (...keys) => element('thead', {}, element('tr', {}, keys.map((key, at) => element('th', { class: at > 0 ? 'number' : '' }, text(key)))));
  printPaper('invoice', element('header', {}, seller(invoice.seller)),
    element('address', {}, (invoice.buyer ? partyLines(invoice.buyer) : [invoice.bill_to ?? nameOf(guest), guest.vat_number])
      .filter(Boolean).map((line) => element('p', {}, line))),
    element('h2', {}, text('receipt.no', { no: invoice.invoice_no ?? text('till.draft') })),
    element('p', {}, day(invoice.invoice_date ?? invoice.created_at.slice(0, 10), { dateStyle: 'long' })),
    element('table', {}, head('invoice.item', 'invoice.quantity', 'invoice.price', 'till.discount', 'invoice.rate', 'invoice.sum'),
      element('tbody', {}, items.map((item) => element('tr', {},
        element('td', {}, item.item_name, item.performed_on && element('small', {}, ` ${day(item.performed_on, { dateStyle: 'short' })}`)),
        element('td', { class: 'number' }, String(Number(item.item_quantity))), sum(item.unit_price),
        Number(item.item_discount) > 0 ? sum(`-${item.item_discount}`) : element('td', {}),
        element('td', { class: 'number' }, (item.taxes ?? []).map((tax) => `${Number(tax.rate)} %`).join(' + ')),
        sum(lineTotal(item) - units(item.item_discount)))))),
    element('table', { class: 'sums' }, element('tbody', {},
      row(text('invoice.net'), invoice.net_invoice_value),
      (invoice.tax_totals?.length ? invoice.tax_totals : byRate(items)).map((tax) => row(text('invoice.taxOn', { name: tax.name, base: money(tax.base, invoice.currency) }), tax.amount)),
      items.length > 0 && byRate(items).length === 0 && row(taxLabel(invoice), invoice.tax),
      Number(invoice.cash_rounding) !== 0 && row(text('till.rounding'), invoice.cash_rounding),
      row(text('till.total'), invoice.total, 'total'),
      Number(invoice.credited) > 0 && row(text('invoice.credited'), `-${invoice.credited}`),
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
