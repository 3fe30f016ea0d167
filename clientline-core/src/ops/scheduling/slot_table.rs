//! The starts of an answer, and how they become JSON.
//!
//! An answer has up to thousands of offers, of a few providers in a few rooms. So it holds
//! numbers, and its JSON is put together of texts that are made once: of each provider, each
//! room and each date. A struct for each offer, written by serde, takes some twenty times as
//! long (`benches/slots`). [`SlotTable::iter`] shows it as what it means.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer};

use super::{offer_text::OfferTexts, start_text::StartText};
use crate::{
    model::{Provider, Room},
    slots::{self, OfferLists, RankedStart, Situation, StartCost, WallTime},
    value::{Id, Timestamp},
};

/// Gathers the starts that a search finds, in the form in which they are shown.
pub(in crate::ops) trait Gather {
    /// The most offers of one answer; one that would have more has fewer starts.
    const OFFERS_MAX: usize;
    /// Whether an answer has only as many starts as were asked for.
    const IS_LIMITED: bool = true;

    /// Prepares for starts of a situation.
    fn new(situation: &Situation<'_>) -> Self;

    /// Adds a start of that situation, which is later than those before.
    fn add(&mut self, slot: &slots::FreeStart<'_>);
}

/// Returns how many offers an answer has at most if the service is a class: each says how many
/// seats are left, and so is longer.
pub(super) const fn of_class(offers_max: usize) -> usize {
    offers_max / 5 * 4
}

/// A start, and who is free for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    /// The start.
    pub starts_at: Timestamp,
    /// The start on the wall clock of the center; with its offset from UTC in
    /// an hour that is repeated.
    pub local: String,
    /// The providers who are free for it, and in which room; in a ranked list the one for whom
    /// it costs least.
    pub providers: Vec<SlotProvider>,
    /// The score of a ranked list: the lower, the better.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// What it costs that provider, in a ranked list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<StartCost>,
}

/// Someone who is free for a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SlotProvider {
    /// Who.
    pub provider_id: Id<Provider>,
    /// In which room, if the service needs one.
    pub room_id: Option<Id<Room>>,
    /// How many seats are left, if the service is a class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_left: Option<u32>,
}

/// Starts, each with who is free for it: what a list of [`Slot`]s means. They are in the order of
/// their times, unless they are ranked.
#[derive(Clone, Debug, Default)]
pub struct SlotTable {
    times: Vec<WallTime>,
    /// Who offers each of them, as numbers of providers and rooms.
    offers: OfferLists,
    /// How many seats each of all offers has left, if the service is a class.
    seats_left: Vec<Option<u32>>,
    /// The providers whom offers number.
    providers: Vec<Id<Provider>>,
    /// The rooms that offers number.
    rooms: Vec<Id<Room>>,
    /// The score and the cost of each start, if they are ranked.
    ranks: Vec<(u32, StartCost)>,
    /// Whether the service is a class.
    is_class: bool,
}

impl Gather for SlotTable {
    /// An answer so stays below a mebibyte: an offer takes at most 104 bytes of it.
    const OFFERS_MAX: usize = 8_000;

    fn new(situation: &Situation<'_>) -> Self {
        let providers = situation.providers.iter().map(|provider| Id::from_uuid(provider.id));
        let rooms = situation.rooms.iter().flatten().map(|room| Id::from_uuid(room.id));
        let mut sessions = situation.providers.iter().flat_map(|provider| &provider.sessions);
        let is_class = situation.seats.is_some() || sessions.next().is_some();
        let (providers, rooms) = (providers.collect(), rooms.collect());
        Self { providers, rooms, is_class, ..Self::default() }
    }

    fn add(&mut self, slot: &slots::FreeStart<'_>) {
        self.times.push(slot.wall_time());
        self.offers.add(slot);
        if self.is_class {
            let seats_left = slot.offered().map(|(provider, _)| slot.seats_left(provider));
            self.seats_left.extend(seats_left);
        }
    }
}

