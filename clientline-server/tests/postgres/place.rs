//! What a place on a PostgreSQL database has of its own.

use std::path::{Path, PathBuf};

use throwaway_postgres::Database;

use crate::{dump, kit::Place, unfiltered::Unfiltered};

/// The database, which goes when this does, and what stands before it, if anything.
pub(crate) struct Held {
    database: Database,
    pub(crate) before: Option<Unfiltered>,
}

/// The format of the log that is looked through for secrets here; on SQLite it is the other.
pub(crate) const LOG_FORMAT: &str = "json";

impl Place {
    /// With a database that has all tables, and no rows.
    pub(crate) fn make() -> Self {
        Self::with(Database::migrated())
    }

    /// With a database that has no tables.
    pub(crate) fn unmigrated() -> Self {
        Self::with(Database::empty())
    }

    fn with(database: impl Future<Output = Database>) -> Self {
        let database = run(database);
        Self::on(&database.url(), Held { database, before: None })
    }

    /// With a database that is reached without the application's own filter by tenant.
    pub(crate) fn unfiltered() -> Self {
        let database = run(Database::migrated());
        let before = Unfiltered::before(&database.url());
        Self::on(&before.url(&database.url()), Held { database, before: Some(before) })
    }

    /// How many statements came without that filter.
    pub(crate) fn taken_out(&self) -> usize {
        self.held.before.as_ref().map_or(0, Unfiltered::taken_out)
    }

    /// The folder in which the databases of earlier releases are kept.
    pub(crate) fn kept() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../clientline-store-pg/tests/upgrade")
    }

    /// With the database that a text makes.
    pub(crate) fn of(text: &str) -> Self {
        let place = Self::unmigrated();
        place.run(text);
        place
    }

    /// The database as a text that makes it.
    pub(crate) fn dump(&self) -> String {
        dump::dump(&self.held.database.url())
    }

    /// Changes one row of the audit trail, removes one and inserts one, past all rules; returns
    /// the one that was inserted.
    pub(crate) fn tamper_with_audit(&self, changed: &str, removed: &str) -> String {
        let inserted = "019aa5b0-7c00-7000-8000-000000000001";
        let columns = "version, created_at, updated_at, actor_kind, actor_id, operation, rows";
        self.run("ALTER TABLE audit DISABLE TRIGGER USER");
        self.run(&format!(
            "INSERT INTO audit (organization_id, id, {columns})
             SELECT organization_id, '{inserted}', {columns} FROM audit WHERE id = '{changed}'"
        ));
        self.run(&format!("UPDATE audit SET operation = 'another' WHERE id = '{changed}'"));
        self.run(&format!("DELETE FROM audit WHERE id = '{removed}'"));
        self.run("ALTER TABLE audit ENABLE TRIGGER USER");
        inserted.to_owned()
    }

    /// Runs a statement past all triggers.
    pub(crate) fn past_rules(&self, statement: &str) {
        self.run(&format!("SET session_replication_role = replica; {statement}"));
    }

    /// Runs a statement as the owner of the tables.
    pub(crate) fn run(&self, statement: &str) {
        run(self.held.database.run(statement));
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
