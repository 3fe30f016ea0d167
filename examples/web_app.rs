//! A web application of one's own around the engine: two addresses, one store.
//!
//! `cargo run --example web_app` serves on a free port, asks itself once, and ends.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    routing::get,
};
use chrono::NaiveDate;
use clientline::{memory::MemoryStorage, prelude::*};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What each request is answered by.
#[derive(Clone)]
struct App {
    scope: Scope,
    center: Id<Center>,
    cut: Id<Service>,
}

#[derive(Deserialize)]
struct Day {
    date: NaiveDate,
}

/// A start, as the page of the application shows it.
#[derive(Serialize)]
struct FreeTime {
    starts_at: Timestamp,
}

/// Lists the free times of a day.
async fn free(
    State(app): State<App>,
    Query(day): Query<Day>,
) -> Result<Json<Vec<FreeTime>>, Refused> {
    let search = FindSlots::new(app.center, app.cut, day.date);
    let found = app.scope.run(&search).await.map_err(|error| refused(&error))?;
    Ok(Json(found.slots.iter().map(|slot| FreeTime { starts_at: slot.starts_at }).collect()))
}

/// The status and the words of a refusal. The kind says what the caller can do about it; the
/// sentence is for people.
type Refused = (StatusCode, String);

fn refused(error: &Error) -> Refused {
    let status = match error.kind() {
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        _ => return (StatusCode::SERVICE_UNAVAILABLE, "try again later".to_owned()),
    };
    (status, error.to_string())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let app = salon(&client).await?;
    let router = Router::new().route("/free", get(free)).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });

    let mut page = TcpStream::connect(address).await?;
    let today = chrono::DateTime::from(client.environment().now()).date_naive();
    let tomorrow = today.succ_opt().ok_or("the calendar ends today")?;
    let request = format!(
        "GET /free?date={tomorrow} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    );
    page.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    page.read_to_string(&mut answer).await?;
    println!("{answer}");
    assert!(answer.starts_with("HTTP/1.1 200"));
    Ok(())
}

/// Makes a salon with one provider and one service.
async fn salon(client: &ClientLine) -> Result<App, Box<dyn std::error::Error>> {
    let new = NewOrganization::new(
        Name::parse("Atelier")?,
        "atelier".parse()?,
        "hello@example.com".parse()?,
        "EUR".parse()?,
        "Europe/Lisbon".parse()?,
    );
    let organization = PlatformScope::trusted(client).create_organization(new).await?;
    let scope = Scope::trusted(client, organization.id.into(), Actor::system());
    let center = NewCenter::new(Name::parse("Baixa")?, "Europe/Lisbon".parse()?);
    let center = scope.run(&Create::<Center>(center)).await?;
    let mut provider = NewProvider::new(Name::parse("Ben")?, Name::parse("Costa")?, center.id);
    let morning = LocalWindow::new("09:00".parse()?, "11:00".parse()?)?;
    provider.hours = Some(WeeklyHours::every_day(morning));
    scope.run(&Create::<Provider>(provider)).await?;
    let cut = NewService::new(Name::parse("Cut")?, DurationMinutes::new(45)?, "45.00".parse()?);
    let cut = scope.run(&Create::<Service>(cut)).await?;
    Ok(App { scope, center: center.id, cut: cut.id })
}
