//! What belongs together of what is planned anew: the services of a visit, the guests of a party, and
//! those who attend one session.
//!
//! A visit keeps its order, a party its common start, and a session its provider and start; and
//! nobody is proposed two things at once. What can't be placed so is not placed at all.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::{appointments::AppointmentFilter, slots::Slot};
use crate::{
    engine::{Env, View},
    entity::Stored,
    error::Result,
    model::{Appointment, Provider},
    value::{Id, Timestamp},
};

/// Where an appointment may go, for the sake of others.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    /// Not before that.
    from: Option<Timestamp>,
    /// To end by then.
    to: Option<Timestamp>,
    /// At this start alone.
    start: Option<Timestamp>,
    /// With this provider alone.
    provider: Option<Id<Provider>>,
    /// With so many seats.
    seats: u32,
    /// When its guest is served already.
    apart: Vec<(Timestamp, Timestamp)>,
}

impl Bounds {
    /// Returns which of the providers of a start serve it: the one who was agreed on, if they do,
    /// else the first.
    pub(super) fn provider_at(&self, slot: &Slot, appointment: &Appointment) -> Option<usize> {
        let starts_at = slot.starts_at;
        let lasts = appointment.ends_at.since(appointment.starts_at).num_minutes();
        let ends_at = starts_at.saturating_plus_minutes(lasts);
        let is_within = self.from.is_none_or(|from| from <= starts_at)
            && self.to.is_none_or(|to| ends_at <= to)
            && self.start.is_none_or(|start| start == starts_at)
            && self.apart.iter().all(|(from, to)| ends_at <= *from || *to <= starts_at);
        if !is_within {
            return None;
        }
        let serves = |at: &usize| {
            let one = &slot.providers[*at];
            self.provider.is_none_or(|provider| provider == one.provider_id)
                && one.seats_left.is_none_or(|left| left >= self.seats)
        };
        let is_own = |at: &usize| slot.providers[*at].provider_id == appointment.provider_id;
        let mut all = (0..slot.providers.len()).filter(serves);
        all.clone().find(is_own).or_else(|| all.next())
    }
}

/// Where an appointment is by the plan.
#[derive(Clone, Copy)]
enum Place {
    /// Where it was, or is to go.
    At(Timestamp, Timestamp, Id<Provider>),
    /// Not known yet.
    Open,
    /// There is none for it.
    Nowhere,
}

/// The appointments of a plan, those that belong to them, and where all of them are by now.
pub(super) struct Bonds {
    related: Vec<Stored<Appointment>>,
    places: HashMap<Id<Appointment>, Place>,
}

impl Bonds {
    /// Reads what belongs to some appointments that are to be planned, and stays in place itself.
    pub(super) async fn read(
        env: &Env,
        view: &mut View<'_>,
        planned: &[Stored<Appointment>],
    ) -> Result<Self> {
        let visits: BTreeSet<Uuid> = planned.iter().filter_map(|one| one.visit_id).collect();
        let parties: BTreeSet<Uuid> = planned.iter().filter_map(|one| one.party_id).collect();
        let visits = visits
            .into_iter()
            .map(|id| AppointmentFilter { visit_id: Some(id), ..AppointmentFilter::default() });
        let parties = parties
            .into_iter()
            .map(|id| AppointmentFilter { party_id: Some(id), ..AppointmentFilter::default() });
        let asked = visits.chain(parties).map(|filter| filter.query());
        let found = view.read(asked.collect::<Vec<_>>()).await?;
        let is_planned = |id| planned.iter().any(|one| one.id == id);
        let mut related: Vec<Stored<Appointment>> = planned.to_vec();
        for one in found.into_iter().flatten() {
            let is_there = one.status.occupies() && !one.has_lapsed(env.now());
            if is_there && !related.iter().any(|other| other.id == one.id) {
                related.push(one);
            }
        }
        related.sort_by_key(|one| (one.starts_at, one.id));
        let place = |one: &Stored<Appointment>| {
            let stays = Place::At(one.starts_at, one.ends_at, one.provider_id);
            (one.id, if is_planned(one.id) { Place::Open } else { stays })
        };
        let places = related.iter().map(place).collect();
        Ok(Self { related, places })
    }

    fn place(&self, of: &Appointment) -> Place {
        self.places.get(&of.id).copied().unwrap_or(Place::Open)
    }

    /// Keeps where an appointment is to go.
    pub(super) fn settle(&mut self, of: &Appointment, to: Option<(Timestamp, Id<Provider>)>) {
        let lasts = of.ends_at.since(of.starts_at).num_minutes();
        let place = to.map_or(Place::Nowhere, |(starts_at, provider)| {
            Place::At(starts_at, starts_at.saturating_plus_minutes(lasts), provider)
        });
        self.places.insert(of.id, place);
    }

    /// Returns where an appointment may go; nowhere, if something has no place without which it
    /// makes no sense.
    pub(super) fn bounds(&self, of: &Appointment) -> Option<Bounds> {
        let mut bounds = Bounds::default();
        for other in self.related.iter().filter(|other| other.id != of.id) {
            let bond = Bond::between(of, other);
            match (self.place(other), bond) {
                (Place::Nowhere, Some(_)) => return None,
                (Place::At(from, to, provider), Some(bond)) => match bond {
                    Bond::After => bounds.from = bounds.from.max(Some(to)),
                    Bond::Before => {
                        bounds.to = Some(bounds.to.map_or(from, |before| before.min(from)));
                    }
                    Bond::WithStart => bounds.start = Some(from),
                    Bond::OfSession => {
                        (bounds.start, bounds.provider) = (Some(from), Some(provider));
                    }
                    Bond::Beside => {}
                },
                (Place::At(from, to, _), None) if other.guest_id == of.guest_id => {
                    bounds.apart.push((from, to));
                }
                (Place::Open, Some(Bond::OfSession)) => bounds.seats += 1,
                (Place::At(..) | Place::Nowhere | Place::Open, _) => {}
            }
        }
        bounds.seats += 1;
        Some(bounds)
    }

    /// Returns whether an appointment and all that belong to it have a place.
    pub(super) fn is_whole(&self, of: &Appointment) -> bool {
        let mut bound = self
            .related
            .iter()
            .filter(|other| other.id == of.id || Bond::between(of, other).is_some());
        bound.all(|one| !matches!(self.place(one), Place::Nowhere))
    }
}

/// How an appointment belongs to another one.
enum Bond {
    /// It follows it in a visit.
    After,
    /// It comes before it in a visit.
    Before,
    /// It is of the same visit, at the same time.
    Beside,
    /// It starts with it, in a party.
    WithStart,
    /// It is of the same session.
    OfSession,
}

impl Bond {
    fn between(of: &Appointment, other: &Appointment) -> Option<Self> {
        let is_at = of.starts_at == other.starts_at;
        if is_at && of.provider_id == other.provider_id && of.service_id == other.service_id {
            return Some(Self::OfSession);
        }
        if of.visit_id.is_some() && of.visit_id == other.visit_id {
            return Some(if other.ends_at <= of.starts_at {
                Self::After
            } else if of.ends_at <= other.starts_at {
                Self::Before
            } else {
                Self::Beside
            });
        }
        (of.party_id.is_some() && of.party_id == other.party_id && is_at).then_some(Self::WithStart)
    }
}
