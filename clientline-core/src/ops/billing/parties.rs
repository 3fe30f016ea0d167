//! Who sells, who buys and who pays: how the buyer is taxed, and what the invoice keeps of them from issue
//! on.

use chrono::{Days, NaiveDate};

use crate::{
    engine::reading::{Answers, Reading, peek},
    error::{Error, Result},
    model::{Center, Guest, Invoice, Party, TaxCategory, TaxExemption, TaxTreatment},
    row::Read,
    value::{ExemptionCode, ExemptionReason, Id, Notes, TimeZone},
};

/// The sentence on an invoice to a buyer who owes the tax (Directive 2006/112/EC, article 226,
/// 11a), and its code of VATEX.
const REVERSE_CHARGE: (&str, &str) = ("Reverse charge", "VATEX-EU-AE");

/// Returns why a guest is charged none of the standard taxes by a center, if that is so.
pub(super) fn exemption_of(guest: &Guest, center: &Center) -> Option<TaxExemption> {
    match guest.tax_treatment {
        TaxTreatment::Standard => None,
        TaxTreatment::Exempt => Some(TaxExemption {
            category: TaxCategory::Exempt,
            reason: guest.exemption_reason.clone(),
            code: None,
            certificate: guest.exemption_certificate.clone(),
            vat_number: None,
        }),
        TaxTreatment::ReverseCharge => {
            let (sentence, code) = REVERSE_CHARGE;
            let own = center.reverse_charge_reason.clone();
            Some(TaxExemption {
                category: TaxCategory::ReverseCharge,
                reason: own.or_else(|| ExemptionReason::parse(sentence).ok()),
                code: ExemptionCode::parse(code).ok(),
                certificate: None,
                vat_number: guest.vat_number.clone(),
            })
        }
    }
}

/// Whoever buys of whom.
pub(super) struct Buying {
    pub(super) guest: Id<Guest>,
    pub(super) center: Id<Center>,
}

/// What of the two decides how a line is taxed.
pub(super) struct BuyerTerms {
    pub(super) exemption: Option<TaxExemption>,
    /// The zone by which the day of performance is told.
    pub(super) time_zone: TimeZone,
}

/// It is none if one of the two is not there, and neither is relied on: it is decided again at
/// issue.
impl Reading for Buying {
    type Found = Option<BuyerTerms>;

    fn ask(&self, reads: &mut Vec<Read>) {
        peek(self.guest).ask(reads);
        peek(self.center).ask(reads);
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        let (guest, center) = (peek(self.guest).take(answers)?, peek(self.center).take(answers)?);
        Ok(guest.zip(center).map(|(guest, center)| BuyerTerms {
            exemption: exemption_of(&guest, &center),
            time_zone: center.time_zone.clone(),
        }))
    }
}

/// What an invoice keeps from issue on: who sells, who buys, who pays, and when it is due.
pub(super) struct Parties {
    bill_to: Notes,
    seller: Party,
    buyer: Party,
    payer: Option<Party>,
    due_on: Option<NaiveDate>,
}

impl Parties {
    /// Takes down the parties of an invoice that is issued on a day.
    pub(super) fn of(
        center: &Center,
        guest: &Guest,
        payer: Option<&Guest>,
        day: NaiveDate,
    ) -> Result<Self> {
        let bill_to = full_name(guest)?;
        let days = center.payment_days.map(|days| Days::new(days.get().into()));
        Ok(Self {
            seller: seller(center)?,
            buyer: buyer(guest, bill_to.clone()),
            payer: payer
                .map(|payer| full_name(payer).map(|name| buyer(payer, name)))
                .transpose()?,
            due_on: days.and_then(|days| day.checked_add_days(days)),
            bill_to,
        })
    }

    /// Writes them onto the invoice.
    pub(super) fn keep_on(self, invoice: &mut Invoice) {
        invoice.bill_to = Some(self.bill_to);
        invoice.seller = Some(Box::new(self.seller));
        invoice.buyer = Some(Box::new(self.buyer));
        invoice.payer = self.payer.map(Box::new);
        invoice.due_on = self.due_on;
    }
}

fn full_name(guest: &Guest) -> Result<Notes> {
    Notes::parse(&format!("{} {}", guest.first_name, guest.last_name))
        .map_err(|error| Error::value("/guest_id", &error))
}

fn seller(center: &Center) -> Result<Party> {
    let name = center.legal_name.as_ref().or(center.display_name.as_ref()).unwrap_or(&center.name);
    let name = Notes::parse(name).map_err(|error| Error::value("/center_id", &error))?;
    Ok(Party {
        name,
        company: None,
        address: center.address.clone(),
        postal_code: center.postal_code.clone(),
        city: center.city.clone(),
        state: center.state.clone(),
        country: center.country.clone(),
        tax_number: center.tax_number.clone(),
        vat_number: center.vat_number.clone(),
    })
}

fn buyer(guest: &Guest, name: Notes) -> Party {
    Party {
        name,
        company: guest.company.clone(),
        address: guest.address.clone(),
        postal_code: guest.postal_code.clone(),
        city: guest.city.clone(),
        state: guest.state.clone(),
        country: guest.country.clone(),
        tax_number: None,
        vat_number: guest.vat_number.clone(),
    }
}
