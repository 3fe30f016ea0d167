// One's own PIN, by which one takes over a desk that is locked.

import { put } from '../api.js';
import { text } from '../text.js';
import { element } from '../ui/element.js';
import { button, field, form, input, pinInput } from '../ui/field.js';
import { notify } from '../ui/notice.js';
import { openPanel } from '../ui/panel.js';

/** Opens the form that sets it, or takes it away. */
export function openPin() {
  const panel = openPanel(text('pin.own'), { kind: 'pin' });
  const password = input({ type: 'password', required: true, autocomplete: 'current-password', autofocus: true });
  const pin = pinInput();
  const keep = async (value) => {
    await put('/desk/session/pin', { current_password: password.value, pin: value });
    panel.close();
    notify(text('saved'));
  };
  panel.show(form(() => keep(pin.value), element('p', { class: 'hint' }, text('pin.hint')), field(text('password'), password), field(text('pin'), pin, text('pin.digits')),
    element('div', { class: 'row-of-buttons' }, element('button', { class: 'primary' }, text('save')), button(text('pin.none'), () => keep(null), { class: 'link' }))));
  panel.focus();
}
