//! The settlement of an issued invoice: what is due, its status, and change.
//!
//! All of it follows from facts that are recorded elsewhere (I10 and I12 of
//! the design of billing); nobody sets a status.

use crate::{
    model::InvoiceStatus,
    value::{Money, MoneyError},
};

use super::error::BillingError;

/// The last step in its life that an invoice was taken to by somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvoiceStage {
    /// It is being put together.
    Draft,
    /// It was issued, and has its number.
    Issued,
    /// It was issued and taken back, before anything was paid or credited.
    Void,
    /// It was issued, and nobody expects to be paid.
    WrittenOff,
}

/// The balance of an invoice: what is payable, credited and paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Balance {
    /// The amount payable.
    pub payable: Money,
    /// The amount credited by credit notes.
    pub credited: Money,
    /// Completed payments less completed refunds.
    pub paid: Money,
}

impl Balance {
    /// Returns what is still to be paid, at least 0.
    ///
    /// # Errors
    /// [`MoneyError`] when the three amounts do not add up.
    pub fn due(&self) -> Result<Money, MoneyError> {
        let open = self.open()?;
        Ok(Money::from_minor(open.minor().max(0), open.currency()))
    }

    /// Returns what was paid or credited beyond what the invoice asks for, at
    /// least 0; it becomes the guest's credit.
    ///
    /// # Errors
    /// [`MoneyError`] when the three amounts do not add up.
    pub fn excess(&self) -> Result<Money, MoneyError> {
        let beyond = self.open()?.checked_neg()?;
        Ok(Money::from_minor(beyond.minor().max(0), beyond.currency()))
    }

    /// Returns the status of an invoice at `stage` with this balance (I12).
    ///
    /// An issued invoice is paid when nothing is due, and issued again when a
    /// payment is reversed; one over nothing is paid from the start.
    ///
    /// # Errors
    /// [`MoneyError`] when the three amounts do not add up.
    pub fn status(&self, stage: InvoiceStage) -> Result<InvoiceStatus, MoneyError> {
        let settled = self.due()?.minor() == 0;
        Ok(match stage {
            InvoiceStage::Draft => InvoiceStatus::Draft,
            InvoiceStage::Void => InvoiceStatus::Void,
            InvoiceStage::Issued | InvoiceStage::WrittenOff if settled => InvoiceStatus::Paid,
            InvoiceStage::Issued => InvoiceStatus::Issued,
            InvoiceStage::WrittenOff => InvoiceStatus::Uncollectible,
        })
    }

    /// Returns whether nothing was paid and nothing credited, as an invoice
    /// must be to be voided.
    #[must_use]
    pub const fn is_untouched(&self) -> bool {
        self.credited.minor() == 0 && self.paid.minor() == 0
    }

    fn open(&self) -> Result<Money, MoneyError> {
        self.payable.checked_sub(self.credited)?.checked_sub(self.paid)
    }
}

/// How the money of one payment is used: `tendered = applied + tip + change`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tender {
    /// The part that pays the invoice.
    pub applied: Money,
    /// The tip; no part of any total (step 11).
    pub tip: Money,
    /// The change.
    pub change: Money,
}

impl Tender {
    /// Divides cash that was handed over: the tip first, then what is due, and
    /// the rest is change. Less than is due is a part payment.
    ///
    /// ```
    /// use clientline_core::{billing::Tender, value::Money};
    ///
    /// let euro = "EUR".parse()?;
    /// let money = |minor| Money::from_minor(minor, euro);
    /// let tender = Tender::in_cash(money(5_000), money(300), money(4_250))?;
    /// assert_eq!(tender.applied, money(4_250));
    /// assert_eq!(tender.change, money(450));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`BillingError::NegativePayment`] when an amount is below 0,
    /// [`BillingError::TipAboveTendered`], and [`BillingError::Money`] when the
    /// amounts are of different currencies.
    pub fn in_cash(tendered: Money, tip: Money, due: Money) -> Result<Self, BillingError> {
        let Self { applied: offered, .. } = Self::by_transfer(tendered, tip)?;
        if due.minor() < 0 {
            return Err(BillingError::NegativePayment);
        }
        let over = offered.checked_sub(due)?;
        let change = Money::from_minor(over.minor().max(0), over.currency());
        Ok(Self { applied: offered.checked_sub(change)?, tip, change })
    }

