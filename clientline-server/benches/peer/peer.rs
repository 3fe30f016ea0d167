//! The peer: a server with the same web framework and the same drivers, which knows nobody's
//! rights, checks nothing and keeps no promise but those of the database.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use poem::{
    Endpoint, IntoResponse as _, Request, Response, Route, Server,
    endpoint::make,
    listener::{Acceptor as _, Listener as _, TcpListener},
};

use crate::rows::{Postgres, Sqlite};

/// The word by which this program is the peer.
pub(crate) const WORD: &str = "peer";

/// What the constant is: about as long as an appointment.
const CONSTANT: &str = concat!(
    r#"{"id":"0198f2c0-0000-7000-8000-000000000001","version":1,"status":"scheduled","#,
    r#""center_id":"0198f2c0-0000-7000-8000-000000000002","price":"45.00","currency":"EUR"}"#
);

/// Says its address, and serves until it is ended.
pub(crate) fn serve(file: &str, url: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let sqlite = Arc::new(Sqlite::open(Path::new(file)));
        let postgres = Arc::new(Postgres::open(url).await);
        let listener = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let address = listener.local_addr().remove(0);
        println!("{}", address.as_socket_addr().unwrap());
        let routes = Route::new()
            .at("/none/:wish", make(async |_| json(CONSTANT)))
            .at("/sqlite/:wish", in_file(sqlite))
            .at("/postgres/:wish", in_database(postgres));
        Server::new_with_acceptor(listener).run(routes).await.unwrap();
    });
}

fn json(text: impl Into<String>) -> Response {
    text.into().with_content_type("application/json").into_response()
}

const BOOKED: &str = r#"{"booked":true}"#;

fn in_file(rows: Arc<Sqlite>) -> impl Endpoint {
    let booked = Arc::new(AtomicU64::new(0));
    make(move |request: Request| {
        let (rows, booked) = (Arc::clone(&rows), Arc::clone(&booked));
        async move {
            json(match request.raw_path_param("wish").unwrap_or_default() {
                "booking" => {
                    rows.book(booked.fetch_add(1, Ordering::Relaxed));
                    BOOKED.to_owned()
                }
                wish => rows.read(wish),
            })
        }
    })
}

fn in_database(rows: Arc<Postgres>) -> impl Endpoint {
    let booked = Arc::new(AtomicU64::new(0));
    make(move |request: Request| {
        let (rows, booked) = (Arc::clone(&rows), Arc::clone(&booked));
        async move {
            json(match request.raw_path_param("wish").unwrap_or_default() {
                "booking" => {
                    rows.book(booked.fetch_add(1, Ordering::Relaxed)).await;
                    BOOKED.to_owned()
                }
                wish => rows.read(wish).await,
            })
        }
    })
}
