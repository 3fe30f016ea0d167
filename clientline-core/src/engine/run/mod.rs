//! The way of one request: planned, committed, and planned again.

mod drive;
mod request;
