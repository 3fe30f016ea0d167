// The waiting list: who waits for what, and booked by one press when a time is free.

import { get, newKey, post, remove } from '../api.js';
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
  const panel = openPanel(text('wait.title'), { kind: 'waiting', wide: true });
  const list = element('ul', { class: 'waiting' });
  const more = element('div', {});
  const none = () => { if (list.childElementCount === 0) refill(more, element('p', { class: 'empty' }, text('wait.empty'))); };
  panel.show(list, more);
  panel.focus();

  async function read(cursor) {
    try {
      const page = await get('/waitlist', { center_id: desk.center.id, limit: 20, cursor });
      list.append(...page.items.map(row));
      refill(more, page.next_cursor && button(text('more'), () => read(page.next_cursor), { class: 'plain' }));
      none();
    } catch (error) { complain(error); }
  }

  function row(entry) {
    const who = element('b', {});
    const offers = element('div', { class: 'row-of-buttons' });
    const leave = element('span', {});
    const node = element('li', {}, element('div', {}, who, leave), element('span', {}, about(entry)),
      entry.notes && element('p', { class: 'hint' }, entry.notes), offers);
    const gone = () => { node.remove(); none(); panel.focus(); };
    fill();
    return node;

    async function fill() {
      try {
        const [guest, { slots }] = await Promise.all([get(`/guests/${entry.guest_id}`), get(`/waitlist/${entry.id}/matches`)]);
        const name = nameOf(guest);
        refill(who, name);
        const isOurs = may('book_appointments');
        refill(leave, isOurs && button(icon('trash'), () => takeOff(entry, name, gone), { class: 'bare', 'aria-label': text('wait.remove', { guest: name }) }));
        refill(offers, slots.length === 0 && element('small', {}, text('wait.none')),
          isOurs && apart(slots).slice(0, OFFERS).map((slot) => offer(slot, guest)));
      } catch (error) { refill(offers, element('small', {}, error.message)); }
    }

    function offer(slot, guest) {
      const [{ provider_id: provider }] = slot.providers;
      const said = { guest: nameOf(guest), day: shortDay(dateOf(slot.local)), time: clock(slot.local), provider: nameOf(providerOf(provider) ?? {}) };
      return button(`${said.day} ${said.time} · ${said.provider}`, async () => {
        try {
          const made = await post('/appointments', { center_id: entry.center_id, guest_id: guest.id, service_id: entry.service_id,
            provider_id: provider, starts_at: slot.starts_at, source: 'desk', notes: entry.notes }, { key: newKey() });
          await remove(`/waitlist/${entry.id}`);
          gone();
          await book?.read();
          sayBooked(made, said.guest, said.day);
        } catch (error) { complain(error); fill(); }
      }, { class: 'plain', 'aria-label': text('wait.book', said) });
    }
  }

  await read();
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
