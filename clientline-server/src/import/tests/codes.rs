//! Codes of guests that a file brings, beside those that guests without one get.

use super::*;
use crate::import::{
    parts::PartSizes,
    run::import_tables,
    tables::{Tables, in_directory},
};

/// Guests without a code, and after them some with those that such guests get.
fn guests(uncoded: usize, coded: usize) -> String {
    let head = "code,first_name,last_name,center,email,phone,gender,date_of_birth,\
                language,marketing_consent,notes\n";
    let line =
        |code: &str, at: usize| format!("{code},Ana,Silva {at},LIS,ana{at}@example.com,,,,,,\n");
    let uncoded = (1..=uncoded).map(|at| line("", at));
    let coded = (1..=coded).map(|at| line(&format!("G-{at:06}"), 10_000 + at));
    uncoded.chain(coded).fold(head.to_owned(), |text, line| text + &line)
}

async fn guests_of(sizes: PartSizes, text: &str) -> (ImportReport, ImportReport, usize) {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    for (file, old) in small() {
        match file {
            "guests.csv" => std::fs::write(dir.path().join(file), text).unwrap(),
            "centers.csv" => std::fs::write(dir.path().join(file), old).unwrap(),
            _ => {}
        }
    }
    let run = async || {
        let tables = Tables::read(&|file| in_directory(dir.path(), file)).unwrap();
        import_tables(&client, tenant, tables, Mode::Write, &Unwatched, sizes).await.unwrap()
    };
    let (first, second) = (run().await, run().await);
    (first, second, all::<Guest>(&client, tenant).await.len())
}

#[tokio::test]
async fn guests_without_a_code_get_none_that_the_file_gives_to_others() {
    let text = guests(20, 120);
    let small_parts = PartSizes { whole_lines: 10, guests: 40, visit_lines: 10 };
    for sizes in [PartSizes::USUAL, small_parts] {
        let (first, second, count) = guests_of(sizes, &text).await;
        assert_eq!((first.guests, second.guests, count), (140, 0, 140), "{sizes:?}");
        assert_eq!(second.differences, [], "{sizes:?}");
    }
}
