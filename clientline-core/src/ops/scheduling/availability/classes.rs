//! Classes: services of which several guests attend one session.
//!
//! Each guest has an appointment, and its time names the class and the seat. What is agreed on a
//! session is what was agreed with those who attend it.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::{Availability, ServiceResources};
use crate::{
    engine::View,
    entity::{Query, Stored},
    error::Result,
    model::{Appointment, Occupancy, Service},
    ops::scheduling::{
        agreement::{KeptSeat, Moved},
        appointment_rows::{Seat, timing_of},
    },
    row::Select,
    slots::{Candidate, ClassSession, TakenPlace},
    value::{Id, TimeRange, Timestamp},
};

/// The sessions of one class that somebody attends, by provider and start.
#[derive(Default)]
pub(super) struct Sessions(BTreeMap<(Uuid, Timestamp), Session>);

/// A session that somebody attends.
struct Session {
    agreed: ClassSession,
    /// The places that it takes of its room, one after the other.
    places: Vec<TakenPlace>,
    /// The seats that are taken.
    seats: HashSet<i32>,
}

/// The appointments of the sessions of a class, of which the agreements are to be read.
#[derive(Default)]
struct Attending<'a> {
    /// By provider, and the start of what is taken of them.
    sessions: BTreeMap<(Uuid, Timestamp), Attended>,
    rows: Vec<&'a Stored<Occupancy>>,
}

/// Those who attend one session.
#[derive(Default)]
struct Attended {
    /// Who attends it for longest: one who was done early says nothing of the others.
    longest: Option<(Timestamp, Id<Appointment>)>,
    seats: HashSet<i32>,
}

impl ServiceResources {
    /// Returns how many guests attend a session, if the service is a class: as many at least as
    /// are moved as one.
    pub(super) fn seats(&self) -> Option<u32> {
        let moved = self.moved.and_then(|moved| match moved.seat {
            KeptSeat::OfSession(attending) => Some(attending),
            KeptSeat::Free | KeptSeat::Own => None,
        });
        self.service.seats().max(moved)
    }

    /// Returns whether a session is that which the appointment attends that is moved: whoever stays
    /// in it keeps their seat, however many it has by now.
    fn is_own_session(&self, provider: Uuid, starts_at: Timestamp) -> bool {
        let is_own = |moved: Moved| {
            let session = (moved.provider.uuid(), moved.starts_at);
            moved.seat == KeptSeat::Own && session == (provider, starts_at)
        };
        self.moved.is_some_and(is_own)
    }
}

impl Service {
    /// Returns how many guests attend a session, if the service is a class.
    pub(in crate::ops) fn seats(&self) -> Option<u32> {
        u32::try_from(self.max_guests.get()).ok().filter(|seats| *seats > 1)
    }
}

impl<'a> Attending<'a> {
    fn of(resources: &ServiceResources, held: &'a [Stored<Occupancy>]) -> Self {
        if resources.seats().is_none() && resources.moved.is_none() {
            return Self::default();
        }
        let class = Some(resources.service.id.uuid());
        let rows: Vec<_> = held.iter().filter(|row| row.class_id == class).collect();
        let performers = resources.providers.iter().map(|one| one.provider.id.uuid());
        let performers: HashSet<Uuid> = performers.collect();
        let mut sessions: BTreeMap<_, Attended> = BTreeMap::new();
        for row in rows.iter().filter(|row| performers.contains(&row.resource_id.uuid())) {
            let one = sessions.entry((row.resource_id.uuid(), row.starts_at)).or_default();
            one.longest = one.longest.max(Some((row.ends_at, row.appointment_id)));
            one.seats.extend(row.seat);
        }
        Self { sessions, rows }
    }

    /// Asks for an appointment of each session.
    fn queries(&self) -> Vec<Query<Appointment>> {
        let longest = self.sessions.values().filter_map(|one| one.longest);
        let mut ids: Vec<Id<Appointment>> = longest.map(|(_, id)| id).collect();
        ids.sort_unstable();
        ids.dedup();
        let some = |ids: &[Id<Appointment>]| Query::limit(Select::LIMIT_MAX).ids(ids);
        ids.chunks(Select::SET_MAX).map(some).collect()
    }

