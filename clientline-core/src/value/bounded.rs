//! Declarations of bounded whole numbers: each carries its limits in its type.

/// Declares a whole number within limits, with its JSON form and schema.
macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident: $raw:ty, $what:literal, $least:literal..=$most:literal) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name($raw);

        impl $name {
            #[doc = concat!("The least that is taken: ", $least, ".")]
            pub const MIN: Self = Self($least);
            #[doc = concat!("The most that is taken: ", $most, ".")]
            pub const MAX: Self = Self($most);

            #[doc = concat!("A ", $what, " of so many.")]
            ///
            /// # Errors
            #[doc = concat!(
                "[`ValueError::Invalid`](crate::value::ValueError::Invalid) outside ",
                $least, " to ", $most, "."
            )]
            pub fn new(count: i64) -> Result<Self, $crate::value::ValueError> {
                <$raw>::try_from(count)
                    .ok()
                    .filter(|count| ($least..=$most).contains(count))
                    .map(Self)
                    .ok_or_else(|| $crate::value::ValueError::invalid(
                        $what, concat!("it must be between ", $least, " and ", $most)
                    ))
            }

            /// The plain number.
            #[must_use]
            pub const fn get(self) -> $raw {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = $crate::value::ValueError;

            fn try_from(count: i64) -> Result<Self, Self::Error> {
                Self::new(count)
            }
        }

        impl From<$name> for i64 {
            fn from(count: $name) -> i64 {
                count.0.into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "integer", "minimum": $least, "maximum": $most })
            }
        }
    };
}
pub(super) use bounded;
