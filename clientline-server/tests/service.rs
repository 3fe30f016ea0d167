//! The whole service over a storage in memory, behind its front.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use clientline_core::{
    ClientLine, Scope,
    engine::Actor,
    memory::MemoryStorage,
    model::Category,
    ops::resource::Get,
    value::{Id, TenantId},
};
use clientline_server::{
    config::Config,
    endpoint::Served,
    front::{Front, Lifecycle, ServerStage},
    metrics::Metrics,
    quota::Quotas,
    resources::Resources,
    service::guarded,
};
use poem::{Request, Response};
use serde_json::{Value, json};

struct Running {
    front: Front,
    life: Lifecycle,
}

fn running() -> Running {
    let life = Lifecycle::new();
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let config = Config::default();
    let served = Served { client, life: life.clone(), quotas: Quotas::new(&config.limits) };
    Running { front: guarded::<Resources>(&config, served, Metrics::new()), life }
}

impl Running {
    async fn ask(&self, line: &str) -> Response {
        let (method, uri) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method.parse().unwrap()).uri(uri.parse().unwrap());
        self.front.answer(request.finish()).await
    }

    async fn text(&self, line: &str) -> String {
        let response = self.ask(line).await;
        assert_eq!(response.status(), 200, "{line}");
        response.into_body().into_string().await.unwrap()
    }

    async fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.text(line).await).unwrap()
    }
}

#[tokio::test]
async fn the_root_leads_everywhere() {
    let running = running();
    let root = running.json("GET /").await;
    assert_eq!(root["name"], "ClientLine");
    for (_, link) in root["links"].as_object().unwrap() {
        let line = format!("GET {}", link.as_str().unwrap());
        assert_eq!(running.ask(&line).await.status(), 200, "{line}");
    }
}

#[tokio::test]
async fn a_server_that_leaves_is_alive_and_not_ready() {
    let running = running();
    assert_eq!(running.json("GET /health/ready").await["status"], "ready");
    running.life.advance(ServerStage::Leaving);
    let ready = running.ask("GET /health/ready").await;
    assert_eq!((ready.status().as_u16(), ready.header("retry-after")), (503, Some("1")));
    assert_eq!(running.json("GET /health/live").await, json!({"status": "live"}));
}

#[tokio::test]
async fn the_documentation_runs_its_own_files_and_nothing_else() {
    let running = running();
    let page = running.ask("GET /docs/").await;
    let policy = page.header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    let page = page.into_body().into_string().await.unwrap();
    assert!(!page.contains("<script>"), "no script stands in the page itself");
    for path in ["/docs/swagger-ui.js", "/docs/swagger-ui.css", "/docs/start.js"] {
        assert!(page.contains(path), "{path}");
        let file = running.ask(&format!("GET {path}")).await;
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(file.header("cache-control"), Some("public, max-age=3600"));
    }
}

#[tokio::test]
async fn both_forms_of_the_document_say_the_same() {
    let running = running();
    let document = running.json("GET /openapi.json").await;
    assert_eq!(document["openapi"], "3.0.0");
    assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    let yaml = running.text("GET /openapi.yaml").await;
    let lines = |text: &str| yaml.lines().any(|line| line.trim_start() == text);
    assert!(lines("\"openapi\": \"3.0.0\""));
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(lines(&format!("\"{path}\":")), "{path}");
    }
}

#[tokio::test]
async fn every_documented_code_of_failure_has_a_page() {
    let running = running();
    let document = running.json("GET /openapi.json").await;
    let operations = document["paths"].as_object().unwrap().values();
    let operations = operations.flat_map(|methods| methods.as_object().unwrap().values());
    let own = operations.flat_map(|operation| operation["responses"].as_object().unwrap());
    let shared = document["components"]["responses"].as_object().unwrap();
    let told = own.chain(shared).filter_map(|(_, response)| response["description"].as_str());
    // The codes stand between backticks, behind what they have in common.
    let codes = told.filter(|text| text.contains(": `")).flat_map(|text| text.split('`').skip(1));
    let codes: BTreeSet<&str> = codes.filter(|text| !text.contains([',', '.'])).collect();
    assert!(codes.len() > 100, "{codes:?}");
    let list = running.text("GET /problems").await;
    for code in codes {
        let page = running.text(&format!("GET /problems/{code}")).await;
        assert!(page.contains(&format!("<h1>{code}</h1>")), "{page}");
        assert!(list.contains(&format!("<a href=\"/problems/{code}\">")), "{code}");
    }
    let nowhere = running.ask("GET /problems/no_such_code").await;
    assert_eq!(nowhere.status(), 404);
}

