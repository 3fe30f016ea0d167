// A month: how many starts of a service are still free each day.

import { get } from '../api.js';
import { bookable, desk, nameOf, people } from '../desk.js';
import { day as written, text } from '../text.js';
import { addDays, weekday } from '../wall.js';
import { today } from '../book/book.js';
import { element, refill } from '../ui/element.js';
import { select, turners } from '../ui/field.js';
import { reason } from '../ui/notice.js';

/** Shows the month of a date. */
export async function show(place, [date = today(), service, provider]) {
  const first = `${date.slice(0, 7)}-01`;
  const next = addDays(first, 31).slice(0, 7) + '-01';
  const days = Math.round((Date.parse(next) - Date.parse(first)) / 86_400_000);
  const before = addDays(first, -1);
  desk.date = date;
  const services = bookable();
  const chosen = select(services.map((one) => [one.id, one.name]), service ?? sessionStorage.getItem('month-service') ?? services[0]?.id, { 'aria-label': text('service') });
  const who = select([['', text('anyone')], ...people().map((one) => [one.id, nameOf(one)])], provider ?? '', { 'aria-label': text('provider') });
  const turn = (on) => { location.hash = `#/month/${on}/${chosen.value}${who.value ? `/${who.value}` : ''}`; };
  const grid = element('div', { class: 'month' });
  place.classList.add('scrolls');
  refill(place, element('div', { class: 'tools' },
    turners('month', (by) => turn([`${before.slice(0, 7)}-01`, today(), next][by + 1])),
    element('h1', {}, written(first, { month: 'long', year: 'numeric' })), chosen, who), grid);
  let asked = 0;

  async function draw() {
    if (!chosen.value) { refill(grid, element('p', { class: 'hint' }, text('month.noService'))); return; }
    sessionStorage.setItem('month-service', chosen.value);
    const mine = ++asked;
    let counts;
    try {
      counts = await countsOf(chosen.value, first, days, who.value || undefined);
    } catch (error) { refill(grid, element('p', { class: 'hint' }, reason(error))); return; }
    if (mine !== asked) return;
    const most = Math.max(1, ...counts.values());
    const cells = [];
    for (let at = 0; at < weekday(first); at += 1) cells.push(element('span', {}));
    for (let at = 0; at < days; at += 1) {
      const on = addDays(first, at);
      const count = counts.get(on) ?? 0;
      // Of what is past there is nothing to say.
      const free = on >= today() && (count === 0 ? text('month.none') : text('month.free', { count }));
      cells.push(element('a', { href: `#/day/${on}`, class: count === 0 ? 'none' : '', 'aria-current': on === today() ? 'date' : null,
        'aria-label': [written(on), free].filter(Boolean).join(', ') },
      element('b', {}, String(at + 1)), free && element('small', {}, free),
      count > 0 && element('span', { class: 'meter', style: { '--share': `${(count / most) * 100}%` } })));
    }
    refill(grid, [0, 1, 2, 3, 4, 5, 6].map((at) => element('span', { class: 'caption', 'aria-hidden': true }, written(addDays('2024-01-01', at), { weekday: 'short' }))), cells);
  }

  chosen.addEventListener('change', draw);
  who.addEventListener('change', draw);
  await draw();
}

/** How many starts each date has. */
async function countsOf(service, first, days, provider) {
  const found = await get('/appointments/slots', { center_id: desk.center.id, service_id: service, date: first, days, provider_id: provider, format: 'counts' });
  return new Map(found.counts.map((one) => [one.date, one.starts]));
}
