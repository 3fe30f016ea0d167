//! A few facts kept beside the storages, from nothing but the answers: who
//! holds which time, what was paid, and what was answered by which key.

use std::collections::BTreeMap;

use clientline::{
    engine::Operation as _,
    value::{TenantId, TimeRange, Timestamp},
};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    act::{Answer, Said},
    script::Step,
    several::{Part, Several},
};

/// A time that a request wants to take.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) resource: Uuid,
    pub(crate) work: Vec<TimeRange>,
}

/// What is known of a request before it is answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// What it wants to take, if it names that.
    pub(crate) wish: Option<Wish>,
    /// The start that it offers to somebody who waits.
    pub(crate) offered: Option<Timestamp>,
    /// The payment that it takes back.
    pub(crate) takes_back: Option<Uuid>,
}

/// What the answers so far say.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// What each appointment holds.
    held: BTreeMap<(TenantId, Uuid), Vec<Held>>,
    /// The starts that were offered to those who wait. By whom, and until when they are held, no
    /// answer says.
    offered: Vec<(TenantId, Timestamp)>,
    /// What was paid, and what an issued invoice comes to.
    invoices: BTreeMap<(TenantId, Uuid), Bill>,
    /// The invoice of each payment whose money is there.
    payments: BTreeMap<(TenantId, Uuid), Uuid>,
    /// What was answered by a key, when, and to which request.
    answered: BTreeMap<(TenantId, Uuid, &'static str, String), Answered>,
}

/// An answer by a key.
#[derive(Debug)]
struct Answered {
    at: Timestamp,
    request: &'static str,
    json: String,
}

impl Answered {
    /// How long a key holds, in minutes.
    const HOLDS: i64 = 24 * 60;

    fn holds(&self, now: Timestamp) -> bool {
        now < self.at.saturating_plus_minutes(Self::HOLDS)
    }
}

/// A unit, and a time for which it is taken.
#[derive(Debug)]
struct Held {
    unit: (Uuid, i64),
    range: TimeRange,
}

#[derive(Debug, Default)]
struct Bill {
    issued: Option<Decimal>,
}

/// A fact that an answer contradicts.
type Checked = Result<(), String>;

impl Model {
    /// How long an appointment lasts at most, in minutes.
    const LONGEST: i64 = 24 * 60;

    /// Checks an answer against what is known, and learns from it.
    pub(crate) fn hear(&mut self, step: &Step, answer: &Answer, committed: bool) -> Checked {
        let replayed = self.check_key(step, answer, committed)?;
        match answer {
            Ok(said) if !replayed => self.hear_said(step, said),
            Err(refused) => match step.facts.as_slice() {
                [facts] => self.hear_refused(step.tenant, facts, refused.code),
                _ => Ok(()),
            },
            Ok(_) => Ok(()),
        }
    }

    /// What a key answered once it answers for a day, and to one request only.
    fn check_key(&mut self, step: &Step, answer: &Answer, committed: bool) -> Result<bool, String> {
        let Some(key) = &step.key else { return Ok(false) };
        let name = step.act.name();
        let place = (step.tenant, step.actor.id, name, key.text.clone());
        let before = self.answered.get(&place).filter(|before| before.holds(step.at));
        match (before, answer) {
            (Some(Answered { request, json, .. }), Ok(said)) => {
                let same = *request == key.request && said.replayed && *json == said.json;
                if same { Ok(true) } else { Err(format!("the key answered {json} before")) }
            }
            (None, Ok(said)) if said.replayed => Err("a key of nothing answered".to_owned()),
            (None, Err(refused)) if refused.code == "idempotency_key_reused" => {
                Err("a fresh key counts as used".to_owned())
            }
            (None, Ok(said)) => {
                if committed {
                    let (request, json) = (key.request, said.json.clone());
                    self.answered.insert(place, Answered { at: step.at, request, json });
                }
                Ok(false)
            }
            (_, Err(_)) => Ok(false),
        }
    }

    fn hear_said(&mut self, step: &Step, said: &Said) -> Checked {
        if step.act.name() != Several::NAME {
            let facts = step.facts.first().ok_or("nothing is known of the request")?;
            return self.hear_one(step.tenant, step.act.name(), facts, &said.json);
        }
        let parts: Vec<Part> = serde_json::from_str(&said.json).map_err(|e| e.to_string())?;
        for ((name, outcome), facts) in parts.iter().zip(&step.facts) {
            match outcome {
                Ok(json) => self.hear_one(step.tenant, name, facts, json)?,
                Err(code) => self.hear_refused(step.tenant, facts, code)?,
            }
        }
        Ok(())
    }

