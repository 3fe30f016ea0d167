//! The Rust types that one column can hold.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize as _;
use serde_json::Value as Json;
use uuid::Uuid;

use super::Entity;
use crate::{
    row::{Kind, Table, Value},
    value::{
        Active, Amount, BufferMinutes, Capacity, Code, Color, CountryCode, Currency, DayEnd,
        DayHours, Discount, DurationMinutes, EmailAddress, ExemptionCode, ExemptionReason, FewIds,
        FurtherCount, GraceDays, Id, IdList, Money, Month, Name, Notes, PaymentDays, Percent,
        PhoneNumber, PostalCode, PriceMode, Priority, Quantity, Recurrence, RecurrenceRule,
        Segments, SessionCount, Slug, StepMinutes, Stock, Tags, TaxRate, TimeZone, Timestamp,
        UnitPrice, ValidityDays, VatNumber, WebOrigins, WeeklyHours,
    },
};

/// A Rust type that one column can hold.
///
/// Money is stored as a count of minor units, and its currency in the
/// `currency` column of the same row; so decoding gets that currency.
pub trait Scalar: Sized {
    /// The type of the column.
    const KIND: Kind;
    /// Whether the column may hold [`Value::Null`].
    const NULLABLE: bool = false;
    /// The table whose identifiers the column holds, if any.
    const REFERENCES: Option<&'static Table> = None;
    /// The words of which the column holds one, if it holds a word.
    const WORDS: &'static [&'static str] = &[];

    /// Encodes `self`.
    fn to_value(&self) -> Value;

    /// Decodes a value; `None` if it is not of this type.
    fn from_value(value: Value, currency: Option<Currency>) -> Option<Self>;

    /// Reads it from an answer's JSON, to the digit as it was written; `None` if it is not of
    /// this type. Money gets the currency that the answer is in.
    fn from_json(json: &Json, currency: Option<Currency>) -> Option<Self>;

    /// Returns what stands for it where an answer leaves it out, if anything can.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// Implements [`Scalar`] for types that one kind of value can hold.
macro_rules! scalar {
    ($($type:ty, $kind:ident, |$this:ident| $encode:expr, |$raw:ident| $decode:expr;)*) => { $(
        impl Scalar for $type {
            const KIND: Kind = Kind::$kind;
            fn to_value(&self) -> Value {
                let $this = self;
                Value::$kind($encode)
            }
            fn from_value(value: Value, _: Option<Currency>) -> Option<Self> {
                match value {
                    Value::$kind($raw) => $decode,
                    _ => None,
                }
            }
            fn from_json(json: &Json, _: Option<Currency>) -> Option<Self> {
                Self::deserialize(json).ok()
            }
        }
    )* };
}

/// Implements [`Scalar`] for types with a parser from text.
macro_rules! text_scalar {
    ($($type:ty),* $(,)?) => { $(
        scalar! { $type, Text, |this| this.to_string(), |raw| raw.parse().ok(); }
    )* };
}

/// Implements [`Scalar`] for types that are stored as one JSON text.
macro_rules! json_scalar {
    ($($type:ty),* $(,)?) => { $(
        impl $crate::entity::Scalar for $type {
            const KIND: $crate::row::Kind = $crate::row::Kind::Text;
            fn to_value(&self) -> $crate::row::Value {
                // These types hold no map with other than text keys, so that
                // writing them into memory can't fail.
                $crate::row::Value::Text(serde_json::to_string(self).unwrap_or_default())
            }
            fn from_value(
                value: $crate::row::Value,
                _: Option<$crate::value::Currency>,
            ) -> Option<Self> {
                match value {
                    $crate::row::Value::Text(text) => $crate::entity::tolerant::read(&text),
                    _ => None,
                }
            }
            fn from_json(
                json: &serde_json::Value,
                _: Option<$crate::value::Currency>,
            ) -> Option<Self> {
                $crate::entity::tolerant::read(&json.to_string())
            }
        }
    )* };
}
pub(crate) use json_scalar;

scalar! {
    bool, Bool, |this| *this, |raw| Some(raw);
    Active, Bool, |this| this.0, |raw| Some(Self(raw));
    i64, Int, |this| *this, |raw| Some(raw);
    String, Text, |this| this.clone(), |raw| Some(raw);
    Uuid, Uuid, |this| *this, |raw| Some(raw);
    Timestamp, Time, |this| this.micros(), |raw| Self::from_micros(raw).ok();
    NaiveDate, Date, |this| this.to_epoch_days(), |raw| Self::from_epoch_days(raw);
    DurationMinutes, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    BufferMinutes, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    StepMinutes, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    Capacity, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    FurtherCount, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    Stock, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    SessionCount, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    DayEnd, Int, |this| i64::from(this.minutes()), |raw| {
        u16::try_from(raw).ok().and_then(|minutes| Self::from_minutes(minutes).ok())
    };
    Month, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    GraceDays, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    PaymentDays, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    Priority, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    ValidityDays, Int, |this| i64::from(this.get()), |raw| Self::new(raw).ok();
    Quantity, Int, |this| this.scaled(), |raw| Self::from_scaled(raw).ok();
    Percent, Int, |this| this.scaled(), |raw| Self::from_scaled(raw).ok();
    TaxRate, Int, |this| this.scaled(), |raw| Self::from_scaled(raw).ok();
    Amount, Int, |this| this.scaled(), |raw| Self::from_scaled(raw).ok();
}

