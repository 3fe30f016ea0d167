//! Figures of a storage at one moment, for its operator.

/// A figure that goes up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// Its name, with its unit: `storage_wal_bytes`. A metric is called so, behind the prefix
    /// of its program.
    pub name: &'static str,
    /// A sentence on what it counts, without a full stop.
    pub help: &'static str,
    /// The figure.
    pub value: u64,
}

impl Gauge {
    /// Makes a figure of a count; one that is larger than can be said is the largest.
    #[must_use]
    pub fn of(name: &'static str, help: &'static str, value: usize) -> Self {
        Self { name, help, value: u64::try_from(value).unwrap_or(u64::MAX) }
    }
}
