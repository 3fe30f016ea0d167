// Onto the waiting list: a guest for whom nothing suits is put on it from the form of a booking.

import { post } from '../api.js';
import { nameOf } from '../desk.js';
import { text } from '../text.js';
import { addDays } from '../wall.js';
import { today } from '../book/book.js';
import { element } from '../ui/element.js';
import { button, field, input } from '../ui/field.js';
import { notify } from '../ui/notice.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * The part of a booking's form that puts the guest on the waiting list from its date on.
 *
 * @param {any} date the field of the date
 * @param {() => Promise<any>} wish who waits for what; `null` if that is not said yet
 * @param {() => void} done
 */
export function waitPart(date, wish, done) {
  const last = input({ type: 'date' });
  const from = input({ type: 'time' });
  const until = input({ type: 'time' });
  const add = button(text('wait.add'), async () => {
    const wished = await wish();
    if (!wished) return;
    const { guest, ...body } = wished;
    Object.assign(body, { guest_id: guest.id, first_date: date.value, last_date: last.value || date.value });
    if (from.value && until.value) body.hours = { weekly: DAYS.map((day) => ({ day, start: from.value, end: until.value })) };
    await post('/waitlist', body);
    done();
    notify(text('wait.added', { guest: nameOf(guest) }));
  }, { class: 'plain' });
  const node = element('details', { on: { toggle: () => { last.value ||= addDays(date.value || today(), 14); } } }, element('summary', {}, text('wait.title')),
    element('div', { class: 'form' }, field(text('wait.last'), last), element('div', { class: 'pair' }, field(text('from'), from), field(text('until'), until)), add));
  return { node, open: () => { node.open = true; last.focus(); } };
}
