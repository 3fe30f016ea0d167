//! The same files once more, files that say something else by now, and trials.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    sync::atomic::{AtomicUsize, Ordering},
};

use clientline_core::model::{Audit, Counter};

use super::*;
use crate::import::{
    parts::PartSizes,
    run::import_tables,
    tables::{Tables, in_directory},
};

fn write_small(dir: &Path, changes: &[(&str, &str, &str)]) {
    for (name, mut text) in small() {
        for (_, from, to) in changes.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(from), "{name} has no {from:?}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(dir.join(name), text).unwrap();
    }
}

/// How many rows there are of all that imports write, and of what tells that they wrote.
async fn counts(client: &ClientLine, tenant: TenantId) -> Vec<usize> {
    vec![
        all::<Center>(client, tenant).await.len(),
        all::<Service>(client, tenant).await.len(),
        all::<Provider>(client, tenant).await.len(),
        all::<Guest>(client, tenant).await.len(),
        all::<Appointment>(client, tenant).await.len(),
        all::<Sale>(client, tenant).await.len(),
        all::<Invoice>(client, tenant).await.len(),
        all::<Payment>(client, tenant).await.len(),
        all::<Collection>(client, tenant).await.len(),
        all::<Audit>(client, tenant).await.len(),
    ]
}

#[tokio::test]
async fn the_same_files_twice_change_nothing() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    write_small(dir.path(), &[]);
    brought(&client, tenant, dir.path()).await.unwrap();
    let before = counts(&client, tenant).await;
    let again = brought(&client, tenant, dir.path()).await.unwrap();
    assert_eq!(counts(&client, tenant).await, before);
    assert_eq!(again.known["appointments.csv"], [2, 3]);
    assert_eq!(again.known["payments.csv"], [2]);
    assert_eq!(again.known.len(), 8, "{again:?}");
    assert_eq!(again.differences, []);
    let said = again.to_string();
    assert!(said.starts_with("imported: nothing\nknown already"), "{said}");
}

#[tokio::test]
async fn what_differs_between_a_known_row_and_its_line_is_said_and_stays() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    write_small(dir.path(), &[]);
    brought(&client, tenant, dir.path()).await.unwrap();
    let changes = [
        ("services.csv", "20.00", "25.00"),
        ("guests.csv", "Silva", "Souza"),
        ("provider_hours.csv", "18:00", "17:00"),
        ("appointments.csv", "scheduled", "confirmed"),
        ("invoices.csv", "10%", "5%"),
        ("payments.csv", ",1.00,", ",2.00,"),
    ];
    write_small(dir.path(), &changes);
    let report = brought(&client, tenant, dir.path()).await.unwrap();
    let differing: BTreeSet<_> = report
        .differences
        .iter()
        .map(|it| format!("{} {} {}", it.file, it.line, it.column.as_deref().unwrap()))
        .collect();
    let wanted = [
        "appointments.csv 3 status",
        "guests.csv 2 last_name",
        "invoices.csv 2 discount",
        "payments.csv 2 tip",
        "providers.csv 2 hours",
        "services.csv 2 price",
    ];
    assert_eq!(differing, wanted.map(str::to_owned).into());
    let service = all::<Service>(&client, tenant).await.remove(0);
    assert_eq!(service.price.to_string(), "20.00");
    assert_eq!(all::<Guest>(&client, tenant).await.remove(0).last_name.to_string(), "Silva");
}

#[tokio::test]
async fn guests_are_known_by_code_else_by_address_and_number_else_by_all_fields() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    let line = "G1,Ana,Silva,LIS,ana@example.com,,,,,,\n";
    // A mother and her child, two brothers with one telephone, and two who left nothing.
    let lines = "G1,Ana,Silva,LIS,ana@example.com,,,,,,\n\
                 ,Eva,Melo,LIS,eva@example.com,+351910000001,,,,,\n\
                 ,Mia,Melo,LIS,eva@example.com,+351910000001,,,,,\n\
                 ,Rui,Melo,LIS,,+351910000002,,,,,\n\
                 ,Leo,Melo,LIS,,+351910000002,,,,,\n\
                 ,Zoe,Melo,LIS,,,,,,,\n\
                 ,Zoe,Melo,LIS,,,female,,,,\n";
    write_small(dir.path(), &[("guests.csv", line, lines)]);
    assert_eq!(brought(&client, tenant, dir.path()).await.unwrap().guests, 7);
    let again = brought(&client, tenant, dir.path()).await.unwrap();
    assert_eq!((again.guests, again.known["guests.csv"].len()), (0, 7));
    assert_eq!(again.differences, []);
    assert_eq!(all::<Guest>(&client, tenant).await.len(), 7);
}

#[tokio::test]
async fn a_time_that_was_cancelled_and_booked_again_is_two_appointments_on_every_run() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    let line = "A2,LIS,ana@example.com,CUT,ines@example.com,,2026-12-07,10:00,scheduled,,,\n";
    let cancelled = line.replace("A2", "A3").replace("scheduled", "cancelled");
    let both = format!("{line}{cancelled}");
    write_small(dir.path(), &[("appointments.csv", line, &both)]);
    for made in [3, 0] {
        let report = brought(&client, tenant, dir.path()).await.unwrap();
        assert_eq!((report.appointments, report.difference_count), (made, 0));
    }
    assert_eq!(all::<Appointment>(&client, tenant).await.len(), 3);
}

