// What other desks do, as it happens. One tab of a browser holds the stream, since a browser
// has six connections to a server and seven tabs would use them all up; it tells the others.
// Where the stream can't be had, everything is looked at every ten seconds.

import { desk } from './desk.js';

const POLL = 10_000;
const channel = new BroadcastChannel('clientline-desk');
const listeners = new Set();

/** Calls back with what changed: `{ kind, id, entity, dates }`, or `{ kind: 'resync' }`. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const deliver = (change) => listeners.forEach((listener) => listener(change));
const share = (change) => { deliver(change); channel.postMessage(change); };
/** Says in this browser that something was written here, before the stream does. */
export const written = () => share({ kind: 'written' });

let openedFor = null;
let polling = null;

/** Begins to listen; which tab holds the stream is settled among them. */
export function listen() {
  channel.onmessage = ({ data }) => {
    if (data.center && openedFor && data.center !== openedFor) watchCenter(data.center);
    else if (!data.center) deliver(data);
  };
  document.addEventListener('visibilitychange', () => { if (!document.hidden) deliver({ kind: 'resync' }); });
  addEventListener('online', () => deliver({ kind: 'resync' }));
  addEventListener('offline', () => deliver({ kind: 'resync' }));
  if (!navigator.locks) return poll();
  // The lock is held until the tab is closed; then the next one has it.
  navigator.locks.request('clientline-desk-stream', () => { hold(); return new Promise(() => {}); });
}

const streams = new Map();

function hold() {
  if (desk.center) watchCenter(desk.center.id);
}

/** Listens to one center, too. */
function watchCenter(center) {
  if (streams.has(center)) return;
  openedFor = center;
  const stream = new EventSource(`/desk/stream?center_id=${center}`);
  streams.set(center, stream);
  stream.onmessage = (event) => share(JSON.parse(event.data));
  stream.addEventListener('resync', () => share({ kind: 'resync' }));
  // What happened between two streams, of this tab or of one that was closed, is looked at once.
  stream.onopen = () => { clearInterval(polling); polling = null; share({ kind: 'resync' }); };
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) {
      streams.delete(center);
      setTimeout(() => watchCenter(center), POLL);
    }
    poll();
  };
}

function poll() {
  polling ??= setInterval(() => share({ kind: 'resync' }), POLL);
}

/** Says that this tab shows another center. */
export function centerChanged() {
  if (openedFor && desk.center) watchCenter(desk.center.id);
  else if (desk.center) channel.postMessage({ center: desk.center.id });
}