#[tokio::test]
async fn every_documented_path_answers_options_with_its_methods() {
    let running = running();
    let document = running.json("GET /openapi.json").await;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let place = path.replace(['{', '}'], "");
        let options = running.ask(&format!("OPTIONS {place}")).await;
        assert_eq!(options.status(), 204, "{path}");
        let allow: Vec<&str> = options.header("allow").unwrap().split(", ").collect();
        for method in operations.as_object().unwrap().keys() {
            assert!(allow.contains(&&*method.to_uppercase()), "{path}: {allow:?}");
        }
        let others = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        for method in others.iter().filter(|method| !allow.contains(method)) {
            let refused = running.ask(&format!("{method} {place}")).await;
            assert_eq!((refused.status().as_u16(), path), (405, path));
            assert_eq!(refused.header("allow"), options.header("allow"), "{path}");
        }
    }
}

#[tokio::test]
async fn every_documented_operation_that_needs_a_token_refuses_to_go_without() {
    let running = running();
    let document = running.json("GET /openapi.json").await;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let line = format!("{} {}", method.to_uppercase(), path.replace(['{', '}'], ""));
            let status = running.ask(&line).await.status().as_u16();
            let expected = match method.as_str() {
                _ if operation["security"].is_array() => 401,
                // That of which service is not said.
                "get" if path == "/public/{slug}/slots" => 422,
                // Nobody has that slug.
                "get" if path.starts_with("/public/{slug}") => 404,
                "get" => 200,
                // What opens by its body misses that.
                _ => 415,
            };
            assert_eq!(status, expected, "{line}");
        }
    }
}

