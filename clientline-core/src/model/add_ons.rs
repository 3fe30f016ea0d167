//! What can be added to a service: each makes an appointment longer, costs something, or both.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entity::{Scalar, replaced_whole, tolerant},
    row::{Kind, Value},
    value::{AddedMinutes, Code, Currency, DurationMinutes, Name, Notes, UnitPrice},
};

/// Something that is added to a service: a mask, a beard trim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddOn {
    /// A short code, unique in the service.
    pub code: Code,
    /// The name.
    pub name: Name,
    /// How much longer the service takes.
    #[serde(default)]
    pub minutes: AddedMinutes,
    /// What it costs more.
    #[serde(default)]
    pub price: UnitPrice,
}

/// What can be added to a service, or was to an appointment: at most twenty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct AddOns(#[schemars(length(max = 20))] pub Vec<AddOn>);

impl Scalar for AddOns {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        // A list of texts and numbers can always be written into memory.
        Value::Text(serde_json::to_string(self).unwrap_or_default())
    }

    fn from_value(value: Value, currency: Option<Currency>) -> Option<Self> {
        let Value::Text(text) = value else { return None };
        tolerant::read::<Self>(&text).map(|all| all.in_currency(currency))
    }

    fn from_json(json: &serde_json::Value, currency: Option<Currency>) -> Option<Self> {
        tolerant::read::<Self>(&json.to_string()).map(|all| all.in_currency(currency))
    }
}

replaced_whole!(Box<AddOns>);
#[cfg(feature = "fixture")]
crate::entity::by_default!(AddOns);

/// What some add-ons come to together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    minutes: u16,
    price: UnitPrice,
}

impl Added {
    /// Returns how long a service takes with it: a day at most.
    #[must_use]
    pub fn lengthen(self, duration: DurationMinutes) -> DurationMinutes {
        let minutes = i64::from(duration.get()) + i64::from(self.minutes);
        DurationMinutes::new(minutes).unwrap_or(DurationMinutes::MAX)
    }

    /// Returns what a service costs with it; `None` if it is more than can be said.
    #[must_use]
    pub fn raise(self, price: UnitPrice) -> Option<UnitPrice> {
        price.checked_add(self.price)
    }

    /// Returns how long a service takes with `other` in its place; `None` if no minute would be
    /// left of it, or it would be longer than a day.
    #[must_use]
    pub fn exchanged(self, other: Self, duration: DurationMinutes) -> Option<DurationMinutes> {
        let left = i64::from(duration.get()) - i64::from(self.minutes);
        DurationMinutes::new(left + i64::from(other.minutes)).ok()
    }

    /// Returns what all of it costs.
    #[must_use]
    pub const fn price(self) -> UnitPrice {
        self.price
    }

    /// Returns how many minutes it adds.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.minutes
    }
}

impl AddOns {
    /// The most of one service.
    pub const MAX: usize = 20;
    /// The most of one appointment.
    pub const CHOSEN_MAX: usize = 5;

    /// Returns the same, their prices shown in a currency, if there is one.
    fn in_currency(mut self, currency: Option<Currency>) -> Self {
        if let Some(currency) = currency {
            for one in &mut self.0 {
                one.price = one.price.in_currency(currency);
            }
        }
        self
    }

    /// Returns their names, as far as remarks hold them.
    #[must_use]
    pub fn names(&self) -> Option<Notes> {
        let names: Vec<&str> = self.0.iter().map(|one| one.name.as_str()).collect();
        Notes::parse(&names.join(", ")).ok()
    }

    /// Returns what they come to together: a day, and the highest price, at most.
    #[must_use]
    pub fn added(&self) -> Added {
        self.0.iter().fold(Added::default(), |sum, one| Added {
            minutes: sum.minutes.saturating_add(one.minutes.get()),
            price: one.price.checked_add(sum.price).unwrap_or(sum.price),
        })
    }
}
