//! A server on a port of its own, and a client that may misbehave.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use clientline_server::{
    body,
    config::Limits,
    front::{Ended, Front, Lifecycle, Methods, Server, Surroundings},
    live::Live,
    metrics::Metrics,
    query,
    quota::Quotas,
};
use poem::{
    Request, Response, Route, RouteMethod,
    endpoint::make,
    http::{Method, StatusCode},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{Mutex, oneshot};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    limit: Option<u32>,
}

/// The length of an answer that no system's buffers take whole.
pub(crate) const LARGE_BYTES: usize = 32 << 20;

/// A server on a port of its own, with handlers that can be held up.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: Option<JoinHandle<Ended>>,
    /// Lets one held handler go on.
    pub(crate) go_on: tokio::sync::mpsc::UnboundedSender<()>,
    /// Says that a held handler has begun, or has finished.
    pub(crate) told: Receiver<&'static str>,
    pub(crate) metrics: Metrics,
}

fn routes(go_on: tokio::sync::mpsc::UnboundedReceiver<()>, tell: Sender<&'static str>) -> Route {
    let go_on = Arc::new(Mutex::new(go_on));
    let held = move |_request: Request| {
        let (go_on, tell) = (Arc::clone(&go_on), tell.clone());
        async move {
            tell.send("begun").unwrap();
            go_on.lock().await.recv().await;
            tell.send("finished").unwrap();
            poem::Result::<_>::Ok("held".to_owned())
        }
    };
    let create = |mut request: Request| async move {
        let thing: Thing = body::read(&mut request).await?;
        poem::Result::<_>::Ok(Response::builder().status(StatusCode::CREATED).body(thing.name))
    };
    let list = |request: Request| async move {
        let filter: Filter = query::read(&request)?;
        poem::Result::<_>::Ok(format!("limit {:?}", filter.limit))
    };
    let panic = |_request: Request| async move {
        assert_eq!(1, 2, "boom");
        poem::Result::<_>::Ok(())
    };
    let live = |_request: Request| async { "live" };
    let get = |_request: Request| async { "a thing" };
    let large = |_request: Request| async { "x".repeat(LARGE_BYTES) };
    Route::new()
        .at("/things", RouteMethod::new().get(make(list)).post(make(create)))
        .at("/things/:id", RouteMethod::new().get(make(get)))
        .at("/held", RouteMethod::new().get(make(held.clone())).post(make(held)))
        .at("/large", RouteMethod::new().get(make(large)).post(make(large)))
        .at("/panic", RouteMethod::new().get(make(panic)))
        .at("/health/live", RouteMethod::new().get(make(live)))
}

pub(crate) fn methods() -> Methods {
    Methods::of(
        [
            ("/things", Method::GET),
            ("/things", Method::POST),
            ("/things/:id", Method::GET),
            ("/held", Method::GET),
            ("/held", Method::POST),
            ("/large", Method::GET),
            ("/large", Method::POST),
            ("/panic", Method::GET),
            ("/health/live", Method::GET),
        ]
        .map(|(path, method)| (path.to_owned(), method)),
    )
}

/// Limits that a test reaches quickly, and that a slow machine does not.
pub(crate) fn limits() -> Limits {
    Limits {
        body_bytes: 1000,
        // All that asks is one machine.
        address_rate: 0,
        header_deadline: Duration::from_millis(300),
        body_deadline: Duration::from_millis(300),
        drain_notice: Duration::ZERO,
        ..Limits::default()
    }
}

/// A server that believes this machine about the addresses of clients.
pub(crate) fn surroundings(limits: Limits, life: Lifecycle) -> Surroundings {
    Surroundings {
        origins: Live::new(vec!["http://localhost:5173".parse().unwrap()]),
        proxies: Live::new(vec!["127.0.0.1/32".parse().unwrap()]),
        quotas: Quotas::new(&limits),
        metrics: Metrics::new(),
        limits,
        life,
    }
}

pub(crate) fn serve(limits: Limits) -> Running {
    serve_in(surroundings(limits, Lifecycle::new()))
}

/// A server that takes no connection for a proxy's.
pub(crate) fn serve_to_strangers(limits: Limits) -> Running {
    serve_in(Surroundings { proxies: Live::default(), ..surroundings(limits, Lifecycle::new()) })
}

fn serve_in(surroundings: Surroundings) -> Running {
    let (go_on, may_go_on) = tokio::sync::mpsc::unbounded_channel();
    let (tell, told) = channel();
    let (stop, stopped) = oneshot::channel();
    let (here, address) = channel();
    let metrics = surroundings.metrics.clone();
    let ended = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let inner = routes(may_go_on, tell);
            let front = Front::new(inner, methods(), surroundings);
            let server = Server::bind("127.0.0.1:0".parse().unwrap(), front).await.unwrap();
            here.send(server.local_addr().unwrap()).unwrap();
            let stop = async {
                let _ = stopped.await;
            };
            server.run(stop).await
        })
    });
    let address = address.recv().unwrap();
    Running { address, stop: Some(stop), ended: Some(ended), go_on, told, metrics }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1);
        let mut fields = lines.filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The code of the problem that this has to be.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.head);
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], json!(self.status));
        assert_eq!(problem["request_id"].as_str(), self.header("x-request-id"));
        problem["code"].as_str().unwrap().to_owned()
    }
}

/// Reads one answer, with a body only if its length says so.
pub(crate) fn answer(stream: &mut TcpStream, has_body: bool) -> Answer {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, head, body: String::new() };
    let length: usize = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; if has_body { length } else { 0 }];
    stream.read_exact(&mut body).unwrap();
    answer.body = String::from_utf8(body).unwrap();
    answer
}

impl Running {
    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).unwrap()
    }

    /// Sends bytes on a connection of its own and reads the answer.
    pub(crate) fn send(&self, bytes: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(bytes.as_bytes()).unwrap();
        answer(&mut stream, !bytes.starts_with("HEAD"))
    }

    pub(crate) fn ask(&self, line: &str, headers: &str) -> Answer {
        self.send(&format!("{line} HTTP/1.1\r\nhost: api.local\r\n{headers}\r\n"))
    }

    pub(crate) fn post(&self, body: &str) -> Answer {
        self.ask_with_body("POST /things", "content-type: application/json\r\n", body)
    }

    pub(crate) fn ask_with_body(&self, line: &str, headers: &str, body: &str) -> Answer {
        let length = body.len();
        let head = format!("{line} HTTP/1.1\r\nhost: api.local\r\ncontent-length: {length}\r\n");
        self.send(&format!("{head}{headers}\r\n{body}"))
    }

    pub(crate) fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    pub(crate) fn ended(mut self) -> Ended {
        self.ended.take().unwrap().join().unwrap()
    }
}

/// Whether the server has closed this connection, within a patience far beyond
/// every deadline of these tests.
pub(crate) fn is_closed(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    match stream.read(&mut [0; 64]) {
        Ok(0) => true,
        Ok(_) => false,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}
