//! The totals of an invoice: pure functions over exact numbers.
//!
//! [`total`] is the one place where totals are made; previews and stored
//! invoices both call it, so they can't differ. It follows the design of
//! billing ("Totals of an invoice") step by step, and the names of EN 16931
//! where that standard has one. Nothing in here reads a clock, a store, or
//! chance.
//!
//! - `input`, `totals`: what goes in and what comes out.
//! - `sheet`: the steps themselves, over integers of either sign.
//! - `profile`, `spread`, `ratio`: tax factors, shares to the last unit,
//!   exact fractions.
//! - `cash`, `settlement`, `credit`: what happens to a total afterwards.
//! - `commission`: what providers earn by it.
//! - `fee`: what cancelling late, or not coming, costs.
//! - `sessions`, `package_days`: what the sessions of a package are worth, and on which days they
//!   are taken.
//! - `number_series`: what the numbers of documents start with.
//! - `by_hand`: which share of prices is taken off by hand.
//! - `charge`: what a line asks for in percent of the others.
//! - `split`: a line in parts that several pay.
//! - `preview`: the same, as a body of the API.
//! - `explanation`: where each amount comes from.

mod by_hand;
mod cash;
mod charge;
mod commission;
mod credit;
mod error;
mod explanation;
mod fee;
mod gift_card;
mod input;
mod number_series;
mod package_days;
mod preview;
mod profile;
mod ratio;
#[cfg(feature = "conformance")]
pub mod reference;
mod sessions;
mod settlement;
mod sheet;
mod split;
mod spread;
mod total;
mod write_off_day;

pub use by_hand::{GivenBy, HandShares, LineGiving, shares_by_hand};
pub use charge::{Charge, charge};
pub use commission::{CommissionTerms, commission_rule};
pub use credit::{IssuedLine, LineAmounts};
pub use error::BillingError;
pub use explanation::{
    DiscountExplanation, Explanation, LineExplanation, Rounded, Share, TaxExplanation, TaxShare,
    explain,
};
pub use gift_card::{GiftCardBalance, gift_card_code, typed_gift_card_code};
pub use input::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey};
pub use number_series::{NumberSeries, check_patterns};
pub use package_days::{PackageDays, PackageDaysError, Rest};
pub use preview::{Preview, PreviewLine, PreviewRequest, preview};
pub use sessions::PackageBalance;
pub use settlement::{Balance, InvoiceStage, Tender};
pub use split::{LineShare, split};
pub use total::{LineTax, LineTotals, TaxTotal, Totals, gross, total};
pub use write_off_day::write_off_day;

/// How many lines an invoice has at most.
///
/// A body of 1 MiB holds more, but no appointment does, and every step is computed
/// again for each preview.
pub const MAX_LINES: usize = 1_000;

/// How many taxes an invoice has at most; each line carries far fewer.
pub const MAX_TAXES: usize = 100;

/// How many taxes a line has at most.
///
/// Compound taxes multiply: each makes the exact fractions longer, and no
/// country stacks more than a few.
pub const MAX_TAXES_OF_LINE: usize = 10;

/// How many discounts over several lines an invoice has at most.
///
/// Each is spread over every line, so that time grows with the product.
pub const MAX_DISCOUNTS: usize = 100;

#[cfg(test)]
mod tests;
