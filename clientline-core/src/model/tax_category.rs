//! The categories of taxes, and how a buyer is taxed.

use crate::{entity::word_enum, value::TaxRate};

word_enum! {
    /// The category of a tax by EN 16931 (BT-118 and BT-151), with its code of UNCL 5305.
    TaxCategory {
        /// Charged at a rate above zero, reduced ones included.
        Standard = "S",
        /// Charged at a rate of zero.
        Zero = "Z",
        /// Exempt, for a reason that the invoice says.
        Exempt = "E",
        /// Reverse charge: the buyer owes it.
        ReverseCharge = "AE",
        /// An intra-community supply of goods.
        IntraCommunity = "K",
        /// An export.
        Export = "G",
        /// Outside the scope of the tax.
        OutsideScope = "O",
    }
}

impl TaxCategory {
    /// Returns the category of a tax of which its rate alone is known.
    #[must_use]
    pub const fn of_rate(rate: TaxRate) -> Self {
        if rate.scaled() > 0 { Self::Standard } else { Self::Zero }
    }

    /// Returns whether a tax of the category may have a rate: above zero if it is standard, and
    /// zero if it is any other one (BR-S-05, BR-Z-05, BR-E-05, BR-AE-05, BR-IC-05, BR-G-05).
    #[must_use]
    pub const fn takes(self, rate: TaxRate) -> bool {
        matches!(self, Self::Standard) == (rate.scaled() > 0)
    }

    /// Returns whether an invoice has to say why the tax is not charged (BR-E-10, BR-AE-10,
    /// BR-IC-10, BR-G-10, BR-O-10). The others say no reason (BR-S-10, BR-Z-10).
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Standard | Self::Zero)
    }
}

word_enum! {
    /// How a buyer is taxed.
    #[derive(Default)]
    TaxTreatment {
        /// As what is bought is taxed.
        #[default]
        Standard = "standard",
        /// Not at all, by a certificate.
        Exempt = "exempt",
        /// By themselves: the buyer owes the tax in the place of the seller (reverse charge).
        ReverseCharge = "reverse_charge",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_above_zero_is_standard_and_one_of_zero_is_any_other() {
        let [zero, some] = ["0", "0.0001"].map(|rate| rate.parse::<TaxRate>().unwrap());
        for category in TaxCategory::ALL {
            let is_standard = *category == TaxCategory::Standard;
            assert_eq!((category.takes(some), category.takes(zero)), (is_standard, !is_standard));
        }
        for rate in [zero, some] {
            assert!(TaxCategory::of_rate(rate).takes(rate));
            assert!(!TaxCategory::of_rate(rate).needs_reason());
        }
    }
}
