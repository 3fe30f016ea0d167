//! Days at the till that were closed: what there should have been, and what was counted.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{Center, PaymentMethod, row_policy::row_policy};
use crate::{
    entity::{entity, json_scalar, word_enum},
    value::{Amount, Currency, Id, Money, Name, Notes},
};

word_enum! {
    /// Whether a day that was closed takes money again.
    DayCloseStatus {
        /// The day takes no more money.
        Closed = "closed",
        /// It was opened again.
        Reopened = "reopened",
    }
}

entity! {
    /// The close of a day at a center. It stays as it was counted; a day that is opened again
    /// gets another one.
    DayClose in "day_close" {
        /// The center.
        center_id: Id<Center>,
        /// The business day.
        date: NaiveDate,
        /// Whether the day is closed by it.
        status: DayCloseStatus,
        /// The currency of the drawer: the center's.
        currency: Currency,
        /// What was in the drawer when the day began.
        opening_float: Money,
        /// What was put into the drawer otherwise than for invoices.
        pay_ins: DrawerEntries,
        /// What was taken out of it.
        pay_outs: DrawerEntries,
        /// What should have been there, and what was, by how it was given.
        methods: ClosedMethods,
        /// By how much more was counted than should have been there, in that currency; below
        /// zero, less.
        difference: Money,
        /// Why it differs.
        reason: Option<Notes>,
        /// Why the day was opened again.
        reopen_reason: Option<Notes>,
    }
    unique day_closed (center_id, date) when status = "closed";
}

row_policy! { DayClose, staff: OWN_CENTERS, client: NOTHING }

/// Cash that came into a drawer or left it otherwise than for an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawerEntry {
    /// How much, in the center's currency.
    pub amount: Amount,
    /// Why.
    pub reason: Name,
}

/// What came into a drawer on a day, or left it, otherwise than for invoices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct DrawerEntries(#[schemars(length(max = 20))] pub Vec<DrawerEntry>);

impl DrawerEntries {
    /// Returns the same entries, shown in `currency`.
    #[must_use]
    pub fn in_currency(&self, currency: Currency) -> Self {
        let entries = self.0.iter().map(|entry| DrawerEntry {
            amount: entry.amount.in_currency(currency),
            ..entry.clone()
        });
        Self(entries.collect())
    }

    /// The most entries of a day.
    pub const MAX: usize = 20;
}

/// What should be there at the end of a day by one way of giving, and what was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClosedMethod {
    /// How it was given.
    pub payment_method: PaymentMethod,
    /// The currency of the amounts.
    pub currency: Currency,
    /// How many records there are.
    pub count: u32,
    /// What there should be of it.
    pub expected: Money,
    /// What was counted; nothing was, if absent.
    pub counted: Option<Money>,
    /// What was counted less what there should be; zero, if nothing was counted.
    pub difference: Money,
}

impl<'de> Deserialize<'de> for ClosedMethod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            payment_method: PaymentMethod,
            currency: Currency,
            count: u32,
            expected: String,
            counted: Option<String>,
            difference: String,
        }
        let stored = Stored::deserialize(deserializer)?;
        let money = |amount: String| {
            let amount: Decimal = amount.parse().map_err(D::Error::custom)?;
            Money::from_decimal(amount, stored.currency).map_err(D::Error::custom)
        };
        Ok(Self {
            payment_method: stored.payment_method,
            currency: stored.currency,
            count: stored.count,
            expected: money(stored.expected)?,
            counted: stored.counted.map(money).transpose()?,
            difference: money(stored.difference)?,
        })
    }
}

/// What should be there at the end of a day, by how it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct ClosedMethods(#[schemars(length(max = 100))] pub Vec<ClosedMethod>);

json_scalar!(DrawerEntries, ClosedMethods);
#[cfg(feature = "fixture")]
crate::entity::by_default!(DrawerEntries, ClosedMethods);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_read_as_it_was_stored() {
        let currency: Currency = "EUR".parse().unwrap();
        let money = |minor| Money::from_minor(minor, currency);
        let method = ClosedMethod {
            payment_method: PaymentMethod::Cash,
            currency,
            count: 2,
            expected: money(-1_250),
            counted: Some(money(0)),
            difference: money(1_250),
        };
        let text = serde_json::to_string(&method).unwrap();
        assert!(text.contains(r#""expected":"-12.50""#), "{text}");
        assert_eq!(serde_json::from_str::<ClosedMethod>(&text).unwrap(), method);
    }
}
