//! Visits: several services of one guest, agreed and committed together: a cut, then a colour.
//!
//! Each is booked as it would be alone, seeing those before it where they are by then; and all of
//! them are booked, or none. They are moved together as well, and cancelled together
//! ([`CancelTogether`](super::cancel_together::CancelTogether)), or one by one as any other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use super::visit_moves::MoveVisit;
use super::{
    availability::CountedBookings,
    booking::{BookAppointment, VisitPart},
    placement::{NOT_BOOKABLE, NOT_PLACED},
    several::{of_part, offering},
    visit_alternatives::RefusedVisit,
    visit_distances::Distance,
    visit_size::{check_services, one_to_ten},
    visit_spans::{self, Span, SpannedService},
    visit_starts::WantedService,
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentSource, Center, Guest, Permission, Provider, Room, Service},
    ops::people::guest_erase::NOT_SERVED,
    value::{Code, Id, Notes, Timestamp},
};

/// A service of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitService {
    /// With what.
    pub service_id: Id<Service>,
    /// By whom; by anyone who is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// In which room; in any that fits, if absent.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// The codes of what is added to it: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
    /// When it starts; if absent, when the service before it ends, or else once the buffers
    /// between the two are over.
    #[serde(default)]
    pub starts_at: Option<Timestamp>,
}

impl VisitService {
    /// Asks for a service with anyone who is free, after the one before.
    #[must_use]
    pub const fn new(service_id: Id<Service>) -> Self {
        Self { service_id, provider_id: None, room_id: None, add_ons: Vec::new(), starts_at: None }
    }
}

/// Books several services of one guest in one commit: all of them, or none.
///
/// It fails as the first of them that can't be booked does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookVisit {
    /// Where.
    pub center_id: Id<Center>,
    /// The guest.
    pub guest_id: Id<Guest>,
    /// When the first service starts.
    pub starts_at: Timestamp,
    /// The services, one after the other: one to ten.
    #[serde(deserialize_with = "one_to_ten")]
    #[schemars(length(min = 1, max = 10))]
    pub services: Vec<VisitService>,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// Notes that only staff may read.
    #[serde(default)]
    pub internal_notes: Option<Notes>,
    /// Where the booking comes from.
    #[serde(default)]
    pub source: AppointmentSource,
    /// Book outside hours and notice (managers only). What is taken stays
    /// taken.
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl BookVisit {
    /// Asks for services one after the other, at the desk.
    #[must_use]
    pub fn new(
        center_id: Id<Center>,
        guest_id: Id<Guest>,
        starts_at: Timestamp,
        services: Vec<VisitService>,
    ) -> Self {
        Self {
            center_id,
            guest_id,
            starts_at,
            services,
            notes: None,
            internal_notes: None,
            source: AppointmentSource::default(),
            override_rules: false,
        }
    }

    /// Asks for one of the services alone.
    fn part(&self, service: &VisitService, starts_at: Timestamp) -> BookAppointment {
        BookAppointment {
            provider_id: service.provider_id,
            room_id: service.room_id,
            add_ons: service.add_ons.clone(),
            notes: self.notes.clone(),
            internal_notes: self.internal_notes.clone(),
            source: self.source,
            override_rules: self.override_rules,
            ..BookAppointment::new(self.center_id, self.guest_id, service.service_id, starts_at)
        }
    }
}

impl Operation for BookVisit {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "visit_book";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        check_services(&self.services)?;
        self.check_first()?;
        match self.book(env, view).await {
            Err(error @ Error::SlotUnavailable { .. }) if self.services.len() > 1 => {
                // Seldom, and large.
                let instead = Box::pin(self.alternatives(env, view)).await?;
                Err(offering(error, instead))
            }
            booked => booked,
        }
    }
}

