//! What a link that was mailed opens: an appointment, or a visit, is seen, moved and cancelled.
//!
//! The page that the link names can't know its token, which is in the fragment. A script puts it
//! into headers and forms, and without one the guest pastes the link into a form. A form is sent by
//! POST, each step anew, so that the token stands in no address and in no log; the pages that
//! answer are written for whoever sent it, and keep nothing.

use chrono::NaiveDate;
use clientline_core::{
    Scope,
    engine::{Token, TokenKind},
    error::Error,
    model::Appointment,
    ops::{
        online::{
            manage::{
                CancelOnlineBooking, Cancellation, GetOnlineBooking, MoveOnlineBooking, NewStart,
            },
            managed::ManagedBooking,
            own_slots::FindOwnSlots,
            storefront::{PublicSlot, PublicSlotList},
        },
        scheduling::slot_formats::SlotFormat,
    },
    value::{DayCount, Id, SlotLimit, Slug, Timestamp},
};
use poem::{Response, http::StatusCode};
use serde::Deserialize;

use super::{
    form,
    templates::{Choice, Fact, Manage, Message, Move, NewTimes, page},
    texts::Texts,
    when::{Calendar, Stretch, parts_of},
};
use crate::{
    desk::public_assets,
    endpoint::{Arguments, Call, Path, Served, problem},
    problem::{Problem, Refusal},
};

/// Shows the page that a mailed link names.
pub(super) async fn open(_served: Served, call: Call) -> Result<Response, Problem> {
    let texts = Texts::wanted(call.request.headers());
    let (Path(slug),): (Path<Slug>,) = Arguments::take(&call)?;
    let (assets, action, statuses) = (&public_assets(), &address(&slug), texts.statuses());
    page(StatusCode::OK, &Manage { texts, assets, action, statuses })
}

/// The address of the page of a salon.
fn address(slug: &Slug) -> String {
    format!("/book/{slug}/manage")
}

/// The fields of the form.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Form {
    /// The token, or the link with it.
    token: String,
    /// Which part of a visit; all of it, if empty.
    part: String,
    /// What was pressed: nothing, `date=…`, `month=…`, `start=…` or `cancel`.
    to: String,
}

/// What is asked for.
#[derive(Clone, Copy)]
enum Asked {
    /// The times of a month, of a day of it if one is chosen, or of the next that are free.
    Times { month: Option<NaiveDate>, date: Option<NaiveDate> },
    /// To be moved to a start.
    Start(Timestamp),
    /// To be cancelled.
    Cancel,
}

impl Asked {
    /// Reads which button was pressed; none, if there is no such button.
    fn of(to: &str) -> Option<Self> {
        match to.split_once('=') {
            None if to.is_empty() => Some(Self::Times { month: None, date: None }),
            None => (to == "cancel").then_some(Self::Cancel),
            Some(("month", month)) => {
                Some(Self::Times { month: Some(month.parse().ok()?), date: None })
            }
            Some(("date", date)) => {
                let date = Some(date.parse().ok()?);
                Some(Self::Times { month: date, date })
            }
            Some(("start", start)) => Some(Self::Start(start.parse().ok()?)),
            Some(_) => None,
        }
    }
}

/// What was booked, and who has its token.
struct Own<'a> {
    scope: Scope,
    texts: Texts,
    /// The address of the page.
    action: String,
    token: &'a str,
    part: Option<Id<Appointment>>,
    now: Timestamp,
}

