//! What is added to the service of an appointment that is agreed on already: what that changes of
//! its price, and what its history keeps.
//!
//! What was agreed stays: the appointment is as much longer and dearer as what is added, and as much
//! shorter and cheaper as what is left out.

use super::booking::Price;
use crate::{
    billing::gross,
    error::{Error, Result},
    model::{AddOns, Appointment, Sale},
    value::{Money, Quantity, UnitPrice},
};

/// What is added to the service of an appointment from now on.
#[derive(Clone, Copy)]
pub(super) enum AddedFromNow<'a> {
    /// What was.
    AsBefore,
    /// These in its place, or nothing.
    Instead(Option<&'a AddOns>),
}

impl AddedFromNow<'_> {
    /// Says it of the appointment.
    pub(super) fn say(self, appointment: &mut Appointment) {
        if let Self::Instead(all) = self {
            appointment.add_ons = all.cloned().map(Box::new);
        }
    }

    /// Returns what the history keeps of what was added before, if that is changed.
    pub(super) fn before(self, before: &Appointment) -> Option<Box<AddOns>> {
        match self {
            Self::AsBefore => None,
            Self::Instead(_) => Some(before.add_ons.clone().unwrap_or_default()),
        }
    }
}

/// Returns the price of an appointment once something else is added to it: what was agreed, or what
/// the desk made of it on its sale, with the prices of the one in the place of those of the other;
/// nothing, if that is all that is left.
pub(super) fn price_with(
    before: &Appointment,
    sale: Option<&Sale>,
    added: Option<&AddOns>,
) -> Result<Price> {
    let too_large = |detail: String| Error::invalid("/add_ons", "amount_too_large", detail);
    let currency = before.currency;
    let total = |unit: UnitPrice| {
        gross(Quantity::default(), unit, currency).map_err(|error| too_large(error.to_string()))
    };
    let price_of = |all: Option<&AddOns>| all.map(|all| all.added().price()).unwrap_or_default();
    let (old, new) = (price_of(before.add_ons.as_deref()), price_of(added));
    let was = sale.map_or(old, |sale| sale.unit_price);
    let beyond = || too_large("The price would be higher than any can be.".to_owned());
    let unit = was.checked_add(new).ok_or_else(beyond)?.saturating_sub(old);
    let unit = unit.in_currency(currency);
    let change = total(unit)?.minor() - total(was)?.minor();
    let price = before.price.minor().checked_add(change).ok_or_else(beyond)?;
    Ok(Price { unit, total: Money::from_minor(price.max(0), currency) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{entity::sample, model::AddOn};

    fn add_on(code: &str, price: &str) -> AddOn {
        serde_json::from_value(serde_json::json!({ "code": code, "name": code, "price": price }))
            .unwrap()
    }

    fn booked(minor: i64, added: &[AddOn]) -> Appointment {
        let appointment = sample::<Appointment>();
        let price = Money::from_minor(minor, appointment.currency);
        let add_ons = (!added.is_empty()).then(|| Box::new(AddOns(added.to_vec())));
        Appointment { add_ons, price, ..appointment }
    }

    #[test]
    fn what_is_added_later_costs_more_and_what_is_left_out_less() {
        let (mask, drink) = (add_on("MASK", "12.50"), add_on("DRINK", "3"));
        let before = booked(6_050, &[mask.clone(), drink.clone()]);
        let price = |added: &[AddOn]| {
            price_with(&before, None, Some(&AddOns(added.to_vec()))).unwrap().total.minor()
        };
        assert_eq!(price(&[mask.clone(), drink.clone()]), 6_050);
        assert_eq!(price(&[drink]), 4_800);
        assert_eq!(price_with(&before, None, None).unwrap().total.minor(), 4_500);
        assert_eq!(price(&[mask, add_on("BEARD", "20")]), 7_750);
    }

    #[test]
    fn nothing_costs_less_than_nothing() {
        let before = booked(1_000, &[add_on("MASK", "12.50")]);
        let price = price_with(&before, None, None).unwrap();
        assert_eq!((price.total.minor(), price.unit.to_string()), (0, "0.00".to_owned()));
    }
}
