//! What a place on a SQLite file has of its own.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, config::DbConfig};

use crate::{dump, kit::Place};

/// The name of the database's file.
const FILE: &str = "test.db";

/// A file is there by itself.
pub(crate) type Held = ();

/// The format of the log that is looked through for secrets here; on PostgreSQL it is the other.
pub(crate) const LOG_FORMAT: &str = "text";

impl Place {
    /// With an empty database.
    pub(crate) fn make() -> Self {
        Self::on(&format!("sqlite:{FILE}"), ())
    }

    /// The folder in which the databases of earlier releases are kept.
    pub(crate) fn kept() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../clientline-store-sqlite/tests/upgrade")
    }

    /// With the database that a text makes.
    pub(crate) fn of(text: &str) -> Self {
        let place = Self::make();
        place.raw().execute_batch(text).unwrap();
        // The server warns of a file that others may open.
        let own = fs::Permissions::from_mode(0o600);
        fs::set_permissions(place.folder().join(FILE), own).unwrap();
        place
    }

    /// The database as a text that makes it.
    pub(crate) fn dump(&self) -> String {
        dump::dump(&self.raw())
    }

    /// Changes one row of the audit trail, removes one and inserts one, past all rules; returns
    /// the one that was inserted.
    pub(crate) fn tamper_with_audit(&self, changed: &str, removed: &str) -> String {
        let inserted = "019aa5b0-7c00-7000-8000-000000000001";
        let blob = |id: &str| format!("x'{}'", id.replace('-', ""));
        let raw = self.raw();
        let triggers =
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'";
        let mut found = raw.prepare(triggers).unwrap();
        let names = found.query_map([], |row| row.get::<_, String>(0)).unwrap();
        for name in names.map(Result::unwrap).collect::<Vec<_>>() {
            raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        let columns = "version, created_at, updated_at, actor_kind, actor_id, operation, rows";
        raw.execute_batch(&format!(
            "INSERT INTO audit (organization_id, id, {columns})
             SELECT organization_id, {}, {columns} FROM audit WHERE id = {changed};
             UPDATE audit SET operation = 'another' WHERE id = {changed};
             DELETE FROM audit WHERE id = {};",
            blob(inserted),
            blob(removed),
            changed = blob(changed),
        ))
        .unwrap();
        inserted.to_owned()
    }

    /// Runs a statement past all triggers.
    pub(crate) fn past_rules(&self, statement: &str) {
        let raw = self.raw();
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        raw.execute_batch(statement).unwrap();
    }

    fn raw(&self) -> Connection {
        Connection::open(self.folder().join(FILE)).unwrap()
    }
}
