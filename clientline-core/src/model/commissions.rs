//! Commissions: by which rules providers earn on what they sold, and what they earned.

use chrono::NaiveDate;

use super::{
    Center, CommissionType, Invoice, InvoiceItem, Package, Product, Provider, Service,
    row_policy::row_policy,
};
use crate::{
    entity::{entity, word_enum},
    value::{Amount, Currency, Id, Money},
};

entity! {
    /// A rule of commission: who earns how much on what. Of all that fit, one that names what
    /// was sold wins, then one that names the provider, then the latest.
    CommissionRule in "commission_rule", from NewCommissionRule, by CommissionRulePatch {
        required {
            /// How the commission is reckoned.
            commission_type: CommissionType,
            /// How much: in percent of what was sold, without tax and after discounts; or a sum
            /// for each one sold, in the currency of the invoice.
            value: Amount,
            /// The first local day of what is given by it: of services that on which they were
            /// performed, of the rest that of the invoice.
            #[schemars(extend("examples" = ["2020-01-01"]))]
            valid_from: NaiveDate,
        }
        optional {
            /// Only this provider; all, if absent.
            provider_id: Option<Id<Provider>>,
            /// Only this service.
            service_id: Option<Id<Service>>,
            /// Only this product.
            product_id: Option<Id<Product>>,
            /// Only this package.
            package_id: Option<Id<Package>>,
        }
    }
}

row_policy! { CommissionRule, staff: DECIDING, client: NOTHING }

word_enum! {
    /// Why a commission was written.
    CommissionReason {
        /// The invoice was paid.
        Earned = "earned",
        /// It is paid no more.
        TakenBack = "taken_back",
        /// Some of the line was credited.
        Credited = "credited",
    }
}

entity! {
    /// What a provider earned by a line of an invoice, or lost of it again. It never changes: what
    /// is earned by a line is the sum of its rows.
    Commission in "commission" {
        /// Who earned it.
        provider_id: Id<Provider>,
        /// The center that billed.
        center_id: Id<Center>,
        /// The invoice.
        invoice_id: Id<Invoice>,
        /// The line.
        invoice_item_id: Id<InvoiceItem>,
        /// Its place among the rows of the line, counted from 1.
        step: i32,
        /// Why it was written.
        reason: CommissionReason,
        /// How it is reckoned.
        commission_type: CommissionType,
        /// The rate in percent, or the sum for each one sold.
        rate: Amount,
        /// What it is reckoned on, without tax; below zero, if it is lost.
        base: Money,
        /// How much was earned; below zero, lost.
        amount: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The business day on which it was earned, or lost.
        commission_date: NaiveDate,
    }
    unique commission_step_taken (invoice_item_id, step);
    part of invoice_id;
}

row_policy! { Commission, staff: DECIDING, client: NOTHING }
