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
 * @param {{ id: string, name: string }[]} [now] who performs it by now, where it is booked: then
 * each of them may be another, and nobody is left open
 */
export function colleagueFields(changed, now) {
  const node = element('div', { class: 'form' });
  let controls = [];
  let asked = ['', ''];
  const of = (control, at) => control.value || now?.[at]?.id;
  const chosen = () => controls.map(of).filter(Boolean);

  /** Offers those who perform it, each of them once. */
  function fill() {
    const [service, first] = asked;
    const others = people(service).map((one) => [one.id, nameOf(one)]);
    const gone = (now ?? []).filter((one) => !others.some(([id]) => id === one.id)).map((one) => [one.id, one.name]);
    controls.forEach((control, at) => {
      const value = of(control, at);
      const taken = [first, ...chosen().filter((id) => id !== value)];
      setOptions(control, [...(now ? gone : [['', text('anyone')]]), ...others.filter(([id]) => !taken.includes(id))], value);
    });
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
