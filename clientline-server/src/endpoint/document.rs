//! The document of a table: paths, parameters, answers, errors and schemas.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clientline_core::{error::CONFLICTS, model::Role};
use poem::http::{Method, StatusCode};
use poem_openapi::{
    ParameterStyle,
    registry::{
        MetaApi, MetaHeader, MetaMediaType, MetaOperation, MetaOperationParam, MetaParamIn,
        MetaPath, MetaRequest, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef,
    },
};
use serde_json::Value;

use super::{
    answer::Shape,
    declare::{Access, Endpoint, Endpoints},
    definitions::{Definitions, Described, Schemas},
    failures::{FAILURES, Operation, needs_token},
    input::Inputs,
    schema::interned,
};
use crate::problem::{Document as ProblemDocument, PROBLEM_JSON};

/// The form of an entity tag.
const TAG: &str = "^(\"[0-9]{1,18}\"|\\*)$";

/// The name of the security scheme.
pub(super) const BEARER: &str = "bearer";

/// What holds for every operation.
const CONVENTIONS: &str = include_str!("conventions.md");

/// The description of the whole API.
pub(super) fn description() -> String {
    let conflicts: Vec<String> =
        CONFLICTS.iter().map(|(code, meaning)| format!("- `{code}`: {meaning}")).collect();
    format!("{CONVENTIONS}{}", conflicts.join("\n"))
}

/// All that the framework's document is made of.
pub(super) struct Document {
    pub(super) api: MetaApi,
    pub(super) schemas: BTreeMap<String, MetaSchema>,
    /// The names of schemas that take no properties but those named.
    pub(super) closed: BTreeSet<String>,
}

impl Document {
    /// Documents a table.
    pub(super) fn of(table: &Endpoints) -> Self {
        let mut schemas = Schemas::new();
        let problem = schemas.output::<ProblemDocument>();
        let described: Vec<_> =
            table.all.iter().map(|endpoint| (endpoint.describe)(&mut schemas)).collect();
        let definitions = schemas.settle();
        let mut paths: BTreeMap<&str, Vec<MetaOperation>> = BTreeMap::new();
        for (endpoint, (inputs, answer)) in table.all.iter().zip(described) {
            let page =
                Page { endpoint, inputs, answer, definitions: &definitions, problem: &problem };
            paths.entry(endpoint.path).or_default().push(page.operation());
        }
        let paths = paths
            .into_iter()
            .map(|(path, operations)| MetaPath { path: path.to_owned(), operations })
            .collect();
        Self {
            api: MetaApi { paths },
            schemas: definitions.converted(),
            closed: definitions.closed(),
        }
    }
}

/// One endpoint, about to be documented.
struct Page<'a> {
    endpoint: &'a Endpoint,
    inputs: Inputs,
    answer: Described,
    definitions: &'a Definitions,
    problem: &'a Described,
}

