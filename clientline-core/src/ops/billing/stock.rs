//! The stock of products: it moves when an invoice is issued, and back when that is voided or
//! credited.

use std::collections::BTreeMap;

use crate::{
    engine::reading::{RequiredAll, require_all},
    entity::Stored,
    error::{Error, Result},
    model::{InvoiceItem, Product, StockPolicy},
    row::ChangeSet,
    value::{Id, Quantity, Stock},
};

/// The products on some lines, and how many of each are left.
pub(super) struct Shelf {
    products: Vec<Stored<Product>>,
    left: BTreeMap<Id<Product>, u32>,
}

impl Shelf {
    /// Asks for the products on some lines, and relies on them.
    pub(super) fn of(items: &[Stored<InvoiceItem>]) -> RequiredAll<Product> {
        let mut ids: Vec<Id<Product>> = items.iter().filter_map(|item| item.product_id).collect();
        ids.sort_unstable();
        ids.dedup();
        require_all(ids)
    }

    /// Takes up the products as they were found.
    pub(super) fn with(products: Vec<Stored<Product>>) -> Self {
        let left = products.iter().map(|product| (product.id, product.stock.get())).collect();
        Self { products, left }
    }

    /// Takes what a line needs, and returns how many that were: fewer than it needs, if there
    /// are not as many and the product is sold all the same.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `out_of_stock` if the product is not.
    pub(super) fn take(&mut self, item: &InvoiceItem) -> Result<Stock> {
        let Some(id) = item.product_id else { return Ok(Stock::default()) };
        let found = self.products.iter().find(|product| product.id == id);
        let (Some(product), Some(left)) = (found, self.left.get_mut(&id)) else {
            return Ok(Stock::default());
        };
        let needed = units(item.item_quantity);
        if needed > u64::from(*left) && product.stock_policy == StockPolicy::Required {
            let detail = format!("Of {}, {left} are left.", product.name.as_str());
            return Err(Error::conflict("out_of_stock", detail));
        }
        let taken = u32::try_from(needed).unwrap_or(u32::MAX).min(*left);
        *left -= taken;
        Stock::new(taken.into()).map_err(|error| Error::value("", &error))
    }

    /// Puts back so many units that a line took.
    pub(super) fn put_back(&mut self, item: &InvoiceItem, units: Stock) {
        if let Some(left) = item.product_id.and_then(|id| self.left.get_mut(&id)) {
            *left = left.saturating_add(units.get()).min(Stock::MAX.get());
        }
    }

    /// Saves how many are left.
    pub(super) fn save(&self, changes: &mut ChangeSet) -> Result<()> {
        for product in &self.products {
            let left = self.left.get(&product.id).copied().unwrap_or_default();
            let left = Stock::new(left.into()).map_err(|error| Error::value("", &error))?;
            changes.update(product, |product| product.stock = left);
        }
        Ok(())
    }
}

/// The whole units that a quantity needs: a part of one is taken from a whole one.
pub(super) fn units(quantity: Quantity) -> u64 {
    quantity.scaled().unsigned_abs().div_ceil(10_000)
}
