//! Why an invoice has no totals, or a payment no change.

use crate::{
    model::TaxCategory,
    value::{Money, MoneyError, TaxRate},
};

use super::{MAX_DISCOUNTS, MAX_LINES, MAX_TAXES, MAX_TAXES_OF_LINE, input::TaxKey};

/// Why billing refuses an input.
///
/// Positions count from 0, as in JSON. [`pointer`](Self::pointer) names the
/// field to correct, and [`code`](Self::code) is stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BillingError {
    /// The invoice has more than [`MAX_LINES`] lines.
    #[error("An invoice has at most {MAX_LINES} lines.")]
    TooManyLines,
    /// The invoice has more than [`MAX_TAXES`] taxes.
    #[error("An invoice has at most {MAX_TAXES} taxes.")]
    TooManyTaxes,
    /// The invoice has more than [`MAX_DISCOUNTS`] discounts.
    #[error("An invoice has at most {MAX_DISCOUNTS} discounts.")]
    TooManyDiscounts,
    /// A line has more than [`MAX_TAXES_OF_LINE`] taxes.
    #[error("A line has at most {MAX_TAXES_OF_LINE} taxes.")]
    TooManyTaxesOfLine {
        /// The line.
        line: usize,
    },
    /// Two taxes of the invoice have the same id.
    #[error("The tax {id} is given twice.")]
    DuplicateTax {
        /// The second of the two.
        tax: usize,
        /// Their id.
        id: TaxKey,
    },
    /// A tax has a rate that its category does not have.
    #[error("A tax of category {category} can't have a rate of {rate} %: a standard one (S) has a rate above zero, and any other a rate of zero.", category = category.as_str())]
    TaxCategoryRate {
        /// The tax.
        tax: usize,
        /// Its category.
        category: TaxCategory,
        /// Its rate.
        rate: TaxRate,
    },
    /// A line names a tax that the invoice does not have.
    #[error("The invoice has no tax {id}.")]
    UnknownTax {
        /// The line.
        line: usize,
        /// Which of the line's taxes.
        position: usize,
        /// The id that it names.
        id: TaxKey,
    },
    /// A line names a tax twice.
    #[error("The line has the tax {id} already.")]
    RepeatedTax {
        /// The line.
        line: usize,
        /// Which of the line's taxes.
        position: usize,
        /// The id that it names.
        id: TaxKey,
    },
    /// A line has neither a price nor a share of the others that it charges, or both.
    #[error("A line has a price, or charges in percent of the others, with a quantity of 1.")]
    ChargeOrPrice {
        /// The line.
        line: usize,
    },
    /// The discount of a line is more than the line.
    #[error("A discount of {discount} is more than the line's {gross}.")]
    DiscountAboveGross {
        /// The line.
        line: usize,
        /// The form in which its discount is said.
        form: &'static str,
        /// Its discount, as the line's price is read.
        discount: Money,
        /// The line's amount without it.
        gross: Money,
    },
    /// The discount of a line is no money in the invoice's currency.
    #[error("{source}")]
    LineDiscount {
        /// The line.
        line: usize,
        /// The form in which its discount is said.
        form: &'static str,
        /// The reason.
        source: MoneyError,
    },
    /// A discount of the invoice is no money in the invoice's currency.
    #[error("{source}")]
    InvoiceDiscount {
        /// The discount.
        discount: usize,
        /// The form in which it is said.
        form: &'static str,
        /// The reason.
        source: MoneyError,
    },
    /// The parts of a line are told in several ways.
    #[error("All shares of a line are of one kind: quantities, percentages or amounts.")]
    SharesOfKinds {
        /// The first share of another kind.
        share: usize,
    },
    /// The parts of a line leave nothing of it.
    #[error("The shares leave nothing of the line; to give all of it away, move it.")]
    SharesAboveLine,
    /// A part of a line can't be told by a quantity and a price of the digits that those have.
    #[error("The part is too small to be told by a quantity and a price.")]
    ShareTooSmall {
        /// The share.
        share: usize,
    },
    /// A discount is for no line at all.
    #[error("The discount is for no line; leave the lines out if it is for all of them.")]
    DiscountWithoutLines {
        /// The discount.
        discount: usize,
    },
    /// A discount names a line that the invoice does not have.
    #[error("The invoice has no line {line}; the first line is 0.")]
    UnknownLine {
        /// The discount.
        discount: usize,
        /// Which of the discount's lines.
        position: usize,
        /// The line that it names.
        line: usize,
    },
    /// A discount names a line twice.
    #[error("The discount has line {line} already.")]
    RepeatedLine {
        /// The discount.
        discount: usize,
        /// Which of the discount's lines.
        position: usize,
        /// The line that it names.
        line: usize,
    },
    /// A line amounts to more than 64 bits of minor units.
    #[error("The line amounts to more than can be billed.")]
    LineTooLarge {
        /// The line.
        line: usize,
    },
    /// A sum does not fit 64 bits of minor units, or the invoice's rates
    /// together are finer than 127 bits.
    #[error("The invoice amounts to more, or has finer rates, than can be billed exactly.")]
    TooLarge,
    /// Cash can't be rounded to a step of nothing.
    #[error("The step of cash rounding must be more than 0.")]
    NoCashStep,
    /// The step of cash rounding is no money in the invoice's currency.
    #[error("{source}")]
    CashStep {
        /// The reason.
        source: MoneyError,
    },
    /// A payment is of less than nothing, or leaves less than nothing due.
    #[error("An amount of a payment can't be less than 0.")]
    NegativePayment,
    /// The tip is more than the money that was handed over.
    #[error("A tip can't be more than the {tendered} handed over.")]
    TipAboveTendered {
        /// The money that was handed over.
        tendered: Money,
    },
    /// More of a line is credited than is left of it.
    #[error("Of the line, {left} is left to credit.")]
    MoreThanLeft {
        /// What is left of its price.
        left: Money,
    },
    /// A session is taken of a package that has none left.
    #[error("No session is left.")]
    NoSessionLeft,
    /// More of a gift card is spent than is left of it, or more comes back than was spent.
    #[error("Of the gift card, {left} is left.")]
    GiftCardShort {
        /// What is left of it.
        left: Money,
    },
    /// Two amounts do not add up.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl BillingError {
    /// Returns the stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyLines => "too_many_lines",
            Self::TooManyTaxes => "too_many_taxes",
            Self::TooManyDiscounts => "too_many_discounts",
            Self::TooManyTaxesOfLine { .. } => "too_many_taxes_of_line",
            Self::DuplicateTax { .. } => "duplicate_tax",
            Self::TaxCategoryRate { .. } => "tax_category_rate",
            Self::UnknownTax { .. } => "unknown_tax",
            Self::RepeatedTax { .. } => "repeated_tax",
            Self::ChargeOrPrice { .. } => "exactly_one",
            Self::DiscountAboveGross { .. } => "discount_above_gross",
            Self::LineDiscount { .. } | Self::InvoiceDiscount { .. } => "invalid_discount",
            Self::DiscountWithoutLines { .. } => "discount_without_lines",
            Self::UnknownLine { .. } => "unknown_line",
            Self::RepeatedLine { .. } => "repeated_line",
            Self::SharesOfKinds { .. } => "shares_of_kinds",
            Self::SharesAboveLine => "shares_exceed_line",
            Self::ShareTooSmall { .. } => "share_too_small",
            Self::LineTooLarge { .. } => "line_too_large",
            Self::TooLarge => "too_large",
            Self::NoCashStep | Self::CashStep { .. } => "invalid_cash_step",
            Self::NegativePayment => "negative_payment",
            Self::TipAboveTendered { .. } => "tip_above_tendered",
            Self::MoreThanLeft { .. } => "credit_exceeds_invoice",
            Self::NoSessionLeft => "no_session_left",
            Self::GiftCardShort { .. } => "gift_card_short",
            Self::Money(_) => "invalid_money",
        }
    }

    /// Returns the JSON pointer (RFC 6901) of the field to correct, within an
    /// invoice's or a payment's body; empty for the body as a whole.
    ///
    /// ```
    /// use clientline_core::billing::BillingError;
    ///
    /// let error = BillingError::UnknownLine { discount: 1, position: 0, line: 7 };
    /// assert_eq!(error.pointer(), "/discounts/1/lines/0");
    /// ```
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::TooManyLines => "/lines".to_owned(),
            Self::TooManyTaxes => "/taxes".to_owned(),
            Self::TooManyDiscounts => "/discounts".to_owned(),
            Self::TooManyTaxesOfLine { line } => format!("/lines/{line}/taxes"),
            Self::DuplicateTax { tax, .. } => format!("/taxes/{tax}/id"),
            Self::TaxCategoryRate { tax, .. } => format!("/taxes/{tax}/rate"),
            Self::UnknownTax { line, position, .. } | Self::RepeatedTax { line, position, .. } => {
                format!("/lines/{line}/taxes/{position}")
            }
            Self::DiscountAboveGross { line, form, .. } | Self::LineDiscount { line, form, .. } => {
                format!("/lines/{line}/discount/{form}")
            }
            Self::InvoiceDiscount { discount, form, .. } => {
                format!("/discounts/{discount}/{form}")
            }
            Self::DiscountWithoutLines { discount } => format!("/discounts/{discount}/lines"),
            Self::UnknownLine { discount, position, .. }
            | Self::RepeatedLine { discount, position, .. } => {
                format!("/discounts/{discount}/lines/{position}")
            }
            Self::SharesOfKinds { share } | Self::ShareTooSmall { share } => {
                format!("/shares/{share}/share")
            }
            Self::SharesAboveLine => "/shares".to_owned(),
            Self::LineTooLarge { line } | Self::ChargeOrPrice { line } => format!("/lines/{line}"),
            Self::NoCashStep | Self::CashStep { .. } => "/cash_rounding/step".to_owned(),
            Self::TipAboveTendered { .. } => "/tip".to_owned(),
            Self::TooLarge
            | Self::NegativePayment
            | Self::MoreThanLeft { .. }
            | Self::NoSessionLeft
            | Self::GiftCardShort { .. }
            | Self::Money(_) => String::new(),
        }
    }
}
