// Dragging: an appointment to another time or column, its lower edge to another length, and
// over empty cells for a longer time. A mouse drags after 4 pixels, a finger after 350 ms, so
// that scrolling never drags.

import { may } from '../desk.js';
import { length, text } from '../text.js';
import { element } from '../ui/element.js';
import { openMenu } from '../ui/menu.js';
import { isBeside } from './beside.js';
import { isMovable, lengthen, move, into } from './move.js';

const PIXELS = 4;
const HOLD = 350;
const EDGE = 7;
const STEP = 15;

/** Listens to the pointer over a book. Gives back what ends it. */
export function listenToDrags(book) {
  const { scroller } = book.columns;
  /** @type {any} */
  let drag = null;
  let isClickEaten = false;

  const down = (event) => {
    if (event.button !== 0 || drag) return;
    isClickEaten = false;
    const block = event.target.closest('.block');
    const spot = book.columns.under(event.clientX, event.clientY);
    if (!spot || (!block && !event.target.closest('.column'))) return;
    const box = block?.getBoundingClientRect();
    const kind = !block ? 'cells' : event.pointerType === 'mouse' && box.bottom - event.clientY < EDGE ? 'edge' : 'block';
    drag = { kind, block, start: event, spot, isOn: false, pointer: event.pointerId, touch: event.pointerType !== 'mouse',
      grip: block ? spot.exact - block.appointment.from : 0 };
    if (drag.touch) drag.timer = setTimeout(() => (block ? begin() : null), HOLD);
  };

  const begin = () => {
    if (drag.block && (!isMovable(drag.block.appointment) || (drag.kind === 'edge' && drag.block.appointment.guests))) return end();
    if (!may('book_appointments')) return end();
    drag.isOn = true;
    document.body.classList.add('dragging');
    try { scroller.setPointerCapture(drag.pointer); } catch { /* The pointer is gone already. */ }
    drag.ghost = element('div', { class: `ghost of-${drag.kind}`, 'aria-hidden': true });
    drag.block?.classList.add('dragged');
    if (drag.kind === 'block') book.target.free.show(drag.block.appointment);
    if (navigator.vibrate && drag.touch) navigator.vibrate(10);
    draw(drag.last ?? drag.start);
  };

  const columnOf = (block) => book.columns.columns.find((one) => one.id === block.column);

  const draw = (event) => {
    drag.last = event;
    const spot = book.columns.under(event.clientX, event.clientY) ?? drag.over;
    if (!spot) return;
    drag.over = spot;
    let { column } = spot;
    let from;
    let until;
    if (drag.kind === 'block') {
      const { appointment } = drag.block;
      if (appointment.beside || isBeside(appointment, column.id)) column = columnOf(drag.block);
      from = Math.round((spot.exact - drag.grip) / STEP) * STEP;
      until = from + appointment.until - appointment.from;
    } else if (drag.kind === 'edge') {
      const { appointment } = drag.block;
      column = columnOf(drag.block);
      from = appointment.from;
      until = Math.max(from + 5, Math.round(spot.exact / STEP) * STEP);
    } else {
      column = drag.spot.column;
      from = Math.min(drag.spot.minute, spot.minute);
      until = Math.max(drag.spot.minute, spot.minute) + STEP;
    }
    drag.to = { column, from, until };
    const { ghost } = drag;
    ghost.style.setProperty('--at', String(from - book.columns.hours.from));
    ghost.style.setProperty('--for', String(until - from));
    ghost.textContent = `${column.day.wall.label(from)}–${column.day.wall.label(until)} · ${length(until - from)}`;
    if (ghost.parentNode !== column.node) column.node.append(ghost);
    scrollAtEdges(event);
  };

  const scrollAtEdges = ({ clientX, clientY }) => {
    const box = scroller.getBoundingClientRect();
    if (clientY > box.bottom - 36) scroller.scrollTop += 12;
    if (clientY < box.top + 70) scroller.scrollTop -= 12;
    if (clientX > box.right - 36) scroller.scrollLeft += 12;
    if (clientX < box.left + 70) scroller.scrollLeft -= 12;
  };

  const moved = (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (drag.isOn) return draw(event);
    drag.last = event;
    const far = Math.hypot(event.clientX - drag.start.clientX, event.clientY - drag.start.clientY);
    if (drag.touch ? far > 10 : far > PIXELS) {
      if (drag.touch) end();
      else begin();
    }
  };

  const end = () => {
    if (!drag) return null;
    const done = drag;
    clearTimeout(drag.timer);
    drag.ghost?.remove();
    drag.block?.classList.remove('dragged');
    document.body.classList.remove('dragging');
    if (!book.target.appointment) book.target.free.hide();
    drag = null;
    return done;
  };

  const up = (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const done = end();
    if (!done.isOn || !done.to) return;
    isClickEaten = true;
    setTimeout(() => { isClickEaten = false; }, 0);
    const { column, from, until } = done.to;
    if (done.kind === 'cells') return chooseCells(event, column, from, until);
    const { appointment } = done.block;
    if (done.kind === 'edge') {
      if (until !== appointment.until) lengthen(book, appointment, until - appointment.until);
      return;
    }
    if (from === appointment.from && column.id === done.block.column) return;
    move(book, appointment, { starts_at: column.day.wall.instant(from), ...into(column, appointment) });
  };

  const chooseCells = (event, column, from, until) => {
    if (until - from <= STEP) return book.book(column, from);
    const span = `${column.day.wall.label(from)}–${column.day.wall.label(until)}`;
    openMenu({ x: event.clientX, y: event.clientY }, span, [
      { label: text('cells.book', { time: column.day.wall.label(from) }), run: () => book.book(column, from) },
      { label: text('cells.block', { span }), run: () => book.block(column, from, until) },
    ]);
  };

  const click = (event) => {
    if (isClickEaten) { isClickEaten = false; return; }
    const block = event.target.closest('.block');
    const isPointer = event.detail > 0;
    if (block && !book.target.appointment) return isPointer ? book.open(block.appointment) : undefined;
    const spot = isPointer && event.target.closest('.column') && book.columns.under(event.clientX, event.clientY);
    if (!spot) return;
    book.columns.placeCursor(spot.column.id, spot.minute);
    if (book.target.appointment) book.target.drop({ column: spot.column.id, minute: spot.minute });
    else book.book(spot.column, spot.minute);
  };

  const menu = (event) => {
    const block = event.target.closest('.block');
    if (!block) return;
    event.preventDefault();
    if (!drag?.isOn) { end(); book.menu(block); }
  };
  // Once a finger drags, the page does not scroll.
  const still = (event) => { if (drag?.isOn) event.preventDefault(); };
  const escape = (event) => { if (event.key === 'Escape' && drag?.isOn) { end(); event.preventDefault(); event.stopPropagation(); } };

  scroller.addEventListener('pointerdown', down);
  scroller.addEventListener('pointermove', moved);
  scroller.addEventListener('pointerup', up);
  scroller.addEventListener('pointercancel', end);
  scroller.addEventListener('click', click);
  scroller.addEventListener('contextmenu', menu);
  scroller.addEventListener('touchmove', still, { passive: false });
  document.addEventListener('keydown', escape, true);
  return () => document.removeEventListener('keydown', escape, true);
}
