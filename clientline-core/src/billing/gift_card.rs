//! What is left on a gift card, and what its code looks like (I15 of the design of billing).
//!
//! A balance moves by entries of a ledger, and stays between nothing and what was bought: no more
//! is spent than is left, and no more comes back than was spent.

use super::BillingError;
use crate::value::Money;

/// Crockford's base 32: no letter is taken for another, or for a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many letters a code has, of 5 bits each: 100 bits that nobody guesses.
const LENGTH: usize = 20;
/// How many letters are written together.
const GROUP: usize = 4;

/// What was bought on a gift card, and what of it is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GiftCardBalance {
    /// What was bought.
    pub value: Money,
    /// What is left.
    pub left: Money,
}

impl GiftCardBalance {
    /// Adds an amount, or takes it, if it is below zero.
    ///
    /// ```
    /// use clientline_core::{billing::GiftCardBalance, value::Money};
    ///
    /// let euro = |minor| Money::from_minor(minor, "EUR".parse().unwrap());
    /// let card = GiftCardBalance { value: euro(5_000), left: euro(5_000) };
    /// let card = card.post(euro(-3_000))?;
    /// assert_eq!(card.left, euro(2_000));
    /// assert!(card.post(euro(-2_001)).is_err());
    /// assert!(card.post(euro(3_001)).is_err());
    /// # Ok::<(), clientline_core::billing::BillingError>(())
    /// ```
    ///
    /// # Errors
    /// [`BillingError::GiftCardShort`] if less is left, or less was spent; and
    /// [`BillingError::Money`] if the amounts do not add up.
    pub fn post(self, amount: Money) -> Result<Self, BillingError> {
        let left = self.left.checked_add(amount)?;
        if !(0..=self.value.minor()).contains(&left.minor()) {
            return Err(BillingError::GiftCardShort { left: self.left });
        }
        Ok(Self { left, ..self })
    }

    /// Returns what was spent.
    ///
    /// # Errors
    /// [`BillingError::Money`] if the amounts are of two currencies.
    pub fn spent(self) -> Result<Money, BillingError> {
        Ok(self.value.checked_sub(self.left)?)
    }
}

/// Writes chance as the code of a gift card: five groups of four letters and digits.
#[must_use]
pub fn gift_card_code(chance: &[u8; 32]) -> String {
    let letters = chance.iter().take(LENGTH).map(|byte| LETTERS[usize::from(byte % 32)]);
    grouped(letters.map(char::from))
}

/// Reads a code as it was typed: in small letters or great ones, with hyphens or without, and
/// with the letters that Crockford's base 32 takes for digits.
#[must_use]
pub fn typed_gift_card_code(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| *letter != '-').map(|letter| {
        match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        }
    });
    grouped(letters)
}

/// Writes letters in groups.
fn grouped(letters: impl Iterator<Item = char>) -> String {
    let mut code = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (at, letter) in letters.enumerate() {
        if at > 0 && at % GROUP == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    code
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn euro(minor: i64) -> Money {
        Money::from_minor(minor, "EUR".parse().unwrap())
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = gift_card_code(&[31; 32]);
        assert_eq!(code, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(typed_gift_card_code("zzzzzzzzzzzzzzzzzzzz"), code);
        assert_eq!(typed_gift_card_code("oOiI-lL23"), "0011-1123");
    }

    #[test]
    fn a_gift_card_of_another_currency_is_not_spent() {
        let card = GiftCardBalance { value: euro(100), left: euro(100) };
        assert!(card.post(Money::from_minor(-1, "USD".parse().unwrap())).is_err());
    }

    proptest! {
        /// I15: the balance is the sum of its entries, and stays between nothing and the value.
        #[test]
        fn a_balance_is_the_sum_of_its_entries(
            value in 0_i64..100_000,
            amounts in prop::collection::vec(-50_000_i64..50_000, 0..40),
        ) {
            let mut card = GiftCardBalance { value: euro(value), left: euro(value) };
            let mut sum = value;
            for amount in amounts {
                if let Ok(after) = card.post(euro(amount)) {
                    card = after;
                    sum += amount;
                } else {
                    prop_assert!(!(0..=value).contains(&(sum + amount)));
                }
                prop_assert_eq!(card.left.minor(), sum);
                prop_assert!((0..=value).contains(&sum));
                prop_assert_eq!(card.spent().unwrap().minor(), value - sum);
            }
        }

        /// What is drawn by chance is read as it was written.
        #[test]
        fn a_code_that_is_typed_is_the_one_that_was_given(chance in any::<[u8; 32]>()) {
            let code = gift_card_code(&chance);
            prop_assert_eq!(typed_gift_card_code(&code.to_lowercase().replace('-', "")), code);
        }
    }
}
