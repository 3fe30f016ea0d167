//! The resources of a service at a center: who performs it, in which rooms.

use super::{Performer, RESOURCES_MAX, booked::Booked, performers::performers};
use crate::{
    engine::{
        Reading, View,
        reading::{peek, referred},
    },
    entity::{Query, Stored},
    error::Result,
    model::{Calendar, Center, Provider, ProviderService, Room, Service},
    ops::scheduling::agreement::Moved,
    row::Select,
    slots::{Candidate, Timing},
    value::{DurationMinutes, Id},
};

/// The resources that take part in one service at one center.
#[derive(Clone)]
pub(in crate::ops) struct ServiceResources {
    pub(in crate::ops) center: Stored<Center>,
    pub(in crate::ops) service: Stored<Service>,
    pub(in crate::ops) providers: Vec<Performer>,
    /// The rooms that serve, if the service needs one.
    pub(in crate::ops) rooms: Option<Vec<Stored<Room>>>,
    /// The appointment that is moved, whose own time counts as free.
    pub(in crate::ops) moved: Option<Moved>,
    /// What the guest has booked, if the center limits that and somebody is limited.
    pub(in crate::ops) booked: Option<Box<Booked>>,
}

/// The service, center and resources that are wanted.
#[derive(Clone, Copy)]
pub(in crate::ops) struct BookingTarget {
    pub(in crate::ops) center: Id<Center>,
    pub(in crate::ops) service: Id<Service>,
    /// Only this provider; all who perform the service, if absent.
    pub(in crate::ops) provider: Option<Id<Provider>>,
    /// Only this room; all of the kind that the service needs, if absent.
    pub(in crate::ops) room: Option<Id<Room>>,
    /// The appointment that is moved; one is booked, if absent.
    pub(in crate::ops) moved: Option<Moved>,
}

/// What is found of the resources: center and service, the provider that is named or all, who
/// performs the service in an own way, and the rooms of the center.
type FoundResources = (
    (Stored<Center>, Stored<Service>),
    (Option<Option<Stored<Provider>>>, Option<Vec<Stored<Provider>>>),
    Vec<Stored<ProviderService>>,
    Vec<Stored<Room>>,
);

impl BookingTarget {
    /// Asks for what takes part; by this field the body names the service.
    fn reading<'t>(&'t self, service: &'t str) -> impl Reading<Found = FoundResources> + 't {
        let of_center = || Query::limit(RESOURCES_MAX).eq(Provider::center_id(), &self.center);
        (
            (referred("/center_id", self.center), referred(service, self.service)),
            (self.provider.map(peek), self.provider.is_none().then(of_center)),
            Query::limit(RESOURCES_MAX).eq(ProviderService::service_id(), &self.service),
            Query::limit(RESOURCES_MAX).eq(Room::center_id(), &self.center),
        )
    }

    /// Returns whether an appointment is moved on the terms that were agreed.
    fn is_agreed(&self) -> bool {
        self.moved.is_some_and(|moved| moved.agreed.is_some())
    }

    /// Returns the rooms of a center that serve, or `None` if none is needed.
    ///
    /// An appointment that is moved needs one if it was agreed to have one: of the kind that
    /// its room is, or that the service asks for by now.
    fn rooms(&self, service: &Service, found: Vec<Stored<Room>>) -> Option<Vec<Stored<Room>>> {
        let agreed = self.moved.filter(|moved| moved.agreed.is_some());
        let category_of = |id| found.iter().find(|room| room.id == id).map(|r| r.room_category_id);
        let kinds = match agreed {
            None => vec![service.room_category_id?],
            Some(Moved { room: None, .. }) if self.room.is_none() => return None,
            Some(Moved { room, .. }) => {
                let kept = room.and_then(category_of);
                kept.into_iter().chain(service.room_category_id).collect()
            }
        };
        let serves = |room: &Stored<Room>| {
            kinds.contains(&room.room_category_id)
                && room.is_active.0
                && self.room.is_none_or(|wanted| wanted == room.id)
        };
        Some(found.into_iter().filter(serves).collect())
    }
}

