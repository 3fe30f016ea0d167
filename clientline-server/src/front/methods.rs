//! The methods of each path: for `Allow`, for OPTIONS and for HEAD.
//!
//! The framework finds the path's pattern and says only that the method is
//! wrong; the table here, made from the same declarations as the routes, says
//! which ones are right.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use poem::{PathPattern, Request, Response, http::Method};

use crate::problem::Refusal;

/// The methods that may reach a handler. Anything else (CONNECT, TRACE, names
/// nobody knows) is refused before it is routed.
const ROUTED: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// The methods of every path.
#[derive(Debug, Clone, Default)]
pub struct Methods(Arc<BTreeMap<String, String>>);

impl Methods {
    /// Reads routes, each a path pattern (`/guests/:id`) and a method.
    pub fn of(routes: impl IntoIterator<Item = (String, Method)>) -> Self {
        let mut by_path: BTreeMap<String, Vec<Method>> = BTreeMap::new();
        for (path, method) in routes {
            by_path.entry(path).or_default().push(method);
        }
        let allow = |methods: Vec<Method>| {
            let in_order = ROUTED.iter().filter(|method| methods.contains(method));
            let mut names: Vec<&str> = in_order.map(Method::as_str).collect();
            if names.first() == Some(&"GET") {
                names.insert(1, "HEAD");
            }
            names.push("OPTIONS");
            names.join(", ")
        };
        Self(Arc::new(by_path.into_iter().map(|(path, methods)| (path, allow(methods))).collect()))
    }

    /// The value of `Allow` for a path pattern that the router found.
    fn allow(&self, pattern: Option<&PathPattern>) -> Cow<'static, str> {
        let known = pattern.and_then(|pattern| self.0.get(&*pattern.0));
        known.map_or(Cow::Borrowed("OPTIONS"), |allow| Cow::Owned(allow.clone()))
    }

    /// The answer when the path exists and the method does not: for OPTIONS
    /// an answer, for all others a refusal that names the right methods.
    ///
    /// # Errors
    ///
    /// [`Refusal::MethodNotAllowed`] for every method but OPTIONS.
    pub fn settle(
        &self,
        asked: &Method,
        pattern: Option<&PathPattern>,
    ) -> Result<Response, Refusal> {
        let allow = self.allow(pattern);
        if asked != Method::OPTIONS {
            return Err(Refusal::MethodNotAllowed { allow });
        }
        let answer = Response::builder().status(poem::http::StatusCode::NO_CONTENT);
        Ok(answer.header(poem::http::header::ALLOW, &*allow).finish())
    }
}

/// Makes a request routable: HEAD becomes GET (the protocol drops the body),
/// and a trailing slash goes (the paths are the same, without a redirect).
///
/// # Errors
///
/// [`Refusal::MethodNotAllowed`] for a method that no path has, and
/// [`Refusal::MalformedRequest`] for a target that is no path.
pub(super) fn normalise(request: &mut Request) -> Result<(), Refusal> {
    if request.method() == Method::HEAD {
        request.set_method(Method::GET);
    }
    if request.method() != Method::OPTIONS && !ROUTED.contains(request.method()) {
        let allow = Cow::Borrowed("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        return Err(Refusal::MethodNotAllowed { allow });
    }
    let uri = request.uri();
    let path = uri.path();
    let bare = path.trim_end_matches('/');
    if bare.is_empty() || bare.len() == path.len() {
        return Ok(());
    }
    let target = match uri.query() {
        Some(query) => format!("{bare}?{query}"),
        None => bare.to_owned(),
    };
    *request.uri_mut() = target.parse().map_err(|_no_uri| Refusal::MalformedRequest)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Methods {
        Methods::of([
            ("/guests".to_owned(), Method::POST),
            ("/guests".to_owned(), Method::GET),
            ("/guests/:id/erase".to_owned(), Method::POST),
        ])
    }

    fn pattern(path: &str) -> PathPattern {
        PathPattern(path.into())
    }

    #[test]
    fn a_wrong_method_is_told_the_right_ones() {
        let refusal = table().settle(&Method::PUT, Some(&pattern("/guests"))).unwrap_err();
        let allow = Cow::Borrowed("GET, HEAD, POST, OPTIONS");
        assert_eq!(refusal, Refusal::MethodNotAllowed { allow });
    }

    #[test]
    fn options_is_answered_with_the_methods() {
        let erase = pattern("/guests/:id/erase");
        let answer = table().settle(&Method::OPTIONS, Some(&erase)).unwrap();
        assert_eq!(answer.status(), 204);
        assert_eq!(answer.header("allow"), Some("POST, OPTIONS"));
    }

    fn normalised(method: Method, uri: &str) -> (Method, String) {
        let mut request = Request::builder().method(method).uri(uri.parse().unwrap()).finish();
        normalise(&mut request).unwrap();
        (request.method().clone(), request.uri().to_string())
    }

    #[test]
    fn a_trailing_slash_makes_no_difference() {
        for (from, to) in [
            ("/guests/", "/guests"),
            ("/guests//?q=a/", "/guests?q=a/"),
            ("/guests", "/guests"),
            ("/", "/"),
            ("//", "//"),
        ] {
            assert_eq!(normalised(Method::GET, from), (Method::GET, to.to_owned()));
        }
    }

    #[test]
    fn head_is_routed_as_get() {
        assert_eq!(normalised(Method::HEAD, "/guests").0, Method::GET);
    }

    #[test]
    fn a_method_that_no_path_has_is_refused() {
        for method in ["CONNECT", "TRACE", "BREW"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let mut request = Request::builder().method(method).finish();
            assert!(normalise(&mut request).is_err());
        }
    }
}
