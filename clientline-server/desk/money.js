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
  const rest = (size % UNIT).toString().padStart(4, '0').replace(/0{1,2}$/, '');
  return `${value < 0n ? '-' : ''}${size / UNIT}.${rest}`;
}

/** An amount of money for reading. */
export function money(value, currency) {
  const written = typeof value === 'bigint' ? amount(value) : value;
  return new Intl.NumberFormat(language(), { style: 'currency', currency: currency || 'EUR' }).format(written ?? 0);
}

/** How an amount is typed, for a field that must hold one. */
export const AMOUNT = '\\s*\\d{1,10}([.,]\\d{0,4})?\\s*';

/** What somebody typed, as an amount; `null` if it is none. A comma is a point. */
export function typed(entry) {
  const clean = entry.trim().replace(/\s/g, '').replace(',', '.');
  return /^\d{1,10}(\.\d{0,4})?$/.test(clean) ? units(clean) : null;
}
