//! How the selects that use cases issue are served among a hundred thousand appointments: by
//! an index that gives the rows in their order, under row-level security, and never by
//! reading a table or sorting.

use clientline_core::{
    entity::{Entity, Query},
    model::{
        Appointment, AppointmentRoom, AppointmentStatus, Guest, Occupancy, OnlineBooking, Sale,
    },
    row::{Select, Value},
    value::Id,
};
use clientline_sql::Dialect;
use sqlx::AssertSqlSafe;

use crate::{
    salon::{Raw, Salon},
    wire::arguments,
    world::{at, id, tenant},
};

/// Copies of the rows of one appointment: a hundred thousand appointments of two thousand guests to
/// fifty providers at five centers, a half hour after each other.
const MANY: &str = "
  SET session_replication_role = replica;
  CREATE FUNCTION pg_temp.key(kind bigint, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(kind), 16, '0') || lpad(to_hex(number), 16, '0'))::uuid
  $$;
  INSERT INTO guest SELECT r.* FROM guest AS old, generate_series(2, 2000) AS n,
    jsonb_populate_record(old, jsonb_build_object('id', pg_temp.key(6, n),
      'center_id', pg_temp.key(1, n % 5 + 1), 'guest_code', 'G-' || n)) AS r;
  CREATE TEMPORARY TABLE many AS SELECT n, pg_temp.key(10, n) AS appointment, jsonb_build_object(
    'center_id', pg_temp.key(1, n % 5 + 1), 'guest_id', pg_temp.key(6, n % 2000 + 1),
    'provider_id', pg_temp.key(5, n % 50 + 1), 'resource_id', pg_temp.key(5, n % 50 + 1),
    'room_id', pg_temp.key(3, n % 30 + 1), 'appointment_id', pg_temp.key(10, n),
    'starts_at', '2027-01-01T00:00:00Z'::timestamptz + n * interval '30 min',
    'ends_at', '2027-01-01T00:30:00Z'::timestamptz + n * interval '30 min') AS given
    FROM generate_series(100, 100000) AS n;
  INSERT INTO appointment SELECT r.* FROM appointment AS old, many,
    jsonb_populate_record(old, given || jsonb_build_object('id', appointment)) AS r;
  INSERT INTO sale SELECT r.* FROM sale AS old, many,
    jsonb_populate_record(old, given || jsonb_build_object('id', pg_temp.key(15, n))) AS r;
  INSERT INTO online_booking (organization_id, id, version, created_at, updated_at,
    appointment_id, guest_id, email, mailbox, manage_token_hash, confirm_token_hash)
    SELECT tenant.organization_id, appointment, 1, tenant.created_at,
    tenant.updated_at, appointment, pg_temp.key(6, n % 2000 + 1), n % 2000 || '@example.com',
    n % 2000 || '@example.com',
    encode(sha256(n::text::bytea), 'hex'), encode(sha256(('c' || n)::bytea), 'hex')
    FROM guest AS tenant, many WHERE tenant.id = pg_temp.key(6, 1);
  INSERT INTO appointment_room (organization_id, id, version, created_at, updated_at,
    appointment_id, room_id, starts_at)
    SELECT tenant.organization_id, pg_temp.key(30, n), 1, tenant.created_at, tenant.updated_at,
    appointment, pg_temp.key(3, n % 30 + 1), (given->>'starts_at')::timestamptz
    FROM guest AS tenant, many WHERE tenant.id = pg_temp.key(6, 1);
  ALTER TABLE occupancy DROP CONSTRAINT slot_taken;
  INSERT INTO occupancy SELECT r.* FROM occupancy AS old JOIN many ON old.id = pg_temp.key(14, 2),
    jsonb_populate_record(old, given || jsonb_build_object('id', pg_temp.key(14, n))) AS r;
  ANALYZE;
  VACUUM occupancy";

