//! The kinds of values that settings have.

use std::{fmt, path::PathBuf, str::FromStr};

use clap::ValueEnum;
use serde::Deserialize;

/// Where the data is: `sqlite:<file>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// One `SQLite` file, made if it is not there.
    Sqlite(PathBuf),
}

impl FromStr for Database {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => {
                Ok(Self::Sqlite(path.strip_prefix("//").unwrap_or(path).into()))
            }
            _ => Err("a database is given as `sqlite:<file>`".to_owned()),
        }
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
    /// What an operator should look at, too.
    Warn,
    /// Every request, too.
    Info,
    /// What a developer wants to know, too.
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
