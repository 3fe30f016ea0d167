// Paper for a guest: the head of the center, and printing it alone.

import { desk } from '../desk.js';
import { element } from '../ui/element.js';

/**
 * Prints a paper that is seen nowhere else.
 *
 * @param {'receipt' | 'invoice'} kind how wide it is: of a roll, or of a sheet
 * @param {any[]} parts what stands on it
 */
export function printPaper(kind, ...parts) {
  document.querySelector('.paper')?.remove();
  document.body.append(element('div', { class: `paper ${kind}` }, ...parts));
  document.body.classList.add('printing-paper');
  print();
  document.body.classList.remove('printing-paper');
}

/** What a sheet says of a party of an invoice, line by line, as it was when that was issued. */
export function partyLines(party) {
  const place = [party.postal_code, party.city].filter(Boolean).join(' ');
  return [party.company, party.name, ...(party.address ?? '').split('\n'),
    [place, party.state, party.country].filter(Boolean).join(', '), party.tax_number, party.vat_number]
    .filter(Boolean);
}

/** Who sells: as the invoice keeps it, or else the center's name, where it is, and its tax number. */
export function seller(kept) {
  if (kept) {
    const [name, ...rest] = partyLines(kept);
    return [element('h1', {}, name), rest.map((line) => element('p', {}, line))];
  }
  const { center } = desk;
  return [element('h1', {}, center.display_name ?? center.name),
    [[center.address, center.city].filter(Boolean).join(', '), center.phone, center.email, center.tax_number]
      .filter(Boolean).map((line) => element('p', {}, line))];
}
