//! A case for each clause of the contract of [`Storage`].

use std::{sync::Arc, time::Duration};

use super::fixture::{
    Visit, at, category, center, commit, find, name, new_id, new_tenant, room, tax,
};
use crate::{
    entity::{Entity, Query, Stored},
    model::{Appointment, Center, InvoiceStatus, RoomCategory, Tax},
    ops::resource::Readable,
    row::{ChangeSet, Condition, Direction, Filter, Row, Select, Subject, Value},
    storage::{Error, Storage},
    value::TenantId,
};

/// A committed row comes back as it was written, at version 1.
pub async fn reads_what_was_committed(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let visit = Visit::new();
    let odd = category("Zoë 'x' \"y\" \\ %_ 🙂");
    commit(&storage, tenant, |changes| {
        visit.insert(changes);
        changes.insert(odd.clone());
    })
    .await
    .unwrap();

    let stored = find(&storage, tenant, visit.appointment.id).await.unwrap();
    assert_eq!(*stored, visit.appointment);
    assert_eq!(stored.version().0, 1);
    assert_eq!(*find(&storage, tenant, visit.center.id).await.unwrap(), visit.center);
    assert_eq!(*find(&storage, tenant, visit.service.id).await.unwrap(), visit.service);
    assert_eq!(*find(&storage, tenant, odd.id).await.unwrap(), odd);
}

/// One tenant neither sees nor changes another's rows, by any identifier.
pub async fn keeps_tenants_apart(storage: Arc<dyn Storage>) {
    let (mine, theirs) = (new_tenant(), new_tenant());
    let (ours, strange) = (category("ours"), category("strange"));
    commit(&storage, mine, |changes| _ = changes.insert(ours.clone())).await.unwrap();
    commit(&storage, theirs, |changes| _ = changes.insert(strange.clone())).await.unwrap();

    assert!(find(&storage, mine, strange.id).await.is_none());
    let listed = list(&storage, mine, &Query::<RoomCategory>::limit(9)).await;
    assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [ours.id]);
    let mut snapshot = storage.snapshot(mine).await.unwrap();
    let all = Query::<RoomCategory>::limit(9);
    assert_eq!(snapshot.count(all.select()).await.unwrap(), 1);
    drop(snapshot);

    let stolen = find(&storage, theirs, strange.id).await.unwrap();
    let refused = commit(&storage, mine, |changes| changes.delete(&stolen)).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    let refused = commit(&storage, mine, |changes| {
        changes.update(&stolen, |row| row.name = name("mine"));
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    assert_eq!(*find(&storage, theirs, strange.id).await.unwrap(), strange);

    // The same identifier in both tenants is two rows.
    let twin = RoomCategory { name: name("twin"), ..strange.clone() };
    commit(&storage, mine, |changes| _ = changes.insert(twin.clone())).await.unwrap();
    assert_eq!(*find(&storage, mine, strange.id).await.unwrap(), twin);
    assert_eq!(*find(&storage, theirs, strange.id).await.unwrap(), strange);
}

/// A row can't refer to another tenant's row.
pub async fn refuses_references_across_tenants(storage: Arc<dyn Storage>) {
    let (mine, theirs) = (new_tenant(), new_tenant());
    let (kind, place) = (category("kind"), center("C1"));
    commit(&storage, theirs, |changes| _ = changes.insert(kind.clone())).await.unwrap();
    commit(&storage, mine, |changes| _ = changes.insert(place.clone())).await.unwrap();

    let lost = room(&place, &kind, "R1");
    let refused = commit(&storage, mine, |changes| _ = changes.insert(lost.clone())).await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
}

/// All reads of one snapshot see one committed state.
pub async fn shows_one_state_in_one_snapshot(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (early, late) = (category("early"), category("late"));
    commit(&storage, tenant, |changes| _ = changes.insert(early.clone())).await.unwrap();

    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let before = snapshot.get(RoomCategory::TABLE, early.id.uuid()).await.unwrap();
    let stored = find(&storage, tenant, early.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.update(&stored, |row| row.name = name("changed"));
        changes.insert(late.clone());
    })
    .await
    .unwrap();

    let after = snapshot.get(RoomCategory::TABLE, early.id.uuid()).await.unwrap();
    assert_eq!(before.unwrap().values, after.unwrap().values);
    let all = Query::<RoomCategory>::limit(9);
    assert_eq!(snapshot.select(all.select()).await.unwrap().len(), 1);
    drop(snapshot);
    assert_eq!(list(&storage, tenant, &all).await.len(), 2);
}

