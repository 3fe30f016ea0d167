//! How many services a visit has.

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::error::{Error, Result};

/// The most services of one visit.
const SERVICES_MAX: usize = 10;

/// Reads one to ten services.
pub(super) fn one_to_ten<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let services = Vec::deserialize(from)?;
    check_services(&services).map_err(|_| D::Error::custom("it has one to ten services"))?;
    Ok(services)
}

/// Checks how many services a visit has.
pub(super) fn check_services<T>(services: &[T]) -> Result<()> {
    if (1..=SERVICES_MAX).contains(&services.len()) {
        return Ok(());
    }
    Err(Error::invalid("/services", "out_of_range", "A visit has one to ten services."))
}
