// Search: a guest by the beginning of a name, telephone, email or code.

import { text } from '../text.js';
import { element } from '../ui/element.js';
import { openPanel } from '../ui/panel.js';
import { suggest } from '../ui/suggest.js';
import { findGuests, guestLine } from './guestfield.js';

/** Opens the search. */
export function openSearch() {
  const panel = openPanel(text('search'), { kind: 'search' });
  const box = suggest({
    label: text('guest.find'), find: findGuests, line: guestLine, autofocus: true,
    pick: async (guest) => (await import('./guest.js')).openGuest(guest.id),
  });
  panel.show(box.node, element('p', { class: 'hint' }, text('search.hint')));
  panel.focus();
}
