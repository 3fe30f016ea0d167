//! The discounts over a whole invoice: how much, why, and by which offers.

use super::line_discount::must_be_given;
use crate::{
    billing::{BillingError, MAX_DISCOUNTS},
    engine::{
        Env, View,
        reading::{Required, referred, require},
    },
    error::{Error, Result},
    model::{
        GivenDiscount, Invoice, InvoiceDiscounts, OfferDiscount, WantedDiscount, WantedDiscounts,
    },
    ops::catalogue::offers::Occasion,
};

/// Returns the discounts that are given over an invoice. The offers that it had before stay as they
/// were given, though they be over by now.
///
/// # Errors
///
/// [`Error::Invalid`] `too_many_discounts`, `too_many_reasons`, `offer_value` if another sum is said
/// than an offer gives, and those of [`Occasion::give`].
pub(super) async fn given(
    env: &Env,
    view: &mut View<'_>,
    invoice: &Invoice,
    wanted: WantedDiscounts,
) -> Result<InvoiceDiscounts> {
    check_count(&wanted)?;
    let before = &invoice.discounts.0;
    let mut new = Vec::new();
    for (at, wanted) in wanted.0.iter().enumerate() {
        if let WantedDiscount::Offer { offer_id, .. } = wanted
            && !before.iter().any(|given| given.offer_id == Some(*offer_id))
        {
            new.push((format!("/discounts/{at}/offer_id"), *offer_id));
        }
    }
    let mut offered: Vec<GivenDiscount> = Vec::with_capacity(new.len());
    if !new.is_empty() {
        let offers = new.iter().map(|(pointer, id)| referred(pointer, *id));
        let offers: Vec<Required<'_, OfferDiscount>> = offers.collect();
        let (offers, center) = view.read((offers, require(invoice.center_id))).await?;
        let (currency, day) = (invoice.currency, center.business_day(env.now()));
        for ((pointer, _), offer) in new.iter().zip(&offers) {
            offered.push(Occasion { pointer, item: None, currency, day }.give(offer)?);
        }
    }
    let given = wanted.0.into_iter().enumerate().map(|(at, wanted)| match wanted {
        WantedDiscount::ByHand { discount, reason } => {
            Ok(GivenDiscount { discount, reason, offer_id: None })
        }
        WantedDiscount::Offer { offer_id, reason, discount } => {
            let is_it = |given: &&GivenDiscount| given.offer_id == Some(offer_id);
            let given = before.iter().chain(&offered).find(is_it).cloned();
            let given = given.ok_or(Error::NotFound { entity: "offer_discount" })?;
            must_be_given(&format!("/discounts/{at}"), discount, &given)?;
            Ok(GivenDiscount { reason: reason.or(given.reason), ..given })
        }
    });
    given.collect::<Result<_>>().map(InvoiceDiscounts)
}

fn check_count(wanted: &WantedDiscounts) -> Result<()> {
    if wanted.0.len() > MAX_DISCOUNTS {
        let error = BillingError::TooManyDiscounts;
        return Err(Error::invalid(&error.pointer(), error.code(), error.to_string()));
    }
    let says_why =
        |wanted: &&WantedDiscount| !matches!(wanted, WantedDiscount::ByHand { reason: None, .. });
    if wanted.0.iter().filter(says_why).count() > InvoiceDiscounts::REASONS_MAX {
        let most = InvoiceDiscounts::REASONS_MAX;
        let detail = format!("At most {most} discounts over an invoice have a reason or an offer.");
        return Err(Error::invalid("/discounts", "too_many_reasons", detail));
    }
    Ok(())
}
