//! A database a test, copied from one that was migrated once.

use clientline_store_pg::PostgresStorage;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::{Durability, server};

/// The address of a database on the same server.
fn beside(server: &str, database: &str) -> String {
    let (path, query) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = path.rsplit_once('/').unwrap();
    format!("{host}/{database}?{query}")
}

async fn run(connection: &mut PgConnection, text: String) {
    connection.execute(AssertSqlSafe(text)).await.unwrap();
}

/// Stands for the schema: another template for each.
fn state() -> String {
    PostgresStorage::schema_digest().chars().take(16).collect()
}

/// Makes a database unless it is there, one process at a time. It counts as
/// there once it is marked as a template: so nobody uses one that is half made.
async fn make_once(server: &str, name: &str, template: Option<&str>) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    run(&mut connection, "SELECT pg_advisory_lock(20270101)".to_owned()).await;
    let made: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)",
    )
    .bind(name)
    .fetch_one(&mut connection)
    .await
    .unwrap();
    if !made {
        run(&mut connection, format!("DROP DATABASE IF EXISTS {name}")).await;
        let from = template.unwrap_or("template0");
        run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {from}")).await;
        if template.is_none() {
            PostgresStorage::migrate(&beside(server, name)).await.unwrap();
        }
        run(&mut connection, format!("ALTER DATABASE {name} IS_TEMPLATE true")).await;
    }
    connection.close().await.unwrap();
}

async fn template(server: &str) -> String {
    let name = format!("clientline_template_{}", state());
    make_once(server, &name, None).await;
    name
}

/// Returns the address of the one database, with all tables, that tests may
/// share which keep to tenants of their own.
pub async fn shared() -> String {
    let server = server(Durability::Quick);
    let template = template(&server).await;
    let name = format!("clientline_shared_{}", state());
    make_once(&server, &name, Some(&template)).await;
    beside(&server, &name)
}

/// Has a database look at all its tables, as it does by itself now and then: what is measured
/// on tables that it has just got knows nothing of them. It blocks the calling thread.
///
/// # Panics
///
/// If the database can't be reached.
pub fn analyze(url: &str) {
    let url = url.to_owned();
    // Whoever measures may be in a runtime, and may not.
    let looking = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(async {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            run(&mut connection, "ANALYZE".to_owned()).await;
            connection.close().await.unwrap();
        });
    });
    looking.join().unwrap();
}

/// A database of one's own, which goes when this does.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Makes a database with all tables.
    pub async fn migrated() -> Self {
        let server = server(Durability::Quick);
        let template = template(&server).await;
        Self::make(server, &template).await
    }

    /// Makes a database without any.
    pub async fn empty() -> Self {
        Self::make(server(Durability::Quick), "template0").await
    }

    /// Makes a database without any on a durable server.
    pub async fn durable() -> Self {
        Self::make(server(Durability::Durable), "template0").await
    }

    /// Runs a statement as who made the tables.
    ///
    /// # Panics
    ///
    /// If the statement fails.
    pub async fn run(&self, statement: &str) {
        let mut connection = PgConnection::connect(&self.url()).await.unwrap();
        run(&mut connection, statement.to_owned()).await;
        connection.close().await.unwrap();
    }

    async fn make(server: String, template: &str) -> Self {
        let mut connection = PgConnection::connect(&server).await.unwrap();
        let name = "SELECT 'clientline_' || replace(gen_random_uuid()::text, '-', '')";
        let name: String = sqlx::query_scalar(name).fetch_one(&mut connection).await.unwrap();
        run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        connection.close().await.unwrap();
        Self { server, name }
    }

    /// Returns its address.
    #[must_use]
    pub fn url(&self) -> String {
        beside(&self.server, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A drop can't wait in the test's own runtime.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let mut connection = PgConnection::connect(&server).await.unwrap();
                run(&mut connection, format!("DROP DATABASE {name} WITH (FORCE)")).await;
            });
        });
        // A database that stays harms nobody: the server is thrown away.
        dropping.join().ok();
    }
}
