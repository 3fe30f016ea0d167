//! What most programs that embed the engine name.
//!
//! ```
//! use clientline::prelude::*;
//! ```

pub use clientline_core::{
    Actor, ClientLine, Error, ErrorKind, Scope,
    engine::{IdempotencyKey, Operation, Outcome, PlatformScope},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, EventKind, Guest, Invoice, NewCenter, NewGuest,
        NewOrganization, NewProvider, NewService, NewTax, Organization, Payment, PaymentMethod,
        Provider, Sale, Service, Tax,
    },
    ops::{
        access::events::FollowEvents,
        billing::{invoices::GenerateInvoice, issuing::IssueInvoice, payments::RecordPayment},
        page::PageRequest,
        resource::{Create, Delete, Get, List, Update},
        scheduling::{
            appointment_status::ChangeStatus, appointments::GetAppointmentSale,
            booking::BookAppointment, reschedule::RescheduleAppointment, slots::FindSlots,
        },
    },
    value::{
        Amount, DurationMinutes, Id, IdList, LocalWindow, Money, Name, PriceMode, TenantId,
        TimeRange, Timestamp, Weekday, WeeklyHours,
    },
    work::Runner,
};
