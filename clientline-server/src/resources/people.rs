//! Guests and providers.

use clientline_core::{
    model::{Guest, Invoice, Provider},
    ops::{
        appointments::{AppointmentFilter, ListAppointments},
        page::PageRequest,
        resource::List,
    },
};

use crate::endpoint::{Endpoints, Path, Query, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words =
        Words { path: "/providers", name: "providers", one: "a provider", many: "providers" };
    table.tag("providers", "Who serves.").resource::<Provider>(words);
    let words = Words { path: "/guests", name: "guests", one: "a guest", many: "guests" };
    table
        .tag("guests", "Who is served.")
        .resource::<Guest>(words)
        .list(
            "/guests/{id}/appointments",
            "guests_appointments_list",
            "List the visits of a guest",
            |Path(id), Query(page): Query<PageRequest>| {
                let filter =
                    AppointmentFilter { guest_id: Some(id), ..AppointmentFilter::default() };
                ListAppointments { filter, page }
            },
        )
        .list(
            "/guests/{id}/invoices",
            "guests_invoices_list",
            "List the invoices of a guest",
            |Path(id), Query(page): Query<PageRequest>| {
                List::<Invoice>::new(page).with(Invoice::guest_id(), &id)
            },
        );
}
