// One day of a center as the server tells it: read whole, kept with its tag, and read again
// when something changed.

import { get } from '../api.js';
import { desk } from '../desk.js';
import { Wall, addDays, dateOf } from '../wall.js';

// What no longer takes time is in the list, not in the columns.
const GONE = new Set(['cancelled', 'no_show']);
// The day that was read last, for when the server can't be reached.
let last = null;

/**
 * Reads some days of the center that is shown.
 *
 * @param {string} date
 * @param {{ days?: number, known?: any }} [options] `known`: what was read before
 * @returns {Promise<any>} `known` itself if nothing changed
 */
export async function readDay(date, { days = 1, known } = {}) {
  const parameters = { center_id: desk.center.id, date, days };
  // The tag is of one answer, so it says something about the whole only where that is one.
  const first = await get('/calendar', parameters, { etag: known?.isOne ? known.etag : undefined });
  if (first === null) return known;
  Object.defineProperty(first, 'isOne', { value: !first.next_cursor && !first.next_providers_cursor });
  for (let page = first; page.next_cursor || page.next_providers_cursor;) {
    page = await get('/calendar', { ...parameters, cursor: page.next_cursor, providers_cursor: page.next_providers_cursor });
    first.appointments.push(...page.appointments);
    first.providers.push(...page.providers.filter((one) => !first.providers.some((other) => other.id === one.id)));
  }
  return first;
}

/**
 * Reads a day for the book.
 *
 * @param {string} date
 * @param {any} [known] the day as it was read before
 */
export async function loadDay(date, known) {
  const calendar = await readDay(date, { known: known?.calendar });
  if (known && calendar === known.calendar) return known;
  last = dayOf(calendar);
  return last;
}

/** The day that was read last. */
export const lastDay = () => last;

/** A day of the answer of `/calendar`, with its times as minutes. */
export function dayOf(calendar, date = calendar.date) {
  const wall = new Wall(calendar, date);
  const minutes = (span) => ({ ...span, from: wall.minute(span.starts_at), until: wall.minute(span.ends_at) });
  const within = (span) => span.until > 0 && span.from < wall.minutes;
  const appointments = calendar.appointments.map(minutes).filter(within);
  return {
    calendar, wall, date,
    open: calendar.open.map(minutes).filter(within),
    providers: calendar.providers.map((provider) => ({ ...provider, works: provider.works.map(minutes).filter(within) })),
    // Where somebody is at another center, they are blocked here.
    blockouts: [...calendar.blockouts, ...(calendar.elsewhere ?? []).map((one) => ({
      ...one, owner_id: one.provider_id, reason: 'elsewhere', notes: desk.centers.find((center) => center.id === one.center_id)?.name,
    }))].map(minutes).filter(within),
    all: appointments,
    appointments: appointments.filter((appointment) => !GONE.has(appointment.status)),
  };
}

/**
 * What the wall of the center shows at instants that may lie far apart: the server says how far
 * it is from UTC at each, a month in one answer.
 *
 * @param {string[]} instants
 * @returns {Promise<(instant: string) => string>} the local text of one of them, `YYYY-MM-DDTHH:MM`
 */
export async function localTexts(instants) {
  const offsets = [];
  let known = '';
  for (const date of instants.map(dateOf).sort()) {
    if (date < known) continue;
    // A day more at either end, since a date of UTC may be another one at the center.
    const from = addDays(date, -1);
    const answer = await get('/calendar', { center_id: desk.center.id, date: from, days: 31, status: 'no_show', limit: 1 });
    offsets.push(...answer.offsets);
    known = addDays(from, 30);
  }
  const wall = offsets.length > 0 ? new Wall({ offsets, date: dateOf(offsets[0].from) }) : null;
  return (instant) => wall.local(Date.parse(instant));
}

/** The hours that the book shows: those with anything in them, and whole ones. */
export function hoursOf(days) {
  let from = 24 * 60;
  let until = 0;
  for (const day of days) {
    for (const span of [...day.open, ...day.appointments, ...day.providers.flatMap((provider) => provider.works)]) {
      from = Math.min(from, span.from);
      until = Math.max(until, span.until);
    }
  }
  if (from >= until) [from, until] = [9 * 60, 18 * 60];
  const end = days[0].wall.minutes;
  return { from: Math.max(0, Math.floor((from - 30) / 60) * 60), until: Math.min(end, Math.ceil((until + 30) / 60) * 60) };
}

/**
 * Puts what overlaps side by side.
 *
 * @param {any[]} spans with `from` and `until`
 * @returns {Map<string, { lane: number, lanes: number }>} by id
 */
export function lanes(spans) {
  const found = new Map();
  let group = [];
  let ends = [];
  const close = () => {
    for (const one of group) found.get(one.id).lanes = ends.length;
    group = [];
    ends = [];
  };
  for (const span of [...spans].sort((one, other) => one.from - other.from || other.until - one.until)) {
    if (group.length > 0 && ends.every((end) => end <= span.from)) close();
    let lane = ends.findIndex((end) => end <= span.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.until;
    found.set(span.id, { lane, lanes: 1 });
    group.push(span);
  }
  close();
  return found;
}
