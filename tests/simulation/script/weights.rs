//! How often what is asked for, and what is asked for first.

use clientline::model::{Center, Guest, Provider};

use super::{
    About, Make, appointments, billing, calendars, catalogue, collections, counter, credits,
    events, guests, prepaid, together, waiting,
};
use crate::chance::Chance;

/// How often each endpoint is asked whose use case is not special: its requests are made by
/// the document's examples.
const USUAL: u64 = 2;

/// A list of requests, each by how many of it there are and the path of its maker.
macro_rules! makers {
    ($($count:literal $make:path,)*) => { &[$( ($count, |desk| Box::pin($make(desk))), )*] };
}

/// A list of use cases, each by its weight, its name and the path of its maker.
macro_rules! special {
    ($($weight:literal $name:literal $make:path,)*) => {
        &[$( ($weight, $name, |desk| Box::pin($make(desk))), )*]
    };
}

/// The use cases whose requests are made in a way of their own, by how often they are made.
const WEIGHTS: &[(u64, &str, Make)] = special! {
    70 "slots_find" appointments::find_slots,
    150 "appointment_book" appointments::book,
    60 "appointment_reschedule" appointments::reschedule,
    90 "appointment_status_change" appointments::change_status,
    20 "appointments_move" appointments::move_several,
    16 "visit_book" together::book_visit,
    14 "party_book" together::book_party,
    10 "series_book" together::book_series,
    7 "visit_move" together::move_visit,
    8 "party_move" together::move_party,
    7 "series_move" together::move_series,
    6 "series_get" together::read_series,
    7 "class_move" together::move_class,
    8 "appointments_cancel" together::cancel,
    30 "appointment_undo" appointments::undo,
    14 "appointment_walk_in" appointments::walk_in,
    8 "appointment_hand_over" appointments::hand_over,
    12 "appointment_edit" appointments::edit,
    8 "appointments_list" appointments::list,
    6 "appointment_sale_get" appointments::sale,
    6 "appointment_history_list" appointments::history,
    10 "calendar_read" appointments::calendar,
    8 "invoice_preview" billing::preview,
    10 "invoice_create" billing::create,
    14 "invoice_get_or_create" billing::get_or_create,
    60 "invoice_generate" billing::generate,
    30 "deposit_invoice" billing::deposit,
    10 "guest_deposit_invoice" prepaid::guest_deposit,
    24 "invoice_item_deduct" prepaid::deduct,
    22 "invoice_edit" billing::edit,
    6 "invoice_delete" billing::delete,
    45 "invoice_issue" billing::issue,
    14 "invoice_void" billing::void,
    4 "invoice_write_off" billing::write_off,
    20 "credit_note_create" credits::credit,
    30 "guest_package_redeem" prepaid::redeem,
    6 "guest_package_rest" prepaid::rest,
    5 "guest_package_wake" prepaid::wake,
    4 "guest_package_transfer" prepaid::transfer,
    4 "guest_package_write_off" prepaid::write_off,
    4 "gift_card_write_off" prepaid::write_off_gift_card,
    4 "appointments_replan" appointments::replan,
    4 "appointment_fees_get" appointments::fees,
    4 "appointment_deposit_get" appointments::deposit,
    8 "gift_card_balance_get" prepaid::balance,
    45 "invoice_item_add" billing::add_item,
    14 "invoice_item_edit" billing::edit_item,
    6 "invoice_explain" billing::explain,
    8 "invoice_item_move" billing::move_item,
    12 "invoice_item_split" billing::split_item,
    5 "invoice_merge" billing::merge,
    10 "invoice_item_remove" billing::remove_item,
    80 "payment_record" billing::pay,
    12 "payment_record" billing::pay_appointment,
    14 "collection_record" collections::collect,
    6 "collection_edit" collections::edit,
    8 "collection_reverse" collections::reverse,
    14 "payment_conclude" collections::conclude_payment,
    6 "payment_edit" collections::edit_payment,
    8 "payment_reverse" collections::reverse_payment,
    16 "payment_refund" collections::refund,
    4 "day_totals_get" collections::day_totals,
    10 "day_close_create" collections::close_day,
    12 "day_close_reopen" collections::reopen_day,
    30 "sale_create" counter::sell,
    14 "sale_edit" counter::edit_sale,
    6 "sale_delete" counter::delete_sale,
    4 "commission_rule_create" counter::new_rule,
    3 "product_create" counter::new_product,
    3 "package_create" counter::new_package,
    4 "offer_discount_create" counter::new_offer,
    4 "product_update" counter::change_product,
    3 "package_update" counter::change_package,
    4 "offer_discount_update" counter::change_offer,
    1 "center_create" catalogue::new_center,
    2 "employee_create" catalogue::new_employee,
    1 "room_category_create" catalogue::new_category,
    2 "room_create" catalogue::new_room,
    4 "tax_create" catalogue::new_tax,
    4 "service_create" catalogue::new_service,
    5 "provider_create" catalogue::new_provider,
    12 "guest_create" guests::new_guest,
    6 "center_update" catalogue::change_center,
    4 "center_zone_change" catalogue::change_zone,
    6 "center_numbers_start" catalogue::start_numbers,
    5 "room_update" catalogue::change_room,
    5 "room_resize" catalogue::resize_room,
    5 "tax_update" catalogue::change_tax,
    10 "service_update" catalogue::change_service,
    8 "provider_update" catalogue::change_provider,
    10 "guest_update" guests::change_guest,
    2 "room_category_update" catalogue::change_category,
    2 "employee_update" catalogue::change_employee,
    3 "guest_get_by_code" guests::guest_by_code,
    3 "guest_list" catalogue::list::<Guest>,
    6 "guest_list" guests::find_guests,
    6 "guest_merge" guests::merge_guests,
    6 "guest_erase" guests::erase_guest,
    3 "hours_set" calendars::set_hours::<Center>,
    5 "hours_set" calendars::set_hours::<Provider>,
    6 "provider_services_set" calendars::set_performances,
    2 "provider_service_list" calendars::list_performances,
    4 "provider_centers_set" calendars::set_workplaces,
    3 "provider_centers_get" calendars::get_workplaces,
    10 "hours_override_create" calendars::new_override,
    3 "hours_overrides_list" calendars::list_overrides,
    5 "hours_override_get" calendars::get_override,
    5 "hours_override_delete" calendars::delete_override,
    14 "blockout_create" calendars::new_blockout,
    4 "blockouts_list" calendars::list_blockouts,
    7 "blockout_delete" calendars::delete_blockout,
    24 "waitlist_entry_create" calendars::wait,
    24 "waitlist_offer_make" waiting::offer,
    10 "waitlist_offer_accept" waiting::accept,
    8 "waitlist_offer_decline" waiting::decline,
    20 "events_follow" events::follow,
};