impl From<&slots::Slots<'_>> for SlotTable {
    fn from(slots: &slots::Slots<'_>) -> Self {
        let mut table = Self::new(slots.situation());
        slots.iter().for_each(|slot| table.add(&slot));
        table
    }
}

impl PartialEq for SlotTable {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for SlotTable {}

impl SlotTable {
    /// Makes the table of ranked starts of a situation, in their order.
    pub(super) fn ranked(situation: &Situation<'_>, starts: &[RankedStart]) -> Self {
        let mut table = Self::new(situation);
        for start in starts {
            let RankedStart { time, provider, room, seats_left, score, cost } = *start;
            table.times.push(time);
            table.offers.add_each([(provider, room)]);
            table.ranks.push((score, cost));
            if table.is_class {
                table.seats_left.push(seats_left);
            }
        }
        table
    }

    /// Returns how many starts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Tells whether nothing can be booked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Returns the earliest start, if there is any.
    #[must_use]
    pub fn first(&self) -> Option<Slot> {
        self.iter().next()
    }

    /// Returns the starts in their order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        let mut seats_left = self.seats_left.iter().copied();
        self.times.iter().zip(self.offers.iter()).enumerate().map(
            move |(number, (time, offers))| {
                let providers = offers.filter_map(|(provider, room)| {
                    let seats_left = seats_left.next().flatten();
                    let room_id = room.and_then(|room| self.rooms.get(room)).copied();
                    Some(SlotProvider {
                        provider_id: *self.providers.get(provider)?,
                        room_id,
                        seats_left,
                    })
                });
                let providers = providers.collect();
                let (score, cost) = self.ranks.get(number).copied().unzip();
                Slot { starts_at: time.at(), local: time.to_string(), providers, score, cost }
            },
        )
    }

    /// Appends the table as JSON: the very text that serde makes of it.
    pub fn write_json(&self, json: &mut Vec<u8>) {
        let texts = OfferTexts::new(&self.providers, &self.rooms);
        json.reserve(
            self.len() * StartText::LENGTH + self.offers.offer_count() * OfferTexts::LENGTH,
        );
        let mut start_text = StartText::default();
        let mut seats_left = self.seats_left.iter();
        json.push(b'[');
        for (number, (time, offers)) in self.times.iter().zip(self.offers.iter()).enumerate() {
            start_text.push(*time, json);
            json.extend_from_slice(b",\"providers\":[");
            if self.is_class {
                for (offer, seats_left) in offers.zip(&mut seats_left) {
                    texts.push(offer, json);
                    if let Some(seats) = seats_left {
                        push_seats(*seats, json);
                    }
                }
            } else {
                offers.for_each(|offer| texts.push(offer, json));
            }
            end_list(json);
            if let Some((score, cost)) = self.ranks.get(number) {
                push_rank(*score, *cost, json);
            }
            json.extend_from_slice(b"},");
        }
        end_list(json);
    }
}

/// Adds how many seats are left to the offer that a text ends with.
fn push_seats(seats: u32, json: &mut Vec<u8>) {
    json.truncate(json.len() - OFFER_END.len());
    json.extend_from_slice(b",\"seats_left\":");
    json.extend_from_slice(seats.to_string().as_bytes());
    json.extend_from_slice(OFFER_END.as_bytes());
}

/// Adds the score of a start, and what it is made of.
fn push_rank(score: u32, cost: StartCost, json: &mut Vec<u8>) {
    let StartCost { idle_minutes, load_minutes } = cost;
    json.extend_from_slice(b",\"score\":");
    json.extend_from_slice(score.to_string().as_bytes());
    json.extend_from_slice(b",\"cost\":{\"idle_minutes\":");
    json.extend_from_slice(idle_minutes.to_string().as_bytes());
    json.extend_from_slice(b",\"load_minutes\":");
    json.extend_from_slice(load_minutes.to_string().as_bytes());
    json.push(b'}');
}

/// What the text of an offer ends with.
const OFFER_END: &str = "},";

