// Amounts as the server writes them: decimal texts with at most four digits after the point.
// They are added up as whole ten-thousandths, never as floating point.

import { language } from './text.js';

const UNIT = 10000n;

/**
 * An amount in ten-thousandths.
 *
 * @param {string | number} amount such as `12.50`
 */
export function units(amount) {
  const found = /^(-?)(\d*)\.?(\d{0,4})/.exec(String(amount ?? '0'));
  const value = BigInt(found[2] || '0') * UNIT + BigInt((found[3] || '').padEnd(4, '0'));
  return found[1] ? -value : value;
}

/**
 * The amount as the server reads it.
 *
 * @param {bigint} value ten-thousandths
 */
export function amount(value) {
  const size = value < 0n ? -value : value;
  // Two digits, or four: three could be read as thousands.
  const rest = (size % UNIT).toString().padStart(4, '0').replace(/00$/, '');
  return `${value < 0n ? '-' : ''}${size / UNIT}.${rest}`;
}

/** An amount of money for reading. */
export function money(value, currency) {
  const written = typeof value === 'bigint' ? amount(value) : value;
  return new Intl.NumberFormat(language(), { style: 'currency', currency: currency || 'EUR' }).format(written ?? 0);
}

/**
 * How an amount is typed, for a field that must hold one: with thousands apart or not, and a point
 * or a comma. `1,200` may be twelve hundred or one and a fifth, and is none.
 */
export const AMOUNT = '\\s*(\\d{1,10}([.,](\\d{0,2}|\\d{4}))?|\\d{1,3}(\\.\\d{3})+,\\d{0,2}|\\d{1,3}(,\\d{3})+\\.\\d{0,2})\\s*';

/** What somebody typed, as an amount; `null` if it is none. */
export function typed(entry) {
  const clean = entry.replace(/\s/g, '');
  return new RegExp(`^(${AMOUNT})$`).test(clean) ? units(clean.replace(/[.,](?=.*[.,])/g, '').replace(',', '.')) : null;
}

/** How a rate is typed, which has no thousands. */
export const RATE = '\\s*\\d{1,3}([.,]\\d{0,4})?\\s*';
