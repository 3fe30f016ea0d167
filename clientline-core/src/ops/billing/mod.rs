//! Sales, invoices, payments and collections.

pub(in crate::ops) mod appointment_sale;
pub mod collections;
mod draft;
pub mod invoice_items;
pub mod invoices;
pub mod payment_note;
pub mod payments;
pub mod sales;
pub(in crate::ops) mod withdrawal;
