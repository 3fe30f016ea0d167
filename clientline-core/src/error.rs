//! The core's error: one error for every use case.
//!
//! Each error has a stable [`code`](Error::code) for programs, a sentence for
//! people, and a [`kind`](Error::kind) that says what the caller can do about
//! it.

use std::{borrow::Cow, fmt};

use crate::{
    storage,
    value::{Series, Timestamp, ValueError},
};

/// A specialized result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case failed; it changed nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The credential is missing, wrong, expired or revoked: nobody is told
    /// which.
    #[error("the credential is not valid")]
    Unauthenticated,
    /// The actor is not allowed the operation.
    #[error("{who} may not {}", permission.replace('_', " "))]
    Forbidden {
        /// The actor who is not allowed.
        who: Barred,
        /// The permission that the operation needs.
        permission: &'static str,
    },
    /// The row does not exist in the tenant.
    #[error("there is no such {entity}")]
    NotFound {
        /// The kind of row.
        entity: &'static str,
    },
    /// The state of things, or a rule between rows, forbids the change.
    #[error("{detail}")]
    Conflict {
        /// The rule's stable code; a constraint's own name where it is one.
        code: &'static str,
        /// The constraint in the way.
        detail: Cow<'static, str>,
    },
    /// The time that was asked for can't be had.
    #[error("{detail}")]
    SlotUnavailable {
        /// The rule that refused it.
        code: &'static str,
        /// The constraint in the way.
        detail: String,
        /// The nearest starts that can be had.
        alternatives: Vec<Timestamp>,
    },
    /// The row has another version than the caller named (`If-Match`).
    #[error("the {entity} has changed since it was read")]
    Stale {
        /// The kind of row.
        entity: &'static str,
    },
    /// Some inputs are wrong; each is named.
    #[error("{}", summary(.0))]
    Invalid(Vec<Invalid>),
    /// An idempotency key was used before with another request.
    #[error("this idempotency key was used before with another request")]
    KeyReused,
    /// Too many sign-ins failed in a row; only after a while is the next one
    /// looked at.
    #[error("too many sign-ins failed; try again later")]
    TooManyAttempts {
        /// After how many seconds.
        retry_after: u16,
    },
    /// Too many appointments were booked without a sign-in, by all together or with one
    /// email address: nobody is told which.
    #[error("too many appointments were booked; try again later")]
    TooManyBookings {
        /// After how many seconds.
        retry_after: u32,
    },
    /// Too many requests wait for the same work; try again later.
    #[error("too many requests wait already")]
    Overloaded,
    /// Too many requests compete for the same rows; try again later.
    #[error("too many requests compete for the same rows")]
    Busy,
    /// The system has no random numbers to give; try again later.
    #[error("the system has no random numbers to give")]
    NoRandomNumbers,
    /// The program lacks what whoever waits needs: a Tokio runtime with a timer. The sentence says
    /// what there is to do.
    #[error("{0}")]
    NoRuntime(&'static str),
    /// The request is to be planned again. The engine does so by itself: this is the answer
    /// to no request. Who plans several as one passes it on.
    #[error("the request is to be planned again")]
    Replan(Replan),
    /// The storage failed.
    #[error(transparent)]
    Storage(storage::Error),
}

/// The reason why an actor is not allowed: their role, or their credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Barred {
    /// The role of this name.
    Role(&'static str),
    /// A key that is kept to a part of its role.
    Key,
    /// The token of one appointment.
    Token,
}

impl fmt::Display for Barred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role) => write!(f, "the role `{role}`"),
            Self::Key => f.write_str("this key"),
            Self::Token => f.write_str("this token"),
        }
    }
}

/// Why a request is to be planned again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Replan {
    /// A row that the plan relies on is gone: another commit came first.
    Again,
    /// The process has too few numbers left, and leases more first.
    Short(Shortage),
    /// It reads more than once, and so on a snapshot.
    OnSnapshot,
}

/// The numbers that a plan ran out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    pub(crate) series: Series,
    /// How many the plan can say that it needs.
    pub(crate) count: u32,
}

