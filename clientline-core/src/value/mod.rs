//! Identifiers, amounts, times and texts: the words that every other module
//! speaks. Parse, don't validate: a value that exists holds its rule, and no
//! later layer checks it again.

mod bit_set;
mod bounded;
mod cash_rounding;
mod count;
mod day_end;
mod decimal;
mod discount;
mod fee;
mod few_ids;
mod flag;
mod hours;
mod id;
mod list;
mod local_time;
mod local_window;
mod minutes;
mod money;
mod network;
mod number_pattern;
mod origin;
mod origins;
mod password;
mod pin;
mod price_mode;
mod range;
mod ranged;
mod recurrence;
mod recurrence_rule;
mod recurrence_text;
mod segments;
mod series;
mod slot_anchor;
mod tags;
mod text;
mod time;
mod validity;
mod weekday;
mod zone;

pub(crate) use self::bit_set::BitSet;
pub use self::{
    cash_rounding::{CashMode, CashRounding},
    count::{
        Capacity, FurtherCount, GraceDays, Month, PaymentDays, Priority, SessionCount, SlotLimit,
        StartLimit, StartNumber, Stock, ValidityDays,
    },
    day_end::DayEnd,
    decimal::Fixed,
    discount::Discount,
    fee::Fee,
    few_ids::FewIds,
    flag::Active,
    hours::{DatedWindow, DayHours, MAX_DAY_WINDOWS, MAX_WEEKLY_WINDOWS, WeeklyHours},
    id::{Id, TenantId},
    list::IdList,
    local_time::LocalTime,
    local_window::LocalWindow,
    minutes::{AddedMinutes, BufferMinutes, CalendarDays, DayCount, DurationMinutes, StepMinutes},
    money::{Currency, Money, MoneyError},
    network::NetworkPrefix,
    number_pattern::NumberPattern,
    origins::WebOrigins,
    password::Password,
    pin::Pin,
    price_mode::PriceMode,
    range::TimeRange,
    ranged::{Amount, Percent, Quantity, TaxRate, UnitPrice},
    recurrence::Recurrence,
    recurrence_rule::RecurrenceRule,
    segments::{Segment, SegmentKind, Segments},
    series::Series,
    slot_anchor::SlotAnchor,
    tags::Tags,
    text::{
        Code, Color, CountryCode, EmailAddress, ExemptionCode, ExemptionReason, Name, Notes,
        PhoneNumber, PostalCode, Slug, VatNumber, WebOrigin,
    },
    time::Timestamp,
    validity::Validity,
    weekday::Weekday,
    zone::{TimeZone, tzdb_version},
};
pub(crate) use self::{
    time::{DAY_MICROS, MINUTE_MICROS},
    zone::OffsetPeriod,
};

/// Why a text or a number is not the value that was asked for.
///
/// The messages are whole sentences for the person who typed the value; a
/// program matches on the variant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// The input does not have the form, or the size, of the value.
    #[error("This is not a valid {what}: {reason}.")]
    Invalid {
        /// The kind of value, as "time zone".
        what: &'static str,
        /// The reason, without a full stop.
        reason: String,
    },
    /// The text is not a plain decimal number.
    #[error("This is not a decimal number; write it like 12.50, without signs of thousands.")]
    NotADecimal,
    /// The number has more digits after the point than the value keeps.
    #[error("At most {at_most} digits may follow the decimal point.")]
    TooPrecise {
        /// How many digits may follow the point.
        at_most: u32,
    },
    /// The number has more digits than can be kept exactly.
    #[error("The number has too many digits.")]
    TooLong,
    /// The number is exact, but the value does not reach that far.
    #[error("The {value} must be {range}.")]
    OutOfRange {
        /// The name of the value.
        value: &'static str,
        /// Which numbers it may be, in words.
        range: &'static str,
    },
    /// The text is not the code of a currency that money can be counted in.
    #[error("This is not an ISO 4217 code of a currency in use, such as EUR.")]
    UnknownCurrency,
}

impl ValueError {
    pub(crate) fn invalid(what: &'static str, reason: impl Into<String>) -> Self {
        Self::Invalid { what, reason: reason.into() }
    }
}
