//! Where each amount of an invoice comes from: the exact fraction before it was rounded, and which
//! line got the odd unit of what was shared out.
//!
//! The amounts are those of [`total`]; only the fractions are worked out here, once more.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    error::BillingError,
    input::{InvoiceInput, TaxKey},
    profile::{Places, Profile, RATE_SCALE, in_own_mode, profiles},
    ratio::Ratio,
    sheet::{PRICE_DIGITS, Sheet},
    total::{TaxTable, Totals, sheet, total},
};
use crate::value::{Discount, Money, Percent, PriceMode};

/// Where the amounts of an invoice come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The lines, in order.
    pub lines: Vec<LineExplanation>,
    /// The discounts over several lines, in order.
    pub discounts: Vec<DiscountExplanation>,
    /// The taxes that a line bears, in order.
    pub taxes: Vec<TaxExplanation>,
}

/// An amount, and what it was before it was rounded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rounded {
    /// The exact amount in minor units, as a fraction in lowest terms: `4495/2`, or a whole number.
    pub exact: String,
    /// The amount: the nearest, and of two the one further from zero.
    pub amount: Money,
}

/// A part of an amount that was shared out by largest remainder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Share {
    /// The exact part in minor units, as a fraction in lowest terms.
    pub exact: String,
    /// The part.
    pub amount: Money,
    /// Whether it got one of the units that were missing when all parts were cut to whole ones.
    pub has_odd_unit: bool,
}

/// Where the amounts of a line come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineExplanation {
    /// Quantity times price.
    pub gross: Rounded,
    /// The line's own discount.
    pub discount: Rounded,
    /// Its part of each discount over the invoice, in their order.
    pub invoice_discounts: Vec<Share>,
    /// Its part of each tax that it bears, in the order in which they are charged.
    pub taxes: Vec<TaxShare>,
    /// The line without taxes.
    pub net: Money,
    /// The line's taxes together.
    pub tax: Money,
}

/// A line's part of a tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TaxShare {
    /// Which of the invoice's taxes, counted from 0.
    pub tax: usize,
    /// Its part.
    #[serde(flatten)]
    pub share: Share,
}

/// Where a discount over several lines comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DiscountExplanation {
    /// What its lines came to before it.
    pub base: Money,
    /// The discount.
    #[serde(flatten)]
    pub amount: Rounded,
}

/// Where a tax comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxExplanation {
    /// Which tax.
    pub id: TaxKey,
    /// Its amount, rounded once for the invoice.
    pub amount: Rounded,
}

/// Explains the totals of an invoice.
///
/// ```
/// use clientline_core::billing::{InvoiceInput, LineInput, Tax, explain};
/// use clientline_core::value::PriceMode;
///
/// let line = LineInput {
///     quantity: "1".parse()?,
///     unit_price: "0.50".parse()?,
///     discount: None,
///     taxes: vec!["VAT".parse()?],
/// };
/// let invoice = InvoiceInput {
///     currency: "EUR".parse()?,
///     price_mode: PriceMode::Exclusive,
///     taxes: vec![Tax {
///         id: "VAT".parse()?,
///         rate: "19".parse()?,
///         compound: false,
///         category: None,
///     }],
///     lines: vec![line.clone(), line],
///     discounts: vec![],
/// };
/// let explained = explain(&invoice)?;
/// // Of 19 cents each line bears 9.5, and the first one gets the odd cent.
/// let shares = explained.lines.iter().map(|line| &line.taxes[0].share);
/// let shares: Vec<_> = shares.map(|one| (&*one.exact, one.amount.minor(), one.has_odd_unit)).collect();
/// assert_eq!(shares, [("19/2", 10, true), ("19/2", 9, false)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Those of [`total`].
pub fn explain(invoice: &InvoiceInput) -> Result<Explanation, BillingError> {
    let totals = total(invoice)?;
    let sheet = sheet(invoice, &TaxTable::new(invoice)?)?;
    Derivation::of(invoice, &totals, &sheet).ok_or(BillingError::TooLarge)
}

/// What is left of the lines while discounts are taken off, and by which factors they are taxed.
struct Derivation<'a> {
    invoice: &'a InvoiceInput,
    totals: &'a Totals,
    /// What is left of each line, in minor units.
    left: Vec<u128>,
    /// Which profile each line has.
    profile_of: Vec<usize>,
    /// What one of each profile's amounts is as prices of the other mode are read.
    other_mode: Vec<Option<Ratio>>,
}

