//! The totals of an invoice: from names to a sheet of integers, and back.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::TaxCategory,
    value::{
        Amount, Currency, Discount, Money, MoneyError, PriceMode, Quantity, TaxRate, UnitPrice,
    },
};

use super::{
    MAX_DISCOUNTS, MAX_LINES, MAX_TAXES, MAX_TAXES_OF_LINE,
    error::BillingError,
    input::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey},
    profile::{Places, SheetTax},
    sheet::{Cut, Settled, SettledLine, Sheet, SheetDiscount, SheetLine, Taxed, money},
};

/// The totals of an invoice.
///
/// `subtotal - discount` is the net amount when prices exclude taxes, and the
/// total when they include them; `net + tax` is the total in both.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Totals {
    /// All lines after their own discounts (EN 16931, BT-106).
    pub subtotal: Money,
    /// The discounts over several lines together (BT-107).
    pub discount: Money,
    /// The amount without taxes (BT-109).
    pub net: Money,
    /// All taxes together (BT-110).
    pub tax: Money,
    /// The amount with taxes (BT-112).
    pub total: Money,
    /// Each line, in the order given.
    pub lines: Vec<LineTotals>,
    /// Each tax that a line bears, in the order given.
    pub taxes: Vec<TaxTotal>,
}

/// The totals of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct LineTotals {
    /// Quantity times price.
    pub gross: Money,
    /// The line's own discount.
    pub discount: Money,
    /// The line's share of each discount of the invoice, in their order.
    pub allocated_discounts: Vec<Money>,
    /// The line without taxes.
    pub net: Money,
    /// The line's taxes together.
    pub tax: Money,
    /// The line with taxes.
    pub total: Money,
    /// The line's share of each of its taxes, in its own order.
    pub taxes: Vec<LineTax>,
}

/// A line's share of a tax.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct LineTax {
    /// Which tax.
    pub id: TaxKey,
    /// The tax base: the net amount, and for a compound tax the
    /// earlier taxes too.
    pub base: Money,
    /// The share.
    pub amount: Money,
}

/// A tax of the whole invoice (EN 16931, BG-23).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct TaxTotal {
    /// Which tax.
    pub id: TaxKey,
    /// Its category (BT-118).
    pub category: TaxCategory,
    /// Its rate in percent (BT-119).
    pub rate: TaxRate,
    /// The tax base over all lines (BT-116).
    pub base: Money,
    /// Its amount, rounded once for the invoice (BT-117).
    pub amount: Money,
}

/// Computes the totals of an invoice by steps 1 to 9 of the design of billing.
///
/// ```
/// use clientline_core::billing::{InvoiceInput, LineInput, Tax, total};
/// use clientline_core::value::PriceMode;
///
/// let invoice = InvoiceInput {
///     currency: "EUR".parse()?,
///     price_mode: PriceMode::Inclusive,
///     taxes: vec![Tax {
///         id: "VAT".parse()?,
///         rate: "25".parse()?,
///         compound: false,
///         category: None,
///     }],
///     lines: vec![LineInput {
///         quantity: "2".parse()?,
///         unit_price: "9.99".parse()?,
///         discount: None,
///         taxes: vec!["VAT".parse()?],
///     }],
///     discounts: vec![],
/// };
/// let totals = total(&invoice)?;
/// assert_eq!(totals.total.to_string(), "19.98");
/// assert_eq!(totals.tax.to_string(), "4.00");
/// assert_eq!(totals.net.to_string(), "15.98");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Whatever is wrong with the input, as a [`BillingError`] that points at it.
/// It is [`BillingError::TooLarge`] when an amount does not fit 64 bits of
/// minor units, or when the taxes are too finely divided to be kept exact in
/// 127 bits: five compound taxes of two digits after the point on prices of
/// ten million are well within that.
pub fn total(invoice: &InvoiceInput) -> Result<Totals, BillingError> {
    check_limits(invoice)?;
    let taxes = TaxTable::new(invoice)?;
    let sheet = sheet(invoice, &taxes)?;
    let settled = sheet.settle().map_err(|error| in_its_form(error, invoice))?;
    totals(invoice, &taxes, &sheet, &settled)
}

/// A sheet knows no forms: names the one in which a discount was said.
fn in_its_form(mut error: BillingError, invoice: &InvoiceInput) -> BillingError {
    if let BillingError::DiscountAboveGross { line, form, .. } = &mut error
        && let Some(discount) = invoice.lines.get(*line).and_then(|line| line.discount.as_ref())
    {
        *form = discount.form();
    }
    error
}

