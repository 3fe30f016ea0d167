//! The places of a party: where all of its guests can be served from the same start, judged at
//! once ([`slots::place_party`]), and what to say if they can't.

use uuid::Uuid;

use super::{
    availability::{Availability, AvailabilityWindow, FullBy, ServiceResources},
    placement::{Placed, Placement, conflict_of, invalid, nearest},
};
use crate::{
    engine::{Env, View},
    entity::Stored,
    error::{Error, Result},
    model::Calendar,
    slots::{self, BookingRules, Candidate, PartyRefusal, Situation, TakenPlace},
    value::{DayCount, Timestamp},
};

/// A start to be found for several guests.
pub(super) struct PartyPlacement {
    pub(super) starts_at: Timestamp,
    pub(super) rules: BookingRules,
    /// What is asked for each of them, from that start on.
    pub(super) guests: Vec<Placement>,
    /// Says of an error which guest it is about.
    pub(super) of_guest: fn(usize, Error) -> Error,
}

impl PartyPlacement {
    /// Finds a place for each guest, and relies on what was read of it.
    pub(super) async fn place(
        &self,
        env: &Env,
        view: &mut View<'_>,
        resources: Vec<ServiceResources>,
    ) -> Result<Vec<Placed>> {
        let windows = self.windows(env, &resources);
        let calendars: Vec<_> = resources.iter().map(ServiceResources::calendars).collect();
        let wanted = resources.into_iter().zip(windows).collect();
        let (scene, calendars) = Availability::read_each(view, wanted, calendars).await?;
        match self.judge(env, &scene) {
            Ok(candidates) => {
                let calendars: Vec<_> = calendars.into_iter().flatten().flatten().collect();
                self.settle(view, scene, candidates, &calendars)
            }
            // Seldom, and large.
            Err(refusal) => Box::pin(self.refuse(env, view, scene, refusal)).await,
        }
    }

    /// Returns what decides about the start, for each guest.
    fn windows(&self, env: &Env, resources: &[ServiceResources]) -> Vec<AvailabilityWindow> {
        let each = self.guests.iter().zip(resources);
        each.map(|(guest, resources)| guest.window(env, resources)).collect()
    }

    /// Judges the start by what was read about each guest.
    fn judge(&self, env: &Env, scene: &[Availability]) -> Result<Vec<Candidate>, PartyRefusal> {
        let fullness = FullBy::new(env, scene);
        slots::place_party(&situations(env, scene), self.starts_at, self.rules, &fullness)
    }

    /// Takes the places that were found.
    fn settle(
        &self,
        view: &mut View<'_>,
        scene: Vec<Availability>,
        candidates: Vec<Candidate>,
        calendars: &[Stored<Calendar>],
    ) -> Result<Vec<Placed>> {
        let mut all: Vec<Placed> = Vec::with_capacity(self.guests.len());
        let mut taken: Vec<(Uuid, Vec<TakenPlace>)> = Vec::new();
        let each = self.guests.iter().zip(scene).zip(candidates);
        for ((guest, mut availability), candidate) in each {
            // Of one room those before have their places already.
            for (room, places) in &taken {
                availability.add_taken(*room, places);
            }
            let placed = guest.settle(view, availability, candidate, calendars.to_vec())?;
            taken.extend_from_slice(placed.room_places());
            all.push(placed);
        }
        Ok(all)
    }

    /// Explains why the start can't be had, and names those of the day that can.
    async fn refuse<T>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        scene: Vec<Availability>,
        refusal: PartyRefusal,
    ) -> Result<T> {
        if let PartyRefusal::Guest(at, alone) = refusal
            && let Some(error) = invalid(alone)
        {
            return Err((self.of_guest)(at, error));
        }
        let resources: Vec<ServiceResources> = scene.into_iter().map(|one| one.resources).collect();
        let windows = self.windows(env, &resources).into_iter();
        let of_day: Vec<_> =
            windows.map(|window| AvailabilityWindow { starts: None, ..window }).collect();
        let day = of_day[0].first_day;
        let wanted = resources.into_iter().zip(of_day).collect();
        let scene = Availability::read_all(view, wanted).await?;
        let situations = situations(env, &scene);
        let fullness = FullBy::new(env, &scene);
        let days = (day, DayCount::MIN);
        let found = slots::search_party(&situations, days, usize::MAX, &fullness);
        let starts = found.into_iter().map(|(start, _)| start).collect();
        let alternatives = nearest(self.starts_at, starts);
        let (code, at) = match refusal {
            PartyRefusal::Guest(at, alone) => (conflict_of(alone), Some(at)),
            PartyRefusal::Providers | PartyRefusal::Rooms => ("slot_taken", None),
        };
        let error = Error::SlotUnavailable { code, detail: refusal.to_string(), alternatives };
        Err(match at {
            Some(at) => (self.of_guest)(at, error),
            None => error,
        })
    }
}

/// Shows what was read about each guest to the slot engine.
pub(super) fn situations<'s>(env: &Env, scene: &'s [Availability]) -> Vec<Situation<'s>> {
    let situation = |one: &'s Availability| {
        let step = one.resources.center.policies.step_minutes;
        one.situation(env, step, env.chance_of_rival())
    };
    scene.iter().map(situation).collect()
}
