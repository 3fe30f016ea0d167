//! A page for each code of failure: what it means, and what a client can do. The `type` of a
//! problem leads to it (RFC 9457, section 3.1.1).

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _, sync::LazyLock};

use clientline_core::{
    error::CONFLICTS,
    model::TABLES,
    row::{Constraint, Table},
};
use poem::{
    Request, Response, Route, RouteMethod,
    endpoint::make_sync,
    http::{Method, header},
};

use crate::{
    endpoint::FAILURES,
    problem::{PAGES, Problem, Refusal, path_of_page},
};

/// The content security policy: the pages are text and links.
const POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is said of a code.
struct Entry {
    status: u16,
    /// What the codes of this status have in common.
    kind: &'static str,
    meaning: Cow<'static, str>,
    advice: &'static str,
}

/// The codes that no operation of the API gives, but something around it.
const AROUND: &[(u16, &str, &str)] = &[
    (
        403,
        "not_from_our_page",
        "This is for the pages of the server alone, which a browser says that it shows.",
    ),
    (400, "refused", "The request was refused before anything read it."),
];

static ENTRIES: LazyLock<BTreeMap<&str, Entry>> = LazyLock::new(|| {
    let of_status = FAILURES.iter().flat_map(|failure| {
        let codes = failure.codes.iter();
        codes.map(|&(code, meaning)| (code, failure.status, Cow::Borrowed(meaning)))
    });
    let conflicts = CONFLICTS.iter().map(|&(code, meaning)| (code, 409, Cow::Borrowed(meaning)));
    let constraints = TABLES.iter().flat_map(|table| {
        let rules = table.constraints.iter();
        rules.map(move |rule| (rule.name, 409, Cow::Owned(words(table, rule))))
    });
    let around = AROUND.iter().map(|&(status, code, meaning)| (code, status, meaning.into()));
    let all = of_status.chain(conflicts).chain(constraints).chain(around);
    all.filter_map(|(code, status, meaning)| {
        let failure = FAILURES.iter().find(|failure| failure.status == status)?;
        let (kind, advice) = (failure.meaning, failure.advice);
        Some((code, Entry { status, kind, meaning, advice }))
    })
    .collect()
});

/// A constraint in words.
fn words(table: &Table, rule: &Constraint) -> String {
    let name = |at: usize| table.columns[at].name;
    let what = table.name.replace('_', " ");
    let keys: Vec<String> = rule.keys.iter().map(|&at| format!("`{}`", name(at))).collect();
    let keys = keys.join(" and ");
    let which = rule.when.map_or(String::new(), |when| {
        format!(", while its `{}` is `{}`", name(when.column), when.equals)
    });
    match rule.span {
        Some(_) => format!("Another {what} of the same {keys} takes a part of this time{which}."),
        None if rule.keys.is_empty() => format!("There is such a {what} already{which}."),
        None => format!("Another {what} has the same {keys}{which}."),
    }
}

/// The pages of all codes, as the router knows them.
fn pattern() -> String {
    path_of_page(":code")
}

/// Puts the pages before other routes.
#[must_use]
pub(crate) fn around(inner: Route) -> Route {
    let list = make_sync(|_| page("Problems", &list()));
    let of_code = make_sync(|request: Request| {
        let code = request.raw_path_param("code").unwrap_or_default();
        ENTRIES.get_key_value(code).map_or_else(
            || Problem::from(Refusal::NotFound).render(None),
            |(code, entry)| page(code, &of_code(entry)),
        )
    });
    inner.at(PAGES, RouteMethod::new().get(list)).at(pattern(), RouteMethod::new().get(of_code))
}

/// The paths of the pages with their methods.
pub(crate) fn routes() -> impl Iterator<Item = (String, Method)> {
    [PAGES.to_owned(), pattern()].into_iter().map(|path| (path, Method::GET))
}

fn page(title: &str, content: &str) -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .body(format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
             name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} - \
             ClientLine</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{content}</main>\n\
             </body>\n</html>\n"
        ))
}

fn of_code(entry: &Entry) -> String {
    let Entry { status, kind, meaning, advice } = entry;
    format!(
        "<p>{}</p>\n<p>Status {status}: {kind}. {}</p>\n<p><a href=\"{PAGES}\">All codes</a>, <a \
         href=\"/docs\">the API</a></p>\n",
        marked(meaning),
        marked(advice),
    )
}

fn list() -> String {
    let mut text = String::from("<dl>\n");
    for (code, entry) in &*ENTRIES {
        let (place, meaning) = (path_of_page(code), marked(&entry.meaning));
        // Writing into a text can't fail.
        let _ = writeln!(
            text,
            "<dt><a href=\"{place}\"><code>{code}</code></a> ({})</dt>\n<dd>{meaning}</dd>",
            entry.status
        );
    }
    text + "</dl>\n"
}

/// Our own words as HTML: what stands between backticks is code.
fn marked(words: &str) -> String {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
    let parts = escaped.split('`').enumerate();
    let mark = |(at, part): (usize, &str)| match at % 2 {
        0 => part.to_owned(),
        _ => format!("<code>{part}</code>"),
    };
    parts.map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_of_two_statuses() {
        let of_status = FAILURES.iter().map(|failure| failure.codes.len()).sum::<usize>();
        let constraints = TABLES.iter().map(|table| table.constraints.len()).sum::<usize>();
        let all = of_status + CONFLICTS.len() + constraints + AROUND.len();
        assert_eq!(ENTRIES.len(), all);
    }

    #[test]
    fn words_are_told_with_their_marks() {
        assert_eq!(marked("Send `a < b` & go."), "Send <code>a &lt; b</code> &amp; go.");
        let text = of_code(&ENTRIES["stale_version"]);
        assert!(text.contains("Status 412") && text.contains("<code>If-Match</code>"), "{text}");
    }
}
