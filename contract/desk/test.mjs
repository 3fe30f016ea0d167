// A day's work at the desk, scene by scene. Each scene has a browser of its own, and all of
// them one salon.

import { Desk, launch } from './browser.mjs';
import { Server, makeSalon } from './server.mjs';

const SCENES = ['book', 'move', 'keyboard', 'touch', 'live', 'till', 'keyboard-till', 'close', 'packages', 'giftcards', 'hours', 'waiting', 'affected', 'fees', 'deposits', 'classes', 'visits', 'beside', 'series', 'party', 'screens', 'clocks', 'crowd', 'public', 'setup', 'pins'];
// The picture wants a day in which nothing else was done.
if (process.env.CLIENTLINE_DESK_PICTURE) SCENES.splice(0, SCENES.length, 'picture');
const [binary, ...wanted] = process.argv.slice(2);

const server = new Server(binary);
let browser;
let failed = 0;
try {
  const salon = await makeSalon(server);
  browser = await launch();
  for (const name of SCENES) {
    const { default: scenes } = await import(`./scenes/${name}.mjs`);
    for (const [statement, play] of Object.entries(scenes)) {
      if (wanted.length > 0 && !wanted.some((word) => `${name} ${statement}`.includes(word))) continue;
      const started = Date.now();
      const desks = [];
      const open = async (options) => {
        const desk = new Desk(salon, browser, name);
        desks.push(desk);
        return [await desk.open(options), desk];
      };
      let reason;
      try { await play({ salon, open }); } catch (error) { reason = error; }
      for (const desk of desks) {
        if (reason && desk.pages[0] && !desk.pages[0].isClosed()) await desk.shot(desk.pages.at(-1), `failed-${statement.replace(/\W+/g, '-')}`).catch(() => null);
        await desk.close().catch((error) => { reason ??= error; });
      }
      const time = `${((Date.now() - started) / 1000).toFixed(1)} s`;
      if (reason) { failed += 1; console.error(`FAILED  ${name}: ${statement} (${time})\n  ${reason.stack ?? reason}`); } else console.log(`ok  ${name}: ${statement} (${time})`);
    }
  }
} finally {
  await browser?.close();
  server.end();
}
if (failed > 0) process.exit(1);
