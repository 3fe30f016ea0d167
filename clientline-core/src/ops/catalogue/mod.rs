//! The catalogue of a business: places, services, goods, offers.

mod goods;
pub(in crate::ops) mod items;
pub(in crate::ops) mod offers;
pub(in crate::ops) mod places;
pub(in crate::ops) mod services;
