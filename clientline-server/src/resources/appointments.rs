//! Free times, and appointments from booking to completion.

mod together;

use clientline_core::{
    model::{Appointment, AppointmentStatus, Payment},
    ops::{
        billing::{
            appointment_deposit::GetAppointmentDeposit,
            fees::{FeeChoice, GetAppointmentFees},
        },
        page::PageRequest,
        resource::{Get, List},
        scheduling::{
            affected::{FindAffected, ForeseeAffected},
            appointment_status::{Attend, ChangeStatus},
            appointments::{
                AppointmentFilter, EditAppointment, GetAppointmentSale, ListAppointmentHistory,
                ListAppointments,
            },
            booking::BookAppointment,
            class_moves::MoveClass,
            completion::CompleteAppointment,
            first_starts::FindFirstStarts,
            holds::MakeConfirmation,
            moves::MoveAppointments,
            replan::Replan,
            reschedule::RescheduleAppointment,
            slots::FindSlots,
            undo::{UndoLastStep, Undoing},
            walk_in::{HandOver, HandOverAppointment, WalkIn},
        },
    },
    value::{Id, Notes},
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::endpoint::{
    Body, Change, Endpoints, IfMatch, Optional, Paged, Path, Query, Route, Tagged,
};

/// Why an appointment changes its status.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct StatusChange {
    /// Why.
    reason: Option<Notes>,
}

/// Why an appointment does not take place.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Ending {
    /// Why.
    reason: Option<Notes>,
    /// Whether the fee for it is charged that the policies ask for; the desk says it. If absent,
    /// it is charged to a guest who cancels late and to one who does not come, and not where the
    /// desk cancels.
    fee: Option<FeeChoice>,
}

pub(super) fn declare(table: &mut Endpoints) {
    let mut appointments = table.tag("appointments", "Free times, and appointments.");
    appointments
        .on(
            Route::list("/appointments/slots"),
            "appointments_slots",
            "Find free times",
            |Query(find)| {
                let find: FindSlots = find;
                find
            },
        )
        .on(
            Route::list("/appointments/slots/first"),
            "appointments_first_slots",
            "Find the first free times at any center",
            |Query(find)| {
                let find: FindFirstStarts = find;
                find
            },
        )
        .on(
            Route::list("/appointments/affected"),
            "appointments_affected",
            "Find the appointments to come that hours and absences contradict",
            |Query(find)| {
                let find: FindAffected = find;
                find
            },
        )
        .on(
            Route::act("/appointments/affected"),
            "appointments_foresee_affected",
            "Find the appointments that a change of hours or an absence would hit",
            |Body(foresee)| {
                let foresee: ForeseeAffected = foresee;
                foresee
            },
        )
        .on(
            Route::create("/appointments"),
            "appointments_create",
            "Book an appointment",
            |Body(book)| {
                let book: BookAppointment = book;
                book
            },
        )
        .on(
            Route::list("/appointments"),
            "appointments_list",
            "List appointments",
            |Paged { filter, page }: Paged<AppointmentFilter>| ListAppointments { filter, page },
        )
        .on(
            Route::read("/appointments/{id}"),
            "appointments_get",
            "Read an appointment",
            |Path(id)| Get::<Appointment>(id),
        )
        .update(
            "/appointments/{id}",
            "appointments_update",
            "Change the notes of an appointment",
            |Path(id), Change(patch), IfMatch(expected)| EditAppointment { id, patch, expected },
        )
        .on(
            Route::act("/appointments/{id}/reschedule"),
            "appointments_reschedule",
            "Move an appointment",
            |Path(id), Body(to), IfMatch(expected)| RescheduleAppointment { id, to, expected },
        );
    together::declare(&mut appointments);
    at_the_desk(&mut appointments);
    related(&mut appointments);
    ended(&mut appointments);
    for (path, id, summary, to) in ATTENDANCE {
        appointments.on(Route::act(path), id, summary, move |Path(id), change, expected| {
            Attend(status_change(id, to, change, expected))
        });
    }
}

/// How an appointment is confirmed, and how it does not take place.
fn ended(appointments: &mut Tagged<'_>) {
    appointments
        .on(
            Route::act("/appointments/{id}/confirm"),
            "appointments_confirm",
            "Confirm an appointment",
            |Path(id), change, expected| {
                status_change(id, AppointmentStatus::Confirmed, change, expected)
            },
        )
        .on(
            Route::act("/appointments/{id}/cancel"),
            "appointments_cancel",
            "Cancel an appointment",
            |Path(id), Optional(ending): Optional<Ending>, IfMatch(expected)| {
                let (Ending { reason, fee }, to) = (ending, AppointmentStatus::Cancelled);
                ChangeStatus { id, to, reason, fee, expected }
            },
        )
        .on(
            Route::act("/appointments/{id}/no-show"),
            "appointments_no_show",
            "Record that a guest did not come",
            |Path(id), Optional(ending): Optional<Ending>, IfMatch(expected)| {
                let (Ending { reason, fee }, to) = (ending, AppointmentStatus::NoShow);
                Attend(ChangeStatus { id, to, reason, fee, expected })
            },
        )
        .on(
            Route::list("/appointments/{id}/fees"),
            "appointments_fees_get",
            "Read what it costs to cancel an appointment, or not to come to it",
            |Path(id)| GetAppointmentFees(id),
        )
        .on(
            Route::list("/appointments/{id}/deposit"),
            "appointments_deposit_get",
            "Read what deposit an appointment asks for, and what became of it",
            |Path(id)| GetAppointmentDeposit(id),
        );
}

