use std::sync::Arc;

use crate::{
    Actor, ClientLine, Scope,
    engine::{Batch, Conflicts, Env, Operation, Plan, PlatformScope, View},
    entity::{Query, Stored},
    error::{Error, Result},
    memory::MemoryStorage,
    model::{Audit, NewOrganization, NewTax, Permission, Tax, TaxPatch},
    ops::resource::{Create, Delete, Update},
    row::Version,
    value::{Name, TenantId},
};

/// Registers taxes, and renames or deletes each at once if it is told to.
#[derive(Default)]
struct Register {
    codes: Vec<&'static str>,
    rename: Option<&'static str>,
    delete: bool,
    fail_at_the_end: bool,
}

impl Operation for Register {
    type Answer = Vec<Stored<Tax>>;
    const NAME: &'static str = "register";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["failed"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut batch = Batch::new(env, view);
        let mut taxes = Vec::new();
        for code in &self.codes {
            let create = Create::<Tax>(tax(code));
            let mut made = batch.run(env.now(), &create).await?;
            if let Some(name) = self.rename {
                let name = Name::parse(name).unwrap().into();
                let patch = TaxPatch { name, ..TaxPatch::default() };
                let update = Update::<Tax> { id: made.id, patch, expected: Some(made.version()) };
                made = batch.run(env.now(), &update).await?;
            }
            if self.delete {
                let delete = Delete { id: made.id, expected: Some(made.version()) };
                batch.run(env.now(), &delete).await?;
                let again = batch.run(env.now(), &delete).await;
                assert!(matches!(again, Err(Error::NotFound { .. })));
            }
            taxes.push(made);
        }
        if self.fail_at_the_end {
            return Err(Error::conflict("failed", "it failed"));
        }
        Ok(batch.finish(taxes))
    }
}

fn tax(code: &str) -> NewTax {
    NewTax::new(code.parse().unwrap(), "VAT".parse().unwrap(), "23".parse().unwrap())
}

async fn scope() -> (Scope, Arc<MemoryStorage>) {
    let storage = Arc::new(MemoryStorage::new());
    let client = ClientLine::new(storage.clone());
    let organization = NewOrganization::new(
        "Atelier".parse().unwrap(),
        "atelier".parse().unwrap(),
        "office@example.com".parse().unwrap(),
        "EUR".parse().unwrap(),
        "Europe/Lisbon".parse().unwrap(),
    );
    let made = PlatformScope::trusted(&client).create_organization(organization).await.unwrap();
    (Scope::trusted(&client, TenantId(made.id.uuid()), Actor::system()), storage)
}

async fn stored(scope: &Scope, storage: &MemoryStorage) -> Vec<Stored<Tax>> {
    let mut snapshot = crate::storage::Storage::snapshot(storage, scope.tenant()).await.unwrap();
    View::of(&mut *snapshot).list(&Query::limit(10)).await.unwrap()
}

#[tokio::test]
async fn a_row_that_is_made_and_changed_in_one_sequence_is_written_once() {
    let (scope, storage) = scope().await;
    let register = Register { codes: vec!["A", "B"], rename: Some("IVA"), ..Register::default() };
    let answered = scope.run(&register).await.unwrap();
    let stored = stored(&scope, &storage).await;
    assert_eq!(stored.iter().map(|tax| tax.name.as_str()).collect::<Vec<_>>(), ["IVA", "IVA"]);
    assert!(stored.iter().all(|tax| tax.version() == Version(1)));
    let ids = |taxes: &[Stored<Tax>]| taxes.iter().map(|tax| tax.id).collect::<Vec<_>>();
    assert_eq!(ids(&answered), ids(&stored));
}

#[tokio::test]
async fn a_row_that_is_made_and_deleted_in_one_sequence_is_never_written() {
    let (scope, storage) = scope().await;
    let rename = Some("IVA");
    let register = Register { codes: vec!["A"], rename, delete: true, ..Register::default() };
    scope.run(&register).await.unwrap();
    assert!(stored(&scope, &storage).await.is_empty());
}

#[tokio::test]
async fn a_sequence_that_fails_writes_nothing_of_what_came_before() {
    let (scope, storage) = scope().await;
    let register = Register { codes: vec!["A", "B"], fail_at_the_end: true, ..Register::default() };
    assert_eq!(scope.run(&register).await.unwrap_err().code(), "failed");
    assert!(stored(&scope, &storage).await.is_empty());
}

#[tokio::test]
async fn a_sequence_is_one_entry_of_the_audit_trail_and_tells_every_event() {
    let (scope, storage) = scope().await;
    scope.run(&Register { codes: vec!["A", "B"], ..Register::default() }).await.unwrap();
    let mut snapshot = crate::storage::Storage::snapshot(&*storage, scope.tenant()).await.unwrap();
    let mut view = View::of(&mut *snapshot);
    let trail = Query::limit(10).eq(Audit::operation(), &"register".to_owned());
    assert_eq!(view.count(&trail).await.unwrap(), 1);
    let outbox = view.list(&Query::<crate::model::Outbox>::limit(10)).await.unwrap();
    let events: Vec<_> =
        outbox.iter().map(|row| row.events.matches("tax.created").count()).collect();
    assert_eq!(events.iter().filter(|count| **count > 0).collect::<Vec<_>>(), [&2]);
}

#[tokio::test]
async fn a_role_that_may_not_make_a_request_may_not_make_it_within_a_sequence() {
    struct Sneak;
    impl Operation for Sneak {
        type Answer = ();
        const NAME: &'static str = "sneak";
        const NEEDS: Permission = Permission::ReadSlots;
        async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
            let mut batch = Batch::new(env, view);
            batch.run(env.now(), &Create::<Tax>(tax("A"))).await?;
            Ok(batch.finish(()))
        }
    }
    let (scope, storage) = scope().await;
    let client = ClientLine::new(storage);
    let actor = Actor { role: crate::model::Role::Client, ..Actor::system() };
    let refused = Scope::trusted(&client, scope.tenant(), actor).run(&Sneak).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
}
