//! What the engine promises on top of any storage: permissions, keys,
//! references, versions, merge patches, the audit trail and the outbox.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use clientline_core::{
    Actor, Error, ErrorKind, Scope,
    conformance::fixture::{World, client, create, name, new_id},
    engine::{ClientLine, Env, Operation, Plan, PlatformScope, UseCase, View},
    entity::{Entity, MergePatch, Patch, Query, Stored},
    error::{Replan, Result},
    memory::MemoryStorage,
    model::{
        ActorKind, Appointment, Audit, Center, Guest, GuestPatch, NewCenter, NewGuest, NewTax,
        Outbox, Permission, Role, Service, ServicePatch, Tax,
    },
    ops::{
        billing::line_edit::{InvoiceItemEdit, InvoiceItemPatch},
        page::PageRequest,
        resource::{Create, Delete, Get, List, Update},
    },
    row::Version,
    storage::Storage,
    value::{Discount, IdList, Quantity, TenantId},
};
use serde_json::{Value, json};

fn storage() -> Arc<dyn Storage> {
    Arc::new(MemoryStorage::new())
}

fn as_role(world: &World, storage: &Arc<dyn Storage>, role: Role) -> Scope {
    let actor = Actor::new(ActorKind::ApiKey, new_id::<Guest>().uuid(), role);
    Scope::trusted(&client(storage), world.scope.tenant(), actor)
}

async fn rows<E: Entity>(storage: &Arc<dyn Storage>, tenant: TenantId) -> Vec<Stored<E>> {
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let rows = snapshot.select(Query::<E>::limit(1_000).select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}

#[tokio::test]
async fn a_role_without_the_permission_changes_nothing() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let staff = as_role(&world, &storage, Role::Staff);
    let tax = NewTax::new("GST".parse().unwrap(), name("GST"), "5".parse().unwrap());
    let error = staff.run(&Create::<Tax>(tax)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Forbidden, "forbidden"));
    let taxes = staff.run(&List::<Tax>::new(PageRequest::default())).await.unwrap();
    assert_eq!(taxes.items.len(), 1);
}

#[test]
fn whoever_may_not_is_told_what_keeps_them_from_it() {
    let nobody = new_id::<Guest>().uuid();
    let staff = Actor::new(ActorKind::ApiKey, nobody, Role::Staff);
    let key = Actor { scopes: [Permission::ReadGuests].into_iter().collect(), ..staff };
    let own = [Permission::ManageOnlineBooking];
    let holder = Actor::public(nobody, vec![new_id::<Appointment>()], &own);
    let told = |actor: &Actor, permission| actor.must(permission).unwrap_err().to_string();
    let read = "this key may not read catalogue";
    assert_eq!(told(&key, Permission::ReadCatalogue), read);
    let write = "the role `staff` may not write catalogue";
    assert_eq!(told(&key, Permission::WriteCatalogue), write);
    let confirm = told(&holder, Permission::ConfirmOnlineBooking);
    assert_eq!(confirm, "this token may not confirm online booking");
}

#[tokio::test]
async fn a_key_opens_its_own_organization_until_that_is_out_of_use() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let client = client(&storage);
    let platform = PlatformScope::trusted(&client);
    let tenant = world.scope.tenant();
    let token = platform.create_api_key(tenant, name("desk"), Role::Staff).await.unwrap();

    let scope = client.authenticate(token.expose()).await.unwrap();
    assert_eq!((scope.tenant(), scope.actor().role), (tenant, Role::Staff));
    let wrong = token.expose().replace("_key_", "_kez_");
    for wrong in [wrong.as_str(), "", "x", &token.expose()[1..]] {
        let error = client.authenticate(wrong).await.unwrap_err();
        assert!(matches!(error, Error::Unauthenticated), "{error:?}");
    }
    // A well-formed key of nobody.
    let elsewhere = World::make(&storage, 0).await.scope.tenant();
    let stranger = PlatformScope::trusted(&ClientLine::new(Arc::new(MemoryStorage::new())));
    let forged = stranger.create_api_key(elsewhere, name("desk"), Role::Admin).await.unwrap();
    assert!(client.authenticate(forged.expose()).await.is_err());
}

#[tokio::test]
async fn two_organizations_never_share_a_slug_or_an_email_address() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let platform = PlatformScope::trusted(&client(&storage));
    let id = world.scope.tenant();
    let mut directory = storage.snapshot(TenantId::PLATFORM).await.unwrap();
    let query = Query::<clientline_core::model::Directory>::one();
    let entry = directory.select(query.select()).await.unwrap().pop().unwrap();
    let entry: Stored<clientline_core::model::Directory> = Stored::decode(entry).unwrap();
    assert_eq!(platform.find(&entry.slug).await.unwrap(), id);

    let again = |slug: &str, email: &str| {
        clientline_core::model::NewOrganization::new(
            name("Other"),
            slug.parse().unwrap(),
            email.parse().unwrap(),
            "EUR".parse().unwrap(),
            "Europe/Lisbon".parse().unwrap(),
        )
    };
    let error = platform.create_organization(again(&entry.slug, "o@example.com")).await;
    assert_eq!(error.unwrap_err().code(), "organization_slug_taken");
    let error = platform.create_organization(again("other", &entry.email)).await;
    assert_eq!(error.unwrap_err().code(), "organization_email_taken");
}

