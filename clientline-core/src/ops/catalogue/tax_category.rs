//! What the category of a tax asks of its rates, and of what it says.

use crate::{
    error::{Error, Result},
    model::{Tax, TaxCategory},
};

impl Tax {
    /// Checks that a tax has a rate above zero if, and only if, it is standard, and that it says
    /// why it is not charged if invoices have to.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `tax_category_rate` at the rate, and `missing_exemption_reason`.
    pub(super) fn check_category(&self) -> Result<()> {
        let Some(category) = self.category else { return Ok(()) };
        let refused = |pointer: &str| {
            let detail = match category {
                TaxCategory::Standard => "A standard tax (S) has a rate above zero.",
                _ => "Only a standard tax (S) has a rate above zero.",
            };
            Err(Error::invalid(pointer, "tax_category_rate", detail))
        };
        if !category.takes(self.rate) {
            return refused("/rate");
        }
        if let Some(at) = self.rates.0.iter().position(|dated| !category.takes(dated.rate)) {
            return refused(&format!("/rates/{at}/rate"));
        }
        let says_why = self.exemption_reason.is_some() || self.exemption_code.is_some();
        if category.needs_reason() && !says_why {
            let detail = "Say why a tax of this category is not charged: as a sentence, or by its \
                          code of VATEX in exemption_code.";
            return Err(Error::invalid("/exemption_reason", "missing_exemption_reason", detail));
        }
        Ok(())
    }
}
