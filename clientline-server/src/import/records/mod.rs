//! What stands in each file.
//!
//! Lines refer to each other by what people know: codes, names and email
//! addresses, never identifiers.

mod offer;
mod people;
mod visits;

pub(super) use self::{
    offer::{CenterHoursRow, CenterRow, RoomCategoryRow, RoomRow, ServiceRow, TaxRow},
    people::{GuestRow, ProviderHoursRow, ProviderRow},
    visits::{AppointmentRow, InvoiceRow, PaymentRow, Stage},
};
