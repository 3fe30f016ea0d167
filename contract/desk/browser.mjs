// A browser whose every complaint counts, and a few ways to look at the page.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = {
  desk: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};
mkdirSync('shots', { recursive: true });

export const launch = () => chromium.launch({
  executablePath: process.env.CLIENTLINE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** A desk in a browser of its own. */
export class Desk {
  constructor(salon, browser, scene) {
    Object.assign(this, { salon, browser, scene, faults: [], pages: [],
      // Whether somebody is signed in is asked of the server, which then says that nobody is.
      allowed: [/401.*\/desk\/session$/] });
  }

  /** Opens a browser that is somewhere else in the world, and signs in. */
  async open({ size = 'desk', hash = '', zone = 'Asia/Kathmandu', locale = 'en-GB', dark = false, signIn = true, script = true } = {}) {
    this.context = await this.browser.newContext({ ...SIZES[size], timezoneId: zone, locale, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', serviceWorkers: 'block', javaScriptEnabled: script });
    this.context.setDefaultTimeout(8000);
    if (process.env.CLIENTLINE_DESK_FILES) await this.serveFiles(process.env.CLIENTLINE_DESK_FILES);
    const page = await this.tab();
    if (!signIn) return page;
    await page.goto(`${this.salon.server.origin}/desk/${hash}`);
    await page.fill('input[type=email]', this.salon.email);
    await page.fill('input[type=password]', this.salon.password);
    await page.keyboard.press('Enter');
    await page.locator('.frame').waitFor();
    await page.locator('.column, .day-list .rows, .day-list .empty, .month a, .section').first().waitFor();
    return page;
  }

  /** While one writes the page: files of a folder in place of those in the binary. */
  async serveFiles(folder) {
    await this.context.route(/\/desk\/$/, async (route) => {
      const answer = await route.fetch();
      const assets = /\/desk\/[0-9a-f]{6,}/.exec(await answer.text())[0];
      return route.fulfill({ response: answer, body: readFileSync(`${folder}/index.html`, 'utf8').replaceAll('{assets}', assets) });
    });
    return this.context.route(/\/desk\/[0-9a-f]{6,}\//, (route) => {
      const name = new URL(route.request().url()).pathname.split('/').slice(3).join('/');
      // The booking page's files are in a folder beside it.
      const path = name.startsWith('public/') ? `${folder}/../booking/assets/${name.slice(7)}` : `${folder}/${name}`;
      return existsSync(path) ? route.fulfill({ path, contentType: { js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml' }[path.split('.').at(-1)] })
        : route.continue();
    });
  }

  /** Another tab of the same browser. */
  async tab(hash) {
    const page = await this.context.newPage();
    this.pages.push(page);
    const fault = (text) => { if (!this.allowed.some((pattern) => pattern.test(text))) this.faults.push(text); };
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) fault(`console: ${message.text()} ${message.location().url}`); });
    page.on('pageerror', (error) => fault(`error: ${error.stack}`));
    page.on('requestfailed', (request) => fault(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`));
    page.on('response', (answer) => { if (answer.status() >= 400) fault(`${answer.status()}: ${answer.request().method()} ${answer.url()}`); });
    if (hash !== undefined) {
      await page.goto(`${this.salon.server.origin}/desk/${hash}`);
      await page.locator('.frame').waitFor();
    }
    return page;
  }

  /** Names a complaint that the scene brings about on purpose. */
  allow(...patterns) { this.allowed.push(...patterns); }

  async close() {
    // What is on the way when a page closes is not a failure of it.
    this.allowed.push(/ERR_ABORTED/);
    await this.context?.close();
    const real = this.faults.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
    if (real.length > 0) throw new Error(`the page complained:\n  ${real.join('\n  ')}`);
  }

  shot(page, name) { return page.screenshot({ path: `shots/${this.scene}-${name}.png` }); }

  /** Whether what can be pressed is large enough: 24 px, and 44 for a finger. In the book a quarter of an hour is. */
  async targets(page, what) {
    const small = await page.evaluate(() => {
      const least = matchMedia('(pointer: coarse)').matches ? 44 : 24;
      return [...document.querySelectorAll('button, a[href], input, select, textarea, summary')].filter((node) => !node.closest('.book, .unseen'))
        .map((node) => (node.matches('[type=checkbox], [type=radio]') ? node.closest('label') ?? node : node))
        .map((node) => [node, node.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < least - 0.5 || box.height < least - 0.5))
        .map(([node, box]) => `${node.outerHTML.slice(0, 90)} ${Math.round(box.width)} x ${Math.round(box.height)}`);
    });
    if (small.length > 0) throw new Error(`too small on ${what}:\n  ${small.join('\n  ')}`);
    const wide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('.panel-body, .view.scrolls, .section, .bar, .tools')]
      .filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => `${node.tagName}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`));
    if (wide.length > 0) throw new Error(`wider than there is room on ${what}: ${wide.join(', ')}`);
  }

  /** What axe finds against WCAG 2.2 AA. */
  async axe(page, what) {
    // By the debugger's way in, which the page's own policy does not govern.
    const session = await this.context.newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: `${axe};0` });
    const { result } = await session.send('Runtime.evaluate', { awaitPromise: true, returnByValue: true, expression:
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html + ' ' + node.failureSummary).slice(0, 3).join(' | ')))" });
    await session.detach();
    if (!Array.isArray(result.value)) throw new Error(`axe did not run on ${what}`);
    if (result.value.length > 0) throw new Error(`axe on ${what}:\n  ${result.value.join('\n  ')}`);
  }
}

/** The appointment of a guest in the columns. */
export const block = (page, guest) => page.locator('.column .block', { hasText: guest });

/** The name of what has the focus. */
export const active = (page) => page.evaluate(() => {
  const node = /** @type {any} */ (document.activeElement);
  return (node.getAttribute('aria-label') ?? node.labels?.[0]?.textContent ?? node.textContent).trim();
});

/** Tabs to a control by its name. */
export async function tabTo(page, name) {
  const seen = [];
  for (let turn = 0; turn < 40; turn += 1) {
    seen.push(await active(page));
    if (seen.at(-1).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no tab stop is called ${name}: ${seen.join(' | ')}`);
}

/** Waits until something holds. */
export async function until(what, holds, milliseconds = 6000) {
  const end = Date.now() + milliseconds;
  let last;
  for (;;) {
    try { last = await holds(); if (last) return last; } catch (error) { last = error; }
    if (Date.now() > end) throw new Error(`it was not so in time: ${what} (${last})`);
    await new Promise((done) => { setTimeout(done, 40); });
  }
}

/** Fails unless two things are equal. */
export function same(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

/** A point of a column at a time of the day, scrolled into sight. */
export async function pointAt(page, column, time) {
  return page.evaluate(({ name, clock }) => {
    const node = [...document.querySelectorAll('.column')].find((one) => one.getAttribute('aria-label') === name);
    const [hours, minutes] = clock.split(':').map(Number);
    const first = document.querySelector('.axis span');
    const from = Number(first.textContent.slice(0, 2)) * 60;
    const span = Number(getComputedStyle(document.querySelector('.book')).getPropertyValue('--span'));
    const scroller = document.querySelector('.book');
    // Other scenes may have made more columns than there is room for.
    node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const offset = ((hours * 60 + minutes - from) / span) * node.getBoundingClientRect().height;
    scroller.scrollTop = Math.max(0, offset - scroller.clientHeight * 0.6);
    const box = node.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + offset + 4 };
  }, { name: column, clock: time });
}

/** Drags with the mouse, from the top of an appointment to a point. */
export async function drag(page, node, column, time, { beforeDrop } = {}) {
  const to = await pointAt(page, column, time);
  const box = await node.boundingBox();
  await page.mouse.move(box.x + 30, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + 34, box.y + 12, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.locator('.ghost').waitFor();
  await beforeDrop?.();
  await page.mouse.up();
}
