//! Offers: making them, and giving them.

use chrono::NaiveDate;

use super::{
    goods::{check_period, percent_of},
    items::ItemRef,
};
use crate::{
    engine::ConflictGroup,
    error::{Error, Result},
    model::{
        DiscountType, EventKind, GivenDiscount, LifecycleEvents, NewOfferDiscount, OfferDiscount,
        OfferItemType, Permission,
    },
    ops::resource::{BuildContext, Readable, Resource},
    value::{Currency, Discount, Id},
};

/// The conflicts of an offer that is not given.
pub(in crate::ops) const NOT_GIVEN: ConflictGroup = &["currency_mismatch", "offer_not_given"];

impl Readable for OfferDiscount {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["service_id", "product_id", "package_id"];
}

impl Resource for OfferDiscount {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::OFFER_DISCOUNT;

    async fn make(new: NewOfferDiscount, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let currency = context.currency(new.currency).await?;
        Ok(Self::from_new(context.env.new_id(), new, currency))
    }

    async fn after_save(
        &self,
        _before: Option<&Self>,
        _making: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        check_period("/valid_until", self.valid_from, self.valid_until)?;
        self.check_item()?;
        self.discount().map(drop)
    }
}

impl OfferDiscount {
    /// An offer names nothing that is not of the type that it is for.
    fn check_item(&self) -> Result<()> {
        for (pointer, named, of) in [
            ("/service_id", self.service_id.is_some(), OfferItemType::Service),
            ("/product_id", self.product_id.is_some(), OfferItemType::Product),
            ("/package_id", self.package_id.is_some(), OfferItemType::Package),
        ] {
            if named && self.item_type != of {
                let detail = format!("An offer for {} has none.", self.item_type.as_str());
                return Err(Error::invalid(pointer, "other_item_type", detail));
            }
        }
        Ok(())
    }

    /// Returns whether the offer is for an item; only one for all that is sold is for what is in
    /// no list.
    fn is_for(&self, item: Option<ItemRef>) -> bool {
        match self.item_type {
            OfferItemType::Any => true,
            OfferItemType::Service => covers(self.service_id, item.and_then(ItemRef::service)),
            OfferItemType::Product => covers(self.product_id, item.and_then(ItemRef::product)),
            OfferItemType::Package => covers(self.package_id, item.and_then(ItemRef::package)),
        }
    }

    /// Returns what the offer takes off the price of a sale.
    pub(in crate::ops) fn discount(&self) -> Result<Discount> {
        match self.discount_type {
            DiscountType::Percentage => {
                percent_of("/discount_value", self.discount_value).map(Discount::Percent)
            }
            DiscountType::Fixed => match self.discount_value.to_money(self.currency) {
                Ok(_) => Ok(Discount::Amount(self.discount_value)),
                Err(error) => {
                    let detail = error.to_string();
                    Err(Error::invalid("/discount_value", "invalid_amount", detail))
                }
            },
        }
    }
}

/// Returns whether an offer for one thing of a type, or for all, covers an item:
/// `item` is absent if it is of another type.
fn covers<E>(only: Option<Id<E>>, item: Option<Id<E>>) -> bool {
    item.is_some() && (only.is_none() || only == item)
}

/// What an offer is given on.
pub(in crate::ops) struct Occasion<'a> {
    /// Where the request names the offer.
    pub(in crate::ops) pointer: &'a str,
    /// What is sold; none, if it is in no list, or all that stands on an invoice.
    pub(in crate::ops) item: Option<ItemRef>,
    /// The currency of the sale.
    pub(in crate::ops) currency: Currency,
    /// The business day of the sale.
    pub(in crate::ops) day: NaiveDate,
}

impl Occasion<'_> {
    /// Gives an offer, whose name is the reason of the discount.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the offer is not for the item;
    /// [`Error::Conflict`] if it is not given then, or is of another currency.
    pub(in crate::ops) fn give(&self, offer: &OfferDiscount) -> Result<GivenDiscount> {
        if !offer.is_for(self.item) {
            let detail = "This offer is for something else than what is sold.";
            return Err(Error::invalid(self.pointer, "other_item", detail));
        }
        let early = offer.valid_from.is_some_and(|first| self.day < first);
        let late = offer.valid_until.is_some_and(|last| self.day > last);
        if !offer.is_active.0 || early || late {
            let detail = "This offer is not given on that day.";
            return Err(Error::conflict("offer_not_given", detail));
        }
        if offer.discount_type == DiscountType::Fixed && offer.currency != self.currency {
            let detail = "The offer is in another currency than the sale.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        let (reason, offer_id) = (offer.name.clone(), Some(offer.id));
        Ok(GivenDiscount { discount: offer.discount()?, reason, offer_id })
    }
}