/// The codes of conflicts that no declared constraint is behind, with what each
/// means; a constraint's code is its own name.
pub const CONFLICTS: &[(&str, &str)] = &[
    (
        "already_done",
        "The request was made before with this key; its answer held a secret, or what is erased, and is not kept.",
    ),
    ("appointment_not_begun", "The appointment may still be cancelled."),
    ("blocked", "The time is blocked for the provider, the room or the center."),
    (
        "center_has_appointments",
        "Appointments are to come at the center, whose local times another zone would change.",
    ),
    ("center_inactive", "The center takes no bookings."),
    ("change_too_late", "It is too near to its start to be changed online; ask the front desk."),
    ("changed_meanwhile", "One of several appointments has changed since it was read."),
    ("changed_too_often", "It was moved as often as it can be online; ask the front desk."),
    (
        "credit_exceeds_invoice",
        "Less is left of the invoice, or of its line, than is to be credited.",
    ),
    ("currency_in_use", "A draft or a sale that waits to be billed is in the center's currency."),
    ("currency_mismatch", "Two currencies would meet on one document."),
    ("day_too_large", "More came and went on the day than totals are made of."),
    ("deposit_deducted", "The deposit is deducted on another invoice."),
    ("deposit_exists", "A deposit was asked for already."),
    ("discount_limit", "The role may not take off as much by hand."),
    ("gift_card_expired", "The gift card pays no more."),
    ("gift_card_in_use", "Some of the gift card was spent."),
    ("gift_card_line", "The line sells a gift card, and stays as it is until it is taken off."),
    ("gift_card_of_invoice", "A gift card would pay for the invoice that sold it."),
    ("gift_card_refund", "Money of a gift card goes back onto it, and no other money does."),
    ("gift_card_short", "Less is left on the gift card."),
    (
        "gift_card_taxed",
        "The tax was charged when the gift card was sold; it is deducted of a line.",
    ),
    ("guest_credit_short", "The guest has less to their credit than that."),
    ("guest_erased", "What was known of the guest was erased; nothing can be added."),
    ("guest_has_appointments", "An appointment of the guest is neither over nor cancelled."),
    ("guest_has_draft", "An invoice of the guest is a draft."),
    ("guest_inactive", "The guest is not served any more."),
    (
        "guest_limit_reached",
        "The guest has as many appointments as the center allows in a day, a week, or to come.",
    ),
    ("guest_merged", "The guest was merged into another, which is the one to go on with."),
    ("guest_of_walk_ins", "The guest stands for all who walk in at a center."),
    ("guest_too_large", "More is kept about the guest than one request can deal with."),
    ("hold_extended", "It was held longer once already."),
    ("hold_lapsed", "It was not confirmed in time, and is held no more; book it again."),
    ("in_the_past", "The appointment has begun, or is over; ask the front desk."),
    ("in_use", "Something still refers to it; deactivate it instead."),
    ("invalid_transition", "From its status it can't go to that one."),
    ("invoice_empty", "The invoice has no lines."),
    ("invoice_full", "The invoice has as many lines as it can have."),
    ("invoice_not_draft", "Only a draft can be changed."),
    ("invoice_has_discounts", "A discount over one of the drafts is not meant for the other."),
    ("invoice_has_payments", "Money was taken on the draft that would go."),
    ("invoice_paid", "Nothing is owed on the invoice."),
    ("invoice_void", "The invoice was withdrawn."),
    ("last_admin", "The organization would be left without an active admin."),
    (
        "needs_approval",
        "Time off is approved here: it is asked for, and blocked once it is approved.",
    ),
    ("no_session", "Who has a key did not sign in, and has no password."),
    ("out_of_stock", "Fewer of a product are left than the invoice is over."),
    ("outside_hours", "The center or the provider does not work then."),
    ("line_credited_whole", "What a package paid, or sold, is credited as a whole."),
    ("line_redeemed", "A session of a package was taken for the line, which stays as it is."),
    ("not_a_walk_in", "The appointment is a guest's already, and not of somebody who walked in."),
    ("not_expired", "What would be written off can still be used."),
    ("no_offer", "Nothing is offered to the guest who waits."),
    ("not_taxed_alike", "The line bears other taxes than what was paid before."),
    (
        "nothing_to_cancel",
        "Nothing of the visit, the party or the series is to come, or there is none.",
    ),
    ("nothing_to_undo", "There is no step of the appointment that can be taken back."),
    ("offer_not_given", "The offer is not given on that day."),
    ("offer_open", "A time is offered to the guest who waits; it is to be answered first."),
    ("overpayment", "More of the guest's credit would be spent than what is owed."),
    ("package_does_not_rest", "The package does not rest, and will not."),
    ("package_expired", "The package can't be redeemed any more on that day."),
    ("package_in_use", "A session of the package was taken."),
    ("package_inactive", "The package is not offered."),
    ("package_not_on_sale", "The package is not sold on that day."),
    ("package_not_whole", "A part of a package would be sold."),
    ("package_rests", "No session of the package is taken while it rests."),
    ("package_too_large", "More sessions would be sold at once than a package has."),
    ("package_used_up", "No session of the service is left in the package."),
    ("period_too_large", "More was earned in the period than totals are made of."),
    ("price_mode_in_use", "A draft or a sale that waits to be billed was priced the other way."),
    ("price_mode_mismatch", "What is sold was priced the other way than the lines of the draft."),
    ("product_unavailable", "The product is out of stock, or not sold any more."),
    ("provider_limit_reached", "The provider has as many appointments as a day may have."),
    ("refund_exceeds_payment", "Less is left of the payment than is to be given back."),
    ("room_too_small", "Appointments to come would not fit; the detail names them."),
    ("sale_not_open", "The sale was billed or voided, and changes no more."),
    ("sale_of_appointment", "The sale of an appointment goes with the appointment."),
    ("sale_void", "The sale was voided."),
    ("sale_without_item", "The sale names nothing that was sold."),
    ("series_begun", "Numbers of the series were given already; it goes on after them."),
    ("service_inactive", "The service is not offered."),
    ("tax_in_use", "A service or a product bears the tax; take it off there first."),
    ("too_many_appointments", "At most a hundred appointments are cancelled at once."),
    ("too_many_rules", "There are as many rules of commission as there can be."),
    ("time_off_decided", "Somebody has decided about the time off already."),
    ("undo_too_late", "The last step was not taken today; change the appointment anew."),
    ("waitlist_booked", "The guest took a time that was offered, and waits no more."),
];

