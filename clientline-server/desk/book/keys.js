// The book by keyboard: one tab stop, arrows walk cells and appointments, Enter opens, Alt
// with arrows moves. Single letters act only where nothing is typed.

import { desk, may } from '../desk.js';
import { openNamed } from '../frame.js';
import { addDays } from '../wall.js';
import { undoLast } from '../ui/notice.js';

const STEP = 15;

/**
 * Listens to the keys of a book.
 *
 * @param {import('./columns.js').Columns} columns
 * @param {{ open: (appointment: any) => void, book: (column: any, minute: number) => void,
 *   shift: (appointment: any, columns: number, minutes: number) => void,
 *   menu: (node: any) => void, target: () => any }} acts
 */
export function listenToKeys(columns, acts) {
  columns.scroller.addEventListener('keydown', (event) => {
    const block = event.target.closest?.('.block');
    if (event.ctrlKey || event.metaKey) return;
    const move = ARROWS[event.key];
    const [right, down] = move ?? [];
    if (move && event.altKey && block) acts.shift(block.appointment, direction(right), down * STEP);
    else if (move && !event.altKey) walk(columns, block, direction(right), down);
    else if (event.key === 'Enter' || event.key === ' ') {
      if (acts.target()?.drop(columns.at)) { /* It was dropped there. */ }
      else if (block) acts.open(block.appointment);
      else if (event.target === columns.cursor) acts.book(columns.columns.find((one) => one.id === columns.at.column), columns.at.minute);
      else return;
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      if (!block) return;
      acts.menu(block);
    } else if (event.key === 'Home') walkTo(columns, columns.at.column, columns.hours.from);
    else if (event.key === 'End') walkTo(columns, columns.at.column, columns.hours.until - STEP);
    else return;
    event.preventDefault();
  });
  columns.scroller.addEventListener('focusin', (event) => {
    const block = event.target.closest?.('.block');
    if (block) columns.placeCursor(block.column, block.appointment.from);
    // The one tab stop is where the focus was last.
    columns.scroller.querySelectorAll('.block[tabindex="0"]').forEach((node) => { node.tabIndex = -1; });
    columns.cursor.tabIndex = block ? -1 : 0;
    if (block) block.tabIndex = 0;
  });
}

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Left is back where one reads from left to right. */
const direction = (right) => (document.dir === 'rtl' ? -right : right);

function walk(columns, block, right, down) {
  const index = columns.columns.findIndex((one) => one.id === columns.at.column);
  const column = columns.columns[Math.min(Math.max(index + right, 0), columns.columns.length - 1)];
  let minute = columns.at.minute + down * STEP;
  if (block && down > 0) minute = Math.max(minute, Math.ceil(block.appointment.until / 5) * 5);
  if (block && down < 0) minute = block.appointment.from - STEP;
  walkTo(columns, column.id, minute);
}

function walkTo(columns, column, minute) {
  const at = Math.min(Math.max(minute, columns.hours.from), columns.hours.until - STEP);
  const block = columns.blockAt(column, at);
  if (block) columns.focusBlock(block);
  else columns.focusCell(column, at);
}

/** The keys that act everywhere but in a field. */
export function listenEverywhere({ date, today, go, escape }) {
  const listener = (event) => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key === 'Escape' && !event.defaultPrevented) return escape();
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !typing) { undoLast(); return event.preventDefault(); }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') openNamed('search');
    else if (event.key === '?') openNamed('keys');
    else if (event.key === 'n' && may('book_appointments')) openNamed('booking');
    else if (event.key === 'w' && may('book_appointments')) openNamed('walkin');
    else if (event.key === 't') go(today());
    else if (event.key === 'PageDown') go(addDays(desk.date ?? date(), 1));
    else if (event.key === 'PageUp') go(addDays(desk.date ?? date(), -1));
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}
