//! Whatever becomes of a deposit and of what deducts it, their documents add up.

use clientline_core::{
    Scope,
    model::{
        CreditNote, Invoice, InvoiceKind, InvoiceStatus, ItemTaxes, Payment, PaymentMethod, Sale,
    },
    ops::{
        billing::{
            credited_parts::LineCredit,
            invoices::GenerateInvoice,
            issuing::{IssueInvoice, VoidInvoice},
            payments::RecordPayment,
            refunds::{Refund, RefundPayment},
        },
        page::PageRequest,
        resource::List,
    },
    value::Id,
};
use proptest::prelude::*;

use super::{
    deposits::{asked, booked, credit, lines, read},
    stored_world,
};

/// What may happen to a deposit and to what deducts it.
#[derive(Clone, Copy, Debug)]
enum Step {
    PayDeposit,
    PayFinal,
    Bill,
    Issue,
    Void,
    Credit(u8),
    CreditDeposit(u8),
    Refund,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => Just(Step::PayDeposit),
        1 => Just(Step::PayFinal),
        3 => Just(Step::Bill),
        3 => Just(Step::Issue),
        1 => Just(Step::Void),
        1 => (1_u8..=100).prop_map(Step::Credit),
        1 => (1_u8..=100).prop_map(Step::CreditDeposit),
        1 => Just(Step::Refund),
    ];
    prop::collection::vec(step, 1..12)
}

/// A share of an invoice, credited by its first line.
async fn credit_share(scope: &Scope, invoice: Id<Invoice>, percent: u8) -> Option<()> {
    let line = lines(scope, invoice).await.into_iter().next()?;
    let minor = line.net_price.minor() * i64::from(percent) / 100;
    let amount = format!("{}.{:02}", minor / 100, minor % 100).parse().ok();
    let part = LineCredit { invoice_item_id: line.id, quantity: None, amount };
    let part = (percent < 100).then_some(vec![part]);
    credit(scope, invoice, part, vec![]).await.ok().map(drop)
}

/// Takes a step, if it can be taken.
async fn take(scope: &Scope, step: Step, sale: Id<Sale>, deposit: Id<Invoice>) -> Option<()> {
    let all = scope.run(&List::<Invoice>::new(PageRequest::default())).await.unwrap().items;
    let last = all.iter().rfind(|one| one.kind == InvoiceKind::Invoice).map(|one| one.id);
    match step {
        Step::PayDeposit => pay_due(scope, deposit).await,
        Step::PayFinal => pay_due(scope, last?).await,
        Step::Bill => scope.run(&GenerateInvoice(sale)).await.ok().map(drop),
        Step::Issue => scope.run(&IssueInvoice { id: last?, expected: None }).await.ok().map(drop),
        Step::Void => scope.run(&VoidInvoice { id: last?, expected: None }).await.ok().map(drop),
        Step::Credit(percent) => credit_share(scope, last?, percent).await,
        Step::CreditDeposit(percent) => credit_share(scope, deposit, percent).await,
        Step::Refund => {
            let paid = scope.run(&List::<Payment>::new(PageRequest::default())).await.unwrap();
            let id = paid.items.first()?.id;
            let refund = RefundPayment { id, refund: Refund::default(), expected: None };
            scope.run(&refund).await.ok().map(drop)
        }
    }
}

async fn pay_due(scope: &Scope, invoice: Id<Invoice>) -> Option<()> {
    let due = read(scope, invoice).await.balance_due.to_string();
    let money = RecordPayment::towards(invoice, PaymentMethod::Card, due.parse().ok()?);
    scope.run(&money).await.ok().map(drop)
}

/// The tax in what a line deducts.
fn deducted_tax(taxes: &ItemTaxes) -> i64 {
    let amounts = taxes.0.iter().filter_map(|tax| tax.amount);
    amounts.map(|amount| amount.to_money("EUR".parse().unwrap()).unwrap().minor()).sum()
}

/// Reckons what all documents that stand leave as base and as tax: the service, if it is billed,
/// and what is held of the deposit.
async fn documents_add_up(scope: &Scope, deposit: Id<Invoice>) {
    let notes = scope.run(&List::<CreditNote>::new(PageRequest::default())).await.unwrap().items;
    let credited = |id| {
        let of = notes.iter().filter(|note| note.invoice_id == id);
        of.fold((0, 0), |sum, note| (sum.0 + note.net.minor(), sum.1 + note.tax.minor()))
    };
    let (mut base, mut tax, mut billed) = (0, 0, (0, 0));
    for invoice in scope.run(&List::<Invoice>::new(PageRequest::default())).await.unwrap().items {
        if matches!(invoice.status, InvoiceStatus::Draft | InvoiceStatus::Void) {
            continue;
        }
        let (net, own) = credited(invoice.id);
        let left = (invoice.net_invoice_value.minor() - net, invoice.tax.minor() - own);
        (base, tax) = (base + left.0, tax + left.1);
        if invoice.kind == InvoiceKind::Deposit {
            continue;
        }
        billed = (billed.0 + left.0, billed.1 + left.1);
        for line in lines(scope, invoice.id).await {
            if invoice.deducted.minor() > 0 {
                let within = deducted_tax(&line.deducted_taxes);
                (base, tax) = (base - (line.deducted.minor() - within), tax - within);
            }
        }
    }
    let own = read(scope, deposit).await;
    let (net, of_tax) = credited(deposit);
    let drawn = deducted_tax(&own.drawn_taxes);
    let held_tax = own.tax.minor() - of_tax - drawn;
    let held = own.net_invoice_value.minor() - net - (own.drawn.minor() - drawn);
    assert!(held >= 0 && held_tax >= 0, "{own:?}");
    assert_eq!((base, tax), (billed.0 + held, billed.1 + held_tax), "{own:?}");
    assert!(own.drawn.minor() <= own.total_collection.minor(), "{own:?}");
    // What is used up is so with its tax.
    let left = own.total.minor() - own.credited.minor() - own.drawn.minor();
    assert_eq!(left, held + held_tax);
}

proptest! {
    #[test]
    fn whatever_becomes_of_a_deposit_its_tax_and_the_final_one_are_that_of_the_service(
        minor in 1_i64..=45_00,
        steps in steps(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (world, _) = stored_world(1).await;
            let (_, sale) = booked(&world).await;
            let amount = format!("{}.{:02}", minor / 100, minor % 100);
            let deposit = asked(&world.scope, sale.id, &amount).await.unwrap().id;
            for step in steps {
                take(&world.scope, step, sale.id, deposit).await;
                documents_add_up(&world.scope, deposit).await;
            }
        });
    }
}
