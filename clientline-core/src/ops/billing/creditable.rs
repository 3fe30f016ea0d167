//! What of an issued invoice can still be credited, line by line.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    deductions::drawn_of,
    draft::{Draft, items_of},
    guest_packages::packages_of,
    line_amounts::wrong,
    settlement::too_large,
};
use crate::{
    billing::{IssuedLine, LineAmounts},
    engine::{
        Env, Operation, Plan, View,
        reading::{Required, require},
        shown_whole,
    },
    entity::{Query, Stored},
    error::Result,
    model::{
        Appointment, CreditNoteItem, GuestPackage, Invoice, InvoiceItem, InvoiceStatus, Permission,
        Sale,
    },
    row::Select,
    value::{Currency, Id, Money, Name, Quantity},
};

/// Reads what of an issued invoice can still be credited.
#[derive(Clone, Copy, Debug)]
pub struct GetCreditable(pub Id<Invoice>);

/// What of an invoice can still be credited.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Creditable {
    /// The invoice.
    pub invoice_id: Id<Invoice>,
    /// What it came to.
    pub total: Money,
    /// What credit notes took off it.
    pub credited: Money,
    /// What is left: 0 while it is a draft, and once it is void.
    pub left: Money,
    /// The currency of the amounts.
    pub currency: Currency,
    /// Each line, in order.
    pub lines: Vec<CreditableLine>,
}

/// What of a line can still be credited.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CreditableLine {
    /// The line.
    pub invoice_item_id: Id<InvoiceItem>,
    /// The name of the item.
    pub item_name: Name,
    /// How many were billed.
    pub quantity: Quantity,
    /// How much of its price is left, as the invoice reads prices: without tax, or with it.
    pub amount: Money,
    /// What is left, without tax.
    pub net: Money,
    /// The tax on what is left.
    pub tax: Money,
    /// What is left, with tax.
    pub total: Money,
    /// Whether it was billed for an appointment that was cancelled or missed.
    pub not_performed: bool,
}

shown_whole!(Creditable);

impl Operation for GetCreditable {
    type Answer = Creditable;
    const NAME: &'static str = "invoice_creditable";
    const NEEDS: Permission = Permission::ReadInvoices;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let issued = Issued::require(view, require(self.0)).await?;
        let lost = issued.not_performed(view).await?;
        let invoice = &issued.invoice;
        let stands = issued.stands();
        let lines: Result<Vec<CreditableLine>> = issued
            .items
            .iter()
            .zip(&issued.lines)
            .map(|(item, line)| {
                let zero = Money::zero(invoice.currency);
                let amount = if stands { issued.left_of(item, line)? } else { zero };
                let rest = line.credit(amount).map_err(|error| wrong(&error))?;
                let tax = rest.tax().map_err(|error| wrong(&error))?;
                Ok(CreditableLine {
                    invoice_item_id: item.id,
                    item_name: item.item_name.clone(),
                    quantity: item.item_quantity,
                    amount,
                    net: rest.net,
                    tax,
                    total: rest.net.checked_add(tax).map_err(too_large)?,
                    not_performed: item.sale_id.is_some_and(|sale| lost.contains(&sale)),
                })
            })
            .collect();
        let left = if stands {
            let left = invoice.total.checked_sub(invoice.credited);
            left.and_then(|left| left.checked_sub(invoice.drawn)).map_err(too_large)?
        } else {
            Money::zero(invoice.currency)
        };
        let answer = Creditable {
            invoice_id: invoice.id,
            total: invoice.total,
            credited: invoice.credited,
            left,
            currency: invoice.currency,
            lines: lines?,
        };
        Ok(Plan::read(env, answer))
    }
}

/// An invoice with its lines, and what was credited of each.
pub(super) struct Issued {
    pub(super) invoice: Stored<Invoice>,
    pub(super) items: Vec<Stored<InvoiceItem>>,
    /// Each line's amounts, in the order of the items.
    pub(super) lines: Vec<IssuedLine>,
    /// How many of each line were credited, in ten-thousandths.
    pub(super) quantities: Vec<i64>,
    /// How many units of each line returned to stock.
    pub(super) returned: Vec<u32>,
    /// The packages that it sold.
    pub(super) packages: Vec<Stored<GuestPackage>>,
}

