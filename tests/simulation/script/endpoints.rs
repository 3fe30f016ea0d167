//! Requests about anything that has an endpoint, made by the document's examples: of each
//! use case that has no maker of its own.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, LazyLock},
};

use clientline::{
    Result, Scope,
    engine::{Batch, IdempotencyKey},
    row::{Direction, Row, Select, Subject, Table, Value as Cell},
    value::Timestamp,
};
use clientline_server::{
    endpoint::{AnyUseCase, Endpoints, Runnable, Sent},
    resources::Resources,
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Made, desk::Desk, made, weights};
use crate::{
    NOT_SIMULATED,
    act::{Act, Later, Said},
    document::{Documented, Examples, Field, document, documented, table_of, table_of_segment},
};

/// An endpoint, with what the document says of it.
pub(super) struct Endpoint {
    runnable: Runnable,
    said: Documented,
    document: Arc<Json>,
}

/// The endpoints of use cases that are simulated, and have no maker of their own.
pub(super) fn usual() -> Arc<[Endpoint]> {
    // The document of all of them takes longer than a history of the till.
    static USUAL: LazyLock<Arc<[Endpoint]>> = LazyLock::new(read_usual);
    Arc::clone(&USUAL)
}

fn read_usual() -> Arc<[Endpoint]> {
    let document = Arc::new(document());
    let table = Endpoints::of::<Resources>();
    let usual = table.runnable().filter(|one| {
        // What is changed by `PUT` is changed by `PATCH`.
        let is_twice = one.id.ends_with("_put");
        !is_twice && !NOT_SIMULATED.contains(&one.name) && !weights::is_special(one.name)
    });
    let all = documented(&document);
    let of = |runnable: &Runnable| Endpoint {
        runnable: runnable.clone(),
        said: all.iter().find(|one| one.id == runnable.id).unwrap().clone(),
        document: Arc::clone(&document),
    };
    usual.map(of).collect()
}

/// One request to each endpoint that runs a use case, whoever makes it and whether there is
/// anything that it is about: with the use case's name.
pub(crate) fn one_of_each() -> Vec<(&'static str, Box<dyn AnyUseCase>)> {
    let document = Arc::new(document());
    let (all, table) = (documented(&document), Endpoints::of::<Resources>());
    let one = |runnable: &Runnable| {
        let said = all.iter().find(|one| one.id == runnable.id).unwrap().said();
        let examples = Examples::of(&document);
        let body = examples.body(said).map(|schema| examples.value(schema, &mut |_| None));
        let parameters = said["parameters"].as_array().into_iter().flatten();
        let required = parameters.filter(|one| one["in"] == "query" && one["required"] == true);
        let query = required.map(|one| {
            let value = examples.value(&one["schema"], &mut |_| None);
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("{}={text}", one["name"].as_str().unwrap())
        });
        let sent = Sent {
            path: vec![Uuid::max().to_string(); runnable.path.matches('{').count()],
            query: query.collect::<Vec<_>>().join("&"),
            if_match: None,
            body: body.map(|body| body.to_string()).unwrap_or_default(),
        };
        let case = runnable.use_case(&sent);
        (runnable.name, case.unwrap_or_else(|problem| panic!("{} {problem:?}", runnable.id)))
    };
    table.runnable().map(one).collect()
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}