/// Returns what some units at a price come to before discounts and taxes
/// (step 1).
///
/// # Errors
/// [`BillingError::LineTooLarge`] when it does not fit 64 bits of minor units.
pub fn gross(
    quantity: Quantity,
    unit_price: UnitPrice,
    currency: Currency,
) -> Result<Money, BillingError> {
    let line = LineInput { quantity, unit_price, discount: None, taxes: Vec::new() };
    let price_mode = PriceMode::Exclusive;
    let (taxes, lines, discounts) = (Vec::new(), vec![line], Vec::new());
    Ok(total(&InvoiceInput { currency, price_mode, taxes, lines, discounts })?.net)
}

fn check_limits(invoice: &InvoiceInput) -> Result<(), BillingError> {
    if invoice.lines.len() > MAX_LINES {
        return Err(BillingError::TooManyLines);
    }
    if invoice.taxes.len() > MAX_TAXES {
        return Err(BillingError::TooManyTaxes);
    }
    if invoice.discounts.len() > MAX_DISCOUNTS {
        return Err(BillingError::TooManyDiscounts);
    }
    let long = invoice.lines.iter().position(|line| line.taxes.len() > MAX_TAXES_OF_LINE);
    long.map_or(Ok(()), |line| Err(BillingError::TooManyTaxesOfLine { line }))
}

/// The taxes of an invoice by id; a sheet numbers them in that order.
pub(super) struct TaxTable<'a> {
    /// The ids in order: each tax's position in the sheet.
    by_id: Vec<&'a TaxKey>,
    of_sheet: Vec<SheetTax>,
}

impl<'a> TaxTable<'a> {
    pub(super) fn new(invoice: &'a InvoiceInput) -> Result<Self, BillingError> {
        let mut sorted: Vec<(&TaxKey, usize)> =
            invoice.taxes.iter().enumerate().map(|(index, tax)| (&tax.id, index)).collect();
        sorted.sort_unstable();
        // Of several that are there twice, the first that repeats one before it.
        let repeats = sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        if let Some(tax) = repeats.map(|pair| pair[1].1).min() {
            return Err(BillingError::DuplicateTax { tax, id: invoice.taxes[tax].id.clone() });
        }
        let wrong = |tax: &Tax| !tax.category().takes(tax.rate);
        if let Some(tax) = invoice.taxes.iter().position(wrong) {
            let (category, rate) = (invoice.taxes[tax].category(), invoice.taxes[tax].rate);
            return Err(BillingError::TaxCategoryRate { tax, category, rate });
        }
        let of_sheet = |(_, index): &(&TaxKey, usize)| SheetTax {
            rate: invoice.taxes[*index].rate.scaled().unsigned_abs().into(),
            compound: invoice.taxes[*index].compound,
        };
        let of_sheet = sorted.iter().map(of_sheet).collect();
        Ok(Self { by_id: sorted.into_iter().map(|(id, _)| id).collect(), of_sheet })
    }

    /// Returns a tax's position in the sheet.
    fn place(&self, id: &TaxKey) -> Option<usize> {
        self.by_id.binary_search(&id).ok()
    }

    /// Returns the positions of the taxes that a line names.
    fn of_line(&self, index: usize, line: &LineInput) -> Result<Places, BillingError> {
        let mut places = Places::default();
        for (position, id) in line.taxes.iter().enumerate() {
            let place = self.place(id).ok_or_else(|| {
                let id = id.clone();
                BillingError::UnknownTax { line: index, position, id }
            })?;
            if places.iter().any(|other| other == place) {
                let id = id.clone();
                return Err(BillingError::RepeatedTax { line: index, position, id });
            }
            places.push(place);
        }
        Ok(places)
    }
}

/// Makes as many of others, until one can't be made. (Gathered as a result, the list would
/// not know how long it becomes, and be moved each time that it has grown.)
fn each<T, U>(
    items: impl ExactSizeIterator<Item = T>,
    mut make: impl FnMut(T) -> Result<U, BillingError>,
) -> Result<Vec<U>, BillingError> {
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        made.push(make(item)?);
    }
    Ok(made)
}

/// Reduces an invoice to integers.
pub(super) fn sheet(invoice: &InvoiceInput, taxes: &TaxTable) -> Result<Sheet, BillingError> {
    let line = |(index, line): (usize, &LineInput)| {
        let cut = line.discount.map(|discount| cut(discount, invoice)).transpose();
        Ok(SheetLine {
            quantity: line.quantity.scaled(),
            unit_price: line.unit_price.scaled(),
            cut: cut.map_err(|source| {
                let form = line.discount.as_ref().map_or("amount", Discount::form);
                BillingError::LineDiscount { line: index, form, source }
            })?,
            taxes: taxes.of_line(index, line)?,
        })
    };
    let discount = |(index, discount): (usize, &InvoiceDiscount)| {
        let cut = cut(discount.discount, invoice);
        let lines = discount.lines.as_deref();
        Ok(SheetDiscount {
            cut: cut.map_err(|source| {
                let form = discount.discount.form();
                BillingError::InvoiceDiscount { discount: index, form, source }
            })?,
            lines: lines.map(|lines| eligible(index, lines, invoice.lines.len())).transpose()?,
        })
    };
    Ok(Sheet {
        currency: invoice.currency,
        mode: invoice.price_mode,
        taxes: taxes.of_sheet.clone(),
        lines: each(invoice.lines.iter().enumerate(), line)?,
        discounts: each(invoice.discounts.iter().enumerate(), discount)?,
    })
}

