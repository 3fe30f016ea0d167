//! Fees for appointments that are cancelled late, or missed: whether one is due, and the line of
//! the guest's draft that asks for it.
//!
//! What a service says goes before what its center says. The fee follows the price that was
//! agreed; one who has paid for the appointment already owes none on top.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    deductions::deposit_of,
    draft::{Draft, NewItem},
    sale_billing::{draft_for, organization},
    sales::sale_of,
    settlement::price_of,
};
use crate::{
    billing::BillingError,
    engine::{
        Env, Operation, Plan, View,
        reading::{Peek, peek, require, require_all},
        shown_whole,
    },
    entity::{Query, Stored, word_enum},
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Center, FeePolicy, FeeReason, FeeTaxation, Invoice,
        InvoiceItem, InvoiceStatus, ItemType, Language, Organization, Permission, Phrase, Role,
        Sale, Service,
    },
    ops::catalogue::items::Item,
    row::ChangeSet,
    value::{Currency, Id, Money, Name, PriceMode, Quantity, Timestamp},
};

word_enum! {
    /// Whether a fee is charged that the policies ask for.
    FeeChoice {
        /// It is put onto the guest's draft.
        Charge = "charge",
        /// It is not asked for.
        Waive = "waive",
    }
}

/// An appointment that is cancelled or missed, and what for a fee would be.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Leaving<'a> {
    pub(in crate::ops) appointment: &'a Appointment,
    pub(in crate::ops) reason: FeeReason,
}

/// What says whether there are fees: the center and the service of an appointment.
pub(in crate::ops) type Policies = (Option<Stored<Center>>, Option<Stored<Service>>);

/// Asks for what says whether there are fees. The view must not be restricted: who cancels need
/// not see what a fee depends on.
const fn policies(appointment: &Appointment) -> (Peek<Center>, Peek<Service>) {
    (peek(appointment.center_id), peek(appointment.service_id))
}

impl<'a> Leaving<'a> {
    /// Returns what a fee could be for when an appointment takes a step, if it is asked for: of
    /// guests always, and of the desk where it says so. Unless it says anything, one is charged
    /// for not coming, and none where the desk cancels, which may be the salon's own doing. What
    /// was only held costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `desk_only` if a guest says whether it is charged, and `no_fee` if the
    /// step has none.
    pub(in crate::ops) fn by(
        env: &Env,
        appointment: &'a Appointment,
        to: AppointmentStatus,
        choice: Option<FeeChoice>,
    ) -> Result<Option<Self>> {
        let reason = match to {
            AppointmentStatus::Cancelled => FeeReason::LateCancellation,
            AppointmentStatus::NoShow => FeeReason::NoShow,
            _ => {
                let detail = "Only cancelling and not coming have fees.";
                return match choice {
                    Some(_) => Err(Error::invalid("/fee", "no_fee", detail)),
                    None => Ok(None),
                };
            }
        };
        let is_charged = if env.actor().role == Role::Client {
            if choice.is_some() {
                let detail = "Whether a fee is charged is for the desk to say.";
                return Err(Error::invalid("/fee", "desk_only", detail));
            }
            true
        } else {
            let own = (reason == FeeReason::NoShow).then_some(FeeChoice::Charge);
            choice.or(own) == Some(FeeChoice::Charge)
        };
        let is_charged = is_charged && appointment.status != AppointmentStatus::Pending;
        Ok(is_charged.then_some(Self { appointment, reason }))
    }
}

/// What is agreed on fees for an appointment.
pub(super) struct FeeTerms {
    policy: FeePolicy,
    service: Stored<Service>,
    /// The price that was agreed; none, if it stands on an issued invoice.
    agreed: Option<Money>,
    price_mode: Option<PriceMode>,
    starts_at: Timestamp,
    /// Whether a fee for it stands on an invoice already.
    is_charged: bool,
    /// The invoice of the deposit that was asked for it.
    deposit_id: Option<Id<Invoice>>,
}

