// What the keys do.

import { text } from '../text.js';
import { element } from '../ui/element.js';
import { openPanel } from '../ui/panel.js';

const KEYS = [
  ['N', 'book'], ['W', 'walkIn'], ['/', 'search'], ['T', 'day.today'], ['PageUp', 'day.before'], ['PageDown', 'day.after'],
  ['← → ↑ ↓', 'keys.arrows'], ['Enter', 'keys.enter'], ['Alt + ←→↑↓', 'keys.move'], ['Shift + F10', 'keys.menu'],
  ['Ctrl + Z', 'keys.undo'], ['Esc', 'keys.escape'], ['?', 'keys.title'],
];

/** Opens the list of keys. */
export function openKeys() {
  const panel = openPanel(text('keys.title'), { kind: 'keys' });
  panel.show(element('dl', { class: 'keys' }, KEYS.map(([key, words]) => [element('dt', {}, element('kbd', {}, key)), element('dd', {}, text(words))])));
}
