// The day sheet: what is printed of the book, a table for each of the people.

import { day as written, text, word } from '../text.js';
import { clock } from '../wall.js';
import { desk } from '../desk.js';
import { element, refill } from '../ui/element.js';

let drawn = null;

/** Draws the sheet of a day when it is printed; it is seen on paper only. */
export function drawSheet(place, day) {
  drawn = () => refill(place, element('h1', {}, `${desk.center.display_name ?? desk.center.name} · ${written(day.date)}`),
    day.providers.map((provider) => {
      const rows = day.appointments.filter((one) => one.provider_id === provider.id).sort((one, other) => one.from - other.from);
      return rows.length > 0 && element('section', {}, element('h2', {}, provider.name), element('table', {},
        element('thead', {}, element('tr', {}, ['time', 'guest', 'service', 'setup.needsRoom', 'sheet.state', 'notes'].map((key) => element('th', {}, text(key))))),
        element('tbody', {}, rows.map((one) => element('tr', {},
          [`${clock(one.local_start)}–${clock(one.local_end)}`, one.guest_name, one.service_name, one.room_name ?? '', word('status', one.status), one.notes ?? '']
            .map((cell) => element('td', {}, cell)))))));
    }));
}

addEventListener('beforeprint', () => { if (!document.body.classList.contains('printing-paper')) drawn?.(); });
