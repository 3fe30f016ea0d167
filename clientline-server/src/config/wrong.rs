//! What is wrong with a configuration file, as a sentence: where, what, and what to write.

use std::fmt;

use clap::CommandFactory as _;
use toml::de::Error;

use super::Cli;

/// How near a name has to be to one that is known for that to be meant.
const NEAR: f64 = 0.75;

/// A fault of a configuration file: a sentence that begins with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fault {
    /// Says what the parser found in a text.
    pub(super) fn of(text: &str, error: &Error) -> Self {
        let at = error.span().map_or(0, |span| span.start).min(text.len());
        let number = text[..at].matches('\n').count() + 1;
        let line = text.lines().nth(number - 1).unwrap_or_default().trim();
        Self(format!("line {number}: {}", said(line, error.message())))
    }
}

/// The parser's words for a fault in a line, in those of whoever writes it.
fn said(line: &str, message: &str) -> String {
    let name = line.split('=').next().unwrap_or_default().trim();
    if let Some(unknown) = quoted_after(message, "unknown field ") {
        return unknown_setting(line, unknown);
    }
    if message.starts_with("duplicate key") {
        return format!("`{name}` is set twice; take one of the lines away");
    }
    let Some((found, wanted)) = message.split_once(", expected ") else {
        return format!("`{name}`: {message}");
    };
    let Some(wanted) = wish(wanted) else {
        return format!(
            "this is no TOML ({message}); a setting is written as `name = value`, and a text in \
             quotes"
        );
    };
    let found = found.rsplit_once(": ").map_or(found, |(_, found)| found);
    let found = found.trim_start_matches("floating ");
    let found = found.split_once(' ').map_or(found, |(_, value)| value).replace('`', "");
    format!("`{name}` can't be {found}; {wanted}")
}

/// What to write where the parser expects something; none, if it expects a part of TOML itself.
fn wish(expected: &str) -> Option<String> {
    Some(match expected {
        "a nonzero u32" => "write a whole number from 1 on, in digits alone".to_owned(),
        "u32" => "write a whole number from 0 on, in digits alone".to_owned(),
        "a boolean" => "write true or false, without quotes".to_owned(),
        "a string" | "path string" => "write it in quotes".to_owned(),
        "a sequence" => "write a list, such as [\"one\", \"another\"]".to_owned(),
        words if words.starts_with("one of ") => format!("write {words}, in quotes"),
        _ => return None,
    })
}

/// The sentence about a setting that is not known.
fn unknown_setting(line: &str, unknown: &str) -> String {
    const ALL: &str = "`clientline-server config` prints all settings";
    if line.starts_with('[') {
        return format!("settings stand in no section: take the line `{line}` away");
    }
    let command = Cli::command();
    let names = command.get_arguments().map(|argument| argument.get_id().as_str());
    let written = unknown.replace('-', "_").to_lowercase();
    let like = names.map(|name| (strsim::jaro_winkler(&written, name), name));
    match like.max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(near, _)| *near > NEAR) {
        Some((_, name)) => {
            format!("there is no setting `{unknown}`; is `{name}` meant? {ALL}")
        }
        None => format!("there is no setting `{unknown}`; {ALL}"),
    }
}

/// Returns what stands in backticks after some words, with which a text begins.
fn quoted_after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.strip_prefix(words)?.split('`').nth(1)
}
