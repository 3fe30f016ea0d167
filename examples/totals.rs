//! The totals alone: an invoice out of values, without a storage and without a runtime.
//!
//! `cargo run --example totals`. In one's own program, `default-features = false` leaves
//! everything else out.

use clientline::{
    billing::{InvoiceDiscount, InvoiceInput, LineInput, Tax, total},
    value::{Discount, PriceMode},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let taxes: Vec<Tax> =
        serde_json::from_str(r#"[{"id": "VAT", "rate": "23"}, {"id": "REDUCED", "rate": "6"}]"#)?;
    let line = |quantity: &str, price: &str, tax: &Tax| -> Result<_, Box<dyn std::error::Error>> {
        Ok(LineInput {
            quantity: quantity.parse()?,
            unit_price: price.parse()?,
            discount: None,
            taxes: vec![tax.id.clone()],
        })
    };
    let invoice = InvoiceInput {
        currency: "EUR".parse()?,
        price_mode: PriceMode::Inclusive,
        lines: vec![line("1", "45.00", &taxes[0])?, line("2", "9.99", &taxes[1])?],
        taxes,
        discounts: vec![InvoiceDiscount {
            discount: Discount::Percent("10".parse()?),
            lines: None,
        }],
    };

    let totals = total(&invoice)?;
    for line in &totals.lines {
        println!("line: net {}, tax {}", line.net, line.tax);
    }
    for tax in &totals.taxes {
        println!("tax: {} on {}", tax.amount, tax.base);
    }
    println!("net {} + tax {} = {}", totals.net, totals.tax, totals.total);
    assert_eq!(totals.net.checked_add(totals.tax)?, totals.total);
    Ok(())
}
