//! The clauses of the contract about what a select answers.

use std::sync::Arc;

use super::fixture::{AppointmentFixture, at, category, commit, day, new_id, new_tenant, tax};
use crate::{
    entity::{Entity, Query, sample},
    model::{Appointment, Center, Guest, GuestTerm, HoursOverride, RoomCategory, Tax},
    row::{ChangeSet, Condition, Direction, Filter, Read, Row, Select, Subject, Value},
    storage::Storage,
    value::TenantId,
};

/// Every condition means what [`Select::matches`] says.
pub async fn answers_every_condition(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let appointment = AppointmentFixture::new();
    let mut appointments: Vec<Appointment> = Vec::new();
    for minutes in [0, 30, 60, 90] {
        appointments.push(Appointment {
            id: new_id(),
            starts_at: at(minutes),
            ends_at: at(minutes + 30),
            cancelled_reason: (minutes == 30).then(|| "late".parse().unwrap()),
            ..appointment.appointment.clone()
        });
    }
    commit(&storage, tenant, |changes| {
        appointment.insert(changes);
        for one in &appointments {
            changes.insert(one.clone());
        }
    })
    .await
    .unwrap();

    let time = |minutes: i64| Value::Time(at(minutes).micros());
    let column = |name: &str| Subject::Column(Appointment::TABLE.position(name).unwrap());
    let starts = column("starts_at");
    let reason = column("cancelled_reason");
    let two = [appointments[0].id, appointments[3].id].map(|id| Value::Uuid(id.uuid()));
    let cases = [
        vec![(starts, Condition::Eq(time(30)))],
        vec![(starts, Condition::Lt(time(60)))],
        vec![(starts, Condition::Gt(time(30)))],
        vec![(starts, Condition::Ge(time(30)))],
        vec![(starts, Condition::Ge(time(30))), (starts, Condition::Lt(time(90)))],
        vec![(starts, Condition::In(vec![time(0), time(60), time(999)]))],
        vec![(starts, Condition::In(Vec::new()))],
        vec![(reason, Condition::IsNull)],
        vec![(reason, Condition::Eq(Value::Text("late".to_owned())))],
        vec![(reason, Condition::Lt(Value::Text("z".to_owned())))],
        vec![(Subject::Id, Condition::In(two.to_vec()))],
        vec![(Subject::Id, Condition::Eq(two[0].clone()))],
    ];
    for (number, filters) in cases.into_iter().enumerate() {
        let filters = filters.into_iter();
        let select = Select {
            table: Appointment::TABLE,
            filters: filters.map(|(subject, condition)| Filter { subject, condition }).collect(),
            order_by: Subject::Id,
            direction: Direction::Ascending,
            after: None,
            skip: 0,
            limit: 100,
        };
        check(&storage, tenant, &select, &format!("case {number}")).await;
    }
}

/// Rows come in byte order both ways, and pages neither skip nor repeat a row.
pub async fn pages_in_order(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let codes = ["a", "B", "z", "Z", "aa", "A", "_", "1", "10", "9", "a-b"];
    commit(&storage, tenant, |changes| {
        for code in codes {
            changes.insert(tax(code));
        }
    })
    .await
    .unwrap();
    for direction in [Direction::Ascending, Direction::Descending] {
        for order_by in [Subject::Id, Subject::Column(Tax::TABLE.position("code").unwrap())] {
            let mut select = Select { order_by, direction, limit: 3, ..all::<Tax>() };
            let mut seen = 0;
            loop {
                let rows = check(&storage, tenant, &select, "page").await;
                let Some(last) = rows.last() else { break };
                seen += rows.len();
                select.after = Some(select.place(last));
            }
            assert_eq!(seen, codes.len());
            let skipping = Select { after: None, skip: 4, limit: 4, ..select };
            assert_eq!(check(&storage, tenant, &skipping, "skip").await.len(), 4);
        }
    }
}