/// A commit whose last write fails applies none of its writes.
pub async fn applies_all_or_nothing(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (first, second, third) = (tax("A"), tax("B"), tax("A"));
    let kept = category("kept");
    commit(&storage, tenant, |changes| {
        changes.insert(first.clone());
        changes.insert(kept.clone());
    })
    .await
    .unwrap();
    let stored = find(&storage, tenant, kept.id).await.unwrap();

    let refused = commit(&storage, tenant, |changes| {
        changes.update(&stored, |row| row.name = name("changed"));
        changes.insert(second.clone());
        changes.insert(third.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");
    assert!(find(&storage, tenant, second.id).await.is_none());
    assert_eq!(*find(&storage, tenant, kept.id).await.unwrap(), kept);
}

/// A commit whose future is dropped applies all or nothing, and holds nothing.
pub async fn applies_all_or_nothing_when_dropped(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    for number in 0..30_u64 {
        let pair = (category("one"), category("two"));
        let (task_pair, task_storage) = (pair.clone(), Arc::clone(&storage));
        let task = tokio::spawn(async move {
            let snapshot = task_storage.snapshot(tenant).await.unwrap();
            drop(snapshot);
            commit(&task_storage, tenant, |changes| {
                changes.insert(task_pair.0);
                changes.insert(task_pair.1);
            })
            .await
        });
        tokio::time::sleep(Duration::from_micros(number * 50)).await;
        task.abort();
        drop(task.await);
        // Whatever was dropped is decided by the time another commit is.
        commit(&storage, tenant, |changes| _ = changes.insert(category("next"))).await.unwrap();
        let both = (
            find(&storage, tenant, pair.0.id).await.is_some(),
            find(&storage, tenant, pair.1.id).await.is_some(),
        );
        assert_eq!(both.0, both.1);
    }
}

/// An update of an outdated row is refused; the newer row stays.
pub async fn refuses_a_stale_update(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("first");
    commit(&storage, tenant, |changes| _ = changes.insert(row.clone())).await.unwrap();
    let old = find(&storage, tenant, row.id).await.unwrap();

    let rename = |to: &str| {
        let (old, to) = (old.clone(), name(to));
        move |changes: &mut ChangeSet| _ = changes.update(&old, |row| row.name = to)
    };
    commit(&storage, tenant, rename("second")).await.unwrap();
    let refused = commit(&storage, tenant, rename("third")).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");

    let now = find(&storage, tenant, row.id).await.unwrap();
    assert_eq!((now.name.as_str(), now.version().0), ("second", 2));
}

/// A delete of an outdated row, or of one that is gone, is refused.
pub async fn refuses_a_stale_delete(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("first");
    commit(&storage, tenant, |changes| _ = changes.insert(row.clone())).await.unwrap();
    let old = find(&storage, tenant, row.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.update(&old, |row| row.name = name("second"));
    })
    .await
    .unwrap();
    let refused = commit(&storage, tenant, |changes| changes.delete(&old)).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");

    let new = find(&storage, tenant, row.id).await.unwrap();
    commit(&storage, tenant, |changes| changes.delete(&new)).await.unwrap();
    let refused = commit(&storage, tenant, |changes| changes.delete(&new)).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
}

/// A commit that relies on a row which changed, or is gone, applies nothing.
pub async fn refuses_when_an_expected_row_changed(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let relied = category("relied");
    commit(&storage, tenant, |changes| _ = changes.insert(relied.clone())).await.unwrap();
    let read = find(&storage, tenant, relied.id).await.unwrap();
    let unchanged = category("unchanged");
    commit(&storage, tenant, |changes| {
        changes.rely_on(&read);
        changes.insert(unchanged.clone());
    })
    .await
    .unwrap();

    commit(&storage, tenant, |changes| {
        changes.update(&read, |row| row.name = name("changed"));
    })
    .await
    .unwrap();
    let late = category("late");
    let refused = commit(&storage, tenant, |changes| {
        changes.rely_on(&read);
        changes.insert(late.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    assert!(find(&storage, tenant, late.id).await.is_none());

    let newer = find(&storage, tenant, relied.id).await.unwrap();
    commit(&storage, tenant, |changes| changes.delete(&newer)).await.unwrap();
    let refused = commit(&storage, tenant, |changes| {
        changes.rely_on(&newer);
        changes.insert(late.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
}

/// Two commits that each rely on what the other writes don't both pass.
pub async fn prevents_write_skew(storage: Arc<dyn Storage>) {
    for _ in 0..20 {
        let tenant = new_tenant();
        let (left, right) = (category("left"), category("right"));
        commit(&storage, tenant, |changes| {
            changes.insert(left.clone());
            changes.insert(right.clone());
        })
        .await
        .unwrap();
        let left = find(&storage, tenant, left.id).await.unwrap();
        let right = find(&storage, tenant, right.id).await.unwrap();
        let go = |relied: Stored<RoomCategory>, written: Stored<RoomCategory>| {
            let storage = Arc::clone(&storage);
            tokio::spawn(async move {
                commit(&storage, tenant, |changes| {
                    changes.rely_on(&relied);
                    changes.update(&written, |row| row.name = name("gone"));
                })
                .await
            })
        };
        let (one, other) = (go(left.clone(), right.clone()), go(right, left));
        let (one, other) = (one.await.unwrap(), other.await.unwrap());
        assert!(one.is_err() || other.is_err(), "both passed");
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
    }
}

/// Keys are unique within a tenant, and nulls are never equal.
pub async fn keeps_keys_unique(storage: Arc<dyn Storage>) {
    let (tenant, elsewhere) = (new_tenant(), new_tenant());
    let first = tax("VAT");
    commit(&storage, tenant, |changes| _ = changes.insert(first.clone())).await.unwrap();
    commit(&storage, elsewhere, |changes| _ = changes.insert(tax("VAT"))).await.unwrap();
    commit(&storage, tenant, |changes| _ = changes.insert(tax("vat"))).await.unwrap();
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(tax("VAT"))).await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");

    let other = tax("GST");
    commit(&storage, tenant, |changes| _ = changes.insert(other.clone())).await.unwrap();
    let stored = find(&storage, tenant, other.id).await.unwrap();
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&stored, |row| row.code = first.code.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");

    // What a commit deletes, the same commit may write again under its key.
    let old = find(&storage, tenant, first.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.delete(&old);
        changes.insert(tax("VAT"));
    })
    .await
    .unwrap();
}

/// A partial key is unique among the rows that it is about, and only there.
pub async fn keeps_partial_keys_unique(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let visit = Visit::new();
    commit(&storage, tenant, |changes| visit.insert(changes)).await.unwrap();
    let draft = |number: Option<&str>, status| {
        super::use_cases::invoice(&visit, number.map(|text| text.parse().unwrap()), status)
    };
    let (one, two) = (draft(None, InvoiceStatus::Draft), draft(None, InvoiceStatus::Draft));
    let (paid, void) =
        (draft(Some("INV-1"), InvoiceStatus::Paid), draft(Some("INV-2"), InvoiceStatus::Void));
    commit(&storage, tenant, |changes| {
        changes.insert(one);
        changes.insert(paid);
        changes.insert(void);
    })
    .await
    .unwrap();
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(two)).await;
    assert!(matches!(refused, Err(Error::Violated("invoice_draft_exists"))), "{refused:?}");
}

/// Periods are half-open: they may touch, but not overlap.
pub async fn keeps_periods_apart(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let visit = Visit::new();
    commit(&storage, tenant, |changes| {
        visit.insert(changes);
        changes.insert(visit.takes(60, 120));
    })
    .await
    .unwrap();
    for (from, until) in [(0, 60), (120, 180)] {
        let touching = visit.takes(from, until);
        commit(&storage, tenant, |changes| _ = changes.insert(touching)).await.unwrap();
    }
    for (from, until) in [(59, 61), (119, 121), (80, 90), (-10, 200), (60, 120), (60, 90)] {
        let overlapping = visit.takes(from, until);
        let refused = commit(&storage, tenant, |changes| _ = changes.insert(overlapping)).await;
        assert!(
            matches!(refused, Err(Error::Violated("slot_taken"))),
            "{from}..{until}: {refused:?}"
        );
    }
    let mut beside = visit.takes(60, 120);
    beside.unit = 2;
    commit(&storage, tenant, |changes| _ = changes.insert(beside)).await.unwrap();

    // Two that overlap each other in one commit.
    let (one, other) = (visit.takes(300, 360), visit.takes(330, 390));
    let refused = commit(&storage, tenant, |changes| {
        changes.insert(one);
        changes.insert(other);
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("slot_taken"))), "{refused:?}");
}

/// A row can't refer to a row that is not there.
pub async fn refuses_a_reference_to_nothing(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (kind, place) = (category("kind"), center("C1"));
    commit(&storage, tenant, |changes| _ = changes.insert(place.clone())).await.unwrap();
    let lost = room(&place, &kind, "R1");
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(lost.clone())).await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
    assert!(find(&storage, tenant, lost.id).await.is_none());

    let found = room(&place, &kind, "R1");
    commit(&storage, tenant, |changes| {
        changes.insert(kind.clone());
        changes.insert(found.clone());
    })
    .await
    .unwrap();
    let stored = find(&storage, tenant, found.id).await.unwrap();
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&stored, |room| room.room_category_id = new_id());
    })
    .await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
}

