//! Centers and their rooms.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AssignmentPolicy, DepositPolicy, FeePolicy, NumberPatterns, row_policy::row_policy};
use crate::{
    entity::{entity, json_scalar, patch, replaced_whole},
    value::{
        Active, Capacity, CashRounding, Code, CountryCode, Currency, DayEnd, EmailAddress,
        ExemptionReason, GraceDays, Id, Month, Name, Notes, PaymentDays, PhoneNumber, PostalCode,
        SlotAnchor, StepMinutes, TimeZone, Timestamp, ValueError, VatNumber, WeeklyHours,
    },
};

entity! {
    /// A place where guests are served, with its own time zone and hours.
    Center in "center", from NewCenter, by CenterPatch {
        required {
            /// The name of the center.
            name: Name,
            /// Its time zone (IANA): all its hours are wall-clock times there.
            time_zone: TimeZone,
        }
        made {
            /// A code, unique in the organization.
            code: Code,
            /// The currency that it invoices in; the organization's, unless given.
            currency: Currency,
        }
        optional {
            /// The name that guests see; `name`, if absent.
            display_name: Option<Name>,
            /// The name of who sells there, as invoices say it; that which guests see, if absent.
            legal_name: Option<Name>,
            /// Street and number.
            address: Option<Notes>,
            /// Postal code.
            postal_code: Option<PostalCode>,
            /// City.
            city: Option<Name>,
            /// State, province or region.
            state: Option<Name>,
            /// Country (ISO 3166-1 alpha-2).
            country: Option<CountryCode>,
            /// Telephone number.
            phone: Option<PhoneNumber>,
            /// Address for mail.
            email: Option<EmailAddress>,
            /// Number in the tax register.
            tax_number: Option<Code>,
            /// Identifier for value added tax.
            vat_number: Option<VatNumber>,
            /// The sentence on invoices to those who owe the tax in the place of the seller;
            /// `Reverse charge`, if absent.
            reverse_charge_reason: Option<ExemptionReason>,
            /// How many days after it was issued an invoice is due; none is said, if absent.
            payment_days: Option<PaymentDays>,
            /// The month in which its fiscal year begins, by which its documents are numbered;
            /// January, if absent.
            fiscal_year_month: Option<Month>,
            /// How the numbers of its documents are written.
            number_patterns: Option<Box<NumberPatterns>>,
            /// When its business day ends, and the next one begins: what is taken before is the day
            /// before's; midnight, if absent.
            day_ends_at: Option<DayEnd>,
            /// When it is open; without them it sets no limit of its own.
            hours: Option<WeeklyHours>,
            /// Its rules for booking.
            policies: BookingPolicies,
            /// What it costs to cancel late, or not to come; nothing, if absent.
            fees: Option<FeePolicy>,
            /// What is asked for before an appointment; nothing, if absent.
            deposit: Option<DepositPolicy>,
            /// How many days after its end what is prepaid is written off, of what is sold from now
            /// on; as its organization says, if absent.
            write_off_after_days: Option<GraceDays>,
            /// How cash is rounded where coins are larger than the smallest amount; not at
            /// all, if absent.
            cash_rounding: Option<CashRounding>,
            /// Whether it is in use.
            is_active: Active,
        }
    }
    unique center_code_taken (code);
}

row_policy! { Center, staff: ALL, client: ACTIVE, public: DECIDING }

impl Center {
    /// Returns the business day of an instant: the day on which the till books what is taken then.
    #[must_use]
    pub fn business_day(&self, at: Timestamp) -> NaiveDate {
        self.day_ends_at.unwrap_or_default().day_of(&self.time_zone, at)
    }

    /// Returns whether time that becomes free is offered by itself to those who wait.
    #[must_use]
    pub fn makes_offers(&self) -> bool {
        self.is_active.0 && self.policies.waitlist_offer_minutes.is_some()
    }
}

/// A center's rules for booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BookingPolicies {
    /// How long before its start an appointment must be booked, in minutes.
    #[schemars(range(min = 0, max = 525_600))]
    pub min_notice_minutes: u32,
    /// How far ahead an appointment may be booked, in days.
    #[schemars(range(min = 1, max = 3_650))]
    pub max_horizon_days: u16,
    /// The distance between offered starts, in minutes.
    pub step_minutes: StepMinutes,
    /// From when on they are counted.
    pub slot_anchor: SlotAnchor,
    /// Whether the buffers before and after an appointment must fit inside the hours.
    pub buffers_within_hours: bool,
    /// Who serves a guest who wants nobody in particular.
    pub assignment: AssignmentPolicy,
    /// The most appointments that a guest books on a local day; any number, if absent. The desk
    /// may book more.
    #[schemars(range(min = 1, max = 1_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_max_per_day: Option<u16>,
    /// The most that a guest books in a week, from Monday to Sunday.
    #[schemars(range(min = 1, max = 1_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_max_per_week: Option<u16>,
    /// The most that a guest has to come.
    #[schemars(range(min = 1, max = 1_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_max_to_come: Option<u16>,
    /// The most appointments whose time begins on a local day of a provider, a session of a class
    /// being one; only an override goes beyond.
    #[schemars(range(min = 1, max = 1_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_max_per_day: Option<u16>,
    /// How long an offer of the waiting list is held, in minutes. What becomes free is offered by
    /// itself if this is given; what the desk offers is held for an hour, if it is absent.
    #[schemars(range(min = 1, max = 10_080))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waitlist_offer_minutes: Option<u16>,
}

