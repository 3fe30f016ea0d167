//! The starts of an answer, and how they become JSON.
//!
//! An answer has up to thousands of offers, of a few providers in a few rooms. So it holds
//! numbers, and its JSON is put together of texts that are made once: of each provider, each
//! room and each date. A struct for each offer, written by serde, takes some twenty times as
//! long (`benches/slots`). [`SlotTable::iter`] shows it as what it means.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::start_text::StartText;
use crate::{
    model::{Provider, Room},
    slots::{self, RankedStart, Situation, StartCost, WallTime},
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotTable {
    starts: Vec<Start>,
    /// The offers of all starts, one start after the other.
    offers: Vec<Offer>,
    /// The providers whom offers number.
    providers: Vec<Id<Provider>>,
    /// The rooms that offers number.
    rooms: Vec<Id<Room>>,
    /// The score and the cost of each start, if they are ranked.
    ranks: Vec<(u32, StartCost)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    time: WallTime,
    /// How many offers there are up to its last.
    offers: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offer {
    provider: u32,
    room: Option<u32>,
    seats_left: Option<u32>,
}

impl Gather for SlotTable {
    /// An answer so stays below a mebibyte: an offer takes at most 104 bytes of it.
    const OFFERS_MAX: usize = 8_000;

    fn new(situation: &Situation<'_>) -> Self {
        let providers = situation.providers.iter().map(|provider| Id::from_uuid(provider.id));
        let rooms = situation.rooms.iter().flatten().map(|room| Id::from_uuid(room.id));
        Self { providers: providers.collect(), rooms: rooms.collect(), ..Self::default() }
    }

    fn add(&mut self, slot: &slots::FreeStart<'_>) {
        // Numbers of what one request looks at, which is far below the limit.
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let offer = |(provider, room): (usize, Option<usize>)| Offer {
            provider: number(provider),
            room: room.map(number),
            seats_left: slot.seats_left(provider),
        };
        self.offers.reserve(slot.offer_count());
        slot.offered().for_each(|offered| self.offers.push(offer(offered)));
        self.starts.push(Start { time: slot.wall_time(), offers: self.offers.len() });
    }
}

impl From<&slots::Slots<'_>> for SlotTable {
    fn from(slots: &slots::Slots<'_>) -> Self {
        let mut table = Self::new(slots.situation());
        slots.iter().for_each(|slot| table.add(&slot));
        table
    }
}

impl SlotTable {
    /// Makes the table of ranked starts of a situation, in their order.
    pub(super) fn ranked(situation: &Situation<'_>, starts: &[RankedStart]) -> Self {
        let mut table = Self::new(situation);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        for start in starts {
            let RankedStart { time, provider, room, seats_left, score, cost } = *start;
            let (provider, room) = (number(provider), room.map(number));
            table.offers.push(Offer { provider, room, seats_left });
            table.starts.push(Start { time, offers: table.offers.len() });
            table.ranks.push((score, cost));
        }
        table
    }

    /// Returns how many starts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Tells whether nothing can be booked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns the earliest start, if there is any.
    #[must_use]
    pub fn first(&self) -> Option<Slot> {
        self.iter().next()
    }

    /// Returns the starts in their order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        self.rows().enumerate().map(|(number, (time, offers))| {
            let providers = offers.iter().filter_map(|offer| {
                let room_id = offer.room.and_then(|room| self.rooms.get(room as usize)).copied();
                let provider_id = *self.providers.get(offer.provider as usize)?;
                Some(SlotProvider { provider_id, room_id, seats_left: offer.seats_left })
            });
            let (score, cost) = self.ranks.get(number).copied().unzip();
            let providers = providers.collect();
            Slot { starts_at: time.at(), local: time.to_string(), providers, score, cost }
        })
    }

    fn rows(&self) -> impl Iterator<Item = (WallTime, &[Offer])> {
        let mut from = 0;
        self.starts.iter().map(move |start| {
            let offers = self.offers.get(from..start.offers).unwrap_or_default();
            from = start.offers;
            (start.time, offers)
        })
    }

    /// Appends the table as JSON: the very text that serde makes of it.
    pub fn write_json(&self, json: &mut String) {
        let without_room = self.providers.iter().map(|id| offer_text(*id, "null},"));
        let without_room = Texts::<WITHOUT_ROOM>(without_room.collect());
        let in_room = self.providers.iter().map(|id| offer_text(*id, "\""));
        let in_room = Texts::<IN_ROOM>(in_room.collect());
        let rooms = self.rooms.iter().map(|id| format!("{id}\"}},"));
        let rooms = Texts::<ROOM>(rooms.collect());
        json.reserve(self.starts.len() * StartText::LENGTH + self.offers.len() * OFFER_LENGTH);
        let mut start_text = StartText::default();
        json.push('[');
        for (number, (time, offers)) in self.rows().enumerate() {
            start_text.push(time, json);
            json.push_str(",\"providers\":[");
            for offer in offers {
                match offer.room {
                    None => json.push_str(without_room.text(offer.provider)),
                    Some(room) => {
                        json.push_str(in_room.text(offer.provider));
                        json.push_str(rooms.text(room));
                    }
                }
                if let Some(seats) = offer.seats_left {
                    push_seats(seats, json);
                }
            }
            end_list(json);
            if let Some((score, cost)) = self.ranks.get(number) {
                push_rank(*score, *cost, json);
            }
            json.push_str("},");
        }
        end_list(json);
    }
}