/// A row that is referred to can't be deleted.
pub async fn refuses_to_delete_what_is_in_use(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (kind, place) = (category("kind"), center("C1"));
    let chair = room(&place, &kind, "R1");
    commit(&storage, tenant, |changes| {
        changes.insert(kind.clone());
        changes.insert(place.clone());
        changes.insert(chair.clone());
    })
    .await
    .unwrap();
    let used = find(&storage, tenant, kind.id).await.unwrap();
    let refused = commit(&storage, tenant, |changes| changes.delete(&used)).await;
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");
    assert!(find(&storage, tenant, kind.id).await.is_some());

    let room = find(&storage, tenant, chair.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.delete(&room);
        changes.delete(&used);
    })
    .await
    .unwrap();
}

/// Every condition means what [`Select::matches`] says.
pub async fn answers_every_condition(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let visit = Visit::new();
    let mut visits: Vec<Appointment> = Vec::new();
    for minutes in [0, 30, 60, 90] {
        visits.push(Appointment {
            id: new_id(),
            starts_at: at(minutes),
            ends_at: at(minutes + 30),
            cancelled_reason: (minutes == 30).then(|| "late".parse().unwrap()),
            ..visit.appointment.clone()
        });
    }
    commit(&storage, tenant, |changes| {
        visit.insert(changes);
        for one in &visits {
            changes.insert(one.clone());
        }
    })
    .await
    .unwrap();

    let time = |minutes: i64| Value::Time(at(minutes).micros());
    let column = |name: &str| Subject::Column(Appointment::TABLE.position(name).unwrap());
    let starts = column("starts_at");
    let reason = column("cancelled_reason");
    let two = [visits[0].id, visits[3].id].map(|id| Value::Uuid(id.uuid()));
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

/// A row knows when it was made and when it was last changed.
pub async fn stamps_creation_and_change(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("first");
    let mut changes = ChangeSet::new(at(1));
    changes.insert(row.clone());
    storage.commit(tenant, changes).await.unwrap();
    let made = find(&storage, tenant, row.id).await.unwrap();
    assert_eq!((made.created_at(), made.updated_at()), (at(1), at(1)));

    let mut changes = ChangeSet::new(at(2));
    changes.update(&made, |row| row.name = name("second"));
    storage.commit(tenant, changes).await.unwrap();
    let changed = find(&storage, tenant, row.id).await.unwrap();
    assert_eq!((changed.created_at(), changed.updated_at()), (at(1), at(2)));
}

fn all<E: Readable>() -> Select {
    Query::<E>::limit(100).select().clone()
}

async fn list<E: Entity>(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    query: &Query<E>,
) -> Vec<Stored<E>> {
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let rows = snapshot.select(query.select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
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
    let mut expected: Vec<&Row> = rows.iter().filter(|row| select.matches(row)).collect();
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
