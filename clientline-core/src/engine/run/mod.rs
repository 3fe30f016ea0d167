//! The way of one request: planned, committed, and planned again.

mod drive;
mod request;
mod timer;

pub(crate) use self::timer::must_have_timer;
