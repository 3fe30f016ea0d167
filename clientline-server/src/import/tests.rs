//! Files that are imported, and what is found wrong in them.

mod again;
mod codes;
mod demo;
mod refusals;
mod rooms;

use std::{path::Path, sync::Arc};

use clientline_core::{
    Actor, ClientLine, Scope,
    engine::{Environment, PlatformScope, Reach, SystemEnvironment},
    entity::{Entity, Query, Stored},
    memory::MemoryStorage,
    model::{
        ActorKind, Appointment, AppointmentStatus, Center, Collection, Guest, GuestCredit, Invoice,
        InvoiceItem, InvoiceStatus, NewOrganization, Occupancy, Payment, PaymentMethod, Provider,
        Role, Room, Sale, Service,
    },
    ops::{
        page::PageRequest,
        resource::{List, Readable, Update},
        scheduling::{slot_formats::SlotFormat, slots::FindSlots},
    },
    value::{TenantId, Timestamp},
};

use super::*;

/// The system's chance, and a clock that stands still.
#[derive(Debug)]
struct At(Timestamp);

impl Environment for At {
    fn now(&self) -> Timestamp {
        self.0
    }
    fn random(&self, bytes: &mut [u8]) -> clientline_core::Result<()> {
        SystemEnvironment.random(bytes)
    }
}

fn client(now: &str) -> ClientLine {
    let environment = At(now.parse().unwrap());
    ClientLine::with_environment(Arc::new(MemoryStorage::new()), Arc::new(environment))
}

async fn organization(client: &ClientLine) -> TenantId {
    let new = NewOrganization::new(
        "Atelier".parse().unwrap(),
        "atelier".parse().unwrap(),
        "office@example.com".parse().unwrap(),
        "EUR".parse().unwrap(),
        "Europe/Lisbon".parse().unwrap(),
    );
    let made = PlatformScope::trusted(client).create_organization(new).await.unwrap();
    TenantId(made.id.uuid())
}

