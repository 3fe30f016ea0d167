//! Guests, providers and employees.

use chrono::NaiveDate;

use super::guest_erase::NOT_CURRENT;
use crate::{
    engine::{Conflicts, Env, Series},
    entity::{Entity as _, Query},
    error::{Error, Result},
    model::{
        CalendarKind, Center, Employee, EventKind, Guest, LifecycleEvents, NewEmployee, NewGuest,
        NewProvider, Permission, Provider, ProviderCenter, ProviderService, Role, Service,
    },
    ops::{
        catalogue::{places::refuse_move, services::sync_links},
        resource::{BuildContext, Readable, Resource, must_be_clear},
    },
    value::{DAY_MICROS, EmailAddress, IdList, Timestamp, WeeklyHours},
};

impl Readable for Guest {
    const READS: Permission = Permission::ReadGuests;
    const FILTERS: &'static [&'static str] = &["center_id", "guest_code", "email", "phone"];
}

impl Resource for Guest {
    const WRITES: Permission = Permission::WriteGuests;
    const CHANGES: Permission = Permission::ChangeGuests;
    const EVENTS: Option<LifecycleEvents> = EventKind::GUEST;
    const OWN_FIELDS: &'static [&'static str] = &[
        "first_name",
        "last_name",
        "middle_name",
        "username",
        "email",
        "phone",
        "home_phone",
        "address",
        "postal_code",
        "city",
        "state",
        "country",
        "gender",
        "date_of_birth",
        "nationality",
        "language",
        "marketing_consent",
    ];
    const CHANGE_CONFLICTS: Conflicts = Conflicts::of(&[NOT_CURRENT]).or_taken(Self::TABLE);

    async fn make(new: NewGuest, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.guest_code.clone(), Series::Guest)?;
        let is_minor = new.is_minor;
        let is_minor = is_minor.unwrap_or_else(|| is_minor_now(new.date_of_birth, context.env));
        let email_verified_at = verified_now(new.email.as_ref(), context.env);
        let made = Self::from_new(context.env.new_id(), new, code, is_minor);
        Ok(Self { email_verified_at, ..made })
    }

    fn derive(&mut self, before: &Self, env: &Env) {
        let born = self.date_of_birth;
        if born != before.date_of_birth && self.is_minor == before.is_minor {
            self.is_minor = is_minor_now(born, env);
        }
        // One that stays is not said anew: a form sends all that it shows.
        if self.email != before.email {
            self.email_verified_at = verified_now(self.email.as_ref(), env);
        }
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        before.map_or(Ok(()), Self::must_be_current)?;
        self.check_tax_treatment()?;
        self.note_terms(before, context).await
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        if self.merges > 0 {
            let detail = "Other guests were merged into this one.";
            return Err(Error::conflict("in_use", detail));
        }
        self.forget_terms(context).await
    }
}

/// Returns when an address that somebody gives a guest is verified: at once, by the
/// word of the desk; that of a guest, who may give another's, is none.
fn verified_now(email: Option<&EmailAddress>, env: &Env) -> Option<Timestamp> {
    let is_of_the_desk = env.actor().role != Role::Client;
    (email.is_some() && is_of_the_desk).then(|| env.now())
}

/// Returns whether a guest is a minor by the calendar of UTC: a birthday may come
/// some hours early or late.
fn is_minor_now(date_of_birth: Option<NaiveDate>, env: &Env) -> bool {
    let days = env.now().micros().div_euclid(DAY_MICROS);
    let today = i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days);
    today.is_some_and(|today| Guest::is_minor_on(date_of_birth, today))
}

impl Readable for Employee {
    const READS: Permission = Permission::ReadEmployees;
    const FILTERS: &'static [&'static str] = &["center_id", "employee_code"];
}

impl Resource for Employee {
    const WRITES: Permission = Permission::WriteEmployees;
    const EVENTS: Option<LifecycleEvents> = EventKind::EMPLOYEE;

    async fn make(new: NewEmployee, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.employee_code.clone(), Series::Employee)?;
        Ok(Self::from_new(context.env.new_id(), new, code))
    }
}

impl Readable for Provider {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["center_id", "employee_id"];
}

impl Resource for Provider {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::PROVIDER;

    async fn make(new: NewProvider, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        Ok(Self::from_new(context.env.new_id(), new))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        if let Some(before) = before {
            refuse_move(before.center_id, self.center_id)?;
        }
        if before.is_none_or(|before| before.services != self.services) {
            self.link_services(&self.services, context).await?;
        }
        if before.is_none_or(|before| before.hours != self.hours) {
            let windows = self.hours.iter().flat_map(WeeklyHours::all_windows);
            must_be_clear("/hours", windows)?;
        }
        match before {
            None => context.new_calendar(CalendarKind::Provider, self.id, self.center_id),
            Some(before) if before.hours != self.hours => context.mark_calendar(self.id).await?,
            Some(_) => {}
        }
        Ok(())
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        self.link_services(&IdList::default(), context).await?;
        let most = IdList::<Center>::LIMIT;
        let places = Query::limit(most)
            .eq(ProviderCenter::provider_id(), &self.id)
            .order_by(ProviderCenter::center_id());
        for place in context.view.list(&places).await? {
            context.changes.delete(&place);
        }
        context.delete_calendar(self.id).await
    }
}

impl Provider {
    async fn link_services(
        &self,
        services: &IdList<Service>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let query =
            Query::limit(IdList::<Service>::LIMIT).eq(ProviderService::provider_id(), &self.id);
        let links = context.view.list(&query).await?;
        sync_links(
            "/services",
            services,
            links,
            |link| link.service_id,
            context,
            |id, service_id| ProviderService {
                id,
                provider_id: self.id,
                service_id,
                duration_minutes: None,
                price: None,
            },
        )
        .await
    }
}
