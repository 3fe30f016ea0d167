//! Several services at once for those who don't sign in: a cut, then a colour.
//!
//! The first is booked as it would be alone. Each further one follows when the one before it
//! ends, with anyone who is free for it; all of them are booked, or none. They are one
//! [visit](crate::ops::scheduling::visits), whose identifier is that of its first appointment:
//! by the token of that one all of them are managed.

use super::{
    further_services::{check_further, field_of},
    storefront::{FindPublicSlots, PublicSlot, PublicSlotList},
};
use crate::{
    engine::{Env, View},
    error::{Error, Result},
    model::{Center, Service},
    ops::scheduling::{
        availability::{CountedBookings, local_text},
        slot_formats::{SlotFormat, StartCounts},
        visit_starts::{FindVisitStarts, WantedService, WantedStarts},
    },
    value::{Id, StartLimit, TimeZone, Timestamp},
};

impl FindPublicSlots {
    /// Lists the starts at which all services can be had, one after the other.
    pub(super) async fn of_visit(
        &self,
        env: &Env,
        view: &mut View<'_>,
        center_id: Id<Center>,
    ) -> Result<PublicSlotList> {
        check_further(&self.further_service_ids)?;
        self.must_be_listed()?;
        let (after, most) = match self.format {
            SlotFormat::Counts => (None, usize::MAX),
            SlotFormat::Slots | SlotFormat::Ranges => {
                let limit = usize::from(self.limit.get());
                (self.at(center_id).after()?, limit.saturating_add(1))
            }
        };
        let first = WantedService {
            provider_id: self.provider_id,
            add_ons: (!self.add_ons.is_empty()).then(|| self.add_ons.clone()),
            ..WantedService::new(self.service_id)
        };
        let further = self.further_service_ids.iter().map(|service| WantedService::new(*service));
        let services: Vec<_> = [first].into_iter().chain(further).collect();
        let named: Vec<_> = (0..services.len()).map(field_of).collect();
        let (date, days) = (self.date, self.days);
        let find =
            FindVisitStarts { center_id, services, date, days, limit: StartLimit::default() };
        let counted = CountedBookings::signed_in(env);
        let wanted = WantedStarts { after, most, counted, ..WantedStarts::default() };
        let found = find.find(env, view, (&named, &[]), Service::must_be_online, wanted).await?;
        let starts = found.starts.iter().map(|start| start.starts_at).collect();
        Ok(self.of_starts(center_id, found.time_zone, starts))
    }

    /// Lists starts of several appointments in the form that is asked for: as many as the limit
    /// says of those that are given, from the earliest on, or how many each day has.
    pub(super) fn of_starts(
        &self,
        center_id: Id<Center>,
        time_zone: TimeZone,
        mut starts: Vec<Timestamp>,
    ) -> PublicSlotList {
        let (date, days, limit) = (self.date, self.days, usize::from(self.limit.get()));
        let mut list = PublicSlotList {
            center_id,
            service_id: self.service_id,
            time_zone,
            date,
            days,
            slots: Vec::new(),
            ranges: None,
            counts: None,
            reason: None,
            next_cursor: None,
        };
        if self.format == SlotFormat::Counts {
            let local = |start: &Timestamp| list.time_zone.local(*start).date();
            let counts: StartCounts = starts.iter().map(local).collect();
            list.counts = Some(counts.of_days(date, days));
            return list;
        }
        if starts.len() > limit {
            starts.truncate(limit);
            list.next_cursor = starts.last().map(|last| last.micros().to_string());
        }
        let slot = |starts_at| PublicSlot {
            starts_at,
            local: local_text(&list.time_zone, starts_at),
            seats_left: None,
        };
        list.slots = starts.into_iter().map(slot).collect();
        list
    }

    /// Checks that the starts of several appointments are asked for one by one, or counted.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `one_service_only`.
    pub(super) fn must_be_listed(&self) -> Result<()> {
        if self.format != SlotFormat::Ranges {
            return Ok(());
        }
        let detail = "The starts of several services are listed one by one, or counted.";
        Err(Error::invalid("/format", "one_service_only", detail))
    }
}
