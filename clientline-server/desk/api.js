// The way to the server: JSON in and out, problems as errors, and what makes a write safe to
// send again (an idempotency key) and safe against another desk (the version that was read).

import { language } from './text.js';

/** A request that the server refused, or that did not reach it. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 if the server was not reached
   * @param {any} problem the answer (RFC 9457)
   */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? String(status));
    this.status = status;
    this.code = problem.code ?? 'unreachable';
    this.problem = problem;
  }

  /** Whether another one was first: read again, and decide again. */
  get isStale() {
    return this.status === 412 || this.status === 409;
  }
}

const listeners = new Set();

/** Calls back with `online`, `offline`, `signedOut` when the session ended, `written` after a write. */
export const watch = (listener) => listeners.add(listener);
const tell = (state) => listeners.forEach((listener) => listener(state));

/** A key that no other request has. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends a request.
 *
 * @param {string} method
 * @param {string} path
 * @param {{ body?: any, version?: number, key?: string, etag?: string, quiet?: boolean }} [options]
 * @returns {Promise<any>} the answer; `null` if it has no body, or is as `etag` says
 */
export async function send(method, path, { body, version, key, etag, quiet } = {}) {
  const headers = { Accept: 'application/json', 'Accept-Language': language() };
  if (method !== 'GET') headers['Content-Type'] = 'application/json';
  if (method === 'POST') headers['Idempotency-Key'] = key ?? newKey();
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (etag) headers['If-None-Match'] = etag;
  let answer;
  try {
    answer = await fetch(path, {
      method, headers, credentials: 'same-origin', cache: 'no-store',
      body: method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(body ?? {}),
    });
  } catch {
    tell('offline');
    throw new Refusal(0, {});
  }
  tell('online');
  if (answer.status === 304) return null;
  if (answer.ok && method !== 'GET' && !path.startsWith('/desk/')) tell('written');
  if (answer.ok) {
    if (answer.status === 204) return null;
    const found = await answer.json();
    const tag = answer.headers.get('ETag');
    if (tag) Object.defineProperty(found, 'etag', { value: tag });
    return found;
  }
  if (answer.status === 401 && !quiet) tell('signedOut');
  throw new Refusal(answer.status, await answer.json().catch(() => ({})));
}

/** Reads. Parameters that are `undefined` or `null` are left out. */
export function get(path, parameters = {}, options = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== null) query.set(name, value);
  const text = query.toString();
  return send('GET', text ? `${path}?${text}` : path, options);
}

export const post = (path, body, options = {}) => send('POST', path, { ...options, body });
export const patch = (path, body, options = {}) => send('PATCH', path, { ...options, body });
export const put = (path, body, options = {}) => send('PUT', path, { ...options, body });
export const remove = (path, options = {}) => send('DELETE', path, options);

/**
 * Reads a whole list, page by page.
 *
 * @param {string} path
 * @param {Record<string, any>} [parameters]
 * @param {number} [most] how many rows are enough
 */
export async function all(path, parameters = {}, most = 1000) {
  const items = [];
  let cursor;
  do {
    const page = await get(path, { limit: 200, ...parameters, cursor });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < most);
  return items;
}