impl FeeTerms {
    /// Reads them, or none, if nothing costs anything.
    pub(super) async fn read(
        view: &mut View<'_>,
        appointment: &Appointment,
        sale: &Sale,
        (center, service): Policies,
    ) -> Result<Option<Self>> {
        let Some((center, service)) = center.zip(service) else { return Ok(None) };
        let Some(policy) = service.fees.or(center.fees) else { return Ok(None) };
        let line = sale.invoice_item_id.map(Id::<InvoiceItem>::from_uuid);
        let line = view.read(line.map(peek)).await?;
        let fees =
            Query::limit(Self::FEES_MAX).eq(InvoiceItem::appointment_id(), &Some(appointment.id));
        let billed = line.flatten().map(|line| require(line.invoice_id));
        let (fees, billed) = view.read((fees, billed)).await?;
        let on = view.read(require_all(fees.iter().map(|fee| fee.invoice_id))).await?;
        let is_free = billed.is_none_or(|invoice| invoice.status == InvoiceStatus::Draft);
        Ok(Some(Self {
            policy,
            service,
            agreed: is_free.then_some(sale.net_value),
            price_mode: sale.price_mode,
            starts_at: appointment.starts_at,
            deposit_id: deposit_of(sale),
            is_charged: on.iter().any(|invoice| invoice.status != InvoiceStatus::Void),
        }))
    }

    /// The most fees for one appointment that are looked at.
    const FEES_MAX: u32 = 20;

    /// Returns what something costs that happens at a time, if it costs anything.
    fn due(&self, reason: FeeReason, at: Timestamp) -> Result<Option<Money>> {
        let asked = self.policy.asks(reason, self.starts_at, at).filter(|_| !self.is_charged);
        let Some((fee, agreed)) = asked.zip(self.agreed) else { return Ok(None) };
        let due = fee.of(agreed).map_err(|error| wrong(&error))?;
        Ok((due.minor() > 0).then_some(due))
    }

    /// Puts the fee for an appointment onto the guest's draft at its center, which is one of
    /// those or is added to them, and returns its line; or none, if nothing is due.
    pub(super) async fn charge(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        leaving: Leaving<'_>,
        drafts: &mut Vec<Draft>,
    ) -> Result<Option<Id<InvoiceItem>>> {
        let Leaving { appointment, reason } = leaving;
        let Some(due) = self.due(reason, env.now())? else { return Ok(None) };
        let of = (appointment.guest_id, appointment.center_id);
        let is_own = |draft: &Draft| (draft.invoice().guest_id, draft.invoice().center_id) == of;
        let at = match drafts.iter().position(is_own) {
            Some(at) => at,
            None => {
                let (draft, ()) = draft_for(env, view, changes, of, ()).await?;
                drafts.push(draft);
                drafts.len() - 1
            }
        };
        let draft = &mut drafts[at];
        if draft.invoice().currency != due.currency() {
            return Ok(None);
        }
        let day = appointment.time_zone.local(appointment.starts_at).date();
        let organization = view.read(peek(organization(env))).await?;
        let name = named(
            Organization::language(organization.as_deref()),
            leaving.reason,
            &self.service.name,
        )?;
        let item = self.item((leaving, name), due, day, draft)?;
        Ok(Some(draft.add(env, view, changes, item).await?))
    }

