//! Words that people stick on things to find them again.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{Name, ValueError};

/// At most 20 tags, each of them once, in order.
///
/// ```
/// use clientline_core::value::Tags;
///
/// let tags: Tags = serde_json::from_str(r#"["vip", "allergic"]"#)?;
/// assert_eq!(tags.as_slice().len(), 2);
/// assert!(serde_json::from_str::<Tags>(r#"["vip", "vip"]"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Tags(#[schemars(length(max = 20), extend("uniqueItems" = true))] Vec<Name>);

impl Tags {
    /// The most tags on one thing.
    pub const MAX: usize = 20;

    /// Takes a list of tags.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it is too long, or has a tag twice.
    pub fn new(tags: Vec<Name>) -> Result<Self, ValueError> {
        if tags.len() > Self::MAX {
            return Err(ValueError::invalid("list of tags", "it may have at most 20 tags"));
        }
        if tags.iter().enumerate().any(|(at, tag)| tags[..at].contains(tag)) {
            return Err(ValueError::invalid("list of tags", "it has a tag twice"));
        }
        Ok(Self(tags))
    }

    /// Returns the tags.
    #[must_use]
    pub fn as_slice(&self) -> &[Name] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Tags {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_tags_are_taken_than_fit() {
        let tags = |count: usize| (0..count).map(|tag| Name::parse(&tag.to_string()).unwrap());
        assert!(Tags::new(tags(Tags::MAX).collect()).is_ok());
        assert!(Tags::new(tags(Tags::MAX + 1).collect()).is_err());
    }
}
