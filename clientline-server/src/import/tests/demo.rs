//! The files of the demo, and what they make.

use clientline_core::value::{DayCount, SlotLimit};

use super::*;

#[tokio::test]
async fn the_demo_is_as_large_as_it_says() {
    let (client, tenant) = demo_at("2026-11-21T12:00:00Z").await;
    assert_eq!(all::<Center>(&client, tenant).await.len(), 2);
    assert_eq!(all::<Room>(&client, tenant).await.len(), 6);
    assert_eq!(all::<Service>(&client, tenant).await.len(), 12);
    assert_eq!(all::<Provider>(&client, tenant).await.len(), 8);
    assert_eq!(all::<Guest>(&client, tenant).await.len(), 200);
    let appointments = all::<Appointment>(&client, tenant).await;
    assert!((150..=250).contains(&appointments.len()), "{}", appointments.len());
    for status in AppointmentStatus::ALL {
        if *status == AppointmentStatus::Pending {
            continue;
        }
        let some = appointments.iter().any(|appointment| appointment.status == *status);
        // Nobody is served at this minute of a Saturday's lunch, perhaps.
        assert!(some || *status == AppointmentStatus::InProgress, "{status:?}");
    }
    let invoices = all::<Invoice>(&client, tenant).await;
    for status in [InvoiceStatus::Draft, InvoiceStatus::Issued, InvoiceStatus::Paid] {
        assert!(invoices.iter().any(|invoice| invoice.status == status), "{status:?}");
    }
    let part = |invoice: &&Stored<Invoice>| {
        invoice.balance_due.minor() > 0 && invoice.total_collection.minor() > 0
    };
    assert!(invoices.iter().filter(part).count() >= 3);
    let payments = all::<Payment>(&client, tenant).await;
    for method in [PaymentMethod::Cash, PaymentMethod::Card, PaymentMethod::Online] {
        assert!(payments.iter().any(|payment| payment.payment_method == method), "{method:?}");
    }
}

#[tokio::test]
async fn the_files_of_the_demo_can_be_imported_into_an_organization_of_ones_own() {
    let client = client(NOW);
    // Its prices are without tax, unlike the demo organization's.
    let tenant = organization(&client).await;
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/demo"));
    let report = brought(&client, tenant, dir).await.unwrap();
    assert_eq!((report.centers, report.guests), (2, 200));
    assert_eq!(report.appointments, all::<Appointment>(&client, tenant).await.len());
}

/// Every day of a week, at several times; weeks of clock changes and of the
/// turn of a year among them.
const DAYS_OF_LOADING: &[&str] = &[
    "2026-11-16T00:30:00Z",
    "2026-11-17T09:10:00Z",
    "2026-11-18T13:00:00Z",
    "2026-11-19T19:59:00Z",
    "2026-11-20T22:59:00Z",
    "2026-11-21T12:00:00Z",
    "2026-11-22T23:30:00Z",
    "2026-03-29T00:59:00Z",
    "2026-10-25T01:30:00Z",
    "2027-01-01T10:00:00Z",
    "2028-02-29T16:00:00Z",
];

#[tokio::test]
async fn the_demo_loads_on_every_day_and_never_is_ahead_of_its_time() {
    for now in DAYS_OF_LOADING {
        let (client, tenant) = demo_at(now).await;
        let now: Timestamp = now.parse().unwrap();
        let taken = all::<Occupancy>(&client, tenant).await;
        for appointment in all::<Appointment>(&client, tenant).await {
            use AppointmentStatus as S;
            let begun = appointment.starts_at <= now;
            let ahead = matches!(appointment.status, S::Scheduled | S::Confirmed | S::Cancelled);
            assert!(begun || ahead, "{now}: {appointment:?}");
            let over = appointment.ends_at <= now;
            assert!(over || appointment.status != S::Completed, "{now}: {appointment:?}");
            let takes = taken.iter().any(|row| row.appointment_id == appointment.id);
            assert_eq!(takes, appointment.status.occupies());
        }
        let centers = all::<Center>(&client, tenant).await;
        let invoices = all::<Invoice>(&client, tenant).await;
        for center in &centers {
            let today = center.time_zone.local(now).date();
            let of_center = invoices.iter().filter(|invoice| invoice.center_id == center.id);
            assert!(of_center.filter_map(|invoice| invoice.invoice_date).all(|day| day <= today));
        }
    }
}

#[tokio::test]
async fn the_money_of_the_demo_adds_up_and_its_numbers_have_no_gaps() {
    let (client, tenant) = demo_at("2027-01-02T20:00:00Z").await;
    let collections = all::<Collection>(&client, tenant).await;
    let payments = all::<Payment>(&client, tenant).await;
    assert_eq!(collections.len(), payments.len());
    let mut numbers: Vec<_> = Vec::new();
    for invoice in all::<Invoice>(&client, tenant).await {
        let of_invoice =
            collections.iter().filter(|collection| collection.invoice_id == invoice.id);
        let received: i64 = of_invoice.map(|collection| collection.amount.minor()).sum();
        assert_eq!(invoice.total_collection.minor(), received);
        assert_eq!(invoice.balance_due.minor(), invoice.total.minor() - received);
        assert_eq!(invoice.invoice_no.is_some(), invoice.status != InvoiceStatus::Draft);
        if let Some((no, day)) = invoice.invoice_no.clone().zip(invoice.invoice_date) {
            numbers.push((invoice.center_id, no.to_string(), day));
        }
    }
    numbers.sort();
    // The week before lies in another year: each center counts anew in each.
    for series in numbers.chunk_by(|a, b| a.0 == b.0 && series_of(&a.1) == series_of(&b.1)) {
        for (at, (_, number, day)) in series.iter().enumerate() {
            let end = format!("-{}-{:04}", day.format("%Y"), at + 1);
            assert!(number.starts_with("INV-") && number.ends_with(&end), "{number}");
        }
        assert!(series.is_sorted_by_key(|(.., day)| *day));
    }
}

