//! Every way in which an operation can fail: the statuses, their codes, and whom they concern.

use poem::http::Method;

use super::{
    declare::{Access, Endpoint},
    input::Inputs,
};

/// A code of failures, and what it means.
pub(crate) type Code = (&'static str, &'static str);

/// An operation, by what says how it can fail.
pub(super) struct Operation<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) inputs: &'a Inputs,
}

/// One status of failure, with its codes, and the endpoints that it concerns.
pub(crate) struct Failure {
    pub(crate) status: u16,
    /// What its codes have in common, in a few words.
    pub(crate) meaning: &'static str,
    /// What a client can do.
    pub(crate) advice: &'static str,
    /// The codes; of conflicts, those are rules between rows, and stand elsewhere.
    pub(crate) codes: &'static [Code],
    concerns: fn(&Operation<'_>) -> bool,
}

impl Failure {
    /// The codes that an endpoint can give; none, if it can't fail so.
    pub(super) fn codes(&self, operation: &Operation<'_>) -> Vec<&'static str> {
        if !(self.concerns)(operation) {
            return Vec::new();
        }
        match self.status {
            409 => conflicts_of(operation.endpoint),
            _ => {
                let codes = self.codes.iter().map(|(code, _)| *code);
                codes.filter(|code| is_met(code, operation)).collect()
            }
        }
    }
}

/// The codes of the conflicts that an endpoint can give. What is done twice with one key is told
/// so, if its answer is not kept.
fn conflicts_of(endpoint: &Endpoint) -> Vec<&'static str> {
    let mut codes = endpoint.conflicts.codes();
    if endpoint.method == Method::POST {
        codes.insert("already_done");
    }
    codes.into_iter().collect()
}

/// Whether an endpoint can give a code of its status.
fn is_met(code: &str, operation: &Operation<'_>) -> bool {
    match code {
        "idempotency_key_reused" => operation.endpoint.method == Method::POST,
        "missing_reference" | "rejected" => writes(operation),
        "too_many_attempts" => matches!(operation.endpoint.tag, "sign-in" | "users"),
        "too_many_bookings" => operation.endpoint.access == Access::Public && writes(operation),
        _ => true,
    }
}

fn always(_: &Operation<'_>) -> bool {
    true
}
pub(super) fn needs_token(operation: &Operation<'_>) -> bool {
    matches!(operation.endpoint.access, Access::Role(_) | Access::Platform(_))
}
fn may_be_nowhere(operation: &Operation<'_>) -> bool {
    operation.endpoint.access == Access::Public || needs_token(operation)
}
fn needs_credential(operation: &Operation<'_>) -> bool {
    operation.endpoint.access == Access::SignIn || needs_token(operation)
}
fn takes_inputs(operation: &Operation<'_>) -> bool {
    operation.endpoint.access != Access::Open
}
fn has_body(operation: &Operation<'_>) -> bool {
    operation.inputs.body.is_some()
}
fn writes(operation: &Operation<'_>) -> bool {
    !operation.endpoint.method.is_safe()
}

/// Every way to fail, in the order of the statuses.
pub(crate) const FAILURES: &[Failure] = &[
    Failure {
        status: 400,
        meaning: "Not understood",
        advice: "Mend what makes the request; sent again as it is, it fails again.",
        codes: &[
            ("malformed_json", "The body is not well-formed JSON (RFC 8259), or not UTF-8."),
            ("malformed_request", "The bytes of the request break off, or do not follow HTTP."),
        ],
        concerns: always,
    },
    Failure {
        status: 401,
        meaning: "No valid token",
        advice: "Sign in again, or send a key that is in use, as `Authorization: Bearer <token>`.",
        codes: &[(
            "unauthenticated",
            "The token or the password is missing, wrong, expired or revoked; which of these is \
             told to nobody.",
        )],
        concerns: needs_credential,
    },
    Failure {
        status: 403,
        meaning: "Not allowed",
        advice: "Ask somebody who may, or have the administrator allow it.",
        codes: &[
            (
                "forbidden",
                "Who asks lacks the permission, which the detail names: by their role, or by what \
                 their key is kept to.",
            ),
            (
                "origin_not_allowed",
                "A browser asks for a page of another site, which the server's setting \
                 `cors_origins` does not name.",
            ),
        ],
        concerns: always,
    },
    Failure {
        status: 404,
        meaning: "Not there",
        advice: "Look for it in the list: it may be deleted, or be another organization's.",
        codes: &[("not_found", "There is no such path, or nothing of this identifier.")],
        concerns: may_be_nowhere,
    },
    Failure {
        status: 405,
        meaning: "Not with this method",
        advice: "Use a method that the header `Allow` names.",
        codes: &[("method_not_allowed", "The path is there, but does not take this method.")],
        concerns: always,
    },
    Failure {
        status: 408,
        meaning: "Too slow",
        advice: "Send it again; with an `Idempotency-Key` it takes effect once.",
        codes: &[("body_too_slow", "The body did not arrive in time.")],
        concerns: has_body,
    },
    Failure {
        status: 409,
        meaning: "In conflict",
        advice: "Look at what stands in the way: change that, or ask for something else. A time \
                 that is lost comes with the nearest others in `alternatives`.",
        codes: &[],
        concerns: always,
    },
    Failure {
        status: 412,
        meaning: "Changed since it was read",
        advice: "Read it again, apply the change to what it is now, and send its new `ETag`.",
        codes: &[("stale_version", "It has another version than `If-Match` names.")],
        concerns: |operation| operation.inputs.if_match,
    },
    Failure {
        status: 413,
        meaning: "Too large",
        advice: "Send less at once.",
        codes: &[("body_too_large", "The body is larger than the server takes.")],
        concerns: has_body,
    },
    Failure {
        status: 415,
        meaning: "Not JSON",
        advice: "Send JSON, and say so by `Content-Type: application/json`.",
        codes: &[("unsupported_media_type", "The body is not declared as what is taken here.")],
        concerns: has_body,
    },
    Failure {
        status: 422,
        meaning: "Understood, but wrong",
        advice: "Mend what `errors` names; each has its place as a JSON Pointer (RFC 6901).",
        codes: &[
            ("invalid_request", "Some inputs break rules; `errors` names every one of them."),
            (
                "idempotency_key_reused",
                "The `Idempotency-Key` was sent before, with another request. Each request needs \
                 one of its own.",
            ),
            ("missing_reference", "Something that the request names is not there."),
            ("rejected", "The database refuses what would be stored."),
        ],
        concerns: takes_inputs,
    },
    Failure {
        status: 429,
        meaning: "Too often",
        advice: "Wait as many seconds as `Retry-After` says, and send it again.",
        codes: &[
            ("rate_limited", "More requests came than this client may send."),
            ("too_many_attempts", "Too many sign-ins failed in a row."),
            (
                "too_many_bookings",
                "Too many appointments were booked without a sign-in: by all together, or with \
                 one email address.",
            ),
        ],
        concerns: takes_inputs,
    },
    Failure {
        status: 500,
        meaning: "A fault of the server",
        advice: "Tell whoever runs the server the `request_id`, which leads to the reason in its \
                 log.",
        codes: &[("internal", "The server failed to answer.")],
        concerns: always,
    },
    Failure {
        status: 503,
        meaning: "Not now",
        advice: "Wait as many seconds as `Retry-After` says, and send it again with the same \
                 `Idempotency-Key`.",
        codes: &[
            ("busy", "Too many requests compete for the same rows."),
            ("deadline_exceeded", "The request took too long, and was given up."),
            ("no_random_numbers", "The system has no random numbers to give."),
            ("not_ready", "The server starts or stops, or its database does not answer."),
            ("overloaded", "As many requests are answered already as the server takes at once."),
            ("storage_unavailable", "The database does not answer."),
        ],
        concerns: always,
    },
];