impl Endpoint {
    /// The name of its use case.
    pub(super) const fn name(&self) -> &'static str {
        self.runnable.name
    }

    /// Makes a request about rows that there are, if there are any.
    pub(super) async fn request(&self, desk: &mut Desk<'_>) -> Made {
        let (path, row) = self.path(desk).await?;
        let query = self.query(desk).await;
        let body = self.body(desk).await?;
        let if_match = match &row {
            Some(row) if self.takes("If-Match") => desk.expected_of(row.version),
            _ => None,
        };
        let if_match = if_match.map(|version| format!("\"{}\"", version.0));
        let sent = Sent { path, query, if_match, body };
        let case = self.runnable.use_case(&sent);
        let case = case.unwrap_or_else(|problem| panic!("{:?} {sent:?}: {problem:?}", self.said));
        made(Request { name: self.runnable.name, line: format!("{:?}", self.said), sent, case })
    }

    fn takes(&self, header: &str) -> bool {
        self.said.parameters("header").contains(header)
    }

    /// Identifiers for the path, and the row that it is about.
    async fn path(&self, desk: &mut Desk<'_>) -> Option<(Vec<String>, Option<Row>)> {
        let (mut path, mut about) = (Vec::new(), None);
        let names = self.runnable.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        for name in names {
            let kind = self.runnable.path.split('/').nth(1).unwrap_or_default();
            let table = if name == "id" { table_of_segment(kind)? } else { table_of(name) };
            let row = desk.row(table).await?;
            path.push(desk.or_wrong_uuid(table, row.id).await.to_string());
            about = about.or(Some(row));
        }
        Some((path, about))
    }

    /// A page of a list, and perhaps a filter.
    async fn query(&self, desk: &mut Desk<'_>) -> String {
        let all = self.said.said()["parameters"].as_array().cloned().unwrap_or_default();
        let parameters = all.iter().filter(|one| one["in"] == "query");
        let (pages, filters): (Vec<&Json>, Vec<&Json>) = parameters.partition(|one| {
            ["limit", "cursor", "skip", "count"].iter().any(|name| one["name"] == *name)
        });
        let mut query = Vec::new();
        if !pages.is_empty() {
            let page = match desk.chance.next() % 10 {
                0 => "limit=1".to_owned(),
                1 => "limit=3".to_owned(),
                2 => "skip=2".to_owned(),
                3 => format!("cursor={}", Uuid::max().simple()),
                _ => String::new(),
            };
            let name = page.split('=').next().unwrap_or_default();
            if takes(&pages, name) {
                query.push(page);
            }
            if desk.chance.percent(30) && takes(&pages, "count") {
                query.push("count=true".to_owned());
            }
        }
        let (needed, filters): (Vec<&Json>, Vec<&Json>) =
            filters.into_iter().partition(|one| one["required"] == true);
        for parameter in needed {
            let value = self.filter(parameter, desk).await;
            let value = value.unwrap_or_else(|| Uuid::max().to_string());
            query.push(format!("{}={value}", parameter["name"].as_str().unwrap_or_default()));
        }
        if desk.chance.percent(60)
            && let Some(filter) = desk.chance.pick(&filters).copied()
            && let Some(value) = self.filter(filter, desk).await
        {
            query.push(format!("{}={value}", filter["name"].as_str().unwrap_or_default()));
        }
        query.retain(|part| !part.is_empty());
        query.join("&")
    }

    /// A value to filter by: that of a row of the list, if it has one.
    async fn filter(&self, filter: &Json, desk: &mut Desk<'_>) -> Option<String> {
        let name = filter["name"].as_str()?;
        let schema = Examples::of(&self.document).resolved(&filter["schema"]);
        if schema["format"] == "uuid" {
            return Some(desk.row(table_of(name)).await?.id.to_string());
        }
        if schema["format"] == "date" {
            let days = i64::try_from(desk.chance.next() % 3).unwrap() - 1;
            let day = desk.now.saturating_plus_minutes(days * 24 * 60).to_string();
            return day.split('T').next().map(str::to_owned);
        }
        let kind = self.runnable.path.split('/').nth(1).unwrap_or_default();
        let table = table_of_segment(kind)?;
        let at = table.columns.iter().position(|column| column.name == name)?;
        match desk.row(table).await?.values.swap_remove(at) {
            Cell::Text(text) => {
                let escaped = text.bytes().map(|byte| format!("%{byte:02X}"));
                Some(escaped.collect::<Vec<_>>().concat())
            }
            Cell::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// A body with what it has to have; of a change, one field.
    async fn body(&self, desk: &mut Desk<'_>) -> Option<String> {
        let examples = Examples::of(&self.document);
        let Some(schema) = examples.body(self.said.said()) else { return Some(String::new()) };
        // Rows are looked for before, since examples wait for nothing.
        let mut named = BTreeMap::new();
        examples.value(schema, &mut |field| {
            if field.is_identifier() {
                named.insert(field.name.to_owned(), None);
            }
            None
        });
        for (name, row) in &mut named {
            let table = table_of(name);
            if let Some(found) = desk.row(table).await {
                *row = Some(desk.or_wrong_uuid(table, found.id).await);
            }
        }
        if self.runnable.method.as_str() == "PATCH" {
            let fields: Vec<Field<'_>> = examples.fields(schema).collect();
            let field = desk.chance.pick(&fields)?;
            let value = match named.get(field.name) {
                Some(row) => json!((*row)?),
                None => examples.value(field.schema, &mut |_| None),
            };
            return Some(json!({ field.name: value }).to_string());
        }
        let (now, chance) = (desk.now, &mut *desk.chance);
        let body = examples.value(schema, &mut |field| {
            if let Some(row) = named.get(field.name) {
                let is_said = field.is_required || chance.percent(30);
                return row.filter(|_| is_said).map(|row| json!(row));
            }
            match field.name {
                _ if !field.is_required => None,
                "name" | "first_name" | "last_name" => Some(json!(chance.name())),
                "code" => Some(json!(chance.code())),
                "starts_at" => Some(json!(now.saturating_plus_minutes(60))),
                "ends_at" => Some(json!(now.saturating_plus_minutes(120))),
                _ => None,
            }
        });
        Some(body.to_string())
    }
}

impl Desk<'_> {
    /// One of the tenant's rows of a table, mostly a new one.
    async fn row(&mut self, table: &'static Table) -> Option<Row> {
        let limit = if self.chance.percent(90) { Self::NEW } else { 1_000 };
        let rows = self.mine.select(&newest(table, limit)).await.unwrap();
        self.chance.pick(&rows).cloned()
    }

    /// An identifier; or, now and then, that of nothing, or of another tenant's row.
    async fn or_wrong_uuid(&mut self, table: &'static Table, right: Uuid) -> Uuid {
        if !self.slips(3) {
            return right;
        }
        if self.chance.percent(50) {
            return Uuid::max();
        }
        let rows = self.theirs.select(&newest(table, Self::NEW)).await.unwrap();
        self.chance.pick(&rows).map_or(right, |row| row.id)
    }
}

