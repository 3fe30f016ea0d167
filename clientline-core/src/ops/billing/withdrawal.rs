//! Sales of appointments that will not take place: none is billed any more, and those on a
//! draft leave it.
//!
//! Who cancels need not reach the draft: a guest may cancel what stands on one. So all of it is
//! decided in an unrestricted view, as a consequence of what they did.

use super::{
    draft::Draft,
    fees::{FeeTerms, Leaving, Policies, take_off},
    guest_packages::give_back,
};
use crate::{
    engine::{Env, View},
    entity::{Query, Stored},
    error::Result,
    model::{Guest, Invoice, InvoiceItem, Sale, SaleStatus},
    row::ChangeSet,
    value::Id,
};

/// What follows from appointments that will not take place.
pub(in crate::ops) struct Withdrawn {
    pub(in crate::ops) changes: ChangeSet,
    /// The fee that was put onto a draft.
    pub(in crate::ops) fee: Option<Id<InvoiceItem>>,
}

/// Voids sales whose appointments will not take place, and takes their lines off drafts. What
/// stands on an issued invoice stays billed: that is corrected by another document. Charges the
/// fee for one of them, if one is due.
pub(in crate::ops) async fn withdraw(
    env: &Env,
    view: &mut View<'_>,
    sales: &[Stored<Sale>],
    leaving: Option<(Leaving<'_>, Policies)>,
) -> Result<Withdrawn> {
    let mut view = view.unrestricted()?;
    let due = match leaving {
        Some((leaving, policies)) => {
            let appointment = leaving.appointment;
            let is_its = |sale: &&Stored<Sale>| sale.appointment_id == Some(appointment.id);
            let terms = match sales.iter().find(is_its) {
                Some(sale) => FeeTerms::read(&mut view, appointment, sale, policies).await?,
                None => None,
            };
            terms.map(|terms| (terms, leaving))
        }
        None => None,
    };
    let mut changes = env.changes();
    for sale in sales {
        // One that leaves its invoice at this moment is void, too.
        view.rely_on(sale);
        if sale.status == SaleStatus::Open {
            changes.update(sale, |sale| sale.status = SaleStatus::Void);
        }
    }
    let mut lines = Vec::new();
    let mut drafts = drafts_of(&mut view, sales).await?;
    for draft in &mut drafts {
        for sale in sales {
            if let Some(line) = draft.strike(&mut changes, sale) {
                lines.push(line);
                changes.update(sale, |sale| {
                    sale.invoice_item_id = None;
                    sale.status = SaleStatus::Void;
                });
            }
        }
    }
    let fee = match due {
        Some((terms, leaving)) => {
            terms.charge(env, &mut view, &mut changes, leaving, &mut drafts).await?
        }
        None => None,
    };
    for draft in drafts {
        // What was paid beyond the rest becomes the guest's credit.
        draft.save(env, &mut view, &mut changes).await?;
    }
    give_back(env, &mut view, &mut changes, &lines).await?;
    view.guard(&mut changes);
    Ok(Withdrawn { changes, fee })
}

/// Opens the sale of an appointment that takes place after all, and takes the fee for it off the
/// draft. What stands on an issued invoice stayed billed.
pub(in crate::ops) async fn reopen(
    env: &Env,
    view: &mut View<'_>,
    sale: &Stored<Sale>,
) -> Result<ChangeSet> {
    let mut view = view.unrestricted()?;
    let mut changes = env.changes();
    view.rely_on(sale);
    if sale.status == SaleStatus::Void {
        changes.update(sale, |sale| sale.status = SaleStatus::Open);
    }
    if let Some(appointment) = sale.appointment_id {
        take_off(env, &mut view, &mut changes, appointment).await?;
    }
    view.guard(&mut changes);
    Ok(changes)
}

/// Makes the sale of an appointment another guest's, and takes it off the draft on which it
/// stands, which is none of theirs.
pub(in crate::ops) async fn hand_over(
    env: &Env,
    view: &mut View<'_>,
    sale: &Stored<Sale>,
    guest: Id<Guest>,
) -> Result<ChangeSet> {
    let mut view = view.unrestricted()?;
    let mut changes = env.changes();
    view.rely_on(sale);
    let draft = drafts_of(&mut view, std::slice::from_ref(sale)).await?.pop();
    if let Some(mut draft) = draft
        && let Some(line) = draft.strike(&mut changes, sale)
    {
        give_back(env, &mut view, &mut changes, &[line]).await?;
        changes.update(sale, |sale| {
            sale.guest_id = guest;
            sale.invoice_item_id = None;
            sale.status = SaleStatus::Open;
        });
        draft.save(env, &mut view, &mut changes).await?;
    } else {
        changes.update(sale, |sale| sale.guest_id = guest);
    }
    view.guard(&mut changes);
    Ok(changes)
}

/// Returns the drafts on which sales stand.
pub(super) async fn drafts_of(view: &mut View<'_>, sales: &[Stored<Sale>]) -> Result<Vec<Draft>> {
    let lines = sales.iter().filter_map(|sale| sale.invoice_item_id).map(Id::from_uuid);
    let lines: Vec<Id<InvoiceItem>> = lines.collect();
    let Ok(most) = u32::try_from(lines.len()) else { return Ok(Vec::new()) };
    if most == 0 {
        return Ok(Vec::new());
    }
    let lines = view.list(&Query::limit(most).ids(&lines)).await?;
    let mut ids: Vec<Id<Invoice>> = lines.iter().map(|line| line.invoice_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Draft::among(view, &ids).await
}
