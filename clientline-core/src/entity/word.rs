//! Enums that are one word in the database and in JSON. A word that answers leave out says by
//! `absent` which one stands for it.

/// Declares an enum that is stored, and written in JSON, as one word a variant. Words are added:
/// outside of this crate a match has an arm for those that it doesn't know.
macro_rules! word_enum {
    (
        $(#[$meta:meta])*
        $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+ }
        $( absent: $absent:ident )?
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        #[non_exhaustive]
        pub enum $name { $( $(#[$variant_meta])* #[serde(rename = $word)] $variant, )+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// Returns the variant's word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::value::ValueError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $( $word => Ok(Self::$variant), )+
                    _ => Err($crate::value::ValueError::invalid("word", "is not one of those allowed")),
                }
            }
        }

        $crate::entity::replaced_whole!($name);

        #[cfg(feature = "fixture")]
        impl $crate::entity::Sample for $name {
            fn sample() -> Self {
                Self::ALL[0]
            }
        }

        impl $crate::entity::Scalar for $name {
            const KIND: $crate::row::Kind = $crate::row::Kind::Text;
            const WORDS: &'static [&'static str] = &[$($word),+];
            fn to_value(&self) -> $crate::row::Value {
                $crate::row::Value::Text(self.as_str().to_owned())
            }
            fn from_value(
                value: $crate::row::Value,
                _: Option<$crate::value::Currency>,
            ) -> Option<Self> {
                match value {
                    $crate::row::Value::Text(text) => text.parse().ok(),
                    _ => None,
                }
            }
            fn from_json(
                json: &serde_json::Value,
                _: Option<$crate::value::Currency>,
            ) -> Option<Self> {
                json.as_str()?.parse().ok()
            }
            $( fn absent() -> Option<Self> {
                Some(Self::$absent)
            } )?
        }
    };
}
pub(crate) use word_enum;
