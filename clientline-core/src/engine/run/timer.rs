//! The timer that whatever waits needs.

use std::{panic::catch_unwind, time::Duration};

use tokio::{runtime::Handle, time::sleep};

use crate::error::{Error, Result};

/// Checks that this runs on a runtime with a timer. Who has nothing to wait for gets by without
/// one: so without this a program would fail only when many use it, by a panic.
pub(crate) fn must_have_timer() -> Result<()> {
    let lacks = if Handle::try_current().is_err() {
        "this needs a Tokio runtime, and runs on none"
    } else if catch_unwind(|| drop(sleep(Duration::ZERO))).is_err() {
        // A panic is all by which Tokio tells.
        "this needs a Tokio runtime with a timer; build it with `enable_time`, or `enable_all`"
    } else {
        return Ok(());
    };
    Err(Error::NoRuntime(lacks))
}
