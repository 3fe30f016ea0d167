// Classes in the book: the appointments of one service and start, with one person, are one session
// and one block, which says how many of its seats are taken.

import { serviceOf } from '../desk.js';
import { text } from '../text.js';

/** How many guests take part in a service at once. */
const seatsOf = (appointment) => serviceOf(appointment.service_id)?.max_guests ?? 1;

/** The appointments, with those of a class as one for each session; its `guests` are theirs. */
export function sessions(appointments) {
  const found = new Map();
  const alone = [];
  for (const one of appointments) {
    const id = `${one.provider_id} ${one.service_id} ${one.starts_at}`;
    if (seatsOf(one) < 2) alone.push(one);
    else if (found.has(id)) found.get(id).push(one);
    else found.set(id, [one]);
  }
  return [...alone, ...[...found.values()].map(sessionOf)];
}

/** A session, by the name of one who attends it. */
function sessionOf(guests) {
  const [first] = guests;
  const seats = seatsOf(first);
  const isOne = guests.every((one) => one.status === first.status);
  return {
    ...first, guests, seats, guest_name: first.service_name, service_name: text('class.taken', { taken: guests.length, seats }),
    status: isOne ? first.status : 'confirmed', settlement: null, flags: [], notes: null,
  };
}

/** Opens what a block stands for: a session, or one appointment. */
export async function openShown(appointment, book) {
  if (appointment.guests) (await import('../panels/class.js')).openClass(appointment, book);
  else (await import('../panels/appointment.js')).openAppointment(appointment, book);
}
