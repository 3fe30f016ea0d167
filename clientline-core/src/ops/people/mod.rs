//! Guests and their rights, employees, providers.

pub mod guest_credit;
pub mod guest_erase;
pub mod guest_export;
pub(in crate::ops) mod guest_records;
pub mod guest_search;
mod guest_terms;
pub mod guest_timeline;
mod guests;
pub(in crate::ops) mod merged_guests;
pub mod provider_list;
mod tax_treatment;
