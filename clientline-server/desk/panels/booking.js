// Booking: who, what, with whom, when; and for who walks in, who is free now, and how soon
// otherwise. The times that are offered are the server's; a cell that was clicked stays chosen
// even where it is not on the grid.

import { Refusal, newKey, post } from '../api.js';
import { bookable, desk, nameOf, people, providerOf } from '../desk.js';
import { firstFree, startsOf } from '../book/free.js';
import { day as written, length, shortDay, text } from '../text.js';
import { money } from '../money.js';
import { addDays, clock, dateOf } from '../wall.js';
import { lastDay } from '../book/day.js';
import { today } from '../book/book.js';
import { element, refill } from '../ui/element.js';
import { button, field, form, input, select, setOptions } from '../ui/field.js';
import { announce, complaint, notify, reason } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { guestField } from './guestfield.js';
import { waitPart } from './waitpart.js';

/** The services to choose from, each with what it takes. What was chosen last is kept by a name. */
const serviceSelect = (services, kept, wished, more) => select(
  services.map((one) => [one.id, `${one.name} · ${length(one.duration_minutes)} · ${money(one.price, one.currency)}`]),
  wished ?? sessionStorage.getItem(kept) ?? services[0]?.id, { on: { change: (event) => sessionStorage.setItem(kept, event.target.value) }, ...more });

/** Says what was booked, with the dates of a series on which it could not be. */
export function sayBooked(made, guest, day, refused = []) {
  const booked = text('booking.done', { guest, day, time: clock(made.local_start), provider: nameOf(providerOf(made.provider_id) ?? {}) });
  notify(booked + (refused.length > 0 ? ` ${text('series.refused', { days: refused.join(', ') })}` : ''));
}

/**
 * Opens the form.
 *
 * @param {{ date?: string, starts_at?: string, label?: string, provider?: string, room?: string, service?: string,
 *   guest?: any, notes?: string, book?: any }} wish
 */
