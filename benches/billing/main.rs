//! The totals of a 20-line invoice, beside a version with `rust_decimal` that computes no
//! explanation and checks nothing, and beside the exact reference.
//!
//! After criterion's figures it prints one line: the median of each over
//! interleaved calls, and their ratio.

mod decimal;
mod invoice;

use std::{error::Error, hint::black_box, time::Duration, time::Instant};

use clientline_core::billing::{InvoiceInput, reference, total};
use criterion::Criterion;

/// How many calls one timing spans, so that reading the clock costs little.
const CALLS: u32 = 20;
/// How many timings the median is of.
const TIMINGS: usize = 301;

fn main() -> Result<(), Box<dyn Error>> {
    let invoice = invoice::twenty_lines()?;
    let ours = total(&invoice)?;
    assert_eq!(Some(&ours), reference::total(&invoice).as_ref(), "both give the same totals");
    let decimals = decimal::total(&invoice).map(|amount| format!("{amount:.2}"));
    assert_eq!(decimals, [ours.net, ours.tax, ours.total].map(|money| money.to_string()));

    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let mut group = criterion.benchmark_group("billing/20 lines");
    group.bench_function("engine", |bencher| bencher.iter(|| total(black_box(&invoice))));
    group.bench_function("rust_decimal", |bencher| {
        bencher.iter(|| decimal::total(black_box(&invoice)));
    });
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

/// Prints the medians and their ratios.
fn compare(invoice: &InvoiceInput) {
    let mut timings: [Vec<Duration>; 3] = Default::default();
    for _ in 0..TIMINGS {
        timings[0].push(timing(|| drop(black_box(total(black_box(invoice))))));
        timings[1].push(timing(|| _ = black_box(decimal::total(black_box(invoice)))));
        timings[2].push(timing(|| drop(black_box(reference::total(black_box(invoice))))));
    }
    let [ours, decimal, exact] = timings.map(median);
    let times = |other: Duration| other.as_secs_f64() / ours.as_secs_f64();
    println!(
        "billing, 20 lines: engine {ours:.2?}, rust_decimal {decimal:.2?} = {:.1} times, \
         reference {exact:.2?} = {:.1} times",
        times(decimal),
        times(exact)
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
