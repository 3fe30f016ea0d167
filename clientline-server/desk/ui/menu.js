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
 */
export function openMenu({ x, y }, label, choices) {
  open?.();
  const returnTo = /** @type {any} */ (document.activeElement);
  const items = choices.map((choice) => element('button', {
    role: 'menuitem', tabindex: -1, class: choice.danger ? 'danger' : '',
    on: { click: () => { close(); choice.run(); } },
  }, choice.label));
  const node = element('div', { class: 'menu', role: 'menu', 'aria-label': label }, items);
  const outside = (event) => { if (!node.contains(event.target)) close(false); };
  const close = (back = true) => {
    node.remove();
    document.removeEventListener('pointerdown', outside, true);
    open = null;
    if (back && returnTo?.isConnected) returnTo.focus({ preventScroll: true });
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
