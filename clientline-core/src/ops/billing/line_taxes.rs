//! The taxes of a line, as they are on the day of performance, and to whoever buys.

use chrono::NaiveDate;

use crate::{
    engine::{View, reading::require_all},
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{Center, ItemTax, ItemTaxes, Service, Tax, TaxCategory, TaxExemption},
    value::{Id, TaxRate},
};

/// Asks for taxes.
pub(super) fn taxes_by(ids: &[Id<Tax>]) -> Query<Tax> {
    Query::limit(200).ids(ids)
}

/// Returns taxes that a request names, all of which must be there.
///
/// # Errors
///
/// [`Error::Invalid`] `not_found` naming the first one that is not.
pub(super) async fn taxes_named(
    view: &mut View<'_>,
    pointer: &str,
    ids: &[Id<Tax>],
) -> Result<Vec<Stored<Tax>>> {
    let asked = (!ids.is_empty()).then(|| taxes_by(ids));
    let found = view.read(asked).await?.unwrap_or_default();
    match ids.iter().position(|id| !found.iter().any(|tax| tax.id == *id)) {
        Some(at) => Err(Error::missing_reference(&format!("{pointer}/{at}"), Tax::NAME)),
        None => Ok(found),
    }
}

/// Returns the taxes that all sessions of a package bear: then it is known which are due when
/// it is sold (a single-purpose voucher). If they bear others, none is before they are taken.
pub(super) async fn taxes_of_sessions(
    view: &mut View<'_>,
    of: &[Id<Service>],
) -> Result<Vec<Id<Tax>>> {
    let services = view.read(require_all(of.iter().copied())).await?;
    let mut all = services.iter().map(|service| service.tax_ids.as_slice());
    let first = all.next().unwrap_or_default();
    Ok(if all.all(|other| other == first) { first.to_vec() } else { Vec::new() })
}

/// Where, when and to whom something is taxed: at the center that bills, on the day of performance.
#[derive(Clone, Copy)]
pub(super) struct Taxed<'a> {
    pub(super) center: Id<Center>,
    /// Rates are as they are first, if none is known.
    pub(super) day: Option<NaiveDate>,
    pub(super) exemption: Option<&'a TaxExemption>,
}

/// Returns taxes as they are at a center on a day, in their order, and as the buyer is taxed. One that was retired since is charged all the same: what bears it says so.
pub(super) fn taxes_of(
    view: &mut View<'_>,
    ids: &[Id<Tax>],
    found: &[Stored<Tax>],
    taxed: Taxed<'_>,
) -> ItemTaxes {
    let mut taxes = Vec::with_capacity(ids.len());
    for tax in ids.iter().filter_map(|id| found.iter().find(|tax| tax.id == *id)) {
        view.rely_on(tax);
        let mut charged = ItemTax {
            id: tax.id,
            code: tax.code.clone(),
            name: tax.name.clone(),
            rate: tax.rate,
            compound: tax.compound,
            category: None,
            exemption_reason: None,
            exemption_code: None,
            base: None,
            amount: None,
        };
        charge(&mut charged, tax, taxed);
        taxes.push(charged);
    }
    ItemTaxes(taxes)
}

/// Charges a tax as it is at a center on a day; a standard one at a rate of zero, if the buyer is
/// exempt from it, or owes it (reverse charge).
pub(super) fn charge(charged: &mut ItemTax, tax: &Tax, taxed: Taxed<'_>) {
    let rate = taxed.day.map_or(tax.rate, |day| tax.rate_on(day, Some(taxed.center)));
    let category = tax.category_at(rate);
    if let Some(exemption) = taxed.exemption.filter(|_| category == TaxCategory::Standard) {
        charged.rate = TaxRate::default();
        charged.category = Some(exemption.category);
        charged.exemption_reason.clone_from(&exemption.reason);
        charged.exemption_code.clone_from(&exemption.code);
        return;
    }
    let says_why = category.needs_reason();
    charged.rate = rate;
    charged.category = Some(category);
    charged.exemption_reason = tax.exemption_reason.clone().filter(|_| says_why);
    charged.exemption_code = tax.exemption_code.clone().filter(|_| says_why);
}