/// The rows of several owners come in one order, page by page, each of them once.
pub async fn pages_of_several_owners(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let appointment = AppointmentFixture::new();
    let guests = [0, 1, 2].map(|_| Guest { id: new_id(), ..appointment.guest.clone() });
    commit(&storage, tenant, |changes| {
        appointment.insert(changes);
        for (number, guest) in (0..).zip(&guests) {
            let code = format!("G-{number:08}").parse().unwrap();
            changes.insert(Guest { guest_code: code, ..guest.clone() });
        }
        for minutes in 0..12 {
            changes.insert(Appointment {
                id: new_id(),
                guest_id: guests[minutes % 3].id,
                // Some begin at one time.
                starts_at: at(i64::try_from(minutes).unwrap() / 2 * 30),
                ends_at: at(600),
                ..appointment.appointment.clone()
            });
        }
    })
    .await
    .unwrap();
    let column = |name: &str| Subject::Column(Appointment::TABLE.position(name).unwrap());
    // One is named twice.
    let owners = [guests[0].id, guests[2].id, guests[0].id, appointment.guest.id];
    let owners = owners.map(|id| Value::Uuid(id.uuid())).to_vec();
    let filter = Filter { subject: column("guest_id"), condition: Condition::In(owners) };
    for direction in [Direction::Ascending, Direction::Descending] {
        for order_by in [Subject::Id, column("starts_at")] {
            let filters = vec![filter.clone()];
            let first = Select { order_by, direction, limit: 3, filters, ..all::<Appointment>() };
            let mut select = first.clone();
            let mut seen = 0;
            while let Some(last) = check(&storage, tenant, &select, "page").await.last() {
                select.after = Some(select.place(last));
                seen += 1;
            }
            assert_eq!(seen, 3);
            let skipping = Select { skip: 2, limit: 4, ..first };
            assert_eq!(check(&storage, tenant, &skipping, "skip").await.len(), 4);
        }
    }
}

/// Reads that are made together answer what each would alone, in their order: rows
/// in the order asked for, empty answers in their places, and nulls, instants, dates
/// and odd texts as they are.
pub async fn reads_together_as_alone(storage: Arc<dyn Storage>) {
    let (tenant, stranger) = (new_tenant(), new_tenant());
    let appointment = AppointmentFixture::new();
    let odd = category("Zoë 'x' \"y\" \\ {%_,} 🙂");
    let closed = HoursOverride {
        id: new_id(),
        calendar_id: appointment.calendar.id,
        date: day(),
        ..sample()
    };
    commit(&storage, tenant, |changes| {
        appointment.insert(changes);
        changes.insert(odd.clone());
        changes.insert(closed.clone());
        for code in ["b", "a", "c"] {
            changes.insert(tax(code));
        }
    })
    .await
    .unwrap();
    commit(&storage, stranger, |changes| _ = changes.insert(tax("d"))).await.unwrap();

    let codes = Subject::Column(Tax::TABLE.position("code").unwrap());
    let descending = Select { order_by: codes, direction: Direction::Descending, ..all::<Tax>() };
    let nothing = Condition::Eq(Value::Text("nothing".to_owned()));
    let nothing = Filter { subject: codes, condition: nothing };
    let reads = [
        Read::Rows(descending.clone()),
        Read::Row(Appointment::TABLE, appointment.appointment.id.uuid()),
        Read::Rows(Select { filters: vec![nothing], ..all::<Tax>() }),
        Read::Row(Appointment::TABLE, appointment.guest.id.uuid()),
        Read::Rows(Select { skip: 1, limit: 1, ..descending }),
        Read::Row(RoomCategory::TABLE, odd.id.uuid()),
        Read::Rows(all::<HoursOverride>()),
        Read::Row(Center::TABLE, appointment.center.id.uuid()),
    ];
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let together = snapshot.read(&reads).await.unwrap();
    let shown = |rows: &[Row]| {
        let row = |row: &Row| (row.table.name, row.id, row.version, row.values.clone());
        rows.iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(together.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1, 0, 0, 1, 1, 1, 1]);
    for (read, rows) in reads.iter().zip(&together) {
        let alone = match read {
            Read::Row(table, id) => Vec::from_iter(snapshot.get(table, *id).await.unwrap()),
            Read::Rows(select) => snapshot.select(select).await.unwrap(),
        };
        assert_eq!(shown(rows), shown(&alone), "{read:?}");
        assert!(rows.iter().all(|row| row.created_at == at(0) && row.updated_at == at(0)));
        let one = snapshot.read(std::slice::from_ref(read)).await.unwrap();
        assert_eq!(one.len(), 1);
        assert_eq!(shown(&one[0]), shown(rows), "{read:?}");
    }
    assert!(snapshot.read(&[]).await.unwrap().is_empty());
}