impl Issued {
    /// Reads an invoice. What was credited of its lines stands as long as the invoice does,
    /// which whoever credits writes.
    pub(super) async fn require(
        view: &mut View<'_>,
        invoice: Required<'_, Invoice>,
    ) -> Result<Self> {
        let id = invoice.id;
        let credited = Query::limit(Select::LIMIT_MAX).eq(CreditNoteItem::invoice_id(), &id);
        let asked = (invoice, items_of(id), credited, packages_of(id));
        let (invoice, items, credited, packages) = view.read(asked).await?;
        Ok(Self { packages, ..Self::of(invoice, items, &credited)? })
    }

    /// Returns how much of the price of a line is left to credit: of a package what it is worth
    /// by now.
    pub(super) fn left_of(&self, item: &InvoiceItem, line: &IssuedLine) -> Result<Money> {
        let left = line.left().map_err(|error| wrong(&error))?;
        let outstanding = self.package_of(item).map(|package| package.outstanding);
        Ok(outstanding.filter(|most| most.minor() < left.minor()).unwrap_or(left))
    }

    /// Returns the package that a line sold.
    pub(super) fn package_of(&self, item: &InvoiceItem) -> Option<&Stored<GuestPackage>> {
        self.packages.iter().find(|package| package.invoice_item_id == item.id)
    }

    fn of(
        invoice: Stored<Invoice>,
        items: Vec<Stored<InvoiceItem>>,
        credited: &[Stored<CreditNoteItem>],
    ) -> Result<Self> {
        let draft = Draft::of(invoice, items);
        let totals = draft.totals()?;
        let (invoice, items) = draft.into_parts();
        let zero = Money::zero(invoice.currency);
        let mut places = HashMap::with_capacity(items.len());
        let mut lines = Vec::with_capacity(items.len());
        for (at, (item, line)) in items.iter().zip(&totals.lines).enumerate() {
            places.insert(item.id, at);
            let taxes: Vec<Money> = line.taxes.iter().map(|tax| tax.amount).collect();
            let credited = LineAmounts { net: zero, taxes: vec![zero; taxes.len()] };
            let whole = LineAmounts { net: line.net, taxes };
            lines.push(IssuedLine { price_mode: invoice.price_mode, whole, credited });
        }
        let (mut quantities, mut returned) = (vec![0; items.len()], vec![0; items.len()]);
        for part in credited {
            let Some(&at) = places.get(&part.invoice_item_id) else { continue };
            let line: &mut IssuedLine = &mut lines[at];
            line.credited.net = line.credited.net.checked_add(part.net).map_err(too_large)?;
            for (sum, tax) in line.credited.taxes.iter_mut().zip(&part.taxes.0) {
                let amount = tax.amount.unwrap_or_default().to_money(invoice.currency);
                *sum = amount.and_then(|amount| sum.checked_add(amount)).map_err(too_large)?;
            }
            quantities[at] += part.quantity.map_or(0, Quantity::scaled);
            returned[at] += part.stock_returned.get();
        }
        // What other invoices deduct of a deposit is not there to be credited.
        if let Some((line, item)) = lines.first_mut().zip(items.first()) {
            line.credited.add(&drawn_of(&invoice, item)?).map_err(|error| wrong(&error))?;
        }
        Ok(Self { invoice, items, lines, quantities, returned, packages: Vec::new() })
    }

    /// Returns whether it may be credited: it was issued, and not withdrawn.
    pub(super) fn stands(&self) -> bool {
        !matches!(self.invoice.status, InvoiceStatus::Draft | InvoiceStatus::Void)
    }

    /// Returns the sales on it whose appointments were cancelled or missed.
    async fn not_performed(&self, view: &mut View<'_>) -> Result<Vec<Id<Sale>>> {
        let sales: Vec<Id<Sale>> = self.items.iter().filter_map(|item| item.sale_id).collect();
        let Some(most) = u32::try_from(sales.len()).ok().filter(|most| *most > 0) else {
            return Ok(Vec::new());
        };
        let sales = view.list(&Query::<Sale>::limit(most).ids(&sales)).await?;
        let of_sales: HashMap<Id<Appointment>, Id<Sale>> = sales
            .iter()
            .filter_map(|sale| sale.appointment_id.map(|appointment| (appointment, sale.id)))
            .collect();
        let ids: Vec<Id<Appointment>> = of_sales.keys().copied().collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let appointments = view.list(&Query::<Appointment>::limit(most).ids(&ids)).await?;
        let lost = appointments.iter().filter(|appointment| !appointment.status.occupies());
        Ok(lost.filter_map(|appointment| of_sales.get(&appointment.id).copied()).collect())
    }
}
