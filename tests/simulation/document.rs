//! The server's document, its examples, and its words for rows: requests are made by them.

#[path = "../../clientline-server/tests/kit/documented.rs"]
#[expect(dead_code, reason = "the tests over HTTP use more of it")]
mod documented;
#[path = "../../clientline-server/tests/kit/examples.rs"]
mod examples;
#[path = "../../clientline-server/tests/kit/names.rs"]
#[expect(dead_code, reason = "the tests over HTTP use more of it")]
mod names;

use std::sync::Arc;

use clientline::{ClientLine, memory::MemoryStorage};
use clientline_server::{
    config::Limits,
    endpoint::{Served, Spec},
    front::Lifecycle,
    quota::Quotas,
    resources::Resources,
};
use serde_json::Value;

pub(crate) use self::{
    documented::{Documented, documented},
    examples::{Examples, Field},
    names::{table_of, table_of_segment},
};

/// The document, as a server serves it.
pub(crate) fn document() -> Value {
    let served = Served {
        client: ClientLine::new(Arc::new(MemoryStorage::new())),
        life: Lifecycle::new(),
        quotas: Quotas::new(&Limits::default()),
    };
    serde_json::from_str(&Spec::of::<Resources>(served).json).unwrap()
}
