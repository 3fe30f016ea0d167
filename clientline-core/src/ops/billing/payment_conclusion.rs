//! Payments that were awaited: their money arrived, or did not.

use chrono::NaiveDate;

use super::{
    billed_sale::billed_on,
    receiving::{NOT_RECEIVED, Receipt, receive},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, reading::require},
    entity::Stored,
    error::{Error, Result},
    model::{Payment, PaymentStatus, Permission, Sale},
    row::Version,
    storage::Key,
    value::Id,
};

/// The outcome of a payment that was awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaymentOutcome {
    /// It is there.
    Arrived {
        /// The sale that it is for, which stands on the invoice; the invoice as a
        /// whole, if absent.
        sale_id: Option<Id<Sale>>,
        /// The business day on which it came, if that is past; the present one, if absent.
        received_on: Option<NaiveDate>,
    },
    /// It did not come.
    Failed,
}

/// Concludes a pending payment: its money arrived, or did not.
#[derive(Clone, Copy, Debug)]
pub struct ConcludePayment {
    /// Which payment.
    pub id: Id<Payment>,
    /// The outcome.
    pub outcome: PaymentOutcome,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl ConcludePayment {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Payment>, outcome: PaymentOutcome) -> Self {
        Self { id, outcome, expected: None }
    }
}

impl Operation for ConcludePayment {
    type Answer = Stored<Payment>;
    const NAME: &'static str = "payment_conclude";
    const NEEDS: Permission = Permission::RecordPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_RECEIVED, &["invalid_transition"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        if before.status != PaymentStatus::Pending {
            let detail = format!("A payment that is {} awaits nothing.", before.status.as_str());
            return Err(Error::conflict("invalid_transition", detail));
        }
        let status = match self.outcome {
            PaymentOutcome::Arrived { .. } => PaymentStatus::Completed,
            PaymentOutcome::Failed => PaymentStatus::Failed,
        };
        let mut changes = env.changes();
        let mut payment = changes.update(&before, |payment| {
            payment.status = status;
            payment.charge_no = payment.charge();
        });
        if let PaymentOutcome::Arrived { sale_id, received_on } = self.outcome {
            let sale = sale_id.map(|sale| billed_on(payment.invoice_id, sale));
            let (invoice, _) = view.read((require(payment.invoice_id), sale)).await?;
            let receipt = Receipt { sale_id, received_on };
            (payment, _) = receive(env, view, &mut changes, &invoice, &payment, receipt).await?;
        }
        Ok(Plan::new(payment, changes).emit(status.reached(), self.id))
    }
}
