//! What the sessions of a package are worth, one after the other (I14 of the design of billing).
//!
//! After k of n sessions, `R(P * k / n)` of the price `P` was redeemed: each session takes what
//! those before it left of that, so that all of them together come to the price exactly.

use super::{BillingError, ratio::round};
use crate::value::Money;

/// What of a package is not redeemed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageBalance {
    /// The price of all sessions.
    pub price: Money,
    /// How many sessions were sold.
    pub sessions: u32,
    /// How many of them are left.
    pub left: u32,
    /// What those are worth.
    pub outstanding: Money,
}

impl PackageBalance {
    /// Takes a session, and returns what it is worth.
    ///
    /// ```
    /// use clientline_core::{billing::PackageBalance, value::Money};
    ///
    /// let price = Money::from_minor(10_000, "EUR".parse()?);
    /// let mut package = PackageBalance { price, sessions: 3, left: 3, outstanding: price };
    /// let mut values = Vec::new();
    /// while package.left > 0 {
    ///     values.push(package.redeem()?.to_string());
    /// }
    /// assert_eq!(values, ["33.33", "33.34", "33.33"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`BillingError::NoSessionLeft`] if there is none, and [`BillingError::TooLarge`] if the
    /// amounts do not fit.
    pub fn redeem(&mut self) -> Result<Money, BillingError> {
        let left = self.left.checked_sub(1).ok_or(BillingError::NoSessionLeft)?;
        let taken = i128::from(self.sessions.saturating_sub(left));
        let redeemed = round(i128::from(self.price.minor()) * taken, self.sessions.into())
            .and_then(|redeemed| i64::try_from(redeemed).ok())
            .ok_or(BillingError::TooLarge)?;
        let afterwards = self.price.minor() - redeemed;
        // What came back may be worth a unit less than it would be in its turn.
        let value = (self.outstanding.minor() - afterwards).max(0);
        let value = Money::from_minor(value, self.price.currency());
        *self = Self { left, outstanding: self.outstanding.checked_sub(value)?, ..*self };
        Ok(value)
    }

    /// Takes a session back that was worth so much.
    ///
    /// # Errors
    /// [`BillingError::Money`] if the amounts do not add up.
    pub fn give_back(&mut self, value: Money) -> Result<(), BillingError> {
        let outstanding = self.outstanding.checked_add(value)?;
        *self = Self { left: self.left.saturating_add(1), outstanding, ..*self };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn package(price: i64, sessions: u32) -> PackageBalance {
        let price = Money::from_minor(price, "EUR".parse().unwrap());
        PackageBalance { price, sessions, left: sessions, outstanding: price }
    }

    #[test]
    fn no_session_is_taken_of_none() {
        let mut package = package(100, 1);
        assert_eq!(package.redeem().unwrap().minor(), 100);
        assert_eq!(package.redeem(), Err(BillingError::NoSessionLeft));
    }

    proptest! {
        /// I14: in whichever order sessions are taken and come back, what was redeemed and what
        /// is outstanding come to the price, and the last session leaves nothing.
        #[test]
        fn sessions_come_to_the_price(
            price in 0_i64..1_000_000,
            sessions in 1_u32..40,
            steps in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..80),
        ) {
            let mut package = package(price, sessions);
            let mut taken: Vec<Money> = Vec::new();
            for (is_taken, which) in steps {
                if is_taken && package.left > 0 {
                    taken.push(package.redeem().unwrap());
                } else if !taken.is_empty() {
                    let value = taken.remove(which.index(taken.len()));
                    package.give_back(value).unwrap();
                }
                let redeemed: i64 = taken.iter().map(|value| value.minor()).sum();
                prop_assert!(taken.iter().all(|value| value.minor() >= 0));
                prop_assert_eq!(redeemed + package.outstanding.minor(), price);
            }
            while package.left > 0 {
                package.redeem().unwrap();
            }
            prop_assert_eq!(package.outstanding.minor(), 0);
        }

        /// Taken in turn, no session is a unit away from its exact share.
        #[test]
        fn each_session_is_worth_its_share(price in 0_i64..1_000_000, sessions in 1_u32..200) {
            let mut package = package(price, sessions);
            while package.left > 0 {
                let value = package.redeem().unwrap().minor();
                let (least, most) = (price / i64::from(sessions), price / i64::from(sessions) + 1);
                prop_assert!((least..=most).contains(&value), "{value}");
            }
        }
    }
}
