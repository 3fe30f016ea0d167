// Signing in: by password, by a link that is used once, and the first password of a new
// salon. The page holds no token: the browser has a cookie that scripts can't read.

import { all, post, remove } from './api.js';
import { LANGUAGES, language, speak, text } from './text.js';
import { element, icon, refill } from './ui/element.js';
import { button, field, form, input, pinInput, select } from './ui/field.js';
import { complain } from './ui/notice.js';

const place = () => document.getElementById('desk');

/** Shows a form on a page of its own. */
function card(title, hint, ...children) {
  const languages = select(Object.entries(LANGUAGES), language(), {
    'aria-label': text('language'), on: { change: async (event) => { await speak(event.target.value); location.reload(); } },
  });
  refill(place(), element('main', { class: 'card-page' },
    element('section', { class: 'card' },
      element('p', { class: 'mark' }, 'ClientLine'),
      element('h1', {}, title), hint && element('p', { class: 'hint' }, hint), ...children),
    languages));
  place().querySelector('input')?.focus();
}

/** Asks for email and password until they are right. */
function signIn() {
  return new Promise((done) => {
    const email = input({ type: 'email', required: true, autocomplete: 'username', value: localStorage.getItem('email') ?? '' });
    const password = input({ type: 'password', required: true, autocomplete: 'current-password' });
    const organization = input({ value: localStorage.getItem('organization') ?? '', autocomplete: 'organization' });
    card(text('signIn.title'), null, form(async (wrong) => {
      const body = { email: email.value.trim(), password: password.value };
      if (organization.value.trim()) body.organization = organization.value.trim();
      try {
        await post('/desk/session', body, { quiet: true });
      } catch (error) {
        return wrong.show(error.status === 401 ? text('signIn.wrong') : error);
      }
      localStorage.setItem('email', body.email);
      localStorage.setItem('organization', organization.value.trim());
      done();
    },
    field(text('email'), email), field(text('password'), password),
    field(text('signIn.organization'), organization, text('signIn.organizationHint')),
    element('button', { class: 'primary' }, icon('person'), text('signIn.do'))));
  });
}

/** Asks who takes the desk over that is locked, by a PIN; by a password, if nobody has one. */
export async function unlock() {
  const people = await all('/desk/session/people');
  people.sort((one, other) => one.name.localeCompare(other.name));
  return people.length === 0 ? signIn() : new Promise((done) => {
    let chosen;
    const pin = pinInput();
    const names = element('div', { class: 'methods', role: 'group', 'aria-label': text('lock.who') }, people.map((one) => button(one.name, () => choose(one), { class: 'plain', data: { id: one.id } })));
    const choose = ({ id }) => {
      chosen = id;
      for (const node of names.children) node.setAttribute('aria-pressed', String(node.dataset.id === id));
      pin.focus();
    };
    card(text('lock.who'), null, names, form(async (wrong) => {
      const body = { user_id: chosen, pin: pin.value };
      pin.value = '';
      try {
        await post('/desk/session/switch', body, { quiet: true });
      } catch (error) {
        return wrong.show(error.status === 422 ? text('lock.wrong') : error);
      }
      done();
    }, field(text('pin'), pin), element('button', { class: 'primary' }, text('signIn.do'))),
    button(text('lock.password'), () => signIn().then(done), { class: 'link' }));
    choose(people[0]);
  });
}

/** Locks the desk in all tabs of this browser. */
export async function lock() {
  try { await post('/desk/session/lock'); } catch (error) { return complain(error); }
  localStorage.removeItem('person');
  return location.reload();
}

/** Signs in by the token of a link. Gives back whether that was right. */
export async function enter(token) {
  try {
    await post('/desk/session/link', { token }, { quiet: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether prices hold the taxes. */
export const priceModes = (now) => select([['inclusive', text('setup.inclusive')], ['exclusive', text('setup.exclusive')]], now);

/** Sets the first password by the token that the server printed. */
export function setUp(token) {
  return new Promise((done) => {
    const organization = input({ maxlength: 200 });
    const currency = input({ value: 'EUR', pattern: '[A-Z]{3}', maxlength: 3 });
    const mode = priceModes('inclusive');
    const name = input({ required: true, autocomplete: 'name', maxlength: 200 });
    const email = input({ type: 'email', required: true, autocomplete: 'username' });
    const password = input({ type: 'password', required: true, autocomplete: 'new-password', minlength: 8 });
    card(text('first.title'), text('first.hint'), form(async () => {
      const body = { token, name: name.value.trim(), email: email.value.trim(), password: password.value };
      if (organization.value.trim()) {
        // A guess, shown and changed in the set-up that follows.
        const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
        Object.assign(body, { organization_name: organization.value.trim(), currency: currency.value, price_mode: mode.value, time_zone: timeZone });
      }
      await post('/desk/setup', body, { quiet: true });
      done();
    },
    field(text('first.organization'), organization), field(text('setup.currency'), currency), field(text('setup.prices'), mode), field(text('first.name'), name), field(text('email'), email),
    field(text('password'), password, text('first.passwordHint')),
    element('button', { class: 'primary' }, text('first.do'))));
  });
}

/** Lets somebody choose a new password by the token of a link. */
export function newPassword(token) {
  return new Promise((done) => {
    const password = input({ type: 'password', required: true, autocomplete: 'new-password', minlength: 8 });
    card(text('first.password'), text('first.passwordFor'), form(async () => {
      await post('/auth/reset', { token, password: password.value }, { quiet: true });
      done();
    }, field(text('password'), password, text('first.passwordHint')), element('button', { class: 'primary' }, text('save'))));
  });
}

/** Says that the server can't be reached, for as long as it takes to ask again. */
export function waiting() {
  card(text('offline.short'), null);
  return new Promise((done) => { setTimeout(done, 3000); });
}

/** Ends the session in this browser. */
export async function signOut() {
  await remove('/desk/session').catch(() => null);
  location.hash = '';
  location.reload();
}
