//! The chain of seals: whoever tampers with the audit trail is found out.

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::{at, new_tenant},
    entity::{Stored, sample},
    model::{Audit, AuditSeal},
    row::{ChangeSet, Write},
    storage::Work,
    work::{Verified, run, verify},
};

use super::{ME, all, book, client};

/// Changes rows behind the back of every rule.
#[derive(Debug)]
enum Tampering {
    Change,
    Remove,
    Insert,
}

#[tokio::test]
async fn a_changed_removed_or_inserted_audit_row_is_found_and_named() {
    let (client, _) = client(&Arc::default());
    let tenant = new_tenant();
    for _ in 0..5 {
        book(&client, tenant).await;
    }
    run(&client, Work::Outbox, ME).await.unwrap();
    book(&client, tenant).await;
    let sound = verify(&client, tenant).await.unwrap();
    let Verified { steps, rows, waiting, ref findings, .. } = sound;
    assert_eq!((steps, rows, waiting, findings.len()), (1, 5, 1, 0), "{sound:?}");
    let sealed = all::<AuditSeal>(&client, tenant).await[0].entries.clone();
    let is_sealed = |row: &&Stored<Audit>| sealed.contains(&row.id.uuid().simple().to_string());
    let victim = all::<Audit>(&client, tenant).await.iter().find(is_sealed).unwrap().clone();
    for tampering in [Tampering::Insert, Tampering::Change, Tampering::Remove] {
        let mut changes = ChangeSet::new(at(0));
        let stored = all::<Audit>(&client, tenant).await;
        let now = stored.iter().find(|row| row.id == victim.id).unwrap();
        let (name, what) = match tampering {
            Tampering::Change => {
                changes.update(now, |row| row.operation = "another".into());
                (victim.id, "changed")
            }
            Tampering::Remove => {
                changes.delete(now);
                (victim.id, "removed")
            }
            Tampering::Insert => (changes.insert(sample::<Audit>()).id, "inserted"),
        };
        client.storage().commit(tenant, changes).await.unwrap();
        let found = verify(&client, tenant).await.unwrap().findings;
        let wanted = format!("the audit row {name} was {what}");
        assert!(found.contains(&wanted), "{tampering:?}: {found:?}");
        assert_eq!(found.len(), if what == "inserted" { 1 } else { 2 }, "{found:?}");
    }
    // A step that is made anew does not fit the next one.
    run(&client, Work::Outbox, ME).await.unwrap();
    let seals = all::<AuditSeal>(&client, tenant).await;
    let mut changes = ChangeSet::new(at(0));
    changes.update(&seals[0], |seal| seal.digest = seals[1].digest.clone());
    assert!(matches!(changes.writes()[0], Write::Update { .. }));
    client.storage().commit(tenant, changes).await.unwrap();
    let found = verify(&client, tenant).await.unwrap().findings.join("; ");
    assert!(
        found.contains("step 1 was changed") && found.contains("step 2 was changed"),
        "{found}"
    );
}
