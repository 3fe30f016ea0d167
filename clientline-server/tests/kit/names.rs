//! How paths, parameters and fields name the rows that they are about: as the tables do.

use clientline_core::{model::TABLES, row::Table};

use super::Documented;

/// The part of a path under which the rows of a table are: its name, in the plural.
pub(crate) fn segment(table: &str) -> String {
    match table {
        "offer_discount" => return "offers-discounts".to_owned(),
        "user_account" => return "users".to_owned(),
        "waitlist_entry" => return "waitlist".to_owned(),
        _ => {}
    }
    let name = table.replace('_', "-");
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with('x') => format!("{name}es"),
        None => format!("{name}s"),
    }
}

/// The table whose rows are under a part of a path.
pub(crate) fn table_of_segment(part: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| segment(table.name) == part)
}

/// The table that a field or a parameter names rows of: the one that a column of that name
/// refers to.
pub(crate) fn table_of(name: &str) -> &'static Table {
    let singular = match name {
        // Who did it, whoever that was.
        "actor_id" => "user_account_id".to_owned(),
        // The guest that goes, those who come together, and who pays the parts of a line.
        "from" | "guests" | "shares" => "guest_id".to_owned(),
        // Of which the parts of a package, of a visit, and what somebody performs, are.
        "items" | "services" | "further_service_ids" => "service_id".to_owned(),
        // What is taken off the lines of an invoice.
        "lines" => "invoice_item_id".to_owned(),
        // The taxes on a line in words, or in a gift card.
        "free_text" | "gift_card" => "tax_id".to_owned(),
        // The hours of a date that stand over the weekly ones.
        "override_id" => "hours_override_id".to_owned(),
        // At which center the hours of a date would be, where else a provider works, and where a
        // rate holds.
        "change" | "centers" | "rates" => "center_id".to_owned(),
        // The offers that give discounts over an invoice.
        "discounts" | "offer_id" => "discount_id".to_owned(),
        // Of which payments money is given back.
        "refunds" => "payment_id".to_owned(),
        // What is to be moved, alone or with others; and what whoever books makes up.
        "moves" | "moving" | "series_id" | "visit_id" | "party_id" | "class_of" => {
            "appointment_id".to_owned()
        }
        // Whom the parts of a tip are for, and who and what there is beside the first ones.
        "tips" | "further_provider_ids" => "provider_id".to_owned(),
        "further_room_category_ids" => "room_category_id".to_owned(),
        "further_room_ids" => "room_id".to_owned(),
        _ => name.replace("_ids", "_id"),
    };
    let mut columns = TABLES.iter().flat_map(|table| table.columns);
    let named = |table: &&&'static Table| singular.strip_suffix("_id") == Some(table.name);
    let table = columns
        .find(|column| column.name == singular && column.references.is_some())
        .and_then(|column| column.references)
        .or_else(|| TABLES.iter().find(named).copied());
    table.unwrap_or_else(|| panic!("no column `{name}` refers to a table"))
}

/// The part of a path under which the rows are that a field names.
pub(crate) fn kind_of(name: &str) -> String {
    segment(table_of(name).name)
}

/// The part of a path under which the rows are that a parameter of an operation's path
/// names.
pub(crate) fn kind(operation: &Documented, parameter: &str) -> String {
    match parameter {
        "id" => operation.path.split('/').nth(1).unwrap_or_default().to_owned(),
        "guest_code" => "guest-codes".to_owned(),
        "slug" => "slugs".to_owned(),
        "series_id" => "series".to_owned(),
        "override_id" if operation.path.starts_with("/providers") => {
            "overrides of providers".to_owned()
        }
        "override_id" => "overrides".to_owned(),
        name => kind_of(name),
    }
}
