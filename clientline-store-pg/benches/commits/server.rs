//! A durable server to measure on, which is thrown away.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use throwaway_postgres::Durability;

use crate::Result;

/// A durable server.
pub(crate) struct Server {
    url: String,
    databases: AtomicU32,
}

impl Server {
    pub(crate) async fn start() -> Result<Self> {
        let url = throwaway_postgres::server(Durability::Durable);
        let said: (String, String) =
            sqlx::query_as("SELECT version(), current_setting('synchronous_commit')")
                .fetch_one(&mut PgConnection::connect(&url).await?)
                .await?;
        println!("{}, synchronous_commit {}", said.0, said.1);
        Ok(Self { url, databases: AtomicU32::new(0) })
    }

    /// Makes an empty database with all tables, and returns its address.
    pub(crate) async fn database(&self) -> Result<String> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = name(number);
        let mut connection = PgConnection::connect(&self.url).await?;
        for text in [
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            format!("CREATE DATABASE {name} TEMPLATE template0"),
        ] {
            connection.execute(AssertSqlSafe(text)).await?;
        }
        let url = self.address(number);
        PostgresStorage::migrate(&url).await?;
        Ok(url)
    }

    /// Has all its databases look at their tables.
    pub(crate) fn analyze(&self) {
        for number in 0..self.databases.load(Ordering::Relaxed) {
            throwaway_postgres::analyze(&self.address(number));
        }
    }

    fn address(&self, number: u32) -> String {
        self.url.replacen("/postgres?", &format!("/{}?", name(number)), 1)
    }

    /// Opens a store on a database of its own, with a connection for each client.
    pub(crate) async fn storage(&self, clients: usize) -> Result<PostgresStorage> {
        let connections = NonZeroU32::new(u32::try_from(clients)?).unwrap_or(NonZeroU32::MIN);
        let options = Options::default().connections(connections);
        Ok(PostgresStorage::connect(&self.database().await?, options).await?)
    }
}

fn name(number: u32) -> String {
    format!("clientline_bench_{number}")
}
