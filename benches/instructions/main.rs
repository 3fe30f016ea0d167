//! How many instructions the kernels take, counted by valgrind's callgrind.
//!
//! `cargo bench --bench instructions` runs itself under valgrind, each job once and three
//! times: half of the difference is what one run takes. Unlike a time, that is the same on a
//! machine that is busy. It ends with an error if a goal is missed, and counts nothing where
//! there is no valgrind.

#[path = "../billing/invoice.rs"]
mod invoice;
#[path = "../slots/salon.rs"]
mod salon;

use std::{
    error::Error,
    hint::black_box,
    io,
    process::{Command, ExitCode},
};

use clientline_core::{
    billing,
    ops::scheduling::slots::SlotTable,
    slots::{Situation, search},
};
use salon::{Salon, Scenario};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SCENARIOS: [Scenario; 3] = [
    Scenario { name: "50x30", providers: 50, first_day: (2026, 12, 1), days: 30, busy: 11_000 },
    Scenario { name: "200x60", providers: 200, first_day: (2026, 12, 1), days: 60, busy: 88_000 },
    // Over a clock change.
    Scenario { name: "50x30+", providers: 50, first_day: (2027, 3, 15), days: 30, busy: 11_000 },
];
/// For which of them there is a goal, and the most instructions a provider-day by it. Of each
/// day the least busy come first, as they are offered by default.
const GOAL: (&str, u64) = ("200x60", 700);

/// What is counted of a search, each with all before it.
const PARTS: [&str; 4] = ["search", "lists", "table", "json"];

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [job, name, times] = arguments.as_slice() {
        run(job, name, times.parse()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    // Listing or testing the benches counts nothing.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(ExitCode::SUCCESS);
    }
    match Command::new("valgrind").arg("--version").output() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            println!("valgrind is not there: nothing is counted");
            return Ok(ExitCode::SUCCESS);
        }
        found => drop(found?),
    }
    let mut is_missed = false;
    for Scenario { name, providers, days, .. } in SCENARIOS {
        let provider_days = u64::from(providers) * u64::from(days);
        let counts: Vec<u64> = PARTS.iter().map(|part| count(part, name)).collect::<Result<_>>()?;
        let each: Vec<u64> = counts.iter().map(|count| count / provider_days).collect();
        println!(
            "slots {name}, instructions a provider-day: search {}, with its lists read {}; \
             with a table of them {}, with its JSON {}",
            each[0], each[1], each[2], each[3],
        );
        is_missed |= name == GOAL.0 && each[1] > GOAL.1;
    }
    println!("invoice of 20 lines: {} instructions", count("invoice", "")?);
    if is_missed {
        println!("more than {} instructions a provider-day at {}", GOAL.1, GOAL.0);
    }
    Ok(if is_missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// How many instructions one run of a job takes.
fn count(job: &str, name: &str) -> Result<u64> {
    let counted = |times: &str| -> Result<u64> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe()?)
            .args([job, name, times])
            .output()?;
        let report = String::from_utf8_lossy(&output.stderr);
        let number = report.lines().find_map(|line| line.split_once("Collected :"));
        let (_, number) =
            number.ok_or_else(|| format!("valgrind has counted nothing: {report}"))?;
        Ok(number.trim().parse()?)
    };
    Ok((counted("3")? - counted("1")?) / 2)
}

/// Does a job so many times.
fn run(job: &str, name: &str, times: u32) -> Result<()> {
    if job == "invoice" {
        let invoice = invoice::twenty_lines()?;
        for _ in 0..times {
            black_box(billing::total(black_box(&invoice))?);
        }
        return Ok(());
    }
    let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name);
    let salon = Salon::new(scenario.ok_or("no such scenario")?);
    let situation = salon.situation();
    (0..times).for_each(|_| search_once(job, &salon, &situation));
    Ok(())
}

fn search_once(job: &str, salon: &Salon, situation: &Situation<'_>) {
    let slots = search(black_box(situation), salon.first_day, salon.days);
    match job {
        "lists" => {
            let offered = slots.iter().map(|slot| slot.offered().map(black_box).count());
            black_box(offered.sum::<usize>());
        }
        "table" => drop(black_box(SlotTable::from(&slots))),
        "json" => {
            let mut json = Vec::new();
            SlotTable::from(&slots).write_json(&mut json);
            black_box(json);
        }
        _ => drop(black_box(slots)),
    }
}