#[tokio::test]
async fn each_payment_that_is_there_stands_for_one_line() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    let line = "I1,cash,,1.00,50.00,2026-11-03,10:40,,\n";
    let five = "I1,card,5.00,,,2026-11-03,10:45,,\n";
    write_small(dir.path(), &[("payments.csv", line, five)]);
    brought(&client, tenant, dir.path()).await.unwrap();
    let two = format!("{five}{five}");
    write_small(dir.path(), &[("payments.csv", line, &two)]);
    let report = brought(&client, tenant, dir.path()).await.unwrap();
    assert_eq!((report.payments, report.known["payments.csv"].len()), (1, 1));
    assert_eq!(all::<Payment>(&client, tenant).await.len(), 2);
}

#[tokio::test]
async fn a_trial_says_what_would_be_and_writes_nothing_not_even_a_counter() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    write_small(
        dir.path(),
        &[("guests.csv", "G1,Ana", ",Ana"), ("appointments.csv", ",G1,", ",ana@example.com,")],
    );
    let before = counts(&client, tenant).await;
    let counters = all::<Counter>(&client, tenant).await;
    let trial = import(&client, tenant, dir.path(), Mode::DryRun, &Unwatched).await.unwrap();
    assert!(trial.to_string().starts_with("would be imported: 1 centers"), "{trial}");
    assert_eq!(counts(&client, tenant).await, before);
    assert_eq!(all::<Counter>(&client, tenant).await, counters);
    let mut report = brought(&client, tenant, dir.path()).await.unwrap();
    report.dry_run = true;
    assert_eq!(report, trial);
}

/// Files of more lines than go in at once.
fn large(dir: &Path, guests: usize) {
    let (mut people, mut visits) = (String::new(), String::new());
    for at in 0..guests {
        writeln!(people, "K{at},Ana,Silva,LIS,a{at}@example.com,,,,,,").unwrap();
    }
    for at in 0..20 {
        let day = at % 20 + 1;
        let status = if at == 7 { "cancelled" } else { "completed" };
        let reference = format!("B{at}");
        let line = format!("LIS,K{at},CUT,ines@example.com,,2026-10-{day:02},12:00,{status},,,");
        writeln!(visits, "{reference},{line}").unwrap();
    }
    write_small(dir, &[]);
    for (file, more) in [("guests.csv", people), ("appointments.csv", visits)] {
        let text = std::fs::read_to_string(dir.join(file)).unwrap();
        std::fs::write(dir.join(file), text + &more).unwrap();
    }
}

/// Imports as if 40 lines were many.
async fn in_small_parts(
    client: &ClientLine,
    tenant: TenantId,
    dir: &Path,
    watch: &dyn Watch,
) -> Result<ImportReport, ImportError> {
    let sizes = PartSizes { whole_lines: 40, guests: 10, visit_lines: 250 };
    let tables = Tables::read(&|file| in_directory(dir, file))?;
    import_tables(client, tenant, tables, Mode::Write, watch, sizes).await
}

/// Stops before a part.
struct StopBefore(AtomicUsize);

impl Watch for StopBefore {
    fn advanced(&self, _: Progress) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

#[tokio::test]
async fn a_large_import_that_was_stopped_goes_on_where_it_ended() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    large(dir.path(), 50);
    // One part of the setup, six of guests, one of visits: checked, and then written.
    let stop = StopBefore(AtomicUsize::new(8 + 3));
    let stopped = in_small_parts(&client, tenant, dir.path(), &stop).await.unwrap_err();
    let ImportError::Stopped { report, left } = stopped else { panic!("{stopped}") };
    assert_eq!((report.guests, report.centers), (20, 1));
    assert_eq!(all::<Guest>(&client, tenant).await.len(), 20);
    assert_eq!(all::<Appointment>(&client, tenant).await.len(), 0);
    let report = in_small_parts(&client, tenant, dir.path(), &Unwatched).await.unwrap();
    assert_eq!((report.guests, report.known["guests.csv"].len()), (31, 20));
    assert_eq!((report.appointments, report.invoices, report.payments), (22, 1, 1));
    assert!(left > 30, "{left}");
    let before = counts(&client, tenant).await;
    in_small_parts(&client, tenant, dir.path(), &Unwatched).await.unwrap();
    assert_eq!(counts(&client, tenant).await, before);
}

#[tokio::test]
async fn all_lines_of_a_large_import_are_checked_before_the_first_is_written() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    large(dir.path(), 50);
    let file = dir.path().join("appointments.csv");
    let text = std::fs::read_to_string(&file).unwrap().replace("B19,LIS,K19", "B19,LIS,K99");
    std::fs::write(&file, text).unwrap();
    let before = counts(&client, tenant).await;
    let refused =
        in_small_parts(&client, tenant, dir.path(), &Unwatched).await.unwrap_err().to_string();
    let found: Vec<&str> = refused.lines().skip(1).collect();
    assert_eq!(found, ["appointments.csv, line 23, column guest: There is no guest called K99."]);
    assert_eq!(counts(&client, tenant).await, before);
}
