// Who performs an appointment beside its first provider, and which rooms it has beside its first
// one: it stands in the column of each.

import { several, text } from '../text.js';

/** The names of all who perform it. */
export const performedBy = ({ provider_name: first, further_providers: others }) => (others ? several([first, ...others.map((one) => one.name)]) : first);

const has = (all, id) => all?.some((one) => one.id === id) ?? false;

/** Whether somebody, or a room, has an appointment beside the first one. */
export const isBeside = ({ further_providers: people, further_rooms: rooms }, id) => has(people, id) || has(rooms, id);

/**
 * The appointments in the column of somebody, or of a room: where another is the first one, it is
 * a copy whose `beside` says in which column it stands.
 *
 * @param {any[]} appointments
 * @param {string} id
 * @param {'provider_id' | 'room_id'} first
 */
export const shownIn = (appointments, id, first) => appointments.flatMap((one) => (one[first] === id ? one : isBeside(one, id) ? { ...one, beside: id } : []));

/** With whom else it takes place, as its column sees it; nothing where that is nobody. */
export function alsoWith({ beside, provider_name: first, further_providers: others = [] }) {
  const names = others.filter((one) => one.id !== beside).map((one) => one.name);
  if (beside) names.unshift(first);
  return names.length > 0 && text('block.with', { name: several(names) });
}
