//! Why a storage failed.

/// A specialized result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The cause of a failure in the backend's own terms.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why storage failed; nothing was applied, unless [`Error::Unavailable`] came
/// from a commit.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A guarded row changed since it was read; planning again may succeed.
    #[error("lost a race with another commit")]
    Retry,
    /// A declared constraint forbids the change.
    #[error("violates `{0}`")]
    Violated(&'static str),
    /// A written row refers to a row that does not exist in its tenant.
    #[error("refers to a missing row")]
    Dangling,
    /// A deleted row is still referred to.
    #[error("is still referred to")]
    InUse,
    /// The database's own rules for one row refuse the change: a check, or a
    /// row that must not change any more.
    #[error("refused by the database: {0}")]
    Rejected(String),
    /// The database cannot be reached, or did not answer in time.
    #[error("storage is unavailable")]
    Unavailable(#[source] Cause),
    /// The schema of the database does not fit this release, or the rights in it don't; the
    /// sentence says what there is to do. Only opening a storage fails with it, unless a
    /// right is taken away meanwhile.
    #[error("{0}")]
    Schema(String),
    /// Parts of the database can't be read as what was written: nothing is written to it
    /// any more, before somebody has looked at it.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The database holds, or said, something that the storage cannot explain.
    #[error("storage is inconsistent: {0}")]
    Corrupt(String),
}

impl Error {
    /// Returns what happened and why, in the backend's own terms: for the operator, who may
    /// see them.
    #[must_use]
    pub fn with_cause(&self) -> String {
        match self {
            Self::Unavailable(cause) => format!("{self}: {cause}"),
            _ => self.to_string(),
        }
    }

    /// Returns whether planning again may succeed.
    ///
    /// A use case reads before it writes, so a constraint that its reads did
    /// not foresee was broken by someone else meanwhile: that, too, is a race.
    #[must_use]
    pub const fn is_race(&self) -> bool {
        matches!(self, Self::Retry | Self::Violated(_) | Self::Dangling | Self::InUse)
    }
}
