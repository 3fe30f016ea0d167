//! Cash rounding: what is due, in coins that exist.
//!
//! Where the smallest coin is more than the minor unit (CHF 0.05, SEK 1), the
//! part of an invoice that is settled in cash is rounded at settlement. The
//! difference is a field of its own, bears no tax, and leaves the invoice's
//! total alone (step 10). Each mode is symmetric, so that a full refund in
//! cash mirrors its sale.

use crate::value::{CashMode, CashRounding, Money};

use super::{error::BillingError, sheet::money};

impl CashRounding {
    /// Returns what has to be added to `due` for it to be payable in cash.
    ///
    /// ```
    /// use clientline_core::value::{CashMode, CashRounding, Money};
    ///
    /// let franc = "CHF".parse()?;
    /// let rounding = CashRounding { step: "0.05".parse()?, mode: CashMode::Nearest };
    /// let added = |minor| rounding.of(Money::from_minor(minor, franc)).map(Money::minor);
    /// assert_eq!(added(1_997)?, -2);
    /// assert_eq!(added(1_998)?, 2);
    /// assert_eq!(added(-1_998)?, -2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`BillingError::NoCashStep`] for a step of 0, [`BillingError::CashStep`]
    /// for one with a fraction of the currency's minor unit, and
    /// [`BillingError::TooLarge`] when the rounded amount does not fit 64 bits.
    pub fn of(&self, due: Money) -> Result<Money, BillingError> {
        let currency = due.currency();
        let step = self.step.to_money(currency);
        let step = i128::from(step.map_err(|source| BillingError::CashStep { source })?.minor());
        if step <= 0 {
            return Err(BillingError::NoCashStep);
        }
        let amount = i128::from(due.minor());
        // What the amount is beyond a multiple; of its own sign.
        let beyond = amount % step;
        let up = match self.mode {
            CashMode::Nearest => beyond.abs() * 2 >= step,
            CashMode::Up => beyond != 0,
            CashMode::Down => false,
        };
        let added = if up { amount.signum() * step - beyond } else { -beyond };
        money(amount + added, currency)?;
        money(added, currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::Amount;

    fn rounded(minor: i64, step: &str, mode: CashMode, code: &str) -> Result<i64, BillingError> {
        let due = Money::from_minor(minor, code.parse().unwrap());
        let added = CashRounding { step: step.parse().unwrap(), mode }.of(due)?;
        Ok(due.checked_add(added)?.minor())
    }

    #[test]
    fn each_mode_goes_its_way() {
        use CashMode::{Down, Nearest, Up};
        assert_eq!(rounded(1_002, "0.05", Nearest, "CHF"), Ok(1_000));
        assert_eq!(rounded(1_003, "0.05", Nearest, "CHF"), Ok(1_005));
        assert_eq!(rounded(150, "1", Nearest, "SEK"), Ok(200));
        assert_eq!(rounded(1_001, "0.05", Up, "CHF"), Ok(1_005));
        assert_eq!(rounded(1_004, "0.05", Down, "CHF"), Ok(1_000));
        assert_eq!(rounded(1_004, "5", Nearest, "JPY"), Ok(1_005));
        for mode in [Nearest, Up, Down] {
            assert_eq!(rounded(0, "0.05", mode, "CHF"), Ok(0));
        }
    }

    #[test]
    fn a_step_that_is_no_coin_is_refused() {
        assert_eq!(rounded(1, "0", CashMode::Nearest, "CHF"), Err(BillingError::NoCashStep));
        let fraction = rounded(1, "0.005", CashMode::Nearest, "CHF");
        assert!(matches!(fraction, Err(BillingError::CashStep { .. })));
        let edge = rounded(i64::MAX, "0.05", CashMode::Up, "CHF");
        assert_eq!(edge, Err(BillingError::TooLarge));
    }

    fn mode() -> impl Strategy<Value = CashMode> {
        prop::sample::select(vec![CashMode::Nearest, CashMode::Up, CashMode::Down])
    }

    proptest! {
        #[test]
        fn a_full_refund_in_cash_mirrors_its_sale(minor in 0_i64..1_000_000_000, step in 1_i64..1_000, mode in mode()) {
            let step = Amount::try_from(Money::from_minor(step, "CHF".parse().unwrap())).unwrap();
            let sale = rounded(minor, &step.to_string(), mode, "CHF").unwrap();
            let refund = rounded(-minor, &step.to_string(), mode, "CHF").unwrap();
            prop_assert_eq!(refund, -sale);
        }

        #[test]
        fn the_result_is_a_multiple_less_than_a_step_away(minor: i32, step in 1_i64..1_000, mode in mode()) {
            let text = Amount::try_from(Money::from_minor(step, "CHF".parse().unwrap())).unwrap().to_string();
            let cash = rounded(minor.into(), &text, mode, "CHF").unwrap();
            prop_assert_eq!(cash % step, 0);
            let away = (cash - i64::from(minor)).abs();
            prop_assert!(away < step);
            prop_assert!(mode != CashMode::Nearest || away * 2 <= step);
        }
    }
}
