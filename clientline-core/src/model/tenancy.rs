//! Organizations, the directory of them, and the keys to them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entity::{entity, json_scalar},
    model::{BookingPolicies, PermissionSet, Role},
    value::{
        Active, CountryCode, Currency, EmailAddress, Name, Notes, PhoneNumber, PriceMode, Slug,
        TimeZone, Timestamp,
    },
};

entity! {
    /// A business: the tenant that everything else belongs to. Its identifier
    /// is the tenant's.
    Organization in "organization", from NewOrganization {
        required {
            /// What the business is called.
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
            /// What its centers start from, and what the public may do.
            settings: OrganizationSettings,
            /// Whether it is in use.
            is_active: Active,
        }
    }
}

/// What an organization decides for all its centers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrganizationSettings {
    /// The rules for booking that a new center starts with, unless it is given
    /// rules of its own.
    pub booking: BookingPolicies,
    /// Whether people may book without signing in.
    pub public_booking: bool,
}

json_scalar!(OrganizationSettings);

entity! {
    /// An entry of the platform's directory: which slug and which email address
    /// belong to which organization. Its identifier is the organization's.
    Directory in "directory" {
        /// The organization's short name.
        slug: Slug,
        /// The organization's address.
        email: EmailAddress,
        /// What the organization is called.
        name: Name,
        /// Whether it is in use.
        is_active: Active,
    }
    unique organization_slug_taken (slug);
    unique organization_email_taken (email);
}

entity! {
    /// A key by which a program acts in an organization. The key itself is
    /// shown once and not kept; its SHA-256 is.
    ApiKey in "api_key" {
        /// What the key is for.
        name: Name,
        /// What the key may do.
        role: Role,
        /// What of that the key is kept to; all of it, if absent.
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
