// What is read off a bill and its payments, on the screen and on paper.

import { units } from '../money.js';
import { text } from '../text.js';

/** What a line is called: a gift card by the reader's language. */
export const lineName = (item) => (item.item_type === 'gift_card' ? text('method.gift_card') : item.item_name);

/** What a line comes to before discounts, as its price was said: with tax or without. */
export const lineTotal = (item) => (units(item.unit_price) * units(item.item_quantity)) / 10000n;

/** How the tax of a bill is named: on top of the lines, or part of them. */
export const taxLabel = (invoice) => text(invoice.price_mode === 'inclusive' ? 'till.taxIncluded' : 'till.tax');

/** Whether the money of a payment came, whatever of it was given back since. */
export const wasTaken = (payment) => ['completed', 'partially_refunded', 'refunded'].includes(payment.status);