/// One wrong input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Where it is, as a JSON Pointer (RFC 6901) into the request.
    pub pointer: String,
    /// A stable code.
    pub code: &'static str,
    /// The reason.
    pub detail: String,
}

/// The kind of an [`Error`]: what a caller can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Bring a valid credential.
    Unauthenticated,
    /// Ask someone with another role.
    Forbidden,
    /// Look for something else.
    NotFound,
    /// Look at the state again, and choose anew.
    Conflict,
    /// Read the row again, and apply the change to it.
    Stale,
    /// Mend the request.
    Invalid,
    /// Send it with a key of its own.
    KeyReused,
    /// Wait as long as is said, and try again.
    TooMany,
    /// Try the same again later.
    Unavailable,
    /// Report a bug.
    Internal,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::Stale,
        Self::Invalid,
        Self::KeyReused,
        Self::TooMany,
        Self::Unavailable,
        Self::Internal,
    ];
}

impl Error {
    /// Makes a conflict.
    pub fn conflict(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Conflict { code, detail: detail.into() }
    }

    /// Makes an error about one wrong input.
    pub fn invalid(pointer: &str, code: &'static str, detail: impl Into<String>) -> Self {
        let pointer = pointer.to_owned();
        Self::Invalid(vec![Invalid { pointer, code, detail: detail.into() }])
    }

    /// Makes an error about a value that an input does not allow.
    #[must_use]
    pub fn value(pointer: &str, error: &ValueError) -> Self {
        Self::invalid(pointer, "invalid_value", error.to_string())
    }

