//! Configuration: flags, then the environment, then a TOML file, then defaults.
//!
//! This is the one place that reads the environment (a `.env` file in the
//! working directory, or above it, counts as environment). Each setting stands
//! once, in `Settings`, which clap reads from flags and environment and serde
//! from the file.

mod commands;
mod limits;
mod secret;
mod settings;
mod shown;
mod values;
mod wrong;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use clap::{
    CommandFactory as _, Parser,
    builder::StyledStr,
    error::{ContextKind, ContextValue},
};
use clientline_core::engine::BackgroundWork;
use ipnet::IpNet;
use thiserror::Error;

pub use self::{
    commands::{AuditCommand, Command, ImportArguments, NewOrganization, OrganizationCommand},
    limits::Limits,
    shown::shown,
    values::{Database, LogFormat, LogLevel, Origin, PostgresUrl},
    wrong::Fault,
};
use self::{settings::Settings, values::PostgresPieces};

/// Why there is no configuration to start with.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The `.env` file is there, but can't be read. It may hold secrets, so no line is repeated.
    #[error(
        "the .env file can't be read: each line is NAME=value, with quotes around what has spaces"
    )]
    DotEnv(#[from] dotenvy::Error),
    /// The flags or the environment are wrong, or only help was asked for.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// The file of `--config` is not there.
    #[error("there is no {path}; `clientline-server config > {path}` writes one with every setting", path = path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file of `--config`, or one with a secret, can't be read.
    #[error("{path} can't be read: {source}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The file of `--config` is not TOML, or has a key or value that is not known.
    #[error("{path}, {fault}", path = path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The fault, and its line.
        fault: Fault,
    },
    /// A file with a secret does not hold what it should.
    #[error("what {path} holds is wrong: {reason}", path = path.display())]
    WrongSecret {
        /// The file.
        path: PathBuf,
        /// What it should be.
        reason: String,
    },
    /// A running request would be cut off by the end of the drain.
    #[error(
        "drain_seconds ({drain}) has to be at least request_deadline_seconds ({deadline}), so \
         that a request that runs when the server is told to stop can finish"
    )]
    DrainTooShort {
        /// The time for draining, in seconds.
        drain: u64,
        /// The deadline of a request, in seconds.
        deadline: u64,
    },
}

/// All that the server is told before it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address to serve metrics for Prometheus on, if they are wanted.
    pub metrics_listen: Option<SocketAddr>,
    /// Where the data is.
    pub database: Database,
    /// Whether to make a SQLite file that is not there.
    pub create: bool,
    /// How many connections to the database may be in use at once; of a SQLite
    /// file, those that read.
    pub database_connections: Option<NonZeroU32>,
    /// Whether to bring the tables up to date first; a SQLite file always is.
    pub migrate: bool,
    /// Whether this process does the work in the background.
    pub background_work: BackgroundWork,
    /// Whether to make the demo organization, and print a token for it.
    pub demo: bool,
    /// How much to log.
    pub log_level: LogLevel,
    /// How to write the log.
    pub log_format: LogFormat,
    /// The origins whose pages may use the API.
    pub cors_origins: Vec<Origin>,
    /// The proxies that are believed when they say, in `X-Forwarded-For`, whom
    /// they ask for.
    pub trusted_proxies: Vec<IpNet>,
    /// The limits of clients.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        // Where the development server of a web front end stands.
        let development = ["http://localhost:5173", "http://127.0.0.1:5173"];
        Self {
            listen: (Ipv4Addr::LOCALHOST, 8000).into(),
            metrics_listen: None,
            database: Database::Sqlite("clientline.db".into()),
            create: true,
            database_connections: None,
            migrate: false,
            background_work: BackgroundWork::On,
            demo: false,
            log_level: LogLevel::Info,
            log_format: LogFormat::Text,
            cors_origins: development.iter().filter_map(|origin| origin.parse().ok()).collect(),
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// Scheduling and billing for salons, spas and clinics, as a REST service.
#[derive(Debug, Parser)]
#[command(name = "clientline-server", version, about)]
struct Cli {
    /// A TOML file with any of the settings below, named with underscores
    #[arg(long, env = "CLIENTLINE_CONFIG", global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    pieces: PostgresPieces,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Reads `.env`, the process's arguments, its environment and the file.
///
/// # Errors
///
/// Whatever of these is wrong: see [`ConfigError`]. When only help or the
/// version was asked for that is an `Err` too, of clap's, which prints it.
pub fn load() -> Result<(Config, Command), ConfigError> {
    match dotenvy::dotenv() {
        Err(error) if !error.not_found() => return Err(error.into()),
        _read_or_absent => {}
    }
    resolve(Cli::try_parse().map_err(|error| with_source(error, std::env::args()))?)
}

/// Adds where a wrong value comes from, if no argument gives it.
fn with_source(mut error: clap::Error, arguments: impl Iterator<Item = String>) -> clap::Error {
    let Some(ContextValue::String(said)) = error.get(ContextKind::InvalidArg) else { return error };
    let flag = said.split(' ').next().unwrap_or_default().to_owned();
    let mut given = arguments.filter_map(|one| one.split('=').next().map(str::to_owned));
    if given.any(|one| one == flag) {
        return error;
    }
    let command = Cli::command();
    let is_it = |one: &&clap::Arg| one.get_long() == flag.strip_prefix("--");
    let variable = command.get_arguments().find(is_it).and_then(clap::Arg::get_env);
    if let Some(variable) = variable {
        let text = format!("the environment says so, in {}", variable.display());
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(text)]);
        error.insert(ContextKind::Suggested, tip);
    }
    error
}

fn resolve(cli: Cli) -> Result<(Config, Command), ConfigError> {
    let file = cli.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
    let mut given = cli.settings;
    // An address in a file that a flag or the environment names goes before the configuration's.
    if given.database.is_none() {
        given.database = given.database_in_file()?;
    }
    let mut settings = given.or(file);
    if settings.database.is_none() {
        settings.database = match settings.database_in_file()? {
            None => cli.pieces.database()?,
            found => found,
        };
    }
    let config = settings.complete()?;
    Ok((config, cli.command.unwrap_or_default()))
}

#[cfg(test)]
mod tests;
