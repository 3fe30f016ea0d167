// An appointment in the book: a button of three nodes. Its state is seen by shape and read as
// a word, never by colour alone.

import { text, word } from '../text.js';
import { clock } from '../wall.js';
import { element } from '../ui/element.js';
import { alsoWith, performedBy } from './beside.js';

/** The name that readers hear: "10:00 to 10:45, Ana Reis, Cut, with Rui, confirmed". */
export function spokenName(appointment) {
  const parts = [
    text('block.span', { from: clock(appointment.local_start), until: clock(appointment.local_end) }),
    appointment.guest_name, appointment.service_name,
    text('block.with', { name: performedBy(appointment) }), word('status', appointment.status),
    ...marksOf(appointment).map((mark) => text(`mark.${mark}`)),
  ];
  return parts.join(', ');
}

/** What of an appointment is worth a word: it is late, unpaid, somebody new, of a series. */
export function marksOf(appointment) {
  const marks = [];
  if (appointment.isSaving) marks.push('saving');
  if (appointment.isLate) marks.push('late');
  const flags = appointment.flags ?? [];
  if (flags.includes('new_guest')) marks.push('new');
  if (appointment.status === 'completed' && appointment.settlement && appointment.settlement !== 'paid') marks.push('unpaid');
  if (appointment.settlement === 'paid') marks.push('paid');
  if (appointment.notes) marks.push('notes');
  return marks;
}

/** Makes the node of an appointment, or brings it up to date. Only what differs is written. */
export function drawBlock(appointment, node) {
  const block = node ?? element('button', { class: 'block', tabindex: -1, data: { id: appointment.id } }, element('b'), element('span'));
  const name = spokenName(appointment);
  const kind = `block ${appointment.status}${appointment.beside ? ' beside' : ''}${marksOf(appointment).map((mark) => ` is-${mark}`).join('')}`;
  if (block.className.replace(/ (dragged|short|has-gap)/g, '') !== kind) block.className = kind;
  if (block.getAttribute('aria-label') !== name) block.setAttribute('aria-label', name);
  const [guest, about] = block.children;
  if (guest.textContent !== appointment.guest_name) guest.textContent = appointment.guest_name;
  const marks = [word('status', appointment.status), ...marksOf(appointment).map((mark) => text(`mark.${mark}`))];
  const what = [`${clock(appointment.local_start)} ${appointment.service_name}`, alsoWith(appointment)];
  // Beside another it is said first with whom.
  if (appointment.beside) what.reverse();
  const line = [...what, ...marks].filter(Boolean).join(' · ');
  if (about.textContent !== line) about.textContent = line;
  const set = (key, value) => { if (block.style.getPropertyValue(key) !== value) block.style.setProperty(key, value); };
  set('--color', appointment.color ?? '#7a869a');
  return block;
}

/** Where the guest leaves the provider free, as a part of the whole; `null` if nowhere. */
export function gapOf(appointment) {
  if (!appointment.segments?.length) return null;
  const whole = appointment.segments.reduce((sum, segment) => sum + segment.minutes, 0);
  let at = 0;
  for (const segment of appointment.segments) {
    if (segment.kind === 'processing') return { from: at / whole, until: (at + segment.minutes) / whole };
    at += segment.minutes;
  }
  return null;
}
