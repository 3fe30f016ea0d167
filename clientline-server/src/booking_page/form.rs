//! What a guest gives, as a form sends it.

use clientline_core::{
    model::{Provider, Service},
    ops::online::book::NewOnlineBooking,
    value::{Code, EmailAddress, Id, Name, Notes, PhoneNumber, Timestamp},
};
use poem::http::header;
use serde::{Deserialize, de::DeserializeOwned};

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
    /// The services that follow it, with commas between them.
    pub(super) further: String,
    /// The codes of what is added to the first one, with commas between them.
    pub(super) add_ons: String,
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

/// Reads a form out of a request's body.
pub(super) fn read<T: DeserializeOwned>(call: &Call) -> Result<T, Problem> {
    let kind = call.header(&header::CONTENT_TYPE).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Refusal::NotAForm.into());
    }
    let form: Result<T, _> = serde_urlencoded::from_bytes(&call.body);
    let form = form.map_err(|_other_fields| Refusal::MalformedRequest)?;
    let has_nul = call.body.windows(3).any(|bytes| bytes == b"%00") || call.body.contains(&0);
    if has_nul { Err(Refusal::MalformedRequest.into()) } else { Ok(form) }
}

impl Form {
    /// The start that was chosen.
    pub(super) fn starts_at(&self) -> Option<Timestamp> {
        self.start.parse().ok()
    }

    /// The provider who was chosen.
    pub(super) fn provider(&self) -> Option<Id<Provider>> {
        self.provider.parse().ok()
    }

    /// The services that follow the first one; none, if one of them can't be right.
    pub(super) fn further(&self) -> Option<Vec<Id<Service>>> {
        let named = self.further.split(',').filter(|id| !id.is_empty());
        named.map(|id| id.parse().ok()).collect()
    }

    /// What is added to the first service; none, if one of the codes can't be right.
    pub(super) fn add_ons(&self) -> Option<Vec<Code>> {
        let named = self.add_ons.split(',').filter(|code| !code.is_empty());
        named.map(|code| code.parse().ok()).collect()
    }

    /// The names of the fields that a guest fills in, and that can't be right.
    pub(super) fn wrong(&self) -> Vec<&'static str> {
        let is_text = |text: &str| text.trim().is_empty() || text.trim().parse::<Notes>().is_ok();
        let fields = [
            ("first_name", self.first_name.parse::<Name>().is_ok()),
            ("last_name", self.last_name.parse::<Name>().is_ok()),
            ("email", self.email.trim().parse::<EmailAddress>().is_ok()),
            (
                "phone",
                self.phone.trim().is_empty() || self.phone.trim().parse::<PhoneNumber>().is_ok(),
            ),
            ("notes", is_text(&self.notes)),
        ];
        fields.into_iter().filter(|(_, is_right)| !is_right).map(|(name, _)| name).collect()
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
            further_service_ids: self.further()?,
            add_ons: self.add_ons()?,
            provider_id: self.provider(),
            starts_at: self.starts_at()?,
            hold_token: None,
            notes: if notes.is_empty() { None } else { Some(notes.parse().ok()?) },
        })
    }
}
