//! Tests of the store on real files.

mod store;
mod world;
