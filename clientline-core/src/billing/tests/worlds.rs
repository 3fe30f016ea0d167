//! Random invoices for the properties.

use proptest::{
    prelude::*,
    sample::{select, subsequence},
};

use crate::{
    billing::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey, TaxTotal, Totals, total},
    model::TaxCategory,
    value::{Amount, Currency, Discount, Money, Percent, PriceMode, Quantity, TaxRate, UnitPrice},
};

/// Rates in use somewhere, in 10^-4 percent.
const RATES: [i64; 9] = [0, 25_000, 50_000, 70_000, 77_000, 99_750, 190_000, 210_000, 250_000];

pub(super) fn key(tax: usize) -> TaxKey {
    format!("T{tax}").parse().unwrap()
}

pub(super) fn amount(minor: i64, currency: Currency) -> Amount {
    Amount::try_from(Money::from_minor(minor, currency)).unwrap()
}

pub(super) fn price_mode() -> impl Strategy<Value = PriceMode> {
    select(vec![PriceMode::Exclusive, PriceMode::Inclusive])
}

fn currency() -> impl Strategy<Value = Currency> {
    select(vec!["JPY", "EUR", "KWD"]).prop_map(|code| code.parse().unwrap())
}

fn percent() -> impl Strategy<Value = Discount> {
    let percent = |scaled| Discount::Percent(Percent::from_scaled(scaled).unwrap());
    prop_oneof![Just(0), Just(333_333), Just(1_000_000), 0..=1_000_000_i64].prop_map(percent)
}

/// A sum, as prices are read, with its tax, or without.
pub(super) type Sum = fn(Amount) -> Discount;

fn sum() -> impl Strategy<Value = Sum> {
    select(vec![
        Discount::Amount as Sum,
        Discount::AmountWithTax as Sum,
        Discount::AmountWithoutTax as Sum,
    ])
}

/// A discount by its form: a share of all there is stands for a sum.
#[derive(Clone, Debug)]
enum Off {
    Percent(Discount),
    PartsOf1000(i64, Sum),
}

fn off() -> impl Strategy<Value = Off> {
    let parts = (0..=1_000_i64, sum()).prop_map(|(parts, sum)| Off::PartsOf1000(parts, sum));
    prop_oneof![percent().prop_map(Off::Percent), parts]
}

/// A line, the discount that it may have, and which profile it has.
fn line() -> impl Strategy<Value = (LineInput, Option<Off>, usize)> {
    let quantity = prop_oneof![Just(10_000), (1..10_i64).prop_map(|n| n * 10_000), 1..100_000_i64];
    let price =
        prop_oneof![(0..20_000_i64).prop_map(|cents| cents * 10_000), 0..200_000_000_i64, Just(0)];
    let line = |(quantity, unit_price, off, profile)| {
        let line = LineInput {
            quantity: Quantity::from_scaled(quantity).unwrap(),
            unit_price: UnitPrice::from_scaled(unit_price).unwrap(),
            discount: None,
            taxes: vec![],
        };
        (line, off, profile)
    };
    (quantity, price, prop::option::of(off()), 0..3_usize).prop_map(line)
}

/// A category that a rate may have, or none.
fn category(rate: TaxRate) -> impl Strategy<Value = Option<TaxCategory>> {
    let fits = TaxCategory::ALL.iter().copied().filter(move |category| category.takes(rate));
    prop::option::of(select(fits.collect::<Vec<_>>()))
}

fn rate() -> impl Strategy<Value = (TaxRate, Option<TaxCategory>)> {
    let rate = select(RATES.to_vec()).prop_map(|rate| TaxRate::from_scaled(rate).unwrap());
    rate.prop_flat_map(|rate| (Just(rate), category(rate)))
}

/// Up to eight lines of three profiles out of four taxes; each line has one,
/// and may have a discount; up to three discounts for all lines or some.
pub(in crate::billing) fn invoice() -> impl Strategy<Value = InvoiceInput> {
    let tax = (rate(), any::<bool>());
    let profile = subsequence(vec![0, 1, 2, 3], 0..=3).prop_shuffle();
    let lines = prop::collection::vec(line(), 1..=8);
    let parts = (
        currency(),
        price_mode(),
        prop::collection::vec(tax, 4),
        prop::collection::vec(profile, 3),
        lines,
    );
    parts.prop_flat_map(|(currency, price_mode, taxes, profiles, lines)| {
        let taxes = taxes.into_iter().enumerate();
        let taxes = taxes.map(|(index, ((rate, category), compound))| Tax {
            id: key(index),
            rate,
            compound,
            category,
        });
        let mut invoice = InvoiceInput {
            currency,
            price_mode,
            taxes: taxes.collect(),
            lines: vec![],
            discounts: vec![],
        };
        for (mut line, off, profile) in lines {
            line.taxes = profiles[profile].iter().copied().map(key).collect();
            let gross = gross(&invoice, &line);
            line.discount = off.map(|off| match off {
                Off::Percent(percent) => percent,
                Off::PartsOf1000(parts, sum) => sum(amount(gross * parts / 1_000, currency)),
            });
            // What is said without tax may be more than the line once tax is added.
            let alone = InvoiceInput { lines: vec![line.clone()], ..invoice.clone() };
            if total(&alone).is_err() {
                line.discount = None;
            }
            invoice.lines.push(line);
        }
        let all: Vec<usize> = (0..invoice.lines.len()).collect();
        let count = all.len();
        let some = subsequence(all, 1..=count).prop_shuffle();
        let discount = (off(), prop::option::of(some));
        let discounts = prop::collection::vec(discount, 0..=3);
        (Just(invoice), discounts).prop_map(|(invoice, discounts)| with(invoice, discounts))
    })
}

