// Nodes without markup: the page's policy forbids HTML from text, so that nothing that a
// guest typed can ever become more than text.

/**
 * Makes an element.
 *
 * Properties: `on` holds listeners, `style` custom properties, `data` data attributes; a
 * `true` is an attribute without value, `false`, `null` and `undefined` are none. Children
 * that are `null` or `false` are left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...any} children
 * @returns {any}
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === 'style') {
      for (const [key, text] of Object.entries(value)) node.style.setProperty(key, String(text));
    } else if (name === 'data') {
      for (const [key, text] of Object.entries(value)) node.dataset[key] = String(text);
    } else if (name === 'value') {
      /** @type {any} */ (node).value = value;
    } else {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  fill(node, ...children);
  return node;
}

/** Appends children, leaving out what is not there. */
function fill(node, ...children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/**
 * Puts other children in place of those that are there. Whoever stands on a button among them stands on
 * the one of the same name then: what others change takes no focus away.
 */
export function refill(node, ...children) {
  const held = document.activeElement;
  const isHeld = held?.matches('button') && node.contains(held);
  node.replaceChildren();
  fill(node, ...children);
  if (isHeld) [...node.querySelectorAll('button')].find((one) => nameOf(one) === nameOf(held))?.focus({ preventScroll: true });
  return node;
}

const nameOf = (button) => button.getAttribute('aria-label') ?? button.textContent;

/** A part of a panel: what its rows are, and the rows; nothing without rows. */
export const group = (title, rows) => rows.length > 0 && element('section', { class: 'group' }, element('h3', {}, title), element('ul', { class: 'plain-list' }, rows));

const SHAPES = {
  left: 'M10 3 5 8l5 5',
  right: 'm6 3 5 5-5 5',
  down: 'm3 6 5 5 5-5',
  close: 'm4 4 8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 14 14',
  menu: 'M2 4h12M2 8h12M2 12h12',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  print: 'M4 6V2h8v4M4 12H2V6h12v6h-2M4 9.5h8V14H4z',
  person: 'M8 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM2.5 14c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5 5 13h6l.5-8.5',
  help: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6 6.2c.2-2.6 4-2.3 4 0 0 1.5-2 1.6-2 3M8 11.4v.6',
};

/**
 * A small drawing beside a text, which says it all: readers pass over the drawing.
 *
 * @param {keyof typeof SHAPES} name
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}