/// What rows of another table name is found, each of it once, whichever condition leads:
/// page by page, and counted.
pub async fn finds_what_is_named(storage: Arc<dyn Storage>) {
    let (tenant, stranger) = (new_tenant(), new_tenant());
    let appointment = AppointmentFixture::new();
    let words = ["ada ann", "ann berg", "anna", "ada berg", "bea", "ada ann anna berg", ""];
    let named = |number: usize, guest: &Guest, words: &str, changes: &mut ChangeSet| {
        let code = format!("G-{number:08}").parse().unwrap();
        let guest = Guest { id: new_id(), guest_code: code, ..guest.clone() };
        let guest_id = guest.id;
        changes.insert(guest);
        for term in words.split_whitespace() {
            changes.insert(GuestTerm { id: new_id(), guest_id, term: term.to_owned() });
        }
    };
    for (tenant, words) in [(tenant, &words[..]), (stranger, &["ada ann"])] {
        commit(&storage, tenant, |changes| {
            appointment.insert(changes);
            for (number, words) in words.iter().enumerate() {
                named(number, &appointment.guest, words, changes);
            }
        })
        .await
        .unwrap();
    }
    let begins = |word: &str| {
        let rows = Query::one().ge(GuestTerm::term(), &word.to_owned());
        rows.lt(GuestTerm::term(), &format!("{word}{}", char::MAX))
    };
    let by = GuestTerm::guest_id();
    for (query, expected) in [
        (Query::<Guest>::limit(2).named_by(by, &begins("a")), 5),
        (Query::limit(2).named_by(by, &begins("ann")), 4),
        (Query::limit(2).named_by(by, &begins("ad")).named_by(by, &begins("ann")), 2),
        (Query::limit(2).named_by(by, &begins("be")).named_by(by, &begins("ada")), 2),
        (Query::limit(2).named_by(by, &begins("bea")).named_by(by, &begins("ada")), 0),
        (
            Query::limit(2)
                .named_by(by, &begins("ad"))
                .eq(Guest::guest_code(), &"G-00000003".parse().unwrap()),
            1,
        ),
    ] {
        let filters = query.select().filters.len();
        for (lead, direction) in (0..=filters)
            .flat_map(|lead| [Direction::Ascending, Direction::Descending].map(|way| (lead, way)))
        {
            let mut select = Select { direction, ..query.select().clone() };
            let others = select.filters.iter_mut().enumerate().filter(|(at, _)| *at != lead);
            for (_, filter) in others {
                filter.condition = filter.condition.clone().checked();
            }
            let mut snapshot = storage.snapshot(tenant).await.unwrap();
            assert_eq!(snapshot.count(&select).await.unwrap(), expected, "{select:?}");
            let together = snapshot.read(&[Read::Rows(select.clone())]).await.unwrap();
            let first = check(&storage, tenant, &select, "named").await;
            assert_eq!(together[0].len(), first.len(), "{select:?}");
            let mut seen = 0;
            while let Some(last) = check(&storage, tenant, &select, "named").await.last() {
                seen += check(&storage, tenant, &select, "named").await.len() as u64;
                select.after = Some(select.place(last));
            }
            assert_eq!(seen, expected, "{select:?}");
            let last = Select { after: None, skip: 1, limit: 1, ..select };
            check(&storage, tenant, &last, "the second one").await;
        }
    }
}

/// A count is of all rows that pass, whatever the page.
pub async fn counts_what_passes(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    commit(&storage, tenant, |changes| {
        for number in 0..7 {
            changes.insert(tax(&format!("T{number}")));
        }
    })
    .await
    .unwrap();
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let page = Select { skip: 2, limit: 3, ..all::<Tax>() };
    assert_eq!(snapshot.count(&page).await.unwrap(), 7);
    let few = Query::<Tax>::limit(1).lt(Tax::code(), &"T3".parse().unwrap());
    assert_eq!(snapshot.count(few.select()).await.unwrap(), 3);
    let none = Query::<Center>::limit(1);
    assert_eq!(snapshot.count(none.select()).await.unwrap(), 0);
}

fn all<E: Entity>() -> Select {
    Query::<E>::limit(100).select().clone()
}

/// Holds the rows of a select against its reference meaning.
async fn check(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    select: &Select,
    what: &str,
) -> Vec<Row> {
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let everything = Select {
        filters: Vec::new(),
        order_by: Subject::Id,
        direction: Direction::Ascending,
        after: None,
        skip: 0,
        limit: 1_000,
        ..select.clone()
    };
    let rows = snapshot.select(&everything).await.unwrap();
    let mut named = Vec::new();
    for by in select.named_by() {
        let rows = snapshot.select(&by.select(Subject::Id)).await.unwrap();
        named.push(rows.iter().map(|row| row.values[by.column].clone()).collect());
    }
    let meaning = select.resolved(named);
    let mut expected: Vec<&Row> = rows.iter().filter(|row| meaning.matches(row)).collect();
    expected.sort_by_key(|row| select.place(row));
    if select.direction == Direction::Descending {
        expected.reverse();
    }
    let page = expected.into_iter().skip(select.skip as usize).take(select.limit as usize);
    let expected: Vec<_> = page.map(|row| row.id).collect();
    let found = snapshot.select(select).await.unwrap();
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{what}: {select:?}");
    found
}
