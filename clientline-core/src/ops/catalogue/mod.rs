//! The catalogue of a business: places, services, goods, offers.

mod add_ons;
mod fee_policies;
mod goods;
pub(in crate::ops) mod items;
pub(in crate::ops) mod offers;
pub(in crate::ops) mod places;
mod provider_needs;
mod room_capacity;
mod room_needs;
pub mod room_resize;
pub mod service_list;
pub(in crate::ops) mod services;
mod tax_category;
mod tax_rates;