/// What a number starts with.
fn series_of(number: &str) -> &str {
    number.rsplit_once('-').unwrap().0
}

/// The clock of the morning before the demo's first day: from there, every
/// appointment of the demo can be asked for.
const BEFORE: &str = "2026-11-08T06:00:00Z";

#[tokio::test]
async fn every_appointment_of_the_demo_lies_within_the_hours_that_slots_come_from() {
    let (client, tenant) = demo_at("2026-11-18T13:00:00Z").await;
    let appointments = all::<Appointment>(&client, tenant).await;
    // The same places and people without any appointment.
    let empty = self::client(BEFORE);
    let other = organization(&empty).await;
    let mut tables = crate::import::demo::files().unwrap();
    tables.appointments.clear();
    tables.invoices.clear();
    tables.payments.clear();
    let usual = parts::PartSizes::USUAL;
    run::import_tables(&empty, other, tables, Mode::Write, &Unwatched, usual).await.unwrap();
    let scope = Scope::trusted(&empty, other, Actor::system());
    let (centers, their_centers) = (by_code(&client, tenant).await, by_code(&empty, other).await);
    let services = all::<Service>(&client, tenant).await;
    let providers = all::<Provider>(&client, tenant).await;
    let their_services = all::<Service>(&empty, other).await;
    let their_providers = all::<Provider>(&empty, other).await;
    for appointment in appointments {
        let center = centers.iter().position(|center| center.id == appointment.center_id).unwrap();
        let service = services.iter().find(|row| row.id == appointment.service_id).unwrap();
        let same_code = |row: &&Stored<Service>| row.service_code == service.service_code;
        let provider = providers.iter().find(|row| row.id == appointment.provider_id).unwrap();
        let same_email = |row: &&Stored<Provider>| row.email == provider.email;
        let found = FindSlots {
            add_ons: None,
            center_id: their_centers[center].id,
            service_id: their_services.iter().find(same_code).unwrap().id,
            date: appointment.time_zone.local(appointment.starts_at).date(),
            days: DayCount::MIN,
            provider_id: Some(their_providers.iter().find(same_email).unwrap().id),
            room_id: None,
            moving: None,
            step: None,
            format: SlotFormat::default(),
            rank: None,
            explain: false,
            limit: SlotLimit::MAX,
            cursor: None,
        };
        let slots = scope.run(&found).await.unwrap().slots;
        assert!(
            slots.iter().any(|slot| slot.starts_at == appointment.starts_at),
            "{appointment:?}"
        );
    }
}

async fn by_code(client: &ClientLine, tenant: TenantId) -> Vec<Stored<Center>> {
    let mut centers = all::<Center>(client, tenant).await;
    centers.sort_by(|a, b| a.code.cmp(&b.code));
    centers
}

#[tokio::test]
async fn a_second_load_keeps_the_data_and_replaces_the_key() {
    let client = client("2026-11-21T12:00:00Z");
    let first = load_demo(&client).await.unwrap().key;
    let second = load_demo(&client).await.unwrap().key;
    assert_eq!(first.tenant(), second.tenant());
    assert_ne!(first.expose(), second.expose());
    assert_eq!(all::<Guest>(&client, first.tenant()).await.len(), 200);
    assert!(matches!(
        client.authenticate(first.expose()).await,
        Err(clientline_core::error::Error::Unauthenticated)
    ));
    let scope = client.authenticate(second.expose()).await.unwrap();
    assert_eq!(listed_by::<Center>(&scope).await, 2);
}

async fn listed_by<E: Readable>(scope: &Scope) -> usize {
    scope.run(&List::<E>::new(PageRequest::default())).await.unwrap().items.len()
}

#[cfg(feature = "sqlite")]
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_loads_into_sqlite_as_one_commit_and_stays_there() {
    use clientline_store_sqlite::{Options, SqliteStorage};

    let dir = tempfile::tempdir().unwrap();
    let open = || SqliteStorage::open(dir.path().join("demo.db"), Options::default()).unwrap();
    let environment = || Arc::new(At("2026-11-21T12:00:00Z".parse().unwrap()));
    let client = ClientLine::with_environment(Arc::new(open()), environment());
    let tenant = load_demo(&client).await.unwrap().key.tenant();
    let audit = all::<clientline_core::model::Audit>(&client, tenant).await;
    assert_eq!(audit.iter().filter(|row| row.operation == "import").count(), 1);
    let written = all::<InvoiceItem>(&client, tenant).await;
    drop(client);

    let client = ClientLine::with_environment(Arc::new(open()), environment());
    load_demo(&client).await.unwrap();
    let (memory, there) = demo_at("2026-11-21T12:00:00Z").await;
    assert_eq!(all::<InvoiceItem>(&client, tenant).await, written);
    let counts = async |client: &ClientLine, tenant: TenantId| {
        let invoices = all::<Invoice>(client, tenant).await;
        let totals: Vec<i64> = invoices.iter().map(|invoice| invoice.total.minor()).collect();
        (totals, all::<Appointment>(client, tenant).await.len())
    };
    assert_eq!(counts(&client, tenant).await, counts(&memory, there).await);
}
