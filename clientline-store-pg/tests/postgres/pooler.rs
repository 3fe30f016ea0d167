//! What stands between the store and its database, and drops what a session is opened with.

use std::{
    io::{Read, Write},
    net::Shutdown,
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    thread,
    time::Duration,
};

use clientline_core::{
    entity::Query,
    model::Counter,
    row::Read as RowRead,
    storage::{Error, Storage as _},
};
use clientline_store_pg::{Options, PostgresStorage};

use crate::{database::Database, salon::Raw, world::tenant};

/// A socket before a database's, which passes on all but the options of a session, as
/// `PgBouncer` does that is told to ignore them.
struct Forgetful(tempfile::TempDir);

impl Forgetful {
    fn before(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let (_, server) = url.split_once("host=").unwrap();
        let server = Path::new(server).join(".s.PGSQL.5432");
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = UnixStream::connect(&server).unwrap();
                thread::spawn(move || pass(client, server));
            }
        });
        Self(folder)
    }

    fn url(&self, url: &str) -> String {
        let (place, _) = url.split_once('?').unwrap();
        format!("{place}?host={}", self.0.path().display())
    }
}

fn pass(mut client: UnixStream, mut server: UnixStream) {
    let mut body = first(&mut client);
    if body == 80_877_103_u32.to_be_bytes() {
        // It asks for encryption, and there is none.
        client.write_all(b"N").unwrap();
        body = first(&mut client);
    }
    // Behind the version come names and values, each ended by a zero.
    let words: Vec<&[u8]> = body[4..].split(|byte| *byte == 0).collect();
    let mut kept = body[..4].to_vec();
    for pair in words.chunks_exact(2).filter(|pair| !pair[0].is_empty() && pair[0] != b"options") {
        kept.extend([pair[0], b"\0", pair[1], b"\0"].concat());
    }
    kept.push(0);
    let length = u32::try_from(kept.len() + 4).unwrap().to_be_bytes();
    server.write_all(&[&length[..], &kept].concat()).unwrap();
    let (mut back, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || {
        // Whichever side leaves first, the other is told.
        let _ = std::io::copy(&mut back, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
    let _ = std::io::copy(&mut client, &mut server);
    let _ = server.shutdown(Shutdown::Both);
}

/// Reads a message that has no letter before it.
fn first(client: &mut UnixStream) -> Vec<u8> {
    let mut length = [0; 4];
    client.read_exact(&mut length).unwrap();
    let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
    client.read_exact(&mut body).unwrap();
    body
}

#[tokio::test]
async fn a_session_without_its_settings_is_refused_and_the_likely_cause_is_named() {
    let database = Database::migrated().await;
    let pooler = Forgetful::before(&database.url());
    let refused = PostgresStorage::connect(&pooler.url(&database.url()), Options::default()).await;
    let Err(Error::Schema(said)) = refused else { panic!("{refused:?}") };
    for word in ["role, statement_timeout", "PgBouncer", "docs/scaling.md"] {
        assert!(said.contains(word), "{said}");
    }
}

#[tokio::test]
async fn what_a_pooler_dropped_may_stand_in_the_database_and_then_no_session_is_relied_on() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let name = raw.texts("SELECT current_database()::text").await.concat();
    for setting in [
        "role = clientline_app",
        "statement_timeout = 5000",
        "lock_timeout = 2000",
        "idle_in_transaction_session_timeout = 10000",
        "synchronous_commit = on",
        "search_path = public,pg_temp",
        "jit = off",
    ] {
        raw.run(format!("ALTER DATABASE {name} SET {setting}")).await.unwrap();
    }
    let pooler = Forgetful::before(&database.url());
    for (url, last) in [(pooler.url(&database.url()), "ROLLBACK"), (database.url(), "SELECT")] {
        let storage = PostgresStorage::connect(&url, Options::default()).await.unwrap();
        let all = Query::<Counter>::limit(9).select().clone();
        let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
        assert!(snapshot.read_alone(&[RowRead::Rows(all)]).await.unwrap().concat().is_empty());
        drop(snapshot);
        // A transaction is ended in passing.
        let said = "SELECT split_part(query, ' ', 1) FROM pg_stat_activity
            WHERE application_name = 'clientline' AND datname = current_database()
            AND state = 'idle' AND query NOT LIKE '%pg_roles%'";
        while raw.texts(said).await != [last] {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        storage.close().await;
        while !raw.texts(said).await.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
