// The week of one of the people: the same columns, one for each day.

import { desk, nameOf, people, may } from '../desk.js';
import { shownIn } from '../book/beside.js';
import { openShown, sessions } from '../book/classes.js';
import { Columns } from '../book/columns.js';
import { dayOf, readDay } from '../book/day.js';
import { onChange } from '../live.js';
import { shortDay, text, day as written } from '../text.js';
import { addDays, weekday } from '../wall.js';
import { today } from '../book/book.js';
import { element, refill } from '../ui/element.js';
import { select, turners } from '../ui/field.js';
import { complain } from '../ui/notice.js';

/** Shows a week. Gives back what ends it. */
export async function show(place, [date = today(), wished]) {
  const monday = addDays(date, -weekday(date));
  const staff = people();
  const who = staff.find((one) => one.id === wished) ?? staff.find((one) => one.id === sessionStorage.getItem('week-of')) ?? staff[0];
  if (!who) { refill(place, element('p', { class: 'empty' }, text('book.nobody'))); return undefined; }
  sessionStorage.setItem('week-of', who.id);
  desk.date = date;
  const turn = (on, id = who.id) => { location.hash = `#/week/${on}/${id}`; };
  const choose = select(staff.map((one) => [one.id, nameOf(one)]), who.id, { 'aria-label': text('provider'), on: { change: () => turn(date, choose.value) } });
  const space = element('div', { class: 'space' });
  refill(place, element('div', { class: 'tools' },
    turners('week', (by) => turn(by === 0 ? today() : addDays(date, 7 * by))),
    element('h1', {}, text('week.of', { from: shortDay(monday), until: shortDay(addDays(monday, 6)) })), choose), space);
  const columns = new Columns(space, text('week'));
  let calendar;

  async function read() {
    try {
      const found = await readDay(monday, { days: 7, known: calendar });
      if (found === calendar && calendar) return;
      calendar = found;
    } catch (error) { complain(error); return; }
    columns.draw([0, 1, 2, 3, 4, 5, 6].map((days) => {
      const on = addDays(monday, days);
      const day = dayOf(calendar, on);
      const provider = day.providers.find((one) => one.id === who.id);
      return { id: on, name: shortDay(on), about: on === today() ? text('day.today') : '', href: `#/day/${on}`, day, provider: who, open: provider?.works ?? [],
        blockouts: day.blockouts.filter((one) => one.owner_id === who.id || one.owner_id === desk.center.id),
        appointments: sessions(shownIn(day.appointments, who.id, 'provider_id')) };
    }));
  }

  // What a panel needs of a book: its appointments, and to be read again.
  const book = { read, get day() { return { all: columns.columns.flatMap((column) => column.day.all) }; }, target: null };
  columns.scroller.addEventListener('click', async (event) => {
    const block = event.target.closest('.block');
    if (block) return openShown(block.appointment, book);
    const spot = event.target.closest('.column') && columns.under(event.clientX, event.clientY);
    if (!spot || !may('book_appointments')) return undefined;
    const { wall } = spot.column.day;
    return (await import('./booking.js')).openBooking({ date: spot.column.id, starts_at: wall.instant(spot.minute), label: wall.label(spot.minute), provider: who.id, book });
  });
  const { listenToKeys } = await import('../book/keys.js');
  listenToKeys(columns, {
    open: (appointment) => openShown(appointment, book),
    book: async (column, minute) => may('book_appointments') && (await import('./booking.js')).openBooking({ date: column.id, starts_at: column.day.wall.instant(minute),
      label: column.day.wall.label(minute), provider: who.id, book }),
    shift: () => {}, menu: () => {}, target: () => null,
  });
  await read();
  // A week begins in sight where the first of its days does.
  const begin = Math.min(...columns.columns.flatMap((column) => [...column.open, ...column.appointments].map((span) => span.from)));
  if (Number.isFinite(begin)) columns.scrollTo(begin - 30);
  // On a small screen the week is wider than the window: the date that is meant is in sight.
  space.querySelectorAll('.column')[columns.columns.findIndex((one) => one.id === date)]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  document.title = `${nameOf(who)} · ${written(monday)}`;
  let soon;
  return { leave: onChange(() => { clearTimeout(soon); soon = setTimeout(read, 80); }) };
}
