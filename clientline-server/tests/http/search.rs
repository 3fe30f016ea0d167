//! Finding those who are there, among very many: none is missed, however many share
//! their names, and however rare what is asked for is.

use clientline_core::{
    ClientLine,
    conformance::fixture::{AppointmentFixture, at, commit},
    engine::PlatformScope,
    model::{Appointment, AppointmentStatus, Guest, GuestTerm, Role},
    row::ChangeSet,
    value::{Id, Name},
};
use serde_json::{Value, json};

use crate::kit::{Client, Place, Server, id, keys, organization};

/// More than one page looks at.
const MANY: u32 = 5_100;
/// How many rows are made at once: a commit has its limit of time.
const AT_ONCE: usize = 200;

/// An identifier of the millisecond `number`, and one of several of that.
fn made<E>(number: u32, one: u8) -> Id<E> {
    let mut rest = [0; 10];
    rest[9] = one;
    let made = uuid::Builder::from_unix_timestamp_millis(number.into(), &rest);
    Id::from_uuid(made.into_uuid())
}

/// Whether somebody was called otherwise before: too few for a page to be full of them, and
/// among them whoever a page ends at, at 2,000 a page, or at one less.
const fn is_rare(number: u32) -> bool {
    number >= MANY && number % 100 < 2
}

/// A guest, and the words that they are found by.
fn guest(number: u32, (first, last): (&str, &str), like: &Guest, changes: &mut ChangeSet) {
    let code = format!("G-{number}");
    let guest = Guest {
        id: made(number, 0),
        first_name: Name::parse(first).unwrap(),
        last_name: Name::parse(last).unwrap(),
        guest_code: code.parse().unwrap(),
        ..like.clone()
    };
    let guest_id = guest.id;
    changes.insert(guest);
    let maiden = is_rare(number).then_some("Kalnina");
    for (one, word) in (1..).zip([first, last, &code].into_iter().chain(maiden)) {
        let term = word.to_lowercase().replace('-', "");
        changes.insert(GuestTerm { id: made(number, one), guest_id, term });
    }
}

/// A town in which each name is common: three are called by two of them, and came first.
struct Town {
    client: Client,
    appointment: AppointmentFixture,
    _server: Server,
    _place: Place,
}

impl Town {
    fn open() -> Self {
        let place = Place::make();
        organization(&place, "town");
        let [manager] = keys(&place, "town", [Role::Manager]);
        let appointment = AppointmentFixture::new();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Self::fill(&place, &appointment));
        drop(runtime);
        let server = Server::start(&place);
        let client = server.client(&manager).bound_by_contract();
        Self { client, appointment, _server: server, _place: place }
    }

    async fn fill(place: &Place, appointment: &AppointmentFixture) {
        let storage = place.storage().await;
        let client = ClientLine::new(storage.clone());
        let tenant = PlatformScope::trusted(&client).find(&"town".parse().unwrap()).await.unwrap();
        commit(&storage, tenant, |changes| appointment.insert(changes)).await.unwrap();
        let names = |number| match number {
            0..3 => ("Olga", "Berzins"),
            3..MANY => ("Olga", "Kalns"),
            _ => ("Ivan", "Berzins"),
        };
        let numbers: Vec<u32> = (0..2 * MANY).collect();
        for some in numbers.chunks(AT_ONCE) {
            let fill = |changes: &mut ChangeSet| {
                for &number in some {
                    guest(number, names(number), &appointment.guest, changes);
                    changes.insert(visited(number, appointment));
                }
            };
            commit(&storage, tenant, fill).await.unwrap();
        }
    }

    /// The codes of the guests on the pages of a search, newest first, page by page.
    fn pages(&self, query: &str) -> Vec<Vec<u32>> {
        let (mut pages, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self.client.get(&format!("/guests?{query}&limit=200{cursor}")).expect(200);
            let code = |guest: &Value| {
                guest["guest_code"].as_str().unwrap().strip_prefix("G-").unwrap().parse().unwrap()
            };
            pages.push(page["items"].as_array().unwrap().iter().map(code).collect());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return pages,
            }
        }
    }

    fn found(&self, query: &str) -> Vec<u32> {
        self.pages(query).concat()
    }

    fn total(&self, path: &str) -> Value {
        self.client.get(&format!("{path}&limit=1&count=true")).expect(200)["total"].clone()
    }
}

/// An appointment that took place, but for the three first.
fn visited(number: u32, appointment: &AppointmentFixture) -> Appointment {
    let status = if number < 3 { AppointmentStatus::NoShow } else { AppointmentStatus::Completed };
    Appointment {
        id: made(number, 100),
        // Ten at a time.
        starts_at: at(i64::from(number / 10) * 30),
        ends_at: at(i64::from(number / 10) * 30 + 30),
        status,
        ..appointment.appointment.clone()
    }
}

