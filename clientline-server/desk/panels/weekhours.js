// The editor of a week's hours: for each day its windows, and for a window the weeks and dates
// of the year to which it is bound.

import { day as written, text } from '../text.js';
import { addDays } from '../wall.js';
import { today } from '../book/book.js';
import { element, icon } from '../ui/element.js';
import { button, field, input, select } from '../ui/field.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * The editor of a week.
 *
 * @param {any[]} weekly the windows, as the server writes them
 */
export function weekEditor(weekly) {
  const days = DAYS.map((day, index) => dayEditor(day, written(addDays('2024-01-01', index), { weekday: 'long' }), weekly.filter((one) => one.day === day)));
  return { node: element('div', { class: 'week-hours' }, days.map((one) => one.node)), read: () => days.flatMap((one) => one.read()) };
}

/** The windows of one day of the week. */
function dayEditor(day, name, own) {
  const windows = new Set();
  const closed = element('span', { class: 'hint' }, text('hours.closed'));
  const more = button(icon('plus'), () => add({ start: '09:00', end: '18:00' }), { class: 'bare', 'aria-label': text('hours.more', { day: name }) });
  const place = element('div', { class: 'windows' }, closed, more);
  function add(window) {
    const made = windowEditor(name, window, () => {
      windows.delete(made);
      made.node.remove();
      if (windows.size === 0) place.prepend(closed);
      more.focus();
    });
    windows.add(made);
    closed.remove();
    more.before(made.node);
  }
  own.forEach(add);
  return { node: element('div', {}, element('span', {}, name), place), read: () => [...windows].map((one) => ({ day, ...one.read() })) };
}

/** One window. What binds it to some weeks or dates is out of sight until it is asked for. */
function windowEditor(name, { start, end, every_weeks: weeks, valid_from: since, valid_until: last, anchor }, leave) {
  const from = input({ type: 'time', value: start, required: true, 'aria-label': text('hours.start', { day: name }) });
  const until = input({ type: 'time', value: end === '24:00' ? '00:00' : end, required: true, 'aria-label': text('hours.end', { day: name }) });
  const counts = [...new Set([1, 2, 3, 4, weeks ?? 1])].map((count) => /** @type {[string, string]} */ ([String(count), text('series.weeks', { count })]));
  const every = select(counts, String(weeks ?? 1));
  const first = input({ type: 'date', value: since ?? '' });
  const final = input({ type: 'date', value: last ?? '' });
  const label = text('hours.season', { day: name });
  const season = element('div', { class: 'season', role: 'group', 'aria-label': label, hidden: !((weeks ?? 1) > 1 || since || last) },
    field(text('series.every'), every), field(text('from'), first), field(text('until'), final));
  const show = button(icon('down'), () => {
    season.hidden = !season.hidden;
    show.setAttribute('aria-expanded', String(!season.hidden));
  }, { class: 'bare', 'aria-label': label, 'aria-expanded': String(!season.hidden) });
  const read = () => {
    const window = /** @type {any} */ ({ start: from.value, end: until.value === '00:00' ? '24:00' : until.value });
    if (first.value) window.valid_from = first.value;
    if (final.value) window.valid_until = final.value;
    if (every.value !== '1') window.every_weeks = Number(every.value);
    // The weeks are counted from one in which it opens: as they were, or from the first date, or from now.
    if (every.value !== '1' && (anchor || !first.value)) window.anchor = anchor ?? today();
    return window;
  };
  return { read, node: element('div', { class: 'window' }, element('span', { class: 'row-of-buttons' }, from, '–', until, show,
    button(icon('close'), leave, { class: 'bare', 'aria-label': text('hours.less', { day: name }) })), season) };
}