#[tokio::test]
async fn every_reference_of_the_document_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(entries) => {
                found.extend(entries.get("$ref").and_then(Value::as_str));
                entries.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = running().json("GET /openapi.json").await;
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn what_operations_say_alike_is_said_once() {
    let document = running().json("GET /openapi.json").await;
    let delete = &document["paths"]["/guests/{id}"]["delete"]["responses"];
    assert_eq!(delete["404"]["$ref"], "#/components/responses/NotFound");
    let paths = document["paths"].as_object().unwrap().values();
    let operations: usize = paths.map(|methods| methods.as_object().unwrap().len()).sum();
    // Half of what it was when everything was written out: 1.39 MB for 197 operations.
    let each = document.to_string().len() / operations;
    assert!(each < 3_100, "{each} bytes an operation");
}

#[tokio::test]
async fn a_schema_says_what_the_thing_is_and_has_a_name_of_its_own() {
    let document = running().json("GET /openapi.json").await;
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let numbered = schemas.keys().filter(|name| name.ends_with(|end: char| end.is_ascii_digit()));
    assert_eq!(numbered.collect::<Vec<_>>(), Vec::<&String>::new());
    let told = |name: &str| schemas[name]["description"].as_str().unwrap().to_owned();
    assert_eq!(told("Guest"), "A person who is served.");
    let kept = schemas.keys().filter(|name| told(name).contains("An entity together"));
    assert_eq!(kept.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[tokio::test]
async fn what_is_found_or_made_has_both_answers_in_the_document() {
    let document = running().json("GET /openapi.json").await;
    let responses = &document["paths"]["/invoices/get-or-create/{guest_id}"]["post"]["responses"];
    assert!(responses["200"]["headers"]["Location"].is_null());
    assert!(responses["201"]["headers"]["Location"].is_object());
    let schema = |status: &str| &responses[status]["content"]["application/json"]["schema"];
    assert_eq!(schema("200"), schema("201"));
}

#[tokio::test]
async fn every_conflict_of_the_core_is_told_of_by_some_operation() {
    let document = running().json("GET /openapi.json").await;
    let operations = document["paths"].as_object().unwrap().values();
    let operations = operations.flat_map(|path| path.as_object().unwrap().values());
    let told: String = operations
        .map(|operation| &operation["responses"]["409"])
        .map(|response| match response["$ref"].as_str() {
            Some(reference) => document.pointer(&reference[1..]).unwrap(),
            None => response,
        })
        .filter_map(|response| response["description"].as_str())
        .collect();
    for (code, _meaning) in clientline_core::error::CONFLICTS {
        assert!(told.contains(&format!("`{code}`")), "{code}");
    }
    let problem = &document["components"]["schemas"]["Problem"]["properties"];
    assert_eq!(problem["alternatives"]["type"], "array");
}

/// A log that a test can read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The lines that a request writes into the log, and the log itself.
async fn logged(request: Request) -> (Vec<Value>, String) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let _ = running().front.answer(request).await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    (log.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), log)
}

#[tokio::test]
async fn a_path_that_leads_nowhere_is_not_in_the_log() {
    let (lines, _) = logged(Request::builder().uri("/canary/1".parse().unwrap()).finish()).await;
    assert_eq!((&lines[0]["path"], &lines[0]["status"]), (&json!("-"), &json!(404)));
}

#[tokio::test]
async fn a_request_is_one_line_of_the_log_and_nothing_of_it_is_in_there() {
    let request = Request::builder()
        .method(poem::http::Method::GET)
        .uri("/health/live?token=canary".parse().unwrap())
        .header("authorization", "Bearer canary")
        .header("x-request-id", "r-7")
        .body("canary");
    let (lines, log) = logged(request).await;
    assert!(!log.contains("canary"), "{log}");
    let [line] = lines.as_slice() else { panic!("{log}") };
    assert_eq!(line["method"], "GET");
    assert_eq!(line["path"], "/health/live");
    assert_eq!((&line["status"], &line["request_id"]), (&json!(200), &json!("r-7")));
    assert!(line["ms"].is_u64());
}

/// The figures of a server that was asked for a few things, one of them wrong.
async fn measured() -> String {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let metrics = Metrics::about(&client);
    let client = client.observed_by(metrics.observer());
    let scope = Scope::trusted(&client, TenantId::PLATFORM, Actor::system());
    let nowhere = Get(Id::<Category>::from_uuid(TenantId::PLATFORM.0));
    scope.run(&nowhere).await.unwrap_err();
    let config = Config::default();
    let served = Served { client, life: Lifecycle::new(), quotas: Quotas::new(&config.limits) };
    let front = guarded::<Resources>(&config, served, metrics.clone());
    Running { front, life: Lifecycle::new() }.ask("GET /health/live").await;
    metrics.text()
}

#[tokio::test]
async fn a_run_of_a_use_case_has_its_series() {
    let text = measured().await;
    for line in [
        "clientline_operations_total{operation=\"category_get\",outcome=\"not_found\"} 1\n",
        "clientline_operation_plans_total{operation=\"category_get\"} 1\n",
        "clientline_operation_duration_seconds_count{operation=\"category_get\"} 1\n",
        "clientline_operation_stage_seconds_count{stage=\"connection\"} 1\n",
        "clientline_locked_rows 0\n",
        "clientline_build_info{version=\"",
        "clientline_http_requests_total{method=\"GET\",path=\"/health/live\",status=\"200\"} 1\n",
        "\nprocess_resident_memory_bytes ",
        "\nprocess_cpu_seconds_total ",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}

#[tokio::test]
async fn every_figure_is_explained() {
    let text = measured().await;
    let page = include_str!("../../docs/operations.md");
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let names = types.map(|line| match line.split_once(' ').unwrap() {
        (name, "info") => format!("{name}_info"),
        (name, _) => name.to_owned(),
    });
    let names: Vec<String> = names.collect();
    assert!(names.len() >= 15, "{names:?}");
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "docs/operations.md says nothing of {name}");
    }
}
