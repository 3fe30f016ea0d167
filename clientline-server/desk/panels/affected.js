// Whom it hits: the appointments that a change of hours or an absence would contradict, asked for
// before it is made, and those that hours and absences contradict as they are.

import { get, post } from '../api.js';
import { desk, nameOf, serviceOf } from '../desk.js';
import { shortDay, text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { announce } from '../ui/notice.js';

const MOST = 400;
const SHOWN = 20;

/** Whose calendar it is about: of a provider, or a room, or else of the center. */
const ownerOf = (owner) => ({ center_id: desk.center.id, ...owner });

/** Reads pages until there are enough. */
async function pages(read) {
  const found = [];
  let cursor;
  do {
    const page = await read(cursor);
    found.push(...page.appointments);
    cursor = page.next_cursor;
  } while (cursor && found.length < MOST);
  return found;
}

/** The appointments as a list, with their guests and a way to each. */
async function listOf(found) {
  const shown = found.slice(0, SHOWN);
  const ids = [...new Set(shown.map((one) => one.guest_id))];
  const guests = new Map(await Promise.all(ids.map(async (id) => /** @type {[string, string]} */ ([id, nameOf(await get(`/guests/${id}`).catch(() => ({})))]))));
  return element('ul', { class: 'plain-list' }, shown.map((one) => element('li', {},
    element('a', { href: `#/day/${dateOf(one.local_start)}/${one.appointment_id}`, class: 'button link' },
      `${shortDay(dateOf(one.local_start))} ${clock(one.local_start)} ${guests.get(one.guest_id)}, ${serviceOf(one.service_id)?.name ?? ''}`),
    element('small', {}, word('rule', one.rule)))), found.length > SHOWN && element('li', {}, `+ ${found.length - SHOWN}`));
}

/**
 * A place that shows whom a change would hit.
 *
 * `show` shows it. `isAgreed` is what a form asks before it sends: who is shown whom it hits, and
 * presses again, wants it all the same.
 *
 * @param {{ provider_id?: string, room_id?: string }} owner
 */
export function foreseen(owner) {
  const node = element('div', { class: 'form', role: 'status' });
  let known = '';
  async function show(change, period = {}) {
    const key = JSON.stringify(change);
    if (key === known) return 0;
    const body = { ...ownerOf(owner), ...period, change };
    // Who may not see it may change it all the same.
    const found = await pages((cursor) => post('/appointments/affected', { ...body, cursor })).catch((error) => {
      if (error.status === 403) return [];
      throw error;
    });
    const rows = found.length > 0 && [element('p', { class: 'warning' }, text('hit.some', { count: found.length })), await listOf(found)];
    known = key;
    refill(node, rows);
    return found.length;
  }
  async function isAgreed(change, period) {
    if (await show(change, period) === 0) return true;
    node.append(element('p', { class: 'hint' }, text('hit.again')));
    announce(node.textContent);
    return false;
  }
  return { node, show, isAgreed };
}

/** The section of those whom hours and absences contradict as they are. */
export async function contradicted(owner) {
  const found = await pages((cursor) => get('/appointments/affected', { ...ownerOf(owner), cursor })).catch(() => []);
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hit.now'))),
    found.length === 0 ? element('p', { class: 'hint' }, text('hit.none')) : await listOf(found));
}