fn cut(discount: Discount, invoice: &InvoiceInput) -> Result<Cut, MoneyError> {
    let minor = |amount: Amount| amount.to_money(invoice.currency).map(Money::minor);
    match (discount, invoice.price_mode) {
        (Discount::Percent(percent), _) => Ok(Cut::Percent(percent.scaled())),
        (Discount::Amount(amount), _)
        | (Discount::AmountWithTax(amount), PriceMode::Inclusive)
        | (Discount::AmountWithoutTax(amount), PriceMode::Exclusive) => {
            minor(amount).map(Cut::Minor)
        }
        (Discount::AmountWithTax(amount), PriceMode::Exclusive)
        | (Discount::AmountWithoutTax(amount), PriceMode::Inclusive) => {
            minor(amount).map(Cut::OtherMode)
        }
    }
}

/// Returns the lines that a discount names: at least one, each once, and none
/// but lines of the invoice.
fn eligible(discount: usize, lines: &[usize], count: usize) -> Result<Vec<bool>, BillingError> {
    if lines.is_empty() {
        return Err(BillingError::DiscountWithoutLines { discount });
    }
    let mut eligible = vec![false; count];
    for (position, line) in lines.iter().copied().enumerate() {
        let Some(is_eligible) = eligible.get_mut(line) else {
            return Err(BillingError::UnknownLine { discount, position, line });
        };
        if std::mem::replace(is_eligible, true) {
            return Err(BillingError::RepeatedLine { discount, position, line });
        }
    }
    Ok(eligible)
}

/// Step 9: sums, and names again.
fn totals(
    invoice: &InvoiceInput,
    taxes: &TaxTable,
    sheet: &Sheet,
    settled: &Settled,
) -> Result<Totals, BillingError> {
    let money = |minor| money(minor, invoice.currency);
    let sum = |part: fn(&SettledLine) -> i128| settled.lines.iter().map(part).sum::<i128>();
    let (net, tax) = (sum(|line| line.net), sum(|line| line.tax));
    Ok(Totals {
        subtotal: money(sum(|line| line.gross - line.discount))?,
        discount: money(settled.allocated.iter().sum())?,
        net: money(net)?,
        tax: money(tax)?,
        total: money(net + tax)?,
        lines: each(invoice.lines.iter().enumerate(), |(number, line)| {
            line_totals(settled, number, line, invoice.currency)
        })?,
        taxes: tax_totals(invoice, taxes, sheet, settled)?,
    })
}

/// Sums each tax over the lines that bear it; a tax that none bears is left out.
fn tax_totals(
    invoice: &InvoiceInput,
    taxes: &TaxTable,
    sheet: &Sheet,
    settled: &Settled,
) -> Result<Vec<TaxTotal>, BillingError> {
    let mut borne: Vec<Option<Taxed>> = vec![None; taxes.by_id.len()];
    for (number, line) in sheet.lines.iter().enumerate() {
        for (taxed, place) in settled.taxes(number).iter().zip(line.taxes.iter()) {
            let sum = borne[place].get_or_insert_default();
            sum.base += taxed.base;
            sum.amount += taxed.amount;
        }
    }
    let mut totals = Vec::with_capacity(borne.len());
    for tax in &invoice.taxes {
        if let Some(sum) = taxes.place(&tax.id).and_then(|place| borne[place]) {
            let base = money(sum.base, invoice.currency)?;
            let amount = money(sum.amount, invoice.currency)?;
            let (id, category) = (tax.id.clone(), tax.category());
            totals.push(TaxTotal { id, category, rate: tax.rate, base, amount });
        }
    }
    Ok(totals)
}

fn line_totals(
    settled: &Settled,
    number: usize,
    input: &LineInput,
    currency: Currency,
) -> Result<LineTotals, BillingError> {
    let money = |minor| money(minor, currency);
    let line = &settled.lines[number];
    let line_tax = |(taxed, id): (&Taxed, &TaxKey)| {
        let (base, amount) = (money(taxed.base)?, money(taxed.amount)?);
        Ok(LineTax { id: id.clone(), base, amount })
    };
    Ok(LineTotals {
        gross: money(line.gross)?,
        discount: money(line.discount)?,
        allocated_discounts: each(settled.allocated(number).iter(), |share| money(*share))?,
        net: money(line.net)?,
        tax: money(line.tax)?,
        total: money(line.net + line.tax)?,
        taxes: each(settled.taxes(number).iter().zip(&input.taxes), line_tax)?,
    })
}
