//! ClientLine.