    /// Divides money that came by other means than cash: all but the tip goes
    /// to the invoice, and no change is given.
    ///
    /// # Errors
    /// As [`in_cash`](Self::in_cash).
    pub fn by_transfer(tendered: Money, tip: Money) -> Result<Self, BillingError> {
        if tendered.minor() < 0 || tip.minor() < 0 {
            return Err(BillingError::NegativePayment);
        }
        let applied = tendered.checked_sub(tip)?;
        if applied.minor() < 0 {
            return Err(BillingError::TipAboveTendered { tendered });
        }
        Ok(Self { applied, tip, change: Money::zero(tendered.currency()) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn euro(minor: i64) -> Money {
        Money::from_minor(minor, "EUR".parse().unwrap())
    }

    fn balance(payable: i64, credited: i64, paid: i64) -> Balance {
        Balance { payable: euro(payable), credited: euro(credited), paid: euro(paid) }
    }

    #[test]
    fn an_issued_invoice_is_paid_when_nothing_is_due() {
        let status = |payable, credited, paid| {
            balance(payable, credited, paid).status(InvoiceStage::Issued).unwrap()
        };
        assert_eq!(status(100, 0, 99), InvoiceStatus::Issued);
        assert_eq!(status(100, 0, 100), InvoiceStatus::Paid);
        assert_eq!(status(100, 40, 60), InvoiceStatus::Paid);
        assert_eq!(status(100, 100, 0), InvoiceStatus::Paid);
        assert_eq!(status(0, 0, 0), InvoiceStatus::Paid);
    }

    #[test]
    fn a_paid_invoice_is_issued_again_when_its_payment_is_reversed() {
        let status = |paid| balance(100, 0, paid).status(InvoiceStage::Issued).unwrap();
        assert_eq!((status(100), status(0)), (InvoiceStatus::Paid, InvoiceStatus::Issued));
    }

    #[test]
    fn the_other_stages_do_not_wait_for_money() {
        let status = |stage, paid| balance(100, 0, paid).status(stage).unwrap();
        assert_eq!(status(InvoiceStage::Draft, 100), InvoiceStatus::Draft);
        assert_eq!(status(InvoiceStage::Void, 0), InvoiceStatus::Void);
        assert_eq!(status(InvoiceStage::WrittenOff, 99), InvoiceStatus::Uncollectible);
        assert_eq!(status(InvoiceStage::WrittenOff, 100), InvoiceStatus::Paid);
    }

    #[test]
    fn only_an_untouched_invoice_may_be_voided() {
        assert!(balance(100, 0, 0).is_untouched());
        assert!(!balance(100, 1, 0).is_untouched());
        assert!(!balance(100, 0, 1).is_untouched());
    }

    #[test]
    fn an_overpayment_is_excess_and_not_due() {
        let over = balance(100, 20, 90);
        assert_eq!((over.due(), over.excess()), (Ok(euro(0)), Ok(euro(10))));
        let under = balance(100, 20, 70);
        assert_eq!((under.due(), under.excess()), (Ok(euro(10)), Ok(euro(0))));
    }

    #[test]
    fn balances_that_do_not_add_up_are_errors() {
        assert_eq!(balance(i64::MIN, 1, 0).due(), Err(MoneyError::Overflow));
        let dollars = Money::from_minor(1, "USD".parse().unwrap());
        let mixed = Balance { paid: dollars, ..balance(1, 0, 0) };
        assert!(matches!(mixed.due(), Err(MoneyError::CurrencyMismatch { .. })));
    }

    #[test]
    fn a_tip_comes_out_of_what_was_handed_over() {
        assert_eq!(
            Tender::in_cash(euro(100), euro(101), euro(50)),
            Err(BillingError::TipAboveTendered { tendered: euro(100) })
        );
        for (tendered, tip, due) in [(-1, 0, 0), (1, -1, 0), (1, 0, -1)] {
            let tender = Tender::in_cash(euro(tendered), euro(tip), euro(due));
            assert_eq!(tender, Err(BillingError::NegativePayment));
        }
        let card = Tender::by_transfer(euro(100), euro(10)).unwrap();
        assert_eq!((card.applied, card.change), (euro(90), euro(0)));
    }

    proptest! {
        #[test]
        fn cash_is_divided_without_a_rest(one in 0..i64::MAX, other in 0..i64::MAX, due in 0..i64::MAX) {
            let (tip, tendered) = (one.min(other), one.max(other));
            let tender = Tender::in_cash(euro(tendered), euro(tip), euro(due)).unwrap();
            let used = tender.applied.checked_add(tender.tip).unwrap().checked_add(tender.change);
            prop_assert_eq!(used, Ok(euro(tendered)));
            prop_assert_eq!(tender.applied.minor(), due.min(tendered - tip));
            prop_assert!(tender.change.minor() == 0 || tender.applied == euro(due));
        }

        #[test]
        fn due_and_excess_are_two_sides_of_one_balance(payable in 0_i64..1 << 40, credited in 0_i64..1 << 40, paid in 0_i64..1 << 40) {
            let balance = balance(payable, credited, paid);
            let (due, excess) = (balance.due().unwrap().minor(), balance.excess().unwrap().minor());
            prop_assert!(due >= 0 && excess >= 0 && (due == 0 || excess == 0));
            prop_assert_eq!(due - excess, payable - credited - paid);
        }
    }
}
