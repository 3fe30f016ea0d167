// Finding a guest: in a panel, or in a field that makes a new one in place.

import { get, post } from '../api.js';
import { desk, nameOf } from '../desk.js';
import { text } from '../text.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, input } from '../ui/field.js';
import { complaint } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { suggest } from '../ui/suggest.js';

/** Guests whose name, telephone, email or code begins as it was typed. */
export const findGuests = async (typed) => (await get('/guests', { q: typed, limit: 8 })).items;

/** How a guest stands in a list. */
export const guestLine = (guest) => [element('b', {}, nameOf(guest)),
  element('small', {}, [guest.phone, guest.email].filter(Boolean).join(' · '))];

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

/**
 * A field for a guest.
 *
 * @param {{ guest?: any, autofocus?: boolean }} options
 */
export function guestField({ guest = null, autofocus = false }) {
  const place = element('div', { class: 'guest-field' });
  const self = { node: place, value: guest, focus: () => place.querySelector('input, button')?.focus(), settle };

  const choose = (chosen) => {
    self.value = chosen;
    draw();
  };
  let fresh = null;

  function draw() {
    fresh = null;
    if (self.value) {
      refill(place, element('span', { class: 'caption' }, text('guest')),
        element('div', { class: 'chosen' }, element('div', {}, guestLine(self.value)),
          button(text('change'), () => { choose(null); self.focus(); }, { class: 'link' })));
      return;
    }
    const box = suggest({
      label: text('guest.find'), find: findGuests, line: guestLine, pick: choose, autofocus,
      create: { label: (typed) => text('guest.new', { name: typed }), run: make },
    });
    refill(place, element('span', { class: 'caption' }, text('guest')), box.node);
  }

  function make(typed) {
    const [first, ...rest] = typed.split(/\s+/);
    const isNumber = /^[+\d][\d\s/()-]{3,}$/.test(typed);
    const firstName = input({ value: isNumber ? '' : first, required: true, maxlength: 100 });
    const lastName = input({ value: isNumber ? '' : rest.join(' '), maxlength: 100 });
    const phone = input({ type: 'tel', value: isNumber ? typed : '' });
    const email = input({ type: 'email' });
    fresh = { firstName, lastName, phone, email, wrong: complaint() };
    refill(place, element('fieldset', {}, element('legend', {}, text('guest.newOne')),
      element('div', { class: 'pair' }, field(text('firstName'), firstName), field(text('lastName'), lastName)),
      element('div', { class: 'pair' }, field(text('phone'), phone), field(text('email'), email)),
      fresh.wrong.place,
      button([icon('left'), text('guest.findInstead')], () => { draw(); self.focus(); }, { class: 'link' })));
    firstName.focus();
  }

  /** The guest, made now if it is a new one; `null` if none was named. */
  async function settle() {
    if (self.value || !fresh) return self.value;
    if (!fresh.firstName.value.trim()) { fresh.firstName.focus(); return null; }
    const body = { center_id: desk.center.id, first_name: fresh.firstName.value.trim(), last_name: fresh.lastName.value.trim() || '–' };
    if (fresh.phone.value.trim()) body.phone = fresh.phone.value.trim();
    if (fresh.email.value.trim()) body.email = fresh.email.value.trim();
    try {
      choose(await post('/guests', body));
    } catch (error) {
      fresh.wrong.show(error);
      return null;
    }
    return self.value;
  }

  draw();
  return self;
}
