//! What most programs that embed the engine name.
//!
//! ```
//! use clientline::prelude::*;
//! ```

pub use clientline_core::{
    Actor, ClientLine, Error, ErrorKind, Scope,
    engine::Operation,
    entity::Stored,
    model::{
        Appointment, Center, Guest, Invoice, NewCenter, NewGuest, NewOrganization, NewProvider,
        NewService, Organization, Provider, Service,
    },
    ops::{
        resource::{Create, Delete, Get, List, Update},
        scheduling::{booking::BookAppointment, slots::FindSlots},
    },
    value::{DurationMinutes, Id, Money, Name, TenantId, TimeRange, Timestamp, WeeklyHours},
};
