//! Configuration: flags, then the environment, then a TOML file, then defaults.
//!
//! This is the one place that reads the environment (a `.env` file in the
//! working directory, or above it, counts as environment). Each setting stands
//! once, in `Settings`, which clap reads from flags and environment and serde
//! from the file.

mod values;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use clap::{Args, Parser, Subcommand};
use ipnet::IpNet;
use serde::Deserialize;
use thiserror::Error;

use self::values::PostgresPieces;
pub use self::values::{Database, LogFormat, LogLevel, Origin, PostgresUrl};

/// Why there is no configuration to start with.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The `.env` file is there, but can't be read.
    #[error("the .env file can't be read: {0}")]
    DotEnv(#[from] dotenvy::Error),
    /// The flags or the environment are wrong, or only help was asked for.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// The file of `--config` can't be read.
    #[error("{path} can't be read: {source}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file of `--config` is not TOML, or has a key or value that is not known.
    #[error("{path} is wrong: {source}", path = path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        source: Box<toml::de::Error>,
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
    /// The address to serve figures for Prometheus on, if they are wanted.
    pub metrics_listen: Option<SocketAddr>,
    /// Where the data is.
    pub database: Database,
    /// Whether to bring the tables up to date first; a SQLite file always is.
    pub migrate: bool,
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
    /// What a client may take of the server.
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
            migrate: false,
            demo: false,
            log_level: LogLevel::Info,
            log_format: LogFormat::Text,
            cors_origins: development.iter().filter_map(|origin| origin.parse().ok()).collect(),
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// What clients may take of the server: every one of them has a number here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a body. A booking has about 1 KiB.
    pub body_bytes: usize,
    /// From when a connection may send a request until its head is there; so
    /// also how long an idle connection is kept.
    pub header_deadline: Duration,
    /// From the head of a request until its body is there.
    pub body_deadline: Duration,
    /// How long a client may leave an answer lying.
    pub write_deadline: Duration,
    /// How long a handler may run.
    pub request_deadline: Duration,
    /// How many connections may be open; more of them wait in the system's queue.
    pub connections: u32,
    /// How many requests may run; more of them are answered 503.
    pub concurrency: u32,
    /// How many of these may be of one organization.
    pub organization_concurrency: u32,
    /// How many requests a second may come from one address; any number, if 0.
    /// Those of this machine itself are not counted.
    pub address_rate: u32,
    /// How many requests a second may come with one token; any number, if 0.
    pub token_rate: u32,
    /// How many requests a second one organization may send; any number, if 0.
    pub organization_rate: u32,
    /// How long `/health/ready` says no before the door closes.
    pub drain_notice: Duration,
    /// How long running requests may take to finish after that.
    pub drain: Duration,
    /// How long a client may go on sending a request that has its answer.
    pub linger: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            header_deadline: Duration::from_secs(30),
            body_deadline: Duration::from_secs(30),
            write_deadline: Duration::from_secs(30),
            request_deadline: Duration::from_secs(10),
            connections: 1024,
            concurrency: 256,
            organization_concurrency: 192,
            // A desk sends a few; an office behind one address has many desks.
            address_rate: 100,
            token_rate: 100,
            organization_rate: 400,
            // With the drain below that is 13 s of the 15 that a shutdown may take.
            drain_notice: Duration::from_secs(1),
            drain: Duration::from_secs(12),
            linger: Duration::from_secs(2),
        }
    }
}

