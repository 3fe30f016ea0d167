// Fields of forms: a label above, a hint below, and nothing else.

import { text } from '../text.js';
import { announce, complain, complaint } from './notice.js';
import { element, icon, refill } from './element.js';

let number = 0;

/**
 * A labelled control.
 *
 * @param {string} label
 * @param {any} control an input, select or textarea
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  control.id ||= `field-${++number}`;
  const below = hint && element('small', { id: `${control.id}-hint` }, hint);
  if (below) control.setAttribute('aria-describedby', below.id);
  return element('div', { class: 'field' }, element('label', { for: control.id }, label), control, below);
}

/** A text input. */
export const input = (properties = {}) => element('input', { type: 'text', autocomplete: 'off', ...properties });

/** A field for a PIN, which is not shown. */
export const pinInput = () => input({ type: 'password', inputmode: 'numeric', pattern: '\\d{4,8}', maxlength: 8, required: true });

/**
 * A list to choose from.
 *
 * @param {[string, string][]} options values and texts
 * @param {string} [value]
 * @param {Record<string, any>} [properties]
 */
export function select(options, value, properties = {}) {
  const node = element('select', properties);
  setOptions(node, options, value);
  return node;
}

/** Changes what there is to choose; the choice stays, if it still can. */
export function setOptions(node, options, value = node.value) {
  refill(node, options.map(([key, words]) => element('option', { value: key }, words)));
  if (options.some(([key]) => key === value)) node.value = value;
}

/** A box to tick, with its label beside it. */
export function tick(label, isOn, properties = {}) {
  const box = element('input', { type: 'checkbox', ...properties });
  box.checked = isOn;
  return { box, node: element('label', { class: 'tick' }, box, element('span', {}, label)) };
}

/**
 * A form that sends once, however often it is pressed. What is refused is said in its complaint,
 * which stands before its last part, the button, and is the form's `wrong`.
 *
 * @param {(wrong: ReturnType<typeof complaint>) => any} send
 * @param {...any} children
 */
export function form(send, ...children) {
  const wrong = complaint();
  const last = children.pop();
  const node = element('form', { class: 'form', novalidate: true }, ...children, wrong.place, last);
  node.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (node.getAttribute('aria-busy') === 'true') return;
    const missing = [...node.elements].find((control) => control.willValidate && !control.checkValidity());
    if (missing) {
      sayWrong(missing);
      missing.focus();
      return;
    }
    node.setAttribute('aria-busy', 'true');
    wrong.clear();
    try { await send(wrong); } catch (error) { wrong.show(error); } finally { node.removeAttribute('aria-busy'); }
  });
  node.addEventListener('input', (event) => {
    event.target.removeAttribute('aria-invalid');
    event.target.parentNode.querySelector('.wrong')?.remove();
  });
  return Object.assign(node, { wrong });
}

/** Says below a control what is wrong with it, in the language of the page. */
function sayWrong(control) {
  const words = text(control.validity.valueMissing ? 'field.missing' : 'field.wrong');
  control.setAttribute('aria-invalid', 'true');
  control.parentNode.querySelector('.wrong')?.remove();
  control.after(element('small', { class: 'wrong' }, words));
  announce(words);
}

/** A button. Why what it does is refused is said. */
export function button(label, click, properties = {}) {
  const press = async () => { try { await click(); } catch (error) { complain(error); } };
  return element('button', { type: 'button', ...properties, on: { click: press } }, label);
}

/**
 * The buttons that turn to another date.
 *
 * @param {'day' | 'week' | 'month'} unit
 * @param {(by: number) => void} turn by -1, by 1, or by 0 to today
 */
export const turners = (unit, turn) => [
  button(icon('left'), () => turn(-1), { class: 'bare', 'aria-label': text(`${unit}.before`) }),
  button(text('day.today'), () => turn(0), { class: 'plain' }),
  button(icon('right'), () => turn(1), { class: 'bare', 'aria-label': text(`${unit}.after`) }),
];

/** Runs after typing pauses, and only the last time. */
export function paused(run, milliseconds = 180) {
  let timer;
  return (...values) => { clearTimeout(timer); timer = setTimeout(() => run(...values), milliseconds); };
}
