//! How the selects that use cases issue are served: by an index that gives the
//! rows in their order, and never by reading a table or sorting.

use clientline_core::{
    entity::{Entity, Query},
    model::{
        ApiKey, Appointment, AppointmentChange, AppointmentProvider, AppointmentRoom,
        AppointmentStatus, Blockout, Collection, Counter, Directory, Guest, HoursOverride,
        Idempotency, Invoice, InvoiceItem, InvoiceStatus, Occupancy, OnlineBooking, Payment,
        Provider, Room, Sale, User,
    },
    row::Select,
    value::Id,
};
use clientline_sql::Dialect;
use rusqlite::Connection;

use crate::{
    salon::Salon,
    world::{at, id, tenant},
};

/// What the planner says that it will do.
fn plan(raw: &Connection, text: &str, arguments: usize) -> String {
    let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    let nothing = rusqlite::params_from_iter(vec![rusqlite::types::Null; arguments]);
    let rows = statement.query_map(nothing, |row| row.get::<_, String>(3)).unwrap();
    rows.collect::<Result<Vec<_>, _>>().unwrap().join("; ")
}

/// The rows are found by an index, whether or not they are sorted afterwards.
fn found_by(raw: &Connection, select: &Select, index: &str) {
    let statement = clientline_sql::select(Dialect::Sqlite, select, tenant(1));
    let plan = plan(raw, statement.text(), statement.arguments().len());
    let good = plan.contains(index) && plan.contains("starts_at>?") && !plan.contains("SCAN");
    assert!(good, "{}\n{plan}", statement.text());
}

fn served_by(raw: &Connection, select: &Select, index: &str) {
    let statement = clientline_sql::select(Dialect::Sqlite, select, tenant(1));
    let plan = plan(raw, statement.text(), statement.arguments().len());
    assert!(plan.contains(index), "{}\n{plan}", statement.text());
    let bad = ["SCAN", "TEMP B-TREE"].iter().any(|bad| plan.contains(bad));
    assert!(!bad, "{}\n{plan}", statement.text());
}

fn page<E: Entity>() -> Query<E> {
    Query::limit(100)
}

#[test]
fn lists_by_a_column_follow_its_index() {
    let salon = Salon::open();
    let raw = salon.raw();
    let by = |select: &Select, index: &str| served_by(&raw, select, index);
    let (center, guest, provider) = (id(1, 1), id(6, 1), id(5, 1));
    by(page::<Guest>().select(), "USING PRIMARY KEY");
    let merged = page().eq(Guest::merged_into(), &Some(guest.uuid()));
    by(merged.select(), "guest_by_merged_into");
    by(page().eq(Guest::center_id(), &center).select(), "guest_by_center");
    by(page().eq(Provider::center_id(), &center).select(), "provider_by_center");
    by(page().eq(Room::center_id(), &center).select(), "room_by_center");
    by(page().eq(Sale::guest_id(), &guest).select(), "sale_by_guest");
    by(page().eq(Sale::center_id(), &center).select(), "sale_by_center");
    by(page().eq(Invoice::guest_id(), &guest).select(), "invoice_by_guest");
    by(page().eq(Invoice::center_id(), &center).select(), "invoice_by_center");
    by(page().eq(InvoiceItem::invoice_id(), &id(16, 1)).select(), "invoice_item_by_invoice");
    by(page().eq(Payment::guest_id(), &guest).select(), "payment_by_guest");
    by(page().eq(Collection::guest_id(), &guest).select(), "collection_by_guest");
    by(page().eq(User::guest_id(), &Some(guest)).select(), "user_account_by_guest");
    by(page().any(Idempotency::guest_id(), &[Some(guest.uuid())]).select(), "idempotency_by_guest");
    by(page().eq(Payment::invoice_id(), &id(16, 1)).select(), "payment_by_invoice");
    by(page().eq(Collection::invoice_id(), &id(16, 1)).select(), "collection_by_invoice");
    by(page().eq(Collection::sale_id(), &Some(id(15, 1))).select(), "collection_by_sale");
    let appointment: Id<Appointment> = id(10, 1);
    let times = page()
        .eq(Occupancy::center_id(), &center)
        .ge(Occupancy::starts_at(), &at(0))
        .lt(Occupancy::starts_at(), &at(60))
        .checked_eq(Occupancy::appointment_id(), &appointment)
        .order_by(Occupancy::starts_at());
    by(times.select(), "COVERING INDEX occupancy_by_center");
    let changes = page().eq(AppointmentChange::appointment_id(), &appointment);
    let changes = changes.order_by(AppointmentChange::step());
    by(changes.select(), "appointment_change_by_appointment");
    let appointments = || page::<Appointment>().order_by(Appointment::starts_at());
    by(appointments().eq(Appointment::guest_id(), &guest).select(), "appointment_by_guest");
    by(appointments().eq(Appointment::room_id(), &Some(id(3, 1))).select(), "appointment_by_room");
    let recent = appointments().eq(Appointment::guest_id(), &guest).descending();
    by(recent.select(), "appointment_by_guest");
    let day = |query: Query<Appointment>| {
        query.ge(Appointment::starts_at(), &at(0)).lt(Appointment::starts_at(), &at(1_440))
    };
    by(day(appointments().eq(Appointment::center_id(), &center)).select(), "appointment_by_center");
    let of_provider = day(appointments().eq(Appointment::provider_id(), &provider));
    by(of_provider.select(), "appointment_by_provider");
    // The calendar of a center, which leaves out what is cancelled.
    let statuses = [AppointmentStatus::Scheduled, AppointmentStatus::Completed];
    let of_calendar = day(appointments().eq(Appointment::center_id(), &center))
        .gt(Appointment::ends_at(), &at(0))
        .any(Appointment::status(), &statuses);
    by(of_calendar.select(), "appointment_by_center");
}