impl<'a> Derivation<'a> {
    /// `None` stands for fractions that don't fit.
    fn of(invoice: &'a InvoiceInput, totals: &'a Totals, sheet: &Sheet) -> Option<Explanation> {
        let places: Vec<Places> = sheet.lines.iter().map(|line| line.taxes).collect();
        let (profiles, profile_of) =
            profiles(places.iter().copied(), &sheet.taxes, invoice.price_mode)?;
        let own = |line: &super::total::LineTotals| minor(line.gross) - minor(line.discount);
        let left = totals.lines.iter().map(own).collect();
        let other_mode = |profile: &Profile| profile.other_mode(invoice.price_mode);
        let other_mode = profiles.iter().map(other_mode).collect();
        let mut derivation = Self { invoice, totals, left, profile_of, other_mode };
        let mut lines = derivation.open_lines()?;
        let discounts = derivation.discounts(&mut lines)?;
        let factors: Vec<&[Ratio]> = derivation
            .profile_of
            .iter()
            .map(|profile| profiles[*profile].factors.as_slice())
            .collect();
        let taxes = derivation.taxes(&factors, &mut lines)?;
        Some(Explanation { lines, discounts, taxes })
    }

    /// Steps 1 and 2: the gross amounts, and the lines' own discounts.
    fn open_lines(&self) -> Option<Vec<LineExplanation>> {
        let digits = PRICE_DIGITS.checked_sub(self.invoice.currency.exponent())?;
        let scale = 10_u128.checked_pow(digits)?;
        let lines = self.invoice.lines.iter().zip(&self.totals.lines).enumerate();
        let lines = lines.map(|(at, (input, line))| {
            let quantity = u128::from(input.quantity.scaled().unsigned_abs());
            let price = u128::from(input.unit_price.scaled().unsigned_abs());
            let gross = Ratio::new(quantity.checked_mul(price)?, scale)?;
            let bases = [(1, self.other_mode[self.profile_of[at]])];
            let gross_minor = minor(line.gross);
            let discount = self.cut(input.discount, gross_minor, line.discount, bases)?;
            Some(LineExplanation {
                gross: rounded(gross, line.gross),
                discount: rounded(discount, line.discount),
                invoice_discounts: Vec::with_capacity(self.invoice.discounts.len()),
                taxes: Vec::with_capacity(line.taxes.len()),
                net: line.net,
                tax: line.tax,
            })
        });
        lines.collect()
    }

    /// Step 4: each discount, and what is taken off each line for it. It is divided over the
    /// profiles first: the part of a line is one of what its profile got.
    fn discounts(&mut self, lines: &mut [LineExplanation]) -> Option<Vec<DiscountExplanation>> {
        let currency = self.invoice.currency;
        let money = |minor: u128| Some(Money::from_minor(i64::try_from(minor).ok()?, currency));
        let profiles = self.profile_of.iter().max().map_or(0, |last| last + 1);
        let mut explained = Vec::with_capacity(self.invoice.discounts.len());
        for (number, discount) in self.invoice.discounts.iter().enumerate() {
            let named: Option<HashSet<usize>> =
                discount.lines.as_ref().map(|lines| lines.iter().copied().collect());
            // What each profile's lines come to, and what is taken off them.
            let (mut of_profiles, mut shares) = (vec![(0_u128, 0_u128); profiles], Vec::new());
            for (line, totals) in self.totals.lines.iter().enumerate() {
                let is_for = named.as_ref().is_none_or(|named| named.contains(&line));
                let base = if is_for { self.left[line] } else { 0 };
                let amount = *totals.allocated_discounts.get(number)?;
                let of_profile = &mut of_profiles[self.profile_of[line]];
                *of_profile = (of_profile.0 + base, of_profile.1 + minor(amount));
                shares.push((base, amount));
            }
            let base = of_profiles.iter().map(|(base, _)| base).sum();
            let amount = money(of_profiles.iter().map(|(_, amount)| amount).sum())?;
            let bases = of_profiles.iter().map(|(base, _)| *base);
            let bases = bases.zip(self.other_mode.iter().copied());
            let exact = self.cut(Some(discount.discount), base, amount, bases)?;
            // More than there is is all there is.
            let exact = exact.min(Ratio::new(base, 1)?);
            explained
                .push(DiscountExplanation { base: money(base)?, amount: rounded(exact, amount) });
            for (line, (base, amount)) in shares.into_iter().enumerate() {
                let (of_profile, taken) = of_profiles[self.profile_of[line]];
                let whole = |minor| Ratio::new(minor, 1);
                let exact = part(whole(taken)?, whole(base)?, whole(of_profile)?)?;
                lines[line].invoice_discounts.push(share(exact, amount));
                self.left[line] = self.left[line].checked_sub(minor(amount))?;
            }
        }
        Some(explained)
    }

