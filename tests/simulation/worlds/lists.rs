//! Lists of starts, held against the reading.

use clientline::{
    model::Guest,
    ops::scheduling::slots::{FindSlots, SlotProvider},
    slots::Candidate,
    value::{Id, SlotLimit, Timestamp},
};

use super::{
    house::added,
    play::Play,
    reading::{Asked, Starts},
};

impl Play<'_> {
    /// Lists, and holds the list against the reading.
    pub(super) async fn list(
        &mut self,
        asked: &Asked,
        guest: Option<Id<Guest>>,
    ) -> Result<(), String> {
        // Guests are shown what the center offers, by its own step.
        let step = asked.step.filter(|_| guest.is_none());
        let asked = Asked { limited: guest, step, ..asked.clone() };
        let expected = self.reading.list(&self.books, self.now, &asked);
        let (center, service) =
            (self.world.centers[asked.center].id, self.world.services[asked.service].id);
        let limit = if self.chance.percent(10) { 7 } else { 1_500 };
        let mut find = FindSlots {
            days: self.world.days,
            provider_id: asked.provider,
            room_id: asked.room,
            step: asked.step,
            moving: asked.moving,
            add_ons: asked.is_added_to.then(|| vec![added()]),
            limit: SlotLimit::new(limit).unwrap(),
            ..FindSlots::new(center, service, self.world.first_day)
        };
        let mut found = Vec::new();
        loop {
            match self.run(guest, &find).await? {
                Ok(list) => {
                    found.extend(list.slots.iter().map(|slot| (slot.starts_at, slot.providers)));
                    find.cursor = list.next_cursor;
                }
                // What is not offered is nothing to a guest.
                Err(_) if expected.is_empty() && guest.is_some() => {}
                Err(code) => return Err(format!("{asked:?} is refused: {code}")),
            }
            if find.cursor.is_none() {
                break;
            }
        }
        self.told.listed += u64::try_from(found.len()).unwrap();
        self.compare(&asked, &expected, &found)?;
        let starts = expected.into_iter().map(|(start, _)| start).collect();
        if asked.moving.is_none() {
            self.listed.insert((asked.center, asked.service), starts);
        }
        Ok(())
    }

    /// Whether the rooms come in an order that is a provider's own.
    pub(super) fn has_own_order(&self, asked: &Asked) -> bool {
        let is_named = asked.provider.is_some() || self.reading.performers(asked) == 1;
        // What is moved keeps its rooms, if it can.
        is_named || asked.moving.is_some()
    }

    fn compare(
        &self,
        asked: &Asked,
        expected: &Starts,
        found: &[(Timestamp, Vec<SlotProvider>)],
    ) -> Result<(), String> {
        let has_own_order = self.has_own_order(asked);
        let without_rooms = |offers: &mut Vec<SlotProvider>| {
            offers.iter_mut().filter(|_| has_own_order).for_each(|offer| offer.room_id = None);
        };
        let wanted = expected.iter().map(|(start, offers)| {
            let mut offers: Vec<SlotProvider> = offers.iter().map(shown).collect();
            without_rooms(&mut offers);
            (*start, offers)
        });
        let expected: Vec<_> = wanted.collect();
        let mut plain = found.to_vec();
        for (_, offers) in &mut plain {
            without_rooms(offers);
        }
        if let Some(at) =
            (0..expected.len().max(plain.len())).find(|at| expected.get(*at) != plain.get(*at))
        {
            let (expected, found) = (expected.get(at), plain.get(at));
            return Err(format!("{asked:#?} lists {found:#?}, and not {expected:#?}"));
        }
        if !has_own_order {
            return Ok(());
        }
        // Each of the rooms has to be free.
        let offers =
            || found.iter().flat_map(|(start, offers)| offers.iter().map(|one| (*start, one)));
        let mut rooms: Vec<_> = offers().filter_map(|(_, offer)| offer.room_id).collect();
        rooms.sort_unstable();
        rooms.dedup();
        for room in rooms {
            let asked = Asked { room: Some(room), ..asked.clone() };
            let with_it = self.reading.list(&self.books, self.now, &asked);
            for (start, offer) in offers().filter(|(_, offer)| offer.room_id == Some(room)) {
                let free = with_it.iter().find(|(at, _)| *at == start);
                if free.is_none_or(|(_, free)| free.iter().all(|one| shown(one) != *offer)) {
                    return Err(format!("{asked:#?} lists {offer:?} at {start}, which is taken"));
                }
            }
        }
        Ok(())
    }
}

/// What a list shows of an offer.
fn shown(offer: &Candidate) -> SlotProvider {
    SlotProvider {
        provider_id: Id::from_uuid(offer.provider),
        room_id: offer.room.map(Id::from_uuid),
        seats_left: offer.seats_left,
    }
}
