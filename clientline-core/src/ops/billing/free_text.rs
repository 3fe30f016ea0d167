//! Lines in words: fees, and what is in no list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{draft::NewItem, invoice_items::AddInvoiceItem, line_taxes::taxes_named};
use crate::{
    engine::{
        Env, View,
        reading::{referred, require},
    },
    error::{Error, Result},
    model::{Invoice, ItemType, Tax},
    ops::catalogue::items::Item,
    value::{Currency, IdList, Name, UnitPrice},
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
    /// The taxes on it, in the order in which they are charged.
    #[serde(default)]
    pub tax_ids: IdList<Tax>,
}

impl FreeText {
    /// Returns it as an item that can stand on a line.
    pub(super) fn item(&self, price: UnitPrice, currency: Currency) -> Item {
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

impl AddInvoiceItem {
    /// Makes the line that bills something in words.
    pub(super) async fn in_words(
        &self,
        env: &Env,
        view: &mut View<'_>,
        invoice: &Invoice,
        text: &FreeText,
    ) -> Result<NewItem> {
        let Self { sale_id, service_id, product_id, package_id, .. } = self;
        let is_alone = sale_id.is_none()
            && service_id.is_none()
            && product_id.is_none()
            && package_id.is_none();
        if !is_alone {
            let detail = "What is billed in words is no sale, and in no list.";
            return Err(Error::invalid("/free_text", "exactly_one", detail));
        }
        let Some(unit_price) = self.unit_price else {
            return Err(Error::invalid("/unit_price", "required", "Say what one of it costs."));
        };
        taxes_named(view, "/free_text/tax_ids", text.tax_ids.as_slice()).await?;
        let provider = self.provider_id.map(|id| referred("/provider_id", id));
        let (center, _) = view.read((require(invoice.center_id), provider)).await?;
        Ok(NewItem {
            sale: None,
            item: text.item(unit_price, invoice.currency),
            provider_id: self.provider_id,
            quantity: self.item_quantity.unwrap_or_default(),
            unit_price,
            price_mode: None,
            discount: self.discount,
            performed_on: Some(center.time_zone.local(env.now()).date()),
            fee_for: None,
        })
    }
}