#[tokio::test]
async fn a_reference_to_nothing_names_its_field() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let guest = NewGuest::new(new_id::<Center>(), name("Ada"), name("Reis"));
    let error = world.scope.run(&Create::<Guest>(guest)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(
        (error.inputs()[0].pointer.as_str(), error.inputs()[0].code),
        ("/center_id", "not_found")
    );

    let tax_ids = Patch::Value(IdList::new(vec![new_id::<Tax>()]).unwrap());
    let patch = ServicePatch { tax_ids, ..ServicePatch::default() };
    let update = Update::<Service> { id: world.service.id, patch, expected: None };
    let error = world.scope.run(&update).await.unwrap_err();
    assert_eq!(error.inputs()[0].pointer, "/tax_ids/0");
}

#[tokio::test]
async fn a_merge_patch_keeps_what_it_does_not_name_and_clears_what_is_null() {
    let storage = storage();
    let world = World::make(&storage, 1).await;
    let id = world.guests[0].id;
    let update = |patch| Update::<Guest> { id, patch, expected: None };
    let tea = || Patch::Value("Tea.".parse().unwrap());
    let email = Patch::Value("Ada@Example.com".parse().unwrap());
    let first = GuestPatch { email, notes: tea(), ..GuestPatch::default() };
    let guest = world.scope.run(&update(first)).await.unwrap();
    assert_eq!(guest.email.as_deref(), Some("ada@example.com"));
    let second = GuestPatch { email: Patch::Null, ..GuestPatch::default() };
    let guest = world.scope.run(&update(second)).await.unwrap();
    assert_eq!((guest.email.as_deref(), guest.notes.as_deref()), (None, Some("Tea.")));
    assert_eq!(guest.guest_code, world.guests[0].guest_code);
    assert_eq!(guest.version(), Version(3));
    let third = GuestPatch { notes: tea(), guest_code: Patch::Null, ..GuestPatch::default() };
    let same = world.scope.run(&update(third)).await.unwrap();
    assert_eq!(same.version(), Version(3));

    let wrong = GuestPatch { first_name: Patch::Null, ..GuestPatch::default() };
    let error = world.scope.run(&update(wrong)).await.unwrap_err();
    let input = &error.inputs()[0];
    assert_eq!((&*input.pointer, input.code), ("/first_name", "missing_field"));
}

#[tokio::test]
async fn a_stale_version_is_told_apart_from_a_missing_row() {
    let storage = storage();
    let world = World::make(&storage, 1).await;
    let id = world.guests[0].id;
    let delete = |expected| Delete::<Guest> { id, expected };
    let error = world.scope.run(&delete(Some(Version(9)))).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Stale, "stale_version"));
    world.scope.run(&delete(Some(Version(1)))).await.unwrap();
    let error = world.scope.run(&Get(id)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn what_is_in_use_is_not_deleted() {
    let storage = storage();
    let world = World::make(&storage, 1).await;
    let delete = Delete::<Center> { id: world.center.id, expected: None };
    let error = world.scope.run(&delete).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "in_use"));
    let zone = "Europe/Berlin".parse().unwrap();
    let unused = create::<Center>(&world.scope, NewCenter::new(name("Mitte"), zone)).await;
    world.scope.run(&Delete::<Center> { id: unused.id, expected: None }).await.unwrap();
    let taxes = world.scope.run(&List::<Tax>::new(PageRequest::default())).await.unwrap();
    let delete = Delete::<Tax> { id: taxes.items[0].id, expected: None };
    assert_eq!(world.scope.run(&delete).await.unwrap_err().code(), "in_use");
}

#[tokio::test]
async fn a_taken_code_is_a_conflict_with_its_own_name() {
    let storage = storage();
    let world = World::make(&storage, 1).await;
    let mut guest = NewGuest::new(world.center.id, name("Ada"), name("Reis"));
    guest.guest_code = Some(world.guests[0].guest_code.clone());
    let error = world.scope.run(&Create::<Guest>(guest)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "guest_code_taken"));
}

