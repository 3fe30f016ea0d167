// The same day as a list: for small screens, to read what the columns leave out, such as who
// cancelled, and on paper, as a sheet with a table for each of the people.

import { desk } from '../desk.js';
import { day as written, text, word } from '../text.js';
import { clock } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { performedBy, shownIn } from './beside.js';
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
    element('span', {}, element('b', {}, appointment.guest_name), element('small', {}, `${appointment.service_name} · ${performedBy(appointment)}`)),
    element('em', { class: `state ${appointment.status}` }, [word('status', appointment.status),
      ...marksOf(appointment).filter((mark) => mark !== 'notes').map((mark) => text(`mark.${mark}`))].join(' · '))));
  return row;
}

let drawn = null;

/** Draws the sheet of a day when it is printed; it is seen on paper only. */
export function drawSheet(place, day) {
  drawn = () => refill(place, element('h1', {}, `${desk.center.display_name ?? desk.center.name} · ${written(day.date)}`),
    day.providers.map((provider) => {
      const rows = shownIn(day.appointments, provider.id, 'provider_id').sort((one, other) => one.from - other.from);
      return rows.length > 0 && element('section', {}, element('h2', {}, provider.name), element('table', {},
        element('thead', {}, element('tr', {}, ['time', 'guest', 'service', 'setup.needsRoom', 'sheet.state', 'notes'].map((key) => element('th', {}, text(key))))),
        element('tbody', {}, rows.map((one) => element('tr', {},
          [`${clock(one.local_start)}–${clock(one.local_end)}`, one.guest_name, one.service_name, one.room_name ?? '', word('status', one.status), one.notes ?? '']
            .map((cell) => element('td', {}, cell)))))));
    }));
}

addEventListener('beforeprint', () => { if (!document.body.classList.contains('printing-paper')) drawn?.(); });
