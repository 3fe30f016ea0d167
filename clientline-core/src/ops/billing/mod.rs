//! Sales, invoices, payments and collections.

pub(in crate::ops) mod appointment_sale;
pub mod collections;
mod draft;
pub mod invoice_items;
pub mod invoices;
mod line_sales;
mod line_taxes;
mod numbers;
pub mod payment_note;
pub mod payments;
pub mod sales;
mod settlement;
mod stock;
mod tender;
pub(in crate::ops) mod withdrawal;