/// Ends a list of which each item ends in a comma.
pub(super) fn end_list(json: &mut Vec<u8>) {
    if json.ends_with(b",") {
        json.pop();
    }
    json.push(b']');
}

impl Serialize for SlotTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl JsonSchema for SlotTable {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SlotTable".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Slot>::json_schema(generator)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        ops::scheduling::availability::local_text,
        slots::{Rank, Ranking, search, tests::chance::worlds},
    };

    /// The longest table of so many starts: in an hour that is repeated, all offers that an
    /// answer may have, and all of them at the last start.
    pub(in crate::ops::scheduling) fn longest(starts: usize) -> SlotTable {
        with_offers(starts, SlotTable::OFFERS_MAX, None)
    }

    /// The same of a class.
    pub(in crate::ops::scheduling) fn longest_of_class(starts: usize) -> SlotTable {
        with_offers(starts, of_class(SlotTable::OFFERS_MAX), Some(1_000))
    }

    fn with_offers(starts: usize, offers: usize, seats_left: Option<u32>) -> SlotTable {
        let mut lists = OfferLists::default();
        (1..starts).for_each(|_| lists.add_each([]));
        lists.add_each((0..offers).map(|_| (0, Some(0))));
        SlotTable {
            times: vec![WallTime::repeated(Timestamp::clamped(0)); starts],
            offers: lists,
            seats_left: vec![seats_left; offers],
            providers: vec![Id::from_uuid(Uuid::max())],
            rooms: vec![Id::from_uuid(Uuid::max())],
            ranks: Vec::new(),
            is_class: seats_left.is_some(),
        }
    }

    proptest! {
        #[test]
        fn a_table_is_written_as_serde_writes_its_slots(world in worlds()) {
            let situation = world.situation();
            let found = search(&situation, world.first_day, world.days);
            let table = SlotTable::from(&found);
            let expected: Vec<Slot> = found.iter().map(|slot| Slot {
                starts_at: slot.starts_at,
                local: local_text(&world.zone, slot.starts_at),
                providers: slot.offers().map(|offer| SlotProvider {
                    provider_id: Id::from_uuid(offer.provider),
                    room_id: offer.room.map(Id::from_uuid),
                    seats_left: offer.seats_left,
                }).collect(),
                score: None,
                cost: None,
            }).collect();
            prop_assert_eq!((table.len(), table.is_empty()), (expected.len(), expected.is_empty()));
            let mut json = Vec::new();
            table.write_json(&mut json);
            prop_assert_eq!(&json, &serde_json::to_vec(&expected).unwrap());
            prop_assert_eq!(&json, &serde_json::to_vec(&table).unwrap());
        }

        #[test]
        fn a_ranked_table_is_written_as_serde_writes_its_slots(world in worlds()) {
            let situation = world.situation();
            let mut ranking =
                Ranking::new(&situation, Rank::Balanced, world.first_day, world.days);
            let found = search(&situation, world.first_day, world.days);
            found.iter().for_each(|slot| ranking.add(&slot));
            let table = SlotTable::ranked(&situation, &ranking.best(9));
            prop_assert_eq!(table.len(), found.len().min(9));
            prop_assert!(table.iter().all(|slot| slot.providers.len() == 1 && slot.cost.is_some()));
            let mut json = Vec::new();
            table.write_json(&mut json);
            prop_assert_eq!(json, serde_json::to_vec(&table).unwrap());
        }

        #[test]
        fn a_start_has_its_times_in_any_year(
            micros in Timestamp::MIN.micros()..=Timestamp::MAX.micros(), seconds in -86_399..86_400,
        ) {
            let at = Timestamp::clamped(micros);
            for at in [at, at.floor_to_minute()] {
                let time = WallTime::at_offset(at, seconds);
                let mut json = Vec::new();
                StartText::default().push(time, &mut json);
                let expected = format!("{{\"starts_at\":\"{at}\",\"local\":\"{time}\"");
                prop_assert_eq!(json, expected.into_bytes());
            }
        }
    }
}
