//! A sample of every entity, for tests and benches: they give what they are about, and take
//! the rest from here. So a field that is added touches none of them.
//!
//! ```
//! use clientline_core::{entity::sample, model::Guest};
//! let guest = Guest { is_minor: true, ..sample() };
//! assert!(guest.notes.is_none());
//! ```
//!
//! What may be absent is absent, and what has a default takes it. Identifiers, and texts that
//! may have to be unique, are new each time: each sample fits beside all others.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Entity;
use crate::value::{
    Active, Amount, BufferMinutes, Code, Currency, DayHours, DurationMinutes, EmailAddress, Id,
    Money, Name, PriceMode, Quantity, RecurrenceRule, SessionCount, Slug, Stock, TaxRate, TimeZone,
    Timestamp, UnitPrice,
};

/// A type that has a sample: every entity, and what its fields may need.
pub trait Sample {
    /// Makes a sample.
    fn sample() -> Self;
}

/// Makes a sample of an entity, or of a value.
#[must_use]
pub fn sample<T: Sample>() -> T {
    T::sample()
}

impl<T> Sample for Option<T> {
    fn sample() -> Self {
        None
    }
}

impl<E: Entity> Sample for Id<E> {
    fn sample() -> Self {
        Self::from_uuid(sample())
    }
}

impl Sample for Uuid {
    fn sample() -> Self {
        let mut bytes = [0; 16];
        // Without chance the test fails, by the second row of one key.
        getrandom::fill(&mut bytes).ok();
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// As long as a hash in hexadecimal digits.
impl Sample for String {
    fn sample() -> Self {
        [sample::<Uuid>(), sample()].map(|half| half.simple().to_string()).concat()
    }
}

/// The first instant of 2035.
impl Sample for Timestamp {
    fn sample() -> Self {
        Self::clamped(2_051_222_400_000_000)
    }
}

/// Implements [`Sample`] by the default of types that have one.
macro_rules! by_default {
    ($($type:ty),* $(,)?) => { $(
        impl $crate::entity::Sample for $type {
            fn sample() -> Self {
                Self::default()
            }
        }
    )* };
}

by_default!(bool, Active, BufferMinutes, DayHours, NaiveDate, PriceMode, Quantity, Stock,);
pub(crate) use by_default;

/// Implements [`Sample`] by an expression.
macro_rules! samples {
    ($($type:ty: $sample:expr;)*) => { $(
        impl Sample for $type {
            fn sample() -> Self {
                $sample
            }
        }
    )* };
}

/// The currency of every sample.
const EURO: &str = "EUR";

/// Reads a sample that is one, as each test that makes it shows.
#[expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]
fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// A text that no other sample has.
fn unique() -> String {
    sample::<Uuid>().simple().to_string()
}

samples! {
    i32: 1;
    i64: 1;
    Code: read(&unique());
    Currency: read(EURO);
    DurationMinutes: DurationMinutes::MIN;
    EmailAddress: read(&format!("{}@example.com", unique()));
    Money: Money::from_minor(0, sample());
    Name: read("Sample");
    RecurrenceRule: read("FREQ=DAILY");
    SessionCount: SessionCount::MIN;
    Slug: read(&unique());
    TaxRate: read("20");
    TimeZone: read("Europe/Lisbon");
    UnitPrice: read("10");
    Amount: read("10");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::Stored,
        model::{Guest, GuestTerm},
        row::{ChangeSet, Write},
        value::Timestamp,
    };

    #[test]
    fn a_sample_is_read_back_as_it_is_and_no_two_are_alike() {
        let mut changes = ChangeSet::new(Timestamp::clamped(0));
        let guest = changes.insert(sample::<Guest>()).into_inner();
        let Some(Write::Insert(row)) = changes.writes().last() else { panic!() };
        assert_eq!(Stored::<Guest>::decode(row.clone()).unwrap().into_inner(), guest);
        let [one, other] = [sample::<GuestTerm>(), sample()];
        assert!(one.id != other.id && one.guest_id != other.guest_id && one.term != other.term);
    }
}
