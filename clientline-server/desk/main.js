// Where the page begins: who is there, which language, and which view the address names. The
// address's fragment is all there is of routes, so a reload or a sent link opens the same.

import { watch } from './api.js';
import { desk, loadCatalogue, whoAmI } from './desk.js';
import { listen, written } from './live.js';
import { enter, newPassword, setUp, unlock, waiting } from './session.js';
import { language, speak, text } from './text.js';
import { drawFrame, setOffline } from './frame.js';

const VIEWS = {
  day: () => import('./book/book.js'),
  week: () => import('./panels/week.js'),
  month: () => import('./panels/month.js'),
  hours: () => import('./panels/hours.js'),
  setup: () => import('./panels/setup.js'),
  close: () => import('./panels/close.js'),
};

const PANELS = [() => import('./panels/booking.js'), () => import('./panels/appointment.js'), () => import('./panels/guest.js'), () => import('./panels/till.js')];

let shown = null;
let turn = 0;

/** Shows the view that the address names. */
async function route() {
  const [name, ...rest] = named();
  const known = Object.hasOwn(VIEWS, name) && desk.center ? name : desk.center ? 'day' : 'setup';
  const mine = ++turn;
  const words = rest.map(decodeURIComponent);
  const of = `${known} ${desk.center?.id} ${language()}`;
  // Another date of the same book is turned to, so that an open form stays as it is.
  if (shown?.of === of && shown.turn) return shown.turn(words);
  const view = await VIEWS[known]();
  if (mine !== turn) return;
  shown?.leave?.();
  shown = { of };
  const made = await view.show(drawFrame(known), words);
  if (mine === turn) Object.assign(shown, made);
  else made?.leave?.();
}

/** Finds out who is there, and asks until somebody is. */
async function known() {
  for (;;) {
    try {
      return await whoAmI();
    } catch (error) {
      if (error.status === 401) await unlock();
      else if (error.status === 0) await waiting();
      else throw error;
    }
  }
}

const BY_TOKEN = { enter, 'set-up': setUp, password: newPassword };

/** What the address names, and what it names of that. */
const named = () => location.hash.replace(/^#\/?/, '').split('/');

async function begin() {
  // A link that somebody was sent, in a tab that shows the page already.
  addEventListener('hashchange', () => { if (Object.hasOwn(BY_TOKEN, named()[0])) location.reload(); });
  // Where the desk is locked, or somebody else takes it over, each of its tabs begins anew.
  addEventListener('storage', ({ key }) => { if (key === 'person') location.reload(); });
  const [first, token] = named();
  const byToken = BY_TOKEN[first];
  // The token leaves the address before anything else happens.
  if (byToken) history.replaceState(null, '', location.pathname);
  const [isKnown] = await Promise.all([byToken ? false : whoAmI().then(() => true, () => false), speak()]);
  document.title = text('title');
  if (byToken) await byToken(token);
  if (!isKnown) await known();
  localStorage.setItem('person', desk.me.user?.id ?? '');
  await loadCatalogue();
  addEventListener('hashchange', route);
  let isEnding = false;
  watch((state) => {
    if (state === 'signedOut' && !isEnding) {
      isEnding = true;
      location.reload();
    } else if (state === 'written') written();
    else if (state !== 'signedOut') setOffline(state === 'offline');
  });
  await route();
  listen();
  // What a key opens is there before the key is pressed, so that nothing typed is lost.
  setTimeout(() => PANELS.forEach((load) => load()), 300);
}

begin();
