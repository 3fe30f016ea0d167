//! The log: one line a request, and nothing of what was in it.
//!
//! A line names the method, the pattern of the path, the status, the time
//! taken and the request id. Headers, bodies, query strings and tokens never
//! reach it (design, security: "Data"). It goes to standard error, since
//! standard output is for what a command was asked to print.

use std::{
    error::Error,
    fmt::{Debug, Formatter},
    io::{self, IsTerminal},
    panic,
    time::{Duration, Instant},
};

use poem::{
    PathPattern, Request,
    http::{Method, StatusCode},
};
use tracing_subscriber::{EnvFilter, filter::ParseError, fmt, reload, util::SubscriberInitExt};

use crate::{
    config::{Config, LogFormat, LogLevel},
    request_id::RequestId,
};

/// The path of a request that reached no route: a log is no place for what
/// someone tries out.
const NOWHERE: &str = "-";

/// How much is logged, which may change while the server runs.
pub struct Volume(Box<dyn Fn(EnvFilter) -> Result<(), reload::Error> + Send + Sync>);

impl Volume {
    /// Logs this much from now on.
    ///
    /// # Errors
    ///
    /// When the log is gone.
    pub fn set(&self, level: LogLevel) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok((self.0)(filter(level)?)?)
    }
}

impl Debug for Volume {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Volume").finish_non_exhaustive()
    }
}

/// Libraries speak only when something is wrong; our crates share a prefix.
fn filter(level: LogLevel) -> Result<EnvFilter, ParseError> {
    EnvFilter::try_new(format!("warn,clientline={level}"))
}

/// Starts the log.
///
/// # Errors
///
/// When the process has one already.
pub fn start(config: &Config) -> Result<Volume, Box<dyn Error + Send + Sync>> {
    let log = fmt().with_env_filter(filter(config.log_level)?).with_writer(io::stderr);
    let log = log.with_target(false);
    let volume = match config.log_format {
        LogFormat::Text => {
            let log = log.with_ansi(io::stderr().is_terminal()).with_filter_reloading();
            let handle = log.reload_handle();
            log.finish().try_init()?;
            Volume(Box::new(move |filter| handle.reload(filter)))
        }
        LogFormat::Json => {
            let log = log.json().flatten_event(true).with_filter_reloading();
            let handle = log.reload_handle();
            log.finish().try_init()?;
            Volume(Box::new(move |filter| handle.reload(filter)))
        }
    };
    panic::set_hook(Box::new(|panic| {
        // Where, but not with what words: those may quote a value.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
    Ok(volume)
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
