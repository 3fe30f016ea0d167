// A menu at a point: of an appointment by right click, long press or Shift+F10, and of the
// frame's button.

import { element } from './element.js';

let open = null;

/**
 * Opens a menu; the one before closes.
 *
 * @param {{ x: number, y: number }} point
 * @param {string} label
 * @param {{ label: string, run: () => void, danger?: boolean }[]} choices
 * @param {() => void} [left] called when it closes and nothing was chosen
 */
export function openMenu({ x, y }, label, choices, left) {
  open?.();
  const returnTo = /** @type {any} */ (document.activeElement);
  const items = choices.map((choice) => element('button', {
    role: 'menuitem', tabindex: -1, class: choice.danger ? 'danger' : '',
    on: { click: () => { close(true, true); choice.run(); } },
  }, choice.label));
  const node = element('div', { class: 'menu', role: 'menu', 'aria-label': label }, items);
  const outside = (event) => { if (!node.contains(event.target)) close(false); };
  const close = (back = true, isChosen = false) => {
    node.remove();
    document.removeEventListener('pointerdown', outside, true);
    open = null;
    if (back && returnTo?.isConnected) returnTo.focus({ preventScroll: true });
    if (!isChosen) left?.();
  };
  node.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length].focus();
    else if (event.key === 'ArrowUp') items[(at + items.length - 1) % items.length].focus();
    else if (event.key === 'Home') items[0].focus();
    else if (event.key === 'End') items.at(-1).focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(node);
  const room = { width: innerWidth - node.offsetWidth - 8, height: innerHeight - node.offsetHeight - 8 };
  node.style.setProperty('left', `${Math.max(8, Math.min(x, room.width))}px`);
  node.style.setProperty('top', `${Math.max(8, Math.min(y, room.height))}px`);
  document.addEventListener('pointerdown', outside, true);
  open = close;
  items[0].focus();
}

/**
 * Asks by a menu. Gives back which of the choices was taken, by their keys; nothing, if none was.
 *
 * @param {{ x: number, y: number }} point
 * @param {string} label
 * @param {[string, string][]} choices keys and texts
 * @returns {Promise<string | undefined>}
 */
export const ask = (point, label, choices) => new Promise((done) => {
  openMenu(point, label, choices.map(([key, words]) => ({ label: words, run: () => done(key) })), () => done(undefined));
});
