//! Rows of every table, at two tenants: what an attack changes, and what it may
//! not refer to.

use std::collections::BTreeSet;

use clientline_core::{
    entity::sample,
    model::{
        ApiKey, Blockout, BlockoutReason, BlockoutSpan, BusinessUnit, Category, Credential,
        CreditNote, CreditNoteItem, Directory, DiscountType, Employee, Guest, GuestTerm,
        HoursOverride, Idempotency, InvoiceStatus, NewBusinessUnit, NewCategory, NewEmployee,
        NewGuest, NewOfferDiscount, NewOrganization, NewPackage, NewProduct, NewTax, OfferDiscount,
        OnlineBooking, Organization, Package, PackageItem, PackageItems, PaymentStatus, Product,
        ProviderService, Role, Session, SignInThrottle, TABLES, Tax, TimeOffRequest, User, samples,
    },
    row::{ChangeSet, Value, Write},
    value::{Active, Id, Money, SessionCount, TenantId},
};
use uuid::Uuid;

use crate::world::{World, at, counter, id, tenant};

/// The number of the rows that the other tenant alone has.
pub(super) const THEIRS: u128 = 7;

/// Returns the number that stands for a table in its rows' identifiers.
pub(super) fn kind(table: &str) -> u128 {
    match table {
        "center" => 1,
        "room_category" => 2,
        "room" => 3,
        "service" => 4,
        // A provider has a calendar of the same identifier.
        "provider" | "calendar" => 5,
        "guest" => 6,
        // What an appointment is managed by has its identifier.
        "appointment" | "online_booking" | "start_hold" => 10,
        "appointment_change" => 11,
        "audit" | "outbox" => 12,
        "occupancy" => 14,
        "sale" => 15,
        "invoice" => 16,
        "invoice_item" => 17,
        "payment" => 18,
        "collection" => 19,
        "counter" => 20,
        "tax" => 21,
        "business_unit" => 22,
        "category" => 23,
        "product" => 24,
        "package" => 25,
        "offer_discount" => 26,
        "employee" => 27,
        "service_tax" => 28,
        "product_tax" => 29,
        "package_service" => 30,
        "provider_service" => 31,
        "guest_term" => 32,
        "hours_override" => 33,
        "blockout" => 34,
        "api_key" => 35,
        "directory" => 36,
        "organization" => 37,
        "idempotency" => 38,
        // A user's credential has the same identifier.
        "user_account" | "credential" => 39,
        "session" => 40,
        "admin_count" => 41,
        "sign_in_throttle" => 42,
        "mac_key" => 43,
        // Its rows are samples.
        other => 1_000 + TABLES.iter().position(|table| table.name == other).unwrap() as u128,
    }
}

/// Returns what is written at which tenant before an attack.
pub(crate) fn scene() -> [(TenantId, ChangeSet); 2] {
    let (ours, theirs) = (World::new(), World::numbered(THEIRS));
    let mut changes = salon(&ours, 1);
    let guest = NewGuest::new(ours.center, "Eva".parse().unwrap(), "Dias".parse().unwrap());
    changes.insert(Guest::from_new(id(6, 2), guest, "G-2".parse().unwrap(), false));
    for (number, hour) in [(2, 10), (3, 12)] {
        append(&mut changes, ours.booking(number, hour));
    }
    // A draft for the second appointment, and a payment that is awaited.
    let (draft, line) = ours.draft(2);
    changes.insert(draft);
    changes.insert(line);
    let (mut payment, _) = ours.payment(2);
    payment.status = PaymentStatus::Pending;
    changes.insert(payment);
    let mut other = salon(&theirs, THEIRS);
    complete(&mut changes, 1);
    complete(&mut other, THEIRS);
    [(tenant(1), changes), (tenant(2), other)]
}

