// The packages that a guest bought: how many sessions are left of what, and one of them taken
// in the place of money. When its line leaves the bill, the session is there again.

import { all, post } from '../api.js';
import { may, serviceOf } from '../desk.js';
import { today } from '../book/book.js';
import { shortDay, text } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element, group } from '../ui/element.js';
import { button } from '../ui/field.js';
import { announce, complain } from '../ui/notice.js';

const ENDED = new Set(['cancelled', 'no_show', 'pending']);

/** What a guest has left, what expires first before the rest. */
export async function packagesOf(guest) {
  const found = await all('/guest-packages', { guest_id: guest }).catch(() => []);
  const last = (one) => one.expires_on ?? '9999-12-31';
  return found.filter((one) => one.sessions_left > 0 && last(one) >= today()).sort((one, other) => last(one).localeCompare(last(other)));
}

/** The package that has a session of a service. */
export const packageWith = (packages, service) => packages.find((one) => one.services.some((of) => of.service_id === service && of.left > 0));

/** Takes a session for a line of a bill, or for an appointment. Gives back whether it could be. */
export async function redeem(bought, what) {
  try {
    const { sessions_left: left } = await post(`/guest-packages/${bought.id}/redeem`, what);
    announce(text('packages.taken', { name: bought.package_name, count: left }));
    return true;
  } catch (error) { complain(error); return false; }
}

/** The packages on a guest's card, each with today's appointment that it could pay. */
export function packageList(packages, appointments, openTill) {
  const ofToday = appointments.filter((one) => dateOf(one.local_start) === today() && !ENDED.has(one.status));
  const row = (bought) => {
    const visit = may('record_payments') && ofToday.find((one) => packageWith([bought], one.service_id));
    const left = bought.services.map((of) => text('packages.left', { service: serviceOf(of.service_id)?.name ?? '', left: of.left, sessions: of.sessions }));
    return element('li', {}, element('span', {}, bought.package_name,
      [...left, bought.expires_on && text('packages.until', { day: shortDay(bought.expires_on) })].filter(Boolean).map((line) => [element('br'), element('small', {}, line)])),
    visit && button(text('packages.use', { time: clock(visit.local_start) }), async () => {
      if (await redeem(bought, { appointment_id: visit.id })) openTill();
    }, { class: 'plain', 'aria-label': `${text('packages.use', { time: clock(visit.local_start) })}: ${bought.package_name}` }));
  };
  return group(text('packages'), packages.map(row));
}
