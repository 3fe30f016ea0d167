//! How often what is asked for, and what is asked for first.

use clientline::model::{
    Appointment, Center, Collection, Guest, Invoice, InvoiceItem, OfferDiscount, Package, Payment,
    Product, Provider, Room, RoomCategory, Sale, Service, Tax,
};

use super::{Make, billing, calendars, catalogue, counter, receipts, visits};
use crate::chance::Chance;

/// A list of requests, each by its weight and the path of its maker.
macro_rules! makers {
    ($($weight:literal $make:path,)*) => { &[$( ($weight, |desk| Box::pin($make(desk))), )*] };
}

/// All requests, by how often they are made.
const WEIGHTS: &[(u64, Make)] = makers! {
    70 visits::find_slots,
    150 visits::book,
    60 visits::reschedule,
    90 visits::change_status,
    12 visits::edit,
    8 visits::list,
    6 visits::sale,
    6 visits::history,
    8 billing::preview,
    10 billing::create,
    14 billing::get_or_create,
    60 billing::generate,
    22 billing::edit,
    6 billing::delete,
    45 billing::issue,
    14 billing::void,
    45 billing::add_item,
    14 billing::edit_item,
    10 billing::remove_item,
    80 billing::pay,
    12 billing::pay_visit,
    14 receipts::collect,
    6 receipts::edit,
    8 receipts::reverse,
    14 receipts::conclude_payment,
    6 receipts::edit_payment,
    8 receipts::reverse_payment,
    30 counter::sell,
    14 counter::edit_sale,
    6 counter::delete_sale,
    3 counter::new_product,
    3 counter::new_package,
    4 counter::new_offer,
    4 counter::change_product,
    3 counter::change_package,
    4 counter::change_offer,
    1 catalogue::new_center,
    1 catalogue::new_category,
    2 catalogue::new_room,
    4 catalogue::new_tax,
    4 catalogue::new_service,
    5 catalogue::new_provider,
    12 catalogue::new_guest,
    6 catalogue::change_center,
    5 catalogue::change_room,
    5 catalogue::change_tax,
    10 catalogue::change_service,
    8 catalogue::change_provider,
    10 catalogue::change_guest,
    2 catalogue::change_category,
    1 catalogue::delete::<Center>,
    2 catalogue::delete::<RoomCategory>,
    1 catalogue::delete::<Room>,
    3 catalogue::delete::<Tax>,
    2 catalogue::delete::<Service>,
    2 catalogue::delete::<Provider>,
    4 catalogue::delete::<Guest>,
    1 catalogue::delete::<Product>,
    1 catalogue::delete::<Package>,
    1 catalogue::delete::<OfferDiscount>,
    2 catalogue::get::<Center>,
    2 catalogue::get::<RoomCategory>,
    2 catalogue::get::<Room>,
    2 catalogue::get::<Tax>,
    2 catalogue::get::<Service>,
    2 catalogue::get::<Provider>,
    2 catalogue::get::<Guest>,
    3 catalogue::guest_by_code,
    1 catalogue::get::<Product>,
    1 catalogue::get::<Package>,
    1 catalogue::get::<OfferDiscount>,
    4 catalogue::get::<Appointment>,
    3 catalogue::get::<Sale>,
    8 catalogue::get::<Invoice>,
    2 catalogue::get::<InvoiceItem>,
    2 catalogue::get::<Payment>,
    2 catalogue::get::<Collection>,
    2 catalogue::list::<Center>,
    2 catalogue::list::<RoomCategory>,
    2 catalogue::list::<Room>,
    2 catalogue::list::<Tax>,
    2 catalogue::list::<Service>,
    2 catalogue::list::<Provider>,
    3 catalogue::list::<Guest>,
    6 catalogue::find_guests,
    1 catalogue::list::<Product>,
    1 catalogue::list::<Package>,
    1 catalogue::list::<OfferDiscount>,
    3 catalogue::list::<Appointment>,
    3 catalogue::list::<Sale>,
    3 catalogue::list::<Invoice>,
    3 catalogue::list::<InvoiceItem>,
    3 catalogue::list::<Payment>,
    3 catalogue::list::<Collection>,
    3 calendars::set_hours::<Center>,
    5 calendars::set_hours::<Provider>,
    2 calendars::get_hours::<Center>,
    2 calendars::get_hours::<Provider>,
    6 calendars::set_performances,
    2 calendars::list_performances,
    10 calendars::new_override,
    3 calendars::list_overrides,
    5 calendars::delete_override,
    14 calendars::new_blockout,
    4 calendars::list_blockouts,
    7 calendars::delete_blockout,
};

/// What each organization begins with, by how many of it.
pub(super) const OPENING: &[(u64, Make)] = makers! {
    2 catalogue::new_tax,
    2 catalogue::new_category,
    2 catalogue::new_center,
    4 catalogue::new_room,
    4 catalogue::new_service,
    6 catalogue::new_provider,
    4 catalogue::new_guest,
    2 counter::new_product,
    2 counter::new_package,
    2 counter::new_offer,
};

/// Chooses what is asked for.
pub(super) fn choose(chance: &mut Chance) -> Make {
    let all: u64 = WEIGHTS.iter().map(|(weight, _)| weight).sum();
    let mut left = chance.next() % all;
    for (weight, make) in WEIGHTS {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return *make,
        }
    }
    WEIGHTS[0].1
}