    /// The error of a field that the actor's role may not give.
    #[must_use]
    pub(crate) fn withheld(pointer: &str) -> Self {
        Self::invalid(pointer, "withheld", "Your role can't give this field.")
    }

    /// Makes an error about a reference to something that is not there.
    #[must_use]
    pub fn missing_reference(pointer: &str, entity: &str) -> Self {
        let detail = format!("There is no such {}.", entity.replace('_', " "));
        Self::invalid(pointer, "not_found", detail)
    }

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound { .. } => "not_found",
            Self::Conflict { code, .. } | Self::SlotUnavailable { code, .. } => code,
            Self::Stale { .. } => "stale_version",
            Self::Invalid(_) => "invalid_request",
            Self::KeyReused => "idempotency_key_reused",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::TooManyBookings { .. } => "too_many_bookings",
            Self::Overloaded => "overloaded",
            Self::Busy | Self::Replan(_) | Self::Storage(storage::Error::Retry) => "busy",
            Self::NoRandomNumbers => "no_random_numbers",
            Self::Storage(storage::Error::Violated(name)) => name,
            Self::Storage(storage::Error::InUse) => "in_use",
            Self::Storage(storage::Error::Dangling) => "missing_reference",
            Self::Storage(storage::Error::Rejected(_)) => "rejected",
            Self::Storage(storage::Error::Unavailable(_) | storage::Error::Damaged(_)) => {
                "storage_unavailable"
            }
            Self::NoRuntime(_) | Self::Storage(_) => "internal",
        }
    }

    /// Returns the kind: what the caller can do.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Unauthenticated => ErrorKind::Unauthenticated,
            Self::Forbidden { .. } => ErrorKind::Forbidden,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Conflict { .. }
            | Self::SlotUnavailable { .. }
            | Self::Storage(storage::Error::Violated(_) | storage::Error::InUse) => {
                ErrorKind::Conflict
            }
            Self::Stale { .. } => ErrorKind::Stale,
            Self::KeyReused => ErrorKind::KeyReused,
            Self::Invalid(_)
            | Self::Storage(storage::Error::Dangling | storage::Error::Rejected(_)) => {
                ErrorKind::Invalid
            }
            Self::TooManyAttempts { .. } | Self::TooManyBookings { .. } => ErrorKind::TooMany,
            Self::Overloaded
            | Self::Busy
            | Self::NoRandomNumbers
            | Self::Replan(_)
            | Self::Storage(
                storage::Error::Retry | storage::Error::Unavailable(_) | storage::Error::Damaged(_),
            ) => ErrorKind::Unavailable,
            Self::NoRuntime(_) | Self::Storage(_) => ErrorKind::Internal,
        }
    }

    /// Returns the wrong inputs, if that is what is wrong.
    #[must_use]
    pub fn inputs(&self) -> &[Invalid] {
        match self {
            Self::Invalid(inputs) => inputs,
            _ => &[],
        }
    }
}

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        Self::Storage(error)
    }
}

fn summary(inputs: &[Invalid]) -> String {
    match inputs {
        [] => "the request is not valid".to_owned(),
        [only] if only.pointer.is_empty() => only.detail.clone(),
        [only] => format!("{}: {}", only.pointer, only.detail),
        [first, rest @ ..] => {
            format!("{}: {} (and {} more)", first.pointer, first.detail, rest.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The match stops the build of whoever adds a kind, and the list tells them where it goes.
    #[test]
    fn the_list_of_kinds_has_each_of_them() {
        let place = |kind| match kind {
            ErrorKind::Unauthenticated => 0,
            ErrorKind::Forbidden => 1,
            ErrorKind::NotFound => 2,
            ErrorKind::Conflict => 3,
            ErrorKind::Stale => 4,
            ErrorKind::Invalid => 5,
            ErrorKind::KeyReused => 6,
            ErrorKind::TooMany => 7,
            ErrorKind::Unavailable => 8,
            ErrorKind::Internal => 9,
        };
        assert!(ErrorKind::ALL.into_iter().map(place).eq(0..10));
    }
}
