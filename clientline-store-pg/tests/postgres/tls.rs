//! Encrypted connections, and servers that are not who they should be.

use std::time::Duration;

use clientline_core::storage::Error;
use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{Connection as _, PgConnection};
use throwaway_postgres::Cluster;

/// The address of a server with TLS, by a host's name and the authority that is trusted.
fn address(server: &Cluster, host: &str, port: u16, authority: &str) -> String {
    let certificate = server.certificate(authority);
    format!(
        "postgres://clientline@{host}:{port}/postgres?sslmode=verify-full&sslrootcert={}",
        certificate.display()
    )
}

async fn refused(address: &str) {
    let migrated = PostgresStorage::migrate(address).await;
    assert!(matches!(migrated, Err(Error::Unavailable(_))), "{address}: {migrated:?}");
    let options = Options::default().acquire(Duration::from_secs(2));
    let connected = PostgresStorage::connect(address, options).await;
    assert!(matches!(connected, Err(Error::Unavailable(_))), "{address}: {connected:?}");
}

#[tokio::test]
async fn only_the_right_server_is_spoken_to_and_only_encrypted() {
    let (server, port) = Cluster::with_tls();
    let right = address(&server, "localhost", port, "authority");
    refused(&address(&server, "localhost", port, "stranger")).await;
    refused(&address(&server, "127.0.0.1", port, "authority")).await;

    PostgresStorage::migrate(&right).await.unwrap();
    let open = PostgresStorage::connect(&right, Options::default()).await.unwrap();
    let mut beside = PgConnection::connect(server.url()).await.unwrap();
    let encrypted: Option<bool> = sqlx::query_scalar(
        "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
         WHERE application_name = 'clientline'",
    )
    .fetch_one(&mut beside)
    .await
    .unwrap();
    assert_eq!(encrypted, Some(true));
    drop(open);

    sqlx::query("ALTER SYSTEM SET ssl = off").execute(&mut beside).await.unwrap();
    sqlx::query("SELECT pg_reload_conf()").execute(&mut beside).await.unwrap();
    loop {
        let mut fresh = PgConnection::connect(server.url()).await.unwrap();
        let on: String = sqlx::query_scalar("SHOW ssl").fetch_one(&mut fresh).await.unwrap();
        if on == "off" {
            break;
        }
    }
    refused(&right).await;
}
