//! Requests that are sent twice by a program that embeds the engine: the answer of then has the
//! type of the answer of now, and says the same.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::{World, at},
    engine::{IdempotencyKey, Outcome, UseCase},
    entity::{Entity, Sample, Stored, sample},
    memory::MemoryStorage,
    model::{self, Guest, Invoice, NewGuest},
    ops::{
        billing::invoices::GenerateInvoice,
        resource::{Create, Delete},
        scheduling::appointments::GetAppointmentSale,
    },
    row::{Column, Kind, Row, Value, Version},
    storage::Storage,
    value::Timestamp,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value as Json, json};

/// Sends a request twice, and returns the answer of then, which shows the same as that of now.
async fn twice<U: UseCase<Answer: DeserializeOwned>>(world: &World, request: &U) -> U::Answer {
    let key = IdempotencyKey::new(U::NAME, b"request").unwrap();
    let first = world.scope.run_once(&key, request).await.unwrap();
    assert!(matches!(first, Outcome::Fresh(_)), "{}", U::NAME);
    let second = world.scope.run_once(&key, request).await.unwrap();
    assert!(matches!(second, Outcome::Replayed(_)), "{}", U::NAME);
    let (first, second) = (first.into_answer().unwrap(), second.into_answer().unwrap());
    let shown = |answer: &U::Answer| serde_json::to_value(answer).unwrap();
    assert_eq!(shown(&second), shown(&first), "{}", U::NAME);
    second
}

#[tokio::test]
async fn the_answer_of_then_is_that_of_now_with_its_money_times_and_identifiers() {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    let world = World::make(&storage, 2).await;
    let appointment = twice(&world, &world.book(world.guests[0].id, at(0))).await;
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    let invoice = twice(&world, &GenerateInvoice(sale.id)).await;
    assert!(invoice.total.minor() > 0);
    assert_eq!(invoice.total.currency(), invoice.currency);
    let guest = Guest::clone(&world.guests[1]);
    let new = NewGuest::new(guest.center_id, guest.first_name.clone(), guest.last_name.clone());
    let guest = twice(&world, &Create::<Guest>(new)).await;
    twice(&world, &Delete::<Guest> { id: guest.id, expected: None }).await;
}

/// Numbers that are the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> i64 {
        i64::try_from(self.next() % end).unwrap()
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.next()).unwrap() % all.len()]
    }

    fn time(&mut self) -> Timestamp {
        Timestamp::from_micros(self.below(4_000_000_000_000_000)).unwrap()
    }

    /// A value for a column, which it may not take.
    fn value(&mut self, column: &Column) -> Value {
        if column.nullable && self.below(5) == 0 {
            return Value::Null;
        }
        match column.kind {
            Kind::Bool => Value::Bool(self.below(2) == 0),
            // Counts are small, amounts large, and either may be below zero.
            Kind::Int if self.below(2) == 0 => Value::Int(self.below(100) - 5),
            Kind::Int => Value::Int(self.below(1_000_000_000_000) - 500_000_000),
            Kind::Text if column.words.is_empty() => {
                let texts = ["Zo\u{eb} \"O'Hara\"", "EUR", "JPY", "KWD", "[]", "#a1b2c3"];
                Value::Text(self.one_of(&texts).to_owned())
            }
            Kind::Text => Value::Text(self.one_of(column.words).to_owned()),
            Kind::Time => Value::Time(self.time().micros()),
            Kind::Date => Value::Date(i32::try_from(self.below(40_000)).unwrap()),
            Kind::Uuid => Value::Uuid(sample()),
        }
    }

    /// A row of a table, as different from its sample as it may be.
    fn row<E: Entity + Sample>(&mut self) -> Stored<E> {
        let mut entity = sample::<E>();
        for (at, column) in E::TABLE.columns.iter().enumerate() {
            let mut values = entity.to_values();
            values[at] = self.value(column);
            entity = E::from_values(entity.id(), values).unwrap_or(entity);
        }
        let row = Row {
            table: E::TABLE,
            id: entity.id().uuid(),
            version: Version(self.below(1_000_000)),
            created_at: self.time(),
            updated_at: self.time(),
            values: entity.to_values(),
        };
        Stored::decode(row).unwrap()
    }
}

/// Checks that what an answer says of a row is read back as it was shown, column by column.
fn is_read_back<E: Entity + Sample + Serialize>(chance: &mut Chance) {
    let stored = chance.row::<E>();
    let shown = serde_json::to_value(&stored).unwrap();
    let read: Stored<E> = serde_json::from_str(&shown.to_string())
        .unwrap_or_else(|error| panic!("{}: {error} in {shown}", E::NAME));
    assert_eq!(serde_json::to_value(&read).unwrap(), shown, "{}", E::NAME);
    let about = |row: &Stored<E>| (row.id(), row.version(), row.created_at(), row.updated_at());
    assert_eq!(about(&read), about(&stored));
    let (read, stored) = (read.to_values(), stored.to_values());
    for (at, column) in E::TABLE.columns.iter().enumerate() {
        if shown.get(column.name).is_some() {
            assert_eq!(read[at], stored[at], "{}.{} in {shown}", E::NAME, column.name);
        }
    }
}

/// Checks it of some tables.
macro_rules! are_read_back {
    ($chance:expr; $($entity:ident),* $(,)?) => {
        $( is_read_back::<model::$entity>($chance); )*
    };
}

#[test]
fn a_row_of_any_answer_is_read_back_to_the_digit() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..100 {
        are_read_back!(&mut chance;
            Organization, Center, RoomCategory, Room, Tax, BusinessUnit, Category, Service, Product,
            Package, OfferDiscount, Employee, Provider, Guest, HoursOverride, Blockout, Appointment,
            AppointmentChange, WaitlistEntry, Sale, Invoice, InvoiceItem, GiftCard, Payment,
            Collection, CreditNote, CreditNoteItem, GuestCredit, GuestCreditEntry, GuestPackage,
            GuestPackageEntry, GiftCardEntry, DayClose, CommissionRule, Commission,
        );
    }
}

#[test]
fn the_field_that_does_not_fit_is_named() {
    let shown = serde_json::to_value(Chance(7).row::<Invoice>()).unwrap();
    let fault = |field: &str, value: Json| {
        let mut wrong = shown.clone();
        wrong[field] = value;
        serde_json::from_value::<Stored<Invoice>>(wrong).unwrap_err().to_string()
    };
    assert!(fault("total", json!("1.00005")).contains("`total`"));
    assert!(fault("total", json!(1.5)).contains("`total`"));
    assert!(fault("status", json!("paid twice")).contains("`status`"));
    assert!(fault("version", Json::Null).contains("`version`"));
}
