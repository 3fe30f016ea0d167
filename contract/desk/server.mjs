// A server of its own on a free port, with a salon that is open now, wherever in the world
// now is about noon.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PASSWORD = 'seven purple otters';
const ZONES = ['Pacific/Auckland', 'Australia/Brisbane', 'Asia/Tokyo', 'Asia/Bangkok', 'Asia/Karachi', 'Asia/Dubai', 'Europe/Helsinki',
  'Europe/Berlin', 'Europe/Lisbon', 'Atlantic/Azores', 'America/Sao_Paulo', 'America/Halifax', 'America/New_York', 'America/Denver',
  'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu', 'Pacific/Midway'];
const hourIn = (timeZone) => Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hour12: false }).format(new Date()));

/** A zone in which it is late morning, so that there is a day before and after now. */
export const zone = ZONES.map((name) => [Math.abs(hourIn(name) - 11), name]).sort((one, other) => Number(one[0]) - Number(other[0]))[0][1];

/** Today's date in the salon. */
export const today = new Intl.DateTimeFormat('en-CA', { timeZone: String(zone) }).format(new Date());

export const addDays = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = /** @type {any} */ (probe.address());
    probe.close(() => done(port));
  });
});

/** A running server, and how to talk to it as a program. */
export class Server {
  constructor(binary) {
    this.binary = binary;
    this.folder = mkdtempSync(join(tmpdir(), 'clientline-desk-'));
    this.database = `sqlite:${join(this.folder, 'salon.db')}`;
  }

  async start() {
    this.port ??= await freePort();
    this.origin = `http://127.0.0.1:${this.port}`;
    this.process = spawn(this.binary, ['--database', this.database, '--create', '--listen', `127.0.0.1:${this.port}`,
      '--token-rate', '0', '--organization-rate', '0', '--address-rate', '0', '--public-rate', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.log = '';
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (text) => { this.log += text; });
    for (let turn = 0; turn < 300; turn += 1) {
      if (this.process.exitCode !== null) throw new Error(`the server ended: ${this.log}`);
      const answer = await fetch(`${this.origin}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((done) => { setTimeout(done, 100); });
    }
    throw new Error('the server did not get ready');
  }

  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    const ended = new Promise((done) => { this.process.once('exit', done); });
    this.process.kill('SIGTERM');
    await ended;
  }

  end() {
    this.process?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(...words) {
    const made = spawnSync(this.binary, ['--database', this.database, '--create', ...words], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    return made.stdout;
  }

  /** Sends a request as a program. */
  async send(method, path, body) {
    const answer = await fetch(this.origin + path, {
      method, headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  post(path, body) { return this.send('POST', path, body); }

  get(path) { return this.send('GET', path); }
}

const ALWAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => ({ day, start: '06:00', end: '22:00' }));

/** Makes a salon: a center, three people, three services, a product, guests, and an admin. */
export async function makeSalon(server) {
  const printed = server.run('organization', 'create', '--slug', 'desk', '--name', 'Atelier', '--email', 'desk@example.com',
    '--currency', 'EUR', '--time-zone', String(zone), '--price-mode', 'inclusive');
  server.token = /^admin token: (.*)$/m.exec(printed)[1];
  await server.start();
  const center = await server.post('/centers', { name: 'Atelier Centro', time_zone: zone, hours: { weekly: ALWAYS } });
  const tax = await server.post('/taxes', { name: 'VAT', code: 'VAT20', rate: '20' });
  const service = (name, minutes, price) => server.post('/services', { name, duration_minutes: minutes, price, tax_ids: [tax.id] });
  const services = [await service('Cut', 45, '40.00'), await service('Colour', 90, '95.00'), await service('Fringe', 15, '12.00')];
  const people = [];
  for (const [first, last, color] of [['Rui', 'Melo', '#2a7f8e'], ['Ana', 'Reis', '#b5533c'], ['Ivo', 'Lund', '#6c5fb0']]) {
    people.push(await server.post('/providers', { center_id: center.id, first_name: first, last_name: last, color,
      hours: { weekly: ALWAYS }, services: services.map((one) => one.id) }));
  }
  await server.post('/products', { name: 'Shampoo', sale_price: '14.50', tax_ids: [tax.id] });
  const guests = [];
  for (const [first, last] of [['Beatriz', 'Sousa'], ['Clara', 'Nunes'], ['Dario', 'Prates'], ['Elif', 'Kaya'], ['Filipe', 'Gomes'], ['Greta', 'Holm']]) {
    guests.push(await server.post('/guests', { center_id: center.id, first_name: first, last_name: last, phone: `+35191000${guests.length + 1000}` }));
  }
  await server.post('/users', { name: 'Desk', email: 'front@example.com', role: 'admin', password: PASSWORD });
  return { server, center, services, people, guests, email: 'front@example.com', password: PASSWORD, folder: server.folder, note: (name, text) => writeFileSync(join(server.folder, name), text) };
}

/** The instant at which the salon's clock shows a time of a date, as the server lists it. */
export async function startAt(salon, service, date, time, person) {
  let cursor = '';
  do {
    const page = await salon.server.get(`/appointments/slots?center_id=${salon.center.id}&service_id=${service.id}&date=${date}&days=1&limit=200`
      + `${person ? `&provider_id=${person.id}` : ''}${cursor ? `&cursor=${cursor}` : ''}`);
    const found = page.slots.find((slot) => slot.local.slice(11, 16) === time);
    if (found) return found.starts_at;
    cursor = page.next_cursor;
  } while (cursor);
  throw new Error(`${time} on ${date} is not offered`);
}

/** Books as another desk would. */
export async function bookAt(salon, { guest = 0, service = 0, person = 0, date, time }) {
  const starts_at = await startAt(salon, salon.services[service], date, time, salon.people[person]);
  return salon.server.post('/appointments', { center_id: salon.center.id, guest_id: salon.guests[guest].id, service_id: salon.services[service].id,
    provider_id: salon.people[person].id, starts_at });
}
