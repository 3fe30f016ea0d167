//! The page's parts as they are written: what is put into them is escaped.

use askama::Template;
use clientline_core::value::{WebOrigin, WebOrigins};
use poem::{
    Response,
    http::{HeaderValue, StatusCode, header},
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

/// A service that was chosen.
pub(super) struct Line {
    pub(super) text: String,
    /// What becomes of it by the link.
    pub(super) label: &'static str,
    pub(super) link: String,
}

/// Somebody who may be chosen, or something, and where that leads.
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
    pub(super) services: Vec<Line>,
    /// Where one more service is chosen; none, if no more are booked at once.
    pub(super) add: Option<String>,
    pub(super) people: Vec<Person>,
    /// What can be added to the first service.
    pub(super) extras: Vec<Person>,
    pub(super) month: Month,
    pub(super) day: Option<String>,
    pub(super) parts: Vec<DayPart>,
    pub(super) next_free: Option<Choice>,
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
    /// The fields that can't be right.
    pub(super) wrong: Vec<&'static str>,
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
    /// Where its forms are sent: without the fragment.
    pub(super) action: &'a str,
    pub(super) statuses: String,
}

/// The time is chosen to which something is moved that was booked, by the buttons of one form, which
/// sends the token along: what a link would say is the value of its button.
#[derive(Template)]
#[template(path = "move.html")]
pub(super) struct Move<'a> {
    pub(super) texts: Texts,
    pub(super) assets: &'a str,
    pub(super) action: &'a str,
    pub(super) token: &'a str,
    pub(super) part: &'a str,
    /// What was booked, and how far it has come: each appointment in lines.
    pub(super) bookings: Vec<Vec<Fact>>,
    pub(super) notice: Option<&'a str>,
    /// What cancelling costs, or until when it costs nothing.
    pub(super) fee: Option<String>,
    /// The times; none, if it can't be changed any more.
    pub(super) times: Option<NewTimes>,
}

/// The times to which something can be moved.
pub(super) struct NewTimes {
    pub(super) month: Month,
    pub(super) day: Option<String>,
    pub(super) parts: Vec<DayPart>,
}

/// Writes a part of the page as an answer that some sites may show in a frame of theirs.
pub(super) fn page_within(
    sites: &WebOrigins,
    status: StatusCode,
    template: &impl Template,
) -> Result<Response, Problem> {
    let mut answer = page(status, template)?;
    if let Some(policy) = policy_within(sites) {
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(answer)
}

/// The policy of the page with the sites that may show it; none, if no site may.
fn policy_within(sites: &WebOrigins) -> Option<HeaderValue> {
    let sites: Vec<&str> = sites.as_slice().iter().map(WebOrigin::as_str).collect();
    let named = format!("frame-ancestors {}", sites.join(" "));
    let policy = POLICY.replace("frame-ancestors 'none'", &named);
    if sites.is_empty() { None } else { HeaderValue::from_str(&policy).ok() }
}

/// Writes a part as an answer that no other site may show.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_differs_by_the_sites_alone() {
        assert!(policy_within(&WebOrigins::default()).is_none());
        let sites = serde_json::from_str(r#"["https://a.example.com", "https://b.org:8443"]"#);
        let policy = policy_within(&sites.unwrap()).unwrap();
        let named = "frame-ancestors https://a.example.com https://b.org:8443;";
        assert!(policy.to_str().unwrap().contains(named));
        assert_eq!(policy.to_str().unwrap().replace(named, "frame-ancestors 'none';"), POLICY);
    }
}
