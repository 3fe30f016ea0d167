//! The stream of what happens, as a browser reads it.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    time::Duration,
};

use serde_json::{Value, json};

use crate::kit::{Client, House, Place, Salon, Server, id, organization};

/// A stream that is open.
pub(crate) struct Stream {
    lines: BufReader<TcpStream>,
    pub(crate) status: u16,
}

/// One message of a stream.
#[derive(Debug, Default)]
pub(crate) struct Message {
    id: String,
    event: String,
    pub(crate) data: Value,
}

impl Stream {
    pub(crate) fn open(client: &Client, token: &str, center: &str, last: Option<&str>) -> Self {
        let mut socket = TcpStream::connect(client.address()).unwrap();
        // Nothing is measured by it: a stream that says nothing fails the test.
        socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let last = last.map(|id| format!("last-event-id: {id}\r\n")).unwrap_or_default();
        let head = format!(
            "GET /desk/stream?center_id={center} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer \
             {token}\r\n{last}\r\n",
            client.address()
        );
        socket.write_all(head.as_bytes()).unwrap();
        let mut lines = BufReader::new(socket);
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let status = first.split(' ').nth(1).unwrap().parse().unwrap();
        Self { lines, status }
    }

    /// The next line; none, once the stream has ended: by an empty chunk, since the connection
    /// may go on.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).unwrap();
        (read > 0 && line.trim_end() != "0").then(|| line.trim_end().to_owned())
    }

    /// The next message that satisfies a condition; none, if the stream ends before.
    fn find(&mut self, wanted: impl Fn(&Message) -> bool) -> Option<Message> {
        let mut message = Message::default();
        loop {
            let line = self.line()?;
            if let Some(id) = line.strip_prefix("id: ") {
                id.clone_into(&mut message.id);
            } else if let Some(event) = line.strip_prefix("event: ") {
                event.clone_into(&mut message.event);
            } else if let Some(data) = line.strip_prefix("data: ") {
                message.data = serde_json::from_str(data).unwrap();
            } else if line.is_empty() && wanted(&message) {
                return Some(message);
            }
        }
    }

    /// The position at which it begins.
    pub(crate) fn position(&mut self) -> String {
        self.find(|message| !message.id.is_empty()).unwrap().id
    }

    pub(crate) fn about(&mut self, appointment: &Value) -> Message {
        self.find(|message| message.data["id"] == appointment["id"]).unwrap()
    }
}

fn admin(house: &House) -> String {
    let key = house.client.make("/api-keys", &json!({"name": "Desk", "role": "admin"}));
    key["token"].as_str().unwrap().to_owned()
}

#[test]
fn what_happens_is_told_as_it_happens() {
    let house = House::open();
    let (salon, token) = (Salon::make(&house.client, 1, 2), admin(&house));
    let mut stream = Stream::open(&house.client, &token, &salon.center, None);
    assert_eq!(stream.status, 200);
    stream.position();
    let booked = salon.book(0, 0, 600).expect(201);
    let message = stream.about(&booked);
    assert_eq!(message.event, "", "a browser listens to what has no name");
    assert_eq!(message.data["kind"], "appointment.booked");
    assert_eq!(message.data["entity"], "appointment");
    assert_eq!(message.data["dates"], json!([salon.date]));
    assert_eq!(message.data["version"], booked["version"]);
    assert_eq!(message.data["position"].to_string(), message.id);
    let confirm = format!("POST /appointments/{}/confirm", id(&booked));
    house.client.send(&confirm, &[], None).unwrap().expect(200);
    assert_eq!(stream.about(&booked).data["kind"], "appointment.confirmed");
}

#[test]
fn what_happens_at_another_center_is_not_told() {
    let house = House::open();
    let (here, token) = (Salon::make(&house.client, 1, 1), admin(&house));
    let there = Salon::make(&house.client, 1, 1);
    let mut stream = Stream::open(&house.client, &token, &here.center, None);
    stream.position();
    let other = there.book(0, 0, 600).expect(201);
    let own = here.book(0, 0, 600).expect(201);
    let either =
        |message: &Message| message.data["id"] == own["id"] || message.data["id"] == other["id"];
    assert_eq!(stream.find(either).unwrap().data["id"], own["id"]);
}

#[test]
fn who_lost_the_connection_goes_on_where_they_were() {
    let house = House::open();
    let (salon, token) = (Salon::make(&house.client, 1, 2), admin(&house));
    let mut stream = Stream::open(&house.client, &token, &salon.center, None);
    let position = stream.position();
    drop(stream);
    let missed = salon.book(0, 0, 600).expect(201);
    let mut stream = Stream::open(&house.client, &token, &salon.center, Some(&position));
    assert_eq!(stream.about(&missed).data["kind"], "appointment.booked");
}

#[test]
fn who_was_at_a_position_that_is_not_kept_is_told_to_read_anew() {
    let house = House::open();
    let (salon, token) = (Salon::make(&house.client, 1, 1), admin(&house));
    for unknown in ["999999999", "-1", "yesterday"] {
        let mut stream = Stream::open(&house.client, &token, &salon.center, Some(unknown));
        let message = stream.find(|message| message.event == "resync").unwrap();
        assert_eq!(message.data["position"].to_string(), message.id, "{unknown}");
    }
}

#[test]
fn a_stream_is_for_who_may_read_what_it_is_about() {
    let house = House::open();
    let (salon, token) = (Salon::make(&house.client, 1, 1), admin(&house));
    let status =
        |token: &str, center: &str| Stream::open(&house.client, token, center, None).status;
    assert_eq!(status("cl_key_x", &salon.center), 401);
    assert_eq!(status(&token, "019aa5b0-7c00-7000-8000-000000000001"), 404);
    let key = json!({"name": "Guests", "role": "staff", "scopes": ["read_guests"]});
    let key = house.client.make("/api-keys", &key);
    assert_eq!(status(key["token"].as_str().unwrap(), &salon.center), 403);
}

#[test]
fn a_stream_ends_with_the_key_that_opened_it() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let key = house.client.make("/api-keys", &json!({"name": "Desk", "role": "admin"}));
    let token = key["token"].as_str().unwrap();
    let mut stream = Stream::open(&house.client, token, &salon.center, None);
    stream.position();
    let revoke = format!("DELETE /api-keys/{}", id(&key));
    house.client.send(&revoke, &[], None).unwrap().expect(204);
    let booked = salon.book(0, 0, 600).expect(201);
    let told = stream.find(|message| message.data["id"] == booked["id"]);
    assert!(told.is_none(), "{told:?}");
}

#[test]
fn an_organization_has_so_many_streams_and_gets_places_back() {
    let house = House::open();
    let (salon, token) = (Salon::make(&house.client, 1, 1), admin(&house));
    let open = || Stream::open(&house.client, &token, &salon.center, None);
    let streams: Vec<Stream> = (0..64).map(|_| open()).collect();
    assert!(streams.iter().all(|stream| stream.status == 200));
    assert_eq!(open().status, 503);
    drop(streams);
    // The server notices in its own time that they are gone.
    while open().status != 200 {}
}

#[test]
fn a_server_that_stops_ends_its_streams() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let client = server.client(&token);
    let salon = Salon::make(&client, 1, 1);
    let mut stream = Stream::open(&client, &token, &salon.center, None);
    stream.position();
    assert_eq!(server.stop(), Some(0));
    assert!(stream.find(|_| false).is_none(), "its end was sent");
}
