//! Parties, against everybody tried with everybody.

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    chance::{cases, worlds},
    several::{AllRooms, Shared, Wish, room, shared, wish},
    world::World,
};
use crate::{
    slots::{
        BookingRules, Candidate, Fullness, FurtherIds, Situation, place_party,
        reference::{PartyGuest, Reference, party},
        search_party,
    },
    value::{TimeRange, Timestamp},
};

/// A world, and a party that comes to it.
#[derive(Debug, Clone)]
struct Party {
    world: World,
    rooms: AllRooms,
    wishes: Vec<Wish>,
}

/// Of whom a guest wants the first provider, and whom the guest had, by their numbers.
type Named = (Option<u128>, Option<u128>);

fn named() -> impl Strategy<Value = Named> {
    (prop::option::weighted(0.2, 1..=5_u128), prop::option::weighted(0.3, 1..=5_u128))
}

fn parties() -> impl Strategy<Value = Party> {
    let wishes = prop::collection::vec((wish(), 0..=3_u8, 0..=2_usize, named()), 2..=3);
    (worlds(), wishes, prop::collection::vec(1..=3_usize, 6)).prop_map(
        |(mut world, wishes, capacities)| {
            // Nobody joins a class in a party.
            for provider in &mut world.providers {
                provider.sessions.clear();
            }
            world.seats = None;
            // Enough that several are left for several guests.
            let more: Vec<_> = world.providers.iter().take(2).cloned().collect();
            world.providers.extend(more);
            let wishes = wishes.into_iter().map(|(wish, more, further, (first, kept))| Wish {
                providers: wish.providers | more << 3,
                further: if wish.further > 0 { further } else { 0 },
                first: first.map(Uuid::from_u128),
                kept: FurtherIds::of(kept.map(Uuid::from_u128)),
                ..wish
            });
            let wishes = wishes.collect();
            let rooms = shared(&mut world, &capacities);
            Party { world, rooms, wishes }
        },
    )
}

impl Fullness for Party {
    fn of_room(&self, _: usize, id: Uuid, taken: &[TimeRange]) -> Vec<TimeRange> {
        room(&self.rooms, id).full(taken)
    }

    fn of_guest(&self, _: usize, _: &[Timestamp]) -> Option<Vec<TimeRange>> {
        None
    }

    fn of_provider(&self, _: usize, _: Uuid, _: &[Timestamp]) -> Option<Vec<TimeRange>> {
        None
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_party_is_served_as_if_everybody_were_tried_with_everybody(
        of in parties(), minutes in prop::collection::vec(0..5760_i64, 8)
    ) {
        let bare: Vec<Situation<'_>> =
            of.wishes.iter().map(|wish| wish.bare(&of.world)).collect();
        let (first_day, days) = (of.world.first_day, of.world.days);
        let guests: Vec<PartyGuest<'_>> = bare
            .iter()
            .zip(&of.wishes)
            .map(|(situation, wish)| PartyGuest {
                reference: Reference::new(situation, first_day, days),
                rooms: wish
                    .rooms(&of.rooms)
                    .map(|rooms| rooms.into_iter().map(Shared::told).collect()),
                further_rooms: wish.further_told(&of.rooms),
            })
            .collect();
        let situations: Vec<Situation<'_>> =
            of.wishes.iter().map(|wish| wish.situation(&of.world, &of.rooms)).collect();
        let listed = search_party(&situations, (first_day, days), usize::MAX, &of);
        // Of all minutes only those are tried at which the first guest could come alone.
        let expected: Vec<(Timestamp, Vec<Candidate>)> = guests[0]
            .reference
            .search()
            .into_iter()
            .filter_map(|(start, _)| Some((start, party(&guests, start, BookingRules::Listed)?)))
            .collect();
        prop_assert_eq!(&listed, &expected);
        let few = search_party(&situations, (first_day, days), 2, &of);
        prop_assert_eq!(&few[..], &expected[..expected.len().min(2)]);

        let midnight = of.world.zone.instant(first_day.into()).unwrap();
        let some = minutes.into_iter().map(|minute| midnight.plus_minutes(minute).unwrap());
        for start in some.chain(listed.iter().map(|(start, _)| *start).take(20)) {
            let day = (of.world.zone.local(start).date() - first_day).num_days();
            if !(0..i64::from(days.get())).contains(&day) {
                continue;
            }
            for rules in [BookingRules::Listed, BookingRules::OffGrid, BookingRules::Override] {
                let placed = place_party(&situations, start, rules, &of).ok();
                prop_assert_eq!(placed, party(&guests, start, rules), "{:?} {:?}", start, rules);
            }
        }
    }
}
