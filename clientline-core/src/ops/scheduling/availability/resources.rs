//! The resources of a service at a center: who performs it, in which rooms.

use std::slice;

use uuid::Uuid;

use super::{Performer, RESOURCES_MAX, booked::Booked, performers::performers, travel::Elsewhere};
use crate::{
    engine::{
        Reading, View,
        reading::{peek, referred},
    },
    entity::{Query, Stored},
    error::Result,
    model::{
        AddOns, Added, Appointment, BookingPolicies, Calendar, Center, Provider, ProviderCenter,
        ProviderService, Room, Service,
    },
    ops::scheduling::agreement::Moved,
    row::Select,
    slots::{FurtherIds, Timing},
    value::{Code, DurationMinutes, Id},
};

/// The resources that take part in one service at one center.
#[derive(Clone)]
pub(in crate::ops) struct ServiceResources {
    pub(in crate::ops) center: Stored<Center>,
    pub(in crate::ops) service: Stored<Service>,
    pub(in crate::ops) providers: Vec<Performer>,
    /// Who alone may be the first provider, where the others are there as the further ones.
    pub(in crate::ops) first: Option<Id<Provider>>,
    /// Who comes before all others as a further one: whom an appointment has that is moved, or
    /// another date of the series.
    pub(in crate::ops) kept: FurtherIds,
    /// The rooms that serve, if the service needs one.
    pub(in crate::ops) rooms: Option<Vec<Stored<Room>>>,
    /// Those of each further kind that it needs.
    pub(in crate::ops) further_rooms: Vec<Vec<Stored<Room>>>,
    /// The appointment that is moved, whose own time counts as free.
    pub(in crate::ops) moved: Option<Moved>,
    /// What is added to the service that is booked, or from now on to one that is moved.
    pub(in crate::ops) add_ons: Option<Box<AddOns>>,
    /// What the guest has booked, if the center limits that and somebody is limited.
    pub(in crate::ops) booked: Option<Box<Booked>>,
    /// Who works at the center though it is not their own, whatever they perform.
    pub(super) visits: Vec<Stored<ProviderCenter>>,
    /// What matters about those of the providers who work at several centers, if any does.
    pub(super) elsewhere: Option<Box<Elsewhere>>,
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
/// performs the service in an own way, the rooms of the center, and who visits it from elsewhere.
type FoundResources = (
    (Stored<Center>, Stored<Service>),
    (Option<Option<Stored<Provider>>>, Option<Vec<Stored<Provider>>>),
    Vec<Stored<ProviderService>>,
    Vec<Stored<Room>>,
    Vec<Stored<ProviderCenter>>,
);

impl BookingTarget {
    /// Asks for what takes part; by this field the body names the service.
    fn reading<'t>(&'t self, service: &'t str) -> impl Reading<Found = FoundResources> + 't {
        let of_center = || at_center(self.center);
        (
            (referred("/center_id", self.center), referred(service, self.service)),
            (self.provider.map(peek), self.provider.is_none().then(of_center)),
            Query::limit(RESOURCES_MAX).eq(ProviderService::service_id(), &self.service),
            Query::limit(RESOURCES_MAX).eq(Room::center_id(), &self.center),
            ProviderCenter::visits_to(self.center),
        )
    }

    /// Returns whether an appointment is moved on the terms that were agreed.
    fn is_agreed(&self) -> bool {
        self.moved.is_some_and(|moved| moved.agreed.is_some())
    }
}

impl ServiceResources {
    /// Returns the rules by which the service is booked at the center.
    pub(in crate::ops) fn policies(&self) -> BookingPolicies {
        self.center.policies.for_service(self.service.policies.as_ref())
    }

    /// Reads the resources, and something else together with it.
    pub(in crate::ops) async fn read<R: Reading>(
        view: &mut View<'_>,
        target: &BookingTarget,
        other: R,
    ) -> Result<(Self, R::Found)> {
        let reading = (target.reading("/service_id"), other);
        // What was agreed with a client stays so, though it be offered to nobody by now.
        let (mut found, other) = if target.is_agreed() {
            view.read_to_decide(reading).await?
        } else {
            view.read(reading).await?
        };
        if has_visitors(&found) {
            // Seldom.
            let found = slice::from_mut(&mut found);
            Box::pin(add_visitors(view, found, target.is_agreed())).await?;
        }
        let mut resources = Self::of(target, found);
        if resources.first.is_some() || resources.has_travellers() {
            // Seldom, too.
            Box::pin(Self::add_others(view, slice::from_mut(&mut resources))).await?;
        }
        Ok((resources, other))
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
        let (mut found, other) = view.read((each.collect::<Vec<_>>(), other)).await?;
        if found.iter().any(has_visitors) {
            let agreed = targets.iter().any(|(target, _)| target.is_agreed());
            Box::pin(add_visitors(view, &mut found, agreed)).await?;
        }
        let each = targets.iter().zip(found);
        let mut all: Vec<Self> = each.map(|((target, _), found)| Self::of(target, found)).collect();
        if all.iter().any(|one| one.first.is_some() || one.has_travellers()) {
            Box::pin(Self::add_others(view, &mut all)).await?;
        }
        Ok((all, other))
    }

    /// Adds those who serve beside somebody who is named, and what matters about those who work at
    /// several centers.
    async fn add_others(view: &mut View<'_>, all: &mut [Self]) -> Result<()> {
        if all.iter().any(|one| one.first.is_some()) {
            Self::add_colleagues(view, all).await?;
        }
        if all.iter().any(Self::has_travellers) {
            Self::add_elsewhere(view, all).await?;
        }
        Ok(())
    }

