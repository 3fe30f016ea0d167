// The tray: what was cut out of one day to be put into another. Only identifiers are kept, in
// the browser, so it survives a reload and holds nobody's name.

import { get } from '../api.js';
import { desk, providerOf, nameOf, serviceOf } from '../desk.js';
import { shortDay, text } from '../text.js';
import { clock } from '../wall.js';
import { element, icon, refill } from '../ui/element.js';
import { button } from '../ui/field.js';
import { announce } from '../ui/notice.js';

const read = () => JSON.parse(localStorage.getItem('tray') ?? '[]');
const known = new Map();

/** Puts an appointment into the tray, or takes one out of it. */
export function cut(book, appointment, out) {
  const kept = read().filter((id) => id !== out && id !== appointment?.id);
  if (appointment) {
    kept.push(appointment.id);
    known.set(appointment.id, appointment);
    announce(text('tray.cut', { guest: appointment.guest_name }));
  }
  if (out) known.delete(out);
  localStorage.setItem('tray', JSON.stringify(kept));
  drawTray(book);
}

/** Shows what is in the tray. */
export async function drawTray(book) {
  const ids = read();
  book.tray.hidden = ids.length === 0;
  const cards = await Promise.all(ids.map((id) => cardOf(book, id)));
  if (cards.some((card) => card === null)) return drawTray(book);
  const key = ids.join() + (book.target.appointment?.id ?? '');
  if (book.tray.dataset.key === key) return;
  book.tray.dataset.key = key;
  refill(book.tray, element('span', {}, text('tray.label')), cards);
}

async function cardOf(book, id) {
  let appointment = known.get(id);
  if (!appointment) {
    try {
      appointment = await readOne(id);
    } catch {
      localStorage.setItem('tray', JSON.stringify(read().filter((one) => one !== id)));
      return null;
    }
    known.set(id, appointment);
  }
  const when = `${shortDay(appointment.local_start.slice(0, 10))} ${clock(appointment.local_start)}`;
  return element('div', { class: 'card-in-tray' },
    button([element('b', {}, appointment.guest_name), element('small', {}, `${appointment.service_name} · ${when}`)],
      () => book.target.begin(appointment, { fromTray: true }), { 'aria-label': text('tray.place', { guest: appointment.guest_name }) }),
    button(icon('close'), () => cut(book, null, id), { class: 'bare', 'aria-label': text('tray.out', { guest: appointment.guest_name }) }));
}

/** An appointment as a calendar shows it, read on its own. */
async function readOne(id) {
  const appointment = await get(`/appointments/${id}`);
  const guest = await get(`/guests/${appointment.guest_id}`);
  const named = (provider) => ({ id: provider, name: nameOf(providerOf(provider) ?? {}) });
  const minutes = Math.round((Date.parse(appointment.ends_at) - Date.parse(appointment.starts_at)) / 60_000);
  return {
    ...appointment, guest_name: nameOf(guest), service_name: serviceOf(appointment.service_id)?.name ?? '',
    provider_name: named(appointment.provider_id).name, further_providers: appointment.further_provider_ids?.map(named), from: 0, until: minutes, local_end: localEnd(appointment, minutes),
    center: desk.center.id,
  };
}

/** The local end, by the same clock as the start: minutes later on one wall. */
function localEnd(appointment, minutes) {
  const start = Date.parse(`${appointment.local_start.slice(0, 16)}Z`);
  return new Date(start + minutes * 60_000).toISOString().slice(0, 16);
}
