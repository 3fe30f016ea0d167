// Search as you type: a text field whose suggestions are walked by arrows (the combobox of
// the ARIA practices). What is shown last belongs to what was typed last.

import { element, refill } from './element.js';
import { paused } from './field.js';

let number = 0;

/**
 * Makes the field and its list.
 *
 * @param {{ label: string, find: (typed: string) => Promise<any[]>, line: (found: any) => any[],
 *   pick: (found: any) => void, create?: { label: (typed: string) => string, run: (typed: string) => void },
 *   autofocus?: boolean, isBrief?: boolean }} options isBrief: the list is short enough to be looked through, so a
 * click or the arrow down opens it before anything is typed
 */
export function suggest({ label, find, line, pick, create, autofocus, isBrief = false }) {
  const id = `suggest-${++number}`;
  const list = element('ul', { id, role: 'listbox', 'aria-label': label, class: 'suggestions', hidden: true });
  const entry = element('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-label': label, placeholder: label,
    'aria-controls': id, 'aria-expanded': 'false', 'aria-autocomplete': 'list', autofocus,
  });
  let at = -1;
  let asked = 0;

  const mark = (next) => {
    at = next;
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
    if (at >= 0) {
      entry.setAttribute('aria-activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    } else entry.removeAttribute('aria-activedescendant');
  };
  const close = () => { list.hidden = true; entry.setAttribute('aria-expanded', 'false'); mark(-1); };
  const option = (index, run, ...children) => element('li', {
    id: `${id}-${index}`, role: 'option', 'aria-selected': 'false',
    on: { pointerdown: (event) => event.preventDefault(), click: () => { close(); run(); } },
  }, ...children);

  const look = paused(async () => {
    const typed = entry.value.trim();
    const turn = ++asked;
    if (typed === '' && !isBrief) return close();
    let found = [];
    try { found = await find(typed); } catch { /* The banner says that the server is away. */ }
    if (turn !== asked) return;
    const options = found.map((one, index) => option(index, () => pick(one), ...line(one)));
    if (create) options.push(option(found.length, () => create.run(typed), element('b', {}, create.label(typed))));
    refill(list, options);
    list.hidden = options.length === 0;
    entry.setAttribute('aria-expanded', String(options.length > 0));
    mark(options.length > 0 ? 0 : -1);
  });

  entry.addEventListener('input', look);
  entry.addEventListener('blur', close);
  if (isBrief) entry.addEventListener('click', look);
  entry.addEventListener('keydown', (event) => {
    const count = list.children.length;
    if (isBrief && list.hidden && event.key === 'ArrowDown') return look();
    if (list.hidden || count === 0) return;
    if (event.key === 'ArrowDown') mark((at + 1) % count);
    else if (event.key === 'ArrowUp') mark((at + count - 1) % count);
    else if (event.key === 'Enter' && at >= 0) /** @type {any} */ (list.children[at]).click();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { node: element('div', { class: 'suggest' }, entry, list), entry, close };
}
