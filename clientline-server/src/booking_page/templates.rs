//! The page's parts as they are written: what is put into them is escaped.

use askama::Template;
use poem::{
    Response,
    http::{StatusCode, header},
};

use super::texts::Texts;
use crate::{
    desk::{POLICY, REFERRER},
    problem::{Problem, Refusal},
};

/// Something to choose, and where that leads.
pub(super) struct Choice {
    pub(super) link: String,
    pub(super) name: String,
    pub(super) lines: Vec<String>,
}

/// Something that is said, with one way on.
#[derive(Template)]
#[template(path = "message.html")]
pub(super) struct Message<'a> {
    pub(super) texts: Texts,
    pub(super) assets: &'a str,
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    /// What it is about, in lines.
    pub(super) facts: Vec<Fact>,
    pub(super) link: Option<String>,
    pub(super) label: &'a str,
}

/// Somebody who may be chosen, and where that leads.
pub(super) struct Person {
    pub(super) link: String,
    pub(super) name: String,
    pub(super) note: Option<String>,
    pub(super) is_chosen: bool,
}

/// Something that is so about what would be booked.
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// The center, or the service, is chosen.
#[derive(Template)]
#[template(path = "choose.html")]
pub(super) struct Choose<'a> {
    pub(super) texts: Texts,
    pub(super) assets: &'a str,
    pub(super) shop: &'a str,
    pub(super) question: &'a str,
    pub(super) choices: Vec<Choice>,
    pub(super) more: Option<String>,
}

/// A month, of which a day is chosen.
pub(super) struct Month {
    pub(super) name: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    /// The days that are not over.
    pub(super) days: Vec<MonthDay>,
}

/// A day of a month.
pub(super) struct MonthDay {
    pub(super) number: u32,
    /// Under which day of the week: 1 is Monday.
    pub(super) column: u32,
    pub(super) name: String,
    pub(super) starts: u32,
    /// Where its starts are; none, if it has none.
    pub(super) link: Option<String>,
    pub(super) is_chosen: bool,
}

/// The starts of a part of a day.
pub(super) struct DayPart {
    /// What it is called; none, if the day has no other.
    pub(super) name: Option<&'static str>,
    pub(super) times: Vec<Choice>,
}

/// The time is chosen, and with whom.
#[derive(Template)]
#[template(path = "times.html")]
pub(super) struct Times<'a> {
    pub(super) texts: Texts,
    pub(super) assets: &'a str,
    pub(super) shop: &'a str,
    pub(super) notice: Option<&'a str>,
    pub(super) service: String,
    pub(super) people: Vec<Person>,
    pub(super) month: Month,
    pub(super) day: Option<String>,
    pub(super) parts: Vec<DayPart>,
    pub(super) next_free: Option<Choice>,
    pub(super) back: String,
}

/// Who comes is asked.
#[derive(Template)]
#[template(path = "contact.html")]
pub(super) struct Contact<'a> {
    pub(super) texts: Texts,
    pub(super) assets: &'a str,
    pub(super) shop: &'a str,
    pub(super) facts: Vec<Fact>,
    pub(super) notice: Option<&'a str>,
    pub(super) action: String,
    pub(super) form: &'a super::form::Form,
    pub(super) back: String,
}

/// An appointment is seen, confirmed or cancelled by its link.
#[derive(Template)]
#[template(path = "manage.html")]
pub(super) struct Manage<'a> {
    pub(super) texts: Texts,
    pub(super) assets: &'a str,
    pub(super) statuses: String,
}

/// Writes a part as an answer.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page can't be written");
        Refusal::Internal
    })?;
    Ok(Response::builder()
        .status(status)
        .content_type("text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::REFERRER_POLICY, REFERRER)
        .header(header::VARY, "accept-language")
        .body(html))
}