    /// What a discount takes off an amount, exactly: of what is in `bases`, if it is said as prices
    /// of the other mode are read.
    fn cut(
        &self,
        discount: Option<Discount>,
        of: u128,
        taken: Money,
        bases: impl IntoIterator<Item = (u128, Option<Ratio>)>,
    ) -> Option<Ratio> {
        let ((Some(Discount::AmountWithTax(sum)), PriceMode::Exclusive)
        | (Some(Discount::AmountWithoutTax(sum)), PriceMode::Inclusive)) =
            (discount, self.invoice.price_mode)
        else {
            return cut(discount, of, taken);
        };
        let sum = sum.to_money(self.invoice.currency).ok()?;
        in_own_mode(minor(sum), bases)
    }

    /// Steps 6 and 7: each tax, and what each line bears of it.
    fn taxes(
        &self,
        factors: &[&[Ratio]],
        lines: &mut [LineExplanation],
    ) -> Option<Vec<TaxExplanation>> {
        let mut explained = Vec::with_capacity(self.totals.taxes.len());
        for (number, tax) in self.totals.taxes.iter().enumerate() {
            let mut bearing = Vec::new();
            let mut all = Ratio::ZERO;
            for (line, totals) in self.totals.lines.iter().enumerate() {
                let Some(place) = totals.taxes.iter().position(|borne| borne.id == tax.id) else {
                    continue;
                };
                let exact = Ratio::new(self.left[line], 1)?.times(*factors[line].get(place)?)?;
                all = all.plus(exact)?;
                bearing.push((line, place, exact));
            }
            let whole = Ratio::new(minor(tax.amount), 1)?;
            for (line, place, exact) in bearing {
                let amount = self.totals.lines[line].taxes[place].amount;
                let cut = part(whole, exact, all)?;
                let has_odd_unit = minor(amount) > cut.numerator() / cut.denominator();
                let share = Share { exact: text(exact), amount, has_odd_unit };
                lines[line].taxes.push(TaxShare { tax: number, share });
            }
            explained.push(TaxExplanation { id: tax.id.clone(), amount: rounded(all, tax.amount) });
        }
        // Found tax by tax, they stand in the order in which the line is charged them.
        for (line, input) in lines.iter_mut().zip(&self.invoice.lines) {
            let at = |share: &TaxShare| {
                let id = &self.totals.taxes[share.tax].id;
                input.taxes.iter().position(|own| own == id)
            };
            line.taxes.sort_by_key(at);
        }
        Some(explained)
    }
}

/// What a discount takes off an amount, exactly; a sum is what was taken.
fn cut(discount: Option<Discount>, of: u128, taken: Money) -> Option<Ratio> {
    match discount {
        None => Some(Ratio::ZERO),
        Some(Discount::Amount(_) | Discount::AmountWithTax(_) | Discount::AmountWithoutTax(_)) => {
            Ratio::new(minor(taken), 1)
        }
        Some(Discount::Percent(percent)) => {
            let percent = u128::from(percent.scaled().unsigned_abs());
            Ratio::new(of.checked_mul(percent)?, RATE_SCALE)
        }
    }
}

/// A share of an amount in percent, as a fraction of minor units; none, if it doesn't fit.
pub(super) fn exact_share(percent: Percent, of: Money) -> Option<String> {
    cut(Some(Discount::Percent(percent)), minor(of), of).map(text)
}

/// Returns an amount times a weight over all weights; nothing of nothing.
fn part(amount: Ratio, weight: Ratio, of: Ratio) -> Option<Ratio> {
    if of == Ratio::ZERO { Some(Ratio::ZERO) } else { amount.times(weight.over(of)?) }
}

/// The minor units of an amount, of which an invoice has none below zero.
fn minor(amount: Money) -> u128 {
    amount.minor().unsigned_abs().into()
}

fn rounded(exact: Ratio, amount: Money) -> Rounded {
    Rounded { exact: text(exact), amount }
}

fn share(exact: Ratio, amount: Money) -> Share {
    let has_odd_unit = minor(amount) > exact.numerator() / exact.denominator();
    Share { exact: text(exact), amount, has_odd_unit }
}

fn text(exact: Ratio) -> String {
    match exact.denominator() {
        1 => exact.numerator().to_string(),
        denominator => format!("{}/{denominator}", exact.numerator()),
    }
}
