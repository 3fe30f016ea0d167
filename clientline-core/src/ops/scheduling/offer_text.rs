//! The JSON of offers: the texts of each provider and each room are made once, and copied for all
//! starts.

use crate::{
    model::{Provider, Room},
    value::Id,
};

/// The texts that the offers of a table are put together of.
pub(super) struct OfferTexts {
    /// Of each provider, an offer without a room.
    without_room: Texts<WITHOUT_ROOM>,
    /// Of each provider, an offer up to the identifier of its room.
    in_room: Texts<IN_ROOM>,
    /// Of each room, the rest.
    rooms: Texts<ROOM>,
}

impl OfferTexts {
    /// The length of an offer, at most.
    pub(super) const LENGTH: usize = IN_ROOM + ROOM;

    /// Makes them of all providers and rooms that offers number.
    pub(super) fn new(providers: &[Id<Provider>], rooms: &[Id<Room>]) -> Self {
        Self {
            without_room: Texts::new(providers.iter().map(|id| offer_text(*id, "null},"))),
            in_room: Texts::new(providers.iter().map(|id| offer_text(*id, "\""))),
            rooms: Texts::new(rooms.iter().map(|id| format!("{id}\"}},"))),
        }
    }

    /// Appends an offer, and the comma after it.
    #[inline]
    pub(super) fn push(&self, (provider, room): (usize, Option<usize>), json: &mut Vec<u8>) {
        let Some(room) = room else { return self.without_room.push(provider, json) };
        self.in_room.push(provider, json);
        self.rooms.push(room, json);
    }
}

/// The length of an offer up to the identifier of its room.
const IN_ROOM: usize = 65;
/// The length of the identifier of a room, and of what ends an offer.
const ROOM: usize = 39;
/// The length of an offer without a room.
const WITHOUT_ROOM: usize = 70;

/// Texts of one length: a length that is known as the program is built makes of each copy some
/// moves.
struct Texts<const LENGTH: usize>(Vec<[u8; LENGTH]>);

impl<const LENGTH: usize> Texts<LENGTH> {
    /// Keeps texts, which are of that length.
    fn new(texts: impl Iterator<Item = String>) -> Self {
        Self(texts.map(|text| text.into_bytes().try_into().unwrap_or([b' '; LENGTH])).collect())
    }

    #[inline]
    fn push(&self, number: usize, json: &mut Vec<u8>) {
        if let Some(text) = self.0.get(number) {
            json.extend_from_slice(text);
        }
    }
}

/// The text of an offer up to what is given of its room.
fn offer_text(provider: Id<Provider>, room: &str) -> String {
    format!("{{\"provider_id\":\"{provider}\",\"room_id\":{room}")
}