/// Adds a sample of every table that has no row yet, which refers to the rows that are there.
fn complete(changes: &mut ChangeSet, number: u128) {
    let tables = changes.writes().iter().filter_map(|write| match write {
        Write::Insert(row) => Some(row.table.name),
        Write::Update { .. } | Write::Delete { .. } => None,
    });
    let there: BTreeSet<&str> = tables.collect();
    for write in samples(at(0)).into_writes() {
        let Write::Insert(mut row) = write else { continue };
        if there.contains(row.table.name) {
            continue;
        }
        let numbered = |table: &str| id::<()>(kind(table), number).uuid();
        row.id = numbered(row.table.name);
        for (column, value) in row.table.columns.iter().zip(&mut row.values) {
            if let (Some(target), Value::Uuid(id)) = (column.references, value) {
                *id = numbered(target.name);
            }
        }
        changes.push(Write::Insert(row));
    }
}

/// An appointment that was invoiced and paid, and a row of every other table.
fn salon(world: &World, number: u128) -> ChangeSet {
    let mut changes = world.base();
    catalogue(&mut changes, world, number);
    people(&mut changes, number);
    records(&mut changes, world, number);
    append(&mut changes, world.booking(number, 9));
    changes.insert(OnlineBooking {
        id: id(10, number),
        appointment_id: id(10, number),
        guest_id: world.guest,
        email: "rui@example.com".parse().unwrap(),
        mailbox: "rui@example.com".to_owned(),
        manage_token_hash: "4".repeat(64),
        ..sample()
    });
    let (mut invoice, line) = world.draft(number);
    invoice.status = InvoiceStatus::Issued;
    invoice.invoice_no = Some("INV-2027-0001".parse().unwrap());
    invoice.invoice_date = Some("2027-01-01".parse().unwrap());
    invoice.total_collection = Money::from_minor(2_000, invoice.currency);
    invoice.balance_due = Money::from_minor(2_500, invoice.currency);
    changes.insert(invoice);
    changes.insert(line);
    let (mut payment, mut collection) = world.payment(number);
    payment.amount = Money::from_minor(2_000, payment.currency);
    collection.amount = payment.amount;
    changes.insert(payment);
    changes.insert(collection);
    credit(&mut changes, world, number);
    changes
}

/// A credit note of the issued invoice, which takes nothing off.
fn credit(changes: &mut ChangeSet, world: &World, number: u128) {
    let note: Id<CreditNote> = id(kind("credit_note"), number);
    changes.insert(CreditNote {
        id: note,
        credit_note_no: "CN-A-2027-0001".parse().unwrap(),
        series: "CN-A-2027".parse().unwrap(),
        sequence: Some(1),
        invoice_id: id(16, number),
        guest_id: world.guest,
        center_id: world.center,
        credit_note_date: "2027-01-02".parse().unwrap(),
        ..sample()
    });
    changes.insert(CreditNoteItem {
        id: id(kind("credit_note_item"), number),
        credit_note_id: note,
        invoice_id: id(16, number),
        invoice_item_id: id(17, number),
        item_name: "Cut".parse().unwrap(),
        ..sample()
    });
}

fn append(changes: &mut ChangeSet, more: ChangeSet) {
    for write in more.into_writes() {
        changes.push(write);
    }
}

fn catalogue(changes: &mut ChangeSet, world: &World, number: u128) {
    let (service, provider) = (world.service, world.provider);
    let tax: Id<Tax> = id(21, number);
    let new = NewTax::new("VAT".parse().unwrap(), "VAT".parse().unwrap(), "23".parse().unwrap());
    changes.insert(Tax::from_new(tax, new));
    let new = NewBusinessUnit::new("Hair".parse().unwrap());
    changes.insert(BusinessUnit::from_new(id(22, number), new, "B-1".parse().unwrap()));
    changes.insert(Category::from_new(id(23, number), NewCategory::new("Cuts".parse().unwrap())));
    let (code, euro) = ("X-1".parse().unwrap(), "EUR".parse().unwrap());
    let new = NewProduct::new("Comb".parse().unwrap(), "5".parse().unwrap());
    changes.insert(Product::from_new(id(24, number), new, code, euro));
    let item = PackageItem { service_id: service, sessions: SessionCount::MIN };
    let items = PackageItems::new(vec![item]).unwrap();
    let new = NewPackage::new("Ten cuts".parse().unwrap(), "400".parse().unwrap(), items);
    changes.insert(Package::from_new(id(25, number), new, "X-1".parse().unwrap(), euro));
    let new = NewOfferDiscount::new(DiscountType::Percentage, "10".parse().unwrap());
    changes.insert(OfferDiscount::from_new(id(26, number), new, euro));
    let new = NewEmployee::new("Ana Silva".parse().unwrap());
    changes.insert(Employee::from_new(id(27, number), new, "E-1".parse().unwrap()));
    changes.insert(ProviderService {
        id: id(31, number),
        provider_id: provider,
        service_id: service,
        price: Some("50".parse().unwrap()),
        ..sample()
    });
}

