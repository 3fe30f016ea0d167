//! What a guest gives, as a form sends it.

use clientline_core::{
    model::Provider,
    ops::online::book::NewOnlineBooking,
    value::{Id, Timestamp},
};
use poem::http::header;
use serde::Deserialize;

use crate::{
    endpoint::Call,
    problem::{Problem, Refusal},
};

/// The fields of the form. They are texts until the booking is made of them, so that what is
/// wrong is shown again as it was written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Form {
    pub(super) service: String,
    /// With whom; with anyone, if empty.
    pub(super) provider: String,
    pub(super) center: String,
    pub(super) start: String,
    /// Sent along, so that a form that is sent twice books once.
    pub(super) key: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) notes: String,
}

impl Form {
    /// Reads the form out of a request's body.
    pub(super) fn read(call: &Call) -> Result<Self, Problem> {
        let kind = call.header(&header::CONTENT_TYPE).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Refusal::NotAForm.into());
        }
        let form: Result<Self, _> = serde_urlencoded::from_bytes(&call.body);
        let form = form.map_err(|_other_fields| Refusal::MalformedRequest)?;
        let has_nul = call.body.windows(3).any(|bytes| bytes == b"%00") || call.body.contains(&0);
        if has_nul { Err(Refusal::MalformedRequest.into()) } else { Ok(form) }
    }

    /// The start that was chosen.
    pub(super) fn starts_at(&self) -> Option<Timestamp> {
        self.start.parse().ok()
    }

    /// The provider who was chosen.
    pub(super) fn provider(&self) -> Option<Id<Provider>> {
        self.provider.parse().ok()
    }

    /// The booking; none, if something is missing or can't be right.
    pub(super) fn booking(&self) -> Option<NewOnlineBooking> {
        let phone = self.phone.trim();
        let notes = self.notes.trim();
        Some(NewOnlineBooking {
            first_name: self.first_name.parse().ok()?,
            last_name: self.last_name.parse().ok()?,
            email: self.email.trim().parse().ok()?,
            phone: if phone.is_empty() { None } else { Some(phone.parse().ok()?) },
            center_id: Some(self.center.parse().ok()?),
            service_id: self.service.parse().ok()?,
            provider_id: self.provider(),
            starts_at: self.starts_at()?,
            notes: if notes.is_empty() { None } else { Some(notes.parse().ok()?) },
        })
    }
}
