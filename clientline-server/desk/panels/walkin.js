// Who walks in: who is free for them now, and how soon otherwise.

import { newKey, post } from '../api.js';
import { bookable, desk, nameOf, people } from '../desk.js';
import { startsOf } from '../book/free.js';
import { length, text } from '../text.js';
import { today } from '../book/book.js';
import { element, refill } from '../ui/element.js';
import { button, field } from '../ui/field.js';
import { complaint, reason } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { sayBooked, serviceSelect } from './booking.js';
import { guestField } from './guestfield.js';

/** Opens the panel for who walks in. */
export function openWalkIn() {
  const panel = openPanel(text('walkIn'), { kind: 'walkin' });
  const service = serviceSelect(bookable(), 'walk-in', undefined, { autofocus: true });
  const guest = guestField({});
  const waits = element('div', { class: 'form', role: 'group', 'aria-label': text('walkIn.when') });
  const wrong = complaint();
  let turn = 0;

  async function look() {
    const mine = ++turn;
    let slots = [];
    try {
      slots = await startsOf({ service: service.value, date: today() });
    } catch (error) { return refill(waits, element('p', { class: 'hint' }, reason(error))); }
    if (mine !== turn) return;
    const soonest = people(service.value).map((provider) => ({ provider, slot: slots.find((slot) => slot.providers.some((one) => one.provider_id === provider.id)) }))
      .filter((one) => one.slot).sort((one, other) => one.slot.starts_at.localeCompare(other.slot.starts_at));
    if (soonest.length === 0) return refill(waits, element('p', { class: 'empty' }, text('walkIn.nobody')));
    refill(waits, soonest.map(({ provider, slot }, index) => {
      const wait = Math.max(0, Math.round((Date.parse(slot.starts_at) - Date.now()) / 60_000));
      return button([element('b', {}, nameOf(provider)), element('span', { class: 'grow' }), element('span', {},
        wait < 1 ? text('walkIn.now') : text('walkIn.wait', { time: slot.local.slice(11, 16), wait: length(wait) }))],
      () => take(provider, slot), { class: index === 0 ? 'primary' : 'plain' });
    }));
  }

  async function take(provider, slot) {
    wrong.clear();
    const body = { center_id: desk.center.id, service_id: service.value, provider_id: provider.id, starts_at: slot.starts_at };
    try {
      const who = await guest.settle();
      // Who gave no name is the nameless guest of the center, until they give one.
      const made = who ? await post('/appointments', { ...body, guest_id: who.id, source: 'desk' }, { key: newKey() })
        : await post('/appointments/walk-in', body, { key: newKey() });
      await post(`/appointments/${made.id}/check-in`, {});
      panel.close();
      sayBooked(made, who ? nameOf(who) : text('walkIn'), text('day.today'));
    } catch (error) {
      wrong.show(error);
      look();
    }
  }

  service.addEventListener('change', look);
  panel.show(element('div', { class: 'form' }, field(text('service'), service), guest.node, element('p', { class: 'hint' }, text('walkIn.hint')),
    wrong.place, element('h3', {}, text('walkIn.when')), waits));
  panel.focus();
  look();
}
