//! The sales of several appointments that were moved as they were agreed: each says who performs
//! the service by now, and so does its line on a draft, with the day. Each draft is read once,
//! and worked out anew once.

use chrono::NaiveDate;

use super::{draft::Draft, withdrawal::drafts_of};
use crate::{
    engine::{Env, View},
    entity::Stored,
    error::Result,
    model::{Appointment, InvoiceItem, Provider, Sale, SaleStatus},
    row::ChangeSet,
    value::Id,
};

/// The sale of an appointment that was moved.
pub(in crate::ops) struct MovedSale {
    pub(in crate::ops) sale: Stored<Sale>,
    /// Who performs the service by now.
    pub(in crate::ops) provider_id: Id<Provider>,
    /// On which day, by the clock of the center.
    pub(in crate::ops) performed_on: NaiveDate,
}

impl MovedSale {
    /// Takes it of the appointment as it is by now.
    pub(in crate::ops) fn of(after: &Appointment, sale: Stored<Sale>) -> Self {
        let performed_on = after.time_zone.local(after.starts_at).date();
        Self { sale, provider_id: after.provider_id, performed_on }
    }
}

/// Changes the sales, and the lines of drafts that they stand on: a consequence of what the desk
/// did, who need not reach the drafts. What was issued names who is named there, and stays.
pub(in crate::ops) async fn follow_moves(
    env: &Env,
    view: &mut View<'_>,
    moved: &[MovedSale],
) -> Result<ChangeSet> {
    let mut view = view.unrestricted()?;
    let mut changes = env.changes();
    let sales: Vec<Stored<Sale>> = moved.iter().map(|moved| moved.sale.clone()).collect();
    let mut drafts = drafts_of(&mut view, &sales).await?;
    for MovedSale { sale, provider_id, .. } in moved {
        view.rely_on(sale);
        let is_on_draft = || drafts.iter().any(|draft| line_of(draft, sale).is_some());
        if sale.status == SaleStatus::Open || is_on_draft() {
            changes.update(sale, |sale| sale.provider_id = Some(*provider_id));
        }
    }
    let mut days = Vec::with_capacity(drafts.len());
    for draft in &mut drafts {
        days.push(follow(draft, &mut changes, moved)?);
    }
    // The rates are those of the day.
    let taxes = drafts.iter().zip(&days).map(|(draft, day)| day.and_then(|_| draft.taxes()));
    let taxes = view.read(taxes.collect::<Vec<_>>()).await?;
    for ((mut draft, day), taxes) in drafts.into_iter().zip(days).zip(taxes) {
        if day.is_some() {
            let exemption = draft.invoice().tax_exemption.clone();
            let taxes = taxes.unwrap_or_default();
            draft.charge_taxes(&mut view, &mut changes, &taxes, exemption.as_ref(), day);
        }
        draft.save(env, &mut view, &mut changes).await?;
    }
    view.guard(&mut changes);
    Ok(changes)
}

/// Returns the line of a draft on which a sale stands, if it stands on any.
fn line_of(draft: &Draft, sale: &Sale) -> Option<Id<InvoiceItem>> {
    draft.items().iter().find(|line| line.sale_id == Some(sale.id)).map(|line| line.id)
}

/// Changes the lines of a draft, and returns the first of the days to which some were moved.
fn follow(
    draft: &mut Draft,
    changes: &mut ChangeSet,
    moved: &[MovedSale],
) -> Result<Option<NaiveDate>> {
    let mut other_day = None;
    for MovedSale { sale, provider_id, performed_on } in moved {
        let Some(line) = line_of(draft, sale) else { continue };
        draft.change(changes, line, |line| {
            line.provider_id = Some(*provider_id);
            if line.performed_on != Some(*performed_on) {
                line.performed_on = Some(*performed_on);
                other_day.get_or_insert(*performed_on);
            }
        })?;
    }
    Ok(other_day)
}
