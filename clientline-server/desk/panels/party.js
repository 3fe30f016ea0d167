// Guests who come together: who else comes with one of them.

import { all, get } from '../api.js';
import { nameOf, serviceOf } from '../desk.js';
import { text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, group } from '../ui/element.js';

/** The others of a party, each with the way to them; nothing where a guest comes alone. */
export async function companionsOf({ id, party_id }, book) {
  if (!party_id) return null;
  const others = (await all('/appointments', { party_id })).filter((one) => one.id !== id);
  const name = async (one) => book?.day?.all.find((shown) => shown.id === one.id)?.guest_name ?? nameOf(await get(`/guests/${one.guest_id}`));
  return group(text('party'), await Promise.all(others.map(async (one) => element('li', {},
    element('a', { class: 'button link', href: `#/day/${dateOf(one.local_start)}/${one.id}` }, await name(one)),
    element('small', {}, `${clock(one.local_start)} ${serviceOf(one.service_id)?.name ?? ''}`),
    element('em', { class: `state ${one.status}` }, word('status', one.status))))));
}