fn people(changes: &mut ChangeSet, number: u128) {
    let user: Id<User> = id(39, number);
    changes.insert(User {
        id: user,
        name: "Ana Silva".parse().unwrap(),
        email: "ana@example.com".parse().unwrap(),
        role: Role::Admin,
        is_active: Active(true),
        ..sample()
    });
    changes.insert(Credential::of_user(user));
    // Another one, without a credential.
    changes.insert(User {
        id: id(39, number + 1),
        name: "Rui Costa".parse().unwrap(),
        email: "rui@example.com".parse().unwrap(),
        role: Role::Staff,
        is_active: Active(true),
        ..sample()
    });
    let failed_at = at(0);
    changes.insert(SignInThrottle { id: id(42, number), bucket: 0, failures: 1, failed_at });
    changes.insert(Session {
        id: id(40, number),
        user_id: user,
        access_token_hash: "1".repeat(64),
        access_expires_at: at(60),
        family_hash: "2".repeat(64),
        refresh_token_hash: "3".repeat(64),
        refresh_expires_at: at(1_440),
        ..sample()
    });
}

fn records(changes: &mut ChangeSet, world: &World, number: u128) {
    let (calendar_id, center_id) = (Id::from_uuid(world.provider.uuid()), world.center);
    changes.insert(GuestTerm { id: id(32, number), guest_id: world.guest, term: "rui".to_owned() });
    changes.insert(HoursOverride {
        id: id(33, number),
        calendar_id,
        date: "2027-01-06".parse().unwrap(),
        windows: clientline_core::value::DayHours::default(),
        center_id: None,
    });
    changes.insert(Blockout {
        id: id(34, number),
        calendar_id,
        center_id,
        starts_at: at(15 * 60),
        ends_at: at(16 * 60),
        reason: BlockoutReason::Break,
        span: BlockoutSpan::Day,
        ..sample()
    });
    changes.insert(TimeOffRequest {
        id: id(kind("time_off_request"), number),
        provider_id: id(5, number),
        center_id,
        starts_at: at(15 * 60),
        ends_at: at(16 * 60),
        ..sample()
    });
    changes.insert(ApiKey {
        id: id(35, number),
        name: "desk".parse().unwrap(),
        role: Role::Staff,
        token_hash: "0".repeat(64),
        ..sample()
    });
    let (slug, email) = ("salon".parse().unwrap(), "a@example.com".parse().unwrap());
    let (name, is_active) = ("Salon".parse().unwrap(), Active::default());
    changes.insert(Directory { id: id(36, number), slug, email, name, is_active });
    let new = NewOrganization::new(
        "Salon".parse().unwrap(),
        "salon".parse().unwrap(),
        "a@example.com".parse().unwrap(),
        "EUR".parse().unwrap(),
        "Europe/Lisbon".parse().unwrap(),
    );
    changes.insert(Organization::from_new(id(37, number), new));
    changes.insert(counter(number, "INV center 2027"));
    changes.insert(Idempotency {
        id: id(38, number),
        actor_id: Uuid::nil(),
        operation: "guest_create".to_owned(),
        key: "k".to_owned(),
        fingerprint: "0".repeat(64),
        answer: "{}".to_owned(),
        expires_at: at(1_440),
        ..sample()
    });
}
