//! Lines in words: fees, and what is in no list.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{draft::NewItem, line_edit::performed_on, line_taxes::taxes_named};
use crate::{
    engine::{
        Env, View,
        reading::{referred, require},
    },
    error::{Error, Result},
    model::{GivenDiscount, Invoice, ItemType, Provider, Tax},
    ops::catalogue::items::Item,
    value::{Currency, Id, IdList, Name, Percent, Quantity, UnitPrice},
};

/// What a line bills in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FreeText {
    /// What it is, as the invoice says it.
    pub name: Name,
    /// Whether it is a fee.
    #[serde(default)]
    pub is_fee: bool,
    /// What it charges in percent of the other lines, instead of a price: of what they come to
    /// after their own discounts, but for gift cards and what packages paid. It follows them while
    /// the invoice is a draft.
    #[serde(default)]
    pub percent: Option<Percent>,
    /// The taxes on it, in the order in which they are charged.
    #[serde(default)]
    pub tax_ids: IdList<Tax>,
}

/// What a request says of a line beside what it is.
pub(super) struct LineTerms {
    pub(super) unit_price: Option<UnitPrice>,
    pub(super) quantity: Option<Quantity>,
    pub(super) provider_id: Option<Id<Provider>>,
    pub(super) performed_on: Option<NaiveDate>,
    pub(super) discount: Option<GivenDiscount>,
}

impl FreeText {
    /// Makes the line of a draft that bills it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if it has no price, or names what is not there.
    pub(super) async fn line(
        &self,
        env: &Env,
        view: &mut View<'_>,
        invoice: &Invoice,
        terms: LineTerms,
    ) -> Result<NewItem> {
        let unit_price = self.price(&terms)?;
        taxes_named(view, "/free_text/tax_ids", self.tax_ids.as_slice()).await?;
        let provider = terms.provider_id.map(|id| referred("/provider_id", id));
        let (center, _) = view.read((require(invoice.center_id), provider)).await?;
        Ok(NewItem {
            sale: None,
            item: self.item(unit_price, invoice.currency),
            provider_id: terms.provider_id,
            quantity: terms.quantity.unwrap_or_default(),
            unit_price,
            price_mode: None,
            discount: terms.discount,
            performed_on: Some(performed_on(terms.performed_on, center.business_day(env.now()))?),
            fee_for: None,
            deposit_id: None,
            charge: self.percent,
        })
    }

    /// Returns what one of it costs; nothing yet, if that follows the other lines.
    fn price(&self, terms: &LineTerms) -> Result<UnitPrice> {
        match (self.percent, terms.unit_price) {
            (None, Some(price)) => Ok(price),
            (None, None) => {
                Err(Error::invalid("/unit_price", "required", "Say what one of it costs."))
            }
            (Some(_), None) if terms.quantity.is_none() => Ok(UnitPrice::default()),
            (Some(_), _) => {
                let detail = "A charge in percent has neither a price nor a quantity of its own.";
                Err(Error::invalid("/free_text/percent", "exactly_one", detail))
            }
        }
    }

    /// Returns it as an item that can stand on a line.
    fn item(&self, price: UnitPrice, currency: Currency) -> Item {
        Item {
            kind: if self.is_fee { ItemType::Fee } else { ItemType::FreeText },
            named: None,
            code: None,
            name: self.name.clone(),
            price,
            currency,
            taxes: self.tax_ids.as_slice().to_vec(),
            sessions_of: Vec::new(),
            category_id: None,
            business_unit_id: None,
        }
    }
}