    /// Returns the sessions with what was agreed on them.
    fn agreed(self, resources: &ServiceResources, found: &[Stored<Appointment>]) -> Sessions {
        let by_id: HashMap<Id<Appointment>, &Stored<Appointment>> =
            found.iter().map(|one| (one.id, one)).collect();
        let mut sessions = BTreeMap::new();
        for ((provider, begins), attended) in self.sessions {
            let one = attended.longest.and_then(|(_, id)| by_id.get(&id).copied());
            let session =
                one.and_then(|one| session(resources, &self.rows, (provider, one), attended.seats));
            // The other parts of it, after processing, are none of their own.
            let first = |of: &Session| of.agreed.timing.work(of.agreed.starts_at).next();
            let is_first = |of: &Session| first(of).map(TimeRange::start) == Some(begins);
            // What is no class by now is joined by nobody.
            let is_class = |of: &Session| {
                resources.seats().is_some()
                    || resources.is_own_session(provider, of.agreed.starts_at)
            };
            if let Some(session) = session.filter(|of| is_first(of) && is_class(of)) {
                sessions.insert((provider, session.agreed.starts_at), session);
            }
        }
        Sessions(sessions)
    }
}

/// Returns the session that an appointment attends, if one who comes can join it.
fn session(
    resources: &ServiceResources,
    rows: &[&Stored<Occupancy>],
    (provider, one): (Uuid, &Appointment),
    seats: HashSet<i32>,
) -> Option<Session> {
    let timing = timing_of(one)?;
    // Whoever asks for another length asks for another time.
    let wanted = resources.moved.and_then(|moved| moved.duration);
    if wanted.is_some_and(|wanted| wanted != timing.duration) {
        return None;
    }
    let room = one.room_id.map(Id::uuid);
    let of_room = rows
        .iter()
        .filter(|row| row.appointment_id == one.id && Some(row.resource_id.uuid()) == room);
    let place = |row: &&Stored<Occupancy>| {
        let time = TimeRange::new(row.starts_at, row.ends_at).ok()?;
        Some(TakenPlace { place: row.unit, time })
    };
    let mut places: Vec<TakenPlace> = of_room.filter_map(place).collect();
    places.sort_by_key(|place| place.time.start());
    let taken = u32::try_from(seats.len()).ok()?;
    let seats_left = resources.seats().unwrap_or(1).saturating_sub(taken);
    let is_own = resources.is_own_session(provider, one.starts_at);
    let seats_left = if is_own { seats_left.max(1) } else { seats_left };
    let agreed = ClassSession { starts_at: one.starts_at, timing, room, seats_left };
    Some(Session { agreed, places, seats })
}

impl Sessions {
    /// Reads what was agreed on the sessions among the times that are held of some resources:
    /// one query, and none if nobody attends any.
    pub(super) async fn read(
        view: &mut View<'_>,
        held: &[(&ServiceResources, &[Stored<Occupancy>])],
    ) -> Result<Vec<Self>> {
        let attending = held.iter().map(|(resources, held)| Attending::of(resources, held));
        let attending: Vec<Attending<'_>> = attending.collect();
        let queries: Vec<_> = attending.iter().map(Attending::queries).collect();
        let found = if queries.iter().all(Vec::is_empty) {
            queries.into_iter().map(|_| Vec::new()).collect()
        } else {
            view.read_to_decide(queries).await?
        };
        let all = attending.into_iter().zip(held).zip(found);
        let agreed =
            all.map(|((one, (resources, _)), found)| one.agreed(resources, &found.concat()));
        Ok(agreed.collect())
    }

    /// Returns the sessions of a provider as the slot engine sees them.
    pub(super) fn of(&self, provider: Uuid) -> Vec<ClassSession> {
        let all = (provider, Timestamp::MIN)..=(provider, Timestamp::MAX);
        self.0.range(all).map(|(_, session)| session.agreed).collect()
    }
}

impl Availability {
    /// Returns the seat that an appointment gets at a start, if the service is a class, with the
    /// places of a session's room, if somebody attends it already.
    pub(in crate::ops) fn seat(
        &self,
        candidate: &Candidate,
        starts_at: Timestamp,
    ) -> Option<(Seat, Option<Vec<TakenPlace>>)> {
        let class_id = self.resources.service.id.uuid();
        let Some(session) = self.sessions.0.get(&(candidate.provider, starts_at)) else {
            self.resources.seats()?;
            return Some((Seat { class_id, number: 1 }, None));
        };
        let next = i32::try_from(session.seats.len()).ok()?.checked_add(1)?;
        let number = (1..=next).find(|number| !session.seats.contains(number))?;
        Some((Seat { class_id, number }, Some(session.places.clone())))
    }
}

/// Returns the rows of which each takes time of its own: of a session, the one that takes most.
pub(super) fn once_a_session(rows: &[Stored<Occupancy>]) -> Vec<&Stored<Occupancy>> {
    let mut longest = HashMap::new();
    for row in rows {
        if let Some(session) = row.session() {
            let of_session = longest.entry(session).or_insert(row);
            if of_session.ends_at < row.ends_at {
                *of_session = row;
            }
        }
    }
    let alone = rows.iter().filter(|row| row.class_id.is_none());
    alone.chain(longest.into_values()).collect()
}
