//! Centers, rooms and their kinds.

use super::fee_policies::{check_deposit, check_fees};
use crate::{
    billing::check_patterns,
    engine::{Conflicts, Series},
    entity::{Entity, Query},
    error::{Error, Result},
    model::{
        BookingPolicies, Calendar, CalendarKind, Center, EventKind, Invoice, InvoiceStatus,
        LifecycleEvents, NewCenter, NewRoom, NewRoomCategory, Occupancy, Organization, Permission,
        Room, RoomCategory, Sale, SaleStatus,
    },
    ops::resource::{BuildContext, Readable, Resource, must_be_clear},
    value::{Code, Currency, Id, Money, WeeklyHours},
};

impl Readable for Center {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["is_active"];
}

impl Resource for Center {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::CENTER;
    const CHANGE_CONFLICTS: Conflicts =
        Conflicts::of(&[&["center_has_appointments", "currency_in_use"]]).or_taken(Self::TABLE);

    async fn make(new: NewCenter, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.code.clone(), Series::Center)?;
        let currency = context.currency(new.currency).await?;
        let mut new = new;
        if new.policies == BookingPolicies::default() {
            let organization = Id::<Organization>::from_uuid(context.env.tenant().0);
            new.policies = context.view.require(organization).await?.settings.booking;
        }
        Ok(Self::from_new(context.env.new_id(), new, code, currency))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        self.policies.check().map_err(|error| Error::value("/policies", &error))?;
        check_fees(self.fees.as_ref(), self.currency)?;
        check_patterns(self)?;
        check_deposit(self.deposit.as_ref(), self.currency)?;
        if let Some(rounding) = &self.cash_rounding {
            rounding.of(Money::zero(self.currency)).map_err(|error| {
                Error::invalid("/cash_rounding/step", error.code(), error.to_string())
            })?;
        }
        if before.is_none_or(|before| before.hours != self.hours) {
            let windows = self.hours.iter().flat_map(WeeklyHours::all_windows);
            must_be_clear("/hours", windows)?;
        }
        if before.is_some_and(|before| before.time_zone != self.time_zone) {
            self.must_have_nothing_to_come(context).await?;
        }
        if before.is_some_and(|before| before.currency != self.currency) {
            self.nothing_is_open(context).await?;
        }
        match before {
            None => context.new_calendar(CalendarKind::Center, self.id, self.id),
            Some(before) if before.hours != self.hours => context.mark_calendar(self.id).await?,
            Some(_) => {}
        }
        Ok(())
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        context.delete_calendar(self.id).await
    }
}

impl Center {
    /// Checks that no appointment is to come, whose local time another zone would change.
    async fn must_have_nothing_to_come(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        // Whoever books at this moment relies on the calendar.
        context.mark_calendar(self.id).await?;
        let to_come = Query::one()
            .eq(Occupancy::center_id(), &self.id)
            .ge(Occupancy::starts_at(), &context.env.now())
            .order_by(Occupancy::starts_at());
        if context.view.first(&to_come).await?.is_none() {
            return Ok(());
        }
        let detail = "Appointments are to come, which were agreed on by the clock of the zone that \
                      the center is in; say by `POST /centers/{id}/time-zone` what they keep.";
        Err(Error::conflict("center_has_appointments", detail))
    }

    /// Refuses to invoice in another currency while something is sold in the old one, and not
    /// issued yet. An invoice lives in its own currency all the same, and so does a sale.
    async fn nothing_is_open(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        let drafts = Query::one()
            .eq(Invoice::center_id(), &self.id)
            .eq(Invoice::status(), &InvoiceStatus::Draft);
        let sales =
            Query::one().eq(Sale::center_id(), &self.id).eq(Sale::status(), &SaleStatus::Open);
        let (drafts, further_drafts, ()) = context.view.page(drafts, ()).await?;
        let (sales, further_sales, ()) = context.view.page(sales, ()).await?;
        let what = if !drafts.is_empty() || further_drafts.is_some() {
            "an invoice is a draft"
        } else if !sales.is_empty() || further_sales.is_some() {
            "a sale waits to be billed"
        } else {
            return Ok(());
        };
        let detail = format!("The currency of a center can't change while {what} there.");
        Err(Error::conflict("currency_in_use", detail))
    }
}

impl Readable for RoomCategory {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &[];
}

impl Resource for RoomCategory {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::ROOM_CATEGORY;

    async fn make(new: NewRoomCategory, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        Ok(Self::from_new(context.env.new_id(), new))
    }
}

impl Readable for Room {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["center_id", "room_category_id"];
}

impl Resource for Room {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::ROOM;
    const CHANGE_CONFLICTS: Conflicts = Conflicts::of(&[&["room_too_small"]]).or_taken(Self::TABLE);

    async fn make(new: NewRoom, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.code.clone(), Series::Room)?;
        Ok(Self::from_new(context.env.new_id(), new, code))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        match before {
            None => context.new_calendar(CalendarKind::Room, self.id, self.center_id),
            Some(before) => {
                refuse_move(before.center_id, self.center_id)?;
                self.shrink(before, context).await?;
            }
        }
        Ok(())
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        context.delete_calendar(self.id).await
    }
}

/// Refuses to move something that has a calendar to another center: what is
/// booked there stays there.
pub(in crate::ops) fn refuse_move(before: Id<Center>, after: Id<Center>) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let detail = "It has a calendar at its center and stays there; make a new one instead.";
    Err(Error::invalid("/center_id", "immutable", detail))
}

impl BuildContext<'_, '_> {
    /// Returns the code that was given, or the next one of a series.
    pub(in crate::ops) fn code(&self, given: Option<Code>, series: Series) -> Result<Code> {
        given.map_or_else(|| self.env.code(series), Ok)
    }

    /// Returns the currency that was given, or the organization's.
    pub(in crate::ops) async fn currency(&mut self, given: Option<Currency>) -> Result<Currency> {
        if let Some(currency) = given {
            return Ok(currency);
        }
        let organization = Id::<Organization>::from_uuid(self.env.tenant().0);
        Ok(self.view.require(organization).await?.currency)
    }

    /// Makes the calendar of a new owner.
    pub(in crate::ops) fn new_calendar<E: Entity>(
        &mut self,
        kind: CalendarKind,
        owner: Id<E>,
        center_id: Id<Center>,
    ) {
        let id = Id::from_uuid(owner.uuid());
        self.changes.insert(Calendar { id, kind, center_id, revision: 0 });
    }

    /// Marks the calendar of an owner whose hours changed, so that bookings
    /// decided on the old ones are planned again.
    pub(in crate::ops) async fn mark_calendar<E: Entity>(&mut self, owner: Id<E>) -> Result<()> {
        let calendar = self.view.require(Id::<Calendar>::from_uuid(owner.uuid())).await?;
        self.changes.update(&calendar, |calendar| calendar.revision += 1);
        Ok(())
    }

    /// Deletes the calendar of an owner that is deleted.
    pub(in crate::ops) async fn delete_calendar<E: Entity>(&mut self, owner: Id<E>) -> Result<()> {
        if let Some(calendar) = self.view.peek(Id::<Calendar>::from_uuid(owner.uuid())).await? {
            self.changes.delete(&calendar);
        }
        Ok(())
    }
}