fn with(mut invoice: InvoiceInput, discounts: Vec<(Off, Option<Vec<usize>>)>) -> InvoiceInput {
    // Now and then more than there is, which is then all there is.
    let most = total(&invoice).unwrap().subtotal.minor() * 11 / 10;
    let discounts = discounts.into_iter().map(|(off, lines)| {
        let discount = match off {
            Off::Percent(percent) => percent,
            Off::PartsOf1000(parts, sum) => sum(amount(most * parts / 1_000, invoice.currency)),
        };
        InvoiceDiscount { discount, lines }
    });
    invoice.discounts = discounts.collect();
    invoice
}

/// Returns what a line amounts to without its discount.
fn gross(invoice: &InvoiceInput, line: &LineInput) -> i64 {
    let alone = InvoiceInput {
        lines: vec![LineInput { discount: None, taxes: vec![], ..line.clone() }],
        discounts: vec![],
        ..invoice.clone()
    };
    total(&alone).unwrap().lines[0].gross.minor()
}

/// Only the first discount may be for some lines.
///
/// What a later one is taken from would depend on which line got the odd unit
/// of an earlier one, and so on how the lines are cut.
pub(super) fn with_one_partial_discount(mut invoice: InvoiceInput) -> InvoiceInput {
    for discount in invoice.discounts.iter_mut().skip(1) {
        discount.lines = None;
    }
    invoice
}

/// Anything that the public types allow, rarely a valid invoice.
pub(super) fn anything() -> impl Strategy<Value = InvoiceInput> {
    let discount = || {
        prop_oneof![
            percent(),
            (0..=999_999_999_999_999_999_i64, sum())
                .prop_map(|(scaled, sum)| sum(Amount::from_scaled(scaled).unwrap())),
        ]
    };
    let category = prop::option::of(select(TaxCategory::ALL.to_vec()));
    let rate = prop_oneof![Just(0), 0..=10_000_000_i64];
    let tax = (0..5_usize, rate, any::<bool>(), category);
    let tax = tax.prop_map(|(id, rate, compound, category)| {
        let rate = TaxRate::from_scaled(rate).unwrap();
        Tax { id: key(id), rate, compound, category }
    });
    let line = (
        1..=10_000_000_000_i64,
        0..=1_000_000_000_000_000_i64,
        prop::option::weighted(0.1, discount()),
        prop::collection::vec(0..5_usize, 0..3),
    );
    let line = line.prop_map(|(quantity, unit_price, discount, taxes)| LineInput {
        quantity: Quantity::from_scaled(quantity).unwrap(),
        unit_price: UnitPrice::from_scaled(unit_price).unwrap(),
        discount,
        taxes: taxes.into_iter().map(key).collect(),
    });
    let lines = prop::option::weighted(0.3, prop::collection::vec(0..6_usize, 0..4));
    let discounts =
        (discount(), lines).prop_map(|(discount, lines)| InvoiceDiscount { discount, lines });
    let code = select(vec!["JPY", "EUR", "KWD", "CLF"]);
    let parts = (
        code,
        price_mode(),
        prop::collection::vec(tax, 0..5),
        prop::collection::vec(line, 0..5),
        prop::collection::vec(discounts, 0..3),
    );
    parts.prop_map(|(code, price_mode, taxes, lines, discounts)| InvoiceInput {
        currency: code.parse().unwrap(),
        price_mode,
        taxes,
        lines,
        discounts,
    })
}

/// The totals that depend on no line's share: all but the lines themselves
/// and what taxes are levied on.
///
/// A base sums the shares of the lines that bear the tax, and which line gets
/// an odd unit of another tax may follow the order of lines.
pub(super) fn without_lines(totals: Totals) -> Totals {
    let base = Money::zero(totals.net.currency());
    let without_base = |tax| TaxTotal { base, ..tax };
    let taxes = totals.taxes.into_iter().map(without_base).collect();
    Totals { lines: vec![], taxes, ..totals }
}
