//! The kinds of values that settings have.

use std::{
    fmt::{self, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
    str::FromStr,
};

use clap::{Args, ValueEnum};
use ipnet::IpNet;
use serde::Deserialize;

use super::{ConfigError, secret::secret};

/// Where the data is: `sqlite:<file>`, or `postgres://…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// One `SQLite` file, made if it is not there.
    Sqlite(PathBuf),
    /// A `PostgreSQL` database.
    Postgres(PostgresUrl),
}

/// As it is given, but for what may hold a password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                let (_scheme, rest) = url.0.split_once("//").unwrap_or_default();
                let place = rest.split('?').next().unwrap_or_default();
                let place = place.rsplit_once('@').map_or(place, |(_user, place)| place);
                write!(f, "postgres://{place}")
            }
        }
    }
}

/// The address of a `PostgreSQL` database. It may hold a password, so that its
/// debug output does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl PostgresUrl {
    /// Returns the address, password and all.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresUrl(…)")
    }
}

/// The variables by which some deployments name their database, piece by piece.
/// They count where no address is given.
#[derive(Debug, Default, Args)]
pub(super) struct PostgresPieces {
    #[arg(
        long = "postgres-host",
        id = "postgres_host",
        env = "POSTGRES_HOST",
        global = true,
        hide = true
    )]
    host: Option<String>,
    #[arg(
        long = "postgres-port",
        id = "postgres_port",
        env = "POSTGRES_PORT",
        global = true,
        hide = true,
        value_parser = port
    )]
    port: Option<u16>,
    #[arg(
        long = "postgres-user",
        id = "postgres_user",
        env = "POSTGRES_USER",
        global = true,
        hide = true
    )]
    user: Option<String>,
    #[arg(
        long = "postgres-password",
        id = "postgres_password",
        env = "POSTGRES_PASSWORD",
        global = true,
        hide = true,
        hide_env_values = true
    )]
    password: Option<String>,
    #[arg(
        long = "postgres-password-file",
        id = "postgres_password_file",
        env = "POSTGRES_PASSWORD_FILE",
        global = true,
        hide = true
    )]
    password_file: Option<PathBuf>,
    #[arg(
        long = "postgres-db",
        id = "postgres_db",
        env = "POSTGRES_DB",
        global = true,
        hide = true
    )]
    db: Option<String>,
}

impl PostgresPieces {
    /// Puts the pieces together, if a host or a database is among them.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Unreadable`] if the password's file is.
    pub(super) fn database(&self) -> Result<Option<Database>, ConfigError> {
        if self.host.is_none() && self.db.is_none() {
            return Ok(None);
        }
        let user = self.user.as_deref().unwrap_or("postgres");
        let read = self.password_file.as_deref().filter(|_| self.password.is_none());
        let read = read.map(secret).transpose()?;
        let password = self.password.as_deref().or(read.as_deref());
        let password = password.map_or_else(String::new, |secret| format!(":{}", escaped(secret)));
        let host = self.host.as_deref().unwrap_or("localhost");
        let port = self.port.unwrap_or(5432);
        let name = escaped(self.db.as_deref().unwrap_or(user));
        let url = format!("postgres://{}{password}@{host}:{port}/{name}", escaped(user));
        Ok(Some(Database::Postgres(PostgresUrl(url))))
    }
}

/// Reads the port of a database.
fn port(text: &str) -> Result<u16, String> {
    let port = text.parse().ok().filter(|port| *port > 0);
    port.ok_or_else(|| "POSTGRES_PORT is a number from 1 to 65535, such as 5432".to_owned())
}

/// Reads a number of what there is at least one of.
pub(super) fn from_one(text: &str) -> Result<NonZeroU32, String> {
    text.parse().map_err(|_| "write a whole number from 1 on, in digits alone".to_owned())
}

/// Reads a number of what there may be none of.
pub(super) fn whole(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "write a whole number from 0 on, in digits alone".to_owned())
}

/// Escapes what is not unreserved in an address (RFC 3986, section 2.3).
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                escaped.push(byte.into());
            }
            // Writing into a string can't fail.
            _ => _ = write!(escaped, "%{byte:02X}"),
        }
        escaped
    })
}

impl FromStr for Database {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("sqlite", path)) if path.contains('?') => {
                Err(format!("a SQLite file is given without options: `sqlite:{}`", before(path)))
            }
            Some(("sqlite", path)) if !path.is_empty() => {
                Ok(Self::Sqlite(path.strip_prefix("//").unwrap_or(path).into()))
            }
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                Ok(Self::Postgres(PostgresUrl(text.to_owned())))
            }
            _ => Err("a database is given as `sqlite:<file>` or `postgres://…`".to_owned()),
        }
    }
}

/// Returns what stands before a question mark.
fn before(path: &str) -> &str {
    path.split_once('?').map_or(path, |(file, _options)| file)
}

/// An address to listen on, with its port; `localhost` is 127.0.0.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListenAddress(pub(super) SocketAddr);

impl FromStr for ListenAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numeric = match text.strip_prefix("localhost:") {
            Some(port) => format!("{}:{port}", Ipv4Addr::LOCALHOST),
            None => text.to_owned(),
        };
        let wrong = |_| {
            "an address has a port, such as 127.0.0.1:8000, or 0.0.0.0:8000 for all of this \
             machine's"
                .to_owned()
        };
        numeric.parse().map(Self).map_err(wrong)
    }
}

/// The network of a proxy; one address is a network of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ProxyNetwork(pub(super) IpNet);

impl FromStr for ProxyNetwork {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let alone = |_| text.parse::<IpAddr>().map(IpNet::from);
        let wrong = |_| format!("`{text}` is no address and no network, such as 10.0.0.0/8");
        text.parse().or_else(alone).map(Self).map_err(wrong)
    }
}

/// The origin of a page: a scheme, a host, and a port unless it is the usual one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The origin as browsers send it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Browsers send it in lower case, and it is compared as sent.
        let text = text.to_ascii_lowercase();
        let authority = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
        let sane = |byte: u8| byte.is_ascii_graphic() && !b"/?#@*".contains(&byte);
        match authority {
            Some(name) if !name.is_empty() && name.bytes().all(sane) => Ok(Self(text)),
            _ => Err(format!("`{text}` is no origin, such as `https://desk.example.com`")),
        }
    }
}

/// How much to log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Faults of the server.
    Error,
    /// And what an operator should look at.
    Warn,
    /// Every request, too.
    Info,
    /// And what a developer wants to know.
    Debug,
}

/// How to write the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object a line, for machines.
    Json,
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        })
    }
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}
