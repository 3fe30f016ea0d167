//! Offers: making them, and giving them.

use super::{
    goods::{check_period, percent_of},
    resource::{Making, Readable, Resource},
};
use crate::{
    error::{Error, Result},
    model::{DiscountType, NewOfferDiscount, OfferDiscount, OfferItemType, Permission},
    value::Discount,
};

impl Readable for OfferDiscount {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["service_id", "product_id", "package_id"];
}

impl Resource for OfferDiscount {
    const WRITES: Permission = Permission::WriteCatalogue;

    async fn make(new: NewOfferDiscount, making: &mut Making<'_, '_>) -> Result<Self> {
        let currency = making.currency(new.currency).await?;
        Ok(Self::from_new(making.env.new_id(), new, currency))
    }

    async fn settle(&self, _before: Option<&Self>, _making: &mut Making<'_, '_>) -> Result<()> {
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

    /// Returns what the offer takes off the price of a sale.
    pub(super) fn discount(&self) -> Result<Discount> {
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
