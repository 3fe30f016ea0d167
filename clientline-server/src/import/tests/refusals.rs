//! What is wrong in files, named where it stands.

use super::*;

#[tokio::test]
async fn every_bad_cell_is_named_by_file_line_and_column() {
    let found = findings(&[
        ("services.csv", "30,,10,20.00", "0,,10,20.0x"),
        ("guests.csv", "ana@example.com", "ana"),
        ("payments.csv", "cash", "shells"),
    ])
    .await;
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found[0].starts_with("services.csv, line 2, column price: This is not a decimal"));
    assert!(found[1].starts_with("services.csv, line 2, column duration_minutes: "));
    assert!(found[2].starts_with("guests.csv, line 2, column email: This is not a valid email"));
    assert!(found[3].starts_with("payments.csv, line 2, column method: Write one of: cash, card"));
}

#[tokio::test]
async fn missing_unknown_and_repeated_columns_are_named() {
    let found = findings(&[
        ("taxes.csv", "compound", "stacked"),
        ("center_hours.csv", "center,day,start,end", "center,day,day,start"),
    ])
    .await;
    let expected = [
        "center_hours.csv, line 1, column day: The file has this column twice.",
        "center_hours.csv, line 1, column end: The file lacks this column.",
        "taxes.csv, line 1, column compound: The file lacks this column.",
    ];
    assert_eq!(found[..3], expected);
    assert!(found[3].starts_with("taxes.csv, line 1, column stacked: There is no such column"));
}

#[tokio::test]
async fn lines_are_counted_as_an_editor_shows_them() {
    let text = "\nIVA,IVA,23,no\n\n\r\n\"A\",\"two\nlines\",1,no\n,,,\n   \nB,B,x,no\n";
    let found = findings(&[("taxes.csv", "IVA,IVA,23,no\n", text)]).await;
    let lines: Vec<&str> = found.iter().filter_map(|line| line.split(',').nth(1)).collect();
    // The name of a tax has one line.
    assert_eq!(lines, [" line 6", " line 10"], "{found:#?}");
}

#[tokio::test]
async fn a_day_that_may_be_two_is_answered_with_both() {
    let found = findings(&[("appointments.csv", "2026-12-07", "03/04/2026")]).await;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("appointments.csv, line 3, column day: "), "{found:#?}");
    assert!(found[0].contains("2026-04-03") && found[0].contains("2026-03-04"), "{found:#?}");
}

#[tokio::test]
async fn a_line_with_too_few_cells_is_named() {
    let found = findings(&[("taxes.csv", "23,no", "23")]).await;
    assert_eq!(found, ["taxes.csv, line 2: The line has 3 cells where the header has 4."]);
}

#[tokio::test]
async fn a_name_that_nothing_has_is_named_where_it_stands_and_nothing_follows_from_it() {
    let found = findings(&[("services.csv", "IVA\n", "VAT\n")]).await;
    // The provider, the appointments, the invoice and the payment refer to the
    // service in turn, and are passed over.
    assert_eq!(found, ["services.csv, line 2, column taxes: There is no tax called VAT."]);
}

#[tokio::test]
async fn two_appointments_at_once_are_refused_at_the_later_line() {
    let found = findings(&[("appointments.csv", "2026-12-07,10:00", "2026-11-02,10:30")]).await;
    let wanted = "appointments.csv, line 3: The provider is taken for a part of this time.";
    assert_eq!(found, [wanted]);
}

#[tokio::test]
async fn what_names_its_date_must_not_be_ahead_of_its_time() {
    let found = findings(&[
        ("appointments.csv", "scheduled", "completed"),
        ("invoices.csv", "2026-11-02", "2026-12-02"),
        ("payments.csv", "2026-11-03", "2026-12-03"),
    ])
    .await;
    assert_eq!(
        found,
        [
            "appointments.csv, line 3, column status: An appointment that has not begun can't be \
             completed.",
            "invoices.csv, line 2, column day: This lies in the future.",
        ]
    );
}

#[tokio::test]
async fn hours_of_nobody_are_refused() {
    let found = findings(&[("provider_hours.csv", "ines@", "rita@")]).await;
    let wanted = "provider_hours.csv, line 2, column provider: There is no line for \
                  rita@example.com in providers.csv.";
    assert_eq!(found, [wanted]);
}

#[tokio::test]
async fn at_most_a_hundred_findings_are_listed() {
    let bad = "X,X,-1,no\n".repeat(300);
    let found = findings(&[("taxes.csv", "IVA,IVA,23,no\n", &bad)]).await;
    assert_eq!(found.len(), FINDINGS_MAX);
    let twice = "IVA,IVA,23,no\n".repeat(300);
    let found = findings(&[("taxes.csv", "IVA,IVA,23,no\n", &twice)]).await;
    assert_eq!(found.len(), FINDINGS_MAX);
}