/// Those of a room or a provider that they have beside their first one: where the page ends, and
/// what is on it.
#[test]
fn appointments_are_found_by_what_refers_to_further_rooms_and_providers() {
    let salon = Salon::open();
    let raw = salon.raw();
    let appointments = || page::<Appointment>().order_by(Appointment::starts_at()).descending();
    let room = Query::one()
        .eq(AppointmentRoom::room_id(), &id(3, 1))
        .ge(AppointmentRoom::starts_at(), &at(0))
        .lt(AppointmentRoom::starts_at(), &at(60))
        .order_by(AppointmentRoom::starts_at())
        .descending();
    served_by(&raw, room.select(), "appointment_room_by_room");
    let in_room = appointments().named_by(AppointmentRoom::appointment_id(), &room);
    found_by(&raw, in_room.select(), "appointment_room_by_room");
    let provider = Query::one()
        .eq(AppointmentProvider::provider_id(), &id(5, 1))
        .ge(AppointmentProvider::starts_at(), &at(0))
        .order_by(AppointmentProvider::starts_at())
        .descending();
    served_by(&raw, provider.select(), "appointment_provider_by_provider");
    let by_provider = appointments().named_by(AppointmentProvider::appointment_id(), &provider);
    found_by(&raw, by_provider.select(), "appointment_provider_by_provider");
}

#[test]
fn a_page_after_a_place_seeks_to_it() {
    let salon = Salon::open();
    let query = page().eq(Appointment::center_id(), &id(1, 1)).order_by(Appointment::starts_at());
    let mut select = query.select().clone();
    select.after = Some((clientline_core::row::Value::Time(0), uuid::Uuid::nil()));
    let raw = salon.raw();
    served_by(&raw, &select, "appointment_by_center");
    let statement = clientline_sql::select(Dialect::Sqlite, &select, tenant(1));
    let plan = plan(&raw, statement.text(), statement.arguments().len());
    assert!(plan.contains("(starts_at,id)>(?,?)"), "{plan}");
}

