//! Sales, invoices, payments and collections.

pub(in crate::ops) mod appointment_sale;
pub mod collections;
pub mod credit_notes;
pub mod creditable;
pub mod day_totals;
mod draft;
pub mod gift_card_till;
pub mod gift_cards;
pub mod guest_packages;
pub mod invoice_items;
pub mod invoices;
pub mod issuing;
mod line_sales;
mod line_taxes;
mod numbers;
pub mod payment_note;
pub mod payments;
pub mod redemption;
pub mod refunds;
mod returns;
pub mod sales;
mod settlement;
mod stock;
mod taking_back;
mod tender;
pub(in crate::ops) mod withdrawal;
pub mod write_off;