/// Shows what a token opens, and does what was pressed.
pub(super) async fn change(served: Served, call: Call) -> Result<Response, Problem> {
    let texts = Texts::wanted(call.request.headers());
    let form: Form = form::read(&call)?;
    let mut parameters = call.parameters.iter();
    let slug = parameters.next().and_then(|slug| slug.parse().ok());
    let slug: Slug = slug.ok_or(Refusal::NotFound)?;
    let asked = Asked::of(&form.to).ok_or(Refusal::MalformedRequest)?;
    let part = match form.part.as_str() {
        "" => None,
        part => Some(part.parse().map_err(|_other| Refusal::MalformedRequest)?),
    };
    // The whole link may have been pasted.
    let token = form.token.rsplit('#').next().unwrap_or_default().trim();
    let is_one = Token::parse(token)
        .is_some_and(|token| matches!(token.kind(), TokenKind::Manage | TokenKind::Confirm));
    let scope = match served.client.authenticate(token).await {
        Ok(scope) if is_one => scope,
        Ok(_) | Err(Error::Unauthenticated) => return opens_nothing(texts),
        Err(error) => return Err(problem(&error)),
    };
    let _permit = served.quotas.admit_public(scope.tenant())?;
    let now = served.client.environment().now();
    let action = address(&slug);
    Own { scope, texts, action, token, part, now }.answer(asked).await
}

/// Says that a link opens no appointment.
fn opens_nothing(texts: Texts) -> Result<Response, Problem> {
    let (title, text) = (texts.of("your_appointment"), texts.of("wrong_link"));
    let assets = &public_assets();
    let said = Message { texts, assets, title, text, facts: Vec::new(), link: None, label: "" };
    page(StatusCode::NOT_FOUND, &said)
}

