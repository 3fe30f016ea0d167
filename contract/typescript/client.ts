// A first booking, written against the types of the document alone: it compiles only
// while the document says enough for a program to be written against it.
import createClient from "openapi-fetch";

import type { components, paths } from "./api.js";

type Problem = components["schemas"]["Problem"];

const api = createClient<paths>({
  baseUrl: "http://127.0.0.1:8000",
  headers: { authorization: "Bearer cl_key_…" },
});

/** What was answered, or an exception with the problem's own words. */
function got<T>(answer: { data?: T; error?: Problem }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.error?.code}: ${answer.error?.detail}`);
  }
  return answer.data;
}

async function book(center: string, service: string, date: string): Promise<string> {
  const guest = got(
    await api.POST("/guests", {
      body: { center_id: center, first_name: "Ada", last_name: "Reis" },
    }),
  );
  const free = got(
    await api.GET("/appointments/slots", {
      params: { query: { center_id: center, service_id: service, date, days: 2 } },
    }),
  );
  const slot = free.slots[0];
  if (slot === undefined) throw new Error("nothing is free");
  const visit = got(
    await api.POST("/appointments", {
      params: { header: { "Idempotency-Key": crypto.randomUUID() } },
      body: {
        center_id: center,
        guest_id: guest.id,
        service_id: service,
        starts_at: slot.starts_at,
      },
    }),
  );
  const status: components["schemas"]["AppointmentStatus"] = visit.status;
  return `${visit.local_start}: ${status}`;
}

async function bill(visit: string): Promise<string> {
  const path = { id: visit };
  const sale = got(await api.GET("/appointments/{id}/sale", { params: { path } }));
  const draft = got(
    await api.POST("/invoices/generate/{sale_id}", { params: { path: { sale_id: sale.id } } }),
  );
  const issued = got(
    await api.POST("/invoices/{id}/issue", {
      params: { path: { id: draft.id }, header: { "If-Match": `"${draft.version}"` } },
    }),
  );
  const payment = got(
    await api.POST("/payments", {
      body: { invoice_id: issued.id, payment_method: "card", amount: issued.balance_due },
    }),
  );
  return `${issued.invoice_no ?? "no number"}, ${payment.amount}`;
}

async function day(center: string, date: string): Promise<string[]> {
  const calendar = got(
    await api.GET("/calendar", {
      params: { query: { center_id: center, date, status: ["scheduled", "confirmed"] } },
    }),
  );
  return calendar.appointments.map((visit) => `${visit.local_start} ${visit.guest_name}`);
}

// @ts-expect-error a field that the document does not name is refused
const wrong: components["schemas"]["NewGuest"] = { first_nam: "Ada" };

export { bill, book, day, wrong };
