//! A town of guests and their appointments, the same in each run.

use std::{collections::BTreeSet, sync::Arc};

use clientline::{
    Scope,
    conformance::fixture::{AppointmentFixture, World, at, commit},
    model::{Appointment, AppointmentStatus, Guest, GuestTerm},
    ops::scheduling::appointments::AppointmentFilter,
    row::ChangeSet,
    storage::Storage,
    value::{Id, Name},
};

use crate::Result;

const GUESTS: u64 = 100_000;
const APPOINTMENTS: u64 = 200_000;
/// How many are made in one commit.
const AT_ONCE: usize = 500;
const FIRST_NAMES: usize = 1_500;
const LAST_NAMES: usize = 8_000;
const SYLLABLES: [&str; 20] = [
    "ma", "ri", "a", "jo", "se", "an", "na", "li", "el", "ka", "to", "mi", "be", "ro", "sa", "lu",
    "da", "ni", "vi", "pe",
];

/// Numbers that look random (`SplitMix64`; Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// Names, the commonest first, and how often one of the first so many is given.
struct Names {
    names: Vec<String>,
    sums: Vec<u64>,
}

impl Names {
    /// Names of two to four syllables, each as common as its rank says.
    fn of(count: usize, chance: &mut Chance) -> Self {
        let (mut seen, mut names, mut sums, mut sum) = (BTreeSet::new(), Vec::new(), Vec::new(), 0);
        while names.len() < count {
            let syllables = (0..2 + chance.below(3)).map(|_| {
                usize::try_from(chance.below(20)).map(|at| SYLLABLES[at]).unwrap_or_default()
            });
            let name: String = syllables.collect();
            if seen.insert(name.clone()) {
                names.push(name);
                sum += 1_000_000 / (u64::try_from(names.len()).unwrap_or(u64::MAX) + 20);
                sums.push(sum);
            }
        }
        Self { names, sums }
    }

    fn one(&self, chance: &mut Chance) -> &str {
        let at = chance.below(self.sums.last().copied().unwrap_or(1));
        &self.names[self.sums.partition_point(|sum| *sum <= at)]
    }
}

/// An identifier of a millisecond.
fn made<E>(number: u64, one: u8) -> Id<E> {
    let mut rest = [0; 10];
    rest[9] = one;
    Id::from_uuid(uuid::Builder::from_unix_timestamp_millis(number, &rest).into_uuid())
}

/// The town, and who may see all of it.
pub(crate) struct Town {
    pub(crate) scope: Scope,
    appointment: AppointmentFixture,
    first: Names,
    last: Names,
}

impl Town {
    pub(crate) async fn make(storage: &Arc<dyn Storage>) -> Result<Self> {
        let scope = World::make(storage, 0).await.scope;
        let mut chance = Chance(7);
        let first = Names::of(FIRST_NAMES, &mut chance);
        let last = Names::of(LAST_NAMES, &mut chance);
        let town = Self { scope, appointment: AppointmentFixture::new(), first, last };
        let tenant = town.scope.tenant();
        commit(storage, tenant, |changes| town.appointment.insert(changes)).await?;
        let guests: Vec<u64> = (0..GUESTS).collect();
        for some in guests.chunks(AT_ONCE) {
            commit(storage, tenant, |changes| {
                for number in some {
                    town.guest(*number, &mut chance, changes);
                }
            })
            .await?;
        }
        let appointments: Vec<u64> = (0..APPOINTMENTS).collect();
        for some in appointments.chunks(AT_ONCE) {
            commit(storage, tenant, |changes| {
                for number in some {
                    town.visited(*number, &mut chance, changes);
                }
            })
            .await?;
        }
        Ok(town)
    }

    /// A guest with a name by chance; half of them are of the east, and half of the west.
    fn guest(&self, number: u64, chance: &mut Chance, changes: &mut ChangeSet) {
        let (first, last) = (self.first.one(chance), self.last.one(chance));
        let side = if number < GUESTS / 2 { "east" } else { "west" };
        let code = format!("g-{number:06}");
        let words = [first, last, side, &code, &format!("3712{number:07}")];
        let guest = Guest {
            id: made(number, 0),
            first_name: Name::parse(first)
                .unwrap_or_else(|_| self.appointment.guest.first_name.clone()),
            last_name: Name::parse(last)
                .unwrap_or_else(|_| self.appointment.guest.last_name.clone()),
            guest_code: code.parse().unwrap_or_else(|_| self.appointment.guest.guest_code.clone()),
            ..self.appointment.guest.clone()
        };
        let guest_id = guest.id;
        changes.insert(guest);
        for (one, term) in (1..).zip(BTreeSet::from(words)) {
            let (id, term) = (made(number, one), term.to_owned());
            changes.insert(GuestTerm { id, guest_id, term });
        }
    }

    /// An appointment of some guest: most are completed, and three of the oldest were missed.
    fn visited(&self, number: u64, chance: &mut Chance, changes: &mut ChangeSet) {
        let status = match (number, chance.below(100)) {
            (0..3, _) => AppointmentStatus::NoShow,
            (_, 0..88) => AppointmentStatus::Completed,
            (_, 88..96) => AppointmentStatus::Scheduled,
            _ => AppointmentStatus::Confirmed,
        };
        let minute = i64::try_from(number).unwrap_or_default() * 10;
        changes.insert(Appointment {
            id: made(number, 100),
            guest_id: made(chance.below(GUESTS), 0),
            starts_at: at(minute),
            ends_at: at(minute + 30),
            status,
            ..self.appointment.appointment.clone()
        });
    }

    /// What is searched for, in words.
    pub(crate) fn searches(&self) -> Vec<(String, String)> {
        let (first, last) = (&self.first.names, &self.last.names);
        let eight = ["ma", "a", "g-0", "3712", "e", "s", "be", "l"].join(" ");
        let both = |at: usize, of: usize| format!("{} {}", first[at], last[of]);
        [
            ("one letter", "m".to_owned()),
            ("the commonest surname", last[0].clone()),
            ("the two commonest names", both(0, 0)),
            ("two less common names", both(30, 60)),
            ("two rare names", both(1_000, 7_000)),
            ("two syllables", "ma be".to_owned()),
            ("eight words", eight),
            ("two words that all have, and nobody both", "east west".to_owned()),
            ("a telephone number", "37120099999".to_owned()),
        ]
        .map(|(what, text)| (what.to_owned(), text))
        .into()
    }

    /// Which appointments are listed, in words.
    pub(crate) fn appointments(&self) -> Vec<(String, AppointmentFilter)> {
        let center = AppointmentFilter {
            center_id: Some(self.appointment.center.id),
            ..AppointmentFilter::default()
        };
        let with = |status| AppointmentFilter { status: Some(status), ..center.clone() };
        let provider = Some(self.appointment.provider.id);
        [
            ("appointments of a center", center.clone()),
            ("of a center, a rare status", with(AppointmentStatus::NoShow)),
            ("of a center, a common status", with(AppointmentStatus::Scheduled)),
            ("of a center, a status that none has", with(AppointmentStatus::Cancelled)),
            (
                "of a provider, a rare status",
                AppointmentFilter {
                    provider_id: provider,
                    center_id: None,
                    ..with(AppointmentStatus::NoShow)
                },
            ),
        ]
        .map(|(what, filter)| (what.to_owned(), filter))
        .into()
    }
}