/// The settings as they are given, each of them optional, in flags and
/// environment or in the file.
#[derive(Debug, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    /// The address to listen on [default: 127.0.0.1:8000]
    #[arg(long, env = "CLIENTLINE_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The address to serve figures for Prometheus on, at /metrics [default: none]
    #[arg(long, env = "CLIENTLINE_METRICS_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    metrics_listen: Option<SocketAddr>,
    /// Where the data is [default: sqlite:clientline.db]
    #[arg(
        long,
        env = "CLIENTLINE_DATABASE",
        global = true,
        value_name = "URL",
        hide_env_values = true
    )]
    #[serde(deserialize_with = "parsed")]
    database: Option<Database>,
    /// Bring the tables of a PostgreSQL database up to date before anything else
    #[arg(long, env = "CLIENTLINE_MIGRATE", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    migrate: Option<bool>,
    /// Make the demo organization, and print an admin token for it
    #[arg(long, env = "CLIENTLINE_DEMO", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    demo: Option<bool>,
    /// How much to log [default: info]
    #[arg(long, env = "CLIENTLINE_LOG_LEVEL", global = true)]
    log_level: Option<LogLevel>,
    /// How to write the log [default: text]
    #[arg(long, env = "CLIENTLINE_LOG_FORMAT", global = true)]
    log_format: Option<LogFormat>,
    /// Origins whose pages may use the API, separated by commas
    #[arg(long, env = "CLIENTLINE_CORS_ORIGINS", global = true, value_delimiter = ',')]
    #[serde(deserialize_with = "all_parsed")]
    cors_origins: Option<Vec<Origin>>,
    /// The most bytes of a body [default: 1048576]
    #[arg(long, env = "CLIENTLINE_BODY_BYTES", global = true)]
    body_bytes: Option<NonZeroU32>,
    /// Seconds for the head of a request [default: 30]
    #[arg(long, env = "CLIENTLINE_HEADER_DEADLINE_SECONDS", global = true)]
    header_deadline_seconds: Option<NonZeroU32>,
    /// Seconds for the body of a request [default: 30]
    #[arg(long, env = "CLIENTLINE_BODY_DEADLINE_SECONDS", global = true)]
    body_deadline_seconds: Option<NonZeroU32>,
    /// Seconds that a client may leave an answer lying [default: 30]
    #[arg(long, env = "CLIENTLINE_WRITE_DEADLINE_SECONDS", global = true)]
    write_deadline_seconds: Option<NonZeroU32>,
    /// Seconds that a request may run [default: 10]
    #[arg(long, env = "CLIENTLINE_REQUEST_DEADLINE_SECONDS", global = true)]
    request_deadline_seconds: Option<NonZeroU32>,
    /// How many connections may be open [default: 1024]
    #[arg(long, env = "CLIENTLINE_CONNECTIONS", global = true)]
    connections: Option<NonZeroU32>,
    /// How many requests may run at once [default: 256]
    #[arg(long, env = "CLIENTLINE_CONCURRENCY", global = true)]
    concurrency: Option<NonZeroU32>,
    /// How many of these may be of one organization [default: 192]
    #[arg(long, env = "CLIENTLINE_ORGANIZATION_CONCURRENCY", global = true)]
    organization_concurrency: Option<NonZeroU32>,
    /// How many requests a second may come from one address; 0 for any number [default: 100]
    #[arg(long, env = "CLIENTLINE_ADDRESS_RATE", global = true)]
    address_rate: Option<u32>,
    /// How many requests a second may come with one token; 0 for any number [default: 100]
    #[arg(long, env = "CLIENTLINE_TOKEN_RATE", global = true)]
    token_rate: Option<u32>,
    /// How many requests a second one organization may send; 0 for any number [default: 400]
    #[arg(long, env = "CLIENTLINE_ORGANIZATION_RATE", global = true)]
    organization_rate: Option<u32>,
    /// Proxies that are believed when they name the client's address in
    /// `X-Forwarded-For`, as networks (10.0.0.0/8), separated by commas
    #[arg(long, env = "CLIENTLINE_TRUSTED_PROXIES", global = true, value_delimiter = ',')]
    trusted_proxies: Option<Vec<IpNet>>,
    /// Seconds between "not ready" and closing the door [default: 1]
    #[arg(long, env = "CLIENTLINE_DRAIN_NOTICE_SECONDS", global = true)]
    drain_notice_seconds: Option<u32>,
    /// Seconds that running requests have at the end [default: 12]
    #[arg(long, env = "CLIENTLINE_DRAIN_SECONDS", global = true)]
    drain_seconds: Option<NonZeroU32>,
}

/// Takes each field from the first that has it. Every field has to be named,
/// or this does not compile.
macro_rules! first_of {
    ($first:expr, $second:expr; $($field:ident),* $(,)?) => {{
        let (first, second) = ($first, $second);
        Settings { $($field: first.$field.or(second.$field)),* }
    }};
}

impl Settings {
    fn or(self, other: Self) -> Self {
        first_of!(self, other;
            listen, metrics_listen, database, migrate, demo, log_level, log_format, cors_origins, body_bytes,
            header_deadline_seconds, body_deadline_seconds, write_deadline_seconds,
            request_deadline_seconds, connections, concurrency, organization_concurrency,
            address_rate, token_rate, organization_rate, trusted_proxies, drain_notice_seconds,
            drain_seconds,
        )
    }

    fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        toml::from_str(&text)
            .map_err(|e| ConfigError::Wrong { path: path.to_owned(), source: Box::new(e) })
    }

    fn limits(&self) -> Limits {
        let usual = Limits::default();
        let seconds = |given: Option<NonZeroU32>, usual| {
            given.map_or(usual, |n| Duration::from_secs(n.get().into()))
        };
        Limits {
            body_bytes: self.body_bytes.map_or(usual.body_bytes, |n| n.get() as usize),
            header_deadline: seconds(self.header_deadline_seconds, usual.header_deadline),
            body_deadline: seconds(self.body_deadline_seconds, usual.body_deadline),
            write_deadline: seconds(self.write_deadline_seconds, usual.write_deadline),
            request_deadline: seconds(self.request_deadline_seconds, usual.request_deadline),
            connections: self.connections.map_or(usual.connections, NonZeroU32::get),
            concurrency: self.concurrency.map_or(usual.concurrency, NonZeroU32::get),
            organization_concurrency: self
                .organization_concurrency
                .map_or(usual.organization_concurrency, NonZeroU32::get),
            address_rate: self.address_rate.unwrap_or(usual.address_rate),
            token_rate: self.token_rate.unwrap_or(usual.token_rate),
            organization_rate: self.organization_rate.unwrap_or(usual.organization_rate),
            drain_notice: self
                .drain_notice_seconds
                .map_or(usual.drain_notice, |n| Duration::from_secs(n.into())),
            drain: seconds(self.drain_seconds, usual.drain),
            linger: usual.linger,
        }
    }

    fn complete(self) -> Result<Config, ConfigError> {
        let limits = self.limits();
        if limits.drain < limits.request_deadline {
            let (drain, deadline) = (limits.drain.as_secs(), limits.request_deadline.as_secs());
            return Err(ConfigError::DrainTooShort { drain, deadline });
        }
        let usual = Config::default();
        Ok(Config {
            listen: self.listen.unwrap_or(usual.listen),
            metrics_listen: self.metrics_listen,
            database: self.database.unwrap_or(usual.database),
            migrate: self.migrate.unwrap_or(usual.migrate),
            demo: self.demo.unwrap_or(usual.demo),
            log_level: self.log_level.unwrap_or(usual.log_level),
            log_format: self.log_format.unwrap_or(usual.log_format),
            cors_origins: self.cors_origins.unwrap_or(usual.cors_origins),
            trusted_proxies: self.trusted_proxies.unwrap_or(usual.trusted_proxies),
            limits,
        })
    }
}

fn parsed<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: FromStr<Err = String>,
{
    String::deserialize(from)?.parse().map(Some).map_err(serde::de::Error::custom)
}

fn all_parsed<'de, D, T>(from: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: FromStr<Err = String>,
{
    let texts = Vec::<String>::deserialize(from)?;
    let all: Result<Vec<T>, String> = texts.iter().map(|text| text.parse()).collect();
    all.map(Some).map_err(serde::de::Error::custom)
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

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Subcommand)]
pub enum Command {
    /// Serve the API (what happens without a command)
    #[default]
    Serve,
    /// Bring the tables up to date, and do nothing else
    Migrate,
    /// Print a key to the platform: to its `/organizations`, and to nothing else
    PlatformKey {
        /// What the key is for
        #[arg(long, default_value = "platform")]
        name: String,
    },
    /// Work on organizations
    #[command(subcommand)]
    Organization(OrganizationCommand),
    /// Bring an organization's data in from CSV files
    Import {
        /// The slug of the organization
        #[arg(long, value_name = "SLUG")]
        organization: String,
        /// The directory with the CSV files
        #[arg(value_name = "DIR")]
        directory: PathBuf,
    },
}

/// What to do with organizations.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum OrganizationCommand {
    /// Make an organization, and print an API key to it, or with --admin-email a
    /// set-up token for its first admin
    Create(NewOrganization),
    /// List all organizations
    List,
    /// Let nobody into an organization any more
    Deactivate {
        /// The slug of the organization
        slug: String,
    },
}

/// An organization to make, as typed; the core checks each value.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct NewOrganization {
    /// The name in addresses: lower-case letters, digits and hyphens
    #[arg(long)]
    pub slug: String,
    /// The name for people
    #[arg(long)]
    pub name: String,
    /// Where it can be written to
    #[arg(long)]
    pub email: String,
    /// The email address by which the first admin signs in
    #[arg(long, value_name = "EMAIL")]
    pub admin_email: Option<String>,
    /// The name of the first admin [default: that of the organization]
    #[arg(long, value_name = "NAME", requires = "admin_email")]
    pub admin_name: Option<String>,
    /// The currency of its prices (ISO 4217)
    #[arg(long, value_name = "CODE")]
    pub currency: String,
    /// The time zone of its first center (IANA), such as Europe/Riga
    #[arg(long, value_name = "ZONE")]
    pub time_zone: String,
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
    resolve(Cli::try_parse()?)
}

fn resolve(cli: Cli) -> Result<(Config, Command), ConfigError> {
    let file = cli.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
    let mut settings = cli.settings.or(file);
    settings.database = settings.database.or_else(|| cli.pieces.database());
    let config = settings.complete()?;
    Ok((config, cli.command.unwrap_or_default()))
}

#[cfg(test)]
mod tests;
