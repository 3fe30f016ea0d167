//! `ClientLine` as an `OpenAPI` REST service.

pub mod import;
