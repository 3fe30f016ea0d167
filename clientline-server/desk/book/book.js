// The day book: one day of a center in columns of people or rooms, or as a list.

import { desk, may } from '../desk.js';
import { centerChanged, onChange } from '../live.js';
import { day as written, text } from '../text.js';
import { addDays, dateOf, weekday } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { select, turners } from '../ui/field.js';
import { announce, complain } from '../ui/notice.js';
import { Refusal } from '../api.js';
import { dateLinks } from '../frame.js';
import { openedPanel } from '../ui/panel.js';
import { shownIn } from './beside.js';
import { openShown, sessions } from './classes.js';
import { Columns } from './columns.js';
import { lastDay, loadDay } from './day.js';
import { listenToDrags } from './drag.js';
import { listenEverywhere, listenToKeys } from './keys.js';
import { drawList, drawSheet } from './list.js';
import { openBlockMenu, shift, Target } from './move.js';
import { drawTray } from './tray.js';

/** Today at the center, as far as the day that was read last lets know. */
export function today() {
  const day = lastDay();
  return day ? dateOf(day.wall.local(Date.now())) : new Date().toISOString().slice(0, 10);
}

/** Shows the book of a date. Gives back what turns to another, and what ends it. */
export async function show(place, [wished, id]) {
  const book = new Book(place);
  await book.go(dateIn(wished), { first: !wished, id });
  return { leave: () => book.leave(), turn: ([date, one]) => book.go(dateIn(date), { id: one }) };
}

const dateIn = (wished) => (/^\d{4}-\d\d-\d\d$/.test(wished ?? '') ? wished : today());

class Book {
  constructor(place) {
    this.by = localStorage.getItem('columns') ?? 'providers';
    this.layout = localStorage.getItem('layout') ?? (innerWidth < 600 ? 'list' : 'columns');
    this.tools = element('div', { class: 'tools' });
    this.banner = element('div', { class: 'target', role: 'status', hidden: true });
    this.space = element('div', { class: 'space' });
    this.tray = element('div', { class: 'tray', hidden: true });
    this.sheet = element('div', { class: 'sheet' });
    refill(place, this.tools, this.banner, this.space, this.tray, this.sheet);
    this.columns = new Columns(this.space, text('book.label'));
    this.list = element('div', { class: 'day-list' });
    this.space.append(this.list);
    this.target = new Target(this);
    this.ends = [
      onChange((change) => this.changed(change)),
      listenEverywhere({ date: () => this.date, today, go: (date) => this.turn(date), escape: () => (this.target.appointment ? this.target.leave() : openedPanel()?.close()) }),
      listenToDrags(this),
    ];
    listenToKeys(this.columns, {
      open: (appointment) => this.open(appointment),
      book: (column, minute) => this.book(column, minute),
      shift: (appointment, right, minutes) => shift(this, appointment, right, minutes),
      menu: (node) => this.menu(node),
      target: () => this.target.appointment && this.target,
    });
    this.timer = setInterval(() => { if (this.day) this.draw(); }, 30_000);
    centerChanged();
  }

  leave() {
    clearInterval(this.timer);
    this.ends.forEach((end) => end());
    this.gone = true;
  }

  /** Turns to a date, in the address too. */
  turn(date) {
    location.hash = `#/day/${date}`;
  }

  /** Goes to a date, and opens one of its appointments, if one is named. */
  async go(date, { first = false, id = '' } = {}) {
    this.date = date;
    desk.date = date;
    this.drawTools();
    dateLinks();
    await this.read();
    if (!this.day) return;
    if (first && date !== today()) return this.go(today());
    const now = this.day.wall.minute(Date.now());
    if (date === today()) this.columns.scrollTo(now - 60);
    announce(text('book.shown', { day: written(date), count: this.day.appointments.length }));
    const named = id && this.day.all.find((one) => one.id === id);
    if (!named) return;
    // The address is of the day again, so that the same way leads there twice.
    history.replaceState(null, '', `#/day/${date}`);
    this.open(named);
  }

  /** Reads the day, and draws what differs. */
  async read() {
    const turn = (this.asked = (this.asked ?? 0) + 1);
    try {
      const known = this.day?.date === this.date && this.day.calendar.center_id === desk.center.id ? this.day : undefined;
      const found = await loadDay(this.date, known);
      if (turn !== this.asked || this.gone) return;
      this.day = found;
    } catch (error) {
      // Offline, the day that was read last stays readable.
      if (!(error instanceof Refusal) || error.status !== 0) complain(error);
      return;
    }
    this.draw();
  }

