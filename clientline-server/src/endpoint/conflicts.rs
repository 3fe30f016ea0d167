//! Which conflicts an operation can meet: by what it is about, since what stands in the way is a
//! rule of that, or of what goes with it.
//!
//! The tests over HTTP hold each conflict that they are answered with against this.

use std::collections::BTreeSet;

use clientline_core::model::TABLES;
use poem::http::Method;

use super::declare::Endpoint;

/// What several operations are about, by their tags.
struct Area {
    tags: &'static [&'static str],
    /// Tables of which the operations write rows that no other row may be like.
    tables: &'static [&'static str],
    /// The codes of rules between rows.
    codes: &'static [&'static str],
}

/// What is sold, billed and paid.
const OF_BILLING: &[&str] = &[
    "sales",
    "invoices",
    "invoice-items",
    "payments",
    "collections",
    "credit-notes",
    "guest-packages",
    "gift-cards",
];

/// Somebody who is served, or was.
const OF_GUESTS: &[&str] =
    &["guest_erased", "guest_inactive", "guest_merged", "guest_of_walk_ins", "guest_too_large"];

/// Every area. An operation may be in several.
const AREAS: &[Area] = &[
    Area {
        tags: &["appointments", "public", "calendars"],
        tables: &["occupancy", "hours_override"],
        codes: &[
            "blocked",
            "center_inactive",
            "change_too_late",
            "changed_meanwhile",
            "changed_too_often",
            "currency_mismatch",
            "guest_limit_reached",
            "invoice_full",
            "hold_lapsed",
            "in_the_past",
            "invalid_transition",
            "invoice_not_draft",
            "line_redeemed",
            "not_a_walk_in",
            "nothing_to_cancel",
            "nothing_to_undo",
            "outside_hours",
            "provider_limit_reached",
            "service_inactive",
            "too_many_appointments",
            "undo_too_late",
        ],
    },
    Area {
        tags: OF_BILLING,
        tables: &["sale", "invoice", "payment", "collection"],
        codes: &[
            "center_inactive",
            "credit_exceeds_invoice",
            "currency_mismatch",
            "day_too_large",
            "deposit_deducted",
            "deposit_exists",
            "gift_card_expired",
            "gift_card_in_use",
            "gift_card_line",
            "gift_card_of_invoice",
            "gift_card_refund",
            "gift_card_short",
            "guest_credit_short",
            "invalid_transition",
            "invoice_empty",
            "invoice_full",
            "invoice_has_payments",
            "invoice_not_draft",
            "invoice_paid",
            "invoice_void",
            "line_credited_whole",
            "line_redeemed",
            "not_expired",
            "offer_not_given",
            "out_of_stock",
            "overpayment",
            "package_does_not_rest",
            "package_expired",
            "package_in_use",
            "package_inactive",
            "package_not_on_sale",
            "package_not_whole",
            "package_rests",
            "package_too_large",
            "package_used_up",
            "price_mode_mismatch",
            "product_unavailable",
            "refund_exceeds_payment",
            "sale_not_open",
            "sale_of_appointment",
            "sale_void",
            "sale_without_item",
            "service_inactive",
        ],
    },
    Area { tags: OF_BILLING, tables: &[], codes: OF_GUESTS },
    Area {
        tags: &["payments", "collections", "credit-notes", "day-closes"],
        tables: &["day_close"],
        codes: &["day_too_large", "invalid_transition"],
    },
    Area { tags: &["commissions"], tables: &[], codes: &["period_too_large", "too_many_rules"] },
    Area {
        tags: &["appointments", "public", "users", "guests", "waitlist"],
        tables: &[],
        codes: OF_GUESTS,
    },
    Area {
        tags: &["waitlist"],
        tables: &["occupancy"],
        codes: &[
            "blocked",
            "center_inactive",
            "currency_mismatch",
            "hold_lapsed",
            "in_the_past",
            "invalid_transition",
            "no_offer",
            "offer_open",
            "outside_hours",
            "provider_limit_reached",
            "service_inactive",
            "waitlist_booked",
        ],
    },
    Area {
        tags: &["guests"],
        tables: &["guest", "user_account"],
        codes: &["guest_has_appointments", "guest_has_draft", "last_admin"],
    },
    Area {
        tags: &["centers"],
        tables: &["center", "hours_override", "occupancy"],
        codes: &["center_has_appointments", "currency_in_use"],
    },
    Area { tags: &["rooms"], tables: &["room", "occupancy"], codes: &["room_too_small"] },
    Area { tags: &["providers"], tables: &["hours_override"], codes: &[] },
    Area { tags: &["taxes"], tables: &["tax"], codes: &["tax_in_use"] },
    Area { tags: &["business-units"], tables: &["business_unit"], codes: &[] },
    Area { tags: &["services"], tables: &["service"], codes: &[] },
    Area { tags: &["products"], tables: &["product"], codes: &[] },
    Area { tags: &["packages"], tables: &["package"], codes: &["currency_mismatch"] },
    Area {
        tags: &["offers-discounts"],
        tables: &["offer_discount"],
        codes: &["currency_mismatch", "offer_not_given"],
    },
    Area { tags: &["employees"], tables: &["employee"], codes: &[] },
    Area {
        tags: &["users", "sign-in", "api-keys"],
        tables: &["user_account"],
        codes: &["last_admin", "no_session"],
    },
    Area { tags: &["organizations"], tables: &["directory"], codes: &["price_mode_in_use"] },
];

/// The rules that no request can break: their rows are counted, or drawn by chance.
const NEVER: &[&str] = &[
    "collection_number_taken",
    "collection_number_used",
    "collection_payment_taken",
    "invoice_number_taken",
    "invoice_number_used",
    "sale_appointment_taken",
    "waitlist_appointment_taken",
];

/// The codes of the conflicts that an operation can meet.
pub(super) fn of(endpoint: &Endpoint) -> BTreeSet<&'static str> {
    let mut codes = BTreeSet::new();
    for area in AREAS.iter().filter(|area| area.tags.contains(&endpoint.tag)) {
        codes.extend(area.codes);
        let tables = TABLES.iter().filter(|table| area.tables.contains(&table.name));
        codes.extend(tables.flat_map(|table| table.constraints).map(|rule| rule.name));
    }
    codes.retain(|code| !NEVER.contains(code));
    if endpoint.method == Method::DELETE {
        codes.insert("in_use");
    }
    if endpoint.method == Method::POST {
        codes.insert("already_done");
    }
    codes
}

#[cfg(test)]
mod tests {
    use clientline_core::error::CONFLICTS;

    use super::*;

    #[test]
    fn every_rule_is_in_an_area_and_every_word_of_an_area_is_a_rule() {
        let constraints = TABLES.iter().flat_map(|table| table.constraints).map(|rule| rule.name);
        let rules: BTreeSet<&str> =
            CONFLICTS.iter().map(|(code, _)| *code).chain(constraints).collect();
        let named: BTreeSet<&str> = AREAS.iter().flat_map(|area| area.codes).copied().collect();
        let usual = ["in_use", "already_done"];
        for code in named.iter().chain(NEVER) {
            assert!(rules.contains(code), "there is no rule {code}");
        }
        for (code, _) in CONFLICTS {
            assert!(named.contains(code) || usual.contains(code), "{code} is in no area");
        }
        for name in AREAS.iter().flat_map(|area| area.tables) {
            assert!(TABLES.iter().any(|table| table.name == *name), "there is no table {name}");
        }
    }
}
