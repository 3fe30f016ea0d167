//! One appointment of what is booked without a sign-in, or held: alone, or a part of a visit.

use std::slice;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{
    contact::{OnlineContact, PART},
    further_services::field_of,
    managed::Names,
    released::ReleaseHold,
};
use crate::{
    engine::{Batch, Env, Operation, Plan, View, shown_whole},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, Center, EventKind, Guest, Permission, Provider, Service,
        StartHold,
    },
    ops::scheduling::{
        availability::{BookingTarget, CountedBookings, ServiceResources},
        booking::Booking,
        placement::{Follows, Placement},
        several::{of_part, offering},
        visit_alternatives::{OtherStarts, RefusedVisit},
        visit_spans::{SpannedService, spans},
        visit_starts::WantedService,
    },
    row::ChangeSet,
    slots::BookingRules,
    value::{Code, FewIds, Id, Timestamp},
};

/// One appointment of an online booking.
pub(super) struct OnlinePart<'a> {
    pub(super) id: Id<Appointment>,
    pub(super) visit_id: Option<Uuid>,
    pub(super) center_id: Id<Center>,
    pub(super) guest_id: Id<Guest>,
    pub(super) service_id: Id<Service>,
    pub(super) add_ons: &'a [Code],
    pub(super) provider_id: Option<Id<Provider>>,
    pub(super) starts_at: Timestamp,
    pub(super) held_until: Timestamp,
    /// Who comes; it is held for somebody who has not said yet who they are, if absent.
    pub(super) contact: Option<&'a OnlineContact>,
    pub(super) place: PartPlace,
}

/// Where an appointment stands in what is booked.
pub(super) enum PartPlace {
    /// It is the first, or the only one, and is opened by the token of this hash.
    First(String),
    /// It follows another.
    After(Follows),
}

/// An appointment that was booked, and what the things are called that it refers to.
#[derive(Serialize, JsonSchema)]
pub(super) struct BookedPart {
    pub(super) appointment: Stored<Appointment>,
    pub(super) names: Names,
}

shown_whole!(BookedPart);

impl Operation for OnlinePart<'_> {
    type Answer = BookedPart;
    const NAME: &'static str = PART;
    const NEEDS: Permission = Permission::BookOnline;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<BookedPart>> {
        let target = BookingTarget {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: None,
            moved: None,
        };
        let (mut resources, ()) = ServiceResources::read(view, &target, ()).await?;
        resources.service.must_be_online()?;
        resources.add(self.add_ons)?;
        if let Some(contact) = self.contact {
            let counted = contact.counted();
            counted.limit(env, view, slice::from_mut(&mut resources)).await?;
        }
        let request = Placement {
            provider_id: self.provider_id,
            room_id: None,
            further_provider_ids: FewIds::default(),
            starts_at: self.starts_at,
            rules: match self.place {
                PartPlace::First(_) => BookingRules::Listed,
                PartPlace::After(_) => BookingRules::Following,
            },
        };
        let follows = match self.place {
            PartPlace::First(_) => None,
            PartPlace::After(follows) => Some(follows),
        };
        // Large, beside all else that is kept here.
        let placed = Box::pin(request.place_following(env, view, resources, follows)).await?;
        let mut changes = env.changes();
        let booking = Booking { starts_at: placed.starts_at, ..self.booking() };
        let appointment = booking.write(env, &placed, &mut changes)?;
        if let PartPlace::First(token_hash) = &self.place {
            self.keep_token(token_hash.clone(), &mut changes);
        }
        let resources = &placed.availability.resources;
        let provider =
            resources.performer(placed.candidate.provider).map(|performer| &*performer.provider);
        let names = Names::of(Some(&resources.center), Some(&resources.service), provider);
        let booked = BookedPart { appointment, names };
        let kind = match self.contact {
            Some(_) => EventKind::AppointmentRequested,
            None => EventKind::AppointmentHeld,
        };
        Ok(Plan::new(booked, changes).emit(kind, self.id))
    }
}

