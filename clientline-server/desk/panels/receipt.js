// The printed paper of a paid bill.

import { nameOf } from '../desk.js';
import { money } from '../money.js';
import { shortDay, text, word } from '../text.js';
import { element } from '../ui/element.js';
import { printPaper, seller } from './paper.js';
import { wasTaken } from './tender.js';
import { lineTotal, taxLabel } from './till.js';

/** Prints the receipt of a bill. */
export function printReceipt({ invoice, items, paid, guest }) {
  const line = (label, value, kind) => element('tr', { class: kind }, element('td', {}, label), element('td', { class: 'number' }, money(value, invoice.currency)));
  const taxes = new Map();
  for (const item of items) for (const tax of item.taxes ?? []) taxes.set(tax.id, tax);
  printPaper('receipt', seller(),
    element('p', {}, `${text('receipt.no', { no: invoice.invoice_no ?? '' })} · ${shortDay(invoice.invoice_date ?? invoice.created_at.slice(0, 10))}`),
    element('p', {}, nameOf(guest)),
    element('table', {}, element('tbody', {},
      items.map((item) => line(`${Number(item.item_quantity) === 1 ? '' : `${Number(item.item_quantity)} × `}${item.item_name}`, lineTotal(item))),
      Number(invoice.invoice_discount) > 0 && line(text('till.discount'), `-${invoice.invoice_discount}`),
      line(`${taxLabel(invoice)} ${[...taxes.values()].map((tax) => `${tax.name} ${Number(tax.rate)} %`).join(', ')}`, invoice.tax),
      Number(invoice.cash_rounding) !== 0 && line(text('till.rounding'), invoice.cash_rounding),
      line(text('till.total'), invoice.total, 'total'),
      paid.filter(wasTaken).map((one) => [line(word('method', one.payment_method), one.tendered ?? one.amount),
        Number(one.change) > 0 && line(text('till.change'), one.change)]))),
    element('p', {}, text('receipt.thanks')));
}
