//! Which releases run on the schema of a database (design: growth, "The schema moves").
//!
//! A schema moves forward while servers run: it expands first, and contracts one release
//! later. So a database says, beside its version, since when it is compatible.

use super::{Error, Result};

/// The version of a schema, and that of the oldest release which still runs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// How many steps its history has.
    pub version: u32,
    /// A release whose own schema has this version, or a later one, runs on it.
    pub compatible_from: u32,
}

/// How the schema of a release fits a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The release runs on it.
    Runs,
    /// The database has to be brought up to date first.
    Outdated,
}

impl Schema {
    /// Returns how a release with this schema fits a database that has another.
    ///
    /// # Errors
    ///
    /// [`Error::Schema`] if the database is of a release that is too new for this one.
    pub fn fit(self, database: Self) -> Result<Fit> {
        if database.version < self.version {
            return Ok(Fit::Outdated);
        }
        if self.version < database.compatible_from {
            let Self { version, compatible_from } = database;
            let ours = self.version;
            return Err(Error::Schema(format!(
                "the database has schema version {version}, which releases from schema version \
                 {compatible_from} on can use, and this release has {ours}: install a newer one"
            )));
        }
        Ok(Fit::Runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELEASE: Schema = Schema { version: 7, compatible_from: 5 };

    #[test]
    fn a_release_runs_on_its_own_schema_and_on_newer_ones_that_are_compatible() {
        assert_eq!(RELEASE.fit(RELEASE).unwrap(), Fit::Runs);
        for compatible_from in [1, 7] {
            let newer = Schema { version: 9, compatible_from };
            assert_eq!(RELEASE.fit(newer).unwrap(), Fit::Runs);
        }
    }

    #[test]
    fn an_older_schema_is_outdated_however_compatible_it_is() {
        let older = Schema { version: 6, compatible_from: 1 };
        assert_eq!(RELEASE.fit(older).unwrap(), Fit::Outdated);
    }

    #[test]
    fn a_schema_that_left_the_release_behind_is_refused_with_both_versions() {
        let newer = Schema { version: 9, compatible_from: 8 };
        let refused = RELEASE.fit(newer).unwrap_err();
        let Error::Schema(said) = refused else { panic!("{refused}") };
        for number in ["version 9", "version 8", "has 7"] {
            assert!(said.contains(number), "{said}");
        }
    }
}