/// The length of an offer in a room, with the comma after it.
const OFFER_LENGTH: usize = IN_ROOM + ROOM;
/// The length of an offer up to the identifier of its room.
const IN_ROOM: usize = 65;
/// The length of the identifier of a room, and of what ends an offer.
const ROOM: usize = 39;
/// The length of an offer without a room.
const WITHOUT_ROOM: usize = 70;

/// Texts of one length, one after the other: a length that is known as the program is built
/// makes of each copy some moves.
struct Texts<const LENGTH: usize>(String);

impl<const LENGTH: usize> Texts<LENGTH> {
    fn text(&self, number: u32) -> &str {
        let from = number as usize * LENGTH;
        self.0.get(from..).and_then(|rest| rest.get(..LENGTH)).unwrap_or_default()
    }
}

/// The text of an offer up to what is given of its room.
fn offer_text(provider: Id<Provider>, room: &str) -> String {
    format!("{{\"provider_id\":\"{provider}\",\"room_id\":{room}")
}

/// Adds how many seats are left to the offer that a text ends with.
fn push_seats(seats: u32, json: &mut String) {
    json.truncate(json.len() - OFFER_END.len());
    json.push_str(",\"seats_left\":");
    json.push_str(&seats.to_string());
    json.push_str(OFFER_END);
}

/// Adds the score of a start, and what it is made of.
fn push_rank(score: u32, cost: StartCost, json: &mut String) {
    let StartCost { idle_minutes, load_minutes } = cost;
    json.push_str(",\"score\":");
    json.push_str(&score.to_string());
    json.push_str(",\"cost\":{\"idle_minutes\":");
    json.push_str(&idle_minutes.to_string());
    json.push_str(",\"load_minutes\":");
    json.push_str(&load_minutes.to_string());
    json.push('}');
}

/// What the text of an offer ends with.
const OFFER_END: &str = "},";

/// Ends a list of which each item ends in a comma.
pub(super) fn end_list(json: &mut String) {
    if json.ends_with(',') {
        json.pop();
    }
    json.push(']');
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
        slots::{Rank, Ranking, search, tests::world::worlds},
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
        let time = WallTime::repeated(Timestamp::clamped(0));
        let offers = vec![Offer { provider: 0, room: Some(0), seats_left }; offers];
        let mut starts = vec![Start { time, offers: 0 }; starts];
        if let Some(last) = starts.last_mut() {
            last.offers = offers.len();
        }
        let (providers, rooms) =
            (vec![Id::from_uuid(Uuid::max())], vec![Id::from_uuid(Uuid::max())]);
        SlotTable { starts, offers, providers, rooms, ranks: Vec::new() }
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
            let mut json = String::new();
            table.write_json(&mut json);
            prop_assert_eq!(&json, &serde_json::to_string(&expected).unwrap());
            prop_assert_eq!(&json, &serde_json::to_string(&table).unwrap());
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
            let mut json = String::new();
            table.write_json(&mut json);
            prop_assert_eq!(json, serde_json::to_string(&table).unwrap());
        }

        #[test]
        fn a_start_has_its_times_in_any_year(
            micros in Timestamp::MIN.micros()..=Timestamp::MAX.micros(), seconds in -86_399..86_400,
        ) {
            let at = Timestamp::clamped(micros);
            for at in [at, at.floor_to_minute()] {
                let time = WallTime::at_offset(at, seconds);
                let mut json = String::new();
                StartText::default().push(time, &mut json);
                prop_assert_eq!(json, format!("{{\"starts_at\":\"{at}\",\"local\":\"{time}\""));
            }
        }
    }
}
