//! What was sold, what is asked for it, and the money that was taken.

pub mod collections;
mod draft;
pub mod invoice_items;
pub mod invoices;
pub mod payment_note;
pub mod payments;
pub mod sales;