/// Whether a parameter is among some.
fn takes(parameters: &[&Json], name: &str) -> bool {
    parameters.iter().any(|one| one["name"] == name)
}

fn newest(table: &'static Table, limit: u32) -> Select {
    Select {
        table,
        filters: Vec::new(),
        order_by: Subject::Id,
        direction: Direction::Descending,
        after: None,
        skip: 0,
        limit,
    }
}

/// What an endpoint is asked for.
struct Request {
    name: &'static str,
    line: String,
    sent: Sent,
    case: Box<dyn AnyUseCase>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.line, self.sent)
    }
}

impl Act for Request {
    fn name(&self) -> &'static str {
        self.name
    }

    fn run<'a>(
        &'a self,
        scope: &'a Scope,
        key: Option<&'a IdempotencyKey>,
    ) -> Later<'a, Result<Said>> {
        Box::pin(async move {
            let answered = self.case.answer(scope, key).await?;
            let json = String::from_utf8(answered.json).expect("JSON is UTF-8");
            Ok(Said { json, replayed: answered.replayed })
        })
    }

    fn is_alone(&self) -> bool {
        true
    }

    fn join<'a>(&'a self, _: &'a mut Batch<'_, '_>, _: Timestamp) -> Later<'a, Result<String>> {
        panic!("{} is one of several", self.name)
    }
}