fn status_change(
    id: Id<Appointment>,
    to: AppointmentStatus,
    Optional(change): Optional<StatusChange>,
    IfMatch(expected): IfMatch,
) -> ChangeStatus {
    ChangeStatus { id, to, reason: change.reason, fee: None, expected }
}

/// What the desk alone does with appointments.
fn at_the_desk(appointments: &mut Tagged<'_>) {
    appointments
        .on(
            Route::create_under("/appointments/walk-in", "/appointments"),
            "appointments_walk_in",
            "Book an appointment for somebody who walked in",
            |Body(walk_in)| {
                let walk_in: WalkIn = walk_in;
                walk_in
            },
        )
        .on(
            Route::act("/appointments/replan"),
            "appointments_replan",
            "Propose where appointments could go that can't stay as they are",
            |Body(replan)| {
                let replan: Replan = replan;
                replan
            },
        )
        .on(
            Route::act("/appointments/moves"),
            "appointments_moves",
            "Move several appointments, all of them or none",
            |Body(moves)| {
                let moves: MoveAppointments = moves;
                moves
            },
        )
        .on(
            Route::act("/appointments/class/move"),
            "appointments_move_class",
            "Move a session of a class, with all who attend it",
            |Body(to)| {
                let to: MoveClass = to;
                to
            },
        )
        .on(
            Route::act("/appointments/{id}/complete"),
            "appointments_complete",
            "Complete an appointment",
            |Path(id), Optional(done): Optional<Completion>, IfMatch(expected)| {
                let Completion { reason, frees_rest } = done;
                CompleteAppointment { id, reason, frees_rest, expected }
            },
        )
        .on(
            Route::act("/appointments/{id}/undo"),
            "appointments_undo",
            "Take the last step of an appointment back",
            |Path(id), Optional(undoing): Optional<Undoing>, IfMatch(expected)| UndoLastStep {
                id,
                undoing,
                expected,
            },
        )
        .on(
            Route::act("/appointments/{id}/guest"),
            "appointments_hand_over",
            "Hand the appointment of somebody who walked in over to a guest",
            |Path(id), Body(to): Body<HandOver>, IfMatch(expected)| HandOverAppointment {
                id,
                to,
                expected,
            },
        );
}

/// The resources under an appointment.
fn related(appointments: &mut Tagged<'_>) {
    appointments
        .on(
            Route::act("/appointments/{id}/confirmation"),
            "appointments_confirmation",
            "Make the token by which whoever booked an appointment without a sign-in confirms it",
            |Path(id)| MakeConfirmation(id),
        )
        .on(
            Route::read("/appointments/{id}/sale"),
            "appointments_sale_get",
            "Read the sale of an appointment",
            |Path(id)| GetAppointmentSale(id),
        )
        .on(
            Route::list("/appointments/{id}/history"),
            "appointments_history_list",
            "List what happened to an appointment",
            |Path(id), Query(page): Query<PageRequest>| ListAppointmentHistory { id, page },
        )
        .on(
            Route::list("/appointments/{id}/payments"),
            "appointments_payments_list",
            "List the payments of an appointment",
            |Path(id): Path<Id<Appointment>>, Query(page): Query<PageRequest>| {
                List::<Payment>::new(page).with(Payment::appointment_id(), &Some(id))
            },
        );
}

/// How an appointment is completed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Completion {
    /// Why.
    reason: Option<Notes>,
    /// Whether it ends now, and the rest of its time is free for others.
    frees_rest: bool,
}

/// A step of an appointment: its path, its operation id, its summary and where it leads.
type Step = (&'static str, &'static str, &'static str, AppointmentStatus);

/// The steps that only the desk and providers may take.
const ATTENDANCE: [Step; 2] = [
    (
        "/appointments/{id}/check-in",
        "appointments_check_in",
        "Check a guest in",
        AppointmentStatus::CheckedIn,
    ),
    (
        "/appointments/{id}/start",
        "appointments_start",
        "Start to serve",
        AppointmentStatus::InProgress,
    ),
];
