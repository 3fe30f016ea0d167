//! Searching for slots, against two naive ways to do it, in one run.
//!
//! `cargo bench --bench slots` first checks that all three list the same, then
//! measures each alone, and last prints a line for each scenario with the
//! medians of interleaved runs and their ratios: on a shared machine only those
//! taken side by side can be compared.

mod naive;
mod salon;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use clientline_core::{
    ops::scheduling::slots::{Slot, SlotProvider, SlotTable},
    slots::{Assignment, Situation, Slots, search},
    value::Id,
};
use criterion::{Criterion, criterion_group};
use salon::{Salon, Scenario};

const SCENARIOS: [Scenario; 4] = [
    Scenario { name: "1 x 30 x 100", providers: 1, first_day: (2026, 12, 1), days: 30, busy: 100 },
    Scenario {
        name: "50 x 30 x 11000",
        providers: 50,
        first_day: (2026, 12, 1),
        days: 30,
        busy: 11_000,
    },
    Scenario {
        name: "200 x 60 x 88000",
        providers: 200,
        first_day: (2026, 12, 1),
        days: 60,
        busy: 88_000,
    },
    Scenario {
        name: "50 x 30 x 11000 over a clock change",
        providers: 50,
        first_day: (2027, 3, 15),
        days: 30,
        busy: 11_000,
    },
];

/// The situation with the providers in one order, as the naive ways have them: who is the least
/// busy of a day, those don't ask.
fn as_listed(salon: &Salon) -> Situation<'_> {
    Situation { assignment: Assignment::AsListed, ..salon.situation() }
}

/// Searches, and reads every offer of every start.
fn engine(salon: &Salon, situation: &Situation<'_>) -> usize {
    let slots = search(situation, salon.first_day, salon.days);
    slots.iter().map(|slot| slot.offers().map(black_box).count()).sum()
}

/// The answer's starts as JSON.
fn json(slots: &Slots<'_>) -> Vec<u8> {
    let mut json = Vec::new();
    SlotTable::from(slots).write_json(&mut json);
    json
}

/// The same by a struct for each start and each offer, as serde writes it.
fn mapped_json(slots: &Slots<'_>) -> String {
    let mapped = slots.iter().map(|slot| Slot {
        starts_at: slot.starts_at,
        local: slot.wall_time().to_string(),
        providers: slot
            .offers()
            .map(|offer| SlotProvider {
                seats_left: offer.seats_left,
                provider_id: Id::from_uuid(offer.provider),
                room_id: offer.room.map(Id::from_uuid),
            })
            .collect(),
        score: None,
        cost: None,
    });
    serde_json::to_string(&mapped.collect::<Vec<_>>()).unwrap_or_default()
}

fn groups(c: &mut Criterion) {
    for scenario in &SCENARIOS {
        let salon = Salon::new(scenario);
        let situation = as_listed(&salon);
        naive::check(&salon, &situation);
        let mut group = c.benchmark_group(format!("slots {}", scenario.name));
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_millis(1500));
        group.bench_function("engine", |b| b.iter(|| engine(&salon, &situation)));
        group.bench_function("integer naive", |b| b.iter(|| naive::integers(&salon)));
        group.bench_function("record naive", |b| b.iter(|| naive::records(&salon)));
        group.finish();
    }
}

/// The medians of interleaved runs, in microseconds.
fn medians<const N: usize>(mut runs: [&mut dyn FnMut(); N]) -> [f64; N] {
    const ROUNDS: usize = 21;
    let mut times = [[0.0; ROUNDS]; N];
    for round in 0..ROUNDS {
        for (run, times) in runs.iter_mut().zip(&mut times) {
            let before = Instant::now();
            run();
            times[round] = before.elapsed().as_secs_f64() * 1e6;
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}

fn summary() {
    println!("median of interleaved runs: time, and how many times as long the naive ways take");
    for scenario in &SCENARIOS {
        let salon = Salon::new(scenario);
        let situation = as_listed(&salon);
        let slots = search(&situation, salon.first_day, salon.days);
        let (written, mapped) = (json(&slots), mapped_json(&slots).into_bytes());
        assert!(written == mapped, "the texts differ");
        let [starts, all, integers, records, json, mapped] = medians([
            &mut || _ = black_box(search(&situation, salon.first_day, salon.days).len()),
            &mut || _ = black_box(engine(&salon, &situation)),
            &mut || _ = black_box(naive::integers(&salon)),
            &mut || _ = black_box(naive::records(&salon)),
            &mut || drop(black_box(json(&slots))),
            &mut || drop(black_box(mapped_json(&slots))),
        ]);
        let provider_days = f64::from(scenario.providers) * f64::from(scenario.days);
        println!(
            "{}: engine {all:.1} µs ({:.0} ns a provider-day; starts alone {starts:.1} µs), \
             integer naive {integers:.1} µs = {:.1} x, record naive {records:.1} µs = {:.0} x",
            scenario.name,
            all * 1e3 / provider_days,
            integers / all,
            records / all,
        );
        println!(
            "  its JSON {json:.1} µs = {:.2} x of the starts; a struct for each by serde \
             {mapped:.1} µs = {:.1} x of that",
            json / starts,
            mapped / json,
        );
    }
}

criterion_group!(benches, groups);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    summary();
}