text_scalar!(
    Name,
    Notes,
    Code,
    VatNumber,
    ExemptionReason,
    ExemptionCode,
    PostalCode,
    Slug,
    EmailAddress,
    PhoneNumber,
    CountryCode,
    Color,
    Currency,
    TimeZone,
    PriceMode,
    RecurrenceRule
);

json_scalar!(WeeklyHours, DayHours, Discount, Recurrence, Segments, Tags, WebOrigins);

/// A count, of which none is left out that is not computed: from nothing.
impl Scalar for i32 {
    const KIND: Kind = Kind::Int;
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
    fn from_value(value: Value, _: Option<Currency>) -> Option<Self> {
        match value {
            Value::Int(raw) => raw.try_into().ok(),
            _ => None,
        }
    }
    fn from_json(json: &Json, _: Option<Currency>) -> Option<Self> {
        Self::deserialize(json).ok()
    }
    fn absent() -> Option<Self> {
        Some(0)
    }
}

impl Scalar for Money {
    const KIND: Kind = Kind::Int;
    fn to_value(&self) -> Value {
        Value::Int(self.minor())
    }
    fn from_value(value: Value, currency: Option<Currency>) -> Option<Self> {
        match value {
            Value::Int(minor) => currency.map(|currency| Self::from_minor(minor, currency)),
            _ => None,
        }
    }
    fn from_json(json: &Json, currency: Option<Currency>) -> Option<Self> {
        // What an invoice takes back is below zero, which no amount that clients give is.
        let decimal: Decimal = json.as_str()?.parse().ok()?;
        Self::from_decimal(decimal, currency?).ok()
    }
}

impl Scalar for UnitPrice {
    const KIND: Kind = Kind::Int;
    fn to_value(&self) -> Value {
        Value::Int(self.scaled())
    }
    fn from_value(value: Value, currency: Option<Currency>) -> Option<Self> {
        let Value::Int(scaled) = value else { return None };
        let price = Self::from_scaled(scaled).ok()?;
        Some(currency.map_or(price, |currency| price.in_currency(currency)))
    }
    fn from_json(json: &Json, currency: Option<Currency>) -> Option<Self> {
        let price = Self::deserialize(json).ok()?;
        Some(currency.map_or(price, |currency| price.in_currency(currency)))
    }
}

impl<E: Entity> Scalar for Id<E> {
    const KIND: Kind = Kind::Uuid;
    const REFERENCES: Option<&'static Table> = Some(E::TABLE);
    fn to_value(&self) -> Value {
        Value::Uuid(self.uuid())
    }
    fn from_value(value: Value, _: Option<Currency>) -> Option<Self> {
        match value {
            Value::Uuid(raw) => Some(Self::from_uuid(raw)),
            _ => None,
        }
    }
    fn from_json(json: &Json, _: Option<Currency>) -> Option<Self> {
        Self::deserialize(json).ok()
    }
}

impl<E: Entity> Scalar for IdList<E> {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        // A list of texts can always be written into memory.
        Value::Text(serde_json::to_string(self).unwrap_or_default())
    }
    fn from_value(value: Value, _: Option<Currency>) -> Option<Self> {
        match value {
            Value::Text(text) => serde_json::from_str(&text).ok(),
            _ => None,
        }
    }
    fn from_json(json: &Json, _: Option<Currency>) -> Option<Self> {
        Self::deserialize(json).ok()
    }
}

impl<E: Entity> Scalar for FewIds<E> {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        // A list of texts can always be written into memory.
        Value::Text(serde_json::to_string(self).unwrap_or_default())
    }
    fn from_value(value: Value, _: Option<Currency>) -> Option<Self> {
        match value {
            Value::Text(text) => serde_json::from_str(&text).ok(),
            _ => None,
        }
    }
    fn from_json(json: &Json, _: Option<Currency>) -> Option<Self> {
        Self::deserialize(json).ok()
    }
}

impl<T: Scalar> Scalar for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    const REFERENCES: Option<&'static Table> = T::REFERENCES;
    const WORDS: &'static [&'static str] = T::WORDS;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }
    fn from_value(value: Value, currency: Option<Currency>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value, currency).map(Some),
        }
    }
    fn from_json(json: &Json, currency: Option<Currency>) -> Option<Self> {
        if json.is_null() { Some(None) } else { T::from_json(json, currency).map(Some) }
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// A value with many members takes no more of its row than a pointer.
impl<T: Scalar> Scalar for Box<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = T::NULLABLE;
    const REFERENCES: Option<&'static Table> = T::REFERENCES;
    const WORDS: &'static [&'static str] = T::WORDS;
    fn to_value(&self) -> Value {
        T::to_value(self)
    }
    fn from_value(value: Value, currency: Option<Currency>) -> Option<Self> {
        T::from_value(value, currency).map(Self::new)
    }
    fn from_json(json: &Json, currency: Option<Currency>) -> Option<Self> {
        T::from_json(json, currency).map(Self::new)
    }
    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}
