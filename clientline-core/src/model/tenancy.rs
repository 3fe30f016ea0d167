//! Organizations, the directory of them, and the keys to them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::row_policy::row_policy;
use crate::{
    entity::{entity, json_scalar, patch, word_enum},
    model::{BookingPolicies, PermissionSet, Role},
    value::{
        Active, CountryCode, Currency, EmailAddress, Id, Name, Notes, PhoneNumber, PriceMode, Slug,
        TenantId, TimeZone, Timestamp, ValueError,
    },
};

entity! {
    /// A business: the tenant that everything else belongs to. Its identifier
    /// is the tenant's.
    Organization in "organization", from NewOrganization, by OrganizationPatch {
        required {
            /// The name of the business.
            name: Name,
            /// Its short name in addresses; unique among organizations.
            slug: Slug,
            /// Where it can be written to; unique among organizations.
            email: EmailAddress,
            /// The currency of its prices (ISO 4217).
            currency: Currency,
            /// Its time zone (IANA), which new centers start from.
            time_zone: TimeZone,
        }
        optional {
            /// Its telephone number.
            phone: Option<PhoneNumber>,
            /// Its postal address.
            address: Option<Notes>,
            /// Its country (ISO 3166-1 alpha-2).
            country: Option<CountryCode>,
            /// Whether its prices include tax.
            price_mode: PriceMode,
            /// The defaults of its centers, and the limits of the public.
            settings: OrganizationSettings,
            /// Whether it is in use.
            is_active: Active,
        }
    }
}

impl From<Id<Organization>> for TenantId {
    fn from(organization: Id<Organization>) -> Self {
        Self(organization.uuid())
    }
}

row_policy! { Organization, staff: DECIDING, client: DECIDING, public: DECIDING }

/// The settings of an organization for all its centers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrganizationSettings {
    /// The rules for booking that a new center starts with, unless it is given
    /// rules of its own.
    pub booking: BookingPolicies,
    /// The limits of people who don't sign in.
    pub public_booking: PublicBooking,
}

json_scalar!(OrganizationSettings);

patch! {
    OrganizationSettingsPatch of OrganizationSettings {
        settings {
            booking: BookingPolicies,
            public_booking: PublicBooking,
        }
    }
}

impl OrganizationSettings {
    /// Checks the bounds of the numbers.
    ///
    /// # Errors
    ///
    /// [`ValueError::OutOfRange`] naming the number, with a JSON Pointer to the
    /// part that it stands in.
    pub fn check(&self) -> Result<(), (&'static str, ValueError)> {
        self.booking.check().map_err(|error| ("/settings/booking", error))?;
        self.public_booking.check().map_err(|error| ("/settings/public_booking", error))
    }
}

word_enum! {
    /// Who says by whom those are served who don't sign in.
    ProviderChoice {
        /// Nobody: it is whoever is free, and online no provider is named before the booking.
        Anyone = "anyone",
        /// The guest: any of those who perform the service, or whoever is free.
        Guest = "guest",
    }
}

impl Default for ProviderChoice {
    /// The default: when somebody in particular is free is nobody's business.
    fn default() -> Self {
        Self::Anyone
    }
}

/// The limits of people who don't sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PublicBooking {
    /// Whether they may see what is offered, and book it.
    pub is_open: bool,
    /// For how long an appointment is held for somebody who has not confirmed it, in
    /// minutes.
    #[schemars(range(min = 1, max = 10_080))]
    pub hold_minutes: u32,
    /// How long before its start an appointment can still be moved or cancelled by who
    /// booked it, in minutes.
    #[schemars(range(min = 0, max = 525_600))]
    pub change_notice_minutes: u32,
    /// How many appointments can be booked in an hour, by all together.
    #[schemars(range(min = 1, max = 10_000))]
    pub max_per_hour: u32,
    /// How many appointments can be booked with one email address in a day.
    #[schemars(range(min = 1, max = 1_000))]
    pub max_per_contact: u32,
    /// Who says by whom they are served.
    pub provider_choice: ProviderChoice,
}

impl Default for PublicBooking {
    fn default() -> Self {
        Self {
            is_open: false,
            hold_minutes: 30,
            change_notice_minutes: 0,
            max_per_hour: 60,
            max_per_contact: 5,
            provider_choice: ProviderChoice::default(),
        }
    }
}

patch! {
    PublicBookingPatch of PublicBooking {
        settings {
            is_open: bool,
            hold_minutes: u32,
            change_notice_minutes: u32,
            max_per_hour: u32,
            max_per_contact: u32,
            provider_choice: ProviderChoice,
        }
    }
}

impl PublicBooking {
    /// The longest hold: a week, in minutes.
    pub const HOLD_MAX: u32 = 10_080;
    /// The most appointments in an hour.
    pub const HOURLY_MAX: u32 = 10_000;
    /// The most appointments with one email address in a day.
    pub const CONTACT_MAX: u32 = 1_000;

    fn check(&self) -> Result<(), ValueError> {
        let out_of_range = |value, range| Err(ValueError::OutOfRange { value, range });
        if !(1..=Self::HOLD_MAX).contains(&self.hold_minutes) {
            return out_of_range("hold", "from 1 to 10,080 minutes, which is a week");
        }
        if self.change_notice_minutes > BookingPolicies::NOTICE_MAX {
            return out_of_range("notice", "at most 525,600 minutes, which is a year");
        }
        if !(1..=Self::HOURLY_MAX).contains(&self.max_per_hour) {
            return out_of_range("number of appointments in an hour", "from 1 to 10,000");
        }
        if !(1..=Self::CONTACT_MAX).contains(&self.max_per_contact) {
            return out_of_range("number of appointments of a contact", "from 1 to 1,000");
        }
        Ok(())
    }
}

entity! {
    /// An entry of the platform's directory: which slug and which email address
    /// belong to which organization. Its identifier is the organization's.
    Directory in "directory" {
        /// The organization's short name.
        slug: Slug,
        /// The organization's address.
        email: EmailAddress,
        /// The name of the organization.
        name: Name,
        /// Whether it is in use.
        is_active: Active,
    }
    unique organization_slug_taken (slug);
    unique organization_email_taken (email);
}

row_policy! { Directory, staff: NOTHING, client: NOTHING }

entity! {
    /// A key by which a program acts in an organization. The key itself is
    /// shown once and not kept; its SHA-256 is.
    ApiKey in "api_key" {
        /// The purpose of the key.
        name: Name,
        /// The role of the key.
        role: Role,
        /// The permissions of the role that the key is limited to; all, if absent.
        scopes: Option<PermissionSet>,
        /// SHA-256 of the whole key, in hexadecimal.
        #[serde(skip_serializing)]
        token_hash: String,
        /// When the key stops working; never, if absent.
        expires_at: Option<Timestamp>,
        /// When the key was revoked.
        revoked_at: Option<Timestamp>,
    }
    unique api_key_taken (token_hash);
}

row_policy! { ApiKey, staff: NOTHING, client: NOTHING }