impl Page<'_> {
    fn operation(&self) -> MetaOperation {
        let endpoint = self.endpoint;
        let bearer = HashMap::from([(BEARER, Vec::new())]);
        MetaOperation {
            method: endpoint.method.clone(),
            tags: vec![endpoint.tag],
            summary: Some(endpoint.summary),
            description: self.needs(),
            external_docs: None,
            params: self.parameters(),
            request: self.inputs.body.as_ref().map(|body| MetaRequest {
                description: None,
                content: vec![MetaMediaType {
                    content_type: "application/json",
                    schema: self.definitions.reference(body),
                }],
                required: !self.inputs.body_is_optional,
            }),
            responses: MetaResponses { responses: self.responses() },
            deprecated: false,
            security: if needs_token(&self.failing()) { vec![bearer] } else { Vec::new() },
            operation_id: Some(interned(&endpoint.id)),
            code_samples: Vec::new(),
        }
    }

    fn failing(&self) -> Operation<'_> {
        Operation { endpoint: self.endpoint, inputs: &self.inputs }
    }

    /// The permission and the roles that have it.
    fn needs(&self) -> Option<&'static str> {
        let (permission, platform) = match self.endpoint.access {
            Access::Open | Access::SignIn => return None,
            Access::Public => {
                return Some("Everybody may, where the organization is open to the public.");
            }
            Access::Role(permission) if permission.is_of_the_public() => {
                (permission, Some("public"))
            }
            Access::Role(permission) => (permission, None),
            Access::Platform(permission) => (permission, Some("platform")),
        };
        let roles = Role::ALL.iter().filter(|role| role.may(permission));
        let roles: Vec<&str> = roles.map(|role| role.as_str()).chain(platform).collect();
        let text = format!("Needs the permission `{}`: {}.", permission.as_str(), roles.join(", "));
        Some(interned(&text))
    }

    fn parameters(&self) -> Vec<MetaOperationParam> {
        let path = self.endpoint.parameters().zip(&self.inputs.path).map(|(name, described)| {
            parameter(MetaParamIn::Path, name, self.definitions.reference(described), true)
        });
        path.chain(self.query()).chain(self.headers()).collect()
    }

    /// Each property of the query's types as a parameter.
    fn query(&self) -> impl Iterator<Item = MetaOperationParam> {
        self.inputs.query.iter().flat_map(|query| self.properties(query))
    }

    fn properties(&self, query: &Described) -> Vec<MetaOperationParam> {
        let schema = self.definitions.resolved(query);
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| {
            required.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(name)))
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        properties
            .into_iter()
            .flatten()
            .map(|(name, schema)| {
                let described = Described { schema: schema.clone(), side: query.side };
                let schema = match self.definitions.reference(&described) {
                    // A parameter is there or not; none is null.
                    MetaSchemaRef::Inline(schema) => {
                        MetaSchemaRef::Inline(Box::new(MetaSchema { nullable: false, ..*schema }))
                    }
                    named @ MetaSchemaRef::Reference(_) => named,
                };
                parameter(MetaParamIn::Query, name, schema, is_required(name))
            })
            .collect()
    }

    fn headers(&self) -> Vec<MetaOperationParam> {
        let mut headers = Vec::new();
        let mut header = |name: &str, description: &str, pattern: &str, example: &str| {
            let schema = MetaSchema {
                description: Some(interned(description)),
                pattern: Some(pattern.to_owned()),
                example: Some(example.into()),
                ..MetaSchema::new("string")
            };
            let schema = MetaSchemaRef::Inline(Box::new(schema));
            headers.push(parameter(MetaParamIn::Header, name, schema, false));
        };
        if self.endpoint.method == Method::POST {
            header(
                "Idempotency-Key",
                "1 to 255 visible ASCII characters, chosen by the client: the same request with \
                 the same key takes effect once, and its answer is repeated for 24 hours.",
                "^[!-~]{1,255}$",
                "7c0d9d1e-booking-1",
            );
        }
        if self.inputs.if_match {
            header(
                "If-Match",
                "The `ETag` that was read: if it is stale, nothing changes.",
                TAG,
                "\"7\"",
            );
        }
        if self.endpoint.shape.is_conditional() {
            // Any text is taken: a tag of somebody else's matches nothing.
            header("If-None-Match", "The `ETag` that the client has.", ".*", "\"7\"");
        }
        headers
    }

    fn responses(&self) -> Vec<MetaResponse> {
        let successes = self.endpoint.shape.statuses().iter();
        let mut responses: Vec<_> = successes.map(|&status| self.success(status)).collect();
        if self.endpoint.shape.is_conditional() {
            responses.push(response(304, "The client has this version.", Vec::new()));
        }
        let problem = || MetaMediaType {
            content_type: PROBLEM_JSON,
            schema: self.definitions.reference(self.problem),
        };
        for failure in FAILURES {
            let codes = failure.codes(&self.failing());
            if codes.is_empty() {
                continue;
            }
            let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
            let text = format!("{}: {}.", failure.meaning, codes.join(", "));
            let mut response = response(failure.status, &text, vec![problem()]);
            // A problem has it in its body, as `request_id`.
            response.headers.clear();
            if matches!(failure.status, 429 | 503) {
                response.headers.push(header("Retry-After", "Seconds to wait.", "integer"));
            }
            responses.push(response);
        }
        responses
    }

    fn success(&self, status: StatusCode) -> MetaResponse {
        let shape = self.endpoint.shape;
        let content = MetaMediaType {
            content_type: "application/json",
            schema: self.definitions.reference(&self.answer),
        };
        let content = if shape == Shape::Gone { Vec::new() } else { vec![content] };
        let made = status == StatusCode::CREATED;
        let description = match shape {
            _ if made => "It was made.",
            Shape::Done => "It was done.",
            Shape::Gone => "It is gone.",
            Shape::FoundOrCreated { .. } => "It was there already.",
            Shape::Created { .. } | Shape::Requested | Shape::Read | Shape::List | Shape::Whole => {
                "Here it is."
            }
        };
        let mut response = response(status.as_u16(), description, content);
        let versioned = self.definitions.resolved(&self.answer).pointer("/properties/version");
        if shape.is_one() && versioned.is_some() {
            response.headers.push(header("ETag", "The version, as a tag.", "string"));
        }
        if shape == Shape::Whole {
            response.headers.push(header("ETag", "A tag over the whole answer.", "string"));
        }
        if made && shape != Shape::Requested {
            response.headers.push(header("Location", "Where it is now.", "string"));
        }
        if self.endpoint.method == Method::POST {
            let text = "`true` if this repeats the answer to an earlier sending.";
            response.headers.push(header("Idempotency-Replayed", text, "string"));
        }
        response
    }
}

fn parameter(
    in_type: MetaParamIn,
    name: &str,
    mut schema: MetaSchemaRef,
    required: bool,
) -> MetaOperationParam {
    // What it is stands at the parameter, and not once more at its schema.
    let description = match &mut schema {
        MetaSchemaRef::Inline(schema) => schema.description.take().map(str::to_owned),
        MetaSchemaRef::Reference(_) => None,
    };
    // A list is written with commas, not as a parameter that is repeated.
    let commas = in_type == MetaParamIn::Query && schema.is_array();
    MetaOperationParam {
        name: name.to_owned(),
        schema,
        in_type,
        description,
        required,
        deprecated: false,
        explode: !commas,
        style: commas.then_some(ParameterStyle::Form),
    }
}

fn response(status: u16, description: &str, content: Vec<MetaMediaType>) -> MetaResponse {
    MetaResponse {
        description: interned(description),
        status: Some(status),
        status_range: None,
        content,
        headers: vec![header(
            "X-Request-Id",
            "Leads to the request in the server's log.",
            "string",
        )],
    }
}

fn header(name: &str, description: &str, ty: &'static str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: false,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new(ty))),
    }
}
