// The columns of the book: hours, what is blocked, appointments, and the line of now. Drawing
// again touches only what differs, so focus and scroll stay where they are.

import { text, word } from '../text.js';
import { element, refill } from '../ui/element.js';
import { drawBlock, gapOf } from './block.js';
import { hoursOf, lanes } from './day.js';

/** By what the node of an appointment is known: it stands once in a column. */
const keyOf = ({ id, beside = '' }) => id + beside;

/** A grid of columns, each `{ id, name, about, day, provider, open, appointments, blockouts, href }`. */
export class Columns {
  constructor(place, label) {
    this.axis = element('div', { class: 'axis', 'aria-hidden': true });
    this.head = element('div', { class: 'book-head' });
    this.body = element('div', { class: 'book-body' });
    this.cursor = element('button', { class: 'cursor', tabindex: 0 });
    this.scroller = element('div', { class: 'book', role: 'group', 'aria-label': label }, this.head, this.body);
    this.now = element('div', { class: 'now', 'aria-hidden': true });
    this.columns = [];
    this.nodes = new Map();
    place.append(this.scroller);
  }

  /** Draws the columns. */
  draw(columns) {
    const hours = hoursOf(columns.map((column) => column.day));
    const shape = columns.map((column) => `${column.id}|${column.name}|${column.about}`).join() + JSON.stringify(hours);
    this.hours = hours;
    if (shape !== this.shape) this.rebuild(columns, shape);
    columns.forEach((column, index) => { column.node = this.columns[index].node; column.back = this.columns[index].back; });
    this.columns = columns;
    const seen = new Set();
    for (const column of columns) {
      this.background(column);
      this.appointments(column, seen);
    }
    for (const [key, node] of this.nodes) if (!seen.has(key)) this.drop(key, node);
    this.showNow();
  }

  rebuild(columns, shape) {
    this.shape = shape;
    const held = this.cursor.isConnected && document.activeElement === this.cursor;
    this.scroller.style.setProperty('--columns', String(columns.length));
    this.scroller.style.setProperty('--span', String(this.hours.until - this.hours.from));
    refill(this.head, element('div', { class: 'corner' }), columns.map((column) => element('div', { class: 'column-head' },
      column.href ? element('a', { href: column.href }, column.name) : element('span', {}, column.name),
      column.about && element('small', {}, column.about))));
    refill(this.axis);
    const wall = columns[0].day.wall;
    for (let minute = this.hours.from; minute < this.hours.until; minute += 60) {
      this.axis.append(element('span', { style: { '--at': minute - this.hours.from } }, wall.label(minute)));
    }
    this.nodes.clear();
    for (const column of columns) {
      column.back = element('div', { class: 'back', 'aria-hidden': true });
      column.node = element('div', { class: 'column', role: 'group', 'aria-label': column.name, data: { column: column.id } }, column.back);
    }
    this.columns = columns;
    refill(this.body, this.axis, columns.map((column) => column.node));
    this.body.append(this.now);
    this.at = this.at && columns.some((column) => column.id === this.at.column) ? this.at : null;
    this.placeCursor(this.at?.column ?? columns[0].id, this.at?.minute ?? Math.max(this.hours.from, columns[0].day.open[0]?.from ?? 0));
    if (held) this.cursor.focus({ preventScroll: true });
  }

  background(column) {
    const spans = [
      ...column.open.map((span) => ['open', span, '']),
      ...column.blockouts.map((span) => [`blockout ${span.kind ?? ''}`, span, span.notes || word('reason', span.reason)]),
    ];
    const key = JSON.stringify(spans.map(([kind, span, words]) => [kind, span.from, span.until, words]));
    if (column.back.dataset.key === key) return;
    column.back.dataset.key = key;
    refill(column.back, spans.map(([kind, span, words]) => element('div', {
      class: kind, style: { '--at': span.from - this.hours.from, '--for': span.until - span.from },
    }, words)));
  }

