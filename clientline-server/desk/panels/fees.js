// What it costs to cancel late, or not to come: said and decided when it happens, and agreed in
// the set-up.

import { get } from '../api.js';
import { localTexts } from '../book/day.js';
import { AMOUNT, amount, money, typed } from '../money.js';
import { length, shortDay, text } from '../text.js';
import { clock, dateOf } from '../wall.js';
import { element } from '../ui/element.js';
import { field, input, select, tick } from '../ui/field.js';

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

/** What is asked of a guest beforehand: of the center, or of a service, which may leave it to that. */
export function depositField(policy, currency) {
  const asks = feePair(text('fee.deposit'), policy?.asks, currency);
  return { node: asks.node, read: () => (asks.read() ? { asks: asks.read() } : null) };
}

/** The fields of one fee: a share of the price, or a sum. */
function feePair(label, fee, currency) {
  const [unit, value] = Object.entries(fee ?? { percent: '' })[0];
  const size = input({ inputmode: 'decimal', pattern: AMOUNT, value: value && String(Number(value)) });
  const kind = select([['percent', text('till.percent')], ['amount', currency]], unit);
  const sum = () => typed(size.value);
  return {
    node: element('div', { class: 'pair' }, field(label, size), field(text('till.kind'), kind)),
    read: () => (sum() === null ? null : { [kind.value]: amount(sum()) }),
    said: () => sum() && (kind.value === 'percent' ? `${size.value.trim()} %` : money(sum(), currency)),
  };
}

/**
 * The fields of what a center or a service says of fees, and what guests are told of it.
 *
 * @param {any} fees what is said so far
 * @param {string} currency
 * @param {boolean} isService a service may leave it to its center
 */
export function feeFields(fees, currency, isService) {
  const own = isService && tick(text('fee.own'), Boolean(fees), { on: { change: () => { rest.hidden = !own.box.checked; } } });
  const hours = input({ type: 'number', min: 0, max: 8760, step: 'any', required: true, value: (fees?.notice_minutes ?? 1440) / 60 });
  const late = feePair(text('fee.late'), fees?.late_cancellation, currency);
  const missed = feePair(text('fee.missed'), fees?.no_show, currency);
  const taxes = select([['as_service', text('fee.taxed')], ['untaxed', text('setup.noTax')]], fees?.taxation);
  const told = element('p', { class: 'hint' });
  const notice = () => Math.round(Number(hours.value) * 60);
  const tell = () => { told.textContent = late.said() ? text('fee.told', { notice: length(notice()), fee: late.said() }) : ''; };
  const rest = element('div', { class: 'inline-form', hidden: own && !fees, on: { input: tell } },
    field(text('fee.notice'), hours), late.node, missed.node, field(text('till.tax'), taxes), told);
  tell();
  const read = () => {
    const policy = { notice_minutes: notice(), late_cancellation: late.read(), no_show: missed.read(), taxation: taxes.value };
    return (own ? own.box.checked : policy.late_cancellation ?? policy.no_show) ? policy : null;
  };
  return { nodes: [own?.node, rest], read };
}
