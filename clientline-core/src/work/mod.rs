//! Work in the background: what is done to what was committed, without anybody asking for it.
//!
//! Nothing rests on when it is done, and any number of processes may do it beside each other:
//! what one has done, the others don't find. [`Runner`] does all of it, one a process, and
//! [`run_all`] once, where a program runs for a moment. To add a job: a kind of
//! [`Work`](crate::storage::Work) that each storage finds, and an arm of `jobs::act`.

mod chain;
mod jobs;
mod lease;
mod purge;
mod runner;
mod sequencer;
mod verify;

pub use self::{
    jobs::{Ran, run, run_all},
    runner::{JobObserver, Runner},
    sequencer::{Sequenced, sequence},
    verify::{Verified, verify},
};