  appointments(column, seen) {
    const places = lanes(column.appointments);
    const now = Date.now();
    for (const appointment of column.appointments) {
      appointment.isLate = ['scheduled', 'confirmed'].includes(appointment.status) && Date.parse(appointment.starts_at) < now - 300_000
        && Date.parse(appointment.ends_at) > now;
      const key = keyOf(appointment);
      let node = this.nodes.get(key);
      const made = drawBlock(appointment, node);
      if (!node) { this.nodes.set(key, made); node = made; }
      seen.add(key);
      const { lane, lanes: count } = places.get(appointment.id);
      const gap = gapOf(appointment);
      this.place(node, {
        '--at': appointment.from - this.hours.from, '--for': appointment.until - appointment.from,
        '--lane': lane, '--lanes': count, '--gap-from': gap ? `${gap.from * 100}%` : '100%', '--gap-until': gap ? `${gap.until * 100}%` : '100%',
      });
      node.classList.toggle('has-gap', gap !== null);
      node.classList.toggle('short', appointment.until - appointment.from < 30);
      node.appointment = appointment;
      node.column = column.id;
      if (node.parentNode !== column.node) {
        const focused = document.activeElement === node;
        column.node.append(node);
        if (focused) node.focus({ preventScroll: true });
      }
    }
  }

  place(node, values) {
    for (const [key, value] of Object.entries(values)) {
      if (node.style.getPropertyValue(key) !== String(value)) node.style.setProperty(key, String(value));
    }
  }

  drop(key, node) {
    const focused = document.activeElement === node;
    this.nodes.delete(key);
    node.remove();
    // Where it was is the nearest place to go on from.
    if (focused && node.appointment) this.focusCell(node.column, node.appointment.from);
  }

  showNow() {
    const today = this.columns.find((column) => {
      const minute = column.day.wall.minute(Date.now());
      return minute >= this.hours.from && minute < this.hours.until;
    });
    this.now.hidden = !today;
    if (!today) return;
    // Over all columns of one day; in a week only over its own.
    const place = this.columns.every((column) => column.day.date === today.day.date) ? this.body : today.node;
    if (this.now.parentNode !== place) place.append(this.now);
    this.now.style.setProperty('--at', String(today.day.wall.minute(Date.now()) - this.hours.from));
  }

  /** Puts the cell that the keys are at. */
  placeCursor(id, minute) {
    const column = this.columns.find((one) => one.id === id) ?? this.columns[0];
    const at = Math.min(Math.max(minute, this.hours.from), this.hours.until - 15);
    this.at = { column: column.id, minute: at };
    this.cursor.style.setProperty('--at', String(at - this.hours.from));
    const isOpen = column.open.some((span) => span.from <= at && at < span.until);
    const blocked = column.blockouts.find((span) => span.from <= at && at < span.until);
    this.cursor.setAttribute('aria-label', [column.day.wall.label(at), column.name,
      text(blocked ? 'cell.blocked' : isOpen ? 'cell.free' : 'cell.closed')].join(', '));
    if (this.cursor.parentNode !== column.node) column.node.append(this.cursor);
  }

  focusCell(id, minute) {
    this.placeCursor(id, minute);
    this.cursor.focus({ preventScroll: true });
    this.reveal(this.cursor);
  }

  focusBlock(node) {
    this.placeCursor(node.column, node.appointment.from);
    node.focus({ preventScroll: true });
    this.reveal(node);
  }

  /** Scrolls so far that what has the focus is seen beside the head and the axis. */
  reveal(node) {
    node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The node of an appointment, as long as it is shown. */
  nodeOf(appointment) {
    return this.nodes.get(keyOf(appointment));
  }

  /** The appointment that covers a minute of a column. */
  blockAt(id, minute) {
    const column = this.columns.find((one) => one.id === id);
    const found = column?.appointments.find((one) => one.from <= minute && minute < one.until);
    return found && this.nodeOf(found);
  }

  /** The column and the minute under a point of the screen. */
  under(x, y, step = 15) {
    const column = this.columns.find((one) => {
      const box = one.node.getBoundingClientRect();
      return x >= box.left && x < box.right;
    });
    if (!column) return null;
    const box = column.node.getBoundingClientRect();
    const minute = this.hours.from + ((y - box.top) / box.height) * (this.hours.until - this.hours.from);
    return { column, exact: minute, minute: Math.floor(minute / step) * step };
  }

  /** Shows a time of the day without taking the focus. */
  scrollTo(minute) {
    if (!this.hours) return;
    const whole = this.body.getBoundingClientRect().height;
    this.scroller.scrollTop = Math.max(0, ((minute - this.hours.from) / (this.hours.until - this.hours.from)) * whole - 40);
  }
}
