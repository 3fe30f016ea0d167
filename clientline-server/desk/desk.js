// What the whole page knows: who is signed in, which center is shown, and what the center
// has. Views read it; only the functions here change it.

import { all, get } from './api.js';

/** @type {any} */
export const desk = { me: null, centers: [], center: null, services: [], providers: [], rooms: [], date: null };

/** Whether whoever is signed in may do something; the server decides all the same. */
export const may = (permission) => !desk.me?.permissions || desk.me.permissions.includes(permission);

/** Reads what changes seldom: centers, services, people and rooms. */
export async function loadCatalogue() {
  const [centers, services, providers, rooms] = await Promise.all([
    all('/centers', { is_active: true }), all('/services'), all('/providers'), all('/rooms'),
  ]);
  Object.assign(desk, { centers, services, providers, rooms });
  const last = localStorage.getItem('center');
  desk.center = centers.find((center) => center.id === (desk.center?.id ?? last)) ?? centers[0] ?? null;
}

/** Shows another center. */
export function chooseCenter(id) {
  desk.center = desk.centers.find((center) => center.id === id);
  localStorage.setItem('center', id);
}

/** Who is signed in, from the cookie that the browser holds. */
export async function whoAmI() {
  const session = await get('/desk/session', {}, { quiet: true });
  desk.me = session.permissions ? session : { ...await get('/auth/me', {}, { quiet: true }), ...session };
  return desk.me;
}

export const serviceOf = (id) => desk.services.find((service) => service.id === id);
export const providerOf = (id) => desk.providers.find((provider) => provider.id === id);
export const nameOf = (person) => [person.first_name, person.last_name].filter(Boolean).join(' ');

/** The services that somebody at the center that is shown performs. */
export const bookable = () => desk.services.filter((service) => service.is_active && people(service.id).length > 0)
  .sort((one, other) => one.name.localeCompare(other.name));

/** Whether somebody performs a service: who names none performs all. */
const performs = (provider, service) => provider.services.length === 0 || provider.services.includes(service);

/** The people of the center who take bookings; with a service, those who perform it. */
export function people(service) {
  return desk.providers.filter((provider) => provider.is_active && [provider.center_id, ...provider.further_center_ids].includes(desk.center.id)
    && (!service || performs(provider, service)));
}
