// A full day: twenty people with sixty appointments each, drawn with few nodes and little work.

import { same, until } from '../browser.mjs';
import { today } from '../server.mjs';

const PEOPLE = 20;
const EACH = 60;

/** The answer of `/calendar` for such a day. What the server has of it is not what is measured. */
function fullDay(center) {
  const start = Date.parse(`${today}T06:00:00Z`);
  const span = (from, minutes) => ({
    starts_at: new Date(start + from * 60_000).toISOString().replace('.000', ''), ends_at: new Date(start + (from + minutes) * 60_000).toISOString().replace('.000', ''),
    local_start: new Date(start + from * 60_000).toISOString().slice(0, 16), local_end: new Date(start + (from + minutes) * 60_000).toISOString().slice(0, 16),
  });
  const midnight = `${today}T00:00:00Z`;
  const providers = Array.from({ length: PEOPLE }, (_, at) => ({ id: `p${at}`, name: `Person ${at}`, color: '#2a7f8e', works: [span(0, EACH * 15)] }));
  const appointments = providers.flatMap((provider, at) => Array.from({ length: EACH }, (_, turn) => ({
    ...span(turn * 15, 15), id: `a${at}-${turn}`, status: ['scheduled', 'confirmed', 'completed'][turn % 3], guest_id: `g${turn}`, guest_name: `Guest ${at} ${turn}`,
    provider_id: provider.id, provider_name: provider.name, service_id: 's', service_name: 'Fringe', color: provider.color, room_id: null, room_name: null, notes: null, version: 1,
    segments: null, settlement: 'none', flags: [],
  })));
  return { center_id: center, time_zone: 'UTC', date: today, days: 1, day_starts_at: midnight, day_ends_at: new Date(Date.parse(midnight) + 86_400_000).toISOString(),
    offsets: [{ from: midnight, offset_minutes: 0 }], open: [span(0, EACH * 15)], appointments, providers, blockouts: [], next_cursor: null, next_providers_cursor: null };
}

const busy = async (session) => {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((one) => one.name === 'TaskDuration').value;
};

export default {
  'twenty people with sixty appointments each take few nodes, and a fifth of a naive page\'s work': async ({ open, salon }) => {
    const [page, desk] = await open({});
    const answer = JSON.stringify(fullDay(salon.center.id));
    await desk.context.route('**/calendar?**', (route) => route.fulfill({ body: answer, contentType: 'application/json' }));
    const session = await desk.context.newCDPSession(page);
    await session.send('Performance.enable');
    await page.evaluate((date) => { location.hash = `#/day/${date}`; }, today);
    const before = await busy(session);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until('all are drawn', async () => await page.locator('.block').count() === PEOPLE * EACH, 15_000);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    const own = await busy(session) - before;
    const nodes = await page.evaluate(() => document.querySelectorAll('.block, .block *').length);
    same(nodes <= 3 * PEOPLE * EACH, true, `${nodes} nodes for ${PEOPLE * EACH} appointments`);
    const naive = await naivePage(desk, salon, answer);
    console.log(`  drawn in ${Math.round(own * 1000)} ms of main thread, a naive page in ${Math.round(naive * 1000)} ms; ${nodes} nodes`);
    same(own * 5 <= naive, true, `a fifth of the naive page's work (${own} s of ${naive} s)`);
    await desk.shot(page, 'full-day');
  },
};

/** The same day as a page draws it that lays every cell out as a table and measures each. */
async function naivePage(desk, salon, answer) {
  const page = await desk.context.newPage();
  await page.goto(`${salon.server.origin}/health/live`);
  const session = await desk.context.newCDPSession(page);
  await session.send('Performance.enable');
  const before = await busy(session);
  await page.evaluate((text) => {
    const day = JSON.parse(text);
    document.body.replaceChildren();
    const place = document.body.appendChild(document.createElement('div'));
    place.style.position = 'relative';
    // Every cell is a node with a listener, and every appointment a small tree that is
    // measured once it is there, as the usual calendars do.
    for (const provider of day.providers) {
      const column = place.appendChild(document.createElement('div'));
      for (let cell = 0; cell < 96; cell += 1) {
        const box = column.appendChild(document.createElement('div'));
        box.addEventListener('click', () => {});
        box.textContent = '\u00a0';
      }
      for (const one of day.appointments.filter((each) => each.provider_id === provider.id)) {
        const outer = column.appendChild(document.createElement('div'));
        outer.style.position = 'absolute';
        for (const part of ['guest_name', 'service_name', 'provider_name', 'local_start', 'local_end', 'status']) {
          const inner = outer.appendChild(document.createElement('div')).appendChild(document.createElement('span'));
          inner.textContent = one[part];
        }
        outer.style.top = `${outer.offsetTop + 1}px`;
        outer.style.height = `${outer.getBoundingClientRect().height}px`;
      }
    }
    return place.offsetHeight;
  }, answer);
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  const spent = await busy(session) - before;
  await page.close();
  return spent;
}