#[tokio::test]
async fn every_change_leaves_an_audit_row_and_tells_the_outbox() {
    let storage = storage();
    let world = World::make(&storage, 1).await;
    let tenant = world.scope.tenant();
    let before = rows::<Audit>(&storage, tenant).await.len();
    let id = world.guests[0].id;
    let notes = Patch::Value("Tea.".parse().unwrap());
    let patch = GuestPatch { notes, ..GuestPatch::default() };
    let update = Update::<Guest> { id, patch, expected: None };
    world.scope.run(&update).await.unwrap();
    world.scope.run(&Get(id)).await.unwrap();

    let audits = rows::<Audit>(&storage, tenant).await;
    assert_eq!(audits.len(), before + 1, "a read leaves nothing");
    let audit = audits.iter().find(|audit| audit.operation == "guest_update").unwrap();
    let touched: Value = serde_json::from_str(&audit.rows).unwrap();
    let expected = json!([{ "table": "guest", "id": id, "change": "update", "fields": ["notes"] }]);
    assert_eq!(touched, expected);
    assert!(!audit.rows.contains("Tea"), "values stay out of the audit trail");
    let outbox = rows::<Outbox>(&storage, tenant).await;
    let waits = outbox.iter().find(|row| row.id.uuid() == audit.id.uuid()).unwrap();
    let events: Value = serde_json::from_str(&waits.events).unwrap();
    let data = json!({
        "center_id": world.center.id, "is_active": true,
    });
    let expected = json!([{
        "kind": "guest.updated", "subject_id": id, "version": 2, "data": data,
    }]);
    assert_eq!(events, expected);
}

#[tokio::test]
async fn a_price_shows_the_digits_of_its_currency_however_it_was_written() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let id = world.service.id;
    let price = Patch::Value("50".parse().unwrap());
    let patch = ServicePatch { price, ..ServicePatch::default() };
    let update = Update::<Service> { id, patch, expected: None };
    let written = world.scope.run(&update).await.unwrap();
    let read = world.scope.run(&Get(id)).await.unwrap();
    for service in [written, read] {
        assert_eq!(serde_json::to_value(&service).unwrap()["price"], "50.00");
    }
}

#[test]
fn a_discount_in_a_patch_replaces_one_of_the_other_form() {
    let mut line = InvoiceItemEdit {
        item_quantity: Quantity::default(),
        unit_price: "50".parse().unwrap(),
        provider_id: None,
        performed_on: None,
        discount: Some(Discount::Amount("5".parse().unwrap())),
        discount_reason: None,
        discount_offer_id: None,
        tax_ids: IdList::default(),
    };
    let share = Discount::Percent("10".parse().unwrap());
    let patch = InvoiceItemPatch { discount: share.into(), ..InvoiceItemPatch::default() };
    assert_eq!(
        serde_json::from_value(json!({ "discount": { "percent": "10" } })).ok(),
        Some(patch.clone())
    );
    patch.apply_to(&mut line).unwrap();
    assert_eq!(line.discount, Some(share));
}

/// Wants to be planned again so many times.
struct Restless {
    times: u32,
    planned: AtomicU32,
}

impl Operation for Restless {
    type Answer = ();
    const NAME: &'static str = "restless";
    const NEEDS: Permission = Permission::ReadGuests;

    async fn plan(&self, env: &Env, _view: &mut View<'_>) -> Result<Plan<()>> {
        if self.planned.fetch_add(1, Ordering::Relaxed) < self.times {
            return Err(Error::Replan(Replan::Again));
        }
        Ok(Plan::read(env, ()))
    }
}

#[tokio::test]
async fn a_plan_that_is_to_be_made_again_is_and_who_never_ends_is_told_that_others_compete() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let restless = |times| Restless { times, planned: AtomicU32::new(0) };
    let twice = restless(2);
    world.scope.run(&twice).await.unwrap();
    assert_eq!(twice.planned.into_inner(), 3);
    let always = restless(u32::MAX);
    let error = world.scope.run(&always).await.unwrap_err();
    assert!(matches!(error, Error::Busy), "{error:?}");
    assert_eq!(always.planned.into_inner(), ClientLine::ATTEMPTS_MAX);
}

/// Adds up what was prepared, by each of two plans.
struct Prepared {
    prepared: AtomicU32,
    planned: AtomicU32,
}

impl UseCase for Prepared {
    type Answer = ();
    type Prepared = u32;
    const NAME: &'static str = "prepared";
    const NEEDS: Permission = Permission::ReadGuests;

    async fn prepare(&self, _scope: &Scope) -> Result<u32> {
        Ok(self.prepared.fetch_add(1, Ordering::Relaxed) + 41)
    }

    async fn plan(&self, prepared: &u32, env: &Env, _view: &mut View<'_>) -> Result<Plan<()>> {
        match self.planned.fetch_add(*prepared, Ordering::Relaxed) {
            0 => Err(Error::Replan(Replan::Again)),
            _ => Ok(Plan::read(env, ())),
        }
    }
}

#[tokio::test]
async fn what_was_prepared_is_prepared_once_and_given_to_every_plan() {
    let storage = storage();
    let world = World::make(&storage, 0).await;
    let case = Prepared { prepared: AtomicU32::new(0), planned: AtomicU32::new(0) };
    world.scope.run(&case).await.unwrap();
    assert_eq!((case.prepared.into_inner(), case.planned.into_inner()), (1, 82));
}
