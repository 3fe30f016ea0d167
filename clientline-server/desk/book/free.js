// Where something may begin: the starts that the server offers, shaded in the columns. The
// server's list and its answer to a booking are one rule, so what is shaded can be had.

import { get } from '../api.js';
import { desk } from '../desk.js';
import { element } from '../ui/element.js';
import { isBeside } from './beside.js';

/**
 * Every start of a service on a date.
 *
 * @param {{ service: string, date: string, days?: number, provider?: string, moving?: string }} wish
 */
export async function startsOf({ service, date, days = 1, provider, moving }) {
  const found = [];
  let cursor;
  do {
    const page = await get('/appointments/slots', {
      center_id: desk.center.id, service_id: service, date, days, provider_id: provider, moving, limit: 200, cursor,
    });
    found.push(...page.slots);
    cursor = page.next_cursor;
  } while (cursor && found.length < 2000);
  return found;
}

/** The first start on a date or later, as far ahead as can be booked. */
export async function firstFree({ service, date, provider }) {
  const found = await get('/appointments/slots/first', { center_id: desk.center.id, service_id: service, date, provider_id: provider });
  return found.starts[0];
}

/** The shades of one search in a book. */
export class FreeStarts {
  constructor(book) {
    this.book = book;
    this.turn = 0;
  }

  /** Shades where an appointment may be moved to. */
  async show(appointment) {
    this.hide();
    const turn = this.turn;
    let starts;
    try {
      starts = await startsOf({ service: appointment.service_id, date: this.book.date, moving: appointment.id });
    } catch {
      return; // Without shades it can be dropped all the same; the server decides.
    }
    if (turn !== this.turn) return;
    for (const column of this.book.columns.columns) this.shade(column, starts, appointment);
  }

  shade(column, starts, appointment) {
    const first = column.provider ? 'provider_id' : 'room_id';
    // Where it stands beside another, it goes wherever it may with that one.
    const id = isBeside(appointment, column.id) ? appointment[first] : column.id;
    const fits = (slot) => slot.providers.some((one) => one[first] === id);
    const minutes = starts.filter(fits).map((slot) => column.day.wall.minute(slot.starts_at));
    const { hours } = this.book.columns;
    let from = null;
    let last = null;
    const close = () => {
      if (from === null) return;
      column.back.append(element('div', { class: 'may-begin', style: { '--at': from - hours.from, '--for': last + 15 - from } }));
    };
    for (const minute of minutes) {
      if (last === null || minute - last > 15) { close(); from = minute; }
      last = minute;
    }
    close();
  }

  hide() {
    this.turn += 1;
    this.book.space?.querySelectorAll('.may-begin').forEach((node) => node.remove());
  }
}
