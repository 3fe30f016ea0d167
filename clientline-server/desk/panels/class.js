// A class: who attends a session, a seat for one more, and what happens to all of it.

import { post } from '../api.js';
import { may } from '../desk.js';
import { sessions } from '../book/classes.js';
import { isMovable } from '../book/move.js';
import { day as written, text, word } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element } from '../ui/element.js';
import { button, field, form, input } from '../ui/field.js';
import { notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';

/** Opens the panel of a session in the book. */
export function openClass(session, book) {
  const panel = openPanel(session.guest_name, { kind: 'class' });
  // Whether it is asked why it does not take place: what is typed there stays, whatever is read.
  let isLeaving = false;
  const draw = () => {
    const join = async () => (await import('./booking.js')).openBooking({ date: dateOf(session.local_start), starts_at: session.starts_at,
      label: clock(session.local_start), provider: session.provider_id, service: session.service_id, book });
    const isOpen = may('attend_appointments') && isMovable(session);
    panel.show(element('div', { class: 'facts' },
      element('p', { class: 'when' }, element('strong', {}, text('block.span', { from: clock(session.local_start), until: clock(session.local_end) })), ` ${written(dateOf(session.local_start))}`),
      element('p', {}, text('block.with', { name: session.provider_name }), ' · ', session.service_name)),
    session.guests.length < session.seats && may('book_appointments') && button(text('class.join'), join, { class: 'primary' }),
    element('ul', { class: 'plain-list' }, session.guests.map((one) => element('li', {},
      button(one.guest_name, async () => (await import('./appointment.js')).openAppointment(one, book), { class: 'link' }),
      element('em', { class: `state ${one.status}` }, word('status', one.status))))),
    isOpen && element('div', { class: 'row-of-buttons' },
      book.target && button(text('menu.move'), () => { panel.close(); book.target.begin(session); }, { class: 'plain' }),
      button(text('class.cancel'), leave, { class: 'plain danger' })));
  };

  /** Asks why the whole session is cancelled, and does it. */
  function leave() {
    isLeaving = true;
    const why = input({ maxlength: 500 });
    const back = () => { isLeaving = false; draw(); panel.focus(); };
    panel.show(form(async () => {
      await post('/appointments/cancel', { class_of: session.id, reason: why.value.trim() || null });
      panel.close();
      await book.read();
      notify(text('step.done', { guest: session.guest_name, state: word('status', 'cancelled') }));
    }, field(text('reason.cancel'), why), element('div', { class: 'row-of-buttons' },
      element('button', { class: 'primary danger' }, text('class.cancel')), button(text('back'), back, { class: 'plain' }))));
    why.focus();
  }

  panel.onChange = () => {
    const found = sessions(book.day.appointments ?? book.day.all).find((one) => one.guests?.some((guest) => session.guests.some(({ id }) => id === guest.id)));
    const isInside = panel.body.contains(document.activeElement);
    if (!found || !panel.isOpen()) return;
    session = found;
    if (isLeaving) return;
    draw();
    if (isInside) panel.focus();
  };
  draw();
  panel.focus();
}
