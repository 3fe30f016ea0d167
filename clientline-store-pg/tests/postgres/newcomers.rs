//! What selects cost a tenant of whom the planner's statistics know nothing: who was just
//! imported, and of whom it takes everything that they have for one row.

use clientline_core::{
    conformance::shapes,
    entity::Query,
    model::{Appointment, AppointmentStatus, Guest, GuestTerm, Sale, SaleStatus},
    row::Select,
    value::TenantId,
};
use clientline_sql::Dialect;
use sqlx::AssertSqlSafe;

use crate::{
    salon::{Raw, Salon},
    selects::{MANY, SELECTS, buffers, crowded, of_a_day, some},
    wire::arguments,
    world::{at, id, tenant},
};

/// How much more a select may touch for a newcomer: an index that is not the best one.
const TIMES_MAX: u64 = 4;
/// Of how many rows it may touch a buffer beside that: it may look at all rows of the
/// tenant once, and at none of them again for each other.
const ROWS_OF_A_BUFFER: u64 = 8;

/// A tenant that is known, and one with the same rows that came after the statistics.
async fn town() -> (Salon, Raw) {
    let (salon, mut raw) = crowded(&MANY).await;
    raw.run("RESET ROLE").await.unwrap();
    for (table, ..) in MANY {
        let (known, newcomer) = (tenant(1).0, newcomer().0);
        let copied = format!(
            "INSERT INTO {table} SELECT r.* FROM {table} AS old,
               jsonb_populate_record(old, '{{\"organization_id\": \"{newcomer}\"}}') AS r
             WHERE old.organization_id = '{known}'"
        );
        assert!(raw.run(copied).await.unwrap() >= 10_000, "{table}");
    }
    (salon, raw)
}

fn newcomer() -> TenantId {
    tenant(9)
}

/// The buffers that a select touches, by a plan for its arguments and by one for any.
async fn touched(raw: &mut Raw, select: &Select, tenant: TenantId) -> [u64; 2] {
    raw.run(format!("RESET ROLE; SET app.organization = '{}'", tenant.0)).await.unwrap();
    raw.run("SET ROLE clientline_app").await.unwrap();
    let statement = clientline_sql::select(Dialect::Postgres, select, tenant);
    let text = format!(
        "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) {}",
        statement.text()
    );
    let mut touched = [0; 2];
    for (touched, mode) in touched.iter_mut().zip(["force_custom_plan", "force_generic_plan"]) {
        raw.run(format!("SET plan_cache_mode = {mode}")).await.unwrap();
        let query =
            sqlx::query_scalar_with(AssertSqlSafe(text.clone()), arguments(&statement).unwrap());
        let lines: Vec<String> = query.persistent(false).fetch_all(&mut raw.0).await.unwrap();
        *touched = buffers(&lines);
    }
    touched
}

/// What the search for guests asks for, and the lists by several conditions: with the
/// last row that they would look at.
fn searches() -> Vec<Select> {
    let begins = |word: &str| {
        let word = word.to_owned();
        Query::<GuestTerm>::one()
            .ge(GuestTerm::term(), &word)
            .lt(GuestTerm::term(), &(word.clone() + "~"))
    };
    let far = |query: &Select| Select { skip: 1_999, limit: 1, ..query.clone() };
    let checked = |query: &Select, at: usize| {
        let mut select = query.clone();
        select.filters[at].condition = select.filters[at].condition.clone().checked();
        select
    };
    let guests = || Query::<Guest>::limit(51).descending();
    let of_words = |words: &[&str]| {
        let by = GuestTerm::guest_id();
        words.iter().fold(guests(), |query, word| query.named_by(by, &begins(word)))
    };
    let both = of_words(&["t12", "t"]);
    let appointments =
        Query::<Appointment>::limit(51).order_by(Appointment::starts_at()).descending();
    let appointments = appointments.eq(Appointment::center_id(), &id(1, 1));
    let scheduled = appointments.clone().eq(Appointment::status(), &AppointmentStatus::Scheduled);
    let sales = Query::<Sale>::limit(51).descending().eq(Sale::center_id(), &id(1, 1));
    let open = sales.clone().eq(Sale::status(), &SaleStatus::Open);
    let of_two = Query::<Appointment>::limit(51).order_by(Appointment::starts_at()).descending();
    let of_two = of_two.any(Appointment::guest_id(), &[id(6, 300), id(6, 301)]);
    let period = appointments.clone().ge(Appointment::starts_at(), &at(100_000));
    vec![
        guests().select().clone(),
        far(guests().select()),
        far(begins("t").descending().select()),
        far(of_words(&["t"]).select()),
        of_words(&["t12"]).select().clone(),
        of_words(&["t"]).select().clone(),
        checked(both.select(), 1),
        checked(&checked(both.select(), 0), 1),
        far(appointments.select()),
        far(period.select()),
        far(scheduled.select()),
        checked(scheduled.select(), 0),
        checked(scheduled.select(), 1),
        far(sales.select()),
        checked(open.select(), 0),
        checked(open.select(), 1),
        of_two.select().clone(),
    ]
}

#[tokio::test]
async fn every_select_costs_a_tenant_that_just_came_what_it_costs_others() {
    let (_salon, mut raw) = town().await;
    let rows_of = |select: &Select| MANY.iter().find(|(table, ..)| *table == select.table.name);
    let listed = SELECTS.lines().map(|line| of_a_day(shapes::select(line, some).unwrap()));
    let mut wrong = Vec::new();
    for select in listed.chain(searches()) {
        let Some((.., rows)) = rows_of(&select) else { continue };
        let known = touched(&mut raw, &select, tenant(1)).await;
        let new = touched(&mut raw, &select, newcomer()).await;
        let most = |known: u64| TIMES_MAX * known + rows / ROWS_OF_A_BUFFER;
        if known.iter().zip(&new).any(|(known, new)| *new > most(*known)) {
            wrong.push(format!(
                "{known:?}, {new:?}: {} skip {}",
                shapes::line(&select),
                select.skip
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