fn down(from: u32, to: u32) -> Vec<u32> {
    (to..from).rev().collect()
}

#[test]
fn everybody_is_found_whose_words_all_begin_so() {
    let town = Town::open();
    assert_eq!(town.found("q=olga%20berzins"), [2, 1, 0]);
    assert_eq!(town.found("q=ber%20o"), [2, 1, 0]);
    assert_eq!(town.found("q=olga"), down(MANY, 0));
    assert_eq!(town.found("q=ol%20kalns"), down(MANY, 3));
    assert_eq!(town.found("q=ivan%20b"), down(2 * MANY, MANY));
    assert_eq!(town.found("q=olga%20ivan"), [0; 0]);
    assert_eq!(town.found("q=g-1000%20ivan"), down(10_010, 10_000));
    assert_eq!(town.found("q=o%20ol%20olg%20olga%20b%20be%20ber%20berz"), [2, 1, 0]);
    for (query, total) in
        [("q=olga%20berzins", 3), ("q=olga", MANY), ("q=olga%20ivan", 0), ("q=g-", 2 * MANY)]
    {
        assert_eq!(town.total(&format!("/guests?{query}")), total, "{query}");
    }
    let skipped = town.client.get("/guests?q=olga%20berzins&skip=1&limit=1").expect(200);
    assert_eq!(skipped["items"][0]["guest_code"], "G-1");
    // With other conditions, one of which few guests pass, and one all.
    let center = town.appointment.center.id;
    assert_eq!(town.found(&format!("q=olga%20berzins&center_id={center}")), [2, 1, 0]);
    let line = |number: u32| format!("PATCH /guests/{}", made::<Guest>(number, 0));
    for number in [1, 7] {
        town.client.ask(&line(number), &json!({"email": "o@example.com"})).expect(200);
    }
    assert_eq!(town.found("q=olga%20berzins&email=o@example.com"), [1]);
    assert_eq!(town.found("q=o&email=o@example.com"), [7, 1]);
}

#[test]
fn a_search_of_common_words_goes_on_from_page_to_page() {
    let town = Town::open();
    let pages = town.pages("q=olga%20berzins");
    // At 2,000 a page it takes so many to look at all, and the first ones find nobody.
    let most = usize::try_from(2 * MANY).unwrap().div_ceil(2_000);
    assert!((2..=most).contains(&pages.len()) && pages[0].is_empty(), "{pages:?}");
    // Where words are few or common together, pages are full.
    let pages = town.pages("q=g-100%20ivan");
    assert_eq!(pages.len(), 1, "{pages:?}");
    let pages = town.pages("q=ivan%20berzins");
    assert!(pages[..20].iter().all(|page| page.len() == 200), "{pages:?}");
}

#[test]
fn who_stands_where_a_page_that_is_not_full_ends_is_found() {
    let town = Town::open();
    let rare: Vec<u32> = down(2 * MANY, MANY).into_iter().filter(|&n| is_rare(n)).collect();
    let pages = town.pages("q=ivan%20kaln");
    assert_eq!(pages.concat(), rare);
    assert!(pages.len() > 2 && pages.iter().all(|page| page.len() < 200), "{pages:?}");
}

#[test]
fn appointments_are_listed_by_several_conditions_however_rare() {
    let town = Town::open();
    let (center, provider) = (town.appointment.center.id, town.appointment.provider.id);
    let path =
        |status| format!("/appointments?center_id={center}&provider_id={provider}&status={status}");
    let ids = |path: &str| -> Vec<String> {
        town.client.all(path).iter().map(|appointment| id(appointment).to_owned()).collect()
    };
    let made = |numbers: Vec<u32>| -> Vec<String> {
        numbers.into_iter().map(|number| made::<Appointment>(number, 100).to_string()).collect()
    };
    assert_eq!(ids(&path("no_show")), made(down(3, 0)));
    assert_eq!(ids(&path("completed")), made(down(2 * MANY, 3)));
    assert_eq!(ids(&path("cancelled")), made(Vec::new()));
    assert_eq!(town.total(&path("completed")), 2 * MANY - 3);
    let skipped = town.client.get(&format!("{}&skip=1", path("no_show"))).expect(200);
    assert_eq!(skipped["items"].as_array().unwrap().len(), 2);
    // At the hours when the first of them were.
    let day = format!("&from={}&to={}", at(0), at(60));
    assert_eq!(ids(&(path("completed") + &day)), made(down(20, 3)));
}
