//! What becomes of appointments: times that are held for those who wait, moves, and ends.

use clientline::{
    model::{Appointment, AppointmentStatus},
    ops::{
        resource::Get,
        scheduling::{
            appointment_status::ChangeStatus,
            reschedule::{Reschedule, RescheduleAppointment},
            waitlist_offers::{MakeOffer, OfferedTime},
        },
    },
    slots::BookingRules,
    value::Id,
};

use super::{play::Play, reading::Asked};

impl Play<'_> {
    /// Lists where an appointment can be moved to, and moves it, which succeeds if and only if the
    /// reading says so.
    pub(super) async fn move_one(&mut self) -> Result<(), String> {
        let all: Vec<usize> = (0..self.books.0.len()).collect();
        let there = |at: &usize| {
            let one = &self.books.0[*at];
            one.counts(self.now) && one.held_until.is_none()
        };
        let there: Vec<usize> = all.into_iter().filter(there).collect();
        let Some(at) = self.chance.pick(&there).copied() else { return Ok(()) };
        let one = self.books.0[at].clone();
        let is_signed_in = self.chance.percent(40);
        let rules = if is_signed_in {
            BookingRules::Listed
        } else {
            self.chance.one(&[BookingRules::OffGrid, BookingRules::OffGrid, BookingRules::Override])
        };
        let mut asked = Asked {
            center: self.world.centers.iter().position(|at| at.id == one.center).unwrap(),
            service: self.world.services.iter().position(|of| of.id == one.service).unwrap(),
            moving: Some(one.id),
            ..self.wish(BookingRules::Listed)
        };
        let named = self.provider(&asked).filter(|_| self.chance.percent(35));
        let before = Id::from_uuid(one.providers[0]);
        asked.provider = self.chance.percent(60).then_some(named.unwrap_or(before));
        let guest = is_signed_in.then_some(one.guest);
        // What has begun is the desk's.
        self.list(&asked, guest.filter(|_| one.starts_at > self.now)).await?;
        asked.provider = Some(named.unwrap_or(before));
        let is_own = self.chance.percent(15);
        let start = if is_own { one.starts_at } else { self.start(&asked) };
        let rules = match rules {
            // What has begun goes on from when it began.
            BookingRules::OffGrid if start == one.starts_at => BookingRules::Begun,
            rules => rules,
        };
        let asked = Asked { rules, limited: guest, ..asked };
        let mut offers = self.offers(&asked, start);
        offers.retain(|_| !is_signed_in || one.starts_at > self.now);
        let to = Reschedule {
            provider_id: named,
            override_rules: rules == BookingRules::Override,
            ..Reschedule::to(start)
        };
        let reschedule = RescheduleAppointment { id: one.id, to, expected: None };
        match (self.run(guest, &reschedule).await?, offers.first()) {
            (Err(_), None) => self.told.refused += 1,
            (Ok(appointment), Some(offer)) => {
                self.told.moved += 1;
                let kept = self.keep(&asked, &appointment, offer)?;
                let as_before = Asked {
                    room: one.rooms.first().copied().map(Id::from_uuid),
                    further_rooms: one.rooms.iter().skip(1).copied().map(Id::from_uuid).collect(),
                    ..asked.clone()
                };
                if kept.rooms != one.rooms && !self.offers(&as_before, start).is_empty() {
                    return Err(format!("{asked:#?} leaves its rooms, which are free"));
                }
                self.books.0[at] = kept;
            }
            (answer, offer) => {
                return Err(format!("{asked:#?} to {start}: {offer:#?}, and {answer:#?}"));
            }
        }
        Ok(())
    }

    /// Holds a time for somebody who waits.
    pub(super) async fn offer(&mut self) -> Result<(), String> {
        let number = usize::try_from(self.chance.next()).unwrap_or(0) % self.world.waiting.len();
        let (entry, now) = (&self.world.waiting[number], self.now);
        let last = self.held.get(&number);
        let last = last.and_then(|id| self.books.0.iter().find(|one| one.id == *id));
        // Who has an offer gets no other one, nor who took one.
        if last.is_some_and(|last| last.counts(now) || last.held_until.is_none()) {
            return Ok(());
        }
        let service = self.world.services.iter().position(|one| one.id == entry.service_id);
        let mut asked = self.wish_for_some(BookingRules::OffGrid);
        (asked.center, asked.service) = (0, service.unwrap());
        let named = self.provider(&asked).filter(|_| self.chance.percent(30));
        asked.provider = named.or(entry.provider_id);
        let start = self.start(&asked);
        let minutes = self.world.centers[0].policies.waitlist_offer_minutes.unwrap_or(60);
        let until = now.plus_minutes(minutes.into()).unwrap().min(start);
        let offers = self.offers(&asked, start);
        let offer = offers.first().filter(|_| until > now);
        let time = OfferedTime { starts_at: start, provider_id: named };
        match (self.run(None, &MakeOffer { id: entry.id, time, expected: None }).await?, offer) {
            (Err(_), None) => self.told.refused += 1,
            (Ok(entry), Some(offer)) => {
                self.told.held += 1;
                let id = Id::from_uuid(entry.appointment_id.unwrap());
                let appointment = self.run(None, &Get::<Appointment>(id)).await?.unwrap();
                let kept = self.keep(&asked, &appointment, offer)?;
                if kept.held_until != Some(until) {
                    return Err(format!("{appointment:#?} is not held until {until}"));
                }
                self.books.0.push(kept);
                self.held.insert(number, id);
            }
            (answer, offer) => {
                return Err(format!("{asked:#?} at {start}: {offer:#?}, and {answer:#?}"));
            }
        }
        Ok(())
    }

    /// Cancels, confirms, or notes that a guest did not come.
    pub(super) async fn end_or_confirm(&mut self) -> Result<(), String> {
        let all: Vec<usize> = (0..self.books.0.len()).collect();
        let there: Vec<usize> =
            all.into_iter().filter(|at| self.books.0[*at].counts(self.now)).collect();
        let Some(at) = self.chance.pick(&there).copied() else { return Ok(()) };
        let one = &self.books.0[at];
        let to = if one.held_until.is_some() && self.chance.percent(60) {
            AppointmentStatus::Confirmed
        } else if one.held_until.is_none() && one.starts_at <= self.now {
            AppointmentStatus::NoShow
        } else {
            AppointmentStatus::Cancelled
        };
        self.end(at, to).await
    }

    pub(super) async fn end(&mut self, at: usize, to: AppointmentStatus) -> Result<(), String> {
        let change = ChangeStatus::new(self.books.0[at].id, to);
        let answer = self.run(None, &change).await?;
        answer.map_err(|code| format!("{change:?} is refused: {code}"))?;
        self.told.ended += 1;
        let one = &mut self.books.0[at];
        match to {
            AppointmentStatus::Confirmed => one.held_until = None,
            _ => one.is_gone = true,
        }
        Ok(())
    }
}
