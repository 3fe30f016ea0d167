// Moving an appointment, whichever way it is asked for: drawn at once as "saving", sent with
// the version that is shown, put back with the reason if refused, taken back for ten seconds. Of
// guests who come together it is asked whether all of them move.

import { all, get, newKey, post } from '../api.js';
import { desk } from '../desk.js';
import { shortDay, text } from '../text.js';
import { element, refill } from '../ui/element.js';
import { button } from '../ui/field.js';
import { ask, openMenu } from '../ui/menu.js';
import { announce, notify, reason } from '../ui/notice.js';
import { clock, instant } from '../wall.js';
import { isBeside } from './beside.js';
import { FreeStarts } from './free.js';
import { cut } from './tray.js';

/**
 * Moves an appointment.
 *
 * @param {any} book
 * @param {any} appointment as the calendar shows it
 * @param {{ starts_at: string, provider_id?: string, room_id?: string, duration_minutes?: number, service_id?: string,
 *   further_provider_ids?: string[] }} change
 * @returns {Promise<boolean>} whether it was moved
 */
export async function move(book, appointment, change) {
  // What is shown is changed at once; what it was is kept.
  const was = { ...appointment };
  const shown = foresee(book, appointment, change);
  try {
    const others = await companions(was, change);
    const scope = others.length > 0 ? await askScope(book, was) : 'one';
    if (!scope) {
      await putBack(book, shown);
      announce(text('move.left'));
      return false;
    }
    if (scope === 'one') await moveOne(book, was, change);
    else {
      shown.push(...foresee(book, { guests: others }, { starts_at: change.starts_at }));
      await moveParty(book, [was, ...others], change.starts_at);
    }
    return true;
  } catch (error) {
    await putBack(book, shown);
    notify(text('move.refused', { guest: appointment.guest_name, reason: `${reason(error)}${nearOf(book, error)}` }), { kind: 'bad' });
    return false;
  }
}

async function moveOne(book, appointment, change) {
  const before = { starts_at: appointment.starts_at, provider_id: appointment.provider_id };
  if (change.duration_minutes) before.duration_minutes = appointment.until - appointment.from;
  if (change.further_provider_ids) before.further_provider_ids = appointment.further_providers.map((one) => one.id);
  const version = appointment.guests ? undefined : appointment.version ?? (await get(`/appointments/${appointment.id}`)).version;
  const moved = await send(appointment, change, { version, key: newKey() });
  await book.read();
  const place = desk.providers.find((one) => one.id === moved.provider_id);
  notify(text('move.done', { guest: appointment.guest_name, time: clock(moved.local_start), day: shortDay(moved.local_start.slice(0, 10)),
    provider: place ? place.first_name : appointment.provider_name }), { undo: () => takeBack(book, () => send({ ...moved, guests: appointment.guests }, before, { version: moved.version })) });
}

/** Those who come together with a guest, and who could be moved with them. */
async function companions({ id, party_id, starts_at, status }, change) {
  if (!party_id || change.starts_at === starts_at || !isAhead({ status })) return [];
  return (await all('/appointments', { party_id })).filter((one) => one.id !== id && isAhead(one));
}

/** Asks, where it shall go, whether it goes alone. */
function askScope(book, appointment) {
  const box = (book.columns.nodeOf(appointment) ?? book.banner).getBoundingClientRect();
  return ask({ x: box.left + 12, y: box.bottom }, text('scope'), [['one', text('scope.one')], ['party', text('scope.party')]]);
}

/** Moves all who come together to one start, each with who serves them. */
async function moveParty(book, party, starts_at) {
  const before = new Map(party.map((one) => [one.id, one.starts_at]));
  const moved = await post('/appointments/together/move', { party_id: party[0].party_id, starts_at });
  await book.read();
  const back = moved.map(({ id, version }) => ({ appointment_id: id, version, to: { starts_at: before.get(id) } }));
  notify(text('replan.done', { count: moved.length }), { undo: () => takeBack(book, () => post('/appointments/moves', { moves: back })) });
}

/** Sends a move, which takes all along who attend a session. Gives back the appointment, or one of theirs. */
async function send({ id, guests }, change, options) {
  if (!guests) return post(`/appointments/${id}/reschedule`, change, options);
  const [moved] = await post('/appointments/class/move', { class_of: id, ...change }, { key: options.key });
  return moved;
}

/** The times that the server offers instead, as a sentence. */
function nearOf(book, error) {
  const near = error.problem?.alternatives ?? [];
  if (near.length === 0 || !book.day) return '';
  return ` ${text('refused.near', { times: near.slice(0, 4).map((time) => clock(book.day.wall.local(Date.parse(time)))).join(', ') })}`;
}

