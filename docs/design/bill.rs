// What the examples on billing share. Each example includes this file.

use clientline::billing::{Preview, PreviewRequest, preview};
use clientline::value::Money;

/// The invoice that a body of `POST /invoices/preview` describes.
fn bill(body: &str) -> Preview {
    let request: PreviewRequest = serde_json::from_str(body).unwrap();
    preview(&request).unwrap()
}

/// Net, tax and total.
fn sums(bill: &Preview) -> [String; 3] {
    [bill.net, bill.tax, bill.total].map(|money: Money| money.to_string())
}