impl ServiceResources {
    /// Reads the resources, and something else together with it.
    pub(in crate::ops) async fn read<R: Reading>(
        view: &mut View<'_>,
        target: BookingTarget,
        other: R,
    ) -> Result<(Self, R::Found)> {
        let reading = (target.reading("/service_id"), other);
        // What was agreed with a client stays so, though it be offered to nobody by now.
        let (found, other) = if target.is_agreed() {
            view.read_to_decide(reading).await?
        } else {
            view.read(reading).await?
        };
        Ok((Self::of(target, found), other))
    }

    /// Reads the resources of several targets at once.
    pub(in crate::ops) async fn read_all(
        view: &mut View<'_>,
        targets: &[BookingTarget],
    ) -> Result<Vec<Self>> {
        let each: Vec<_> = targets.iter().map(|target| (*target, "/service_id")).collect();
        Ok(Self::read_each(view, &each, ()).await?.0)
    }

    /// Reads the same, and something else together with it; each target goes with the field by
    /// which the body names its service.
    pub(in crate::ops) async fn read_each<R: Reading>(
        view: &mut View<'_>,
        targets: &[(BookingTarget, &str)],
        other: R,
    ) -> Result<(Vec<Self>, R::Found)> {
        let each = targets.iter().map(|(target, service)| target.reading(service));
        let (found, other) = view.read((each.collect::<Vec<_>>(), other)).await?;
        let each = targets.iter().zip(found);
        Ok((each.map(|((target, _), found)| Self::of(*target, found)).collect(), other))
    }

    fn of(target: BookingTarget, found: FoundResources) -> Self {
        let ((center, service), (named, all), links, rooms) = found;
        let found = named.flatten().into_iter().chain(all.into_iter().flatten());
        let providers = performers(&center, &service, target.moved, found, links);
        let rooms = target.rooms(&service, rooms);
        Self { center, service, providers, rooms, moved: target.moved, booked: None }
    }

    /// Returns whether an appointment is moved on the terms that were agreed.
    pub(in crate::ops) fn is_agreed(&self) -> bool {
        self.moved.is_some_and(|moved| moved.agreed.is_some())
    }

    /// Returns the performer of a candidate.
    pub(in crate::ops) fn performer(&self, candidate: &Candidate) -> Option<&Performer> {
        self.providers.iter().find(|one| one.provider.id.uuid() == candidate.provider)
    }

    /// Returns the time that the appointment takes with a provider.
    pub(super) fn timing(&self, performer: &Performer) -> Timing {
        let usual = self.service.duration_minutes;
        // One that equals the service's is none of their own.
        let own: Option<DurationMinutes> =
            performer.own.as_ref().and_then(|own| own.duration_minutes).filter(|own| *own != usual);
        let current = Timing {
            duration: own.unwrap_or(usual),
            buffer_before: self.service.buffer_before_minutes,
            buffer_after: self.service.buffer_after_minutes,
            // Of another duration they would not be parts.
            segments: self.service.segments.filter(|_| own.is_none()),
        };
        self.moved.map_or(current, |moved| moved.timing(current))
    }

    /// Asks for the calendars of everyone and everything that takes part.
    pub(in crate::ops) fn calendars(&self) -> Vec<Query<Calendar>> {
        let rooms = self.rooms.iter().flatten().map(|room| room.id.uuid());
        let mut ids = self.staffed();
        ids.extend(rooms.map(Id::from_uuid));
        let some = |ids: &[Id<Calendar>]| Query::limit(RESOURCES_MAX).ids(ids);
        ids.chunks(Select::SET_MAX).map(some).collect()
    }

    /// Returns the calendars of those who have hours: the center, and providers.
    pub(super) fn staffed(&self) -> Vec<Id<Calendar>> {
        let providers = self.providers.iter().map(|one| one.provider.id.uuid());
        providers.chain([self.center.id.uuid()]).map(Id::from_uuid).collect()
    }

    /// Returns how many appointments may be put into a room: twice as many as fit,
    /// where staff may go over.
    pub(super) fn capacity(room: &Room, overfill: bool) -> i32 {
        let over = overfill && room.can_exceed_capacity && !room.only_one_appointment;
        if over { room.units() * 2 } else { room.units() }
    }

    /// Returns the highest place of a room that anything may have: one that was let in over
    /// the capacity stays, and counts.
    pub(super) fn places_max(room: &Room) -> i32 {
        (room.capacity.get() * 2).max(room.highest_place)
    }
}
