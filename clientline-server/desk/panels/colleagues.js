// Who else performs a service that needs several people at once: whoever is free, unless somebody
// is chosen.

import { nameOf, people, serviceOf } from '../desk.js';
import { text } from '../text.js';
import { element, refill } from '../ui/element.js';
import { field, select, setOptions } from '../ui/field.js';

/**
 * The fields that ask for them.
 *
 * @param {() => void} changed called when somebody else is chosen
 */
export function colleagueFields(changed) {
  const node = element('div', { class: 'form' });
  let controls = [];
  let asked = ['', ''];
  const chosen = () => controls.map((one) => one.value).filter(Boolean);

  /** Offers those who perform it, each of them once. */
  function fill() {
    const [service, first] = asked;
    for (const control of controls) {
      const taken = [first, ...chosen().filter((id) => id !== control.value)];
      setOptions(control, [['', text('anyone')], ...people(service).filter((one) => !taken.includes(one.id)).map((one) => [one.id, nameOf(one)])]);
    }
  }

  return {
    node,
    read: chosen,
    /** Asks for as many as a service needs beside its first one. */
    offer(service, first) {
      asked = [service, first];
      const count = serviceOf(service)?.further_providers ?? 0;
      if (count !== controls.length) {
        controls = Array.from({ length: count }, () => select([], undefined, { on: { change: () => { fill(); changed(); } } }));
        refill(node, controls.map((one) => field(text('booking.beside'), one)));
      }
      fill();
    },
  };
}
