//! The declaration of an entity.

/// Declares an entity: its struct, its table, and its field handles; and, for
/// entities that clients edit, the struct of what they give and its patch.
///
/// ```ignore
/// entity! {
///     /// A person who is served.
///     Guest in "guest", from NewGuest, by GuestPatch {
///         required { /// …
///             center_id: Id<Center>, }
///         made { /// …
///             guest_code: Code, }
///         optional { /// …
///             notes: Option<Notes>, }
///     }
///     unique guest_code_taken (guest_code);
/// }
/// ```
///
/// - `required`, `made` and `optional` fields are what a client gives. A `made`
///   one that is absent is made by the use case (a code, say); an `optional`
///   one takes its type's default. `computed` ones are never given: they begin as their
///   type's default, and a use case sets them (`Guest { erased_at, ..Guest::from_new(…) }`).
/// - A field of type `Id<Other>` is a reference to a row of the same tenant.
/// - `unique name (keys) when field = "word"` and `no_overlap name (keys)
///   during start..end` are the constraints; their names are the error codes. With `shared by
///   field`, rows that begin together and have the same value in it may overlap.
/// - `part of field` says that the rows are parts of the row that the field refers to:
///   whoever writes them writes that one, or relies on it, and it is locked for them.
/// - Without `from …`, the fields stand in the braces directly.
macro_rules! entity {
    // An entity that clients edit.
    (
        $(#[$meta:meta])*
        $name:ident in $table:literal, from $new:ident, by $patch:ident {
            required { $( $(#[$required_meta:meta])* $required:ident: $required_type:ty, )* }
            $( made { $( $(#[$made_meta:meta])* $made:ident: $made_type:ty, )* } )?
            optional { $( $(#[$optional_meta:meta])* $optional:ident: $optional_type:ty, )* }
            $( computed { $( $(#[$computed_meta:meta])* $computed:ident: $computed_type:ty, )* } )?
        }
        $($constraints:tt)*
    ) => {
        #[doc = concat!("What a client gives to create a [`", stringify!($name), "`], and what it may change later.")]
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $new {
            $( $(#[$required_meta])* pub $required: $required_type, )*
            $($( $(#[$made_meta])* #[serde(default)] pub $made: Option<$made_type>, )*)?
            $( $(#[$optional_meta])* #[serde(default)] pub $optional: $optional_type, )*
        }

        impl $new {
            /// Gives the required fields; the others take their defaults.
            #[must_use]
            pub fn new($( $required: $required_type ),*) -> Self {
                Self {
                    $( $required, )*
                    $($( $made: None, )*)?
                    $( $optional: Default::default(), )*
                }
            }
        }

        $crate::entity::entity! {
            @declare
            $(#[$meta])*
            $name in $table {
                $( $(#[$required_meta])* $required: $required_type, )*
                $($( $(#[$made_meta])* $made: $made_type, )*)?
                $( $(#[$optional_meta])* $optional: $optional_type, )*
                $($( $(#[$computed_meta])* $computed: $computed_type, )*)?
            }
            $($constraints)*
        }

        impl $name {
            /// Makes the entity of what a client gave and what was made for it; what is
            /// computed takes its default.
            #[must_use]
            pub fn from_new(
                id: $crate::value::Id<Self>,
                new: $new,
                $($( $made: $made_type, )*)?
            ) -> Self {
                Self {
                    id,
                    $( $required: new.$required, )*
                    $($( $made, )*)?
                    $( $optional: new.$optional, )*
                    $($( $computed: Default::default(), )*)?
                }
            }
        }

        #[cfg(feature = "fixture")]
        impl $crate::entity::Sample for $name {
            fn sample() -> Self {
                use $crate::entity::sample;
                let new = $new::new($( sample::<$required_type>() ),*);
                Self::from_new(sample(), new, $($( sample::<$made_type>(), )*)?)
            }
        }

        impl $crate::entity::Editable for $name {
            type New = $new;
        }

        $crate::entity::patch! {
            $patch of $new for $name {
                required { $( $required: $required_type, )* }
                $( made { $( $made: $made_type, )* } )?
                optional { $( $optional: $optional_type, )* }
            }
        }
    };

    // What each entity has.
    (
        @declare
        $(#[$meta:meta])*
        $name:ident in $table:literal {
            $( $(#[$field_meta:meta])* $field:ident: $type:ty, )*
        }
        $( unique $unique:ident ($($unique_key:ident),+)
            $(when $unique_when:ident = $unique_word:literal)?; )*
        $( no_overlap $overlap:ident ($($overlap_key:ident),+)
            during $start:ident..$end:ident $(shared by $shared:ident)?; )*
        $( part of $root:ident; )?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
        pub struct $name {
            /// The identifier.
            pub id: $crate::value::Id<$name>,
            $( $(#[$field_meta])* pub $field: $type, )*
        }

        const _: () = {
            use $crate::{
                entity::{Answered, Entity, Field, Scalar, Verbs, column_name, currency_of},
                row,
                value::Id,
            };

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "fields by name")]
            enum Position { $($field),* }

            /// Field handles, for queries.
            impl $name {
                $(
                    #[doc = concat!("The handle of the field `", stringify!($field), "`.")]
                    #[must_use]
                    pub const fn $field() -> Field<$name, $type> {
                        Field::at(Position::$field as usize)
                    }
                )*
            }

            impl Entity for $name {
                const NAME: &'static str = $table;
                const VERBS: &'static Verbs = &Verbs {
                    create: concat!($table, "_create"),
                    get: concat!($table, "_get"),
                    list: concat!($table, "_list"),
                    update: concat!($table, "_update"),
                    delete: concat!($table, "_delete"),
                };
                const TABLE: &'static row::Table = &row::Table {
                    name: $table,
                    columns: &[$( row::Column {
                        name: column_name(stringify!($field)),
                        kind: <$type as Scalar>::KIND,
                        nullable: <$type as Scalar>::NULLABLE,
                        references: <$type as Scalar>::REFERENCES,
                        words: <$type as Scalar>::WORDS,
                    } ),*],
                    constraints: &[
                        $( row::Constraint {
                            name: stringify!($unique),
                            keys: &[$(Position::$unique_key as usize),+],
                            span: None,
                            when: $crate::entity::entity!(@when $($unique_when = $unique_word)?),
                        }, )*
                        $( row::Constraint {
                            name: stringify!($overlap),
                            keys: &[$(Position::$overlap_key as usize),+],
                            span: Some(row::Span {
                                start: Position::$start as usize,
                                end: Position::$end as usize,
                                shared_by: $crate::entity::entity!(@part $($shared)?),
                            }),
                            when: None,
                        }, )*
                    ],
                    part_of: $crate::entity::entity!(@part $($root)?),
                };

                fn id(&self) -> Id<Self> {
                    self.id
                }
                fn to_values(&self) -> Vec<row::Value> {
                    vec![$( self.$field.to_value() ),*]
                }
                fn from_values(id: Id<Self>, values: Vec<row::Value>) -> Option<Self> {
                    let currency = currency_of(Self::TABLE.columns, &values);
                    let mut values = values.into_iter();
                    Some(Self {
                        id,
                        $( $field: <$type as Scalar>::from_value(values.next()?, currency)?, )*
                    })
                }
                fn from_answer(answer: &Answered<'_>) -> Result<Self, &'static str> {
                    Ok(Self {
                        id: answer.field("id")?,
                        $( $field: answer.field(column_name(stringify!($field)))?, )*
                    })
                }
            }
        };
    };

    // An entity that clients don't edit.
    (
        $(#[$meta:meta])*
        $name:ident in $table:literal {
            $( $(#[$field_meta:meta])* $field:ident: $type:ty, )*
        }
        $($constraints:tt)*
    ) => {
        $crate::entity::entity! {
            @declare
            $(#[$meta])*
            $name in $table { $( $(#[$field_meta])* $field: $type, )* }
            $($constraints)*
        }

        #[cfg(feature = "fixture")]
        impl $crate::entity::Sample for $name {
            fn sample() -> Self {
                use $crate::entity::sample;
                Self { id: sample(), $( $field: sample::<$type>(), )* }
            }
        }
    };

    (@part) => { None };
    (@part $root:ident) => { Some(Position::$root as usize) };

    (@when) => { None };
    (@when $field:ident = $word:literal) => {
        Some(row::When { column: Position::$field as usize, equals: $word })
    };
}
pub(crate) use entity;