    fn hear_one(&mut self, tenant: TenantId, name: &str, facts: &Facts, json: &str) -> Checked {
        let json: Json = serde_json::from_str(json).map_err(|error| error.to_string())?;
        match name {
            "appointment_book"
            | "appointment_reschedule"
            | "appointment_undo"
            | "appointment_walk_in"
            | "appointment_hand_over"
            | "appointment_status_change"
            | "appointment_edit"
            | "waitlist_offer_accept"
            | "appointment_get" => self.hear_appointment(tenant, &json),
            "series_book" => json["appointments"]
                .as_array()
                .into_iter()
                .flatten()
                .try_for_each(|one| self.hear_appointment(tenant, one)),
            "appointments_move"
            | "visit_move"
            | "party_move"
            | "class_move"
            | "series_move"
            | "visit_book"
            | "party_book"
            | "appointments_cancel" => {
                let moved: Vec<&Json> = json.as_array().into_iter().flatten().collect();
                // All let go of their times before any takes another.
                for one in &moved {
                    self.held.remove(&(tenant, uuid(&one["id"])?));
                }
                moved.into_iter().try_for_each(|one| self.hear_appointment(tenant, one))
            }
            "waitlist_offer_make" => {
                self.offered.extend(facts.offered.map(|start| (tenant, start)));
                Ok(())
            }
            "slots_find" => self.hear_slots(tenant, &json),
            "payment_record" | "payment_conclude" => self.hear_payment(tenant, &json),
            "collection_record" => self.hear_paid(tenant, uuid(&json["payment_id"])?, &json),
            "payment_reverse" | "collection_reverse" => self.hear_taken_back(tenant, facts),
            "invoice_create"
            | "invoice_get_or_create"
            | "invoice_generate"
            | "invoice_edit"
            | "invoice_issue"
            | "invoice_void"
            | "invoice_get" => self.hear_invoice(tenant, &json),
            _ => Ok(()),
        }
    }

    fn hear_appointment(&mut self, tenant: TenantId, json: &Json) -> Checked {
        let id = uuid(&json["id"])?;
        // What is offered to somebody who waits is free again once its hold has lapsed, which no
        // answer says.
        if matches!(json["status"].as_str(), Some("cancelled" | "no_show" | "pending")) {
            self.held.remove(&(tenant, id));
            return Ok(());
        }
        let holds = holds(json)?;
        let clash = |held: &Held| {
            holds.iter().any(|own| own.unit == held.unit && own.range.overlaps(held.range))
        };
        let rival = self.held.iter().find(|((owner, other), held)| {
            *owner == tenant && *other != id && held.iter().any(clash)
        });
        if let Some(((_, rival), _)) = rival {
            return Err(format!("{rival} holds a part of the time of {id}"));
        }
        self.held.insert((tenant, id), holds);
        Ok(())
    }

    fn hear_slots(&self, tenant: TenantId, json: &Json) -> Checked {
        for slot in json["slots"].as_array().into_iter().flatten() {
            let start = instant(&slot["starts_at"])?;
            for provider in slot["providers"].as_array().into_iter().flatten() {
                let unit = (uuid(&provider["provider_id"])?, 1);
                let takes = |held: &Held| held.unit == unit && held.range.contains(start);
                let taken = self
                    .held
                    .iter()
                    .find(|((owner, _), held)| *owner == tenant && held.iter().any(takes));
                if let Some(((_, by), _)) = taken {
                    return Err(format!("{start} is listed, though {by} takes {}", unit.0));
                }
            }
        }
        Ok(())
    }

