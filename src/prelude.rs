//! What most programs that embed the engine name.
//!
//! ```
//! use clientline::prelude::*;
//! ```

pub use clientline_core::{
    Actor, ClientLine, Error, ErrorKind, Scope,
    engine::{IdempotencyKey, Operation, PlatformScope},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, Guest, Invoice, NewCenter, NewGuest,
        NewOrganization, NewProvider, NewService, Organization, PaymentMethod, Provider, Sale,
        Service,
    },
    ops::{
        billing::{invoices::GenerateInvoice, issuing::IssueInvoice, payments::RecordPayment},
        resource::{Create, Delete, Get, List, Update},
        scheduling::{
            appointment_status::ChangeStatus, appointments::GetAppointmentSale,
            booking::BookAppointment, reschedule::RescheduleAppointment, slots::FindSlots,
        },
    },
    value::{
        Amount, DurationMinutes, Id, Money, Name, TenantId, TimeRange, Timestamp, WeeklyHours,
    },
    work::Runner,
};
