//! The log: one line a request, and nothing of what was in it.
//!
//! A line names the method, the pattern of the path, the status, the time
//! taken and the request id. Headers, bodies, query strings and tokens never
//! reach it (design, security: "Data"). It goes to standard error, since
//! standard output is for what a command was asked to print.

use std::{
    io::{self, IsTerminal},
    panic,
    time::{Duration, Instant},
};

use poem::{
    PathPattern, Request,
    http::{Method, StatusCode},
};
use tracing_subscriber::{EnvFilter, fmt, util::SubscriberInitExt};

use crate::{
    config::{Config, LogFormat},
    request_id::RequestId,
};

/// The path of a request that reached no route: a log is no place for what
/// someone tries out.
const NOWHERE: &str = "-";

/// Starts the log.
///
/// # Errors
///
/// When the process has one already.
pub fn start(config: &Config) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // Libraries speak only when something is wrong; our crates share a prefix.
    let filter = EnvFilter::try_new(format!("warn,clientline={level}", level = config.log_level))?;
    let log = fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false);
    match config.log_format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).finish().try_init()?,
        LogFormat::Json => log.json().flatten_event(true).finish().try_init()?,
    }
    panic::set_hook(Box::new(|panic| {
        // Where, but not with what words: those may quote a value.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
    Ok(())
}

/// The line of one request. It is written when it ends, or when it is dropped:
/// then the client left before its answer.
#[derive(Debug)]
pub struct AccessLine {
    method: Method,
    path: String,
    id: RequestId,
    begun: Instant,
    written: bool,
}

impl AccessLine {
    /// Begins to measure a request.
    #[must_use]
    pub fn begin(request: &Request, id: RequestId) -> Self {
        let (method, path) = (request.method().clone(), NOWHERE.to_owned());
        Self { method, path, id, begun: Instant::now(), written: false }
    }

    /// Names the pattern of the path instead of the path, which may name a
    /// person.
    pub fn routed(&mut self, pattern: Option<&PathPattern>) {
        // The router names the pattern of what it did not find with no text.
        if let Some(pattern) = pattern.filter(|pattern| !pattern.0.is_empty()) {
            pattern.0.as_ref().clone_into(&mut self.path);
        }
    }

    /// The request's method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The pattern of its path, as far as it is known.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The time since it came.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Writes the line.
    pub fn end(mut self, status: StatusCode) {
        self.written = true;
        let Self { method, path, id, .. } = &self;
        let (status, ms) = (status.as_u16(), self.milliseconds());
        if status >= 500 {
            tracing::warn!(%method, path, status, ms, request_id = %id, "request");
        } else {
            tracing::info!(%method, path, status, ms, request_id = %id, "request");
        }
    }

    fn milliseconds(&self) -> u64 {
        self.elapsed().as_millis().try_into().unwrap_or(u64::MAX)
    }
}

impl Drop for AccessLine {
    fn drop(&mut self) {
        if !self.written {
            let Self { method, path, id, .. } = &*self;
            let ms = self.milliseconds();
            tracing::info!(
                %method, path, ms, request_id = %id, "the client left"
            );
        }
    }
}
