//! Lists of sites on the web.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{ValueError, WebOrigin};

/// At most ten origins of sites, each of them once, in order.
///
/// ```
/// use clientline_core::value::WebOrigins;
///
/// let sites: WebOrigins = serde_json::from_str(r#"["https://www.example.com"]"#)?;
/// assert_eq!(sites.as_slice().len(), 1);
/// assert!(serde_json::from_str::<WebOrigins>(r#"["https://*.example.com"]"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct WebOrigins(#[schemars(length(max = 10), extend("uniqueItems" = true))] Vec<WebOrigin>);

impl WebOrigins {
    /// The most origins in one list.
    pub const MAX: usize = 10;

    /// Takes a list of origins.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it is too long, or has an origin twice.
    pub fn new(origins: Vec<WebOrigin>) -> Result<Self, ValueError> {
        if origins.len() > Self::MAX {
            return Err(ValueError::invalid("list of sites", "it may have at most ten sites"));
        }
        if origins.iter().enumerate().any(|(at, origin)| origins[..at].contains(origin)) {
            return Err(ValueError::invalid("list of sites", "it has a site twice"));
        }
        Ok(Self(origins))
    }

    /// Returns the origins.
    #[must_use]
    pub fn as_slice(&self) -> &[WebOrigin] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for WebOrigins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_sites_are_taken_than_fit() {
        let site = |at: usize| WebOrigin::parse(&format!("https://{at}.example.com")).unwrap();
        assert!(WebOrigins::new((0..WebOrigins::MAX).map(site).collect()).is_ok());
        assert!(WebOrigins::new((0..=WebOrigins::MAX).map(site).collect()).is_err());
        assert!(WebOrigins::new(vec![site(1), site(1)]).is_err());
    }
}
