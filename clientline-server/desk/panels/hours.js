// When people work: their week, single dates that differ, and what is blocked.

import { all, get, post, put, remove } from '../api.js';
import { desk, may, nameOf, people } from '../desk.js';
import { day as written, shortDay, text, word } from '../text.js';
import { addDays, clock } from '../wall.js';
import { today } from '../book/book.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select } from '../ui/field.js';
import { announce, complain, complaint, notify } from '../ui/notice.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Shows the hours of the center or of one of its people. */
export async function show(place, [date = today(), wished]) {
  place.classList.add('scrolls');
  desk.date = date;
  const staff = people();
  const id = wished ?? staff[0]?.id ?? desk.center.id;
  const isCenter = id === desk.center.id;
  const base = isCenter ? `/centers/${id}` : `/providers/${id}`;
  const who = select([[desk.center.id, text('hours.center', { name: desk.center.display_name ?? desk.center.name })], ...staff.map((one) => [one.id, nameOf(one)])], id,
    { 'aria-label': text('hours.whose'), on: { change: () => { location.hash = `#/hours/${date}/${who.value}`; } } });
  const sections = element('div', { class: 'sections' }, element('div', { class: 'tools' }, element('h1', {}, text('view.hours')), who));
  refill(place, sections);
  try {
    const [hours, overrides, blockouts] = await Promise.all([get(`${base}/hours`), all(`${base}/overrides`), blocked(id, isCenter)]);
    sections.append(weekly(base, hours), dates(base, overrides, () => show(place, [date, id])), blocks(blockouts, () => show(place, [date, id])));
  } catch (error) { complain(error); }
}

const blocked = (id, isCenter) => all('/blockouts', { from: `${addDays(today(), -1)}T00:00:00Z`, ...(isCenter ? { center_id: id } : { provider_id: id }) }, 200);

/** The editor of a week. */
export function weekEditor(weekly) {
  const days = DAYS.map((day, index) => {
    const windows = element('div', { class: 'windows' });
    const name = written(addDays('2024-01-01', index), { weekday: 'long' });
    const add = (start, end) => {
      const span = element('span', { class: 'row-of-buttons' },
        input({ type: 'time', value: start, required: true, 'aria-label': text('hours.start', { day: name }) }), '–',
        input({ type: 'time', value: end === '24:00' ? '00:00' : end, required: true, 'aria-label': text('hours.end', { day: name }) }),
        button(icon('close'), () => { span.remove(); if (windows.children.length === 1) windows.prepend(closed()); }, { class: 'bare', 'aria-label': text('hours.less', { day: name }) }));
      windows.querySelector('.hint')?.remove();
      windows.insertBefore(span, windows.lastElementChild);
    };
    const closed = () => element('span', { class: 'hint' }, text('hours.closed'));
    windows.append(button(icon('plus'), () => add('09:00', '18:00'), { class: 'bare', 'aria-label': text('hours.more', { day: name }) }));
    const own = weekly.filter((one) => one.day === day);
    own.forEach((one) => add(one.start, one.end));
    if (own.length === 0) windows.prepend(closed());
    return { day, windows, node: element('div', {}, element('span', {}, name), windows) };
  });
  return {
    node: element('div', { class: 'week-hours' }, days.map((one) => one.node)),
    read: () => days.flatMap(({ day, windows }) => [...windows.querySelectorAll('span.row-of-buttons')].map((span) => {
      const [start, end] = [...span.querySelectorAll('input')].map((one) => one.value);
      return { day, start, end: end === '00:00' ? '24:00' : end };
    })),
  };
}

function weekly(base, hours) {
  const editor = weekEditor(hours.weekly);
  const wrong = complaint();
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hours.week'))),
    form(async () => {
      wrong.clear();
      try {
        await put(`${base}/hours`, { weekly: editor.read() });
        notify(text('saved'));
      } catch (error) { wrong.show(error); }
    }, editor.node, wrong.place, may('write_catalogue') && element('div', {}, element('button', { class: 'primary' }, text('save')))));
}

function dates(base, overrides, again) {
  const on = input({ type: 'date', required: true, min: today() });
  const start = input({ type: 'time' });
  const end = input({ type: 'time' });
  const wrong = complaint();
  const rows = overrides.filter((one) => one.date >= today()).sort((one, other) => one.date.localeCompare(other.date));
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hours.dates'))),
    rows.length > 0 && element('ul', { class: 'plain-list' }, rows.map((one) => element('li', {},
      `${shortDay(one.date)} · ${one.windows.length === 0 ? text('hours.closed') : one.windows.map((span) => `${span.start}–${span.end}`).join(', ')}`,
      button(icon('trash'), async () => {
        try { await remove(`${base}/overrides/${one.id}`); again(); } catch (error) { complain(error); }
      }, { class: 'bare', 'aria-label': text('hours.forget', { day: shortDay(one.date) }) })))),
    may('write_catalogue') && form(async () => {
      wrong.clear();
      try {
        await post(`${base}/overrides`, { date: on.value, windows: start.value && end.value ? [{ start: start.value, end: end.value }] : [] });
        announce(text('saved'));
        again();
      } catch (error) { wrong.show(error); }
    },
    element('div', { class: 'inline-form' }, field(text('date'), on), field(text('from'), start), field(text('until'), end),
      element('button', { class: 'plain' }, text('add'))), element('p', { class: 'hint' }, text('hours.datesHint')), wrong.place));
}

function blocks(blockouts, again) {
  return element('section', { class: 'section' }, element('header', {}, element('h2', {}, text('hours.blocked'))),
    blockouts.length === 0 ? element('p', { class: 'hint' }, text('hours.blockedHint'))
      : element('ul', { class: 'plain-list' }, blockouts.map((one) => element('li', {},
        `${word('reason', one.reason)}${one.notes ? ` · ${one.notes}` : ''} · ${spanOf(one)}`,
        button(icon('trash'), async () => {
          try { await remove(`/blockouts/${one.id}`, { version: one.version }); again(); } catch (error) { complain(error); }
        }, { class: 'bare', 'aria-label': text('timeOff.remove') })))));
}

// A blockout has local texts where the calendar shows it; on its own it has its instants.
const spanOf = (one) => (one.local_start ? `${shortDay(one.local_start.slice(0, 10))} ${clock(one.local_start)}–${clock(one.local_end)}`
  : `${one.starts_at.slice(0, 16).replace('T', ' ')}–${one.ends_at.slice(11, 16)} UTC`);