impl BookVisit {
    /// Books the services one after the other.
    async fn book(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Vec<Stored<Appointment>>>> {
        let visit_id = env.new_id::<Appointment>().uuid();
        let spans = self.spans(view).await?;
        let mut batch = Batch::new(env, view);
        batch.read_ahead(env.now(), &self.foreseen(&spans, visit_id)).await?;
        let mut booked: Vec<Stored<Appointment>> = Vec::with_capacity(self.services.len());
        for (at, service) in self.services.iter().enumerate() {
            let before = booked.last().filter(|_| service.starts_at.is_none());
            let follows = before.zip(spans.get(at));
            let follows = follows.map(|(before, span)| span.follows(before.buffer_after_minutes));
            let starts_at = service.starts_at.or(before.map(|before| before.ends_at));
            let booking = self.part(service, starts_at.unwrap_or(self.starts_at));
            let part = BookPart { booking, part: VisitPart { visit_id, follows } };
            let made = batch.run(env.now(), &part).await;
            let name = format!("Service {}", at + 1);
            // What all services have alike stands in the body itself.
            let place = |field: &str| match field {
                "/service_id" | "/provider_id" | "/room_id" => format!("/services/{at}{field}"),
                _ if field.starts_with("/add_ons") => format!("/services/{at}{field}"),
                "/starts_at" if service.starts_at.is_some() => format!("/services/{at}{field}"),
                _ => field.to_owned(),
            };
            booked.push(made.map_err(|error| of_part(&name, error, place))?);
        }
        Ok(batch.finish(booked))
    }

    /// Returns other starts at which all services can be had: those that say when they begin do so
    /// as much later, or earlier, as the first one.
    async fn alternatives(&self, env: &Env, view: &mut View<'_>) -> Result<Vec<Timestamp>> {
        let Some(center) = view.peek(self.center_id).await? else { return Ok(Vec::new()) };
        let wanted = |service: &VisitService| WantedService {
            service_id: service.service_id,
            provider_id: service.provider_id,
            room_id: service.room_id,
            add_ons: Some(service.add_ons.clone()),
            moving: None,
        };
        let kept = self
            .services
            .iter()
            .map(|service| service.starts_at.map(|own| Distance::between(self.starts_at, own)));
        let first = self.part(&self.services[0], self.starts_at);
        let rules = first.rules(env, first.source_of(env.actor())?)?;
        let counted = rules.bind_guests().then(|| CountedBookings::of(env, self.guest_id));
        let kept = kept.collect();
        let field = |at| format!("/services/{at}/service_id");
        let refused = RefusedVisit {
            center_id: self.center_id,
            starts_at: self.starts_at,
            services: self.services.iter().map(wanted).collect(),
            moved: &[],
            named: (0..self.services.len()).map(field).collect(),
            check: |_| Ok(()),
        };
        Ok(refused.alternatives(env, view, &center.time_zone, (counted, kept)).await?.0)
    }
}

impl BookVisit {
    /// Checks that the first service starts when the visit does, if it says when.
    fn check_first(&self) -> Result<()> {
        let own = self.services.first().and_then(|first| first.starts_at);
        if own.is_some_and(|starts_at| starts_at != self.starts_at) {
            let detail = "The first service starts when the visit does.";
            return Err(Error::invalid("/services/0/starts_at", "not_the_start", detail));
        }
        Ok(())
    }

    /// Says when each service may begin; of one alone nothing has to be foreseen.
    async fn spans(&self, view: &mut View<'_>) -> Result<Vec<Span>> {
        if self.services.len() < 2 {
            return Ok(Vec::new());
        }
        let services = self.services.iter().map(|service| SpannedService {
            service_id: service.service_id,
            provider_id: service.provider_id,
            starts_at: service.starts_at,
            add_ons: &service.add_ons,
        });
        visit_spans::spans(view, self.starts_at, &services.collect::<Vec<_>>()).await
    }

    /// Asks for the services as they follow each other as a rule: what that needs is read together.
    fn foreseen(&self, spans: &[Span], visit_id: Uuid) -> Vec<BookPart> {
        let each = self.services.iter().zip(spans).enumerate();
        let part = |(at, (service, span)): (usize, (&VisitService, &Span))| {
            let follows = (at > 0 && service.starts_at.is_none()).then(|| span.foreseen());
            let booking = self.part(service, span.usual);
            BookPart { booking, part: VisitPart { visit_id, follows } }
        };
        each.map(part).collect()
    }
}

/// Books one service of a visit.
struct BookPart {
    booking: BookAppointment,
    part: VisitPart,
}

impl Operation for BookPart {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = BookVisit::NAME;
    const NEEDS: Permission = BookVisit::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.booking.book(env, view, Some(self.part)).await
    }
}