impl Own<'_> {
    async fn answer(&self, asked: Asked) -> Result<Response, Problem> {
        let done = match asked {
            Asked::Times { month, date } => return self.ask(month, date, None).await,
            Asked::Start(starts_at) => {
                let to = NewStart { starts_at, appointment_id: self.part };
                self.scope.run(&MoveOnlineBooking(to)).await
            }
            Asked::Cancel => {
                let why = Cancellation { reason: None, appointment_id: self.part };
                self.scope.run(&CancelOnlineBooking(why)).await
            }
        };
        match (done, asked) {
            (Ok(booking), _) => self.done(&booking),
            (Err(Error::SlotUnavailable { .. }), Asked::Start(start)) => {
                let zone = self.booking(self.part).await?.time_zone;
                let date = Some(zone.local(start).date());
                self.ask(date, date, Some(self.texts.of("taken"))).await
            }
            (Err(Error::Conflict { .. } | Error::NotFound { .. }), _) => {
                self.ask(None, None, Some(self.texts.of("refused"))).await
            }
            (Err(error), _) => Err(problem(&error)),
        }
    }

    async fn booking(&self, part: Option<Id<Appointment>>) -> Result<ManagedBooking, Problem> {
        let found = self.scope.run(&GetOnlineBooking { appointment_id: part }).await;
        found.map_err(|error| problem(&error))
    }

    /// Says what became of it.
    fn done(&self, booking: &ManagedBooking) -> Result<Response, Problem> {
        let texts = self.texts;
        let message = Message {
            texts,
            assets: &public_assets(),
            title: texts.of("your_appointment"),
            text: texts.status(booking.status.as_str()),
            facts: self.facts(booking),
            link: Some(format!("{}#{}", self.action, self.token)),
            label: texts.of("see_appointment"),
        };
        page(StatusCode::OK, &message)
    }

    /// Shows what was booked, and the times to which it can be moved.
    async fn ask(
        &self,
        month: Option<NaiveDate>,
        date: Option<NaiveDate>,
        notice: Option<&str>,
    ) -> Result<Response, Problem> {
        let first = self.booking(self.part).await?;
        let mut bookings = vec![self.facts(&first)];
        // A visit has few parts.
        let others = first.parts.iter().filter(|id| self.part.is_none() && **id != first.id);
        for other in others {
            bookings.push(self.facts(&self.booking(Some(*other)).await?));
        }
        let times = if first.status.is_to_come() {
            Some(self.times(&first, month, date).await?)
        } else {
            None
        };
        let part = self.part.map(|part| part.to_string()).unwrap_or_default();
        let shown = Move {
            texts: self.texts,
            assets: &public_assets(),
            action: &self.action,
            token: self.token,
            part: &part,
            bookings,
            notice,
            fee: self.fee(&first),
            times,
        };
        page(notice.map_or(StatusCode::OK, |_| StatusCode::CONFLICT), &shown)
    }

    async fn times(
        &self,
        booking: &ManagedBooking,
        month: Option<NaiveDate>,
        date: Option<NaiveDate>,
    ) -> Result<NewTimes, Problem> {
        let local = |at| booking.time_zone.local(at).date();
        let today = local(self.now);
        let shown = month.unwrap_or_else(|| local(booking.starts_at)).max(today);
        let counts = match Stretch::of(shown, today) {
            Some(Stretch { first, days }) => {
                let counted = self.find(first, days, SlotFormat::Counts).await?;
                counted.counts.unwrap_or_default()
            }
            None => Vec::new(),
        };
        let first_free = || counts.iter().find(|day| day.starts > 0).map(|day| day.date);
        let date = date.filter(|date| *date >= today).or_else(first_free);
        let starts = match date {
            Some(date) => self.find(date, DayCount::default(), SlotFormat::Slots).await?.slots,
            None => Vec::new(),
        };
        let time = |slot: &PublicSlot| Choice {
            link: format!("start={}", slot.starts_at),
            name: slot.local.get(11..).unwrap_or_default().to_owned(),
            lines: Vec::new(),
        };
        let value = |link: String| link.trim_start_matches('&').to_owned();
        Ok(NewTimes {
            month: Calendar { shown, today, date }.month(self.texts, &counts, &value),
            day: date.map(|date| self.texts.day(date)),
            parts: parts_of(self.texts, &starts, time),
        })
    }

    async fn find(
        &self,
        date: NaiveDate,
        days: DayCount,
        format: SlotFormat,
    ) -> Result<PublicSlotList, Problem> {
        let (appointment_id, limit) = (self.part, SlotLimit::default());
        let find = FindOwnSlots { appointment_id, date, days, format, limit, cursor: None };
        self.scope.run(&find).await.map_err(|error| problem(&error))
    }

    /// What was booked, in lines.
    fn facts(&self, booking: &ManagedBooking) -> Vec<Fact> {
        let local = booking.time_zone.local(booking.starts_at);
        let when = format!("{}, {}", self.texts.day(local.date()), local.format("%H:%M"));
        let name = |name: &Option<_>| name.as_ref().map(ToString::to_string);
        let lines = [
            Some(("when", when)),
            name(&booking.service).map(|service| ("what", service)),
            name(&booking.provider).map(|provider| ("with", provider)),
            name(&booking.center).map(|center| ("where", center)),
            Some(("status", self.texts.status(booking.status.as_str()).to_owned())),
        ];
        let fact = |(name, text)| Fact { name: self.texts.of(name), text };
        lines.into_iter().flatten().map(fact).collect()
    }

    /// What cancelling costs now, or until when it costs nothing.
    fn fee(&self, booking: &ManagedBooking) -> Option<String> {
        let sum = |fee| self.texts.money(fee);
        let now = booking.cancellation_fee;
        let now = now.map(|fee| self.texts.of("fee_now").replace("{fee}", &sum(fee)));
        let until = || {
            let local = booking.time_zone.local(booking.free_until?);
            let until = format!("{}, {}", self.texts.day(local.date()), local.format("%H:%M"));
            Some(self.texts.of("free_until").replace("{until}", &until))
        };
        now.or_else(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_is_asked_for_and_nothing_else_does() {
        let times = |to: &str| match Asked::of(to) {
            Some(Asked::Times { month, date }) => (month.is_some(), date.is_some()),
            _ => panic!("{to} asks for no times"),
        };
        assert_eq!(times(""), (false, false));
        assert_eq!(times("month=2026-12-01"), (true, false));
        assert_eq!(times("date=2026-12-24"), (true, true));
        assert!(matches!(Asked::of("start=2026-12-24T09:00:00Z"), Some(Asked::Start(_))));
        assert!(matches!(Asked::of("cancel"), Some(Asked::Cancel)));
        for wrong in ["confirm", "date=", "date=soon", "start=2026-12-24", "part=1"] {
            assert!(Asked::of(wrong).is_none(), "{wrong}");
        }
    }
}
