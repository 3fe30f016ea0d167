//! The clauses of the storage contract, with rows of the model.

use clientline_core::{
    entity::Entity,
    memory::MemoryStorage,
    model::{Center, Counter, Guest, Occupancy, Provider, Sale},
    row::{ChangeSet, Condition, Direction, Filter, Kind, Row, Select, Subject, Value},
    storage::{Error, Storage},
};
use proptest::prelude::*;

use crate::{
    salon::Salon,
    world::{at, counter, id, tenant},
};

#[tokio::test]
async fn a_commit_that_relies_on_a_row_that_changed_is_lost_as_a_whole() {
    let salon = Salon::furnished().await;
    let center = salon.get::<Center>(salon.world.center).await;
    let mut changes = ChangeSet::new(at(1));
    changes.update(&center, |center| center.city = Some("Lisbon".parse().unwrap()));
    salon.commit(changes.clone()).await.unwrap();
    assert!(matches!(salon.commit(changes).await, Err(Error::Retry)));
    let mut booking = salon.world.booking(1, 9);
    booking.rely_on(&center);
    assert!(matches!(salon.commit(booking).await, Err(Error::Retry)));
    assert!(salon.all::<Occupancy>().await.is_empty());
    let stored = salon.get::<Center>(salon.world.center).await;
    assert_eq!((stored.version().0, stored.created_at(), stored.updated_at()), (2, at(0), at(1)));
}

#[tokio::test]
async fn of_two_that_each_rely_on_what_the_other_writes_one_is_lost() {
    let salon = Salon::open();
    let mut changes = ChangeSet::new(at(0));
    let (a, b) = (changes.insert(counter(1, "a")), changes.insert(counter(2, "b")));
    salon.commit(changes).await.unwrap();
    let skew = |relied: &_, written: &_| {
        let mut changes = ChangeSet::new(at(1));
        changes.rely_on::<Counter>(relied);
        changes.update::<Counter>(written, |row| row.next += 1);
        changes
    };
    let both = tokio::join!(salon.commit(skew(&a, &b)), salon.commit(skew(&b, &a)));
    assert!(matches!(both, (Ok(()), Err(Error::Retry)) | (Err(Error::Retry), Ok(()))), "{both:?}");
}

#[tokio::test]
async fn a_reference_to_nothing_or_to_another_tenant_dangles() {
    let salon = Salon::furnished().await;
    let mut appointment = salon.world.appointment(1, 9);
    appointment.guest_id = id(6, 99);
    let mut changes = ChangeSet::new(at(1));
    changes.insert(appointment);
    assert!(matches!(salon.commit(changes).await, Err(Error::Dangling)));
    let mut changes = ChangeSet::new(at(1));
    changes.insert(salon.world.appointment(1, 9));
    assert!(matches!(salon.storage.commit(tenant(2), changes).await, Err(Error::Dangling)));
}

#[tokio::test]
async fn a_row_that_is_referred_to_is_in_use() {
    let salon = Salon::furnished().await;
    let center = salon.get::<Center>(salon.world.center).await;
    let mut changes = ChangeSet::new(at(1));
    changes.delete(&center);
    assert!(matches!(salon.commit(changes).await, Err(Error::InUse)));
}

#[tokio::test]
async fn the_same_commit_twice_is_a_lost_race_whatever_else_it_breaks() {
    let salon = Salon::furnished().await;
    assert!(matches!(salon.commit(salon.world.base()).await, Err(Error::Retry)));
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    assert!(matches!(salon.commit(salon.world.booking(1, 9)).await, Err(Error::Retry)));
    let mut changes = ChangeSet::new(at(1));
    let row = salon.get::<Occupancy>(id(14, 2)).await.into_inner();
    changes.insert(row);
    assert!(matches!(salon.commit(changes).await, Err(Error::Retry)));
}

#[tokio::test]
async fn a_unique_constraint_is_named_and_holds_within_a_tenant() {
    let salon = Salon::open();
    let series = |number| {
        let mut changes = ChangeSet::new(at(0));
        changes.insert(counter(number, "one"));
        changes
    };
    salon.commit(series(1)).await.unwrap();
    let again = salon.commit(series(2)).await;
    assert!(matches!(again, Err(Error::Violated("counter_series_taken"))));
    salon.storage.commit(tenant(2), series(2)).await.unwrap();
}

#[tokio::test]
async fn an_appointment_can_be_moved_over_its_own_time_in_one_commit() {
    let salon = Salon::furnished().await;
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    let mut appointment = salon.world.appointment(1, 9);
    (appointment.starts_at, appointment.ends_at) = (at(9 * 60 + 15), at(9 * 60 + 45));
    let mut changes = ChangeSet::new(at(1));
    for mut occupancy in salon.world.occupancies(&appointment) {
        occupancy.id = id(14, 100 + (occupancy.id.uuid().as_u128() & 1));
        changes.insert(occupancy);
    }
    for old in salon.all::<Occupancy>().await {
        changes.delete(&old);
    }
    salon.commit(changes).await.unwrap();
    assert!(salon.all::<Occupancy>().await.iter().all(|row| row.starts_at == at(9 * 60 + 15)));
}

