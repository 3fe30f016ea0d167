// The appointment of the link that was mailed: its token stands in the fragment, which no server
// sees, and goes into a header from here.

const PLACE = '/public/appointments/manage';
const token = location.hash.slice(1);
const status = document.getElementById('status');
const list = document.getElementById('appointment');
const fee = document.getElementById('fee');
const statuses = JSON.parse(list.dataset.statuses);
const buttons = {
  confirm: document.getElementById('confirm'),
  cancel: document.getElementById('cancel'),
};

// The wall clock of the salon is formatted as it is: the zone of the browser is none of it.
const when = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC',
});

/** Asks the server about the appointment. */
async function ask(action) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = action
    ? await fetch(`${PLACE}/${action}`, { method: 'POST', headers })
    : await fetch(PLACE, { headers });
  return answer.ok ? answer.json() : null;
}

/** Shows the appointment, and what can be done with it. */
function show(appointment) {
  const shown = { ...appointment, when: when.format(new Date(`${appointment.local_start.slice(0, 16)}Z`)) };
  for (const place of list.querySelectorAll('[data-field]')) {
    place.textContent = shown[place.dataset.field] ?? '–';
  }
  status.textContent = statuses[appointment.status] ?? '';
  list.hidden = false;
  const live = ['pending', 'scheduled', 'confirmed'].includes(appointment.status);
  buttons.confirm.hidden = appointment.status !== 'pending' || !token.startsWith('cl_confirm_');
  buttons.cancel.hidden = !live;
  const { cancellation_fee: costs, local_free_until: until } = appointment;
  const free = until && when.format(new Date(`${until.slice(0, 16)}Z`));
  fee.textContent = costs ? fee.dataset.now.replace('{fee}', `${costs} ${appointment.currency}`)
    : free ? fee.dataset.until.replace('{until}', free) : '';
  fee.hidden = !live || !fee.textContent;
}

/** Does what a button says. */
async function act(action) {
  for (const button of Object.values(buttons)) button.disabled = true;
  const appointment = await ask(action).catch(() => null);
  for (const button of Object.values(buttons)) button.disabled = false;
  if (appointment) show(appointment);
  else status.textContent = status.dataset.refused;
}

for (const [action, button] of Object.entries(buttons)) {
  button.addEventListener('click', () => act(action));
}

status.textContent = status.dataset.loading;
const first = token ? await ask().catch(() => null) : null;
if (first) show(first);
else status.textContent = status.dataset.wrong;