/// What each organization begins with, by how many of it.
pub(super) const OPENING: &[(u64, Make)] = makers! {
    2 catalogue::new_tax,
    2 catalogue::new_category,
    2 catalogue::new_center,
    4 catalogue::new_room,
    4 catalogue::new_service,
    6 catalogue::new_provider,
    4 guests::new_guest,
    1 catalogue::new_employee,
    1 catalogue::new_business_unit,
    1 catalogue::new_sort,
    2 counter::new_product,
    2 counter::new_package,
    2 counter::new_offer,
    2 counter::new_rule,
};

/// What a house begins with that is there for its till.
pub(super) const SMALL_OPENING: &[(u64, Make)] = makers! {
    2 catalogue::new_tax,
    1 catalogue::new_category,
    1 catalogue::new_center,
    1 catalogue::new_room,
    2 catalogue::new_service,
    2 catalogue::new_provider,
    3 guests::new_guest,
    1 catalogue::new_employee,
    1 catalogue::new_business_unit,
    1 catalogue::new_sort,
    2 counter::new_product,
    1 counter::new_package,
    1 counter::new_offer,
    1 counter::new_rule,
};

/// Whether a use case's requests are made in a way of their own.
pub(super) fn is_special(name: &str) -> bool {
    WEIGHTS.iter().any(|(_, special, _)| *special == name)
}

/// How the names of the use cases of the till begin, and of those by which there is something to
/// bill.
const TILL: &[&str] = &[
    "appointment_book",
    "appointment_status",
    "collection_",
    "credit_note_",
    "day_",
    "deposit_",
    "gift_card_",
    "guest_deposit_",
    "guest_package_",
    "invoice_",
    "payment_",
    "sale_create",
];

/// Chooses what is special, or nothing for one of so many other endpoints.
pub(super) fn choose(
    chance: &mut Chance,
    others: usize,
    about: About,
) -> Option<(&'static str, Make)> {
    let is_asked = |(_, name, _): &&(u64, &str, Make)| match about {
        About::House => true,
        About::Till | About::Counter => TILL.iter().any(|start| name.starts_with(start)),
    };
    let others = if about == About::House { others as u64 } else { 0 };
    let asked = || WEIGHTS.iter().filter(is_asked);
    let special: u64 = asked().map(|(weight, ..)| weight).sum();
    let mut left = chance.next() % (special + USUAL * others);
    for (weight, name, make) in asked() {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return Some((name, *make)),
        }
    }
    None
}
