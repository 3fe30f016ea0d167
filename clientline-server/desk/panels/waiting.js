// The waiting list: who waits for what. When a time is free it is booked by one press, or offered
// to the guest, for whom it is held until they answer.

import { get, newKey, post, remove } from '../api.js';
import { today } from '../book/book.js';
import { localTexts } from '../book/day.js';
import { onChange } from '../live.js';
import { desk, may, nameOf, providerOf, serviceOf } from '../desk.js';
import { shortDay, text } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, icon, refill } from '../ui/element.js';
import { button } from '../ui/field.js';
import { complain, notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';
import { sayBooked } from './booking.js';

const OFFERS = 4;
const HOUR = 3_600_000;

/** Opens the list of those who wait at the center that is shown, each with what is free by now. */
export async function openWaiting(book) {
  /** What is done about each entry that another desk, or the guest, has changed. */
  const changed = new Map();
  const onClose = onChange(({ entity, id, kind }) => { if (entity === 'waitlist_entry') changed.get(id)?.(kind); });
  const panel = openPanel(text('wait.title'), { kind: 'waiting', wide: true, onClose });
  const list = element('ul', { class: 'waiting' });
  const more = element('div', {});
  let next;
  const none = () => {
    if (list.childElementCount > 0) return undefined;
    return next ? read(next) : refill(more, element('p', { class: 'empty' }, text('wait.empty')));
  };
  panel.show(list, more);
  panel.focus();

  async function read(cursor) {
    const page = await get('/waitlist', { center_id: desk.center.id, limit: 20, cursor });
    // Who was booked waits no more; a page may have nobody else.
    list.append(...page.items.filter((one) => one.status !== 'booked').map(row));
    next = page.next_cursor;
    refill(more, next && button(text('more'), () => read(next), { class: 'plain' }));
    await none();
  }

  function row(entry) {
    const who = element('b', {});
    const times = element('div', { class: 'row-of-buttons' });
    const leave = element('span', {});
    const node = element('li', {}, element('div', {}, who, leave), element('span', {}, about(entry)),
      entry.notes && element('p', { class: 'hint' }, entry.notes), times);
    const drop = () => { if (node.isConnected) { node.remove(); none(); } };
    const gone = () => { drop(); panel.focus(); };
    let guest;
    // Whether a time that is pressed is offered to the guest, and not booked.
    let isOffer = false;

    async function fill() {
      try {
        const held = hasOffer(entry);
        const [found, told] = await Promise.all([get(`/guests/${entry.guest_id}`), held ? heldFor(entry) : get(`/waitlist/${entry.id}/matches`)]);
        guest = nameOf(found);
        refill(who, guest);
        refill(leave, may('book_appointments') && !held && button(icon('trash'), () => takeOff(entry, guest, gone), { class: 'bare', 'aria-label': text('wait.remove', { guest }) }));
        if (held) drawOffer(told);
        else drawTimes(told.slots);
      } catch (error) { refill(times, element('small', {}, error.message)); }
    }

    /** What a button does about the entry. Where it is refused, what is there by now is shown. */
    const act = (run) => async () => {
      const isInside = times.contains(document.activeElement);
      try { await run(); } catch (error) {
        entry = await get(`/waitlist/${entry.id}`);
        throw error;
      } finally {
        if (node.isConnected) await fill();
        if (isInside && node.isConnected) times.querySelector('button')?.focus();
      }
    };
    const answer = (word) => post(`/waitlist/${entry.id}/${word}`, {}, { version: entry.version });

    /** The time that is held for the guest, and what they say to it. */
    function drawOffer(said) {
      refill(times, element('span', { class: 'caption' }, text('wait.held', said)), may('book_appointments') && [
        button(text('wait.accept'), act(async () => booked(await answer('accept'), said)), { class: 'primary' }),
        button(text('wait.decline'), act(async () => { entry = await answer('decline'); }), { class: 'plain' })]);
    }

    function drawTimes(slots) {
      const few = may('book_appointments') ? apart(slots).slice(0, OFFERS) : [];
      const other = () => { isOffer = !isOffer; drawTimes(slots); times.querySelector('button').focus(); };
      refill(times, slots.length === 0 && element('small', {}, text('wait.none')), isOffer && element('span', { class: 'caption' }, text('wait.hold')), few.map(time),
        few.length > 0 && may('attend_appointments') && element('span', { class: 'caption' }, button(text(isOffer ? 'wait.orBook' : 'wait.orOffer'), other, { class: 'link' })));
    }

    function time(slot) {
      const [{ provider_id }] = slot.providers;
      const { starts_at } = slot;
      const said = placeOf(slot.local, provider_id);
      return button(`${said.day} ${said.time} · ${said.provider}`, act(async () => {
        if (isOffer) {
          entry = await post(`/waitlist/${entry.id}/offer`, { starts_at, provider_id }, { version: entry.version });
          return;
        }
        const made = await post('/appointments', { center_id: entry.center_id, guest_id: entry.guest_id, service_id: entry.service_id,
          provider_id, starts_at, source: 'desk', notes: entry.notes }, { key: newKey() });
        await remove(`/waitlist/${entry.id}`);
        await booked(made, said);
      }), { class: 'plain', 'aria-label': text(isOffer ? 'wait.offer' : 'wait.book', { guest, ...said }) });
    }

    async function booked(made, { day }) {
      gone();
      await book?.read();
      sayBooked(made, guest, day);
    }

    changed.set(entry.id, async (kind) => {
      const now = !kind.endsWith('deleted') && await get(`/waitlist/${entry.id}`);
      if (!now || now.status === 'booked') drop();
      else if (now.version > entry.version) await act(() => { entry = now; })();
    });
    fill();
    return node;
  }

  await read().catch(complain);
}

/** Starts that are an hour from each other at least, so that a few of them are a choice. */
function apart(slots) {
  let last = -Infinity;
  return slots.filter((slot) => {
    const at = Date.parse(slot.starts_at);
    if (at < last + HOUR) return false;
    last = at;
    return true;
  });
}

/** Whether a time is held for who waits. */
const hasOffer = (entry) => entry.status === 'offered' && Date.parse(entry.offered_until) > Date.now();

/** A time and with whom, in words. */
const placeOf = (local, provider) => ({ day: shortDay(dateOf(local)), time: clock(local), provider: nameOf(providerOf(provider) ?? {}) });

/** What is held for who waits, in words, and until when. */
async function heldFor({ appointment_id: id, offered_until: last }) {
  const [held, local] = await Promise.all([get(`/appointments/${id}`), localTexts([last])]);
  const until = local(last);
  return { ...placeOf(held.local_start, held.provider_id), until: dateOf(until) === today() ? clock(until) : `${shortDay(dateOf(until))} ${clock(until)}` };
}

/** For what somebody waits, and when they would come. */
function about({ service_id: service, provider_id: provider, first_date: first, last_date: last, hours }) {
  const [window] = hours?.weekly ?? [];
  return [serviceOf(service)?.name, provider && text('block.with', { name: nameOf(providerOf(provider) ?? {}) }),
    first === last ? shortDay(first) : text('week.of', { from: shortDay(first), until: shortDay(last) }), window && `${window.start}–${window.end}`].filter(Boolean).join(' · ');
}

/** Takes somebody off the list; it can be taken back. */
async function takeOff({ id, guest_id, center_id, service_id, provider_id, first_date, last_date, hours, notes }, guest, gone) {
  try {
    await remove(`/waitlist/${id}`);
    gone();
    notify(text('wait.removed', { guest }), { undo: () => post('/waitlist', { guest_id, center_id, service_id, provider_id, first_date, last_date, hours, notes }).catch(complain) });
  } catch (error) { complain(error); }
}
