// What an appointment belongs to, and so how much more than it is cancelled or moved: a series, a
// visit, or guests who come together.

import { text } from '../text.js';
import { field, select } from '../ui/field.js';

/** Each with what names it to the server; `null` is the appointment alone. */
const SCOPES = {
  one: () => null,
  following: ({ series_id, starts_at }) => series_id && { series_id, from: starts_at },
  series: ({ series_id }) => series_id && { series_id },
  visit: ({ visit_id }) => visit_id && { visit_id },
  party: ({ party_id }) => party_id && { party_id },
};

/**
 * The choice of how much is meant. There is no field where nothing but the appointment itself can be.
 *
 * @param {any} appointment
 * @param {string[]} [offered] of which there may be a choice; any, if absent
 */
export function scopeSelect(appointment, offered = Object.keys(SCOPES)) {
  const found = offered.filter((one) => one === 'one' || SCOPES[one](appointment));
  const control = select(found.map((one) => [one, text(`scope.${one}`)]), found[0]);
  return { node: found.length > 1 ? field(text('scope'), control) : null, read: () => SCOPES[control.value](appointment) };
}