    fn item(
        &self,
        (leaving, name): (Leaving<'_>, Name),
        due: Money,
        day: NaiveDate,
        draft: &Draft,
    ) -> Result<NewItem> {
        let unit_price = price_of(due)?;
        let taxes = match self.policy.taxation {
            FeeTaxation::AsService => self.service.tax_ids.as_slice().to_vec(),
            FeeTaxation::Untaxed => Vec::new(),
        };
        Ok(NewItem {
            sale: None,
            item: Item {
                kind: ItemType::Fee,
                named: None,
                code: None,
                name,
                price: unit_price,
                currency: due.currency(),
                taxes,
                sessions_of: Vec::new(),
                category_id: self.service.category_id,
                business_unit_id: self.service.business_unit_id,
            },
            provider_id: None,
            quantity: Quantity::default(),
            unit_price,
            // A draft that reads prices the other way is no reason to refuse a guest.
            price_mode: self.price_mode.filter(|_| draft.items().is_empty()),
            discount: None,
            performed_on: Some(day),
            fee_for: Some(leaving.appointment.id),
            deposit_id: self.deposit_id,
            charge: None,
        })
    }
}

fn wrong(error: &BillingError) -> Error {
    Error::invalid("/fee", error.code(), error.to_string())
}

/// The name of a fee on an invoice: with the service, if there is room for it.
fn named(language: Language, reason: FeeReason, service: &Name) -> Result<Name> {
    let phrase = match reason {
        FeeReason::LateCancellation => Phrase::LateCancellation,
        FeeReason::NoShow => Phrase::NoShow,
    };
    let name = language.name_of(phrase, Some(service));
    name.map_err(|error| Error::value("/fee", &error))
}

/// Reads what it costs to cancel an appointment, or not to come to it.
#[derive(Clone, Copy, Debug)]
pub struct GetAppointmentFees(pub Id<Appointment>);

/// What it costs to cancel an appointment, or not to come to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AppointmentFees {
    /// Until when it is cancelled for nothing; it always is, if absent.
    pub free_until: Option<Timestamp>,
    /// What cancelling it after that costs.
    pub late_cancellation: Money,
    /// What not coming costs.
    pub no_show: Money,
    /// The currency of the amounts.
    pub currency: Currency,
}

shown_whole!(AppointmentFees);

impl AppointmentFees {
    /// Reads what an appointment costs that does not take place.
    pub(in crate::ops) async fn of(
        view: &mut View<'_>,
        appointment: &Appointment,
        sale: Option<&Sale>,
    ) -> Result<Self> {
        let none = Money::zero(appointment.currency);
        let (late_cancellation, no_show) = (none, none);
        let nothing =
            Self { free_until: None, late_cancellation, no_show, currency: appointment.currency };
        let Some(sale) = sale else { return Ok(nothing) };
        let mut view = view.unrestricted()?;
        let policies = view.read(policies(appointment)).await?;
        let Some(terms) = FeeTerms::read(&mut view, appointment, sale, policies).await? else {
            return Ok(nothing);
        };
        let due = |reason| terms.due(reason, Timestamp::MAX).map(|due| due.unwrap_or(none));
        let late_cancellation = due(FeeReason::LateCancellation)?;
        let free_until = terms.policy.free_until(appointment.starts_at);
        Ok(Self {
            free_until: free_until.filter(|_| late_cancellation.minor() > 0),
            late_cancellation,
            no_show: due(FeeReason::NoShow)?,
            ..nothing
        })
    }

    /// Returns what cancelling at a time costs, if anything.
    pub(in crate::ops) fn of_cancelling(&self, at: Timestamp) -> Option<Money> {
        let is_late = self.free_until.is_some_and(|last| at > last);
        is_late.then_some(self.late_cancellation)
    }
}

impl Operation for GetAppointmentFees {
    type Answer = AppointmentFees;
    const NAME: &'static str = "appointment_fees_get";
    const NEEDS: Permission = Permission::ReadAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (appointment, sale) = view.read((require(self.0), sale_of(self.0))).await?;
        let fees = AppointmentFees::of(view, &appointment, sale.as_deref()).await?;
        Ok(Plan::read(env, fees))
    }
}

/// Takes the fees for an appointment that takes place after all off the drafts on which they
/// stand. What was issued is corrected by another document.
pub(super) async fn take_off(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    appointment: Id<Appointment>,
) -> Result<()> {
    let fees =
        Query::limit(FeeTerms::FEES_MAX).eq(InvoiceItem::appointment_id(), &Some(appointment));
    let mut on: Vec<Id<Invoice>> =
        view.list(&fees).await?.iter().map(|fee| fee.invoice_id).collect();
    on.sort_unstable();
    on.dedup();
    for mut draft in Draft::among(view, &on).await? {
        draft.strike_fees(changes, appointment);
        draft.save(env, view, changes).await?;
    }
    Ok(())
}
