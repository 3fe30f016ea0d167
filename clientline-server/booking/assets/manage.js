// The appointment of the link that was mailed, or the visit of several: its token stands in the
// fragment, which no server sees, and goes into a header from here.

const PLACE = '/public/appointments/manage';
const token = location.hash.slice(1);
const [title, status, list, template, confirm, move, cancel] = ['title', 'status', 'parts', 'part', 'confirm', 'move', 'cancel']
  .map((id) => document.getElementById(id));
const statuses = JSON.parse(list.dataset.statuses);

// The wall clock of the salon is formatted as it is: the zone of the browser is none of it.
const when = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC',
});
const shown = (local) => when.format(new Date(`${local.slice(0, 16)}Z`));
const isLive = (part) => ['pending', 'scheduled', 'confirmed'].includes(part.status);

/** Asks the server; none, if it refuses. */
async function ask(path, method = 'GET', body = null) {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(PLACE + path, { method, headers, body: body && JSON.stringify(body) }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** Reads the appointment, or all parts of the visit in the order of their starts; none, if the link opens nothing. */
async function read() {
  const first = await ask('');
  if (!first) return null;
  const others = (first.parts ?? []).filter((id) => id !== first.id).map((id) => ask(`?appointment_id=${id}`));
  const all = [first, ...await Promise.all(others)].filter(Boolean);
  return all.sort((one, other) => one.starts_at.localeCompare(other.starts_at));
}

/** What there is to say of money: what cancelling costs now, or until when it costs nothing. */
function feeOf({ cancellation_fee: costs, local_free_until: until, currency }, { now, until: free }) {
  if (costs) return now.replace('{fee}', `${costs} ${currency}`);
  return until ? free.replace('{until}', shown(until)) : '';
}

/** Shows one appointment; of several each has its status, and a way to be cancelled alone. */
function draw(part, several) {
  const node = template.content.cloneNode(true);
  const values = { ...part, when: shown(part.local_start) };
  for (const place of node.querySelectorAll('[data-field]')) place.textContent = values[place.dataset.field] ?? '–';
  const [state, fee, deposit, actions, form] = ['[data-status]', '[data-fee]', '[data-deposit]', '.actions', 'form'].map((query) => node.querySelector(query));
  state.textContent = several ? statuses[part.status] ?? '' : '';
  state.hidden = !several;
  fee.textContent = feeOf(part, fee.dataset);
  fee.hidden = !isLive(part) || !fee.textContent;
  deposit.textContent = part.deposit_due ? deposit.dataset.due.replace('{amount}', `${part.deposit_due} ${part.currency}`) : '';
  deposit.hidden = !isLive(part) || !deposit.textContent;
  actions.hidden = !several || !isLive(part);
  for (const button of actions.querySelectorAll('button')) button.setAttribute('aria-label', `${button.textContent}: ${part.service ?? ''}`);
  form.elements.token.value = token;
  form.elements.part.value = part.id;
  actions.lastElementChild.addEventListener('click', () => act('cancel', { appointment_id: part.id }));
  return node;
}

/** Shows all of them, and what can be done with them together. */
function show(parts) {
  const several = parts.length > 1;
  const states = new Set(parts.map((part) => part.status));
  list.replaceChildren(...parts.map((part) => draw(part, several)));
  // Of several each says its own; that of all is still read aloud.
  status.classList.toggle('unseen', several);
  status.textContent = states.size === 1 ? statuses[parts[0].status] ?? '' : '';
  confirm.hidden = !states.has('pending') || !token.startsWith('cl_confirm_');
  cancel.hidden = move.hidden = !parts.some(isLive);
  move.elements.token.value = token;
  if (!several) return;
  const [button] = move.getElementsByTagName('button');
  for (const words of [title, button, cancel]) words.textContent = words.dataset.several;
}

/** Does what a button says, and shows what became of it. */
async function act(action, body) {
  const buttons = document.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  const done = await ask(`/${action}`, 'POST', body);
  const parts = done && await read();
  for (const button of document.querySelectorAll('button')) button.disabled = false;
  if (parts) show(parts);
  else {
    status.classList.remove('unseen');
    status.textContent = status.dataset.refused;
  }
}

confirm.addEventListener('click', () => act('confirm'));
cancel.addEventListener('click', () => act('cancel'));

status.textContent = status.dataset.loading;
const found = token ? await read() : null;
if (found) show(found);
else status.textContent = status.dataset.wrong;