    fn of(target: &BookingTarget, found: FoundResources) -> Self {
        let ((center, service), (named, all), links, rooms, visits) = found;
        let found = named.flatten().into_iter().chain(all.into_iter().flatten());
        let providers = performers(&center, &service, target.moved.as_ref(), found, links, &visits);
        let (rooms, further_rooms) = target.rooms(&service, rooms);
        let moved = target.moved;
        let kept = moved.map(|moved| moved.further_providers).unwrap_or_default();
        let this = Self {
            center,
            service,
            providers,
            first: None,
            kept: FurtherIds::of(kept.iter().map(Id::uuid)),
            rooms,
            further_rooms,
            moved,
            add_ons: None,
            booked: None,
            visits,
            elsewhere: None,
        };
        Self { first: target.provider.filter(|_| this.further_count() > 0), ..this }
    }

    /// Returns whether an appointment is moved on the terms that were agreed.
    pub(in crate::ops) fn is_agreed(&self) -> bool {
        self.moved.is_some_and(|moved| moved.agreed.is_some())
    }

    /// Returns whether the service can be booked at the center at all: both are in use, and it is
    /// priced in what the center invoices in.
    pub(in crate::ops) fn is_offered(&self) -> bool {
        let Self { center, service, .. } = self;
        center.is_active.0 && service.is_active.0 && center.currency == service.currency
    }

    /// Returns the rooms of all kinds that serve.
    pub(in crate::ops) fn all_rooms(&self) -> impl Iterator<Item = &Stored<Room>> {
        self.rooms.iter().flatten().chain(self.further_rooms.iter().flatten())
    }

    /// Returns a performer, by the identifier of the provider.
    pub(in crate::ops) fn performer(&self, provider: Uuid) -> Option<&Performer> {
        self.providers.iter().find(|one| one.provider.id.uuid() == provider)
    }

    /// Returns the time that the appointment takes with a provider.
    pub(super) fn timing(&self, performer: &Performer) -> Timing {
        let usual = self.service.duration_minutes;
        // One that equals the service's is none of their own.
        let own: Option<DurationMinutes> =
            performer.own.as_ref().and_then(|own| own.duration_minutes).filter(|own| *own != usual);
        let added = self.added();
        let duration = added.lengthen(own.unwrap_or(usual));
        // Of another duration they would not be parts.
        let segments = self.service.segments.filter(|_| own.is_none());
        let current = Timing {
            duration,
            buffer_before: self.service.buffer_before_minutes,
            buffer_after: self.service.buffer_after_minutes,
            // The last part is as much longer.
            segments: segments.and_then(|parts| parts.lasting(duration)),
        };
        self.moved.map_or(current, |moved| moved.timing(current))
    }

    /// Adds to the service what is chosen of its add-ons.
    pub(in crate::ops) fn add(&mut self, codes: &[Code]) -> Result<()> {
        self.add_ons = self.service.chosen(codes)?;
        Ok(())
    }

    /// Has an appointment that is moved, as it was before, have these add-ons from now on: what it
    /// had stays as it was agreed, unless it is agreed on as a whole. To what is booked they are
    /// added.
    pub(in crate::ops) fn add_instead(
        &mut self,
        before: Option<&Appointment>,
        codes: &[Code],
    ) -> Result<()> {
        let (Some(moved), Some(before)) = (&mut self.moved, before) else { return self.add(codes) };
        let chosen = match moved.agreed {
            Some(_) => self.service.chosen_beside(codes, before.add_ons.as_deref())?,
            None => self.service.chosen(codes)?,
        };
        moved.exchange(chosen.as_deref().map(AddOns::added).unwrap_or_default())?;
        self.add_ons = chosen;
        Ok(())
    }

    /// Returns what is added to the service: to one that is moved, what was, unless that is changed.
    pub(in crate::ops) fn added(&self) -> Added {
        match self.moved {
            Some(moved) => moved.added,
            None => self.add_ons.as_deref().map(AddOns::added).unwrap_or_default(),
        }
    }

    /// Asks for the calendars of everyone and everything that takes part.
    pub(in crate::ops) fn calendars(&self) -> Vec<Query<Calendar>> {
        let rooms = self.all_rooms().map(|room| room.id.uuid());
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

/// Returns whether anybody at a center is asked for, and somebody visits it from elsewhere.
fn has_visitors((_, (_, all), _, _, visits): &FoundResources) -> bool {
    all.is_some() && !visits.is_empty()
}

/// Adds to the providers of centers those who visit them from elsewhere.
async fn add_visitors(
    view: &mut View<'_>,
    found: &mut [FoundResources],
    is_agreed: bool,
) -> Result<()> {
    let visits = found.iter().map(|(_, (_, all), _, _, visits)| match all {
        Some(_) => ProviderCenter::visitors(visits),
        None => Vec::new(),
    });
    let visits: Vec<_> = visits.collect();
    let visitors =
        if is_agreed { view.read_to_decide(visits).await? } else { view.read(visits).await? };
    for ((_, (_, all), ..), visitors) in found.iter_mut().zip(visitors) {
        if let Some(all) = all {
            all.extend(visitors.concat());
        }
    }
    Ok(())
}

/// Asks for the providers of a center.
pub(super) fn at_center(center: Id<Center>) -> Query<Provider> {
    Query::limit(RESOURCES_MAX).eq(Provider::center_id(), &center)
}
