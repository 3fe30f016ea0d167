//! The pages around the API: Swagger UI at `/docs`, and the `OpenAPI` document.
//!
//! poem-openapi holds Swagger UI inside one long page of inline script, which a
//! strict `Content-Security-Policy` forbids. Here the same script and style are
//! served as files of their own, so that the page can run nothing else. It all
//! works offline.

use std::sync::{Arc, LazyLock};

use poem::{
    Response, Route, RouteMethod,
    endpoint::make_sync,
    http::{Method, header},
};
use poem_openapi::OpenApiService;

use crate::endpoint::Spec;

/// The content security policy of the page: our own files, and the inline styles and the small
/// pictures that Swagger UI draws with.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' \
                           'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri \
                           'none'; form-action 'none'; frame-ancestors 'none'";

/// For how long a browser keeps the script and the style, which change with a
/// release at most.
const KEPT: &str = "public, max-age=3600";

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ClientLine API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="docs"></main>
<script src="/docs/swagger-ui.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"#;

const START: &str = r##"SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    displayRequestDuration: true,
});
"##;

/// The files of Swagger UI, taken out of the framework's page.
struct SwaggerUi {
    script: String,
    style: String,
}

static SWAGGER_UI: LazyLock<SwaggerUi> = LazyLock::new(|| {
    let page = OpenApiService::new((), "", "").swagger_ui_html();
    SwaggerUi {
        script: inner(&page, "<script charset=\"UTF-8\">", "</script>").to_owned(),
        style: inner(&page, "<style charset=\"UTF-8\">", "</style>").to_owned(),
    }
});

/// The text between two others, the first time; none if they are not there.
fn inner<'a>(page: &'a str, open: &str, close: &str) -> &'a str {
    let rest = page.split_once(open).map_or("", |(_, rest)| rest);
    rest.split_once(close).map_or("", |(inner, _)| inner)
}

/// A file of the site.
#[derive(Clone)]
struct File {
    path: &'static str,
    content_type: &'static str,
    cache: &'static str,
    policy: Option<&'static str>,
    content: Content,
}

#[derive(Clone, Copy)]
enum Content {
    Fixed(&'static str),
    /// The document in one of its forms.
    Document(fn(&Spec) -> &String),
}

/// The document, written when somebody first asks for it: what few read keeps no server from
/// starting.
type LazySpec = LazyLock<Spec, Box<dyn FnOnce() -> Spec + Send>>;

/// Puts the pages before the routes of the API, whose document is written by `spec`.
#[must_use]
pub fn around(spec: impl FnOnce() -> Spec + Send + 'static, api: Route) -> Route {
    let spec: Arc<LazySpec> = Arc::new(LazyLock::new(Box::new(spec)));
    files().into_iter().fold(api, |route, file| {
        let (path, spec) = (file.path, Arc::clone(&spec));
        route.at(path, RouteMethod::new().get(make_sync(move |_| file.answer(&spec))))
    })
}

/// The paths of the pages with their methods.
#[must_use]
pub fn routes() -> Vec<(String, Method)> {
    files().into_iter().map(|file| (file.path.to_owned(), Method::GET)).collect()
}

fn files() -> [File; 6] {
    let page = |path, content_type, content| File {
        path,
        content_type,
        cache: "no-cache",
        policy: Some(DOCS_POLICY),
        content,
    };
    let kept = |path, content_type, content: &'static str| File {
        cache: KEPT,
        ..page(path, content_type, Content::Fixed(content))
    };
    let document = |path, content_type, form| File {
        policy: None,
        ..page(path, content_type, Content::Document(form))
    };
    let (script, style) = (SWAGGER_UI.script.as_str(), SWAGGER_UI.style.as_str());
    [
        page("/docs", "text/html; charset=utf-8", Content::Fixed(PAGE)),
        kept("/docs/swagger-ui.js", "text/javascript; charset=utf-8", script),
        kept("/docs/swagger-ui.css", "text/css; charset=utf-8", style),
        kept("/docs/start.js", "text/javascript; charset=utf-8", START),
        document("/openapi.json", "application/json", |spec| &spec.json),
        document("/openapi.yaml", "application/yaml", |spec| &spec.yaml),
    ]
}

impl File {
    fn answer(&self, spec: &LazySpec) -> Response {
        let mut response = Response::builder()
            .content_type(self.content_type)
            .header(header::CACHE_CONTROL, self.cache);
        if let Some(policy) = self.policy {
            response = response.header(header::CONTENT_SECURITY_POLICY, policy);
        }
        match self.content {
            Content::Fixed(text) => response.body(text),
            Content::Document(form) => response.body(form(spec).clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swagger_ui_is_taken_out_of_the_page_whole() {
        assert!(SWAGGER_UI.script.len() > 1_000_000);
        assert!(SWAGGER_UI.script.contains("SwaggerUIBundle"));
        assert!(SWAGGER_UI.style.contains(".swagger-ui"));
    }

    #[test]
    fn the_page_names_only_files_that_are_there() {
        let paths: Vec<String> = routes().into_iter().map(|(path, _)| path).collect();
        let quoted = PAGE.split('"').chain(START.split('"'));
        for path in quoted.filter(|text| text.starts_with('/')) {
            assert!(paths.iter().any(|known| known == path), "{path}");
        }
    }
}
