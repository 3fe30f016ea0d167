// An appointment: what comes next by one tap, and everything else that is done about it.

import { all, get, patch, post } from '../api.js';
import { bookable, desk, may, nameOf, people } from '../desk.js';
import { performedBy } from '../book/beside.js';
import { localTexts } from '../book/day.js';
import { isMovable, lengthen, move } from '../book/move.js';
import { cut } from '../book/tray.js';
import { money } from '../money.js';
import { day as written, length, text, word } from '../text.js';
import { addDays, clock, dateOf } from '../wall.js';
import { element, refill } from '../ui/element.js';
import { button, field, input, select } from '../ui/field.js';
import { announce, complain, notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { colleagueFields } from './colleagues.js';
import { feeOf } from './fees.js';
import { companionsOf } from './party.js';
import { scopeSelect } from './scope.js';

const NEXT = {
  pending: ['confirm'], scheduled: ['check-in', 'confirm'], confirmed: ['check-in', 'start'],
  checked_in: ['start', 'complete'], in_progress: ['complete'], completed: [], cancelled: [], no_show: [],
};

/** Opens the panel of an appointment of the calendar. */
export function openAppointment(shown, book) {
  const panel = openPanel(shown.guest_name, { kind: 'appointment' });
  let appointment = shown;
  let whole = null;
  let deposit = null;
  let companions = null;
  // Whether it is asked why it does not take place: what is typed there stays, whatever is read.
  let isLeaving = false;
  const head = element('div', { class: 'facts' });
  const steps = element('div', { class: 'steps' });
  const party = element('div', {});
  const more = element('div', { class: 'form' });
  const past = element('details', { class: 'history' });
  const notes = notesFields();
  panel.show(head, party, steps, more, notes.node, past);

  async function read() {
    try {
      const path = `/appointments/${appointment.id}`;
      [whole, deposit, companions] = await Promise.all([get(path), may('issue_invoices') ? get(`${path}/deposit`) : null, companionsOf(appointment, book)]);
    } catch (error) { return complain(error); }
    if (!panel.isOpen()) return;
    // What was cancelled stands in no book any more.
    appointment = { ...appointment, status: whole.status };
    notes.read(whole);
    draw();
  }

  function draw() {
    refill(head,
      element('p', { class: 'when' }, element('strong', {}, text('block.span', { from: clock(appointment.local_start), until: clock(appointment.local_end) })),
        ` ${written(appointment.local_start.slice(0, 10))}`),
      element('p', {}, appointment.service_name, ' · ', text('block.with', { name: performedBy(appointment) })),
      element('p', { class: 'hint' }, [length(appointment.until - appointment.from), appointment.room_name,
        whole && money(whole.price, whole.currency), word('source', whole?.source ?? 'desk')].filter(Boolean).join(' · ')),
      element('p', {}, element('em', { class: `state ${appointment.status}` }, word('status', appointment.status)),
        appointment.settlement && appointment.settlement !== 'none' && element('em', { class: 'state' }, text(`settlement.${appointment.settlement}`)), ' ',
        button(text('guest.open'), async () => (await import('./guest.js')).openGuest(appointment.guest_id, book), { class: 'link' }), ' ',
        appointment.series_id && button(text('series.title'), async () => (await import('./series.js')).openSeries(appointment, book), { class: 'link' }), ' ',
        Number(deposit?.due) > 0 && button(text('deposits.due', { amount: money(deposit.due, deposit.currency) }), askDeposit, { class: 'link' })));
    refill(party, companions);
    party.hidden = !companions;
    drawSteps();
    if (!isLeaving) drawMore();
  }

  function drawSteps() {
    const next = may('attend_appointments') ? NEXT[appointment.status] ?? [] : [];
    refill(steps, next.map((step, index) => button(text(`step.${step}`), () => take(step), { class: index === 0 ? 'primary' : 'plain' })),
      may('record_payments') && !['cancelled', 'no_show', 'pending'].includes(appointment.status) && appointment.settlement !== 'paid'
        && button(text('till.open'), async () => (await import('./till.js')).openTill({ guest: appointment.guest_id, book }),
          { class: appointment.status === 'completed' ? 'primary' : 'plain' }));
  }

  /** Makes the invoice of the deposit, unless it is there, and leads to the till with it. */
  async function askDeposit() {
    const made = deposit.deposit_id;
    const invoice = made ? await get(`/invoices/${made}`) : await post(`/sales/${(await get(`/appointments/${appointment.id}/sale`)).id}/deposit`, {});
    (await import('./till.js')).openTill({ guest: appointment.guest_id, book, invoice });
  }

  function drawMore() {
    if (!book?.target || (!isMovable(appointment) && appointment.status !== 'in_progress')) {
      return refill(more, rebook());
    }
    const movable = isMovable(appointment);
    const provider = select(people(appointment.service_id).map((one) => [one.id, nameOf(one)]), appointment.provider_id, {
      on: { change: () => change({ starts_at: appointment.starts_at, provider_id: provider.value }) },
    });
    const service = select(bookable().map((one) => [one.id, one.name]), appointment.service_id, {
      on: { change: () => change({ starts_at: appointment.starts_at, service_id: service.value }) },
    });
    const others = colleagueFields(() => change({ starts_at: appointment.starts_at, further_provider_ids: others.read() }), appointment.further_providers ?? []);
    others.offer(appointment.service_id, appointment.provider_id);
    refill(more,
      movable && [element('div', { class: 'pair' }, field(text('provider'), provider), field(text('service'), service)), others.node],
      element('div', { class: 'row-of-buttons' },
        movable && button(text('menu.move'), () => { panel.close(); book.target.begin(appointment); }, { class: 'plain' }),
        movable && button(text('menu.cut'), () => { panel.close(); cut(book, appointment); }, { class: 'plain' }),
        button(text('menu.longer'), () => lengthen(book, appointment, 15), { class: 'plain' }),
        movable && button(text('step.cancel'), () => leave('cancel'), { class: 'plain danger' }),
        ['scheduled', 'confirmed'].includes(appointment.status) && Date.parse(appointment.starts_at) < Date.now()
          && button(text('step.no-show'), () => leave('no-show'), { class: 'plain danger' })),
      rebook());
  }

  const rebook = () => may('book_appointments') && element('div', { class: 'row-of-buttons' },
    element('span', { class: 'caption' }, text('rebook')), [4, 6, 8].map((weeks) => button(text('weeks', { count: weeks }), async () => {
      const guest = await get(`/guests/${appointment.guest_id}`);
      (await import('./booking.js')).openBooking({ guest, service: appointment.service_id, provider: appointment.provider_id, book,
        date: addDays(appointment.local_start.slice(0, 10), weeks * 7) });
    }, { class: 'plain' })));

  async function change(body) {
    if (await move(book, appointment, body)) await refresh();
  }

  async function take(step, body = /** @type {any} */ ({}), others = null) {
    isLeaving = false;
    try {
      if (others) await post('/appointments/cancel', { ...others, ...body });
      else await post(`/appointments/${appointment.id}/${step}`, body, { version: whole?.version });
      const done = text('step.done', { guest: appointment.guest_name, state: word('status', DONE[step]) });
      notify(body.fee === 'charge' ? `${done} ${text('fee.where')}` : done, { undo: others ? undefined : takeBack });
    } catch (error) {
      complain(error);
    }
    await book?.read();
    await refresh();
  }

  async function takeBack() {
    try {
      await post(`/appointments/${appointment.id}/undo`, {});
      announce(text('move.takenBack'));
    } catch (error) { complain(error); }
    await book?.read();
    await refresh();
  }

  /** Takes an appointment out of the book; the reason, and what it costs, is asked in place, not in a box. */
  async function leave(step) {
    isLeaving = true;
    const why = input({ maxlength: 500 });
    const fee = await feeOf(appointment, step);
    // Who does not come misses this one.
    const scope = scopeSelect(appointment, step === 'cancel' ? undefined : ['one']);
    refill(more, scope.node, field(text(`reason.${step}`), why), fee.node, element('div', { class: 'row-of-buttons' },
      button(text(`step.${step}`), () => take(step, { reason: why.value.trim() || null, ...fee.read() }, scope.read()), { class: 'primary danger' }),
      button(text('back'), () => { isLeaving = false; drawMore(); }, { class: 'plain' })));
    why.focus();
  }

  async function refresh() {
    const found = book?.day?.all.find((one) => one.id === appointment.id);
    if (found) appointment = found;
    if (!panel.isOpen()) return;
    const inside = panel.node.contains(document.activeElement);
    await read();
    // The button that was pressed may be gone with its state.
    if (inside && panel.isOpen() && !panel.node.contains(document.activeElement)) panel.focus();
  }

  function notesFields() {
    const box = element('textarea', { rows: 2, maxlength: 2000 });
    const inner = element('textarea', { rows: 2, maxlength: 2000 });
    const save = button(text('save'), async () => {
      whole = await patch(`/appointments/${appointment.id}`, { notes: box.value.trim() || null, internal_notes: inner.value.trim() || null }, { version: whole.version });
      save.hidden = true;
      announce(text('saved'));
      await book?.read();
    }, { class: 'plain', hidden: true });
    const node = element('div', { class: 'form' }, field(text('notes'), box), field(text('notes.internal'), inner), save);
    node.addEventListener('input', () => { save.hidden = false; });
    return {
      node,
      // What is being written is never overwritten by what was read.
      read: (found) => { if (save.hidden) { box.value = found.notes ?? ''; inner.value = found.internal_notes ?? ''; } },
    };
  }

  refill(past, element('summary', {}, text('history')));
  past.addEventListener('toggle', async () => {
    if (!past.open) return;
    const changes = await all(`/appointments/${appointment.id}/history`).catch(() => []);
    const local = await localTexts(changes.map((one) => one.created_at)).catch(complain);
    if (!local) return;
    const at = (one) => `${written(dateOf(local(one.created_at)), { dateStyle: 'medium' })} ${clock(local(one.created_at))}`;
    refill(past, element('summary', {}, text('history')), element('ol', {}, changes.map((one) => element('li', {},
      `${at(one)} · ${word('status', one.to_status)}`, one.reason && element('small', {}, one.reason)))));
  });
  panel.onChange = () => refresh();
  draw();
  read();
  panel.focus();
}

const DONE = { confirm: 'confirmed', 'check-in': 'checked_in', start: 'in_progress', complete: 'completed', cancel: 'cancelled', 'no-show': 'no_show' };
