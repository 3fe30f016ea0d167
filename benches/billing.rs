//! The totals of a 20-line invoice, beside the plain reference.
//!
//! After criterion's figures it prints one line: the median of each over
//! interleaved calls, and their ratio.

use std::{error::Error, hint::black_box, time::Duration, time::Instant};

use clientline::{
    billing::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey, reference, total},
    value::{Amount, Discount, Percent, PriceMode, Quantity, UnitPrice},
};
use criterion::Criterion;

/// How many calls one timing spans, so that reading the clock costs little.
const CALLS: u32 = 20;
/// How many timings the median is of.
const TIMINGS: usize = 301;

fn main() -> Result<(), Box<dyn Error>> {
    let invoice = twenty_lines()?;
    let ours = total(&invoice)?;
    assert_eq!(Some(&ours), reference::total(&invoice).as_ref(), "both give the same totals");

    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let mut group = criterion.benchmark_group("billing/20 lines");
    group.bench_function("engine", |bencher| bencher.iter(|| total(black_box(&invoice))));
    group.bench_function("reference", |bencher| {
        bencher.iter(|| reference::total(black_box(&invoice)));
    });
    group.finish();
    criterion.final_summary();

    // Listing or testing the benches measures nothing.
    if std::env::args().any(|argument| argument == "--bench") {
        compare(&invoice);
    }
    Ok(())
}

/// Prints both medians and their ratio.
fn compare(invoice: &InvoiceInput) {
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..TIMINGS {
        ours.push(timing(|| drop(black_box(total(black_box(invoice))))));
        plain.push(timing(|| drop(black_box(reference::total(black_box(invoice))))));
    }
    let (ours, plain) = (median(ours), median(plain));
    let ratio = plain.as_secs_f64() / ours.as_secs_f64();
    println!(
        "billing, 20 lines: engine {ours:.2?}, reference {plain:.2?}, {ratio:.1} times as fast"
    );
}

fn timing(call: impl Fn()) -> Duration {
    let start = Instant::now();
    (0..CALLS).for_each(|_| call());
    start.elapsed() / CALLS
}

fn median(mut timings: Vec<Duration>) -> Duration {
    timings.sort_unstable();
    timings.get(timings.len() / 2).copied().unwrap_or_default()
}

/// A long appointment of a family: services and products under three taxes, one of
/// them compound, some lines discounted, and two discounts over all or some.
fn twenty_lines() -> Result<InvoiceInput, Box<dyn Error>> {
    let tax = |id: &str, rate: &str, compound| -> Result<Tax, Box<dyn Error>> {
        Ok(Tax { id: id.parse()?, rate: rate.parse()?, compound })
    };
    let profiles: [&[&str]; 4] = [&["GST", "QST"], &["GST"], &["GST", "ECO"], &[]];
    let mut lines = Vec::new();
    for (index, profile) in profiles.iter().cycle().take(20).enumerate() {
        let step = i64::try_from(index)?;
        let discount = match index % 5 {
            1 => Some(Discount::Percent("12.5".parse::<Percent>()?)),
            3 => Some(Discount::Amount("1.25".parse::<Amount>()?)),
            _ => None,
        };
        lines.push(LineInput {
            quantity: Quantity::from_scaled(10_000 + step % 3 * 5_000)?,
            unit_price: UnitPrice::from_scaled(9_990_000 + step * 3_330_000)?,
            discount,
            taxes: profile.iter().map(|id| id.parse::<TaxKey>()).collect::<Result<_, _>>()?,
        });
    }
    let loyalty = Discount::Percent("3".parse()?);
    let voucher = Discount::Amount("25.00".parse()?);
    Ok(InvoiceInput {
        currency: "CAD".parse()?,
        price_mode: PriceMode::Exclusive,
        taxes: vec![tax("GST", "5", false)?, tax("QST", "9.975", false)?, tax("ECO", "2.5", true)?],
        lines,
        discounts: vec![
            InvoiceDiscount { discount: voucher, lines: None },
            InvoiceDiscount { discount: loyalty, lines: Some((0..10).collect()) },
        ],
    })
}
