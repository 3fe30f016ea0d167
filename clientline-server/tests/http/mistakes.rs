//! What implementations of such an API are known to get wrong: each a test here.

mod bounds;
mod duplicates;
mod filters;
mod money;
mod numbers;
mod references;
mod together;