#[test]
fn a_search_for_free_times_reads_ranges() {
    let salon = Salon::open();
    let raw = salon.raw();
    let busy = page()
        .eq(Occupancy::center_id(), &id(1, 1))
        .ge(Occupancy::starts_at(), &at(0))
        .lt(Occupancy::starts_at(), &at(1_440))
        .order_by(Occupancy::starts_at());
    served_by(&raw, busy.select(), "COVERING INDEX occupancy_by_center");
    // As it is asked for: in the order of identifiers, which has to be sorted.
    let busy = Query::limit(Select::LIMIT_MAX)
        .gt(Occupancy::starts_at(), &at(0))
        .lt(Occupancy::starts_at(), &at(1_440))
        .gt(Occupancy::ends_at(), &at(0));
    let of_center = busy.clone().eq(Occupancy::center_id(), &id(1, 1));
    found_by(&raw, of_center.select(), "COVERING INDEX occupancy_by_center");
    let of_some = busy
        .any(Occupancy::resource_id(), &[id(5, 1), id(3, 1)])
        .any(Occupancy::unit(), &[1, 2, 3]);
    found_by(&raw, of_some.select(), "occupancy_by_resource");
    let blocked = page()
        .eq(Blockout::center_id(), &id(1, 1))
        .lt(Blockout::starts_at(), &at(1_440))
        .order_by(Blockout::starts_at());
    served_by(&raw, blocked.select(), "blockout_by_center_and_start");
    let overrides = page()
        .eq(HoursOverride::calendar_id(), &id(5, 1))
        .ge(HoursOverride::date(), &"2027-01-01".parse().unwrap())
        .order_by(HoursOverride::date());
    served_by(&raw, overrides.select(), "hours_override_exists");
}

#[test]
fn what_is_unique_is_found_by_its_key() {
    let salon = Salon::open();
    let raw = salon.raw();
    let by = |select: &Select, index: &str| served_by(&raw, select, index);
    let text = String::new;
    by(Query::one().eq(ApiKey::token_hash(), &text()).select(), "api_key_taken");
    by(Query::one().eq(Counter::series(), &text()).select(), "counter_series_taken");
    let slug = "salon".parse().unwrap();
    by(Query::one().eq(Directory::slug(), &slug).select(), "organization_slug_taken");
    let email = "a@example.com".parse().unwrap();
    by(Query::one().eq(Directory::email(), &email).select(), "organization_email_taken");
    let key = Query::one()
        .eq(Idempotency::actor_id(), &uuid::Uuid::nil())
        .eq(Idempotency::operation(), &text())
        .eq(Idempotency::key(), &text());
    by(key.select(), "idempotency_key_taken");
    let draft = Query::one()
        .eq(Invoice::center_id(), &id(1, 1))
        .eq(Invoice::guest_id(), &id(6, 1))
        .eq(Invoice::status(), &InvoiceStatus::Draft);
    by(draft.select(), "invoice_by_guest");
}

#[test]
fn bookings_of_the_public_are_found_by_token_and_counted_from_the_newest() {
    let salon = Salon::open();
    let raw = salon.raw();
    let by = |select: &Select, index: &str| served_by(&raw, select, index);
    let hash = String::new();
    by(Query::one().eq(OnlineBooking::manage_token_hash(), &hash).select(), "manage_token_taken");
    by(
        Query::one().eq(OnlineBooking::confirm_token_hash(), &Some(hash)).select(),
        "confirm_token_taken",
    );
    by(Query::<OnlineBooking>::one().descending().select(), "USING PRIMARY KEY");
    let of_guest = Query::one().eq(OnlineBooking::guest_id(), &id(6, 1)).descending();
    by(of_guest.select(), "online_booking_by_guest");
    let of_contact = Query::one().eq(OnlineBooking::mailbox(), &String::new()).descending();
    by(of_contact.select(), "online_booking_by_mailbox");
    let known = Guest::known_by(&"rui@example.com".parse().unwrap());
    by(known.select(), "guest_by_verified_email");
    let lapsed = page()
        .eq(Appointment::status(), &AppointmentStatus::Pending)
        .lt(Appointment::held_until(), &Some(at(0)))
        .order_by(Appointment::starts_at());
    by(lapsed.select(), "appointment_by_status");
}

#[test]
fn an_overlap_is_looked_for_beside_the_new_row_alone() {
    let salon = Salon::open();
    let raw = salon.raw();
    let trigger: String = raw
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'slot_taken'", [], |row| row.get(0))
        .unwrap();
    let (_, inner) = trigger.split_once("WHERE (").unwrap();
    let (inner, _) = inner.split_once(") > NEW").unwrap();
    let names = ["NEW.organization_id", "NEW.resource_id", "NEW.unit", "NEW.ends_at"];
    let inner = names.iter().fold(inner.to_owned(), |text, name| text.replace(name, "?"));
    let plan = plan(&raw, &inner, names.len());
    assert!(plan.contains("COVERING INDEX occupancy_by_resource"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}
