// Moving: by dragging, by the tray, and what happens when another was first.

import { block, drag, pointAt, same, until } from '../browser.mjs';
import { addDays, bookAt, today } from '../server.mjs';

const label = (page, guest) => block(page, guest).getAttribute('aria-label');

export default {
  'dragging moves to another time and person, and undo moves back': async ({ open, salon }) => {
    const date = addDays(today, 8);
    await bookAt(salon, { guest: 0, date, time: '10:00' });
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await drag(page, block(page, 'Beatriz Sousa'), 'Ivo Lund', '12:00', { beforeDrop: async () => {
      await page.locator('.may-begin').first().waitFor();
      await desk.shot(page, 'drag');
    } });
    await until('it was moved', async () => (await label(page, 'Beatriz Sousa')).startsWith('12:00 to 12:45, Beatriz Sousa, Cut, with Ivo Lund'));
    await page.locator('.notice [data-act=undo]').click();
    await until('it is back', async () => (await label(page, 'Beatriz Sousa')).startsWith('10:00 to 10:45, Beatriz Sousa, Cut, with Rui Melo'));
  },

  'the lower edge makes it longer': async ({ open, salon }) => {
    const date = addDays(today, 8);
    const [page] = await open({ hash: `#/day/${date}` });
    await bookAt(salon, { guest: 1, person: 1, date, time: '10:00' });
    await page.reload();
    const node = block(page, 'Clara Nunes');
    await node.waitFor();
    await pointAt(page, 'Ana Reis', '10:00');
    const box = await node.boundingBox();
    await page.mouse.move(box.x + 40, box.y + box.height - 3);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + box.height + 20, { steps: 6 });
    await page.mouse.up();
    await until('it is longer', async () => (await label(page, 'Clara Nunes')).startsWith('10:00 to 11:00'));
  },

  'a rival who takes the time between drag and drop leaves it where it was': async ({ open, salon }) => {
    const date = addDays(today, 9);
    await bookAt(salon, { guest: 0, date, time: '10:00' });
    const [page, desk] = await open({ hash: `#/day/${date}` });
    desk.allow(/409/);
    await drag(page, block(page, 'Beatriz Sousa'), 'Ana Reis', '13:00', {
      beforeDrop: () => bookAt(salon, { guest: 2, person: 1, date, time: '13:00' }),
    });
    await page.locator('.notice.bad').waitFor();
    same((await label(page, 'Beatriz Sousa')).slice(0, 5), '10:00', 'where it was');
    await block(page, 'Dario Prates').waitFor();
  },

  'the tray carries to another date, and survives a reload': async ({ open, salon }) => {
    const date = addDays(today, 10);
    await bookAt(salon, { guest: 4, date, time: '09:00' });
    const [page, desk] = await open({ hash: `#/day/${date}` });
    await block(page, 'Filipe Gomes').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Put into the tray' }).click();
    await page.locator('.tray button').first().waitFor();
    same(await page.evaluate(() => /Filipe|Gomes/.test(JSON.stringify({ ...localStorage }))), false, 'no name is kept in the browser');
    await page.goto(`${salon.server.origin}/desk/#/day/${addDays(date, 1)}`);
    await page.reload();
    await desk.axe(page, 'the tray');
    await page.getByRole('button', { name: 'Place Filipe Gomes' }).click();
    await page.locator('.may-begin').first().waitFor();
    await desk.shot(page, 'placing');
    const cell = await pointAt(page, 'Ivo Lund', '15:00');
    await page.mouse.click(cell.x, cell.y);
    await until('it is there', async () => (await label(page, 'Filipe Gomes')).startsWith('15:00 to 15:45, Filipe Gomes, Cut, with Ivo Lund'));
    await page.locator('.tray').waitFor({ state: 'hidden' });
  },

  'without dragging: choose to move, then click the target': async ({ open, salon }) => {
    const date = addDays(today, 12);
    await bookAt(salon, { guest: 5, date, time: '09:00' });
    const [page] = await open({ hash: `#/day/${date}` });
    await block(page, 'Greta Holm').click();
    await page.locator('.panel').getByRole('button', { name: 'Move', exact: true }).click();
    await page.locator('.target').waitFor();
    const cell = await pointAt(page, 'Ana Reis', '11:00');
    await page.mouse.click(cell.x, cell.y);
    await until('it is there', async () => (await label(page, 'Greta Holm')).startsWith('11:00 to 11:45, Greta Holm, Cut, with Ana Reis'));
  },
};
