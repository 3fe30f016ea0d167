//! Merge patches (RFC 7396) as types: each field that may change is absent, null or given.
//!
//! `entity!` declares the patch of an entity, and `patch!` that of anything else. Both
//! read it strictly from JSON: an unknown field is refused. Null for a field that has to be
//! there is refused once it is known whether the sender may write that field.

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use super::Entity;
use crate::{
    error::{Error, Result},
    value::{
        Active, Amount, BufferMinutes, Capacity, Code, Color, CountryCode, DayEnd, Discount,
        EmailAddress, ExemptionCode, ExemptionReason, FewIds, FurtherCount, GraceDays, Id, IdList,
        Month, Name, Notes, Password, PaymentDays, Percent, PhoneNumber, PostalCode, PriceMode,
        Priority, Quantity, Recurrence, Segments, StepMinutes, Stock, Tags, Timestamp, UnitPrice,
        ValidityDays, VatNumber, WebOrigins, WeeklyHours,
    },
};

/// A field of a merge patch (RFC 7396).
///
/// ```
/// use clientline_core::{entity::Patch, model::GuestPatch};
///
/// let patch = GuestPatch {
///     first_name: Patch::Value("Ada".parse()?),
///     phone: Patch::Null,
///     email: Patch::Value("ada@example.com".parse()?),
///     ..GuestPatch::default()
/// };
/// let same: GuestPatch = serde_json::from_str(
///     r#"{"first_name": "Ada", "phone": null, "email": "ada@example.com"}"#,
/// )?;
/// assert_eq!(patch, same);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field stays as it is.
    #[default]
    Absent,
    /// The field takes its default, which is none where it may have none.
    Null,
    /// The field takes the value.
    Value(T),
}

/// A [`Patch`] of a field of type `T`: a value is what [`Patchable::Patch`] is.
pub type FieldPatch<T> = Patch<<T as Patchable>::Patch>;

/// A type that a merge patch (RFC 7396) changes.
pub trait Patchable {
    /// The form of a change: of an object its members, of any other value a new one.
    type Patch;

    /// Applies a patch.
    fn patch(&mut self, patch: Self::Patch);
}

/// A merge patch (RFC 7396) of an object.
pub trait MergePatch: DeserializeOwned + Clone + fmt::Debug + Send + Sync {
    /// The object with all the members that the patch may change.
    type Of: JsonSchema;

    /// Returns the names of the fields that are not absent.
    fn fields(&self) -> impl Iterator<Item = &'static str>;

    /// Returns the name of a field that is null, and has to be there.
    fn missing(&self) -> Option<&'static str>;

    /// Applies the patch.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `missing_field` if a field is null that has to be there.
    fn apply_to<T: Patchable<Patch = Self>>(&self, target: &mut T) -> Result<()> {
        if let Some(name) = self.missing() {
            let detail = "This field has to be there.";
            return Err(Error::invalid(&format!("/{name}"), "missing_field", detail));
        }
        target.patch(self.clone());
        Ok(())
    }
}

impl<T> Patch<T> {
    /// Returns whether the field stays as it is.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Applies the patch to a field, which is `cleared` by null.
    #[doc(hidden)]
    pub fn apply<F: Patchable<Patch = T>>(self, field: &mut F, cleared: impl FnOnce() -> F) {
        match self {
            Self::Absent => {}
            Self::Null => *field = cleared(),
            Self::Value(value) => field.patch(value),
        }
    }

