//! The reads of a use case: the rows of one tenant that its actor may see, as they are at
//! one instant.

mod bounded;
mod listing;
pub mod reading;
pub(in crate::engine) mod row_security;
mod shown;
mod sight;
mod view;

pub(crate) use self::{bounded::LOOKED_AT, shown::shown_whole};
pub use self::{reading::Reading, shown::Shown, sight::Consistency, view::View};
