//! Services, taxes, and how what is sold is sorted.

use clientline_core::{
    model::{BusinessUnit, Category, Service, Tax},
    ops::catalogue::service_list::{ListServices, ServiceFilter},
};

use crate::endpoint::{Endpoints, Paged, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words { path: "/taxes", name: "taxes", one: "a tax", many: "taxes" };
    table.tag("taxes", "What is charged on top, or is included.").resource::<Tax>(words);
    let words = Words { path: "/services", name: "services", one: "a service", many: "services" };
    table.tag("services", "What can be booked.").unlisted::<Service>(words).on(
        Route::list("/services"),
        "services_list",
        "List services",
        |Paged { filter, page }: Paged<ServiceFilter>| ListServices { filter, page },
    );
    let words =
        Words { path: "/categories", name: "categories", one: "a category", many: "categories" };
    table.tag("categories", "Groups of what is sold.").resource::<Category>(words);
    let words = Words {
        path: "/business-units",
        name: "business_units",
        one: "a business unit",
        many: "business units",
    };
    table
        .tag("business-units", "Parts of the business that revenue is counted for.")
        .resource::<BusinessUnit>(words);
}
