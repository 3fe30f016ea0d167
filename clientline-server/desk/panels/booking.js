// Booking: who, what, with whom, when; and for who walks in, who is free now, and how soon
// otherwise. The times that are offered are the server's; a cell that was clicked stays chosen
// even where it is not on the grid. Several services are one visit, booked together or not at all.

import { Refusal, newKey, post } from '../api.js';
import { bookable, desk, nameOf, people, providerOf } from '../desk.js';
import { firstFree, startsOf } from '../book/free.js';
import { day as written, length, shortDay, text } from '../text.js';
import { money } from '../money.js';
import { addDays, clock, dateOf } from '../wall.js';
import { lastDay } from '../book/day.js';
import { today } from '../book/book.js';
import { element, icon, refill } from '../ui/element.js';
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
  const series = element('details', {}, element('summary', {}, text('series')), element('div', { class: 'pair' }, field(text('series.count'), howOften), repeatField));
  const submit = element('button', { class: 'primary wide' }, text('book'));
  const further = element('div', { class: 'form further' });
  const more = button([icon('plus'), text('booking.more')], addService, { class: 'link' });
  /** What is booked, in the order in which it is given. */
  const parts = [{ service, provider }];
  let start = wish.starts_at ?? null;
  let turn = 0;

  const offerPeople = (part) => setOptions(part.provider, [['', text('anyone')], ...people(part.service.value).map((one) => [one.id, nameOf(one)])],
    part.provider.value || (part.provider === provider && wish.provider) || '');
  const asked = (on) => ({ service: service.value, date: on, provider: provider.value || undefined });
  const isVisit = () => parts.length > 1;
  const chosen = () => parts.map((part) => ({ service_id: part.service.value, provider_id: part.provider.value || null }));
  const visit = async (more) => (await post('/appointments/slots/visit', { center_id: desk.center.id, services: chosen(), ...more })).starts;

  /** One more service, after those that are there. */
  function addService() {
    const part = { service: serviceSelect(bookable(), 'further'), provider: select([]) };
    const node = element('div', {}, field(text('service'), part.service), field(text('provider'), part.provider),
      button(icon('trash'), () => { parts.splice(parts.indexOf(part), 1); node.remove(); change(); more.focus(); }, { class: 'bare', 'aria-label': text('booking.fewer') }));
    parts.push(part);
    watch(part);
    further.append(node);
    part.service.focus();
    change();
  }

  /** A visit is not repeated, has at most ten services, and no list of who waits for it. */
  function change() {
    series.hidden = wait.node.hidden = isVisit();
    more.hidden = parts.length > 9;
    offerTimes();
  }

  function watch(part) {
    part.service.addEventListener('change', () => { offerPeople(part); offerTimes(); });
    part.provider.addEventListener('change', offerTimes);
    offerPeople(part);
  }

  async function offerTimes() {
    const mine = ++turn;
    times.setAttribute('aria-busy', 'true');
    let found = [];
    try {
      found = isVisit() ? await visit({ date: date.value, limit: 100 }) : await startsOf(asked(date.value));
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
      const radio = element('input', { type: 'radio', name: 'start', value: choice.starts_at, on: { change: () => { start = choice.starts_at; whole.wrong.clear(); } } });
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
    if (!isVisit()) none.append(' ', button(text('wait.add'), wait.open, { class: 'link' }));
    const next = await first(addDays(date.value, 1)).catch(() => null);
    if (next && mine === turn) none.append(' ', button(firstOf(next), () => choose(next), { class: 'link' }));
  }

  /** The guest; who is missing is asked for. */
  async function named() {
    const who = await guest.settle();
    if (!who) { guest.focus(); whole.wrong.show(text('booking.noGuest')); }
    return who;
  }

  /** Who would wait for what, as far as it is said. */
  async function wished() {
    const who = await named();
    return who && { guest: who, center_id: desk.center.id, service_id: service.value, provider_id: provider.value || null, notes: notes.value.trim() || null };
  }

  const wait = waitPart(date, wished, () => panel.close());

  /** The first free time from a date on; of a visit within a month. */
  const first = async (from) => (isVisit() ? (await visit({ date: from, days: 31, limit: 1 }))[0] : firstFree(asked(from)));
  const firstOf = (slot) => text('booking.first', { day: shortDay(dateOf(slot.local)), time: clock(slot.local) });

  function choose(slot) {
    date.value = dateOf(slot.local);
    start = slot.starts_at;
    return offerTimes();
  }

  /** Chooses the first free time from today on. */
  async function chooseFirst() {
    whole.wrong.clear();
    const slot = await first(today());
    if (!slot) return whole.wrong.show(text('booking.noneAhead'));
    await choose(slot);
    announce(firstOf(slot));
  }

  async function send(wrong) {
    const who = await named();
    if (!who) return;
    if (!start) return wrong.show(text('booking.noTime'));
    const body = { center_id: desk.center.id, guest_id: who.id, starts_at: start, notes: notes.value.trim() || null, source: 'desk' };
    const alone = { ...body, ...chosen()[0] };
    const count = Number(howOften.value);
    const key = newKey();
    let made;
    let refused = [];
    try {
      if (isVisit()) [made] = await post('/appointments/visits', { ...body, services: chosen() }, { key });
      else if (count > 1) {
        // What is taken on one date hinders no other.
        const found = await post('/appointments/series', { ...alone, rule: `FREQ=WEEKLY;INTERVAL=${repeat.value};COUNT=${count}`, on_conflict: 'skip' }, { key });
        [made] = found.appointments;
        refused = found.dates.filter((one) => one.rule);
        if (!made) return wrong.show(refused[0].detail);
      } else made = await post('/appointments', alone, { key });
    } catch (error) { return refuse(error); }
    panel.close();
    await wish.book?.read();
    sayBooked(made, nameOf(who), shortDay(dateOf(made.local_start)), refused.map((one) => shortDay(dateOf(one.local))));
  }

  /** Says why not, and what is near. */
  async function refuse(error) {
    const near = error instanceof Refusal ? error.problem.alternatives ?? [] : [];
    // Of a visit it is what is near for a part.
    if (near.length === 0 || isVisit()) return whole.wrong.show(error);
    const slots = await startsOf(asked(date.value)).catch(() => []);
    const label = (time) => slots.find((slot) => slot.starts_at === time)?.local.slice(11, 16) ?? clock(lastDay()?.wall.local(Date.parse(time)) ?? '');
    whole.wrong.show(error, element('span', { class: 'near' }, text('booking.near'), near.slice(0, 5).map((time) =>
      button(label(time), () => { start = time; whole.wrong.clear(); offerTimes(); submit.focus(); }, { class: 'plain' }))));
  }

  date.addEventListener('change', () => { if (date.value) offerTimes(); });
  watch(parts[0]);
  const whole = form(send, guest.node, field(text('service'), service), element('div', { class: 'pair' },
    field(text('provider'), provider), field(text('date'), date)), further, more,
  element('div', { class: 'headed' }, element('span', { class: 'caption' }, text('time')), button(text('booking.soonest'), chooseFirst, { class: 'link' })), times, field(text('notes'), notes),
  series, wait.node, submit);
  panel.show(whole);
  panel.focus();
  offerTimes();
}

/** How many seats of a class are left at a start, with whoever has most; none if it is no class. */
function seatsLeft(slot) {
  const seats = (slot.providers ?? []).map((one) => one.seats_left).filter((left) => left !== undefined);
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
