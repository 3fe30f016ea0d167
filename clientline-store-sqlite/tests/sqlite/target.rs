//! What is attacked: a file, by a connection with the settings of the store's own.

use clientline_core::storage::Storage as _;
use rusqlite::Connection;

use crate::{
    attacks::{Refusal, all_words_in, scene},
    connect::{Role, connect},
    salon::Salon,
};

/// A file with the scene in it, and a connection within a transaction.
pub(crate) struct Target {
    pub(crate) raw: Connection,
    _salon: Salon,
}

/// What the library says of a statement.
pub(crate) type Refused = rusqlite::Error;

impl Target {
    pub(crate) const NEW: &str = "randomblob(16)";

    pub(crate) async fn open() -> Self {
        let salon = Salon::open();
        for (tenant, changes) in scene() {
            salon.storage.commit(tenant, changes).await.unwrap();
        }
        let raw = connect(&salon.path(), Role::Writer).unwrap();
        raw.execute_batch("BEGIN").unwrap();
        Self { raw, _salon: salon }
    }

    pub(crate) fn id(number: u128) -> String {
        format!("x'{number:032x}'")
    }

    pub(crate) fn date(date: &str) -> String {
        format!("CAST(julianday('{date}') - 2440587.5 AS INTEGER)")
    }

    pub(crate) fn microseconds(number: i64) -> String {
        number.to_string()
    }

    pub(crate) fn letters(number: u32) -> String {
        format!("printf('%.*c', {number}, 'x')")
    }

    /// The end and the beginning of what an integer can say.
    pub(crate) fn edge(edge: &str) -> &'static str {
        if edge == "end" { "9223372036854775807" } else { "-9223372036854775807" }
    }

    #[expect(clippy::unused_async, reason = "the other database answers later")]
    pub(crate) async fn columns(&mut self, table: &str) -> Vec<String> {
        let text = format!("SELECT name FROM pragma_table_info('{table}')");
        let mut statement = self.raw.prepare(&text).unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    }

    /// Runs a statement, and says how many rows it wrote.
    #[expect(clippy::unused_async, reason = "the other database answers later")]
    pub(crate) async fn run(&mut self, text: &str) -> Result<u64, Refused> {
        Ok(u64::try_from(self.raw.execute(text, [])?).unwrap())
    }

    /// Runs a statement and ends the transaction; takes back what is refused.
    pub(crate) async fn attempt(&mut self, text: &str) -> Result<u64, Refused> {
        self.raw.execute_batch("SAVEPOINT attempt").unwrap();
        let rows = self.run(text).await;
        match rows.and_then(|rows| self.raw.execute_batch("COMMIT").map(|()| rows)) {
            Ok(rows) => {
                self.raw.execute_batch("BEGIN").unwrap();
                Ok(rows)
            }
            Err(refused) => {
                self.raw.execute_batch("ROLLBACK TO attempt").unwrap();
                Err(refused)
            }
        }
    }

    /// Runs a statement, and takes it back.
    pub(crate) async fn trial(&mut self, text: &str) -> Result<u64, Refused> {
        self.raw.execute_batch("SAVEPOINT trial").unwrap();
        let rows = self.run(text).await;
        self.raw.execute_batch("ROLLBACK TO trial; RELEASE trial").unwrap();
        rows
    }

    /// Tells whether it is a rule that refused a statement. The library says
    /// neither which reference was broken, nor the name of a unique index.
    pub(crate) async fn blames(&mut self, said: &Refused, table: &str, rule: Refusal) -> bool {
        let said = said.to_string();
        match rule {
            Refusal::Check(words) | Refusal::Instant(words) => said
                .strip_prefix("CHECK constraint failed: ")
                .is_some_and(|check| all_words_in(words, check)),
            Refusal::Reference(column) => {
                let columns = self.columns(table).await;
                said == "FOREIGN KEY constraint failed" && columns.contains(&column.to_owned())
            }
            Refusal::Referred | Refusal::Gap => said == "FOREIGN KEY constraint failed",
            Refusal::Unique(index) => {
                let text = format!("SELECT name FROM pragma_index_info('{index}')");
                let mut statement = self.raw.prepare(&text).unwrap();
                let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
                let names = names.map(|name| format!("{table}.{}", name.unwrap()));
                let names = names.collect::<Vec<_>>().join(", ");
                said == format!("UNIQUE constraint failed: {names}")
            }
            Refusal::Rule(name) => said == name,
            Refusal::Rules(one, other) => said == one || said == other,
            Refusal::Null(column) => {
                said == format!("NOT NULL constraint failed: {table}.{column}")
            }
        }
    }
}
