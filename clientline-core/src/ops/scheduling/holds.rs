//! Holds of appointments that were booked without a sign-in: each is confirmed by a
//! token that was sent to its email address, or lapses.
//!
//! This project sends no mail. Whoever does (a relay, with a key of its own) asks for
//! a token and an address, and the token is made only then: nothing that confirms a
//! appointment lies in the outbox, or anywhere but in that one answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    appointment_checks::must_be_held, appointment_rows::occupancies, offer_answers::give_back,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, Scope, TokenKind, View,
        reading::{peek, require},
        shown_whole,
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Center, EventKind, Guest, Occupancy, OnlineBooking,
        Organization, Permission, Phrase, Sale, WaitlistEntry,
    },
    ops::billing::withdrawal::withdraw,
    storage::Key,
    value::{EmailAddress, Id, Name, Notes, Timestamp},
};

/// Makes the token by which a pending appointment is confirmed. An earlier one opens
/// nothing any more.
#[derive(Clone, Copy, Debug)]
pub struct MakeConfirmation(pub Id<Appointment>);

/// A confirmation that has to be sent for an appointment.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct Confirmation {
    /// The appointment.
    pub appointment_id: Id<Appointment>,
    /// Where to.
    pub email: EmailAddress,
    /// To whom.
    pub first_name: Name,
    /// The token by which the appointment is confirmed, and then managed. It is shown
    /// here and nowhere else.
    pub confirmation_token: String,
    /// Until when the appointment can be confirmed.
    pub held_until: Timestamp,
}

shown_whole!(Confirmation, Lapsed);

impl Operation for MakeConfirmation {
    type Answer = Confirmation;
    const NAME: &'static str = "confirmation_make";
    const NEEDS: Permission = Permission::SendConfirmations;
    const SECRET: bool = true;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["hold_lapsed", "invalid_transition"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.0))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Confirmation>> {
        let booking = Id::<OnlineBooking>::from_uuid(self.0.uuid());
        let (appointment, booking) = view.read((require(self.0), require(booking))).await?;
        must_be_held(&appointment, env)?;
        let Some(held_until) = appointment.held_until else {
            let detail = format!(
                "An appointment that is {} needs no confirmation.",
                appointment.status.as_str()
            );
            return Err(Error::conflict("invalid_transition", detail));
        };
        let guest = view
            .peek(appointment.guest_id)
            .await?
            .ok_or(Error::NotFound { entity: Guest::NAME })?;
        let token = env.token(TokenKind::Confirm)?;
        let mut changes = env.changes();
        changes.update(&booking, |booking| booking.confirm_token_hash = Some(token.hash()));
        let answer = Confirmation {
            appointment_id: self.0,
            email: booking.email.clone(),
            first_name: guest.first_name.clone(),
            confirmation_token: token.expose().to_owned(),
            held_until,
        };
        Ok(Plan::new(answer, changes))
    }
}

/// Ends the appointments that were not confirmed in time: as many as
/// [`BATCH`](Self::BATCH).
///
/// Their time is free without that: whoever wants it takes it. This takes the
/// appointments themselves out of the way.
#[derive(Clone, Copy, Debug)]
pub struct LapseHolds;

/// How many appointments were ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lapsed {
    /// How many.
    pub appointments: u32,
}

impl LapseHolds {
    /// The most appointments that are ended in one commit.
    pub const BATCH: u32 = 100;

    /// Ends the appointments of one organization that were not confirmed in time, and returns
    /// how many there were.
    pub(crate) async fn within(scope: &Scope) -> Result<u64> {
        let mut ended = 0;
        loop {
            let Lapsed { appointments } = scope.run(&Self).await?;
            ended += u64::from(appointments);
            if appointments < Self::BATCH {
                return Ok(ended);
            }
        }
    }
}

impl Operation for LapseHolds {
    type Answer = Lapsed;
    const NAME: &'static str = "holds_lapse";
    const NEEDS: Permission = Permission::BookAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Lapsed>> {
        // In the order of the index by status: few are pending.
        let lapsed = Query::limit(Self::BATCH)
            .eq(Appointment::status(), &AppointmentStatus::Pending)
            .lt(Appointment::held_until(), &Some(env.now()))
            .order_by(Appointment::starts_at());
        let mut appointments = view.list(&lapsed).await?;
        appointments.sort_by_key(|appointment| appointment.id);
        let ids: Vec<Id<Appointment>> = appointments.iter().map(|one| one.id).collect();
        if ids.is_empty() {
            return Ok(Plan::read(env, Lapsed { appointments: 0 }));
        }
        let billed: Vec<Option<Id<Appointment>>> = ids.iter().copied().map(Some).collect();
        let held: Vec<Option<Uuid>> = ids.iter().map(|id| Some(id.uuid())).collect();
        let mut centers: Vec<Id<Center>> = appointments.iter().map(|one| one.center_id).collect();
        centers.sort_unstable();
        centers.dedup();
        let (times, sales, offered, centers, organization) = view
            .read((
                appointments.iter().map(|one| occupancies(one)).collect::<Vec<_>>(),
                Query::limit(Self::BATCH).any(Sale::appointment_id(), &billed),
                Query::limit(Self::BATCH).any(WaitlistEntry::appointment_id(), &held),
                Query::<Center>::limit(Self::BATCH).ids(&centers),
                peek(Id::<Organization>::from_uuid(env.tenant().0)),
            ))
            .await?;
        let withdrawn = withdraw(env, view, &sales, None).await?;
        let language = Organization::language(organization.as_deref());
        let reason = Notes::parse(language.says(Phrase::NotConfirmed)).ok();
        let mut plan =
            Plan::new(Lapsed { appointments: 0 }, env.changes()).follow(withdrawn.changes);
        let times: Vec<Stored<Occupancy>> = times.into_iter().flatten().collect();
        for appointment in &appointments {
            let id = Some(appointment.id.uuid());
            let entry = offered.iter().find(|entry| entry.appointment_id == id);
            let why = (reason.clone(), entry.map(|entry| entry.id));
            let center = centers.iter().find(|center| center.id == appointment.center_id);
            give_back(env, center, appointment, &times, why, &mut plan.changes);
            plan.answer.appointments += 1;
            plan = plan.emit(EventKind::AppointmentLapsed, appointment.id);
        }
        for entry in &offered {
            plan.changes.update(entry, WaitlistEntry::wait);
            plan = plan.emit(EventKind::WaitlistEntryLapsed, entry.id);
        }
        Ok(plan)
    }
}