/// Reads all rows of a kind.
async fn all<E: Entity>(client: &ClientLine, tenant: TenantId) -> Vec<Stored<E>> {
    let mut snapshot = client.storage().snapshot(tenant).await.unwrap();
    let rows = snapshot.select(Query::<E>::limit(10_000).select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}

async fn demo_at(now: &str) -> (ClientLine, TenantId) {
    let client = client(now);
    let demo = load_demo(&client).await.unwrap_or_else(|error| panic!("at {now}: {error}"));
    let token = demo.key;
    (client, token.tenant())
}

/// A small directory of files, which a test may change.
fn small() -> Vec<(&'static str, String)> {
    [
        (
            "centers.csv",
            "code,name,time_zone,currency,address,city,country,phone,email,tax_number\n\
          LIS,Chiado,Europe/Lisbon,EUR,,,,,,\n",
        ),
        ("center_hours.csv", "center,day,start,end\nLIS,monday,09:00,18:00\n"),
        ("taxes.csv", "code,name,rate,compound\nIVA,IVA,23,no\n"),
        (
            "services.csv",
            "code,name,description,duration_minutes,buffer_before_minutes,\
          buffer_after_minutes,price,room_category,taxes\nCUT,Cut,,30,,10,20.00,,IVA\n",
        ),
        (
            "providers.csv",
            "email,first_name,last_name,specialization,phone,center,services,color\n\
          ines@example.com,Inês,Carvalho,,,LIS,CUT,\n",
        ),
        ("provider_hours.csv", "provider,day,start,end\nines@example.com,monday,09:00,18:00\n"),
        (
            "guests.csv",
            "code,first_name,last_name,center,email,phone,gender,date_of_birth,\
          language,marketing_consent,notes\nG1,Ana,Silva,LIS,ana@example.com,,,,,,\n",
        ),
        (
            "appointments.csv",
            "reference,center,guest,service,provider,room,day,time,status,notes,\
          internal_notes,cancelled_reason\n\
          A1,LIS,G1,CUT,ines@example.com,,2026-11-02,10:00,completed,,,\n\
          A2,LIS,ana@example.com,CUT,ines@example.com,,2026-12-07,10:00,scheduled,,,\n",
        ),
        (
            "invoices.csv",
            "reference,appointments,status,day,time,discount,notes\n\
          I1,A1,issued,2026-11-02,10:35,10%,\n",
        ),
        (
            "payments.csv",
            "invoice,method,amount,tip,tendered,day,time,reference_no,remarks\n\
          I1,cash,,1.00,50.00,2026-11-03,10:40,,\n",
        ),
    ]
    .map(|(name, text)| (name, text.to_owned()))
    .to_vec()
}

const NOW: &str = "2026-11-21T12:00:00Z";

/// Imports a directory at once, watched by nobody.
async fn brought(
    client: &ClientLine,
    tenant: TenantId,
    dir: &Path,
) -> Result<ImportReport, ImportError> {
    import(client, tenant, dir, Mode::Write, &Unwatched).await
}

/// Imports the small directory with some texts replaced.
async fn import_with(changes: &[(&str, &str, &str)]) -> Result<ImportReport, String> {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let before = all::<clientline_core::model::Audit>(&client, tenant).await.len();
    let dir = tempfile::tempdir().unwrap();
    for (name, mut text) in small() {
        for (file, from, to) in changes.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(from), "{file} has no {from:?}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let report = brought(&client, tenant, dir.path()).await;
    if report.is_err() {
        assert!(all::<Center>(&client, tenant).await.is_empty(), "something was imported");
        let after = all::<clientline_core::model::Audit>(&client, tenant).await.len();
        assert_eq!(before, after);
    }
    report.map_err(|error| error.to_string())
}

/// The findings of an import that must fail, one a line.
async fn findings(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let text = import_with(changes).await.unwrap_err();
    text.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_directory_is_imported_as_its_use_cases_would_have_made_it() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in small() {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let report = brought(&client, tenant, dir.path()).await.unwrap();
    assert_eq!((report.appointments, report.invoices, report.payments), (2, 1, 1));

    let appointments = all::<Appointment>(&client, tenant).await;
    assert_eq!(appointments[0].starts_at.to_string(), "2026-11-02T10:00:00Z");
    assert_eq!(appointments[0].status, AppointmentStatus::Completed);
    let invoice = all::<Invoice>(&client, tenant).await.remove(0);
    assert_eq!(invoice.status, InvoiceStatus::Paid);
    let number = invoice.invoice_no.as_deref().unwrap();
    assert!(number.starts_with("INV-") && number.ends_with("-2026-0001"), "{number}");
    assert_eq!(invoice.invoice_date.unwrap().to_string(), "2026-11-02");
    // 20.00 less a tenth, and 23 % on it.
    assert_eq!(invoice.total.minor(), 2_214);
    let collection = all::<Collection>(&client, tenant).await.remove(0);
    assert_eq!(collection.collection_date.to_string(), "2026-11-03");
    let payment = all::<Payment>(&client, tenant).await.remove(0);
    assert_eq!(payment.change.minor(), 5_000 - 2_214 - 100);
    assert_eq!(all::<Sale>(&client, tenant).await.len(), 2);
}

#[tokio::test]
async fn a_second_import_adds_to_what_is_there() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in small() {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    brought(&client, tenant, dir.path()).await.unwrap();
    for (name, _) in small() {
        if name != "appointments.csv" {
            std::fs::remove_file(dir.path().join(name)).unwrap();
        }
    }
    let text = small()[7].1.replace("10:00", "15:00");
    std::fs::write(dir.path().join("appointments.csv"), text).unwrap();
    let report = brought(&client, tenant, dir.path()).await.unwrap();
    assert_eq!(report.appointments, 2);
}

#[tokio::test]
async fn an_appointment_is_no_guests_by_an_address_that_they_gave_themselves() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in small() {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    brought(&client, tenant, dir.path()).await.unwrap();
    let ana = all::<Guest>(&client, tenant).await.remove(0);
    assert!(ana.email_verified_at.is_some(), "what is imported is the word of the desk");
    let actor = Actor::new(ActorKind::User, ana.id.uuid(), Role::Client);
    let own = Scope::trusted(&client, tenant, actor.reaching(Reach::Guest(vec![ana.id])));
    let patch = serde_json::from_str(r#"{"email":"eva@example.com"}"#).unwrap();
    own.run(&Update::<Guest> { id: ana.id, patch, expected: None }).await.unwrap();

    for (name, _) in small() {
        if name != "appointments.csv" {
            std::fs::remove_file(dir.path().join(name)).unwrap();
        }
    }
    let text = small()[7].1.replace("10:00", "15:00").replace("ana@", "eva@");
    std::fs::write(dir.path().join("appointments.csv"), text).unwrap();
    let refused = brought(&client, tenant, dir.path()).await.unwrap_err().to_string();
    let found: Vec<&str> = refused.lines().skip(1).collect();
    assert_eq!(
        found,
        ["appointments.csv, line 3, column guest: There is no guest called eva@example.com."]
    );
}

#[tokio::test]
async fn a_spreadsheets_own_form_of_the_files_is_read() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in small() {
        let text = text.replace(',', ";").replace('\n', "\r\n").replace("20.00", "1.020,50");
        let text = text.replace("code;", " Code ;").replace("2026-11-02", "2.11.2026");
        let text = text.replace("2026-12-07", "07.12.2026").replace("2026-11-03", "3.11.2026");
        let text = text.replace("50.00", "2000,00");
        let bytes = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    brought(&client, tenant, dir.path()).await.unwrap();
    let service = all::<Service>(&client, tenant).await.remove(0);
    assert_eq!(service.price.to_string(), "1020.50");
    let appointments = all::<Appointment>(&client, tenant).await;
    assert_eq!(appointments[0].starts_at.to_string(), "2026-11-02T10:00:00Z");
}

#[tokio::test]
async fn a_cancelled_appointment_leaves_its_time_to_another() {
    let change = ("appointments.csv", "2026-12-07,10:00,scheduled", "2026-11-02,10:15,cancelled");
    assert_eq!(import_with(&[change]).await.unwrap().appointments, 2);
}

#[tokio::test]
async fn what_is_paid_beyond_the_bill_is_the_guests_credit() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in small() {
        let text = text.replace("cash,,1.00,50.00", "card,60.00,,");
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    brought(&client, tenant, dir.path()).await.unwrap();
    let invoice = all::<Invoice>(&client, tenant).await.remove(0);
    let credit = all::<GuestCredit>(&client, tenant).await.remove(0);
    let beyond = 6_000 - invoice.total.minor();
    assert_eq!((invoice.status, credit.balance.minor()), (InvoiceStatus::Paid, beyond));
    assert!(beyond > 0);
}

#[tokio::test]
async fn files_that_are_too_large_no_text_or_not_there_are_refused() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    let refused = async |dir: &Path| brought(&client, tenant, dir).await.unwrap_err();
    assert!(matches!(refused(dir.path()).await, ImportError::NoFiles { .. }));

    let file = dir.path().join("taxes.csv");
    std::fs::write(&file, b"code,name,rate,compound\nIVA,\xff\x81,23,no\n").unwrap();
    let error = refused(dir.path()).await.to_string();
    assert!(error.contains("taxes.csv, line 2: The text of this line can't be read"), "{error}");

    std::fs::write(&file, vec![b' '; FILE_BYTES_MAX + 1]).unwrap();
    assert!(matches!(refused(dir.path()).await, ImportError::FileTooLarge { .. }));

    let lines = "IVA,IVA,23,no\n".repeat(LINES_MAX + 1);
    std::fs::write(&file, format!("code,name,rate,compound\n{lines}")).unwrap();
    assert!(matches!(refused(dir.path()).await, ImportError::TooManyLines));
}
