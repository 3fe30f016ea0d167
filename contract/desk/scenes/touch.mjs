// By finger: a long press drags, a swipe scrolls.

import { block, pointAt, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

/** Touches as the browser gets them of a finger. */
async function finger(page, desk) {
  const session = await desk.context.newCDPSession(page);
  const send = (type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  return {
    down: (at) => send('touchStart', [at]),
    move: async (from, to, steps = 8) => {
      for (let turn = 1; turn <= steps; turn += 1) {
        await send('touchMove', [{ x: from.x + ((to.x - from.x) * turn) / steps, y: from.y + ((to.y - from.y) * turn) / steps }]);
      }
    },
    up: () => send('touchEnd', []),
  };
}

export default {
  'a finger that rests drags': async ({ open, salon }) => {
    const date = addDays(today, 22);
    await bookAt(salon, { guest: 0, date, time: '10:00' });
    const [page, desk] = await open({ size: 'tablet', hash: `#/day/${date}` });
    const node = block(page, 'Beatriz Sousa');
    await node.waitFor();
    const to = await pointAt(page, 'Ana Reis', '11:00');
    const box = await node.boundingBox();
    const from = { x: box.x + 40, y: box.y + 6 };
    const touch = await finger(page, desk);
    await touch.down(from);
    await page.locator('.ghost').waitFor();
    await touch.move(from, { x: to.x, y: to.y + 4 });
    await touch.up();
    await until('it was moved', async () => (await node.getAttribute('aria-label')).startsWith('11:00 to 11:45, Beatriz Sousa, Cut, with Ana Reis'));
    await desk.axe(page, 'the book on a tablet');
    await desk.shot(page, 'tablet');
  },

  'a swipe scrolls and moves nothing': async ({ open, salon }) => {
    const date = addDays(today, 23);
    await bookAt(salon, { guest: 1, date, time: '10:00' });
    const [page, desk] = await open({ size: 'tablet', hash: `#/day/${date}` });
    const node = block(page, 'Clara Nunes');
    await node.waitFor();
    await pointAt(page, 'Rui Melo', '10:00');
    const box = await node.boundingBox();
    const before = await page.evaluate(() => document.querySelector('.book').scrollTop);
    const touch = await finger(page, desk);
    await touch.down({ x: box.x + 40, y: box.y + 60 });
    await touch.move({ x: box.x + 40, y: box.y + 60 }, { x: box.x + 40, y: box.y - 90 }, 10);
    await touch.up();
    await until('it scrolled', async () => await page.evaluate(() => document.querySelector('.book').scrollTop) > before + 40);
    same((await node.getAttribute('aria-label')).slice(0, 5), '10:00', 'its time');
  },

  'targets are large enough for a finger': async ({ open, salon }) => {
    const date = addDays(today, 23);
    const [page, desk] = await open({ size: 'phone', hash: `#/day/${date}` });
    await page.locator('.row').first().waitFor();
    const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input, .views a, .strip a')].filter((node) => node.checkVisibility())
      .filter((node) => node.getBoundingClientRect().height < 40).map((node) => node.outerHTML.slice(0, 120)));
    same(small, [], 'small targets');
    await desk.shot(page, 'phone');
    await desk.axe(page, 'the list on a phone');
    await page.locator('.row').first().click();
    await page.locator('.panel .steps button').first().waitFor();
    await desk.axe(page, 'an appointment on a phone');
    await desk.shot(page, 'phone-appointment');
    same(salon.people.length, 3, 'people');
  },
};
