// Booking: who, what, with whom, when. The times that are offered are the server's; a cell that was
// clicked stays chosen even where it is not on the grid. Several services are one visit, and several
// guests come together: they are booked at once or not at all.

import { Refusal, newKey, post } from '../api.js';
import { bookable, desk, may, nameOf, people, providerOf, serviceOf } from '../desk.js';
import { firstFree, startsOf } from '../book/free.js';
import { day as written, length, several, shortDay, text, word } from '../text.js';
import { money } from '../money.js';
import { addDays, clock, dateOf } from '../wall.js';
import { lastDay } from '../book/day.js';
import { today } from '../book/book.js';
import { element, icon, refill } from '../ui/element.js';
import { button, field, form, input, select, setOptions } from '../ui/field.js';
import { announce, notify, reason } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { colleagueFields } from './colleagues.js';
import { guestField } from './guestfield.js';
import { waitPart } from './waitpart.js';

/** The services to choose from, each with what it takes. What was chosen last is kept by a name. */
export const serviceSelect = (services, kept, wished, more) => select(
  services.map((one) => [one.id, `${one.name} · ${length(one.duration_minutes)} · ${money(one.price, one.currency)}`]),
  wished ?? sessionStorage.getItem(kept) ?? services[0]?.id, { on: { change: (event) => sessionStorage.setItem(kept, event.target.value) }, ...more });

