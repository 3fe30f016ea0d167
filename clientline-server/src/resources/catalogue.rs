//! Services and taxes.

use clientline_core::model::{Service, Tax};

use crate::endpoint::{Endpoints, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words { path: "/taxes", name: "taxes", one: "a tax", many: "taxes" };
    table.tag("taxes", "What is charged on top, or is included.").resource::<Tax>(words);
    let words = Words { path: "/services", name: "services", one: "a service", many: "services" };
    table.tag("services", "What can be booked.").resource::<Service>(words);
}
