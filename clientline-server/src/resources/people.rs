//! Guests, providers and employees.

use clientline_core::{
    model::{Employee, Guest, Invoice, Provider, ProviderService},
    ops::{
        billing::guest_merge::{GuestMerge, MergeGuests},
        page::PageRequest,
        people::{
            guest_erase::EraseGuest,
            guest_export::ExportGuest,
            guest_search::{GetGuestByCode, GuestFilter, ListGuests},
            guest_timeline::{ReadGuestTimeline, TimelinePage},
            provider_list::{ListProviders, ProviderFilter},
        },
        resource::List,
        scheduling::{
            appointments::ListAppointmentsOf,
            hours::{Performances, SetPerformances},
            workplaces::{GetWorkplaces, SetWorkplaces, Workplaces},
        },
    },
    value::{Code, Id},
};

use crate::endpoint::{Body, Endpoints, IfMatch, Paged, Path, Query, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words =
        Words { path: "/providers", name: "providers", one: "a provider", many: "providers" };
    table
        .tag("providers", "Who serves.")
        .unlisted::<Provider>(words)
        .on(
            Route::list(words.path),
            "providers_list",
            "List providers",
            |Paged { filter, page }: Paged<ProviderFilter>| ListProviders { filter, page },
        )
        .on(
            Route::list("/providers/{id}/services"),
            "providers_services_list",
            "List what a provider performs",
            |Path(id), Query(page): Query<PageRequest>| {
                List::<ProviderService>::new(page).with(ProviderService::provider_id(), &id)
            },
        )
        .on(
            Route::replace("/providers/{id}/services"),
            "providers_services_replace",
            "Say all that a provider performs",
            |Path(id), Body(performs): Body<Performances>, IfMatch(expected)| SetPerformances {
                id,
                performs,
                expected,
            },
        )
        .on(
            Route::list("/providers/{id}/centers"),
            "providers_centers_get",
            "Read where else a provider works, and when",
            |Path(id)| GetWorkplaces(id),
        )
        .on(
            Route::replace("/providers/{id}/centers"),
            "providers_centers_replace",
            "Say where else a provider works, and when",
            |Path(id), Body(workplaces): Body<Workplaces>, IfMatch(expected)| SetWorkplaces {
                id,
                workplaces,
                expected,
            },
        );
    let words =
        Words { path: "/employees", name: "employees", one: "an employee", many: "employees" };
    table.tag("employees", "Who is employed.").resource::<Employee>(words);
    declare_guests(table);
}

fn declare_guests(table: &mut Endpoints) {
    let words = Words { path: "/guests", name: "guests", one: "a guest", many: "guests" };
    table
        .tag("guests", "Who is served.")
        .unlisted::<Guest>(words)
        .on(
            Route::list("/guests"),
            "guests_list",
            "List guests",
            |Paged { filter, page }: Paged<GuestFilter>| ListGuests { filter, page },
        )
        .on(
            Route::read("/guests/code/{guest_code}"),
            "guests_code_get",
            "Read the guest with a code",
            |Path(code): Path<Code>| GetGuestByCode(code),
        )
        .on(
            Route::list("/guests/{id}/appointments"),
            "guests_appointments_list",
            "List the appointments of a guest",
            |Path(of): Path<Id<Guest>>, Query(page)| ListAppointmentsOf { of, page },
        )
        .on(
            Route::list("/guests/{id}/invoices"),
            "guests_invoices_list",
            "List the invoices of a guest",
            |Path(id), Query(page): Query<PageRequest>| {
                List::<Invoice>::new(page).with(Invoice::guest_id(), &id)
            },
        )
        .on(
            Route::list("/guests/{id}/timeline"),
            "guests_timeline",
            "Read what was and will be with a guest",
            |Path(id), Query(page): Query<TimelinePage>| ReadGuestTimeline { id, page },
        )
        .on(
            Route::list("/guests/{id}/export"),
            "guests_export",
            "Give out all that is kept about a guest",
            |Path(id)| ExportGuest(id),
        )
        .on(
            Route::act("/guests/{id}/erase"),
            "guests_erase",
            "Erase what is known of a guest",
            |Path(id), IfMatch(expected)| EraseGuest::new(id, expected),
        )
        .on(
            Route::act("/guests/{id}/merge"),
            "guests_merge",
            "Merge another guest into this one",
            |Path(id), Body(merge): Body<GuestMerge>, IfMatch(expected)| MergeGuests {
                id,
                merge,
                expected,
            },
        );
}
