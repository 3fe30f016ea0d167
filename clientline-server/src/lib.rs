//! `ClientLine` as an `OpenAPI` REST service.
//!
//! The server is thin: [`front`] guards the socket, [`body`] and [`query`] read
//! strictly, [`problem`] says every failure in one form, [`endpoint`] turns the
//! declarations of [`resources`] into routes and a document, and the use cases
//! are the core's. [`import`] brings whole organizations in. Only the binary names
//! a store.

pub mod body;
pub mod booking_page;
mod compression;
pub mod config;
pub mod desk;
pub mod endpoint;
pub mod front;
pub mod import;
pub mod inspection;
mod language;
pub mod live;
pub mod metrics;
pub mod pages;
pub mod problem;
mod problem_languages;
mod problem_pages;
pub mod query;
pub mod quota;
pub mod request_id;
pub mod resources;
pub mod service;
pub mod telemetry;
