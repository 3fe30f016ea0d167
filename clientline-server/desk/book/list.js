// The same day as a list: for small screens, and to read what the columns leave out, such as
// who cancelled.

import { text, word } from '../text.js';
import { clock } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { marksOf, spokenName } from './block.js';

/** Draws the list. A row that is still there keeps its node, and the focus on it. */
export function drawList(place, day, open) {
  const rows = [...day.all].sort((one, other) => one.from - other.from || one.guest_name.localeCompare(other.guest_name));
  if (rows.length === 0) {
    refill(place, element('p', { class: 'empty' }, text('list.empty')));
    return;
  }
  const old = new Map([...place.querySelectorAll('li')].map((row) => [row.dataset.id, row]));
  const key = (appointment) => spokenName(appointment) + appointment.color;
  const made = rows.map((appointment) => {
    const kept = old.get(appointment.id);
    if (kept && kept.dataset.key === key(appointment)) { kept.appointment = appointment; return kept; }
    const row = rowOf(appointment, open);
    row.dataset.key = key(appointment);
    return row;
  });
  const now = [...place.querySelectorAll('li')];
  if (now.length === made.length && now.every((row, index) => row === made[index])) return;
  const focused = /** @type {any} */ (document.activeElement)?.closest?.('li')?.dataset.id;
  refill(place, element('ul', { class: 'rows' }, made));
  if (focused) place.querySelector(`li[data-id="${focused}"] button`)?.focus({ preventScroll: true });
}

function rowOf(appointment, open) {
  const row = element('li', { data: { id: appointment.id } });
  row.appointment = appointment;
  row.append(element('button', {
    class: `row ${appointment.status}`, style: { '--color': appointment.color ?? '#7a869a' }, 'aria-label': spokenName(appointment),
    on: { click: () => open(row.appointment) },
  },
    element('time', {}, clock(appointment.local_start), element('small', {}, clock(appointment.local_end))),
    element('span', {}, element('b', {}, appointment.guest_name), element('small', {}, `${appointment.service_name} · ${appointment.provider_name}`)),
    element('em', { class: `state ${appointment.status}` }, [word('status', appointment.status),
      ...marksOf(appointment).filter((mark) => mark !== 'notes').map((mark) => text(`mark.${mark}`))].join(' · '))));
  return row;
}