/// A salon with forty appointments, in the store and in memory alike.
async fn twins() -> (Salon, MemoryStorage) {
    let (salon, memory) = (Salon::furnished().await, MemoryStorage::new());
    memory.commit(tenant(1), salon.world.base()).await.unwrap();
    for number in 0..40_u8 {
        // Neighbours share a sale's and an appointment's instants of writing.
        let booking = salon.world.booking(u128::from(number) + 1, i64::from(number % 20) * 2);
        let (here, there) =
            (salon.commit(booking.clone()).await, memory.commit(tenant(1), booking).await);
        assert_eq!(here.is_ok(), there.is_ok());
        assert_eq!(here.is_ok(), number < 20);
    }
    (salon, memory)
}

/// Values of a column that lie among those that are stored.
fn values(rows: &[Row], subject: Subject) -> Vec<Value> {
    let of = |row: &Row| match subject {
        Subject::Id => Value::Uuid(row.id),
        Subject::Column(position) => row.values[position].clone(),
    };
    rows.iter().map(of).filter(|value| *value != Value::Null).collect()
}

/// A select made of numbers that chance gave.
fn select(rows: &[Row], chance: &[u8; 12]) -> Select {
    let table = rows[0].table;
    let pick = |at: usize, of: usize| usize::from(chance[at]) % of.max(1);
    let subject = |at: usize| match pick(at, table.columns.len() + 1) {
        0 => Subject::Id,
        position => Subject::Column(position - 1),
    };
    let value = |subject, at: usize| {
        let values = values(rows, subject);
        values.get(pick(at, values.len())).cloned()
    };
    let filter = |at: usize| {
        let subject = subject(at);
        let Some(given) = value(subject, at + 1) else {
            return Filter { subject, condition: Condition::IsNull };
        };
        let condition = match chance[at + 2] % 6 {
            0 => Condition::Eq(given),
            1 => Condition::Lt(given),
            2 => Condition::Gt(given),
            3 => Condition::Ge(given),
            4 => Condition::IsNull,
            _ => Condition::In(values(rows, subject).into_iter().step_by(3).collect()),
        };
        // Which of them lead makes no difference.
        let condition = if chance[at] >= 128 { condition.checked() } else { condition };
        Filter { subject, condition }
    };
    let filters = (0..pick(0, 3)).map(|number| filter(1 + 3 * number)).collect();
    let order_by = match subject(7) {
        Subject::Column(position) if table.columns[position].nullable => Subject::Id,
        subject => subject,
    };
    let direction =
        if chance[8].is_multiple_of(2) { Direction::Ascending } else { Direction::Descending };
    let mut select =
        Select { table, filters, order_by, direction, after: None, skip: 0, limit: 1_000 };
    if chance[9].is_multiple_of(2) {
        select.after = Some(select.place(&rows[pick(9, rows.len())]));
    }
    (select.skip, select.limit) = (u32::from(chance[10] % 4), u32::from(chance[11] % 30) + 1);
    select
}

fn ids(rows: &[Row]) -> Vec<uuid::Uuid> {
    rows.iter().map(|row| row.id).collect()
}

#[test]
fn every_select_answers_as_the_reference_does() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (salon, memory) = runtime.block_on(twins());
    let tables = [Occupancy::TABLE, Sale::TABLE, Guest::TABLE, Provider::TABLE];
    proptest!(|(table in 0..tables.len(), chance: [u8; 12])| {
        runtime.block_on(async {
            let (mut here, mut there) =
                (salon.snapshot().await, memory.snapshot(tenant(1)).await.unwrap());
            let all = Select {
                table: tables[table],
                filters: Vec::new(),
                order_by: Subject::Id,
                direction: Direction::Ascending,
                after: None,
                skip: 0,
                limit: Select::LIMIT_MAX,
            };
            let rows = there.select(&all).await.unwrap();
            let select = select(&rows, &chance);
            let (ours, theirs) =
                (here.select(&select).await.unwrap(), there.select(&select).await.unwrap());
            prop_assert_eq!(ids(&ours), ids(&theirs), "{:?}", select);
            for (our, their) in ours.iter().zip(&theirs) {
                prop_assert_eq!(&our.values, &their.values);
            }
            prop_assert_eq!(here.count(&select).await.unwrap(), there.count(&select).await.unwrap());
            Ok(())
        })?;
    });
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went() {
    let salon = Salon::furnished().await;
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    let sale = salon.get::<Sale>(id(15, 1)).await;
    assert_eq!(*sale, salon.world.sale(1));
    let appointment = salon.get::<clientline_core::model::Appointment>(id(10, 1)).await;
    assert_eq!(*appointment, salon.world.appointment(1, 9));
    let provider = salon.get::<Provider>(salon.world.provider).await;
    assert!(provider.is_active.0 && provider.hours.is_none());
    let kinds: std::collections::BTreeSet<String> = clientline_core::model::TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| format!("{:?}", column.kind)))
        .collect();
    let known = [Kind::Bool, Kind::Int, Kind::Text, Kind::Time, Kind::Date, Kind::Uuid];
    assert_eq!(kinds, known.iter().map(|kind| format!("{kind:?}")).collect());
}
