//! Every answer of these tests is held against the document: it may have only
//! a status that the document names for its operation, and a body of that
//! schema.

use std::sync::Arc;

use serde_json::Value;

use super::{Answer, Document, Schemas, document::fits, whole};

/// What the document promises.
pub(crate) struct Contract {
    document: Arc<Document>,
}

impl Contract {
    pub(crate) const fn new(document: Arc<Document>) -> Self {
        Self { document }
    }

    /// Checks an answer to `METHOD /path`. Pages are no part of the API.
    #[track_caller]
    pub(crate) fn check(&self, line: &str, answer: &Answer) {
        let (method, target) = line.split_once(' ').unwrap();
        let path = target.split('?').next().unwrap_or_default();
        let Some(operations) = self.operations(path) else { return };
        let responses = &operations[method.to_lowercase()]["responses"];
        let promised = &whole(&self.document.json, &responses[answer.status.to_string()]);
        assert!(promised.is_object(), "{line} may not answer {}: {}", answer.status, answer.text);
        if answer.status == 409 {
            let code = format!("`{}`", answer.json()["code"].as_str().unwrap());
            let listed = promised["description"].as_str().unwrap();
            assert!(listed.contains(&code), "{line} may not answer {code}: {listed}");
        }
        let Some(content) = promised["content"].as_object().filter(|all| !all.is_empty()) else {
            assert_eq!(answer.text, "", "{line} has no body");
            return;
        };
        let schema = &content[answer.header("content-type").unwrap()]["schema"];
        let checked = Schemas::of(&self.document.json).check(schema, &answer.json());
        checked.unwrap_or_else(|wrong| panic!("{line}: {wrong}"));
        for name in promised["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
            // The one header that says something only when it is there.
            let is_there = answer.header(name).is_some() || name == "Idempotency-Replayed";
            assert!(is_there, "{line} lacks {name}");
        }
    }

    /// The operations of the path that is meant: of several that fit, the one
    /// with the fewest parameters.
    fn operations(&self, path: &str) -> Option<&Value> {
        let paths = self.document.json["paths"].as_object().unwrap();
        let fitting = paths.iter().filter(|(template, _)| fits(template, path));
        let meant = fitting.min_by_key(|(template, _)| template.matches('{').count());
        meant.map(|(_, operations)| operations)
    }
}
