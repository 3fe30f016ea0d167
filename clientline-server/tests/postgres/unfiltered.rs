//! Row-level security as the only wall: the application's own filter by tenant is taken
//! out of every statement between the built server and its database.
//!
//! It is done on the wire, by a stand-in for the database, so that no build of the
//! server can do without the filter.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::{
    http::matrix,
    kit::{Place, Salon, Server, organization},
};

/// A socket before a database's, which passes on what it gets, but for the filter.
pub(crate) struct Unfiltered {
    folder: tempfile::TempDir,
    counts: Arc<Counts>,
}

/// What has passed.
#[derive(Debug, Default)]
struct Counts {
    /// How many statements have lost their filter.
    taken_out: AtomicUsize,
    /// How many messages asked for an answer: each is a round trip.
    asked: AtomicUsize,
}

/// A connection to a database: over a socket of the machine, or over the network.
trait Wire: Read + Write + Send {
    fn again(&self) -> Box<dyn Wire>;
    fn end(&self);
}

macro_rules! wire {
    ($($stream:ty),*) => { $(
        impl Wire for $stream {
            fn again(&self) -> Box<dyn Wire> {
                Box::new(self.try_clone().unwrap())
            }

            fn end(&self) {
                // The other side may have ended it.
                let _ = self.shutdown(Shutdown::Both);
            }
        }
    )* };
}
wire!(UnixStream, TcpStream);

impl Unfiltered {
    /// Stands before the database at an address.
    pub(crate) fn before(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let counts = Arc::<Counts>::default();
        let (url, count) = (url.to_owned(), Arc::clone(&counts));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = dial(&url);
                pass(server.again(), client.again());
                let (client, count) = (client.again(), Arc::clone(&count));
                thread::spawn(move || strip(client, server, &count));
            }
        });
        Self { folder, counts }
    }

    /// The address of a database, but through here.
    pub(crate) fn url(&self, url: &str) -> String {
        let (place, _) = url.split_once('?').unwrap_or((url, ""));
        let (_, rest) = place.split_once("://").unwrap();
        let (user, place) = rest.split_once('@').unwrap();
        let (_, database) = place.split_once('/').unwrap();
        let folder = self.folder.path().display();
        format!("postgres://{user}@localhost/{database}?host={folder}")
    }

    /// How many statements have lost their filter so far.
    pub(crate) fn taken_out(&self) -> usize {
        self.counts.taken_out.load(Ordering::Relaxed)
    }

    /// How many round trips there were so far.
    fn asked(&self) -> usize {
        self.counts.asked.load(Ordering::Relaxed)
    }
}

/// Connects to the server that an address names.
fn dial(url: &str) -> Box<dyn Wire> {
    if let Some((_, folder)) = url.split_once("host=") {
        let folder = folder.split('&').next().unwrap();
        return Box::new(UnixStream::connect(Path::new(folder).join(".s.PGSQL.5432")).unwrap());
    }
    let (_, rest) = url.split_once('@').unwrap();
    let host = rest.split('/').next().unwrap();
    let host = if host.contains(':') { host.to_owned() } else { format!("{host}:5432") };
    Box::new(TcpStream::connect(host).unwrap())
}

/// Passes on what comes, as it is.
fn pass(mut from: Box<dyn Wire>, mut to: Box<dyn Wire>) {
    thread::spawn(move || {
        // Whichever side leaves first, the other is told.
        let _ = std::io::copy(&mut from, &mut to);
        to.end();
    });
}

/// Passes on what a client says, with every statement that it prepares changed.
fn strip(mut client: Box<dyn Wire>, mut server: Box<dyn Wire>, counts: &Counts) {
    let mut one = || -> std::io::Result<()> {
        // The first message has no letter.
        let mut tag = Vec::new();
        loop {
            // Neither has the one that asks for encryption, which comes before.
            let mut length = [0; 4];
            client.read_exact(&mut length)?;
            let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
            client.read_exact(&mut body)?;
            if tag == *b"P" {
                body = without_filter(&body, &counts.taken_out);
            }
            // A text of statements, or the end of what was prepared and bound.
            if matches!(tag[..], [b'Q' | b'S']) {
                counts.asked.fetch_add(1, Ordering::Relaxed);
            }
            let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
            server.write_all(&[&tag[..], &length, &body].concat())?;
            let asks_for_encryption = tag.is_empty() && body == 80_877_103_u32.to_be_bytes();
            if !asks_for_encryption {
                tag = vec![0];
                client.read_exact(&mut tag)?;
            }
        }
    };
    let _the_client_left = one();
    server.end();
}