export function openBooking(wish) {
  const panel = openPanel(text('book'), { kind: 'booking' });
  const guest = guestField({ guest: wish.guest, autofocus: !wish.guest });
  const offered = bookable().filter((service) => !wish.provider || people(service.id).some((one) => one.id === wish.provider));
  /** @type {any[]} */
  const services = offered.length > 0 ? offered : bookable();
  const service = serviceSelect(services, 'service', wish.service, { required: true });
  const provider = select([], undefined);
  const date = input({ type: 'date', value: wish.date ?? desk.date ?? today(), required: true });
  const times = element('div', { class: 'times', role: 'radiogroup', 'aria-label': text('time') });
  const notes = element('textarea', { rows: 2, maxlength: 2000 }, wish.notes ?? '');
  const repeat = select([1, 2, 3, 4, 6, 8].map((weeks) => /** @type {[string, string]} */ ([String(weeks), text('series.weeks', { count: weeks })])), '4');
  const howOften = select([['1', text('series.once')], ...[2, 3, 4, 6, 8, 12].map((count) => /** @type {[string, string]} */ ([String(count), text('series.times', { count })]))], '1',
    { on: { change: () => { repeatField.hidden = howOften.value === '1'; } } });
  const repeatField = field(text('series.every'), repeat);
  repeatField.hidden = true;
  const wrong = complaint();
  const submit = element('button', { class: 'primary wide' }, text('book'));
  let start = wish.starts_at ?? null;
  let turn = 0;

  const offerPeople = () => setOptions(provider, [['', text('anyone')], ...people(service.value).map((one) => [one.id, nameOf(one)])],
    provider.value || wish.provider || '');

  async function offerTimes() {
    const mine = ++turn;
    times.setAttribute('aria-busy', 'true');
    let found = [];
    try {
      found = await startsOf({ service: service.value, date: date.value, provider: provider.value || undefined });
    } catch (error) {
      if (mine === turn) refill(times, element('p', { class: 'hint' }, reason(error)));
      return;
    }
    if (mine !== turn) return;
    times.removeAttribute('aria-busy');
    /** @type {any[]} */
    const choices = found.map((slot) => ({ starts_at: slot.starts_at, label: slot.local.slice(11), left: seatsLeft(slot) }));
    if (start && !choices.some((choice) => choice.starts_at === start)) {
      const wall = lastDay()?.wall;
      const label = wish.starts_at === start ? wish.label : wall?.date === date.value ? clock(wall.local(Date.parse(start))) : null;
      if (label && date.value === (wish.date ?? date.value)) choices.push({ starts_at: start, label, isOff: true });
      else start = null;
    }
    choices.sort((one, other) => one.starts_at.localeCompare(other.starts_at));
    showTimes(choices);
  }

  function showTimes(choices) {
    if (choices.length === 0) return offerLater();
    refill(times, choices.map((choice) => {
      const radio = element('input', { type: 'radio', name: 'start', value: choice.starts_at, on: { change: () => { start = choice.starts_at; wrong.clear(); } } });
      radio.checked = choice.starts_at === start;
      return element('label', { class: choice.isOff ? 'off' : '', title: choice.isOff ? text('booking.offGrid') : null }, radio,
        element('span', {}, choice.label, (choice.left ?? null) !== null && element('small', {}, text('class.left', { count: choice.left }))));
    }));
    const chosen = times.querySelector('input:checked')?.parentNode;
    if (chosen) times.scrollTop = chosen.offsetTop - times.offsetTop - 40;
  }

  /** No time on the date: the first one after it. */
  async function offerLater() {
    const mine = turn;
    const none = element('p', { class: 'hint' }, text('booking.noTimes', { day: written(date.value) }));
    refill(times, none);
    none.append(' ', button(text('wait.add'), wait.open, { class: 'link' }));
    const next = await firstFree({ service: service.value, date: addDays(date.value, 1), provider: provider.value || undefined }).catch(() => null);
    if (next && mine === turn) none.append(' ', button(firstOf(next), () => choose(next), { class: 'link' }));
  }

  /** Who would wait for what, as far as it is said. */
  async function wished() {
    const who = await guest.settle();
    if (!who) { guest.focus(); wrong.show(text('booking.noGuest')); return null; }
    return { guest: who, center_id: desk.center.id, service_id: service.value, provider_id: provider.value || null, notes: notes.value.trim() || null };
  }

  const wait = waitPart(date, wished, { wrong, done: () => panel.close() });

  const firstOf = (slot) => text('booking.first', { day: shortDay(dateOf(slot.local)), time: clock(slot.local) });

  function choose(slot) {
    date.value = dateOf(slot.local);
    start = slot.starts_at;
    return offerTimes();
  }

  /** Chooses the first free time from today on. */
  async function chooseFirst() {
    wrong.clear();
    try {
      const slot = await firstFree({ service: service.value, date: today(), provider: provider.value || undefined });
      if (!slot) return wrong.show(text('booking.noneAhead'));
      await choose(slot);
      announce(firstOf(slot));
    } catch (error) { wrong.show(error); }
  }

  async function send() {
    wrong.clear();
    const who = await guest.settle();
    if (!who) { guest.focus(); return wrong.show(text('booking.noGuest')); }
    if (!start) return wrong.show(text('booking.noTime'));
    const body = { center_id: desk.center.id, guest_id: who.id, service_id: service.value, starts_at: start, source: 'desk' };
    if (provider.value) body.provider_id = provider.value;
    if (notes.value.trim()) body.notes = notes.value.trim();
    try {
      const made = await post('/appointments', body, { key: newKey() });
      await follow(made, body, who);
    } catch (error) {
      await refuse(error, body);
    }
  }

  /** The others of a series, each on its own, so that one that is taken hinders none. */
  async function follow(made, body, who) {
    const refused = [];
    for (let turnOf = 1; turnOf < Number(howOften.value); turnOf += 1) {
      const on = addDays(date.value, 7 * Number(repeat.value) * turnOf);
      const slots = await startsOf({ service: service.value, date: on, provider: made.provider_id });
      const same = slots.find((slot) => slot.local.slice(11, 16) === clock(made.local_start));
      try {
        if (!same) throw new Refusal(409, { detail: text('booking.taken') });
        await post('/appointments', { ...body, starts_at: same.starts_at, provider_id: made.provider_id });
      } catch { refused.push(shortDay(on)); }
    }
    panel.close();
    await wish.book?.read();
    sayBooked(made, nameOf(who), shortDay(dateOf(made.local_start)), refused);
  }

  /** Says why not, and what is near. */
  async function refuse(error, body) {
    const near = error instanceof Refusal ? error.problem.alternatives ?? [] : [];
    if (near.length === 0) return wrong.show(error);
    const slots = await startsOf({ service: body.service_id, date: date.value, provider: body.provider_id }).catch(() => []);
    const label = (time) => slots.find((slot) => slot.starts_at === time)?.local.slice(11, 16) ?? clock(lastDay()?.wall.local(Date.parse(time)) ?? '');
    wrong.show(error, element('span', { class: 'near' }, text('booking.near'), near.slice(0, 5).map((time) =>
      button(label(time), () => { start = time; wrong.clear(); offerTimes(); submit.focus(); }, { class: 'plain' }))));
  }

  service.addEventListener('change', () => { offerPeople(); offerTimes(); });
  provider.addEventListener('change', offerTimes);
  date.addEventListener('change', () => { if (date.value) offerTimes(); });
  offerPeople();
  panel.show(form(send, guest.node, field(text('service'), service), element('div', { class: 'pair' },
    field(text('provider'), provider), field(text('date'), date)),
  element('div', { class: 'headed' }, element('span', { class: 'caption' }, text('time')), button(text('booking.soonest'), chooseFirst, { class: 'link' })), times, field(text('notes'), notes),
  element('details', {}, element('summary', {}, text('series')), element('div', { class: 'pair' }, field(text('series.count'), howOften), repeatField)),
  wait.node, wrong.place, submit));
  panel.focus();
  offerTimes();
}

/** How many seats of a class are left at a start, with whoever has most; none if it is no class. */
function seatsLeft(slot) {
  const seats = slot.providers.map((one) => one.seats_left).filter((left) => left !== undefined);
  return seats.length > 0 ? Math.max(...seats) : null;
}

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
