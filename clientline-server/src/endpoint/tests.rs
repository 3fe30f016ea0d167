//! Endpoints that are asked, and what they answer.

mod document;

use std::sync::Arc;

use clientline_core::{
    Error,
    engine::{Actor, Env, Operation, Plan, PlatformScope, Shown, View},
    entity::{MergePatch, Stored},
    memory::MemoryStorage,
    model::{NewRoomCategory, Permission, Role, RoomCategory, RoomCategoryPatch},
    value::{Id, Name},
};
use poem::{
    Endpoint as _, IntoEndpoint,
    endpoint::BoxEndpoint,
    http::{StatusCode, header},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::*;
use crate::{config::Limits, resources::Resources};

/// Makes a room category: a use case with a body and a commit.
struct Make(NewRoomCategory);

impl Operation for Make {
    type Answer = Stored<RoomCategory>;
    const NAME: &'static str = "make";
    const NEEDS: Permission = Permission::WriteCatalogue;

    async fn plan(
        &self,
        env: &Env,
        _view: &mut View<'_>,
    ) -> clientline_core::Result<Plan<Self::Answer>> {
        let mut changes = env.changes();
        let made = changes.insert(RoomCategory::from_new(env.new_id(), self.0.clone()));
        Ok(Plan::new(made, changes))
    }
}

/// Finds one, if the reader's version is still the current one.
struct Find(Id<RoomCategory>, IfMatch);

impl Operation for Find {
    type Answer = Stored<RoomCategory>;
    const NAME: &'static str = "find";
    const NEEDS: Permission = Permission::ReadCatalogue;

    async fn plan(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> clientline_core::Result<Plan<Self::Answer>> {
        let found = view.require(self.0).await?;
        if self.1.0.is_some_and(|version| version != found.version()) {
            return Err(Error::Stale { entity: "room_category" });
        }
        Ok(Plan::read(env, found))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// How many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: u32,
    /// Only these.
    names: Option<Vec<String>>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { limit: 50, names: None }
    }
}

/// Repeats its inputs.
struct Repeat(Vec<String>);

/// The repeated answer.
#[derive(Serialize, JsonSchema)]
#[serde(transparent)]
struct Repeated(Vec<String>);

impl Shown for Repeated {
    fn shown_to(self, _: &Actor) -> clientline_core::Result<Self> {
        Ok(self)
    }
}

impl Operation for Repeat {
    type Answer = Repeated;
    const NAME: &'static str = "repeat";
    const NEEDS: Permission = Permission::ReadCatalogue;

    async fn plan(
        &self,
        env: &Env,
        _view: &mut View<'_>,
    ) -> clientline_core::Result<Plan<Self::Answer>> {
        Ok(Plan::read(env, Repeated(self.0.clone())))
    }
}

struct Toy;

impl Declare for Toy {
    fn declare(table: &mut Endpoints) {
        table
            .tag("categories", "Kinds of rooms.")
            .on(Route::create("/categories"), "categories_create", "Make one", |Body(new)| {
                Make(new)
            })
            .on(
                Route::list("/categories"),
                "categories_list",
                "List",
                |Query(filter): Query<Filter>| {
                    let names = filter.names.unwrap_or_default();
                    Repeat([vec![filter.limit.to_string()], names].concat())
                },
            )
            .on(Route::read("/categories/{id}"), "categories_get", "Read one", |Path(id)| {
                Find(id, IfMatch(None))
            })
            .on(
                Route::delete("/categories/{id}"),
                "categories_delete",
                "Remove",
                |Path(id), tag| Find(id, tag),
            )
            .update(
                "/categories/{id}",
                "categories_update",
                "Change one",
                |Path(_id): Path<Id<RoomCategory>>, Change(patch): Change<RoomCategoryPatch>| {
                    Repeat(patch.fields().map(str::to_owned).collect())
                },
            )
            .on(
                Route::list("/categories/named/{name}/{number}"),
                "categories_named",
                "Two parameters",
                |Path(name): Path<Name>, Path(number): Path<u32>| {
                    Repeat(vec![name.to_string(), number.to_string()])
                },
            );
        table
            .tag("open", "For everybody.")
            .open("/open", "open_get", "Anyone", |_served| async { Ok("open".to_owned()) });
    }
}

/// An API over a storage in memory, with tokens of two roles.
struct Desk {
    api: BoxEndpoint<'static>,
    admin: String,
    client: String,
}

async fn desk() -> Desk {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let platform = PlatformScope::trusted(&client);
    let new = serde_json::from_value(json!({
        "slug": "atelier", "name": "Atelier", "email": "a@example.com", "currency": "EUR",
        "time_zone": "Europe/Riga",
    }));
    let organization = platform.create_organization(new.unwrap()).await.unwrap();
    let tenant = clientline_core::value::TenantId(organization.id.uuid());
    let mut tokens = Vec::new();
    for role in [Role::Admin, Role::Client] {
        let name = Name::parse("key").unwrap();
        let token = platform.create_api_key(tenant, name, role).await.unwrap();
        tokens.push(token.expose().to_owned());
    }
    let served = Served { client, life: Lifecycle::new(), quotas: Quotas::new(&Limits::default()) };
    let api = service::<Toy>(served).into_endpoint();
    let [admin, client] = tokens.try_into().unwrap();
    Desk { api, admin, client }
}

struct Said {
    status: u16,
    headers: poem::http::HeaderMap,
    body: Value,
}

impl Said {
    fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn code(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or_default())
    }
}

impl Desk {
    async fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Said {
        let (method, uri) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method.parse().unwrap());
        request = request.uri(uri.parse().unwrap());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.api.get_response(request.body(body.to_owned())).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.into_body().into_bytes().await.unwrap();
        Said { status, headers, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    /// Sends as the admin, with JSON.
    async fn ask(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Said {
        let token = format!("Bearer {}", self.admin);
        let own = [("authorization", &*token), ("content-type", "application/json")];
        self.send(line, &[&own, headers].concat(), body).await
    }
}

const NEW: &str = r#"{"name": "Massage"}"#;

#[tokio::test]
async fn what_is_made_has_a_place_and_a_tag() {
    let desk = desk().await;
    let made = desk.ask("POST /categories", &[], NEW).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let place = made.header("location").unwrap();
    assert_eq!(place, format!("/categories/{}", made.body["id"].as_str().unwrap()));
    assert_eq!(made.header("etag"), Some("\"1\""));
    let read = desk.ask(&format!("GET {place}"), &[], "").await;
    assert_eq!((read.status, &read.body), (200, &made.body));
}

#[tokio::test]
async fn a_client_that_has_the_version_gets_no_body() {
    let desk = desk().await;
    let made = desk.ask("POST /categories", &[], NEW).await;
    let line = format!("GET {}", made.header("location").unwrap());
    for tags in ["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"] {
        let read = desk.ask(&line, &[("if-none-match", tags)], "").await;
        assert_eq!((read.status, read.header("etag")), (304, Some("\"1\"")), "{tags}");
        assert_eq!(read.body, Value::Null);
    }
    for tags in ["\"2\"", "1", "nonsense", ""] {
        assert_eq!(desk.ask(&line, &[("if-none-match", tags)], "").await.status, 200, "{tags}");
    }
}

#[tokio::test]
async fn a_stale_version_is_not_touched() {
    let desk = desk().await;
    let made = desk.ask("POST /categories", &[], NEW).await;
    let line = format!("DELETE {}", made.header("location").unwrap());
    for tag in ["\"2\"", "W/\"1\"", "1", "\"+1\"", "\"1\", \"2\""] {
        let refused = desk.ask(&line, &[("if-match", tag)], "").await;
        assert_eq!(refused.code(), (412, "stale_version"), "{tag}");
    }
    for tag in ["\"1\"", "*"] {
        let done = desk.ask(&line, &[("if-match", tag)], "").await;
        assert_eq!((done.status, done.body), (204, Value::Null), "{tag}");
    }
}

#[tokio::test]
async fn a_repeated_request_has_its_effect_once() {
    let desk = desk().await;
    let key = [("idempotency-key", "k-1")];
    let first = desk.ask("POST /categories", &key, NEW).await;
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, None));
    let again = desk.ask("POST /categories", &key, NEW).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(again.body, first.body);
    assert_eq!(again.header("location"), first.header("location"));
    let other = desk.ask("POST /categories", &key, r#"{"name": "Hair"}"#).await;
    assert_eq!(other.code(), (422, "idempotency_key_reused"));
    let strange = desk.ask("POST /categories", &[("idempotency-key", "a b")], NEW).await;
    assert_eq!(strange.code(), (422, "invalid_request"));
}

#[tokio::test]
async fn a_request_without_a_valid_token_is_refused() {
    let desk = desk().await;
    for authorization in ["", "Bearer ", "Bearer cl_key_x", "Basic eDp5"] {
        let headers = [("authorization", authorization), ("content-type", "application/json")];
        let refused = desk.send("POST /categories", &headers, NEW).await;
        assert_eq!(refused.code(), (401, "unauthenticated"), "{authorization}");
        assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
    }
    assert_eq!(desk.send("GET /open", &[], "").await.body, json!("open"));
}

#[tokio::test]
async fn a_role_that_may_not_learns_nothing_about_its_inputs() {
    let desk = desk().await;
    let token = format!("Bearer {}", desk.client);
    let refused = desk.send("POST /categories", &[("authorization", &token)], "nonsense").await;
    assert_eq!(refused.code(), (403, "forbidden"));
}

#[tokio::test]
async fn inputs_are_read_from_path_query_and_body() {
    let desk = desk().await;
    let list = desk.ask("GET /categories?limit=3&names=a,b", &[], "").await;
    assert_eq!(list.body, json!(["3", "a", "b"]));
    assert_eq!(desk.ask("GET /categories", &[], "").await.body, json!(["50"]));
    let named = desk.ask("GET /categories/named/a%20b/7", &[], "").await;
    assert_eq!(named.body, json!(["a b", "7"]));
    let id = "019aa5b0-7c00-7000-8000-000000000001";
    for method in ["PUT", "PATCH"] {
        let line = format!("{method} /categories/{id}");
        let changed = desk.ask(&line, &[], r#"{"description": null}"#).await;
        assert_eq!((changed.status, changed.body), (200, json!(["description"])));
        assert_eq!(desk.ask(&line, &[], "[]").await.code(), (422, "invalid_request"));
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_input_is_named() {
    let desk = desk().await;
    let unknown = desk.ask("POST /categories", &[], r#"{"name": "x", "organization_id": 1}"#).await;
    assert_eq!(unknown.code(), (422, "invalid_request"));
    assert_eq!(unknown.body["errors"][0]["pointer"], "/organization_id");
    let query = desk.ask("GET /categories?limt=3", &[], "").await;
    assert_eq!(query.body["errors"][0]["pointer"], "?limt");
    let token = format!("Bearer {}", desk.admin);
    let plain = [("authorization", &*token), ("content-type", "text/plain")];
    let plain = desk.send("POST /categories", &plain, NEW).await;
    assert_eq!(plain.code(), (415, "unsupported_media_type"));
    let missing = "GET /categories/019aa5b0-7c00-7000-8000-000000000001";
    for line in [missing, "GET /categories/nonsense", "GET /categories/named/%00/1"] {
        assert_eq!(desk.ask(line, &[], "").await.code(), (404, "not_found"), "{line}");
    }
    assert_eq!(desk.ask("GET /categories/named/a/x", &[], "").await.status, 404);
}
