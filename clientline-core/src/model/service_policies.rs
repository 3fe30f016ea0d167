//! What a service says of its own about how early and how late guests book and change it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BookingPolicies;
use crate::{
    entity::{json_scalar, replaced_whole},
    value::ValueError,
};

/// The rules of a service for guests, each in place of that of the center or of the organization:
/// what is absent is as they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServicePolicies {
    /// How long before its start it must be booked, in minutes.
    #[schemars(range(min = 0, max = 525_600))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_notice_minutes: Option<u32>,
    /// How far ahead it may be booked, in days.
    #[schemars(range(min = 1, max = 3_650))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_horizon_days: Option<u16>,
    /// How long before its start it can still be moved, in minutes.
    #[schemars(range(min = 0, max = 525_600))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_notice_minutes: Option<u32>,
    /// How long before its start it can still be cancelled, in minutes.
    #[schemars(range(min = 0, max = 525_600))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_notice_minutes: Option<u32>,
}

json_scalar!(ServicePolicies);
replaced_whole!(ServicePolicies);

impl ServicePolicies {
    /// Checks the bounds of the numbers, which are those of a center's.
    ///
    /// # Errors
    ///
    /// [`ValueError::OutOfRange`] naming the number.
    pub fn check(&self) -> Result<(), ValueError> {
        let notices =
            [self.min_notice_minutes, self.move_notice_minutes, self.cancel_notice_minutes];
        for min_notice_minutes in notices.into_iter().flatten() {
            BookingPolicies { min_notice_minutes, ..BookingPolicies::default() }.check()?;
        }
        BookingPolicies::default().for_service(Some(self)).check()
    }
}

impl BookingPolicies {
    /// Returns the rules by which a service is booked that has some of its own.
    ///
    /// ```
    /// use clientline_core::model::{BookingPolicies, ServicePolicies};
    ///
    /// let center = BookingPolicies { min_notice_minutes: 60, ..BookingPolicies::default() };
    /// let colour = ServicePolicies { min_notice_minutes: Some(1_440), ..Default::default() };
    /// assert_eq!(center.for_service(Some(&colour)).min_notice_minutes, 1_440);
    /// assert_eq!(center.for_service(None), center);
    /// ```
    #[must_use]
    pub fn for_service(self, service: Option<&ServicePolicies>) -> Self {
        let own = service.copied().unwrap_or_default();
        Self {
            min_notice_minutes: own.min_notice_minutes.unwrap_or(self.min_notice_minutes),
            max_horizon_days: own.max_horizon_days.unwrap_or(self.max_horizon_days),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_the_bounds_of_a_centers() {
        let check = |json: &str| serde_json::from_str::<ServicePolicies>(json).unwrap().check();
        for field in ["min_notice_minutes", "move_notice_minutes", "cancel_notice_minutes"] {
            check(&format!(r#"{{"{field}":525600}}"#)).unwrap();
            check(&format!(r#"{{"{field}":525601}}"#)).unwrap_err();
        }
        check(r#"{"max_horizon_days":3650}"#).unwrap();
        for wrong in ["0", "3651"] {
            check(&format!(r#"{{"max_horizon_days":{wrong}}}"#)).unwrap_err();
        }
        check("{}").unwrap();
    }
}
