//! The services that follow the first one of a visit.

use crate::{
    error::{Error, Result},
    model::{OnlineBooking, Service},
    value::Id,
};

/// Checks how many services follow the first one.
///
/// # Errors
///
/// [`Error::Invalid`] `out_of_range` if it is more than four.
pub(super) fn check_further(further: &[Id<Service>]) -> Result<()> {
    if further.len() < OnlineBooking::PARTS_MAX {
        return Ok(());
    }
    let detail = "At most five services are booked at once.";
    Err(Error::invalid("/further_service_ids", "out_of_range", detail))
}

/// The field that names a service of a visit: the first one, or one that follows.
pub(super) fn field_of(at: usize) -> String {
    match at.checked_sub(1) {
        None => "/service_id".to_owned(),
        Some(further) => format!("/further_service_ids/{further}"),
    }
}
