//! What is only added to: the audit trail, the outbox, and the number series.

use super::{Attack, Refusal, Statement, attacks, delete, update};

/// Changes the number series, or counts on.
fn series(wrong: &str) -> Attack {
    update("counter", 1, wrong, "next = next + 1").by(Refusal::Rule("counter_only_grows"))
}

attacks! {
    an_audit_row_is_removed: delete("audit", 1, Statement::Copy("audit", 1, Vec::new()))
        .by(Refusal::Rule("audit_stays")),
    a_seal_is_removed: delete("audit_seal", 1, Statement::Copy("audit_seal", 1, Vec::new()))
        .by(Refusal::Rule("audit_seal_stays")),
    an_actor_of_no_kind: Attack {
        table: "audit",
        wrong: Statement::Copy("audit", 1, vec![("actor_kind", "'nobody'")]),
        right: Statement::Copy("audit", 1, vec![("actor_kind", "'api_key'")]),
        refusal: Refusal::Check("actor_kind"),
        before: None,
    },

    a_number_is_given_again: series("next = 1")
        .after(Statement::Update("counter", 1, "next = 5".to_owned())),
    a_series_that_has_begun_starts_elsewhere: series("next = 9, first_number = 9")
        .after(Statement::Update("counter", 1, "next = 5".to_owned())),
    a_series_goes_on_before_it_starts: series("first_number = 5"),
    a_series_starts_after_its_next_number: Attack {
        table: "counter",
        wrong: Statement::Copy("counter", 1, vec![("series", "'other'"), ("first_number", "5")]),
        right: Statement::Copy(
            "counter",
            1,
            vec![("series", "'other'"), ("first_number", "5"), ("next", "5")],
        ),
        refusal: Refusal::Check("first_number next"),
        before: None,
    },
    a_number_series_stands_still: series("next = next"),
    a_number_series_is_renamed: series("next = next + 1, series = 'INV other 2027'"),
    a_number_series_is_removed: delete("counter", 1, Statement::Update("counter", 1, "next = next + 1".to_owned()))
        .by(Refusal::Rule("counter_stays")),
    two_series_of_one_name: Attack {
        table: "counter",
        wrong: Statement::Copy("counter", 1, Vec::new()),
        right: Statement::Copy("counter", 1, vec![("series", "'INV other 2027'")]),
        refusal: Refusal::Unique("counter_series_taken"),
        before: None,
    },
    a_series_that_starts_below_one: Attack {
        table: "counter",
        wrong: Statement::Copy("counter", 1, vec![("series", "'other'"), ("next", "0")]),
        right: Statement::Copy("counter", 1, vec![("series", "'other'"), ("next", "1")]),
        refusal: Refusal::Check("next"),
        before: None,
    },
    one_key_of_repeated_requests_twice: Attack {
        table: "idempotency",
        wrong: Statement::Copy("idempotency", 1, Vec::new()),
        right: Statement::Copy("idempotency", 1, vec![("key", "'other'")]),
        refusal: Refusal::Unique("idempotency_key_taken"),
        before: None,
    },
}
