//! A load: rivals who book, cancel, and ask for times that overlap in part,
//! and who send again, by the same key, what was not answered for good.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Barrier, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    http::{
        chance::Chance,
        history::{Booking, History, Span},
    },
    kit::{Answer, Salon, id},
};

/// The starts of a provider's day that are asked for: ten hours after each
/// other, and as many half an hour later.
const STARTS: u32 = 10;
const FIRST: u32 = 480;
const MINUTES: u32 = 60;

/// What each of so many gets who ask at once.
pub(crate) fn at_once<T: Send>(many: usize, ask: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(many);
    thread::scope(|scope| {
        let one = |number| {
            let (ask, start) = (&ask, &start);
            scope.spawn(move || {
                start.wait();
                ask(number)
            })
        };
        let all: Vec<_> = (0..many).map(one).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// One answer: what it said, and how long it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub(crate) status: u16,
    pub(crate) took: Duration,
}

/// What a load gave.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) history: History,
    pub(crate) samples: Vec<Sample>,
    /// Requests that nobody answered.
    pub(crate) unanswered: usize,
    /// Answers that are none of what a client can expect.
    pub(crate) faults: BTreeSet<String>,
}

impl Outcome {
    /// Returns how long the slowest answer took of so many in a hundred.
    pub(crate) fn percentile(&self, share: usize) -> Duration {
        percentile(self.samples.iter().map(|sample| sample.took), share)
    }

    /// Returns how many answers had each status.
    pub(crate) fn statuses(&self) -> BTreeMap<u16, usize> {
        let mut statuses = BTreeMap::new();
        for sample in &self.samples {
            *statuses.entry(sample.status).or_default() += 1;
        }
        statuses
    }
}

/// Returns the longest of so many in a hundred, the shortest first.
pub(crate) fn percentile(took: impl Iterator<Item = Duration>, share: usize) -> Duration {
    let mut took: Vec<Duration> = took.collect();
    took.sort_unstable();
    let place = (took.len() * share).div_ceil(100).saturating_sub(1);
    took.get(place).copied().unwrap_or_default()
}

/// How long a load goes on.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) begun: Instant,
    pub(crate) attempts_left: AtomicUsize,
    pub(crate) over: AtomicBool,
    /// The appointments that anybody may cancel.
    held: Mutex<Vec<String>>,
}

impl Work {
    pub(crate) fn of(attempts: usize) -> Self {
        Self {
            begun: Instant::now(),
            attempts_left: attempts.into(),
            over: AtomicBool::new(false),
            held: Mutex::default(),
        }
    }

    fn goes_on(&self) -> bool {
        let take = |left: usize| left.checked_sub(1);
        !self.over.load(Ordering::Relaxed)
            && self.attempts_left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }
}

/// One of the rivals.
struct Rival<'a> {
    work: &'a Work,
    salon: &'a Salon,
    number: usize,
    sent: usize,
    chance: Chance,
    outcome: Outcome,
}

/// Has each of the salons' guests rival with the others until the work is done.
/// A salon stands for a server: all of them are one salon on one database.
pub(crate) fn run(salons: &[Salon], work: &Work) -> Outcome {
    let rivals = salons[0].guests.len();
    thread::scope(|scope| {
        let rival = |number| {
            let salon = &salons[number % salons.len()];
            let (chance, outcome) = (Chance::new(), Outcome::default());
            scope.spawn(move || Rival { work, salon, number, sent: 0, chance, outcome }.work())
        };
        let rivals: Vec<_> = (0..rivals).map(rival).collect();
        rivals.into_iter().fold(Outcome::default(), |mut all, rival| {
            let one = rival.join().unwrap();
            all.history.add(one.history);
            all.samples.extend(one.samples);
            all.unanswered += one.unanswered;
            all.faults.extend(one.faults);
            all
        })
    })
}

