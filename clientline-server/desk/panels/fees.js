// What it costs to cancel late, or not to come: said and decided when it happens, and agreed in
// the set-up.

import { get } from '../api.js';
import { localTexts } from '../book/day.js';
import { money } from '../money.js';
import { shortDay, text } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element } from '../ui/element.js';
import { tick } from '../ui/field.js';

const NONE = { node: null, read: () => ({}) };

/**
 * What a step costs the guest that ends an appointment: a place that says it, and what is sent
 * with the step. Not coming is charged, and what the desk cancels is not, unless somebody says
 * otherwise here.
 *
 * @param {any} appointment
 * @param {'cancel' | 'no-show'} step
 */
export async function feeOf(appointment, step) {
  const fees = await get(`/appointments/${appointment.id}/fees`).catch(() => null);
  // What was only held costs nothing.
  if (!fees || appointment.status === 'pending') return NONE;
  const isMissed = step === 'no-show';
  const { free_until: until } = fees;
  if (!isMissed && until && Date.parse(until) >= Date.now()) {
    const local = (await localTexts([until]))(until);
    return { ...NONE, node: element('p', { class: 'hint' }, text('fee.free', { day: shortDay(dateOf(local)), time: clock(local) })) };
  }
  const due = isMissed ? fees.no_show : fees.late_cancellation;
  if (Number(due) === 0) return NONE;
  const charge = tick(text('fee.charge', { amount: money(due, fees.currency) }), isMissed);
  return { node: element('div', {}, charge.node, element('small', {}, text('fee.where'))), read: () => ({ fee: charge.box.checked ? 'charge' : 'waive' }) };
}
