//! The configuration that holds, written as a file that `--config` takes.

use std::{fmt::Write as _, time::Duration};

use clap::CommandFactory as _;
use clientline_core::engine::BackgroundWork;
use toml::Value;

use super::{Cli, Config, Database, Limits, settings::HEADING};

/// Writes a configuration as TOML, with what each setting means above it. What is not set is
/// a comment, and so is the address of a database that may hold a password.
#[must_use]
pub fn shown(config: &Config) -> String {
    let values = values(config);
    let mut text = String::new();
    for argument in Cli::command().get_arguments() {
        if argument.get_help_heading() != Some(HEADING) {
            continue;
        }
        let name = argument.get_id().as_str();
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else { continue };
        // Writing into a string can't fail.
        for line in argument.get_help().map(ToString::to_string).unwrap_or_default().lines() {
            _ = writeln!(text, "# {line}");
        }
        _ = match value {
            Shown::Set(value) => writeln!(text, "{name} = {value}\n"),
            Shown::Unset => writeln!(text, "# {name} =\n"),
            Shown::Hidden(place) => {
                writeln!(text, "# {name} = \"{place}\" (user and password are not shown)\n")
            }
        };
    }
    text
}

/// What is shown of a setting.
enum Shown {
    /// Its value.
    Set(Value),
    /// That there is none.
    Unset,
    /// What of its value is no secret.
    Hidden(String),
}

impl<T: Into<Value>> From<Option<T>> for Shown {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unset, |value| Self::Set(value.into()))
    }
}

/// A setting that always has a value.
fn set(value: impl Into<Value>) -> Shown {
    Shown::Set(value.into())
}

fn texts<T>(list: &[T], text: impl Fn(&T) -> String) -> Shown {
    set(list.iter().map(|one| Value::from(text(one))).collect::<Vec<_>>())
}

fn values(config: &Config) -> Vec<(&'static str, Shown)> {
    let database = match &config.database {
        database @ Database::Sqlite(_) => set(database.to_string()),
        database @ Database::Postgres(_) => Shown::Hidden(database.to_string()),
    };
    let level = config.log_level.to_string();
    let format = config.log_format.to_string();
    let mut values = vec![
        ("listen", set(config.listen.to_string())),
        ("metrics_listen", config.metrics_listen.map(|address| address.to_string()).into()),
        ("database", database),
        ("database_file", Shown::Unset),
        ("create", set(config.create)),
        ("database_connections", config.database_connections.map(std::num::NonZero::get).into()),
        ("migrate", set(config.migrate)),
        ("background_work", set(config.background_work == BackgroundWork::On)),
        ("demo", set(config.demo)),
        ("log_level", set(level)),
        ("log_format", set(format)),
        ("cors_origins", texts(&config.cors_origins, |origin| origin.as_str().to_owned())),
        ("trusted_proxies", texts(&config.trusted_proxies, ToString::to_string)),
    ];
    values.extend(of_limits(&config.limits));
    values
}

fn of_limits(limits: &Limits) -> Vec<(&'static str, Shown)> {
    // What is configured is whole, and far below what either can't hold.
    let bytes = |bytes: usize| set(i64::try_from(bytes).unwrap_or(i64::MAX));
    let seconds = |time: Duration| set(i64::try_from(time.as_secs()).unwrap_or(i64::MAX));
    vec![
        ("body_bytes", bytes(limits.body_bytes)),
        ("body_memory_bytes", bytes(limits.body_memory_bytes)),
        ("answer_memory_bytes", bytes(limits.answer_memory_bytes)),
        ("header_deadline_seconds", seconds(limits.header_deadline)),
        ("idle_deadline_seconds", seconds(limits.idle_deadline)),
        ("body_deadline_seconds", seconds(limits.body_deadline)),
        ("write_deadline_seconds", seconds(limits.write_deadline)),
        ("request_deadline_seconds", seconds(limits.request_deadline)),
        ("connections", set(limits.connections)),
        ("address_connections", set(limits.address_connections)),
        ("concurrency", set(limits.concurrency)),
        ("organization_concurrency", set(limits.organization_concurrency)),
        ("address_rate", set(limits.address_rate)),
        ("token_rate", set(limits.token_rate)),
        ("organization_rate", set(limits.organization_rate)),
        ("public_rate", set(limits.public_rate)),
        ("public_concurrency", set(limits.public_concurrency)),
        ("drain_notice_seconds", seconds(limits.drain_notice)),
        ("drain_seconds", seconds(limits.drain)),
    ]
}
