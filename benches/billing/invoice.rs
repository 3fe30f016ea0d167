//! An invoice of twenty lines.

use std::error::Error;

use clientline_core::{
    billing::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey},
    value::{Amount, Discount, Percent, PriceMode, Quantity, UnitPrice},
};

/// A long appointment of a family: services and products under three taxes, one of
/// them compound, some lines discounted, and two discounts over all or some.
pub(crate) fn twenty_lines() -> Result<InvoiceInput, Box<dyn Error>> {
    let tax = |id: &str, rate: &str, compound| -> Result<Tax, Box<dyn Error>> {
        Ok(Tax { id: id.parse()?, rate: rate.parse()?, compound, category: None })
    };
    let profiles: [&[&str]; 4] = [&["GST", "QST"], &["GST"], &["GST", "ECO"], &[]];
    let mut lines = Vec::new();
    for (index, profile) in profiles.iter().cycle().take(20).enumerate() {
        let step = i64::try_from(index)?;
        let discount = match index % 5 {
            1 => Some(Discount::Percent("12.5".parse::<Percent>()?)),
            3 => Some(Discount::Amount("1.25".parse::<Amount>()?)),
            _ => None,
        };
        lines.push(LineInput {
            quantity: Quantity::from_scaled(10_000 + step % 3 * 5_000)?,
            unit_price: UnitPrice::from_scaled(9_990_000 + step * 3_330_000)?,
            discount,
            taxes: profile.iter().map(|id| id.parse::<TaxKey>()).collect::<Result<_, _>>()?,
        });
    }
    let loyalty = Discount::Percent("3".parse()?);
    let voucher = Discount::Amount("25.00".parse()?);
    Ok(InvoiceInput {
        currency: "CAD".parse()?,
        price_mode: PriceMode::Exclusive,
        taxes: vec![tax("GST", "5", false)?, tax("QST", "9.975", false)?, tax("ECO", "2.5", true)?],
        lines,
        discounts: vec![
            InvoiceDiscount { discount: voucher, lines: None },
            InvoiceDiscount { discount: loyalty, lines: Some((0..10).collect()) },
        ],
    })
}
