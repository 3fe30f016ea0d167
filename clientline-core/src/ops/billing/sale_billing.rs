//! Sales that are put onto the draft of their guest, which is made if there is none.

use super::{
    draft::{Draft, NewItem, draft_of},
    sales::item_of,
};
use crate::{
    engine::{
        Env, View,
        reading::{Reading, require},
    },
    entity::Stored,
    error::Result,
    model::{Center, GivenDiscount, Guest, Invoice, InvoiceItem, Organization, Sale},
    ops::catalogue::items::Sold,
    row::ChangeSet,
    value::Id,
};

/// Returns the identifier of the organization that a request is made in.
pub(super) fn organization(env: &Env) -> Id<Organization> {
    Id::from_uuid(env.tenant().0)
}

/// Puts a sale onto the guest's draft at its center.
pub(super) async fn bill_sale(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    sale: Stored<Sale>,
) -> Result<Stored<Invoice>> {
    let (draft, _) = draft_with(env, view, changes, sale).await?;
    Ok(draft.save(env, view, changes).await?.invoice().clone())
}

/// Puts a sale onto the guest's draft at its center, which is to be saved, and returns its line.
pub(super) async fn draft_with(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    sale: Stored<Sale>,
) -> Result<(Draft, Id<InvoiceItem>)> {
    let (of, item) = ((sale.guest_id, sale.center_id), item_of(&sale)?);
    let (mut draft, sold) = draft_for(env, view, changes, of, item).await?;
    let line = draft.add(env, view, changes, item_of_sale(sale, &sold, None)).await?;
    Ok((draft, line))
}

/// Returns a guest's draft at a center, made if need be. Reads something else together with it.
pub(super) async fn draft_for<R: Reading>(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    (guest, center): (Id<Guest>, Id<Center>),
    other: R,
) -> Result<(Draft, R::Found)> {
    let parties = (require(guest), require(center), require(organization(env)));
    let asked = (draft_of(guest, center), parties, other);
    let (draft, (guest, center, organization), found) = view.read(asked).await?;
    guest.must_be_current()?;
    let draft = match draft {
        Some(invoice) => Draft::require(view, require(invoice.id)).await?,
        None => Draft::make(env, changes, &guest, &center, &organization),
    };
    Ok((draft, found))
}

/// Makes a line of a sale, and of what was sold.
pub(super) fn item_of_sale(
    sale: Stored<Sale>,
    sold: &Sold,
    discount: Option<GivenDiscount>,
) -> NewItem {
    let discount = discount.or_else(|| sale.given_discount());
    let (quantity, unit_price, provider_id) = (sale.quantity, sale.unit_price, sale.provider_id);
    NewItem {
        provider_id,
        quantity,
        unit_price,
        price_mode: sale.price_mode,
        discount,
        performed_on: Some(sale.sale_date),
        item: sold.item(),
        fee_for: None,
        deposit_id: None,
        charge: None,
        sale: Some(sale),
    }
}
