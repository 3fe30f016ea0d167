//! The inputs of handlers, each as an argument.
//!
//! An argument knows how to take itself out of a call, and how to stand in the
//! document; so what is documented and what is read can't drift apart.

use clientline_core::{entity::MergePatch, row::Version};
use poem::http::{StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{
    call::Call,
    definitions::{Described, Schemas},
};
use crate::{
    body,
    problem::{Problem, Refusal},
    query,
};

/// The next parameter of the path, from left to right.
///
/// A text that is not of its type leads nowhere: 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path<T>(pub T);

/// The parameters of the query ([`crate::query`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query<T>(pub T);

/// The whole body ([`crate::body`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body<T>(pub T);

/// The whole body, which may be left out: then everything has its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Optional<T>(pub T);

/// A body that is a merge patch (RFC 7396): a field that is absent stays, and null
/// clears one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<P>(pub P);

/// The version that the sender last read, if it says so (`If-Match`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<Version>);

/// How an endpoint's inputs stand in the document.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The parameters of the path, from left to right.
    pub(super) path: Vec<Described>,
    /// The query, as objects whose properties are the parameters.
    pub(super) query: Vec<Described>,
    pub(super) body: Option<Described>,
    pub(super) body_is_optional: bool,
    pub(super) if_match: bool,
}

/// The parameters of the path that no argument has taken yet.
pub type Parameters = std::vec::IntoIter<String>;

/// An argument of a handler.
pub trait Input: Sized {
    /// Whether it is taken out of the query.
    const IS_QUERY: bool = false;
    /// Whether it is taken out of the body.
    const IS_BODY: bool = false;
    /// Puts the argument into the document.
    fn describe(inputs: &mut Inputs, schemas: &mut Schemas);
    /// Takes the argument out of a call.
    ///
    /// # Errors
    ///
    /// The problem that the sender is told.
    fn take(call: &Call, path: &mut Parameters) -> Result<Self, Problem>;
}

impl<T: DeserializeOwned + JsonSchema> Input for Path<T> {
    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        inputs.path.push(schemas.input::<T>());
    }

    fn take(_call: &Call, path: &mut Parameters) -> Result<Self, Problem> {
        let text = path.next().ok_or(Refusal::NotFound)?;
        query::value(text).map(Self).map_err(|_not_its_type| Refusal::NotFound.into())
    }
}

impl<T: DeserializeOwned + JsonSchema> Input for Query<T> {
    const IS_QUERY: bool = true;

    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        inputs.query.push(schemas.input::<T>());
    }

    fn take(call: &Call, _path: &mut Parameters) -> Result<Self, Problem> {
        Ok(Self(query::read(&call.request)?))
    }
}

impl<T: DeserializeOwned + JsonSchema> Input for Body<T> {
    const IS_BODY: bool = true;

    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        inputs.body = Some(schemas.input::<T>());
    }

    fn take(call: &Call, _path: &mut Parameters) -> Result<Self, Problem> {
        body::must_be_json(&call.request)?;
        let parsed = body::parse(&call.body);
        Ok(Self(parsed.map_err(|refusal| body::with_missing::<T>(refusal, &call.body))?))
    }
}

impl<T: DeserializeOwned + Default + JsonSchema> Input for Optional<T> {
    const IS_BODY: bool = true;

    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        inputs.body = Some(schemas.input::<T>());
        inputs.body_is_optional = true;
    }

    fn take(call: &Call, path: &mut Parameters) -> Result<Self, Problem> {
        if call.body.is_empty() {
            return Ok(Self(T::default()));
        }
        Body::take(call, path).map(|Body(value)| Self(value))
    }
}

impl<P: MergePatch> Input for Change<P> {
    const IS_BODY: bool = true;

    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        let whole = P::Of::schema_name();
        let name = format!("{}Change", whole.strip_prefix("New").unwrap_or(&whole));
        inputs.body = Some(schemas.change::<P::Of>(&name));
    }

    fn take(call: &Call, _path: &mut Parameters) -> Result<Self, Problem> {
        body::must_be_json(&call.request)?;
        Ok(Self(body::parse(&call.body)?))
    }
}

impl Input for IfMatch {
    fn describe(inputs: &mut Inputs, _schemas: &mut Schemas) {
        inputs.if_match = true;
    }

    /// `*` is as good as none, since what is not there is a 404 anyway. A tag
    /// that is none of ours can't match (RFC 9110, section 13.1.1).
    fn take(call: &Call, _path: &mut Parameters) -> Result<Self, Problem> {
        match call.header(&header::IF_MATCH).map(str::trim) {
            None | Some("*") => Ok(Self(None)),
            Some(tag) => version(tag).map(|version| Self(Some(version))).ok_or_else(no_match),
        }
    }
}

/// The version that a strong tag of ours names.
pub(super) fn version(tag: &str) -> Option<Version> {
    let digits = tag.strip_prefix('"')?.strip_suffix('"')?;
    let canonical = digits.bytes().all(|byte| byte.is_ascii_digit());
    if canonical { digits.parse().ok().map(Version) } else { None }
}

/// The tag of a version.
pub(super) fn tag(version: Version) -> String {
    format!("\"{}\"", version.0)
}

fn no_match() -> Problem {
    let detail = "The tag in `If-Match` is not the one of the current version.";
    Problem::new(StatusCode::PRECONDITION_FAILED, "stale_version", detail)
}

/// Some arguments together.
pub trait Arguments: Sized {
    /// Whether one of them is taken out of the query.
    const HAVE_QUERY: bool;
    /// Whether one of them is taken out of the body.
    const HAVE_BODY: bool;
    /// Puts each into the document.
    fn describe(inputs: &mut Inputs, schemas: &mut Schemas);
    /// Takes each out of a call.
    ///
    /// # Errors
    ///
    /// The first problem that one of them has.
    fn take(call: &Call) -> Result<Self, Problem>;
}

/// A closure that makes an operation of its arguments.
pub trait Compose<A>: Clone + Send + Sync + 'static {
    /// The result.
    type Made;
    /// Makes it.
    fn compose(&self, arguments: A) -> Self::Made;
}

/// Implements both for closures of so many arguments.
macro_rules! arguments {
    ($($argument:ident)*) => {
        impl<$($argument: Input),*> Arguments for ($($argument,)*) {
            const HAVE_QUERY: bool = false $( || $argument::IS_QUERY )*;
            const HAVE_BODY: bool = false $( || $argument::IS_BODY )*;

            #[allow(unused, reason = "a handler may take no arguments")]
            fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
                $( $argument::describe(inputs, schemas); )*
            }

            #[allow(unused, reason = "a handler may take no arguments")]
            fn take(call: &Call) -> Result<Self, Problem> {
                if !Self::HAVE_QUERY {
                    query::none(&call.request)?;
                }
                if !Self::HAVE_BODY {
                    body::none(&call.body)?;
                }
                let mut path = call.parameters.clone().into_iter();
                Ok(($( $argument::take(call, &mut path)?, )*))
            }
        }

        impl<F, M, $($argument),*> Compose<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> M + Clone + Send + Sync + 'static,
        {
            type Made = M;

            #[allow(non_snake_case, reason = "arguments are named after their types")]
            fn compose(&self, ($($argument,)*): ($($argument,)*)) -> M {
                self($($argument),*)
            }
        }
    };
}

arguments!();
arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
