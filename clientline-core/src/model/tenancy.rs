//! Organizations, the directory of them, and the keys to them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::row_policy::row_policy;
use crate::{
    entity::{entity, json_scalar, patch, word_enum},
    model::{BookingPolicies, Language, PermissionSet, Role, ServicePolicies},
    value::{
        Active, CountryCode, Currency, EmailAddress, GraceDays, Id, Name, Notes, Percent,
        PhoneNumber, PriceMode, Slug, TenantId, TimeZone, Timestamp, ValueError, WebOrigins,
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
            /// The sites that may show the page on which guests book in a frame of theirs.
            embedding_sites: WebOrigins,
            /// Whether it is in use.
            is_active: Active,
        }
    }
}

impl Organization {
    /// Returns the language of an organization that was read, or was not to be seen.
    pub(crate) fn language(found: Option<&Self>) -> Language {
        found.map_or_else(Language::default, |found| found.settings.language)
    }
}

impl From<Id<Organization>> for TenantId {
    fn from(organization: Id<Organization>) -> Self {
        Self(organization.uuid())
    }
}

impl From<TenantId> for Id<Organization> {
    /// The platform is no organization: by its identifier none is found.
    fn from(tenant: TenantId) -> Self {
        Self::from_uuid(tenant.0)
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
    /// In which language the server writes what it says on invoices and cards by itself, such as
    /// the name of a line that asks for a deposit.
    pub language: Language,
    /// How many days after its end what is prepaid is written off, of what is sold from now on by
    /// centers that say nothing of their own; never, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_off_after_days: Option<GraceDays>,
    /// The minutes from one center to another, for those who work at several; 0, if absent.
    #[schemars(range(min = 0, max = 240))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub travel_minutes: Option<u16>,
    /// The greatest share of a price that staff may take off by hand, in percent; any, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_discount_limit: Option<Percent>,
    /// The greatest share of a price that managers may take off by hand, in percent; any, if
    /// absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager_discount_limit: Option<Percent>,
    /// How providers enter their own time off.
    pub own_time_off: OwnTimeOff,
}

json_scalar!(OrganizationSettings);

patch! {
    OrganizationSettingsPatch of OrganizationSettings {
        settings {
            booking: BookingPolicies,
            public_booking: PublicBooking,
            language: Language,
            write_off_after_days: Option<GraceDays>,
            travel_minutes: Option<u16>,
            staff_discount_limit: Option<Percent>,
            manager_discount_limit: Option<Percent>,
            own_time_off: OwnTimeOff,
        }
    }
}

impl OrganizationSettings {
    /// The longest way between two centers: four hours, in minutes.
    pub const TRAVEL_MAX: u16 = 240;

    /// Checks the bounds of the numbers.
    ///
    /// # Errors
    ///
    /// [`ValueError::OutOfRange`] naming the number, with a JSON Pointer to the
    /// part that it stands in.
    pub fn check(&self) -> Result<(), (&'static str, ValueError)> {
        self.booking.check().map_err(|error| ("/settings/booking", error))?;
        if self.travel_minutes.is_some_and(|minutes| minutes > Self::TRAVEL_MAX) {
            let (value, range) = ("way between two centers", "at most 240 minutes");
            return Err(("/settings/travel_minutes", ValueError::OutOfRange { value, range }));
        }
        self.public_booking.check().map_err(|error| ("/settings/public_booking", error))
    }
}

word_enum! {
    /// How providers enter their own time off.
    OwnTimeOff {
        /// By themselves: it is blocked at once.
        AtOnce = "at_once",
        /// By asking for it: it is blocked once it is approved.
        OnApproval = "on_approval",
    }
}

impl Default for OwnTimeOff {
    /// The default: it is blocked at once.
    fn default() -> Self {
        Self::AtOnce
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
    /// For how long a start is held for somebody who has not said yet who they are, in
    /// minutes.
    #[schemars(range(min = 1, max = 60))]
    pub cart_minutes: u32,
    /// How long before its start an appointment can still be moved or cancelled by who
    /// booked it, in minutes, unless its service says otherwise.
    #[schemars(range(min = 0, max = 525_600))]
    pub change_notice_minutes: u32,
    /// How long before its start it can still be cancelled, if that is not as long.
    #[schemars(range(min = 0, max = 525_600))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_notice_minutes: Option<u32>,
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
            cart_minutes: 10,
            change_notice_minutes: 0,
            cancel_notice_minutes: None,
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
            cart_minutes: u32,
            change_notice_minutes: u32,
            cancel_notice_minutes: Option<u32>,
            max_per_hour: u32,
            max_per_contact: u32,
            provider_choice: ProviderChoice,
        }
    }
}

impl PublicBooking {
    /// The longest hold: a week, in minutes.
    pub const HOLD_MAX: u32 = 10_080;
    /// The longest hold without a name: an hour, in minutes.
    pub const CART_MAX: u32 = 60;
    /// The most appointments in an hour.
    pub const HOURLY_MAX: u32 = 10_000;
    /// The most appointments with one email address in a day.
    pub const CONTACT_MAX: u32 = 1_000;

    fn check(&self) -> Result<(), ValueError> {
        let out_of_range = |value, range| Err(ValueError::OutOfRange { value, range });
        if !(1..=Self::HOLD_MAX).contains(&self.hold_minutes) {
            return out_of_range("hold", "from 1 to 10,080 minutes, which is a week");
        }
        if !(1..=Self::CART_MAX).contains(&self.cart_minutes) {
            return out_of_range("hold without a name", "from 1 to 60 minutes");
        }
        let longest = self.change_notice_minutes.max(self.cancel_notice_minutes.unwrap_or(0));
        if longest > BookingPolicies::NOTICE_MAX {
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

/// What a guest does with an appointment that they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GuestChange {
    /// Has it at another time.
    Move,
    /// Does not come.
    Cancel,
}

impl PublicBooking {
    /// Returns how many minutes before its start a guest may still change an appointment of a
    /// service that may have rules of its own.
    #[must_use]
    pub fn notice_for(&self, change: GuestChange, service: Option<&ServicePolicies>) -> u32 {
        let own = service.copied().unwrap_or_default();
        match change {
            GuestChange::Move => own.move_notice_minutes,
            GuestChange::Cancel => own.cancel_notice_minutes.or(self.cancel_notice_minutes),
        }
        .unwrap_or(self.change_notice_minutes)
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
