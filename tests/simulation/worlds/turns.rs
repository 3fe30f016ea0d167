//! What changes in the middle of a world: what was agreed before stays, and what comes after is booked
//! by what holds since.

use std::fmt::Debug;

use clientline::{
    engine::Operation,
    model::{Blockout, Provider, Service},
    ops::{
        resource::Update,
        scheduling::{calendars::CreateBlockout, hours::SetHours},
    },
    value::{BufferMinutes, DurationMinutes, Id, Timestamp, WeeklyHours},
};
use serde_json::json;

use super::{
    play::Play,
    world::{Maker, World},
};
use crate::chance::Chance;

/// What has changed.
#[derive(Debug, Default)]
pub(super) struct Turn {
    service: Option<Service>,
    hours: Option<(Id<Provider>, WeeklyHours)>,
    blockout: Option<Blockout>,
}

impl World {
    /// Notes in the description what has changed.
    pub(super) fn take(&mut self, turn: Turn) {
        if let Some(changed) = turn.service {
            let service = self.services.iter_mut().find(|one| one.id == changed.id);
            *service.unwrap() = changed;
        }
        if let Some((id, hours)) = turn.hours {
            self.providers.iter_mut().find(|one| one.id == id).unwrap().hours = Some(hours);
        }
        self.blockouts.extend(turn.blockout);
    }
}

impl Play<'_> {
    /// Changes a service, the hours of somebody, or when somebody is away.
    pub(super) async fn turn(&mut self) -> Result<Turn, String> {
        let chance = Chance::new(self.chance.next());
        let mut maker = Maker { chance, first_day: self.world.first_day, days: self.world.days };
        let mut turn = Turn::default();
        if maker.chance.percent(50) {
            let mut service = maker.chance.one(&self.world.services);
            let (minutes, after) =
                (maker.chance.one(&[20, 40, 50, 75]), maker.chance.one(&[0, 10, 25]));
            // It is of one part from now on.
            let patch = json!({
                "duration_minutes": minutes, "segments": null, "buffer_after_minutes": after,
            });
            let patch = serde_json::from_value(patch).unwrap();
            let change = Update::<Service> { id: service.id, patch, expected: None };
            self.change(&change).await?;
            service.duration_minutes = DurationMinutes::new(minutes).unwrap();
            service.buffer_after_minutes = BufferMinutes::new(after).unwrap();
            service.segments = None;
            turn.service = Some(service);
        }
        if maker.chance.percent(30) {
            let (id, hours) = (maker.chance.one(&self.world.providers).id, maker.week());
            let change = SetHours::<Provider> { id, hours: hours.clone(), expected: None };
            self.change(&change).await?;
            turn.hours = Some((id, hours));
        }
        let provider = maker.chance.one(&self.world.providers);
        let calendar = (Id::from_uuid(provider.id.uuid()), provider.center_id);
        if let Some(blockout) = maker.blockouts(calendar, 30).pop() {
            let change = CreateBlockout {
                provider_id: Some(provider.id),
                room_id: None,
                center_id: None,
                starts_at: blockout.starts_at,
                // Without an end it goes on for as long as its rule.
                ends_at: Some(blockout.ends_at).filter(|end| *end < Timestamp::MAX),
                reason: blockout.reason,
                notes: None,
                recurrence: blockout.recurrence.clone(),
            };
            // One whose rule ends before it begins is refused.
            turn.blockout = self.run(None, &change).await?.is_ok().then_some(blockout);
        }
        Ok(turn)
    }

    async fn change<O: Operation>(&mut self, change: &O) -> Result<(), String>
    where
        O::Answer: PartialEq + Debug,
    {
        let answer = self.run(None, change).await?;
        answer.map(|_| ()).map_err(|code| format!("{} is refused: {code}", O::NAME))
    }
}
