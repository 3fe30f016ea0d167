// Where the page begins: who is there, which language, and which view the address names. The
// address's fragment is all there is of routes, so a reload or a sent link opens the same.

import { watch } from './api.js';
import { desk, loadCatalogue, whoAmI } from './desk.js';
import { listen } from './live.js';
import { enter, setUp, signIn } from './session.js';
import { speak, text } from './text.js';
import { drawFrame, setOffline } from './frame.js';

const VIEWS = {
  day: () => import('./book/book.js'),
  week: () => import('./panels/week.js'),
  month: () => import('./panels/month.js'),
  hours: () => import('./panels/hours.js'),
  setup: () => import('./panels/setup.js'),
  close: () => import('./panels/close.js'),
};

let leave = null;
let turn = 0;

/** Shows the view that the address names. */
async function route() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  const known = Object.hasOwn(VIEWS, name) && desk.center ? name : desk.center ? 'day' : 'setup';
  const mine = ++turn;
  const view = await VIEWS[known]();
  if (mine !== turn) return;
  leave?.();
  leave = null;
  const place = drawFrame(known);
  leave = await view.show(place, rest.map(decodeURIComponent)) ?? null;
}

async function begin() {
  await speak();
  document.title = text('title');
  const [first, token] = location.hash.replace(/^#\/?/, '').split('/');
  if (first === 'enter' || first === 'set-up') {
    // The token leaves the address before anything else happens.
    history.replaceState(null, '', location.pathname);
    if (first === 'enter') await enter(token);
    else await setUp(token);
  }
  for (;;) {
    try {
      await whoAmI();
      break;
    } catch (error) {
      if (error.status !== 401) throw error;
      await signIn();
    }
  }
  await loadCatalogue();
  addEventListener('hashchange', route);
  let isEnding = false;
  watch((state) => {
    if (state === 'signedOut' && !isEnding) {
      isEnding = true;
      location.reload();
    } else if (state !== 'signedOut') setOffline(state === 'offline');
  });
  await route();
  listen();
}

begin();
