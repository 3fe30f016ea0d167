// The panel at the side, one at a time. The book stays in sight and alive beside it; on a
// small screen it covers the book. Closing gives the focus back to where it came from.

import { text } from '../text.js';
import { element, icon, refill } from './element.js';

let current = null;
let number = 0;

/**
 * Opens a panel in place of the one that is open.
 *
 * @param {string} title
 * @param {{ kind?: string, wide?: boolean, onClose?: () => void }} [options]
 */
export function openPanel(title, { kind = '', wide = false, onClose } = {}) {
  const returnTo = current ? current.returnTo : document.activeElement;
  current?.drop();
  const heading = element('h2', { id: `panel-${++number}`, tabindex: -1 }, title);
  const body = element('div', { class: 'panel-body' });
  const foot = element('div', { class: 'panel-foot', hidden: true });
  const node = element('aside', {
    class: `panel${wide ? ' wide' : ''}`, role: 'dialog', 'aria-labelledby': heading.id, data: { kind },
    on: { keydown: (event) => { if (event.key === 'Escape' && !event.defaultPrevented) { event.stopPropagation(); panel.close(); } } },
  },
    element('header', { class: 'panel-head' }, heading,
      element('button', { class: 'bare', 'aria-label': text('close'), on: { click: () => panel.close() } }, icon('close'))),
    body, foot);
  const panel = {
    node, body, kind, returnTo,
    isOpen: () => current === panel,
    title: (words) => { heading.textContent = words; },
    show: (...children) => refill(body, ...children),
    actions: (...children) => { refill(foot, ...children); foot.hidden = foot.childElementCount === 0; },
    focus: () => (node.querySelector('[autofocus]') ?? heading).focus(),
    drop: () => { node.remove(); if (current === panel) current = null; onClose?.(); },
    close: () => {
      panel.drop();
      document.body.classList.remove('with-panel');
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus({ preventScroll: true });
      else /** @type {any} */ (document.querySelector('.book [tabindex="0"]'))?.focus({ preventScroll: true });
    },
  };
  current = panel;
  document.querySelector('.frame').append(node);
  document.body.classList.add('with-panel');
  heading.focus({ preventScroll: true });
  return panel;
}

/** The panel that is open. */
export const openedPanel = () => current;
