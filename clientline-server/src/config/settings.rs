//! The settings, each of them once: clap reads them from flags and environment,
//! serde from the file.

use std::{
    io::ErrorKind,
    num::NonZeroU32,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use clap::Args;
use clientline_core::engine::BackgroundWork;
use serde::Deserialize;

use super::{
    Config, ConfigError, Limits,
    secret::secret,
    values::{Database, ListenAddress, LogFormat, LogLevel, Origin, ProxyNetwork, from_one, whole},
    wrong::Fault,
};

/// The heading of the settings in the help.
pub(super) const HEADING: &str = "Settings of every command";

/// The settings as they are given, each of them optional, in flags and
/// environment or in the file.
#[derive(Debug, Default, Args, Deserialize)]
#[command(next_help_heading = HEADING)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// The address to listen on [default: 127.0.0.1:8000]
    #[arg(long, env = "CLIENTLINE_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    #[serde(deserialize_with = "parsed")]
    listen: Option<ListenAddress>,
    /// The address to serve metrics for Prometheus on, at /metrics [default: none]
    #[arg(long, env = "CLIENTLINE_METRICS_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    #[serde(deserialize_with = "parsed")]
    metrics_listen: Option<ListenAddress>,
    /// Where the data is [default: sqlite:clientline.db]
    #[arg(
        long,
        env = "CLIENTLINE_DATABASE",
        global = true,
        value_name = "URL",
        hide_env_values = true
    )]
    #[serde(deserialize_with = "parsed")]
    pub(super) database: Option<Database>,
    /// A file whose one line says where the data is: for an address with a password, which
    /// then stands in no environment and no list of processes
    #[arg(long, env = "CLIENTLINE_DATABASE_FILE", global = true, value_name = "FILE")]
    pub(super) database_file: Option<PathBuf>,
    /// Make the SQLite file if it is not there; the default one, and the demo's, always is
    #[arg(long, env = "CLIENTLINE_CREATE", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    create: Option<bool>,
    /// How many connections to the database may be in use at once, about twice the cores
    /// of its machine; of a SQLite file, those that read [default: 20, or one for each core]
    #[arg(long, env = "CLIENTLINE_DATABASE_CONNECTIONS", global = true, value_parser = from_one)]
    database_connections: Option<NonZeroU32>,
    /// Bring the tables of a PostgreSQL database up to date before anything else
    #[arg(long, env = "CLIENTLINE_MIGRATE", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    migrate: Option<bool>,
    /// Do the work in the background; `false` leaves it to other servers of the database
    /// [default: true]
    #[arg(long, env = "CLIENTLINE_BACKGROUND_WORK", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    background_work: Option<bool>,
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
    #[arg(long, env = "CLIENTLINE_BODY_BYTES", global = true, value_parser = from_one)]
    body_bytes: Option<NonZeroU32>,
    /// The most bytes of all bodies under way together [default: 67108864]
    #[arg(long, env = "CLIENTLINE_BODY_MEMORY_BYTES", global = true, value_parser = from_one)]
    body_memory_bytes: Option<NonZeroU32>,
    /// The most bytes of all answers that wait to be taken [default: 67108864]
    #[arg(long, env = "CLIENTLINE_ANSWER_MEMORY_BYTES", global = true, value_parser = from_one)]
    answer_memory_bytes: Option<NonZeroU32>,
    /// Seconds for the head of a request [default: 30]
    #[arg(long, env = "CLIENTLINE_HEADER_DEADLINE_SECONDS", global = true, value_parser = from_one)]
    header_deadline_seconds: Option<NonZeroU32>,
    /// Seconds that an idle connection is kept after an answer; longer than a proxy
    /// before the server keeps it [default: 75]
    #[arg(long, env = "CLIENTLINE_IDLE_DEADLINE_SECONDS", global = true, value_parser = from_one)]
    idle_deadline_seconds: Option<NonZeroU32>,
    /// Seconds for the body of a request [default: 30]
    #[arg(long, env = "CLIENTLINE_BODY_DEADLINE_SECONDS", global = true, value_parser = from_one)]
    body_deadline_seconds: Option<NonZeroU32>,
    /// Seconds that a client may leave an answer lying [default: 30]
    #[arg(long, env = "CLIENTLINE_WRITE_DEADLINE_SECONDS", global = true, value_parser = from_one)]
    write_deadline_seconds: Option<NonZeroU32>,
    /// Seconds that a request may run [default: 10]
    #[arg(long, env = "CLIENTLINE_REQUEST_DEADLINE_SECONDS", global = true, value_parser = from_one)]
    request_deadline_seconds: Option<NonZeroU32>,
    /// How many connections may be open [default: 1024]
    #[arg(long, env = "CLIENTLINE_CONNECTIONS", global = true, value_parser = from_one)]
    connections: Option<NonZeroU32>,
    /// How many of these may be of one address that is no trusted proxy's; 0 for any
    /// number [default: 256]
    #[arg(long, env = "CLIENTLINE_ADDRESS_CONNECTIONS", global = true, value_parser = whole)]
    address_connections: Option<u32>,
    /// How many requests may run at once [default: 1024]
    #[arg(long, env = "CLIENTLINE_CONCURRENCY", global = true, value_parser = from_one)]
    concurrency: Option<NonZeroU32>,
    /// How many of these may be of one organization [default: 768]
    #[arg(long, env = "CLIENTLINE_ORGANIZATION_CONCURRENCY", global = true, value_parser = from_one)]
    organization_concurrency: Option<NonZeroU32>,
    /// How many requests a second may come from one address; 0 for any number [default: 100]
    #[arg(long, env = "CLIENTLINE_ADDRESS_RATE", global = true, value_parser = whole)]
    address_rate: Option<u32>,
    /// How many requests a second may come with one token; 0 for any number [default: 100]
    #[arg(long, env = "CLIENTLINE_TOKEN_RATE", global = true, value_parser = whole)]
    token_rate: Option<u32>,
    /// How many requests a second one organization may send; 0 for any number [default: 400]
    #[arg(long, env = "CLIENTLINE_ORGANIZATION_RATE", global = true, value_parser = whole)]
    organization_rate: Option<u32>,
    /// How many requests a second those may send to one organization who don't sign in; 0 for
    /// any number [default: 50]
    #[arg(long, env = "CLIENTLINE_PUBLIC_RATE", global = true, value_parser = whole)]
    public_rate: Option<u32>,
    /// How many of these may run at once [default: 64]
    #[arg(long, env = "CLIENTLINE_PUBLIC_CONCURRENCY", global = true, value_parser = from_one)]
    public_concurrency: Option<NonZeroU32>,
    /// Proxies that are believed when they name the client's address in
    /// `X-Forwarded-For`: addresses, or networks (10.0.0.0/8), separated by commas
    #[arg(long, env = "CLIENTLINE_TRUSTED_PROXIES", global = true, value_delimiter = ',')]
    #[serde(deserialize_with = "all_parsed")]
    trusted_proxies: Option<Vec<ProxyNetwork>>,
    /// Seconds between "not ready" and closing the door [default: 1]
    #[arg(long, env = "CLIENTLINE_DRAIN_NOTICE_SECONDS", global = true, value_parser = whole)]
    drain_notice_seconds: Option<u32>,
    /// Seconds that running requests have at the end [default: 12]
    #[arg(long, env = "CLIENTLINE_DRAIN_SECONDS", global = true, value_parser = from_one)]
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
    pub(super) fn or(self, other: Self) -> Self {
        first_of!(self, other;
            listen, metrics_listen, database, database_file, create, database_connections, migrate,
            background_work, demo, log_level,
            log_format, cors_origins, body_bytes, body_memory_bytes, answer_memory_bytes,
            header_deadline_seconds, idle_deadline_seconds, body_deadline_seconds,
            write_deadline_seconds, request_deadline_seconds, connections, address_connections,
            concurrency, organization_concurrency,
            address_rate, token_rate, organization_rate, public_rate, public_concurrency,
            trusted_proxies, drain_notice_seconds, drain_seconds,
        )
    }

    pub(super) fn read(path: &Path) -> Result<Self, ConfigError> {
        let path = path.to_owned();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(ConfigError::Missing { path });
            }
            Err(source) => return Err(ConfigError::Unreadable { path, source }),
        };
        toml::from_str(&text)
            .map_err(|error| ConfigError::Wrong { path, fault: Fault::of(&text, &error) })
    }

    /// Reads where the data is, if that stands in a file.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Unreadable`], and [`ConfigError::WrongSecret`], which does not repeat
    /// what stands in the file.
    pub(super) fn database_in_file(&self) -> Result<Option<Database>, ConfigError> {
        let Some(path) = &self.database_file else { return Ok(None) };
        let text = secret(path)?;
        let wrong = |reason| ConfigError::WrongSecret { path: path.clone(), reason };
        text.parse().map(Some).map_err(wrong)
    }

    fn limits(&self) -> Limits {
        let usual = Limits::default();
        let seconds = |given: Option<NonZeroU32>, usual| {
            given.map_or(usual, |n| Duration::from_secs(n.get().into()))
        };
        let bytes = |given: Option<NonZeroU32>, usual| given.map_or(usual, |n| n.get() as usize);
        Limits {
            body_bytes: bytes(self.body_bytes, usual.body_bytes),
            body_memory_bytes: bytes(self.body_memory_bytes, usual.body_memory_bytes),
            answer_memory_bytes: bytes(self.answer_memory_bytes, usual.answer_memory_bytes),
            header_deadline: seconds(self.header_deadline_seconds, usual.header_deadline),
            idle_deadline: seconds(self.idle_deadline_seconds, usual.idle_deadline),
            body_deadline: seconds(self.body_deadline_seconds, usual.body_deadline),
            write_deadline: seconds(self.write_deadline_seconds, usual.write_deadline),
            write_rate: usual.write_rate,
            request_deadline: seconds(self.request_deadline_seconds, usual.request_deadline),
            connections: self.connections.map_or(usual.connections, NonZeroU32::get),
            address_connections: self.address_connections.unwrap_or(usual.address_connections),
            concurrency: self.concurrency.map_or(usual.concurrency, NonZeroU32::get),
            organization_concurrency: self
                .organization_concurrency
                .map_or(usual.organization_concurrency, NonZeroU32::get),
            address_rate: self.address_rate.unwrap_or(usual.address_rate),
            token_rate: self.token_rate.unwrap_or(usual.token_rate),
            organization_rate: self.organization_rate.unwrap_or(usual.organization_rate),
            public_rate: self.public_rate.unwrap_or(usual.public_rate),
            public_concurrency: self
                .public_concurrency
                .map_or(usual.public_concurrency, NonZeroU32::get),
            drain_notice: self
                .drain_notice_seconds
                .map_or(usual.drain_notice, |n| Duration::from_secs(n.into())),
            last_call: usual.last_call,
            drain: seconds(self.drain_seconds, usual.drain),
            linger: usual.linger,
        }
    }

    pub(super) fn complete(self) -> Result<Config, ConfigError> {
        let limits = self.limits();
        if limits.drain < limits.request_deadline {
            let (drain, deadline) = (limits.drain.as_secs(), limits.request_deadline.as_secs());
            return Err(ConfigError::DrainTooShort { drain, deadline });
        }
        let usual = Config::default();
        let demo = self.demo.unwrap_or(usual.demo);
        let is_usual = self.database.as_ref().is_none_or(|database| *database == usual.database);
        Ok(Config {
            listen: self.listen.map_or(usual.listen, |address| address.0),
            metrics_listen: self.metrics_listen.map(|address| address.0),
            database: self.database.unwrap_or(usual.database),
            create: self.create.unwrap_or(demo || is_usual),
            database_connections: self.database_connections,
            migrate: self.migrate.unwrap_or(usual.migrate),
            background_work: match self.background_work {
                Some(false) => BackgroundWork::Off,
                Some(true) | None => BackgroundWork::On,
            },
            demo,
            log_level: self.log_level.unwrap_or(usual.log_level),
            log_format: self.log_format.unwrap_or(usual.log_format),
            cors_origins: self.cors_origins.unwrap_or(usual.cors_origins),
            trusted_proxies: self.trusted_proxies.map_or(usual.trusted_proxies, |networks| {
                networks.into_iter().map(|network| network.0).collect()
            }),
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
