// Whom it hits: the appointments that a change of hours or an absence would contradict, asked for
// before it is made; those that hours and absences contradict as they are, and where they could go.

import { get, post } from '../api.js';
import { desk, may, nameOf, providerOf, serviceOf } from '../desk.js';
import { shortDay, text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { button, form, tick } from '../ui/field.js';
import { announce, notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';

const MOST = 400;
const SHOWN = 20;
/** How many days each may be moved by, its own counted. */
const DAYS = 14;

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

const at = (local) => `${shortDay(dateOf(local))} ${clock(local)}`;

/** Says of each of the appointments when it is, whose and what. */
async function linesOf(found) {
  const ids = [...new Set(found.map((one) => one.guest_id))];
  const guests = new Map(await Promise.all(ids.map(async (id) => /** @type {[string, string]} */ ([id, nameOf(await get(`/guests/${id}`).catch(() => ({})))]))));
  return (one) => `${at(one.local_start)} ${guests.get(one.guest_id)}, ${serviceOf(one.service_id)?.name ?? ''}`;
}

/** The appointments as a list, with their guests and a way to each. */
async function listOf(found) {
  const shown = found.slice(0, SHOWN);
  const line = await linesOf(shown);
  return element('ul', { class: 'plain-list' }, shown.map((one) => element('li', {},
    element('a', { href: `#/day/${dateOf(one.local_start)}/${one.appointment_id}`, class: 'button link' }, line(one)),
    element('small', {}, word('rule', one.rule)))), found.length > SHOWN && element('li', {}, `+ ${found.length - SHOWN}`));
}

/** Where those could go who can't stay: what is ticked is moved, all at once or nothing. */
async function proposed(owner, period, done) {
  const { proposals } = await post('/appointments/replan', { ...ownerOf(owner), ...period, days: DAYS });
  const line = await linesOf(proposals);
  const choices = proposals.map((one) => ({ one, ...tick([line(one), element('br'), element('small', {},
    one.to ? `→ ${at(one.to_local)} ${text('block.with', { name: nameOf(providerOf(one.to.provider_id) ?? {}) })}` : text('booking.noneAhead'))],
  Boolean(one.to), { disabled: !one.to }) }));
  return form(async () => {
    const moves = choices.filter(({ box }) => box.checked).map(({ one: { appointment_id, version, to } }) => ({ appointment_id, version, to }));
    await post('/appointments/moves', { moves });
    await done();
    notify(text('replan.done', { count: moves.length }));
  }, choices.map((one) => one.node), element('button', { class: 'primary' }, text('replan.do')));
}

/** Proposes beside the book where those could go whom something hits that was just done. */
export async function openReplan(owner, period, book) {
  if (!may('attend_appointments')) return;
  const panel = openPanel(text('replan.propose'), { kind: 'replan' });
  panel.show(await proposed(owner, period, async () => { panel.close(); await book.read(); }));
  panel.focus();
}

/**
 * A place that shows whom a change would hit.
 *
 * `show` shows it. `isAgreed` is what a form asks before it sends: who is shown whom it hits, and
 * presses again, wants it all the same. `isHit` says whether anybody is.
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
  return { node, show, isAgreed, isHit: () => node.childElementCount > 0 };
}

/** The section of those whom hours and absences contradict as they are. */
export async function contradicted(owner, again) {
  const found = await pages((cursor) => get('/appointments/affected', { ...ownerOf(owner), cursor })).catch(() => []);
  const place = element('div', { class: 'form' }, found.length === 0 ? element('p', { class: 'hint' }, text('hit.none')) : await listOf(found));
  const propose = async () => { refill(place, await proposed(owner, {}, again)); place.querySelector('input')?.focus(); };
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hit.now')),
    found.length > 0 && may('attend_appointments') && button(text('replan.propose'), propose, { class: 'plain' })), place);
}
