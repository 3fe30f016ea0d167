//! What an explanation says, against the totals that it explains.

use proptest::prelude::*;

use super::worlds::invoice;
use crate::{
    billing::{InvoiceInput, Share, explain, total},
    value::Money,
};

/// A fraction as an explanation writes it.
fn fraction(text: &str) -> (i128, i128) {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    (over.parse().unwrap(), under.parse().unwrap())
}

/// Twice a fraction and twice a whole number are no further apart than once its denominator, and
/// a half is rounded up.
fn is_rounded(exact: &str, amount: Money) -> bool {
    let (over, under) = fraction(exact);
    let twice_off = 2 * i128::from(amount.minor()) * under - 2 * over;
    -under < twice_off && twice_off <= under
}

/// The parts sum to the amount, each is its exact part cut, or one unit more where it says so.
fn are_shared(parts: &[&Share], amount: Money) -> bool {
    let sum: i64 = parts.iter().map(|part| part.amount.minor()).sum();
    let is_cut = |part: &&Share| {
        let (over, under) = fraction(&part.exact);
        i128::from(part.amount.minor()) == over / under + i128::from(part.has_odd_unit)
    };
    sum == amount.minor() && parts.iter().all(is_cut)
}

proptest! {
    /// Each amount is its exact one, rounded half away from zero; each part is its exact part, cut
    /// or with the odd unit; and all of them are what the totals say.
    #[test]
    fn an_explanation_leads_to_the_totals(invoice in invoice()) {
        let invoice: InvoiceInput = invoice;
        let (totals, explained) = (total(&invoice).unwrap(), explain(&invoice).unwrap());
        for (line, said) in totals.lines.iter().zip(&explained.lines) {
            prop_assert_eq!((said.gross.amount, said.discount.amount), (line.gross, line.discount));
            prop_assert_eq!((said.net, said.tax), (line.net, line.tax));
            prop_assert!(is_rounded(&said.gross.exact, line.gross), "{said:?}");
            prop_assert!(is_rounded(&said.discount.exact, line.discount), "{said:?}");
            let amounts: Vec<Money> =
                said.invoice_discounts.iter().map(|part| part.amount).collect();
            prop_assert_eq!(&amounts, &line.allocated_discounts);
            let taxes: Vec<Money> = said.taxes.iter().map(|part| part.share.amount).collect();
            let stored: Vec<Money> = line.taxes.iter().map(|tax| tax.amount).collect();
            prop_assert_eq!(taxes, stored);
        }
        for (number, discount) in explained.discounts.iter().enumerate() {
            let parts: Vec<&Share> =
                explained.lines.iter().map(|line| &line.invoice_discounts[number]).collect();
            prop_assert!(is_rounded(&discount.amount.exact, discount.amount.amount));
            prop_assert!(are_shared(&parts, discount.amount.amount), "{parts:?}");
        }
        prop_assert_eq!(explained.taxes.len(), totals.taxes.len());
        for (number, tax) in explained.taxes.iter().enumerate() {
            prop_assert_eq!((&tax.id, tax.amount.amount), (&totals.taxes[number].id, totals.taxes[number].amount));
            prop_assert!(is_rounded(&tax.amount.exact, tax.amount.amount), "{tax:?}");
            let of_lines = explained.lines.iter().flat_map(|line| &line.taxes);
            let parts = of_lines.filter(|part| part.tax == number).map(|part| &part.share);
            let sum: i64 = parts.map(|part| part.amount.minor()).sum();
            prop_assert_eq!(sum, tax.amount.amount.minor());
        }
    }
}
