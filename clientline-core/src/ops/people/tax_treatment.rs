//! What has to be known of a guest who is not charged the standard taxes.

use crate::{
    error::{Error, Result},
    model::{Guest, TaxTreatment},
};

impl Guest {
    /// Checks that there is what an invoice to the guest has to say.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `missing_field` at what is not there: of an exempt guest the reason or
    /// the certificate, and of one who owes the tax the VAT number.
    pub(super) fn check_tax_treatment(&self) -> Result<()> {
        let missing =
            |pointer: &str, detail: &str| Err(Error::invalid(pointer, "missing_field", detail));
        match self.tax_treatment {
            TaxTreatment::Exempt if self.exemption_reason.is_none() => {
                missing("/exemption_reason", "Say why the guest is exempt: invoices say it.")
            }
            TaxTreatment::Exempt if self.exemption_certificate.is_none() => missing(
                "/exemption_certificate",
                "Say the number of the certificate by which the guest is exempt.",
            ),
            TaxTreatment::ReverseCharge if self.vat_number.is_none() => missing(
                "/vat_number",
                "Say the VAT number of a guest who owes the tax: invoices say it.",
            ),
            TaxTreatment::Standard | TaxTreatment::Exempt | TaxTreatment::ReverseCharge => Ok(()),
        }
    }
}
