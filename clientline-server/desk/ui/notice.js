// What the page tells: sentences for those who listen, notices for those who look, with a
// way back for some seconds where there is one.

import { Refusal } from '../api.js';
import { text } from '../text.js';
import { element, icon, refill } from './element.js';

const SECONDS = 10;
let shown;

/** Says a sentence to whoever listens to the page. */
export function announce(sentence) {
  const place = document.getElementById('said');
  place.textContent = '';
  // A live region speaks when its text changes, the same sentence twice too.
  requestAnimationFrame(() => { place.textContent = sentence; });
}

/**
 * Shows a notice for ten seconds.
 *
 * @param {string} sentence
 * @param {{ undo?: () => void, kind?: 'plain' | 'bad' }} [options]
 */
export function notify(sentence, { undo, kind = 'plain' } = {}) {
  shown?.remove();
  const close = () => notice.remove();
  const notice = element('div', { class: `notice ${kind}` },
    element('span', {}, sentence),
    undo && element('button', { class: 'link', 'data-act': 'undo', on: { click: () => { close(); undo(); } } }, text('undo')),
    element('button', { class: 'bare', 'aria-label': text('close'), on: { click: close } }, icon('close')));
  shown = notice;
  document.body.append(notice);
  announce(sentence);
  let timer = setTimeout(close, SECONDS * 1000);
  // Whoever is about to press the button is not raced.
  notice.addEventListener('pointerenter', () => clearTimeout(timer));
  notice.addEventListener('focusin', () => clearTimeout(timer));
  notice.addEventListener('pointerleave', () => { timer = setTimeout(close, SECONDS * 1000); });
}

/** Takes back what the notice that is shown says, if that can be taken back. */
export const undoLast = () => /** @type {any} */ (document.querySelector('.notice [data-act=undo]'))?.click();

/** The reason of a failure as a sentence. A fault of the page's own is thrown on. */
export function reason(error) {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 0) return text('offline.short');
  if (error.status === 412) return text('refused.stale');
  return error.message;
}

/** Shows why something failed. */
export const complain = (error) => notify(reason(error), { kind: 'bad' });

/** A place for what is wrong in a form. */
export function complaint() {
  const place = element('p', { class: 'complaint', role: 'alert', hidden: true });
  return {
    place,
    clear: () => { place.hidden = true; },
    show: (error, ...more) => {
      refill(place, typeof error === 'string' ? error : reason(error), ...more);
      place.hidden = false;
    },
  };
}
