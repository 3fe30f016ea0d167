// When people work: their week, single dates that differ, and what is blocked.

import { all, get, post, put, remove } from '../api.js';
import { desk, may, nameOf, people } from '../desk.js';
import { shortDay, text, word } from '../text.js';
import { addDays, clock, dateOf } from '../wall.js';
import { today } from '../book/book.js';
import { localTexts } from '../book/day.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select } from '../ui/field.js';
import { announce, complain, notify } from '../ui/notice.js';
import { contradicted, foreseen } from './affected.js';
import { weekEditor } from './weekhours.js';

/** Shows the hours of the center or of one of its people. */
export async function show(place, [date = today(), wished]) {
  place.classList.add('scrolls');
  desk.date = date;
  const staff = people().filter((one) => one.center_id === desk.center.id);
  const id = wished ?? staff[0]?.id ?? desk.center.id;
  const isCenter = id === desk.center.id;
  const owner = isCenter ? {} : { provider_id: id };
  const base = isCenter ? `/centers/${id}` : `/providers/${id}`;
  const who = select([[desk.center.id, text('hours.center', { name: desk.center.display_name ?? desk.center.name })], ...staff.map((one) => [one.id, nameOf(one)])], id,
    { 'aria-label': text('hours.whose'), on: { change: () => { location.hash = `#/hours/${date}/${who.value}`; } } });
  const sections = element('div', { class: 'sections' }, element('div', { class: 'tools' }, element('h1', {}, text('view.hours')), who));
  refill(place, sections);
  try {
    const [hours, overrides, blockouts] = await Promise.all([get(`${base}/hours`), all(`${base}/overrides`), blocked(id, isCenter)]);
    const again = () => show(place, [date, id]);
    const local = await localTexts(blockouts.flatMap((one) => [one.starts_at, one.ends_at]));
    let hit = await contradicted(owner, again);
    const look = async () => {
      const found = await contradicted(owner, again);
      hit.replaceWith(found);
      hit = found;
    };
    sections.append(weekly(base, hours, owner, look), dates(base, overrides, owner, again), blocks(blockouts, local, again), hit);
  } catch (error) { complain(error); }
}

const blocked = (id, isCenter) => all('/blockouts', { from: `${addDays(today(), -1)}T00:00:00Z`, ...(isCenter ? { center_id: id } : { provider_id: id }) }, 200);

/** The week; whom it hits by then is looked at when it is saved, and what is being typed stays. */
function weekly(base, hours, owner, look) {
  const hit = foreseen(owner);
  const editor = weekEditor(hours.weekly);
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hours.week'))),
    form(async () => {
      if (!await hit.isAgreed({ hours: { weekly: editor.read() } })) return;
      await put(`${base}/hours`, { weekly: editor.read() });
      notify(text('saved'));
      hit.node.replaceChildren();
      await look();
    }, editor.node, hit.node, may('write_catalogue') && element('div', {}, element('button', { class: 'primary' }, text('save')))));
}

function dates(base, overrides, owner, again) {
  const hit = foreseen(owner);
  const on = input({ type: 'date', required: true, min: today() });
  const start = input({ type: 'time' });
  const end = input({ type: 'time' });
  const rows = overrides.filter((one) => one.date >= today()).sort((one, other) => one.date.localeCompare(other.date));
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hours.dates'))),
    rows.length > 0 && element('ul', { class: 'plain-list' }, rows.map((one) => element('li', {},
      `${shortDay(one.date)} · ${one.windows.length === 0 ? text('hours.closed') : one.windows.map((span) => `${span.start}–${span.end}`).join(', ')}`,
      button(icon('trash'), async () => {
        await remove(`${base}/overrides/${one.id}`);
        again();
      }, { class: 'bare', 'aria-label': text('hours.forget', { day: shortDay(one.date) }) })))),
    may('write_catalogue') && form(async () => {
      const override = { date: on.value, windows: start.value && end.value ? [{ start: start.value, end: end.value }] : [] };
      if (!await hit.isAgreed({ hours_override: override })) return;
      await post(`${base}/overrides`, override);
      announce(text('saved'));
      again();
    },
    element('div', { class: 'inline-form' }, field(text('date'), on), field(text('from'), start), field(text('until'), end),
      element('button', { class: 'plain' }, text('add'))), element('p', { class: 'hint' }, text('hours.datesHint')), hit.node));
}

function blocks(blockouts, local, again) {
  const span = (from, until) => `${shortDay(dateOf(from))} ${clock(from)}–${dateOf(from) === dateOf(until) ? '' : `${shortDay(dateOf(until))} `}${clock(until)}`;
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hours.blocked'))),
    blockouts.length === 0 ? element('p', { class: 'hint' }, text('hours.blockedHint'))
      : element('ul', { class: 'plain-list' }, blockouts.map((one) => element('li', {},
        `${word('reason', one.reason)}${one.notes ? ` · ${one.notes}` : ''} · ${span(local(one.starts_at), local(one.ends_at))}`,
        button(icon('trash'), async () => {
          await remove(`/blockouts/${one.id}`, { version: one.version });
          again();
        }, { class: 'bare', 'aria-label': text('timeOff.remove') })))));
}
