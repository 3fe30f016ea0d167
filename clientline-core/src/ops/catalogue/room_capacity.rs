//! A room that is made smaller: who no longer fits is named, and who does gets a place of those
//! that are left.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use crate::{
    engine::reading::require_all,
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Appointment, Occupancy, Room},
    ops::resource::BuildContext,
    row::Select,
    slots::{TakenPlace, places},
    value::{Id, TimeRange},
};

/// The most appointments that an error names.
const NAMED_MAX: usize = 20;

impl Room {
    /// Fits the appointments to come into a room that holds fewer than before.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `room_too_small` naming those that don't fit.
    pub(super) async fn shrink(
        &self,
        before: &Self,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        if self.units() >= before.units() {
            return Ok(());
        }
        context.mark_calendar(self.id).await?;
        let taken = self.taken(before, context).await?;
        let beyond = beyond(&taken, self.units());
        if !beyond.is_empty() {
            let named: Vec<String> = beyond.iter().take(NAMED_MAX).map(Id::to_string).collect();
            let named = named.join(", ");
            let detail = match beyond.len() {
                1 => format!("One appointment does not fit any more; move it first: {named}."),
                many => {
                    format!("{many} appointments don't fit any more; move them first: {named}.")
                }
            };
            return Err(Error::conflict("room_too_small", detail));
        }
        self.place_anew(&taken, context).await
    }

    /// Leaves the appointments to come where they are, and returns those that find the room
    /// full: as long as there are any, nobody else is let in.
    pub(super) async fn overfill(
        &mut self,
        before: &Self,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<Vec<Id<Appointment>>> {
        if self.units() >= before.units() {
            return Ok(Vec::new());
        }
        context.mark_calendar(self.id).await?;
        let taken = self.taken(before, context).await?;
        let highest = taken.iter().map(|row| row.unit).max().unwrap_or(0);
        self.highest_place = self.highest_place.max(highest);
        Ok(beyond(&taken, self.units()))
    }

    /// Reads what is taken of the room from now on, by start.
    async fn taken(
        &self,
        before: &Self,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<Vec<Stored<Occupancy>>> {
        let now = context.env.now();
        let since = now.saturating_plus_minutes(-Occupancy::MINUTES_MAX);
        // As many as staff may have let in.
        let most = (before.capacity.get() * 2).max(before.highest_place);
        let units: Vec<i32> = (1..=most).collect();
        let of_room = |units: &[i32]| {
            Query::limit(Select::LIMIT_MAX)
                .any(Occupancy::resource_id(), &[Id::from_uuid(self.id.uuid())])
                .any(Occupancy::unit(), units)
                .gt(Occupancy::starts_at(), &since)
                .gt(Occupancy::ends_at(), &now)
        };
        let queries: Vec<_> = units.chunks(Select::SET_MAX).map(of_room).collect();
        let mut taken = context.view.read(queries).await?.concat();
        taken.retain(|row| !row.has_lapsed(now));
        // Of one session, the row that takes most is first.
        taken.sort_by_key(|row| (row.starts_at, Reverse(row.ends_at), row.id));
        Ok(taken)
    }

    /// Gives those that have a place beyond the capacity others.
    async fn place_anew(
        &self,
        taken: &[Stored<Occupancy>],
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let place_of = |row: &Stored<Occupancy>| {
            let time = TimeRange::new(row.starts_at, row.ends_at).ok()?;
            Some(TakenPlace { place: row.unit, time })
        };
        let (kept, others): (Vec<_>, Vec<_>) =
            taken.iter().partition(|row| row.unit <= self.units());
        let mut seen = HashSet::new();
        let is_first = |row: &&Stored<Occupancy>| row.session().is_none_or(|one| seen.insert(one));
        let mut fitting: Vec<TakenPlace> =
            kept.into_iter().filter(is_first).filter_map(place_of).collect();
        // Whoever attends a session goes where it goes.
        let mut sessions: HashMap<_, Vec<TakenPlace>> = HashMap::new();
        let ids = others.iter().map(|row| row.appointment_id);
        let appointments = context.view.read(require_all(ids)).await?;
        for row in others {
            let Some(old) = place_of(row) else { continue };
            let of_session = row.session().and_then(|session| sessions.get(&session).cloned());
            let is_placed = of_session.is_some();
            let found = of_session.unwrap_or_else(|| places(&fitting, self.units(), old.time));
            context.changes.delete(row);
            for TakenPlace { place, time } in &found {
                if time.start() < row.ends_at {
                    context.changes.insert(Occupancy {
                        id: context.env.new_id(),
                        unit: *place,
                        starts_at: time.start(),
                        ends_at: time.end().min(row.ends_at),
                        ..Occupancy::clone(row)
                    });
                }
            }
            let owner = appointments.iter().find(|one| one.id == row.appointment_id);
            if let (Some(owner), Some(first)) = (owner, found.first())
                && owner.room_id == Some(self.id)
                && owner.room_unit == Some(old.place)
            {
                context.changes.update(owner, |owner| owner.room_unit = Some(first.place));
            }
            if !is_placed {
                fitting.extend(&found);
                if let Some(session) = row.session() {
                    sessions.insert(session, found);
                }
            }
        }
        Ok(())
    }
}

/// Returns the appointments that find so many others there, in the order of their starts.
fn beyond(taken: &[Stored<Occupancy>], units: i32) -> Vec<Id<Appointment>> {
    let mut beyond = Vec::new();
    let mut there: Vec<&Stored<Occupancy>> = Vec::new();
    for row in taken {
        there.retain(|other| other.ends_at > row.starts_at);
        if row.session().is_some() && there.iter().any(|other| other.session() == row.session()) {
            continue;
        }
        if i32::try_from(there.len()).is_ok_and(|count| count < units) {
            there.push(row);
        } else if !beyond.contains(&row.appointment_id) {
            beyond.push(row.appointment_id);
        }
    }
    beyond
}