impl Default for BookingPolicies {
    fn default() -> Self {
        Self {
            min_notice_minutes: 0,
            max_horizon_days: 730,
            step_minutes: StepMinutes::default(),
            slot_anchor: SlotAnchor::default(),
            buffers_within_hours: false,
            assignment: AssignmentPolicy::default(),
            guest_max_per_day: None,
            guest_max_per_week: None,
            guest_max_to_come: None,
            provider_max_per_day: None,
            waitlist_offer_minutes: None,
        }
    }
}

impl BookingPolicies {
    /// The longest notice: a year, in minutes.
    pub const NOTICE_MAX: u32 = 525_600;
    /// The farthest horizon: ten years, in days.
    pub const HORIZON_MAX: u16 = 3_650;

    /// The highest limit of appointments.
    pub const LIMIT_MAX: u16 = 1_000;
    /// The longest time for which an offer is held: a week, in minutes.
    pub const OFFER_MAX: u16 = 7 * 24 * 60;
    /// The time for which an offer is held unless the center says another: an hour.
    const OFFER_MINUTES: u16 = 60;

    /// Returns for how many minutes an offer of the waiting list is held.
    #[must_use]
    pub fn offer_minutes(&self) -> u16 {
        self.waitlist_offer_minutes.unwrap_or(Self::OFFER_MINUTES)
    }

    /// Returns whether a guest's appointments are counted.
    #[must_use]
    pub const fn limit_guests(&self) -> bool {
        self.guest_max_per_day.is_some()
            || self.guest_max_per_week.is_some()
            || self.guest_max_to_come.is_some()
    }

    /// Checks the bounds of the numbers.
    ///
    /// # Errors
    ///
    /// [`ValueError::OutOfRange`] naming the number.
    pub fn check(&self) -> Result<(), ValueError> {
        if self.min_notice_minutes > Self::NOTICE_MAX {
            return Err(ValueError::OutOfRange {
                value: "notice",
                range: "at most 525,600 minutes, which is a year",
            });
        }
        if !(1..=Self::HORIZON_MAX).contains(&self.max_horizon_days) {
            return Err(ValueError::OutOfRange {
                value: "horizon",
                range: "from 1 to 3,650 days, which is ten years",
            });
        }
        let limits = [
            self.guest_max_per_day,
            self.guest_max_per_week,
            self.guest_max_to_come,
            self.provider_max_per_day,
        ];
        if limits.into_iter().flatten().any(|most| !(1..=Self::LIMIT_MAX).contains(&most)) {
            return Err(ValueError::OutOfRange { value: "limit", range: "from 1 to 1,000" });
        }
        if self.waitlist_offer_minutes.is_some_and(|held| !(1..=Self::OFFER_MAX).contains(&held)) {
            return Err(ValueError::OutOfRange {
                value: "time for which an offer is held",
                range: "from 1 to 10,080 minutes, which is a week",
            });
        }
        Ok(())
    }
}

json_scalar!(BookingPolicies, CashRounding);
replaced_whole!(CashRounding, SlotAnchor);

patch! {
    BookingPoliciesPatch of BookingPolicies {
        settings {
            min_notice_minutes: u32,
            max_horizon_days: u16,
            step_minutes: StepMinutes,
            slot_anchor: SlotAnchor,
            buffers_within_hours: bool,
            assignment: AssignmentPolicy,
            guest_max_per_day: Option<u16>,
            guest_max_per_week: Option<u16>,
            guest_max_to_come: Option<u16>,
            provider_max_per_day: Option<u16>,
            waitlist_offer_minutes: Option<u16>,
        }
    }
}

entity! {
    /// A kind of room, which services ask for.
    RoomCategory in "room_category", from NewRoomCategory, by RoomCategoryPatch {
        required {
            /// The name of the kind.
            name: Name,
        }
        optional {
            /// A description.
            description: Option<Notes>,
        }
    }
}

row_policy! { RoomCategory, staff: ALL, client: ALL }

entity! {
    /// A room, which holds one appointment for each unit of its capacity.
    Room in "room", from NewRoom, by RoomPatch {
        required {
            /// The name of the room.
            name: Name,
            /// The kind of room.
            room_category_id: Id<RoomCategory>,
            /// Where it is.
            center_id: Id<Center>,
        }
        made {
            /// A code, unique in the organization.
            code: Code,
        }
        optional {
            /// A description.
            description: Option<Notes>,
            /// How many appointments fit in it at a time.
            capacity: Capacity,
            /// Whether one appointment takes the whole room, whatever its capacity.
            only_one_appointment: bool,
            /// Whether staff may book more appointments into it than fit.
            can_exceed_capacity: bool,
            /// Whether it is in use.
            is_active: Active,
        }
        computed {
            /// The highest place that any appointment has of it which stayed when the room was
            /// made smaller.
            #[serde(skip_serializing)]
            highest_place: i32,
        }
    }
    unique room_code_taken (code);
}

row_policy! { Room, staff: ALL, client: ACTIVE, public: DECIDING }

impl Room {
    /// Returns how many appointments the room holds at a time.
    #[must_use]
    pub const fn units(&self) -> i32 {
        if self.only_one_appointment { 1 } else { self.capacity.get() }
    }
}
