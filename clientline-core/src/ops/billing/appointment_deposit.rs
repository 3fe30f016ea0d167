//! What deposit an appointment asks for, and what became of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    deductions::deposit_of,
    deposit_invoices::{asked_of, policy_of},
    sales::sale_of,
    settlement::too_large,
};
use crate::{
    engine::{
        Env, Operation, Plan, View,
        reading::{peek, require},
        shown_whole,
    },
    error::Result,
    model::{Appointment, DepositPolicy, Invoice, InvoiceStatus, Permission, Sale, SaleStatus},
    value::{Currency, Id, Money},
};

/// Reads what deposit an appointment asks for, and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct GetAppointmentDeposit(pub Id<Appointment>);

/// What deposit an appointment asks for, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AppointmentDeposit {
    /// The invoice of the deposit, once it was made.
    pub deposit_id: Option<Id<Invoice>>,
    /// How much is asked for: what that invoice comes to less what was credited, or what the
    /// service asks for, or its center.
    pub asked: Money,
    /// How much of it is to be paid.
    pub due: Money,
    /// How much of it was paid, and is not deducted yet.
    pub held: Money,
    /// The currency of the amounts.
    pub currency: Currency,
}

shown_whole!(AppointmentDeposit);

impl AppointmentDeposit {
    /// Reads what became of the deposit for a sale, for which a policy may ask.
    pub(in crate::ops) async fn of(
        view: &mut View<'_>,
        appointment: &Appointment,
        sale: Option<&Sale>,
        policy: Option<DepositPolicy>,
    ) -> Result<Self> {
        let zero = Money::zero(appointment.currency);
        let currency = appointment.currency;
        let nothing = Self { deposit_id: None, asked: zero, due: zero, held: zero, currency };
        let Some(sale) = sale else { return Ok(nothing) };
        let deposit = match deposit_of(sale) {
            Some(id) => view.unrestricted()?.read(peek(id)).await?,
            None => None,
        };
        if let Some(deposit) = deposit.filter(|one| one.status != InvoiceStatus::Void) {
            let asked = deposit.total.checked_sub(deposit.credited).map_err(too_large)?;
            let paid = asked.checked_sub(deposit.balance_due).map_err(too_large)?;
            let held = paid.checked_sub(deposit.drawn).map_err(too_large)?;
            let (deposit_id, due) = (Some(deposit.id), deposit.balance_due);
            return Ok(Self { deposit_id, asked, due, held, currency: deposit.currency });
        }
        let is_open = sale.status == SaleStatus::Open && appointment.status.occupies();
        let Some(policy) = policy.filter(|_| is_open) else { return Ok(nothing) };
        let asked = asked_of(policy, sale)?;
        Ok(Self { asked, due: asked, ..nothing })
    }
}

impl Operation for GetAppointmentDeposit {
    type Answer = AppointmentDeposit;
    const NAME: &'static str = "appointment_deposit_get";
    const NEEDS: Permission = Permission::ReadAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (appointment, sale) = view.read((require(self.0), sale_of(self.0))).await?;
        let says = (peek(appointment.center_id), peek(appointment.service_id));
        let (center, service) = view.unrestricted()?.read(says).await?;
        let policy = policy_of(service.as_deref(), center.as_deref());
        let deposit = AppointmentDeposit::of(view, &appointment, sale.as_deref(), policy).await?;
        Ok(Plan::read(env, deposit))
    }
}