    fn of(&self, tenant: TenantId) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(move |((owner, _), _)| *owner == tenant).flat_map(|(_, held)| held)
    }

    /// A time is refused as taken only if someone holds a part of it, or if it was offered to
    /// somebody not far from it.
    fn hear_refused(&self, tenant: TenantId, facts: &Facts, code: &str) -> Checked {
        match &facts.wish {
            Some(Wish { resource, work }) if code == "slot_taken" => {
                let taken = |held: &Held| {
                    held.unit == (*resource, 1)
                        && work.iter().any(|part| held.range.overlaps(*part))
                };
                let is_near = |offered: Timestamp| {
                    let from = offered.saturating_plus_minutes(-Self::LONGEST);
                    let until = offered.saturating_plus_minutes(Self::LONGEST);
                    work.iter().any(|part| (from..=until).contains(&part.start()))
                };
                let is_offered = self.offered.iter().any(|&(of, at)| of == tenant && is_near(at));
                if is_offered || self.of(tenant).any(taken) {
                    return Ok(());
                }
                Err(format!("nobody holds {work:?} of {resource}"))
            }
            _ => Ok(()),
        }
    }

    fn hear_payment(&mut self, tenant: TenantId, json: &Json) -> Checked {
        let amount = money(&json["amount"])?;
        if json["status"] == "completed" {
            self.hear_paid(tenant, uuid(&json["id"])?, json)?;
        }
        if !json["tendered"].is_null() {
            let given = amount + money(&json["tip"])? + money(&json["change"])?;
            if money(&json["tendered"])? != given {
                return Err("what was handed over went elsewhere".to_owned());
            }
        }
        Ok(())
    }

    /// The money of a payment is there, once.
    fn hear_paid(&mut self, tenant: TenantId, payment: Uuid, json: &Json) -> Checked {
        let (invoice, amount) = (uuid(&json["invoice_id"])?, money(&json["amount"])?);
        if amount < Decimal::ZERO {
            return Err("less than nothing was paid".to_owned());
        }
        match self.payments.insert((tenant, payment), invoice) {
            None => Ok(()),
            Some(_) => Err("it was paid before".to_owned()),
        }
    }

    /// What is taken back was there, and is there no more.
    fn hear_taken_back(&mut self, tenant: TenantId, facts: &Facts) -> Checked {
        let payment = facts.takes_back.ok_or("there was nothing to take back")?;
        let paid = self.payments.remove(&(tenant, payment));
        paid.map(drop).ok_or_else(|| format!("{payment} was not paid"))
    }

    fn hear_invoice(&mut self, tenant: TenantId, json: &Json) -> Checked {
        let bill = self.invoices.entry((tenant, uuid(&json["id"])?)).or_default();
        let (total, due) = (money(&json["total"])?, money(&json["balance_due"])?);
        let paid = money(&json["total_collection"])?;
        let owed = match json["status"].as_str() {
            Some("void") => Decimal::ZERO,
            _ => {
                let payable = total + money(&json["cash_rounding"])?;
                let taken = money(&json["redeemed"])? + money(&json["deducted"])?;
                payable - taken - money(&json["credited"])? - paid
            }
        };
        if owed < Decimal::ZERO {
            return Err(format!("{paid} was paid in all"));
        }
        if due != owed {
            return Err(format!("{owed} is owed"));
        }
        if json["status"] == "paid" && due != Decimal::ZERO {
            return Err("it is not paid yet".to_owned());
        }
        if json["status"] != "draft" {
            let issued = *bill.issued.get_or_insert(total);
            if issued != total {
                return Err(format!("it came to {issued} when it was issued"));
            }
        }
        Ok(())
    }
}

/// What an appointment takes of its provider: all of its time but while something is processed.
fn holds(json: &Json) -> Result<Vec<Held>, String> {
    let minutes = |name: &str| json[name].as_i64().ok_or(format!("no {name}"));
    let (starts_at, ends_at) = (instant(&json["starts_at"])?, instant(&json["ends_at"])?);
    let start = starts_at.saturating_plus_minutes(-minutes("buffer_before_minutes")?);
    let end = ends_at.saturating_plus_minutes(minutes("buffer_after_minutes")?);
    let range =
        |start, end| TimeRange::new(start, end).map_err(|_| "the appointment takes no time");
    let provider = (uuid(&json["provider_id"])?, 1);
    let (mut holds, mut from, mut at) = (Vec::new(), start, starts_at);
    for part in json["segments"].as_array().into_iter().flatten() {
        let until = at.saturating_plus_minutes(part["minutes"].as_i64().ok_or("no minutes")?);
        if part["kind"] == "processing" {
            holds.push(Held { unit: provider, range: range(from, at)? });
            from = until;
        }
        at = until;
    }
    holds.push(Held { unit: provider, range: range(from, end)? });
    Ok(holds)
}

fn uuid(json: &Json) -> Result<Uuid, String> {
    let text = json.as_str().ok_or("an identifier is missing")?;
    Uuid::try_parse(text).map_err(|error| error.to_string())
}

fn instant(json: &Json) -> Result<Timestamp, String> {
    let text = json.as_str().ok_or("an instant is missing")?;
    text.parse().map_err(|error| format!("{text}: {error}"))
}

fn money(json: &Json) -> Result<Decimal, String> {
    let text = json.as_str().ok_or("an amount is missing")?;
    text.parse().map_err(|error| format!("{text}: {error}"))
}