/** Shows at once what will be, until the server has said so. Gives back how it was. */
function foresee(book, appointment, change) {
  const day = book.day;
  const ids = new Set((appointment.guests ?? [appointment]).map((one) => one.id));
  const shown = day.appointments.filter((one) => ids.has(one.id));
  const was = shown.map((one) => ({ ...one }));
  const from = day.wall.minute(change.starts_at);
  const starts = Date.parse(change.starts_at);
  for (const one of shown) {
    const minutes = change.duration_minutes ?? one.until - one.from;
    Object.assign(one, {
      isSaving: true, starts_at: change.starts_at, from, until: from + minutes,
      local_start: day.wall.local(starts), local_end: day.wall.local(starts + minutes * 60_000),
      provider_id: change.provider_id ?? one.provider_id, room_id: change.room_id ?? one.room_id,
      provider_name: day.providers.find((other) => other.id === change.provider_id)?.name ?? one.provider_name,
    });
  }
  if (shown.length > 0) book.draw();
  return was;
}

/** Shows it where it was, even while the server can't be asked, and reads the day anew. */
async function putBack(book, was) {
  for (const one of was) {
    const shown = book.day?.appointments.find(({ id }) => id === one.id);
    if (shown) Object.assign(shown, { isSaving: false }, one);
  }
  book.draw();
  await book.read();
}

async function takeBack(book, request) {
  try {
    await request();
    announce(text('move.takenBack'));
  } catch (error) {
    notify(reason(error), { kind: 'bad' });
  }
  await book.read();
}

/** Moves by some columns and minutes. */
export function shift(book, appointment, right, minutes) {
  const columns = book.columns.columns;
  const here = columns.find((one) => one.id === book.columns.nodeOf(appointment).column);
  // Nobody has it twice, and beside another it goes to another time alone.
  const ways = appointment.beside ? [here] : columns.filter((one) => !isBeside(appointment, one.id));
  const column = ways[Math.min(Math.max(ways.indexOf(here) + right, 0), ways.length - 1)];
  const starts = Date.parse(appointment.starts_at) + minutes * 60_000;
  if (appointment.isSaving || (column === here && minutes === 0)) return;
  return move(book, appointment, { starts_at: instant(starts), ...into(column, appointment) });
}

/** What being in a column means for an appointment; nothing, where it is beside another there. */
export function into({ id, provider, room }, appointment) {
  if (isBeside(appointment, id)) return {};
  return provider ? { provider_id: id } : room ? { room_id: id } : {};
}

/** Makes an appointment longer or shorter. */
export function lengthen(book, appointment, minutes) {
  const whole = appointment.until - appointment.from + minutes;
  if (whole < 5) return;
  return move(book, appointment, { starts_at: appointment.starts_at, duration_minutes: whole });
}

const AHEAD = new Set(['pending', 'scheduled', 'confirmed']);

/** Whether an appointment is to come. */
export const isAhead = (appointment) => AHEAD.has(appointment.status);

/** Whether an appointment, or a session of a class with all who attend it, may still be moved. */
export const isMovable = (appointment) => (isAhead(appointment) || appointment.status === 'checked_in') && !appointment.isSaving;

/** The menu of an appointment. */
export function openBlockMenu(book, node) {
  const appointment = node.appointment;
  const box = node.getBoundingClientRect();
  const movable = isMovable(appointment);
  // A session lasts as long as its class, and each who attends it goes into the tray alone.
  const isAlone = !appointment.guests;
  node.focus({ preventScroll: true });
  openMenu({ x: box.left + 12, y: Math.min(box.top + 24, box.bottom) }, appointment.guest_name, [
    { label: text('menu.open'), run: () => book.open(appointment) },
    movable && { label: text('menu.move'), run: () => book.target.begin(appointment) },
    movable && isAlone && { label: text('menu.cut'), run: () => cut(book, appointment) },
    isAlone && (movable || appointment.status === 'in_progress') && { label: text('menu.longer'), run: () => lengthen(book, appointment, 15) },
    isAlone && movable && appointment.until - appointment.from > 15 && { label: text('menu.shorter'), run: () => lengthen(book, appointment, -15) },
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
    const node = this.book.columns.nodeOf(appointment);
    if (node) this.book.columns.focusCell(node.column, appointment.from);
  }

  /** Puts it where the keys or the pointer are. */
  async drop({ column: id, minute }) {
    const { appointment, fromTray, book } = this;
    const column = book.columns.columns.find((one) => one.id === id);
    this.leave();
    const isMoved = await move(book, appointment, { starts_at: column.day.wall.instant(minute), ...into(column, appointment) });
    if (isMoved && fromTray) cut(book, null, appointment.id);
    const node = book.columns.nodeOf(appointment);
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