/** Says what was booked, one or several at once, with the dates of a series on which it could not be. */
export function sayBooked(made, guest, day, refused = []) {
  const all = [made].flat();
  const ids = all.flatMap((one) => [one.provider_id, ...one.further_provider_ids ?? []]);
  const names = new Set(ids.map((id) => nameOf(providerOf(id) ?? {})));
  const booked = text('booking.done', { guest, day, time: clock(all[0].local_start), provider: several([...names]) });
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
  const colleagues = colleagueFields(change);
  const further = element('div', { class: 'form further' });
  const more = button([icon('plus'), text('booking.more')], () => add(), { class: 'link' });
  const moreGuests = button([icon('plus'), text('booking.guest')], () => add(guestField({})), { class: 'link' });
  /** What is booked, in the order in which it is given. */
  /** @type {any[]} */
  const parts = [{ guest, service, provider }];
  let start = wish.starts_at ?? null;
  let turn = 0;

  const offerPeople = (part) => setOptions(part.provider, [['', text('anyone')], ...people(part.service.value).map((one) => [one.id, nameOf(one)])],
    part.provider.value || (part.provider === provider && wish.provider) || '');
  const asked = (on) => ({ service: service.value, date: on, provider: provider.value || undefined });
  /** The starts of one service. Whom it shall have at once are those who are all free then. */
  const alone = async (on, days = 1) => {
    const named = colleagues.read();
    if (named.length === 0) return startsOf({ ...asked(on), days });
    if (provider.value) named.push(provider.value);
    const found = await startsOf({ service: service.value, date: on, days });
    return found.filter((slot) => named.every((id) => slot.providers.some((one) => one.provider_id === id)));
  };
  const isOne = () => parts.length === 1;
  const isParty = () => Boolean(parts[1]?.guest);
  const chosen = () => parts.map((part) => ({ service_id: part.service.value, provider_id: part.provider.value || null }));
  /** The starts of all at once: of guests who come together, or of the services of one. */
  const together = async (more) => {
    const [path, name] = isParty() ? ['together', 'guests'] : ['visit', 'services'];
    return (await post(`/appointments/slots/${path}`, { center_id: desk.center.id, [name]: chosen(), ...more })).starts;
  };

  /** One more service, after those that are there; of another guest, if there is a field for them. */
  function add(who = /** @type {any} */ (undefined)) {
    const offers = who ? bookable().filter(suitsParty) : bookable();
    const part = { guest: who, service: serviceSelect(offers, 'further', who && service.value), provider: select([]) };
    const leave = () => { parts.splice(parts.indexOf(part), 1); node.remove(); change(); (who ? moreGuests : more).focus(); };
    const node = element('div', {}, who?.node, field(text('service'), part.service), field(text('provider'), part.provider),
      button(icon('trash'), leave, { class: 'bare', 'aria-label': text(who ? 'booking.fewerGuests' : 'booking.fewer') }));
    parts.push(part);
    watch(part);
    further.append(node);
    (who ?? part.service).focus();
    change();
  }

  /**
   * Several are not repeated, and have no list of who waits for them. A visit has at most ten
   * services, and at most eight guests come together.
   */
  function change() {
    colleagues.offer(isOne() ? service.value : '', provider.value);
    wait.node.hidden = !isOne();
    series.hidden = !isOne();
    more.hidden = isParty() || parts.length > 9;
    moreGuests.hidden = !may('attend_appointments') || !suitsParty(serviceOf(service.value)) || parts.length > (isParty() ? 7 : 1);
    offerTimes();
  }

  function watch(part) {
    part.service.addEventListener('change', () => { offerPeople(part); change(); });
    part.provider.addEventListener('change', change);
    offerPeople(part);
  }

  async function offerTimes() {
    const mine = ++turn;
    times.setAttribute('aria-busy', 'true');
    let found = [];
    try {
      found = isOne() ? await alone(date.value) : await together({ date: date.value, limit: 100 });
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
    if (isOne()) none.append(' ', button(text('wait.add'), wait.open, { class: 'link' }));
    const next = await first(addDays(date.value, 1)).catch(() => null);
    if (next && mine === turn) none.append(' ', button(firstOf(next), () => choose(next), { class: 'link' }));
  }

  /** All guests; who is missing is asked for. */
  async function named() {
    const found = [];
    for (const { guest: who } of parts.filter((part) => part.guest)) {
      const settled = await who.settle();
      if (!settled) {
        who.focus();
        whole.wrong.show(text('booking.noGuest'));
        return null;
      }
      found.push(settled);
    }
    return found;
  }

  /** Who would wait for what, as far as it is said. */
  async function wished() {
    const [who] = await named() ?? [];
    return who && { guest: who, center_id: desk.center.id, service_id: service.value, provider_id: provider.value || null, notes: notes.value.trim() || null };
  }

  const wait = waitPart(date, wished, () => panel.close());

  /** The first free time from a date on; of several at once, and with several who are named, within a month. */
  const first = async (from) => {
    if (!isOne()) return (await together({ date: from, days: 31, limit: 1 }))[0];
    return colleagues.read().length > 0 ? (await alone(from, 31))[0] : firstFree(asked(from));
  };
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
    const body = { center_id: desk.center.id, starts_at: start, notes: notes.value.trim() || null, source: 'desk' };
    const single = { ...body, guest_id: who[0].id, ...chosen()[0], further_provider_ids: colleagues.read() };
    const count = Number(howOften.value);
    const key = newKey();
    let made;
    let refused = [];
    try {
      if (isParty()) made = await post('/appointments/together', { ...body, guests: chosen().map((one, at) => ({ guest_id: who[at].id, ...one })) }, { key });
      else if (!isOne()) made = await post('/appointments/visits', { ...body, guest_id: who[0].id, services: chosen() }, { key });
      else if (count > 1 && !series.hidden) {
        // What is taken on one date hinders no other.
        const found = await post('/appointments/series', { ...single, rule: `FREQ=WEEKLY;INTERVAL=${repeat.value};COUNT=${count}`, on_conflict: 'skip' }, { key });
        [made] = found.appointments;
        refused = found.dates.filter((one) => one.rule);
        if (!made) return wrong.show(word('rule', refused[0].rule));
      } else made = await post('/appointments', single, { key });
    } catch (error) { return refuse(error); }
    panel.close();
    await wish.book?.read();
    sayBooked(made, several(who.map(nameOf)), shortDay(dateOf([made].flat()[0].local_start)), refused.map((one) => shortDay(dateOf(one.local))));
  }

  /** Says why not, and what is near. */
  async function refuse(error) {
    const near = error instanceof Refusal ? error.problem.alternatives ?? [] : [];
    // Of several at once it is what is near for a part.
    if (near.length === 0 || !isOne()) return whole.wrong.show(error);
    const slots = await alone(date.value).catch(() => []);
    const label = (time) => slots.find((slot) => slot.starts_at === time)?.local.slice(11, 16) ?? clock(lastDay()?.wall.local(Date.parse(time)) ?? '');
    whole.wrong.show(error, element('span', { class: 'near' }, text('booking.near'), near.slice(0, 5).map((time) =>
      button(label(time), () => { start = time; whole.wrong.clear(); offerTimes(); submit.focus(); }, { class: 'plain' }))));
  }

  date.addEventListener('change', () => { if (date.value) offerTimes(); });
  watch(parts[0]);
  const whole = form(send, guest.node, field(text('service'), service), element('div', { class: 'pair' },
    field(text('provider'), provider), field(text('date'), date)), colleagues.node, further, element('div', { class: 'row-of-buttons' }, more, moreGuests),
  element('div', { class: 'headed' }, element('span', { class: 'caption' }, text('time')), button(text('booking.soonest'), chooseFirst, { class: 'link' })), times, field(text('notes'), notes),
  series, wait.node, submit);
  panel.show(whole);
  panel.focus();
  change();
}

/** Whether guests who come together may each have a service: no class. */
const suitsParty = (service) => service && (service.max_guests ?? 1) < 2;

/** How many seats of a class are left at a start, with whoever has most; none if it is no class. */
function seatsLeft(slot) {
  const seats = (slot.providers ?? []).map((one) => one.seats_left).filter((left) => left !== undefined);
  return seats.length > 0 ? Math.max(...seats) : null;
}