  /** Something changed somewhere: looked at once, however much it was. */
  changed(change) {
    if (change.dates?.length && !change.dates.includes(this.date)) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(async () => { await this.read(); openedPanel()?.onChange?.(change); }, 60);
  }

  /** The day's columns, by people or by rooms. */
  columnsOf(day) {
    const blocked = (id) => day.blockouts.filter((one) => one.owner_id === id || one.owner_id === desk.center.id);
    if (this.by === 'rooms') {
      return desk.rooms.filter((room) => room.center_id === desk.center.id && room.is_active).map((room) => ({
        id: room.id, name: room.name, room, day, open: day.open, blockouts: blocked(room.id),
        appointments: sessions(shownIn(day.appointments, room.id, 'room_id')),
      }));
    }
    return day.providers.map((provider) => ({
      id: provider.id, name: provider.name, provider, day, open: provider.works, blockouts: blocked(provider.id),
      about: provider.works.length === 0 ? text('book.off') : '', href: `#/week/${this.date}/${provider.id}`,
      appointments: sessions(shownIn(day.appointments, provider.id, 'provider_id')),
    })).sort((one, other) => Number(one.open.length === 0) - Number(other.open.length === 0));
  }

  draw() {
    const columns = this.columnsOf(this.day);
    this.columns.scroller.hidden = this.layout === 'list' || columns.length === 0;
    this.list.hidden = this.layout !== 'list' && columns.length > 0;
    if (!this.columns.scroller.hidden) this.columns.draw(columns);
    else if (columns.length === 0) refill(this.list, this.empty());
    else drawList(this.list, this.day, (appointment) => this.open(appointment));
    this.target.draw();
    drawTray(this);
    drawSheet(this.sheet, this.day);
  }

  empty() {
    return element('div', { class: 'empty' }, element('p', {}, text('book.nobody')),
      may('write_catalogue') && element('a', { class: 'button primary', href: '#/setup' }, text('view.setup')));
  }

  drawTools() {
    const at = element('input', { type: 'date', value: this.date, 'aria-label': text('date'),
      on: { change: (event) => event.target.value && this.turn(event.target.value) } });
    const monday = addDays(this.date, -weekday(this.date));
    const strip = [0, 1, 2, 3, 4, 5, 6].map((days) => {
      const date = addDays(monday, days);
      return element('a', { href: `#/day/${date}`, 'aria-current': date === this.date ? 'date' : null, 'aria-label': written(date),
        class: date === today() ? 'today' : '' },
      element('small', {}, written(date, { weekday: 'short' })), element('b', {}, String(Number(date.slice(8)))));
    });
    const layout = select([['providers', text('by.providers')], ['rooms', text('by.rooms')], ['list', text('by.list')]],
      this.layout === 'list' ? 'list' : this.by, { 'aria-label': text('by.label'), class: 'by', on: { change: (event) => {
        this.layout = event.target.value === 'list' ? 'list' : 'columns';
        if (event.target.value !== 'list') this.by = event.target.value;
        localStorage.setItem('layout', this.layout);
        localStorage.setItem('columns', this.by);
        this.draw();
      } } });
    refill(this.tools,
      turners('day', (by) => this.turn(by === 0 ? today() : addDays(this.date, by))),
      element('h1', {}, written(this.date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })),
      element('nav', { class: 'strip', 'aria-label': text('week') }, strip), at, layout);
  }

  async open(appointment) {
    if (this.target.appointment) return;
    openShown(appointment, this);
  }

  /** A booking at a cell, or what is blocked there. */
  async book(column, minute) {
    if (!column || !may('book_appointments')) return;
    const blocked = column.blockouts.find((one) => one.from <= minute && minute < one.until && one.owner_id === column.id && one.id);
    if (blocked) {
      (await import('../panels/timeoff.js')).openBlockout(blocked, this);
      return;
    }
    (await import('../panels/booking.js')).openBooking({
      date: this.date, starts_at: column.day.wall.instant(minute), label: column.day.wall.label(minute),
      provider: column.provider?.id, room: column.room?.id, book: this,
    });
  }

  async block(column, from, until) {
    (await import('../panels/timeoff.js')).openTimeOff({ column, from, until, book: this });
  }

  menu(node) {
    openBlockMenu(this, node);
  }
}
