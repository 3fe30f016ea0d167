// A class: who attends a session, and a seat for one more.

import { may } from '../desk.js';
import { sessions } from '../book/classes.js';
import { day as written, text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element } from '../ui/element.js';
import { button } from '../ui/field.js';
import { openPanel } from '../ui/panel.js';

/** Opens the panel of a session in the book. */
export function openClass(session, book) {
  const panel = openPanel(session.guest_name, { kind: 'class' });
  const draw = () => {
    const join = async () => (await import('./booking.js')).openBooking({ date: dateOf(session.local_start), starts_at: session.starts_at,
      label: clock(session.local_start), provider: session.provider_id, service: session.service_id, book });
    panel.show(element('div', { class: 'facts' },
      element('p', { class: 'when' }, element('strong', {}, text('block.span', { from: clock(session.local_start), until: clock(session.local_end) })), ` ${written(dateOf(session.local_start))}`),
      element('p', {}, text('block.with', { name: session.provider_name }), ' · ', session.service_name)),
    session.guests.length < session.seats && may('book_appointments') && button(text('class.join'), join, { class: 'primary' }),
    element('ul', { class: 'plain-list' }, session.guests.map((one) => element('li', {},
      button(one.guest_name, async () => (await import('./appointment.js')).openAppointment(one, book), { class: 'link' }),
      element('em', { class: `state ${one.status}` }, word('status', one.status))))));
  };
  panel.onChange = () => {
    const found = sessions(book.day.appointments ?? book.day.all).find((one) => one.id === session.id);
    const isInside = panel.body.contains(document.activeElement);
    if (!found || !panel.isOpen()) return;
    session = found;
    draw();
    if (isInside) panel.focus();
  };
  draw();
  panel.focus();
}
