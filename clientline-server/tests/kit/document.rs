//! The document of a server, with its operations.

use std::sync::Arc;

use serde_json::Value;

use super::{Client, Documented, documented};

/// A server's document, and its operations.
pub(crate) struct Document {
    pub(crate) json: Arc<Value>,
    operations: Vec<Documented>,
}

impl Document {
    pub(crate) fn new(json: Value) -> Self {
        let json = Arc::new(json);
        Self { operations: documented(&json), json }
    }

    /// The operation of a method that a path is meant for: of several that fit, the one with
    /// the fewest parameters.
    pub(crate) fn operation(&self, method: &str, path: &str) -> Option<&Documented> {
        let fits = |one: &&Documented| one.method == method && fits(&one.path, path);
        self.operations.iter().filter(fits).min_by_key(|one| one.path.matches('{').count())
    }
}

/// Whether a path is one of a template.
pub(crate) fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template.zip(path).all(|(part, text)| part.starts_with('{') || part == text)
}

/// Every operation of a server's document, by path and method.
pub(crate) fn operations(client: &Client) -> Vec<Documented> {
    client.document().operations.clone()
}
