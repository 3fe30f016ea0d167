//! The book: hours, times that are free, appointments and what becomes of them.

pub mod affected;
pub mod agreement;
pub(in crate::ops) mod appointment_checks;
pub(in crate::ops) mod appointment_rows;
pub mod appointment_status;
pub mod appointments;
pub(in crate::ops) mod availability;
pub mod booking;
pub mod calendar;
pub mod calendar_edits;
pub mod calendars;
pub mod clock_check;
pub mod completion;
pub mod first_starts;
pub mod holds;
pub mod hours;
pub mod moves;
pub(in crate::ops) mod placement;
pub mod reschedule;
pub mod slot_formats;
pub(in crate::ops) mod slot_table;
pub mod slots;
pub(in crate::ops) mod start_text;
pub mod undo;
pub mod waitlist;
pub mod walk_in;
pub mod zone_change;