impl OnlinePart<'_> {
    /// Keeps by which token it is opened, and for whom.
    fn keep_token(&self, token_hash: String, changes: &mut ChangeSet) {
        let Self { id, guest_id, .. } = *self;
        match self.contact {
            Some(contact) => {
                changes.insert(contact.booking(id, guest_id, token_hash));
            }
            None => {
                let hold = Id::from_uuid(id.uuid());
                changes.insert(StartHold {
                    id: hold,
                    appointment_id: id,
                    token_hash,
                    extensions: 0,
                });
            }
        }
    }

    /// Books the first part of a visit and those after it, and returns the first; before it, gives
    /// back what was held.
    pub(super) async fn with_those_after(
        &self,
        env: &Env,
        view: &mut View<'_>,
        (own, further): (&[Id<Appointment>], &[Id<Service>]),
        replaced: Option<&ReleaseHold>,
    ) -> Result<Plan<BookedPart>> {
        match self.all(env, view, (own, further), replaced).await {
            Err(error @ Error::SlotUnavailable { .. }) if !further.is_empty() => {
                let mut batch = Batch::new(env, view);
                if let Some(replaced) = replaced {
                    batch.run(env.now(), replaced).await?;
                }
                // Seldom, and large.
                let others = FindOthers { first: self, further };
                let others = Box::pin(batch.run_part(env.now(), &others)).await?;
                Err(offering(error, others.0))
            }
            booked => booked,
        }
    }

    async fn all(
        &self,
        env: &Env,
        view: &mut View<'_>,
        (own, further): (&[Id<Appointment>], &[Id<Service>]),
        replaced: Option<&ReleaseHold>,
    ) -> Result<Plan<BookedPart>> {
        let further = further.iter().copied();
        let alone = |service_id, provider_id, add_ons| SpannedService {
            service_id,
            provider_id,
            starts_at: None,
            add_ons,
        };
        let all = [alone(self.service_id, self.provider_id, self.add_ons)].into_iter();
        let all = all.chain(further.clone().map(|service| alone(service, None, &[])));
        let spans = spans(view, self.starts_at, &all.collect::<Vec<_>>()).await?;
        let part = |(id, service_id), starts_at, follows| OnlinePart {
            id,
            service_id,
            provider_id: None,
            add_ons: &[],
            starts_at,
            place: PartPlace::After(follows),
            ..*self
        };
        let mut batch = Batch::new(env, view);
        if let Some(replaced) = replaced {
            batch.run(env.now(), replaced).await?;
        }
        let first = batch.run(env.now(), self).await?;
        // Those after it count it against the limits of the address.
        let further: Vec<_> =
            own.iter().copied().skip(1).zip(further).zip(spans.iter().skip(1)).collect();
        let foreseen = further.iter().map(|(of, span)| part(*of, span.usual, span.foreseen()));
        batch.read_ahead(env.now(), &foreseen.collect::<Vec<_>>()).await?;
        let mut before = first.appointment.clone();
        for (at, (of, span)) in (1..).zip(further) {
            let follows = span.follows(before.buffer_after_minutes);
            let after = batch.run(env.now(), &part(of, before.ends_at, follows)).await;
            let place = |field: &str| match field {
                "/service_id" => field_of(at),
                _ => field.to_owned(),
            };
            let name = format!("Service {}", at + 1);
            before = after.map_err(|error| of_part(&name, error, place))?.appointment;
        }
        Ok(batch.finish(first))
    }

    fn booking(&self) -> Booking {
        Booking {
            id: self.id,
            guest_id: self.guest_id,
            starts_at: self.starts_at,
            held_until: Some(self.held_until),
            series_id: None,
            visit_id: self.visit_id,
            party_id: None,
            notes: self.contact.and_then(|contact| contact.notes.clone()),
            internal_notes: None,
            source: AppointmentSource::Online,
            contact: self.contact.map(OnlineContact::kept).unwrap_or_default(),
        }
    }
}

impl OnlineContact {
    /// Returns whose bookings count against the limits of a guest.
    fn counted(&self) -> CountedBookings {
        CountedBookings::Mailbox(self.email.mailbox())
    }
}

/// Finds other starts at which all of a visit can be had that was refused.
struct FindOthers<'p> {
    first: &'p OnlinePart<'p>,
    further: &'p [Id<Service>],
}

impl Operation for FindOthers<'_> {
    type Answer = OtherStarts;
    const NAME: &'static str = PART;
    const NEEDS: Permission = Permission::BookOnline;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OtherStarts>> {
        let Self { first, further } = *self;
        let center = view.referred("/center_id", first.center_id).await?;
        let own = WantedService {
            provider_id: first.provider_id,
            add_ons: Some(first.add_ons.to_vec()),
            ..WantedService::new(first.service_id)
        };
        let further = further.iter().map(|service| WantedService::new(*service));
        let services: Vec<_> = [own].into_iter().chain(further).collect();
        let refused = RefusedVisit {
            center_id: first.center_id,
            starts_at: first.starts_at,
            named: (0..services.len()).map(field_of).collect(),
            services,
            moved: &[],
            check: Service::must_be_online,
        };
        let counted = first.contact.map(OnlineContact::counted);
        let found = refused.alternatives(env, view, &center.time_zone, (counted, Vec::new()));
        Ok(Plan::read(env, found.await?))
    }
}
