//! What is attacked: a database, by a connection that acts as the application does,
//! in the name of one tenant.

use clientline_core::storage::Storage as _;
use sqlx::{Connection as _, PgConnection};

use crate::{
    attacks::{Refusal, all_words_in, scene},
    database::connect,
    salon::Raw,
    world::tenant,
};

/// A connection within a transaction that ends with it, to the database that all
/// attacks share: they take turns, since they write the same rows.
pub(crate) struct Target {
    pub(crate) raw: Raw,
}

/// What the database says of a statement.
pub(crate) type Refused = sqlx::Error;

impl Target {
    pub(crate) const NEW: &str = "gen_random_uuid()";

    pub(crate) async fn open() -> Self {
        let url = throwaway_postgres::shared().await;
        let mut raw = Raw(PgConnection::connect(&url).await.unwrap());
        raw.run("BEGIN").await.unwrap();
        raw.texts("SELECT pg_advisory_xact_lock(20270102)::text").await;
        let there = format!("SELECT id::text FROM guest WHERE organization_id = '{}'", tenant(1).0);
        if raw.texts(there).await.is_empty() {
            let storage = connect(&url).await;
            for (tenant, changes) in scene() {
                storage.commit(tenant, changes).await.unwrap();
            }
        }
        raw.run("SET LOCAL ROLE clientline_app").await.unwrap();
        raw.run(format!("SET LOCAL app.organization = '{}'", tenant(1).0)).await.unwrap();
        Self { raw }
    }

    pub(crate) fn id(number: u128) -> String {
        format!("'{}'::uuid", uuid::Uuid::from_u128(number))
    }

    pub(crate) fn date(date: &str) -> String {
        format!("date '{date}'")
    }

    pub(crate) fn microseconds(number: i64) -> String {
        format!("interval '{number} microseconds'")
    }

    pub(crate) fn letters(number: u32) -> String {
        format!("repeat('x', {number})")
    }

    pub(crate) fn edge(edge: &str) -> &'static str {
        if edge == "end" { "'infinity'" } else { "'-infinity'" }
    }

    pub(crate) async fn columns(&mut self, table: &str) -> Vec<String> {
        let names = format!(
            "SELECT attname::text FROM pg_attribute
             WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped
             ORDER BY attnum"
        );
        self.raw.texts(names).await
    }

    /// Runs a statement, and says how many rows it wrote.
    pub(crate) async fn run(&mut self, text: &str) -> Result<u64, Refused> {
        self.raw.run(text).await
    }

    /// Runs a statement and what is due at the end of a transaction, and takes it back.
    pub(crate) async fn attempt(&mut self, text: &str) -> Result<u64, Refused> {
        self.raw.run("SAVEPOINT attempt").await.unwrap();
        let mut outcome = self.run(text).await;
        if let Ok(rows) = outcome {
            outcome = self.raw.run("SET CONSTRAINTS ALL IMMEDIATE").await.map(|_| rows);
        }
        self.raw.run("ROLLBACK TO attempt").await.unwrap();
        outcome
    }

    /// Runs a statement, and takes it back.
    pub(crate) async fn trial(&mut self, text: &str) -> Result<u64, Refused> {
        self.attempt(text).await
    }

    /// Tells whether it is a rule that refused a statement.
    pub(crate) async fn blames(&mut self, said: &Refused, table: &str, rule: Refusal) -> bool {
        let said = said.as_database_error().unwrap();
        let code = said.code().unwrap_or_default().into_owned();
        let name = said.constraint().unwrap_or_default().to_owned();
        let of_table = said.table().is_none_or(|other| other == table);
        match rule {
            Refusal::Instant(_) if code == "22008" => true,
            Refusal::Check(words) | Refusal::Instant(words) => {
                // The checks of a table became one, which keeps them in its comment.
                let text = format!(
                    "SELECT coalesce(obj_description(oid, 'pg_constraint')::jsonb->>'{name}', '')
                     FROM pg_constraint
                     WHERE conrelid = '{table}'::regclass AND conname = '{table}_is_sound'"
                );
                let check = self.raw.texts(text).await.concat();
                code == "23514" && of_table && !check.is_empty() && all_words_in(words, &check)
            }
            Refusal::Reference(column) => {
                code == "23503" && name.contains(column) && name.starts_with(table)
            }
            Refusal::Referred => {
                code == "23503" && !name.starts_with(&format!("{table}_organization"))
            }
            Refusal::Unique(index) => code == "23505" && name == index,
            Refusal::Rule(rule) => ["23514", "23P01"].contains(&&*code) && name == rule,
            Refusal::Rules(one, other) => code == "23514" && [one, other].contains(&name.as_str()),
            Refusal::Gap => code == "23514" && name == format!("{table}_number_follows"),
            Refusal::Null(column) => {
                code == "23502" && said.message().contains(&format!("\"{column}\""))
            }
        }
    }
}