    /// Applies the patch to a field that null does not change.
    #[doc(hidden)]
    pub fn replace(self, field: &mut T) {
        if let Self::Value(value) = self {
            *field = value;
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// A member that is there; one that is not is [`Patch::Absent`] by default.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(from)?.map_or(Self::Null, Self::Value))
    }
}

/// Implements [`Patchable`] for types whose values are replaced whole.
macro_rules! replaced_whole {
    ($($type:ty),* $(,)?) => { $(
        impl $crate::entity::Patchable for $type {
            type Patch = Self;
            fn patch(&mut self, value: Self) {
                *self = value;
            }
        }
    )* };
}
pub(crate) use replaced_whole;

replaced_whole!(
    bool,
    u16,
    u32,
    Active,
    Amount,
    BufferMinutes,
    Capacity,
    Code,
    Color,
    CountryCode,
    DayEnd,
    Discount,
    EmailAddress,
    ExemptionCode,
    ExemptionReason,
    FurtherCount,
    GraceDays,
    NaiveDate,
    Name,
    Notes,
    Password,
    Month,
    PaymentDays,
    Percent,
    PhoneNumber,
    PostalCode,
    PriceMode,
    Priority,
    Quantity,
    Recurrence,
    Segments,
    StepMinutes,
    Stock,
    Tags,
    Timestamp,
    UnitPrice,
    ValidityDays,
    VatNumber,
    WebOrigins,
    WeeklyHours,
);

impl<E: Entity> Patchable for Id<E> {
    type Patch = Self;
    fn patch(&mut self, value: Self) {
        *self = value;
    }
}

impl<E: Entity> Patchable for IdList<E> {
    type Patch = Self;
    fn patch(&mut self, value: Self) {
        *self = value;
    }
}

impl<E: Entity> Patchable for FewIds<E> {
    type Patch = Self;
    fn patch(&mut self, value: Self) {
        *self = value;
    }
}

impl<T: Patchable<Patch = T>> Patchable for Option<T> {
    type Patch = T;
    fn patch(&mut self, value: T) {
        *self = Some(value);
    }
}

/// Declares the patch of a struct, field by field.
///
/// ```ignore
/// patch! {
///     SalePatch of SaleEdit {
///         optional { quantity: Quantity, remarks: Option<Notes>, }
///     }
/// }
/// ```
///
/// - `required` fields have to be there: [`MergePatch::apply_to`] refuses null.
/// - `made` ones stay as they are if they are null.
/// - `optional` ones take the default of their type then, and `settings` that of the struct.
/// - `of A for B` describes the fields of `A` and changes those of `B`, which has them all.
macro_rules! patch {
    ($patch:ident of $whole:ident { $($fields:tt)* }) => {
        $crate::entity::patch! { $patch of $whole for $whole { $($fields)* } }
    };
    ($patch:ident of $whole:ident for $target:ident {
        $( required { $( $required:ident: $required_type:ty, )* } )?
        $( made { $( $made:ident: $made_type:ty, )* } )?
        $( optional { $( $optional:ident: $optional_type:ty, )* } )?
        $( settings { $( $setting:ident: $setting_type:ty, )* } )?
    }) => {
        #[doc = concat!("A merge patch (RFC 7396) of a [`", stringify!($target), "`].")]
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $patch {
            $($(
                #[doc = concat!("`", stringify!($required), "` of [`", stringify!($whole), "`], which has to be there.")]
                pub $required: $crate::entity::Patch<$required_type>,
            )*)?
            $($(
                #[doc = concat!("`", stringify!($made), "` of [`", stringify!($whole), "`]; null leaves it as it is.")]
                pub $made: $crate::entity::Patch<$made_type>,
            )*)?
            $($(
                #[doc = concat!("`", stringify!($optional), "` of [`", stringify!($whole), "`].")]
                pub $optional: $crate::entity::FieldPatch<$optional_type>,
            )*)?
            $($(
                #[doc = concat!("`", stringify!($setting), "` of [`", stringify!($whole), "`].")]
                pub $setting: $crate::entity::FieldPatch<$setting_type>,
            )*)?
        }

        const _: () = {
            use $crate::entity::{MergePatch, Patchable, column_name};

            impl MergePatch for $patch {
                type Of = $whole;
                fn fields(&self) -> impl Iterator<Item = &'static str> {
                    [
                        $($( (column_name(stringify!($required)), self.$required.is_absent()), )*)?
                        $($( (column_name(stringify!($made)), self.$made.is_absent()), )*)?
                        $($( (column_name(stringify!($optional)), self.$optional.is_absent()), )*)?
                        $($( (column_name(stringify!($setting)), self.$setting.is_absent()), )*)?
                    ]
                    .into_iter()
                    .filter_map(|(name, is_absent)| (!is_absent).then_some(name))
                }
                fn missing(&self) -> Option<&'static str> {
                    $($(
                        if matches!(self.$required, $crate::entity::Patch::Null) {
                            return Some(column_name(stringify!($required)));
                        }
                    )*)?
                    None
                }
            }

            impl Patchable for $target {
                type Patch = $patch;
                fn patch(&mut self, patch: $patch) {
                    $($( patch.$required.replace(&mut self.$required); )*)?
                    $($( patch.$made.replace(&mut self.$made); )*)?
                    $($( patch.$optional.apply(&mut self.$optional, Default::default); )*)?
                    $($( patch.$setting.apply(&mut self.$setting, || Self::default().$setting); )*)?
                }
            }
        };
    };
}
pub(crate) use patch;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        model::{BookingPolicies, GuestPatch, NewOrganization, OrganizationPatch, ProductPatch},
        strict,
    };

    fn fields<P: MergePatch>(patch: &P) -> Vec<&'static str> {
        patch.fields().collect()
    }

    #[test]
    fn a_patch_tells_absent_null_and_given_apart_and_names_what_is_not_absent() {
        let patch: GuestPatch =
            strict::read(json!({ "notes": null, "first_name": "Ada", "guest_code": null }))
                .unwrap();
        assert_eq!(patch.first_name, Patch::Value("Ada".parse().unwrap()));
        assert_eq!((patch.notes.clone(), patch.email.clone()), (Patch::Null, Patch::Absent));
        assert_eq!(fields(&patch), ["first_name", "guest_code", "notes"]);
        assert_eq!(fields(&GuestPatch::default()), Vec::<&str>::new());
        let patch: ProductPatch = strict::read(json!({ "type": "Tube" })).unwrap();
        assert_eq!(fields(&patch), ["type"]);
    }

    #[test]
    fn what_is_no_field_or_computed_or_of_another_type_is_refused_at_its_place() {
        for (patch, at, why) in [
            (json!({ "zz": 1 }), "/zz", "unknown field `zz`"),
            (json!({ "id": "1" }), "/id", "unknown field `id`"),
            (json!({ "erased_at": null }), "/erased_at", "unknown field `erased_at`"),
            (json!({ "last_name": 5 }), "/last_name", "invalid type: integer `5`"),
            (json!([]), "", "invalid type"),
        ] {
            let error = strict::read::<GuestPatch>(patch.clone()).unwrap_err();
            let (place, words) = (strict::pointer(error.path()), error.inner().to_string());
            assert!(place == at && words.starts_with(why), "{patch}: {place}: {words}");
        }
    }

    #[test]
    fn null_is_refused_where_a_field_has_to_be_there_and_nothing_is_changed() {
        let mut organization = organization();
        let patch = json!({ "phone": "+351 210 000 000", "slug": null });
        let patch: OrganizationPatch = strict::read(patch).unwrap();
        let before = organization.clone();
        let refused = patch.apply_to(&mut organization).unwrap_err();
        let input = &refused.inputs()[0];
        assert_eq!((&*input.pointer, input.code), ("/slug", "missing_field"));
        assert_eq!(organization, before);
    }

    #[test]
    fn an_object_is_patched_member_by_member_and_null_gives_a_setting_its_default() {
        let mut organization = organization();
        let settings = json!({
            "booking": { "min_notice_minutes": 60, "max_horizon_days": 30 },
            "public_booking": { "is_open": true, "hold_minutes": 5 },
        });
        organization.patch(strict::read(json!({ "settings": settings })).unwrap());
        let settings = json!({
            "booking": { "max_horizon_days": null }, "public_booking": { "hold_minutes": 7 },
        });
        organization.patch(strict::read(json!({ "settings": settings })).unwrap());
        let booking = BookingPolicies { min_notice_minutes: 60, ..BookingPolicies::default() };
        assert_eq!(organization.settings.booking, booking);
        let public = organization.settings.public_booking;
        assert!(public.is_open && public.hold_minutes == 7);
        organization.patch(strict::read(json!({ "settings": { "booking": null } })).unwrap());
        assert_eq!(organization.settings.booking, BookingPolicies::default());
        assert_eq!(organization.settings.public_booking, public);
        let wrong = json!({ "settings": { "booking": { "step_minutes": "x" } } });
        let error = strict::read::<OrganizationPatch>(wrong).unwrap_err();
        assert_eq!(strict::pointer(error.path()), "/settings/booking/step_minutes");
    }

    fn organization() -> crate::model::Organization {
        let new = NewOrganization::new(
            "Salon".parse().unwrap(),
            "salon".parse().unwrap(),
            "salon@example.com".parse().unwrap(),
            "EUR".parse().unwrap(),
            "Europe/Lisbon".parse().unwrap(),
        );
        crate::model::Organization::from_new(Id::from_uuid(uuid::Uuid::nil()), new)
    }
}
