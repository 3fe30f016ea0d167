//! The records of each file.
//!
//! Lines refer to each other by what people know: codes, names and email
//! addresses, never identifiers.

mod appointments;
mod offer;
mod people;

pub(super) use self::{
    appointments::{AppointmentRow, InvoiceRow, InvoiceStage, PaymentRow},
    offer::{CenterHoursRow, CenterRow, RoomCategoryRow, RoomRow, ServiceRow, TaxRow},
    people::{GuestRow, ProviderHoursRow, ProviderRow},
};