/// A salon with all those rows, and a connection that acts as the application does.
async fn crowded() -> (Salon, Raw) {
    let salon = Salon::furnished().await;
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    let mut raw = Raw::to(&salon.database).await;
    // Each on its own, since a vacuum goes into no transaction.
    for statement in MANY.split(";\n") {
        raw.run(statement).await.unwrap();
    }
    raw.run("SET ROLE clientline_app; SET jit = off").await.unwrap();
    raw.run(format!("SET app.organization = '{}'", tenant(1).0)).await.unwrap();
    (salon, raw)
}

/// What the planner will do for a select, with and without knowing its arguments.
async fn plans(raw: &mut Raw, select: &Select) -> [String; 2] {
    let statement = clientline_sql::select(Dialect::Postgres, select, tenant(1));
    let text = format!("EXPLAIN (COSTS OFF) {}", statement.text());
    let mut plans = [String::new(), String::new()];
    for (plan, mode) in plans.iter_mut().zip(["force_custom_plan", "force_generic_plan"]) {
        raw.run(format!("SET plan_cache_mode = {mode}")).await.unwrap();
        let query =
            sqlx::query_scalar_with(AssertSqlSafe(text.clone()), arguments(&statement).unwrap());
        let lines: Vec<String> = query.persistent(false).fetch_all(&mut raw.0).await.unwrap();
        *plan = lines.join("\n");
    }
    plans
}

async fn served_by(raw: &mut Raw, select: &Select, index: &str) {
    for plan in plans(raw, select).await {
        let fits = plan.contains(&format!("using {index} ")) && !plan.contains("Seq Scan");
        // One row that a unique index found may be sorted.
        let sorts = plan.contains("Sort") && select.limit > 1;
        assert!(fits && !sorts, "{}, by {index}?\n{plan}", select.table.name);
    }
}

fn page<E: Entity>() -> Query<E> {
    Query::limit(100)
}

fn day(query: Query<Appointment>) -> Query<Appointment> {
    query.ge(Appointment::starts_at(), &at(0)).lt(Appointment::starts_at(), &at(1_440))
}

#[tokio::test]
async fn every_list_of_many_rows_follows_an_index() {
    let (_salon, mut raw) = crowded().await;
    let raw = &mut raw;
    let (center, guest, provider) = (id(1, 1), id(6, 1), id(5, 1));
    let appointment: Id<Appointment> = id(10, 1);
    let appointments = || page::<Appointment>().order_by(Appointment::starts_at());
    served_by(raw, page::<Appointment>().select(), "appointment_pkey").await;
    let of_guest = appointments().eq(Appointment::guest_id(), &guest);
    served_by(raw, of_guest.clone().select(), "appointment_by_guest").await;
    served_by(raw, of_guest.descending().select(), "appointment_by_guest").await;
    let of_center = day(appointments().eq(Appointment::center_id(), &center));
    served_by(raw, of_center.select(), "appointment_by_center").await;
    // The calendar of a center, which leaves out what is cancelled.
    let statuses = [AppointmentStatus::Scheduled, AppointmentStatus::Completed];
    let of_calendar = day(appointments().eq(Appointment::center_id(), &center))
        .gt(Appointment::ends_at(), &at(0))
        .any(Appointment::status(), &statuses);
    served_by(raw, of_calendar.select(), "appointment_by_center").await;
    let of_provider = day(appointments().eq(Appointment::provider_id(), &provider));
    served_by(raw, of_provider.select(), "appointment_by_provider").await;
    let mut after = appointments().eq(Appointment::center_id(), &center).select().clone();
    after.after = Some((Value::Time(at(50_000).micros()), uuid::Uuid::nil()));
    served_by(raw, &after, "appointment_by_center").await;
    served_by(raw, page().eq(Sale::guest_id(), &guest).select(), "sale_by_guest").await;
    served_by(raw, page().eq(Sale::center_id(), &center).select(), "sale_by_center").await;
    let of_appointment = Query::<Sale>::one().eq(Sale::appointment_id(), &Some(appointment));
    served_by(raw, of_appointment.select(), "sale_appointment_taken").await;
    let of_appointment = page()
        .eq(Occupancy::center_id(), &center)
        .ge(Occupancy::starts_at(), &at(0))
        .lt(Occupancy::starts_at(), &at(60))
        .checked_eq(Occupancy::appointment_id(), &appointment)
        .order_by(Occupancy::starts_at());
    served_by(raw, of_appointment.select(), "occupancy_by_center").await;
    served_by(raw, page::<Guest>().select(), "guest_pkey").await;
    let busy = page()
        .eq(Occupancy::center_id(), &center)
        .ge(Occupancy::starts_at(), &at(0))
        .lt(Occupancy::starts_at(), &at(1_440))
        .order_by(Occupancy::starts_at());
    served_by(raw, busy.select(), "occupancy_by_center").await;
    let [plan, _] = plans(raw, busy.select()).await;
    assert!(plan.contains("Index Only Scan"), "{plan}");
}

