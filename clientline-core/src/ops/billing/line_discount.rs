//! The discount on a line: how much, why, and by which offer.

use crate::{
    engine::{
        Env, View,
        reading::{referred, require},
    },
    error::{Error, Result},
    model::{GivenDiscount, Invoice, OfferDiscount},
    ops::catalogue::{items::ItemRef, offers::Occasion},
    value::{Discount, Id, Name},
};

/// Where a request names the offer on a line.
const OFFER: &str = "/discount_offer_id";

/// What a request wants of the discount on a line.
pub(super) struct WantedLineDiscount {
    /// How much; the offer says it, if one is named.
    pub(super) discount: Option<Discount>,
    /// Why.
    pub(super) reason: Option<Name>,
    /// The offer.
    pub(super) offer_id: Option<Id<OfferDiscount>>,
}

/// Which members of a line's discount a request says.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) discount: bool,
    pub(super) reason: bool,
    pub(super) offer_id: bool,
}

impl WantedLineDiscount {
    /// Returns what is wanted of a line that has a discount, by a request that says only `said`: who
    /// takes an offer away takes what it gave, and who says another sum says that it is by hand.
    pub(super) fn instead_of(mut self, before: Option<&GivenDiscount>, said: Said) -> Self {
        let (had, had_offer) = match before {
            Some(given) => (Some(given.discount), given.offer_id),
            None => (None, None),
        };
        if self.offer_id != had_offer {
            self.discount = self.discount.filter(|_| said.discount);
            self.reason = self.reason.filter(|_| said.reason);
        } else if self.discount != had && !(said.offer_id && had_offer.is_some()) {
            self.offer_id = None;
            // The reason of an offer, or of none, is none of this.
            let is_other = had_offer.is_some() || self.discount.is_none();
            self.reason = self.reason.filter(|_| said.reason || !is_other);
        }
        self
    }

    /// Returns the discount that is given on a line of an invoice. The offer that the line had
    /// `before` stays as it was given, though it be over by now.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `no_discount` if there is a reason for none, `offer_value` if another sum is
    /// said than the offer gives, and those of [`Occasion::give`].
    pub(super) async fn given(
        self,
        env: &Env,
        view: &mut View<'_>,
        invoice: &Invoice,
        item: Option<ItemRef>,
        before: Option<&GivenDiscount>,
    ) -> Result<Option<GivenDiscount>> {
        let Self { discount, reason, offer_id } = self;
        let Some(id) = offer_id else {
            if discount.is_none() && reason.is_some() {
                let detail = "There is no discount that this would be the reason of.";
                return Err(Error::invalid("/discount_reason", "no_discount", detail));
            }
            return Ok(discount.map(|discount| GivenDiscount { discount, reason, offer_id }));
        };
        let given = match before.filter(|given| given.offer_id == offer_id) {
            Some(given) => given.clone(),
            None => {
                let asked = (referred(OFFER, id), require(invoice.center_id));
                let (offer, center) = view.read(asked).await?;
                let (currency, day) = (invoice.currency, center.business_day(env.now()));
                Occasion { pointer: OFFER, item, currency, day }.give(&offer)?
            }
        };
        must_be_given("/discount", discount, &given)?;
        Ok(Some(GivenDiscount { reason: reason.or(given.reason), ..given }))
    }
}

/// Refuses to say another sum than an offer gives: nobody types that again.
pub(super) fn must_be_given(
    pointer: &str,
    said: Option<Discount>,
    given: &GivenDiscount,
) -> Result<()> {
    if said.is_none_or(|said| said == given.discount) {
        return Ok(());
    }
    let detail = "The offer gives something else; leave out how much, or the offer.";
    Err(Error::invalid(pointer, "offer_value", detail))
}
