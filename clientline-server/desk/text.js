// What the page says, in the language of whoever reads it. Texts are in lang/*.json, one
// flat list of keys; numbers, dates and plurals are what `Intl` makes of them.

export const LANGUAGES = { en: 'English', de: 'Deutsch', pt: 'Português', fr: 'Français', es: 'Español' };

let texts = {};
let plurals = new Intl.PluralRules('en');
let spoken = 'en';

/** The language in which the page is read. */
export const language = () => spoken;

/**
 * Loads the texts of a language.
 *
 * @param {string} [wished] of those there are; what was chosen here before, or the
 * browser's, if absent
 */
export async function speak(wished) {
  const known = (tag) => tag && Object.hasOwn(LANGUAGES, tag.slice(0, 2)) ? tag.slice(0, 2) : null;
  spoken = known(wished) ?? known(localStorage.getItem('language'))
    ?? navigator.languages.map(known).find(Boolean) ?? 'en';
  if (wished) localStorage.setItem('language', spoken);
  const answer = await fetch(new URL(`lang/${spoken}.json`, import.meta.url));
  texts = await answer.json();
  plurals = new Intl.PluralRules(spoken);
  document.documentElement.lang = spoken;
}

/**
 * The text of a key. `{name}` stands for a value; a text with forms takes the one that fits
 * `count`.
 *
 * @param {string} key
 * @param {Record<string, any>} [values]
 * @returns {string}
 */
export function text(key, values = {}) {
  let found = texts[key];
  if (found === undefined) {
    console.error(`no text for ${key}`);
    return key;
  }
  if (typeof found === 'object') found = found[plurals.select(values.count)] ?? found.other;
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The text of a key that a server's word makes, or that word where it is a new one. */
export function word(group, name) {
  return texts[`${group}.${name}`] ?? String(name).replaceAll('_', ' ');
}

const asUtc = (date) => new Date(`${date}T00:00:00Z`);

/**
 * A date for reading.
 *
 * @param {string} date `YYYY-MM-DD`
 * @param {Intl.DateTimeFormatOptions} [form]
 */
export function day(date, form = { weekday: 'long', day: 'numeric', month: 'long' }) {
  return new Intl.DateTimeFormat(spoken, { ...form, timeZone: 'UTC' }).format(asUtc(date));
}

/** A date in few letters, such as "Sat 28 Nov". */
export const shortDay = (date) => day(date, { weekday: 'short', day: 'numeric', month: 'short' });

/** Several things in one sentence. */
export const several = (things) => new Intl.ListFormat(spoken).format(things);

/** A length of time, such as "1 h 15 min". */
export function length(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return text('length.minutes', { minutes: rest });
  if (rest === 0) return text('length.hours', { hours });
  return text('length.both', { hours, minutes: rest });
}
