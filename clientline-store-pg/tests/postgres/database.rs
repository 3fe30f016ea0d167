//! Databases to throw away: one server a run, one database a test.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
    process::Command,
    sync::Arc,
};

use clientline_core::{conformance::fixture::new_tenant, storage::Storage};
use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

/// The address of a server on which databases may be made: a running one that
/// the environment names, or one that is started.
fn server() -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/throwaway-postgres");
    let started = Command::new(script).output().unwrap();
    assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
    String::from_utf8(started.stdout).unwrap().trim().to_owned()
}

/// The address of a database on the same server.
fn beside(server: &str, database: &str) -> String {
    let (path, query) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = path.rsplit_once('/').unwrap();
    format!("{host}/{database}?{query}")
}

async fn run(connection: &mut PgConnection, text: String) {
    connection.execute(AssertSqlSafe(text)).await.unwrap();
}

/// Stands for the migrations: another template for each state of them.
fn state() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
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

/// Opens the one database that all cases of the conformance suite share: each
/// of them makes tenants of its own.
pub(crate) async fn open() -> Arc<dyn Storage> {
    let server = server();
    let template = template(&server).await;
    let name = format!("clientline_shared_{}", state());
    make_once(&server, &name, Some(&template)).await;
    let url = beside(&server, &name);
    Arc::new(PostgresStorage::connect(&url, Options::default()).await.unwrap())
}

/// A database of one's own, which goes when this does.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Makes a database with all tables.
    pub(crate) async fn migrated() -> Self {
        let server = server();
        let template = template(&server).await;
        Self::make(server, &template).await
    }

    /// Makes a database without any.
    pub(crate) async fn empty() -> Self {
        Self::make(server(), "template0").await
    }

    async fn make(server: String, template: &str) -> Self {
        let name = format!("clientline_{}", new_tenant().0.simple());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        connection.close().await.unwrap();
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        beside(&self.server, &self.name)
    }

    pub(crate) async fn connect(&self) -> PostgresStorage {
        PostgresStorage::connect(&self.url(), Options::default()).await.unwrap()
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
