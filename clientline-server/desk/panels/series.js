// A series: what became of each of its dates, and moving those that are to come.

import { get, post } from '../api.js';
import { localTexts } from '../book/day.js';
import { isAhead } from '../book/move.js';
import { may, nameOf, people } from '../desk.js';
import { shortDay, text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { field, form, input, select } from '../ui/field.js';
import { complain, notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { scopeSelect } from './scope.js';

/** What is not worth a word beside the state of the appointment, which says it. */
const PLAIN = new Set(['booked', 'cancelled']);

/** Opens the series of an appointment. */
export async function openSeries(appointment, book) {
  const panel = openPanel(`${text('series.title')}: ${appointment.guest_name}`, { kind: 'series' });
  const rule = element('p', {});
  const list = element('ul', { class: 'plain-list' });
  const move = moveForm(appointment, async () => {
    await book?.read();
    openSeries(book?.day?.all.find((one) => one.id === appointment.id) ?? appointment, book);
  });
  panel.show(rule, list, move);

  async function read() {
    try {
      const series = await get(`/appointments/series/${appointment.series_id}`);
      const local = await localTexts(series.dates.flatMap((one) => [one.planned_at, one.starts_at].filter(Boolean)));
      rule.textContent = ruleOf(series);
      refill(list, series.dates.map((one) => rowOf(one, local, appointment.id)));
      move.hidden = !may('attend_appointments') || !series.dates.some((one) => isAhead(one));
    } catch (error) { complain(error); }
  }

  panel.onChange = read;
  await read();
  panel.focus();
}

/** The rule of a series in words, as far as it is one that the desk makes. */
function ruleOf({ rule, dates }) {
  const [, weeks = '1'] = /^FREQ=WEEKLY(?:;INTERVAL=(\d+))?(?:;COUNT=\d+)?$/.exec(rule) ?? ['', ''];
  const every = weeks ? `${text('series.every')} ${text('series.weeks', { count: Number(weeks) })}` : rule;
  return [every, text('series.times', { count: dates.length })].filter(Boolean).join(' · ');
}

/** A date: when it is by now, and what became of it. */
function rowOf(one, local, current) {
  const { planned_at: planned, starts_at: starts, appointment_id: id } = one;
  const at = (instant) => `${shortDay(dateOf(local(instant)))} ${clock(local(instant))}`;
  const isElsewhere = planned && starts && planned !== starts && !PLAIN.has(one.became);
  const about = [isElsewhere && text('series.instead', { time: at(planned) }), one.rule && word('rule', one.rule)].filter(Boolean);
  // Why it was booked at another time stands beside it.
  const became = one.became === 'shifted' ? 'moved' : one.became;
  const states = [!PLAIN.has(became) && word('became', became), one.status && word('status', one.status)].filter(Boolean);
  return element('li', {}, element('div', {},
    id ? element('a', { class: 'button link', href: `#/day/${dateOf(local(starts))}/${id}`, 'aria-current': id === current ? 'true' : null }, at(starts)) : element('s', {}, at(planned)),
    about.length > 0 && [element('br'), element('small', {}, about.join(', '))]),
  element('em', { class: `state ${one.status ?? 'cancelled'}` }, states.join(' · ')));
}

/** The form that moves those that are to come: to another time of their days, to somebody else, or both. */
function moveForm(appointment, done) {
  const scope = scopeSelect(appointment, ['following', 'series']);
  const time = input({ type: 'time', required: true });
  const provider = select([['', text('series.same')], ...people(appointment.service_id).map((one) => [one.id, nameOf(one)])], '',
    { on: { change: () => { time.required = !provider.value; } } });
  const node = form(async () => {
    const moved = await post('/appointments/series/move', { ...scope.read(), time: time.value || null, provider_id: provider.value || null });
    notify(text('replan.done', { count: moved.length }));
    await done();
  }, scope.node, element('div', { class: 'pair' }, field(text('series.time'), time), field(text('provider'), provider)), element('button', { class: 'primary' }, text('menu.move')));
  return element('details', {}, element('summary', {}, text('series.move')), node);
}
