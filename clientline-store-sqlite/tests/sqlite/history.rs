//! What is over costs nothing: blocked time of years before the days that are looked at.

use clientline_core::{
    model::{Blockout, BlockoutReason, BlockoutSpan},
    row::{ChangeSet, Select},
    value::{Id, TimeRange},
};
use rusqlite::Connection;

use crate::{
    salon::Salon,
    selects::run,
    world::{at, id},
};

const DAY: i64 = 24 * 60;

/// Blocks some time of the provider.
fn blockout(salon: &Salon, number: u128, from: i64, until: i64) -> Blockout {
    let (starts_at, ends_at) = (at(from), at(until));
    Blockout {
        id: id(34, number),
        calendar_id: Id::from_uuid(salon.world.provider.uuid()),
        center_id: salon.world.center,
        starts_at,
        ends_at,
        reason: BlockoutReason::Break,
        notes: None,
        recurrence: None,
        span: BlockoutSpan::of(starts_at, ends_at),
    }
}

/// Copies a break seven thousand times, half an hour before each other; and an absence of
/// ten days two hundred times, all of them over before the year begins.
const PAST: &str = "
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 7200)
    INSERT INTO blockout (organization_id, id, version, created_at, updated_at, calendar_id,
      center_id, starts_at, ends_at, reason, span)
    SELECT organization_id, unhex(printf('%016x%016x', 35, n)), 1, created_at, updated_at,
      calendar_id, center_id,
      starts_at - 4 * 86400000000 - n * 1800000000 - iif(n > 7000, 10 * 86400000000, 0),
      ends_at - 4 * 86400000000 - n * 1800000000, reason, iif(n > 7000, 'longer', 'day')
    FROM blockout, numbers WHERE id = unhex(printf('%016x%016x', 34, 1))";

/// How many blockouts meet three days, and how many instructions the library runs for that.
fn met(salon: &Salon, raw: &Connection) -> (usize, i32) {
    let period = TimeRange::new(at(0), at(3 * DAY)).unwrap();
    let queries = Blockout::meeting(salon.world.center, period, Select::LIMIT_MAX);
    let costs = queries.map(|query| run(raw, query.select()));
    (costs.iter().map(|(found, _)| found).sum(), costs.iter().map(|(_, steps)| steps).sum())
}

#[tokio::test]
async fn seven_thousand_past_breaks_cost_what_none_do() {
    let salon = Salon::furnished().await;
    let mut changes = ChangeSet::new(at(0));
    // A noon of each day, a day off, and an absence that began a year ago.
    for (number, noon) in [(1, 720), (2, DAY + 720), (3, 2 * DAY + 720)] {
        changes.insert(blockout(&salon, number, noon, noon + 30));
    }
    changes.insert(blockout(&salon, 4, DAY, 2 * DAY));
    changes.insert(blockout(&salon, 5, -365 * DAY, DAY / 2));
    // What only touches the days, or comes after them.
    changes.insert(blockout(&salon, 6, -60, 0));
    changes.insert(blockout(&salon, 7, 3 * DAY, 3 * DAY + 60));
    changes.insert(blockout(&salon, 8, 4 * DAY, 9 * DAY));
    salon.commit(changes).await.unwrap();
    let raw = salon.raw();
    let (found, before) = met(&salon, &raw);
    assert_eq!(found, 5);
    assert_eq!(raw.execute(PAST, []).unwrap(), 7_200);
    let (found, after) = met(&salon, &raw);
    assert_eq!(found, 5);
    assert!(before > 0 && after * 10 <= before * 11, "{before}, then {after}");
}

#[tokio::test]
async fn a_blockout_of_a_server_that_knows_no_spans_is_found() {
    let salon = Salon::furnished().await;
    let mut changes = ChangeSet::new(at(0));
    changes.insert(blockout(&salon, 1, 0, 60));
    salon.commit(changes).await.unwrap();
    let raw = salon.raw();
    let older = "INSERT INTO blockout (organization_id, id, version, created_at, updated_at,
          calendar_id, center_id, starts_at, ends_at, reason)
        SELECT organization_id, randomblob(16), 1, created_at, updated_at, calendar_id,
          center_id, starts_at, ends_at, reason FROM blockout";
    assert_eq!(raw.execute(older, []).unwrap(), 1);
    assert_eq!(met(&salon, &raw).0, 2);
    // And nobody can call a long one short.
    let wrong = "UPDATE blockout SET span = 'day', ends_at = starts_at + 86400000001,
        version = version + 1";
    assert!(raw.execute(wrong, []).is_err());
}
