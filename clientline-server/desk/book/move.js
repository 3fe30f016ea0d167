// Moving an appointment, whichever way it is asked for: drawn at once as "saving", sent with
// the version that is shown, put back with the reason if refused, taken back for ten seconds.

import { get, newKey, post } from '../api.js';
import { desk } from '../desk.js';
import { shortDay, text } from '../text.js';
import { element, refill } from '../ui/element.js';
import { button } from '../ui/field.js';
import { openMenu } from '../ui/menu.js';
import { announce, notify, reason } from '../ui/notice.js';
import { clock, instant } from '../wall.js';
import { FreeStarts } from './free.js';
import { cut } from './tray.js';

/**
 * Moves an appointment.
 *
 * @param {any} book
 * @param {any} appointment as the calendar shows it
 * @param {{ starts_at: string, provider_id?: string, room_id?: string, duration_minutes?: number }} change
 * @returns {Promise<boolean>} whether it was moved
 */
export async function move(book, appointment, change) {
  const before = { starts_at: appointment.starts_at, provider_id: appointment.provider_id };
  const minutes = change.duration_minutes ?? appointment.until - appointment.from;
  if (change.duration_minutes) before.duration_minutes = appointment.until - appointment.from;
  const shown = foresee(book, appointment, change, minutes);
  try {
    const version = appointment.version ?? (await get(`/appointments/${appointment.id}`)).version;
    const moved = await post(`/appointments/${appointment.id}/reschedule`, change, { version, key: newKey() });
    await book.read();
    const place = desk.providers.find((one) => one.id === moved.provider_id);
    notify(text('move.done', { guest: appointment.guest_name, time: clock(moved.local_start), day: shortDay(moved.local_start.slice(0, 10)),
      provider: place ? place.first_name : appointment.provider_name }), { undo: () => takeBack(book, moved, before) });
    return true;
  } catch (error) {
    await putBack(book, shown);
    notify(text('move.refused', { guest: appointment.guest_name, reason: `${reason(error)}${nearOf(book, error)}` }), { kind: 'bad' });
    return false;
  }
}

/** The times that the server offers instead, as a sentence. */
function nearOf(book, error) {
  const near = error.problem?.alternatives ?? [];
  if (near.length === 0 || !book.day) return '';
  return ` ${text('refused.near', { times: near.slice(0, 4).map((time) => clock(book.day.wall.local(Date.parse(time)))).join(', ') })}`;
}

/** Shows at once what will be, until the server has said so. Gives back how it was. */
function foresee(book, appointment, change, minutes) {
  const day = book.day;
  const shown = day.appointments.find((one) => one.id === appointment.id);
  if (!shown) return null;
  const was = { ...shown };
  const from = day.wall.minute(change.starts_at);
  const starts = Date.parse(change.starts_at);
  Object.assign(shown, {
    isSaving: true, starts_at: change.starts_at, from, until: from + minutes,
    local_start: day.wall.local(starts), local_end: day.wall.local(starts + minutes * 60_000),
    provider_id: change.provider_id ?? shown.provider_id, room_id: change.room_id ?? shown.room_id,
    provider_name: day.providers.find((one) => one.id === change.provider_id)?.name ?? shown.provider_name,
  });
  book.draw();
  return was;
}

/** Shows it where it was, even while the server can't be asked, and reads the day anew. */
async function putBack(book, was) {
  const shown = was && book.day?.appointments.find((one) => one.id === was.id);
  if (shown) Object.assign(shown, { isSaving: false }, was);
  book.draw();
  await book.read();
}

async function takeBack(book, moved, before) {
  try {
    await post(`/appointments/${moved.id}/reschedule`, before, { version: moved.version });
    announce(text('move.takenBack'));
  } catch (error) {
    notify(reason(error), { kind: 'bad' });
  }
  await book.read();
}

/** Moves by some columns and minutes. */
export function shift(book, appointment, right, minutes) {
  if (appointment.guests) return;
  const columns = book.columns.columns;
  const index = columns.findIndex((one) => one.id === book.columns.nodes.get(appointment.id).column);
  const column = columns[Math.min(Math.max(index + right, 0), columns.length - 1)];
  const starts = Date.parse(appointment.starts_at) + minutes * 60_000;
  if (appointment.isSaving || (column === columns[index] && minutes === 0)) return;
  return move(book, appointment, { starts_at: instant(starts), ...into(column) });
}

/** What being in a column means. */
export const into = (column) => (column.provider ? { provider_id: column.provider.id } : column.room ? { room_id: column.room.id } : {});

/** Makes an appointment longer or shorter. */
export function lengthen(book, appointment, minutes) {
  const whole = appointment.until - appointment.from + minutes;
  if (whole < 5) return;
  return move(book, appointment, { starts_at: appointment.starts_at, duration_minutes: whole });
}

const OPEN = new Set(['pending', 'scheduled', 'confirmed', 'checked_in']);

/** Whether an appointment may still be moved. Of a class each guest moves alone, from their own panel. */
export const isMovable = (appointment) => OPEN.has(appointment.status) && !appointment.isSaving && !appointment.guests;

/** The menu of an appointment. */
export function openBlockMenu(book, node) {
  const appointment = node.appointment;
  const box = node.getBoundingClientRect();
  const movable = isMovable(appointment);
  node.focus({ preventScroll: true });
  openMenu({ x: box.left + 12, y: Math.min(box.top + 24, box.bottom) }, appointment.guest_name, [
    { label: text('menu.open'), run: () => book.open(appointment) },
    movable && { label: text('menu.move'), run: () => book.target.begin(appointment) },
    movable && { label: text('menu.cut'), run: () => cut(book, appointment) },
    (movable || (appointment.status === 'in_progress' && !appointment.guests)) && { label: text('menu.longer'), run: () => lengthen(book, appointment, 15) },
    movable && appointment.until - appointment.from > 15 && { label: text('menu.shorter'), run: () => lengthen(book, appointment, -15) },
  ].filter(Boolean));
}

/** Moving without dragging: choose, then click or walk to where it goes. */
export class Target {
  constructor(book) {
    this.book = book;
    this.free = new FreeStarts(book);
  }

  /** Begins to look for a place. */
  async begin(appointment, { fromTray = false } = {}) {
    this.appointment = appointment;
    this.fromTray = fromTray;
    this.draw();
    announce(text('move.begin', { guest: appointment.guest_name }));
    document.body.classList.add('placing');
    await this.free.show(appointment);
    const node = this.book.columns.nodes.get(appointment.id);
    if (node) this.book.columns.focusCell(node.column, appointment.from);
  }

  /** Puts it where the keys or the pointer are. */
  async drop({ column: id, minute }) {
    const { appointment, fromTray, book } = this;
    const column = book.columns.columns.find((one) => one.id === id);
    this.leave();
    const isMoved = await move(book, appointment, { starts_at: column.day.wall.instant(minute), ...into(column) });
    if (isMoved && fromTray) cut(book, null, appointment.id);
    const node = book.columns.nodes.get(appointment.id);
    if (node) book.columns.focusBlock(node);
  }

  leave() {
    if (!this.appointment) return;
    this.appointment = null;
    this.free.hide();
    document.body.classList.remove('placing');
    this.draw();
    announce(text('move.left'));
  }

  draw() {
    const { banner } = this.book;
    banner.hidden = !this.appointment;
    if (!this.appointment) return;
    refill(banner, element('span', {}, text('move.where', { guest: this.appointment.guest_name })),
      button(text('cancel'), () => this.leave(), { class: 'plain' }));
  }
}
