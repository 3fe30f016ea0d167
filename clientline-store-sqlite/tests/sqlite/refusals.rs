//! What a store makes of a refusal: what must be refused is refused in a change set
//! too, and by its name.

use clientline_core::{
    model::{Invoice, InvoiceItem, InvoiceStatus},
    row::ChangeSet,
    storage::Error,
};

use crate::{
    salon::Salon,
    world::{at, id},
};

#[tokio::test]
async fn an_invoice_that_is_written_as_issued_takes_its_lines_at_once_and_no_more() {
    let salon = Salon::furnished().await;
    let (mut invoice, line) = salon.world.draft(3);
    invoice.status = InvoiceStatus::Issued;
    invoice.invoice_no = Some("INV-2027-0001".parse().unwrap());
    invoice.invoice_date = Some("2027-01-01".parse().unwrap());
    let line = InvoiceItem { sale_id: None, ..line };
    let late = InvoiceItem { id: id(17, 30), row_num: 2, ..line.clone() };
    let mut changes = ChangeSet::new(at(4));
    changes.insert(invoice);
    changes.insert(line);
    salon.commit(changes).await.unwrap();
    for when in [at(4), at(5)] {
        let mut changes = ChangeSet::new(when);
        changes.insert(late.clone());
        let refused = salon.commit(changes).await.unwrap_err();
        assert!(refused.to_string().contains("invoice_issued"), "{refused}");
    }
}

#[tokio::test]
async fn the_store_names_what_was_refused() {
    let salon = Salon::furnished().await;
    let (mut issued, _) = salon.world.draft(1);
    issued.status = InvoiceStatus::Issued;
    issued.invoice_no = Some("INV-2027-0001".parse().unwrap());
    issued.invoice_date = Some("2027-01-01".parse().unwrap());
    let mut changes = ChangeSet::new(at(1));
    changes.insert(issued);
    changes.insert(salon.world.draft(2).0);
    salon.commit(changes).await.unwrap();
    let invoice = salon.get::<Invoice>(id(16, 1)).await;
    let mut changes = ChangeSet::new(at(9));
    changes.update(&invoice, |invoice| invoice.notes = Some("x".parse().unwrap()));
    let error = salon.commit(changes).await.unwrap_err();
    assert!(matches!(&error, Error::Rejected(what) if what == "invoice_issued"), "{error}");
    let mut changes = ChangeSet::new(at(9));
    changes.insert(salon.world.draft(3).0);
    let error = salon.commit(changes).await.unwrap_err();
    assert!(matches!(error, Error::Violated("invoice_draft_exists")), "{error}");
}
