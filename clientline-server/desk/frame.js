// The frame around every view: the center, the views, search, and what is done all day.

import { desk, chooseCenter, may } from './desk.js';
import { LANGUAGES, language, speak, text } from './text.js';
import { lock, signOut } from './session.js';
import { element, icon, refill } from './ui/element.js';
import { openMenu } from './ui/menu.js';
import { button, select } from './ui/field.js';

let banner;

/** Draws the frame, and gives back the place of the view. */
export function drawFrame(view) {
  const place = element('main', { class: 'view', id: 'view', data: { view } });
  banner = element('p', { class: 'banner', role: 'alert', hidden: banner?.hidden ?? true }, text('offline'));
  refill(document.getElementById('desk'),
    element('div', { class: 'frame' }, element('header', { class: 'bar' }, ...bar(view)), banner, place));
  return place;
}

function bar(view) {
  const link = (name, label) => element('a', {
    href: addressOf(name), data: { view: name }, 'aria-current': view === name ? 'page' : null,
  }, label);
  const centers = desk.centers.length > 1
    ? select(desk.centers.map((center) => [center.id, center.display_name ?? center.name]), desk.center?.id, {
      class: 'center', 'aria-label': text('center'),
      on: { change: (event) => { chooseCenter(event.target.value); dispatchEvent(new HashChangeEvent('hashchange')); } },
    })
    : element('strong', { class: 'center' }, desk.center?.display_name ?? desk.center?.name ?? desk.me.organization?.name ?? 'ClientLine');
  const more = button(icon('menu'), () => {
    const box = more.getBoundingClientRect();
    openMenu({ x: box.right, y: box.bottom + 4 }, text('more'), choices(view));
  }, { class: 'bare', 'aria-label': text('more'), 'aria-haspopup': 'menu' });
  if (!desk.center) return [centers, element('span', { class: 'grow' }), more];
  return [
    centers,
    element('nav', { class: 'views', 'aria-label': text('views') },
      link('day', text('view.day')), link('week', text('week')), link('month', text('view.month'))),
    element('span', { class: 'grow' }),
    act('search', 'search', 'search', '/'),
    may('book_appointments') && act('walkin', 'person', 'walkIn', 'W'),
    may('book_appointments') && act('booking', 'plus', 'book', 'N', 'primary'),
    more,
  ];
}

/** The address of a view, of the date that is shown. */
const addressOf = (name) => `#/${name}${desk.date && name !== 'setup' ? `/${desk.date}` : ''}`;

/** Brings the links to the other views to the date that is shown. */
export function dateLinks() {
  for (const link of document.querySelectorAll('.views a')) link.setAttribute('href', addressOf(/** @type {any} */ (link).dataset.view));
}

/** A button that opens a panel, whose code is loaded then. */
function act(panel, drawing, key, shortcut, kind = '') {
  return button([icon(drawing), element('span', {}, text(key))], () => openNamed(panel),
    { class: `act ${kind}`, title: `${text(key)} (${shortcut})`, 'aria-label': text(key), 'aria-keyshortcuts': shortcut });
}

/** Opens one of the panels that need no appointment. */
export async function openNamed(panel) {
  if (panel === 'search') (await import('./panels/guestfield.js')).openSearch();
  else if (panel === 'walkin') (await import('./panels/walkin.js')).openWalkIn();
  else if (panel === 'booking') (await import('./panels/booking.js')).openBooking({});
  else if (panel === 'waiting') (await import('./panels/waiting.js')).openWaiting();
  else if (panel === 'gift-cards') (await import('./panels/giftcards.js')).openGiftCards();
  else if (panel === 'pin') (await import('./panels/pin.js')).openPin();
  else if (panel === 'keys') (await import('./panels/keys.js')).openKeys();
}

function choices(view) {
  const go = (name) => () => { location.hash = addressOf(name); };
  const some = [];
  if (desk.center) {
    if (may('read_appointments')) some.push({ label: text('wait.title'), run: () => openNamed('waiting') });
    if (may('read_payments')) some.push({ label: text('gift.cards'), run: () => openNamed('gift-cards') });
    some.push({ label: text('view.hours'), run: go('hours') });
    if (may('read_payments')) some.push({ label: text('view.close'), run: go('close') });
  }
  if (may('write_catalogue')) some.push({ label: text('view.setup'), run: go('setup') });
  if (view === 'day') some.push({ label: text('print.day'), run: () => print() });
  if (desk.center) some.push({ label: text('keys.title'), run: () => openNamed('keys') });
  for (const [tag, name] of Object.entries(LANGUAGES)) {
    if (tag !== language()) some.push({ label: name, run: async () => { await speak(tag); dispatchEvent(new HashChangeEvent('hashchange')); } });
  }
  some.push({ label: text('pin.own'), run: () => openNamed('pin') }, { label: text('lock'), run: lock }, { label: text('signOut'), run: signOut });
  return some;
}

/** Says that the server is not reached, or no longer. */
export function setOffline(isOffline) {
  if (banner) banner.hidden = !isOffline;
}