/// What of a statement names the tenant is something that is true of every row.
fn without_filter(parse: &[u8], count: &AtomicUsize) -> Vec<u8> {
    const FILTER: &str = "organization_id = $";
    let mut parts = parse.splitn(3, |byte| *byte == 0);
    let [name, statement, rest] = [(); 3].map(|()| parts.next().unwrap());
    let mut text = std::str::from_utf8(statement).unwrap().to_owned();
    // A write is one call of a function, in which no client has a say.
    if text.starts_with("SELECT") {
        while let Some(at) = text.find(FILTER) {
            let digits = at + FILTER.len();
            let end = text[digits..].find(|c: char| !c.is_ascii_digit());
            let end = end.map_or(text.len(), |end| digits + end);
            let always = format!("${}::uuid IS NOT NULL", &text[digits..end]);
            text.replace_range(at..end, &always);
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
    [name, text.as_bytes(), rest].join(&0)
}

#[test]
fn row_level_security_alone_keeps_everybody_where_they_belong() {
    let place = Place::unfiltered();
    matrix::check(&place);
    assert!(place.taken_out() > 200, "{}", place.taken_out());
}

/// So that the filter is known to be out: without the policies, too, another's rows are
/// there to be seen.
#[test]
fn without_filter_and_policies_what_others_have_is_seen() {
    let place = Place::unfiltered();
    let tokens = ["ours", "theirs"].map(|slug| organization(&place, slug));
    let server = Server::start(&place);
    let theirs = server.client(&tokens[1]);
    theirs.make("/categories", &serde_json::json!({"name": "Theirs"}));
    let seen = || server.client(&tokens[0]).get("/categories").text.contains("Theirs");
    assert!(!seen());
    place.run("ALTER TABLE category DISABLE ROW LEVEL SECURITY");
    assert!(seen());
}

/// A token is checked by one read. A booking is planned by two more on a snapshot, which one
/// message begins and one ends, and committed by one; a row is read by one, alone.
#[test]
fn a_booking_takes_six_round_trips_and_a_row_two() {
    let (booked, read) = round_trips("--background-work=false");
    // What ends the last snapshot may come later, and a connection that lay idle is tried.
    assert!(booked <= 6 * TIMES + 5, "{booked} for {TIMES} bookings");
    assert!(read <= 2 * TIMES + 5, "{read} for {TIMES} rows");
}

/// It begins, reads twice, ends and commits, once for all that came within a moment; and finds
/// in the end that there is no more, which takes three.
#[test]
fn the_sequencer_adds_at_most_eight_round_trips_to_a_booking() {
    let (booked, _) = round_trips("--background-work=true");
    println!("{booked} round trips for {TIMES} bookings and their events");
    assert!(booked > 6 * TIMES + 5, "{booked} for {TIMES} bookings");
    assert!(booked <= (6 + 8) * TIMES + 5, "{booked} for {TIMES} bookings");
}

/// How often something is done that is counted.
const TIMES: usize = 20;

/// Counts the round trips of so many bookings, one after the other, and of so many reads of a row.
fn round_trips(setting: &str) -> (usize, usize) {
    let place = Place::unfiltered();
    let token = organization(&place, "atelier");
    // On one connection, each statement is prepared once.
    let server = Server::start_with(&place, &["--database-connections", "1", setting]);
    let salon = Salon::make(&server.client(&token), 1, 1);
    let asked = || place.held.before.as_ref().unwrap().asked();
    let book = |hour: u32| salon.book(0, 0, 60 * hour).expect(201);
    let guest = format!("/guests/{}", salon.guests[0]);
    book(0);
    salon.client.get(&guest).expect(200);
    let begun = asked();
    (1..=TIMES).for_each(|hour| drop(book(u32::try_from(hour).unwrap())));
    // The sequencer, where it runs, ends what it began.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let booked = asked();
    (0..TIMES).for_each(|_| drop(salon.client.get(&guest).expect(200)));
    (booked - begun, asked() - booked)
}