impl Rival<'_> {
    fn work(mut self) -> Outcome {
        while self.work.goes_on() {
            // Of ten attempts four cancel, if there is anything to cancel, two
            // ask for a time that overlaps two others, and four for a whole one.
            match self.chance.below(10) {
                0..4 => match self.pick() {
                    Some(appointment) => self.cancel(appointment),
                    None => self.book(0),
                },
                4..6 => self.book(MINUTES / 2),
                _ => self.book(0),
            }
        }
        self.outcome
    }

    fn pick(&mut self) -> Option<String> {
        let mut held = self.work.held.lock().unwrap();
        let many = u32::try_from(held.len()).unwrap();
        (many > 0).then(|| held.swap_remove(self.chance.below(many) as usize))
    }

    fn book(&mut self, shift: u32) {
        let providers = u32::try_from(self.salon.providers.len()).unwrap();
        let provider = self.chance.below(providers) as usize;
        let start = FIRST + MINUTES * self.chance.below(STARTS) + shift;
        let body = self.salon.booking(self.number, provider, start);
        let (answer, span) = self.insist("POST /appointments", &body);
        let appointment = match answer.code() {
            (201, _) => Some(id(&answer.json()).to_owned()),
            (409, code) if code == "slot_taken" => None,
            _ => return self.wonder(&answer),
        };
        self.work.held.lock().unwrap().extend(appointment.clone());
        let time = start..start + MINUTES;
        self.outcome.history.bookings.push(Booking { provider, time, span, appointment });
    }

    fn cancel(&mut self, appointment: String) {
        let line = format!("POST /appointments/{appointment}/cancel");
        let (answer, span) = self.insist(&line, &json!({}));
        match answer.status {
            200 => _ = self.outcome.history.cancels.insert(appointment, span),
            _ => self.wonder(&answer),
        }
    }

    /// Sends a request until it is answered for good.
    fn insist(&mut self, line: &str, body: &Value) -> (Answer, Span) {
        self.sent += 1;
        let key = format!("rival-{}-{}", self.number, self.sent);
        let since = self.work.begun;
        let first = since.elapsed();
        loop {
            let sent = Instant::now();
            match self.salon.client.send(line, &[("idempotency-key", &key)], Some(body)) {
                Ok(answer) => {
                    let sample = Sample { status: answer.status, took: sent.elapsed() };
                    self.outcome.samples.push(sample);
                    if answer.status != 503 {
                        return (answer, first..since.elapsed());
                    }
                    if !is_a_good_refusal(&answer) {
                        self.wonder(&answer);
                    }
                }
                Err(_) => self.outcome.unanswered += 1,
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn wonder(&mut self, answer: &Answer) {
        self.outcome.faults.insert(format!("{} {}", answer.status, answer.text));
    }
}

/// Tells whether an answer says when to try again, in the form of a problem.
fn is_a_good_refusal(answer: &Answer) -> bool {
    let seconds = answer.header("retry-after").and_then(|text| text.parse::<u32>().ok());
    seconds.is_some() && answer.header("content-type") == Some("application/problem+json")
}

/// Checks that no answer was a surprise, and that what the server says it has is
/// what it acknowledged.
pub(crate) fn check(salon: &Salon, outcome: &Outcome) {
    assert_eq!(outcome.faults, BTreeSet::new());
    assert_eq!(outcome.history.double_bookings(), 0);
    salon.check_exclusive();
    let acknowledged = outcome.history.bookings.iter().filter_map(|booking| {
        let appointment = booking.appointment.clone()?;
        let is_cancelled = outcome.history.cancels.contains_key(&appointment);
        Some((appointment, is_cancelled))
    });
    let there = salon
        .appointments()
        .into_iter()
        .map(|appointment| (id(&appointment).to_owned(), appointment["status"] == "cancelled"));
    let (acknowledged, there): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (acknowledged.collect(), there.collect());
    // What was made, or cancelled, and acknowledged to nobody.
    let unlike: Vec<_> =
        there.iter().filter(|(id, state)| acknowledged.get(*id) != Some(state)).collect();
    assert!(unlike.is_empty(), "{unlike:?}");
    assert_eq!(there.len(), acknowledged.len());
    let refusals = outcome.history.unexplained_refusals();
    assert!(refusals.is_empty(), "{refusals:?}");
}
