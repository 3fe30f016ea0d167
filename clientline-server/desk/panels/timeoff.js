// Time that is blocked: a break, a meeting, a day off, for one of the people or a room.

import { post, remove } from '../api.js';
import { day as written, text, word } from '../text.js';
import { clock, instant } from '../wall.js';
import { element } from '../ui/element.js';
import { button, field, form, input, select } from '../ui/field.js';
import { complain, notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { foreseen, openReplan } from './affected.js';

const REASONS = ['break', 'meeting', 'training', 'vacation', 'maintenance', 'other'];

/** Opens the form for time off in a column. */
export function openTimeOff({ column, from, until, book }) {
  const panel = openPanel(text('timeOff.title', { name: column.name }), { kind: 'timeoff' });
  const { wall } = column.day;
  const reason = select(REASONS.map((one) => [one, word('reason', one)]), 'break');
  const start = input({ type: 'time', value: wall.label(from), required: true });
  const end = input({ type: 'time', value: wall.label(until), required: true });
  const notes = input({ maxlength: 500 });
  const owner = column.provider ? { provider_id: column.provider.id } : { room_id: column.room.id };
  const hit = foreseen(owner);
  const span = () => ({ starts_at: at(start), ends_at: at(end) });
  const at = (control) => new Date(wall.at(`${wall.date}T${control.value}`)).toISOString();
  // What begins before it may reach into it.
  const around = () => ({ from: instant(wall.startsAt), to: at(end) });
  // What the server makes of a span that can't be is said when it is sent.
  const preview = () => hit.show({ blockout: span() }, around()).catch(() => null);
  start.addEventListener('change', preview);
  end.addEventListener('change', preview);
  panel.show(form(async () => {
    const body = /** @type {any} */ ({ ...span(), ...owner, reason: reason.value });
    if (notes.value.trim()) body.notes = notes.value.trim();
    if (!await hit.isAgreed({ blockout: span() }, around())) return;
    const made = await post('/blockouts', body);
    panel.close();
    await book.read();
    notify(text('timeOff.done', { name: column.name }), { undo: async () => {
      await remove(`/blockouts/${made.id}`, { version: made.version }).catch(complain);
      book.read();
    } });
    if (hit.isHit()) await openReplan(owner, around(), book);
  },
  element('p', { class: 'hint' }, written(wall.date)), field(text('timeOff.reason'), reason),
  element('div', { class: 'pair' }, field(text('from'), start), field(text('until'), end)), field(text('notes'), notes), hit.node,
  element('button', { class: 'primary wide' }, text('timeOff.do'))));
  preview();
  panel.focus();
}

/** Opens what is blocked, to take it away again. */
export function openBlockout(blockout, book) {
  const panel = openPanel(word('reason', blockout.reason), { kind: 'timeoff' });
  panel.show(element('p', {}, text('block.span', { from: clock(blockout.local_start), until: clock(blockout.local_end) })),
    blockout.notes && element('p', { class: 'hint' }, blockout.notes),
    button(text('timeOff.remove'), async () => {
      await remove(`/blockouts/${blockout.id}`);
      panel.close();
      await book.read();
    }, { class: 'plain danger' }));
}
