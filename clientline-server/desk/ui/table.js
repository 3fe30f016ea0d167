// Tables of figures.

import { text } from '../text.js';
import { element } from './element.js';

/** The head of a table, from the keys of its texts: but for the first, which names, all are numbers. */
export const tableHead = (...keys) => element('thead', {}, element('tr', {}, keys.map((key, at) => element('th', { class: at > 0 && 'number' }, text(key)))));