/// Those of a room that they have beside their first one: where the page ends, and what is on it.
#[tokio::test]
async fn appointments_are_found_by_what_refers_to_a_further_room() {
    let (_salon, mut raw) = crowded().await;
    let raw = &mut raw;
    let with = Query::<AppointmentRoom>::one()
        .eq(AppointmentRoom::room_id(), &id(3, 1))
        .ge(AppointmentRoom::starts_at(), &at(2_900_000))
        .lt(AppointmentRoom::starts_at(), &at(2_950_000))
        .order_by(AppointmentRoom::starts_at());
    let mut edge = with.clone().descending().select().clone();
    edge.skip = 50;
    for select in [with.select(), &edge] {
        served_by(raw, select, "appointment_room_by_room").await;
    }
    let of_room = page::<Appointment>()
        .named_by(AppointmentRoom::appointment_id(), &with)
        .order_by(Appointment::starts_at())
        .descending();
    for plan in plans(raw, of_room.select()).await {
        let is_looked_up = plan.contains("using appointment_pkey ");
        let is_found = plan.contains("appointment_room_by_room");
        assert!(is_found && is_looked_up && !plan.contains("Seq Scan"), "{plan}");
    }
}

#[tokio::test]
async fn bookings_of_the_public_are_found_by_token_and_counted_from_the_newest() {
    let (_salon, mut raw) = crowded().await;
    let raw = &mut raw;
    let hash = "0".repeat(64);
    let managed = Query::one().eq(OnlineBooking::manage_token_hash(), &hash);
    served_by(raw, managed.select(), "manage_token_taken").await;
    let confirmed = Query::one().eq(OnlineBooking::confirm_token_hash(), &Some(hash));
    served_by(raw, confirmed.select(), "confirm_token_taken").await;
    let mut newest = Query::<OnlineBooking>::one().descending().select().clone();
    newest.skip = 59;
    for plan in plans(raw, &newest).await {
        assert!(plan.contains("Scan Backward using online_booking_pkey"), "{plan}");
    }
    let of_guest = Query::one().eq(OnlineBooking::guest_id(), &id(6, 1)).descending();
    for plan in plans(raw, of_guest.select()).await {
        assert!(plan.contains("Scan Backward using online_booking_by_guest"), "{plan}");
    }
    let mut of_contact = Query::one().eq(OnlineBooking::mailbox(), &"7@example.com".to_owned());
    of_contact = of_contact.descending();
    for plan in plans(raw, of_contact.select()).await {
        assert!(plan.contains("Scan Backward using online_booking_by_mailbox"), "{plan}");
    }
    let known = Guest::known_by(&"rui@example.com".parse().unwrap());
    served_by(raw, known.select(), "guest_by_verified_email").await;
    let lapsed = page()
        .eq(Appointment::status(), &AppointmentStatus::Pending)
        .lt(Appointment::held_until(), &Some(at(0)))
        .order_by(Appointment::starts_at());
    // Few are pending at once: they may be sorted.
    for plan in plans(raw, lapsed.select()).await {
        let is_bounded = ["appointment_by_status", "appointment_by_hold"]
            .iter()
            .any(|index| plan.contains(&format!("using {index} ")));
        assert!(is_bounded && !plan.contains("Seq Scan"), "{plan}");
    }
}
