//! The page on which guests book: links and a form, and no script.

mod extras;

use serde_json::json;

use crate::kit::{Answer, Client, House, Salon, id, open_to_the_public, set_public_booking};

/// The first link of a page that holds some words.
fn link(page: &Answer, words: &str) -> String {
    let links = page.text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let found = links.map(|link| link.replace("&#38;", "&").replace("&amp;", "&"));
    found.into_iter().find(|link| link.contains(words)).unwrap_or_else(|| panic!("{}", page.text))
}

/// The value of a hidden field.
fn value(page: &Answer, name: &str) -> String {
    let (_, rest) = page.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

struct Guest {
    open: Client,
    salon: Salon,
    _house: House,
}

impl Guest {
    fn arrives() -> Self {
        Self::arrives_where(1)
    }

    /// At a salon where so many work.
    fn arrives_where(providers: usize) -> Self {
        let house = House::open();
        open_to_the_public(&house.client);
        let salon = Salon::make(&house.client, providers, 0);
        Self { open: Client::new_beside(&house.open), salon, _house: house }
    }

    fn contact(&self) -> Answer {
        let services = self.open.get("/book/atelier");
        assert_eq!(services.status, 200, "{}", services.text);
        let times = self.open.get(&link(&services, "service="));
        let day = link(&times, "date=");
        let (day, _) = day.split_once("date=").unwrap();
        let times = self.open.get(&format!("{day}date={}", self.salon.date));
        self.open.get(&link(&times, "start="))
    }

    fn send(&self, contact: &Answer, email: &str) -> Answer {
        let hidden = ["service", "add_ons", "provider", "center", "start", "key"]
            .map(|name| format!("{name}={}&", value(contact, name).replace(':', "%3A")));
        let body = format!(
            "{}first_name=Ada&last_name=O%27Neil&email={email}&phone=&notes=",
            hidden.concat()
        );
        let kind = "application/x-www-form-urlencoded";
        self.open.send_text("POST /book/atelier", kind, &body)
    }
}

#[test]
fn a_guest_books_by_links_and_a_form() {
    let guest = Guest::arrives();
    let contact = guest.contact();
    assert!(!contact.text.contains("<script"));
    let booked = guest.send(&contact, "ada%40example.com");
    assert_eq!(booked.status, 200, "{}", booked.text);
    assert!(booked.text.contains("within 30 min") && booked.text.contains("<dd>Cut</dd>"));
    let manage = link(&booked, "/book/atelier/manage#cl_manage_");
    let token = manage.split_once('#').unwrap().1;
    let own = guest.open.with(token).get("/public/appointments/manage").expect(200);
    assert_eq!(own["status"], "pending");
    assert_eq!(guest.salon.appointments().len(), 1);
    let again = guest.send(&contact, "ada%40example.com");
    assert_eq!(again.status, 200, "a form that is sent twice");
    assert_eq!(guest.salon.appointments().len(), 1, "books once");
}

#[test]
fn a_month_says_how_many_starts_each_day_has() {
    let guest = Guest::arrives();
    let services = guest.open.get("/book/atelier");
    let first = link(&services, "service=");
    let month = guest.open.get(&format!("{first}&month={}", guest.salon.date));
    assert_eq!(month.status, 200, "{}", month.text);
    // What a script does better is a file, and the links are there without it.
    let script = month.text.split('"').find(|text| text.ends_with("/times.js")).unwrap();
    assert!(guest.open.get(script).text.contains("pushState"));
    assert_eq!(month.text.matches("<script").count(), 1);
    // The first day that is not full is shown at once, with its starts.
    assert!(month.text.contains("aria-current=\"date\""), "{}", month.text);
    link(&month, "start=");
    let day = guest.open.get(&format!("{first}&date={}", guest.salon.date));
    let starts = day.text.matches("start=").count();
    assert!(day.text.contains(&format!(", {starts} times\" aria-current")), "{}", day.text);
    let next = guest.open.get(&link(&day, "month="));
    assert_eq!(next.status, 200, "{}", next.text);
}

#[test]
fn a_guest_chooses_by_whom_where_guests_do() {
    let guest = Guest::arrives_where(2);
    let admin = &guest.salon.client;
    let [first, second] = [0, 1].map(|at| guest.salon.providers[at].clone());
    for (id, name) in [(&first, "Rui"), (&second, "Ana")] {
        let named = json!({"first_name": name});
        admin.ask(&format!("PATCH /providers/{id}"), &named).expect(200);
    }
    let own = json!({"services": [{"service_id": guest.salon.service, "price": "60.00"}]});
    admin.ask(&format!("PUT /providers/{second}/services"), &own).expect(200);
    let on_the_day = format!("&date={}", guest.salon.date);
    let services = guest.open.get("/book/atelier");
    let all = guest.open.get(&(link(&services, "service=") + &on_the_day));
    assert!(!all.text.contains("provider="), "nobody is named where guests don't choose");

    set_public_booking(admin, &json!({"provider_choice": "guest"}));
    let all = guest.open.get(&(link(&services, "service=") + &on_the_day));
    assert!(all.text.contains("aria-current=\"true\">Anyone"), "{}", all.text);
    assert!(all.text.contains("Ana<span>60.00"), "what differs with her: {}", all.text);
    let hers = guest.open.get(&link(&all, &format!("provider={second}")));
    assert!(hers.text.contains("aria-current=\"true\">Ana"), "{}", hers.text);
    let contact = guest.open.get(&link(&hers, "start="));
    assert!(contact.text.contains("<dd>Ana</dd>") && contact.text.contains("<dd>60.00"));
    assert_eq!(guest.send(&contact, "ada%40example.com").status, 200);
    let booked = &guest.salon.appointments()[0];
    assert_eq!((&booked["provider_id"], &booked["price"]), (&json!(second), &json!("60.00")));

    // Her time is gone, and his is not; a second guest for her is shown the other times.
    let lost = guest.send(&contact_again(&guest, &contact), "bea%40example.com");
    assert_eq!(lost.status, 409, "{}", lost.text);
    let start = value(&contact, "start");
    assert!(!lost.text.contains(&format!("start={start}")), "hers alone are shown");
    let with_anyone = guest.open.get(&link(&lost, &on_the_day));
    assert!(with_anyone.text.contains(&format!("start={start}")), "{}", with_anyone.text);

    // Who chose somebody that guests may choose no more is asked again, and books nobody else.
    set_public_booking(admin, &json!({"provider_choice": "anyone"}));
    assert_eq!(guest.send(&contact_again(&guest, &contact), "cleo%40example.com").status, 409);
    assert_eq!(guest.salon.appointments().len(), 1);
}

/// The page of a start, as somebody else opens it: with a key of its own.
fn contact_again(guest: &Guest, contact: &Answer) -> Answer {
    let [service, start] = ["service", "start"].map(|name| value(contact, name));
    let mut again = guest.open.get(&format!("/book/atelier?service={service}&start={start}"));
    let provider = value(contact, "provider");
    let empty = "name=\"provider\" value=\"\"";
    let chosen = format!("name=\"provider\" value=\"{provider}\"");
    assert!(again.text.contains(empty));
    again.text = again.text.replace(empty, &chosen);
    again
}

#[test]
fn a_time_of_a_class_says_how_many_seats_are_left() {
    let guest = Guest::arrives();
    let class = json!({"max_guests": 5});
    let path = format!("PATCH /services/{}", guest.salon.service);
    guest.salon.client.ask(&path, &class).expect(200);
    let contact = guest.contact();
    assert_eq!(guest.send(&contact, "ada%40example.com").status, 200);
    let services = guest.open.get("/book/atelier");
    let times =
        guest.open.get(&format!("{}&date={}", link(&services, "service="), guest.salon.date));
    let seats = |left: u32| times.text.contains(&format!("<small>Seats: {left}</small>"));
    assert!(seats(4) && seats(5) && !seats(3), "{}", times.text);
}

#[test]
fn a_service_that_is_not_offered_leads_to_those_that_are() {
    let guest = Guest::arrives();
    let gone = guest.open.get("/book/atelier?service=019aa5b0-7c00-7000-8000-000000000002");
    assert_eq!(gone.status, 200, "{}", gone.text);
    link(&gone, &guest.salon.service);
}

#[test]
fn a_time_that_was_taken_meanwhile_leads_back_to_the_others() {
    let guest = Guest::arrives();
    let (first, second) = (guest.contact(), guest.contact());
    assert_eq!(guest.send(&first, "ada%40example.com").status, 200);
    let lost = guest.send(&second, "bea%40example.com");
    assert_eq!(lost.status, 409);
    assert!(lost.text.contains("role=\"alert\""));
    link(&lost, "start=");
}

#[test]
fn what_is_wrong_is_shown_again_as_it_was_written() {
    let guest = Guest::arrives();
    let contact = guest.contact();
    let wrong = guest.send(&contact, "%22%3E%3Cscript%3E");
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("role=\"alert\"") && wrong.text.contains("O&#39;Neil"));
    assert!(!wrong.text.contains("<script"), "{}", wrong.text);
    assert_eq!(guest.salon.appointments().len(), 0);
}

#[test]
fn the_page_speaks_the_guests_language() {
    let guest = Guest::arrives();
    let german = [("accept-language", "de-AT,de;q=0.9")];
    let page = guest.open.send("GET /book/atelier", &german, None).unwrap();
    assert!(page.text.contains("<html lang=\"de\">") && page.text.contains("Was wünschen Sie?"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self'"));
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
}

#[test]
fn a_salon_that_is_not_open_to_the_public_is_not_there() {
    let house = House::open();
    let open = Client::new_beside(&house.open);
    for slug in ["atelier", "elsewhere"] {
        let page = open.get(&format!("/book/{slug}"));
        assert_eq!(page.status, 404);
        assert!(page.text.contains("<h1>"), "it is told to a person");
    }
}

#[test]
fn the_page_of_a_mailed_link_brings_its_token_from_the_fragment() {
    let guest = Guest::arrives();
    let page = guest.open.get("/book/atelier/manage");
    assert_eq!(page.status, 200);
    let script = page.text.split('"').find(|text| text.ends_with("/manage.js")).unwrap();
    assert!(guest.open.get(script).text.contains("location.hash"));
}

#[test]
fn the_sites_that_a_salon_names_may_show_its_page_and_nothing_else_of_it() {
    let guest = Guest::arrives();
    let admin = &guest.salon.client;
    let path = format!(
        "PATCH /organizations/{}",
        id(&admin.get("/organizations").expect(200)["items"][0])
    );
    let framed = |page: &Answer| {
        let policy = page.header("content-security-policy").unwrap();
        let (_, sites) = policy.split_once("frame-ancestors ").unwrap();
        let frame = page.header("x-frame-options").map(str::to_owned);
        (sites.split(';').next().unwrap().to_owned(), frame)
    };
    let nobody = ("'none'".to_owned(), Some("DENY".to_owned()));
    assert_eq!(framed(&guest.open.get("/book/atelier")), nobody);
    let sites = json!(["https://atelier.example.com", "https://booking.example.org:8443"]);
    admin.ask(&path, &json!({"embedding_sites": sites})).expect(200);
    let named = ("https://atelier.example.com https://booking.example.org:8443".to_owned(), None);
    let services = guest.open.get("/book/atelier");
    assert_eq!(framed(&services), named);
    let contact = guest.contact();
    assert_eq!(framed(&contact), named);
    let booked = guest.send(&contact, "ada%40example.com");
    assert_eq!(framed(&booked), named);
    assert!(booked.header("set-cookie").is_none() && services.header("set-cookie").is_none());
    // What a guest can undo there is no other site's, nor is the desk.
    for path in ["/book/atelier/manage", "/book/elsewhere", "/desk", "/public/atelier"] {
        assert_eq!(framed(&guest.open.get(path)), nobody, "{path}");
    }
    assert_eq!(guest.open.get("/public/atelier").expect(200)["embedding_sites"], sites);

    for wrong in [
        json!(["http://atelier.example.com"]),
        json!(["https://*.example.com"]),
        json!(["https://example.com/a"]),
        json!(["https://example.com; script-src *"]),
        json!(["https://example.com", "https://example.com"]),
        json!((0..11).map(|at| format!("https://{at}.example.com")).collect::<Vec<_>>()),
    ] {
        let refused = admin.ask(&path, &json!({"embedding_sites": wrong})).expect(422);
        let pointer = refused["errors"][0]["pointer"].as_str().unwrap();
        assert!(pointer.starts_with("/embedding_sites"), "{wrong}: {pointer}");
    }
    assert_eq!(framed(&guest.open.get("/book/atelier")), named);
    admin.ask(&path, &json!({"embedding_sites": []})).expect(200);
    assert_eq!(framed(&guest.open.get("/book/atelier")), nobody);
}

/// The values of the buttons of a page that begin with some words.
fn buttons(page: &Answer, words: &str) -> Vec<String> {
    let values = page.text.split("name=\"to\" value=\"").skip(1);
    let values = values.map(|rest| rest.split('"').next().unwrap().to_owned());
    values.filter(|value| value.starts_with(words)).collect()
}

#[test]
fn a_guest_moves_and_cancels_by_the_link_and_a_form() {
    let guest = Guest::arrives();
    let booked = guest.send(&guest.contact(), "ada%40example.com");
    let link = link(&booked, "/book/atelier/manage#cl_manage_");
    let token = link.split_once('#').unwrap().1;
    let page = guest.open.get("/book/atelier/manage");
    assert!(page.text.contains("<noscript>"), "{}", page.text);
    let send = |token: &str, to: &str| {
        let encoded = |text: &str| {
            text.replace('/', "%2F").replace('#', "%23").replace('=', "%3D").replace(':', "%3A")
        };
        let body = format!("token={}&part=&to={}", encoded(token), encoded(to));
        let kind = "application/x-www-form-urlencoded";
        guest.open.send_text("POST /book/atelier/manage", kind, &body)
    };
    // The whole link may be pasted.
    let pasted = send(&format!("https://salon.example.com{link}"), "");
    assert_eq!(pasted.status, 200, "{}", pasted.text);
    assert_eq!(value(&pasted, "token"), token);
    assert!(pasted.text.contains("<dd>Cut</dd>") && !pasted.text.contains("<script"));
    let policy = pasted.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    let next = send(token, &buttons(&pasted, "month=")[0]);
    assert!(!buttons(&next, "date=").is_empty(), "{}", next.text);

    let day = send(token, &format!("date={}", guest.salon.date));
    let starts = buttons(&day, "start=");
    let last = starts.last().unwrap();
    let moved = send(token, last);
    assert_eq!(moved.status, 200, "{}", moved.text);
    let starts_at = last.strip_prefix("start=").unwrap();
    let appointment = guest.salon.appointments().remove(0);
    assert_eq!(appointment["starts_at"], starts_at);
    let guests = vec![appointment["guest_id"].as_str().unwrap().to_owned()];
    Salon { guests, ..guest.salon.clone() }.book(0, 0, 10 * 60).expect(201);
    let lost = send(token, &format!("start={}", guest.salon.at(10 * 60)));
    assert_eq!(lost.status, 409, "{}", lost.text);
    assert!(lost.text.contains("role=\"alert\"") && !buttons(&lost, "start=").is_empty());

    let gone = send(token, "cancel");
    assert!(gone.status == 200 && gone.text.contains("Cancelled"), "{}", gone.text);
    let over = send(token, "");
    assert!(over.status == 200 && buttons(&over, "").is_empty(), "{}", over.text);
    assert_eq!(send(token, "cancel").status, 409);
    for wrong in ["", "cl_manage_x", "cl_key_x"] {
        assert_eq!(send(wrong, "").status, 404, "{wrong}");
    }
    assert_eq!(send(token, "confirm").status, 400);
}

#[test]
fn what_can_not_be_right_is_said_beside_its_field() {
    let guest = Guest::arrives();
    let contact = guest.contact();
    assert!(!contact.text.contains("aria-invalid"), "{}", contact.text);
    let wrong = guest.send(&contact, "ada%40example");
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    assert!(
        wrong.text.contains("id=\"wrong-email\">This can’t be right.</small>"),
        "{}",
        wrong.text
    );
    assert_eq!(wrong.text.matches("aria-invalid").count(), 1, "{}", wrong.text);
}

#[test]
fn prices_are_written_as_the_language_does_and_the_place_says_how_to_get_there() {
    let guest = Guest::arrives();
    let own = &guest.salon.client;
    let place = json!({"address": "Rua da Rosa 48", "city": "Lisboa", "phone": "+351215550101"});
    own.ask(&format!("PATCH /centers/{}", guest.salon.center), &place).expect(200);
    let page = |languages: &str| {
        let headers = [("accept-language", languages)];
        guest.open.send("GET /book/atelier", &headers, None).unwrap().text
    };
    assert!(page("en").contains("45.00 EUR"), "{}", page("en"));
    assert!(page("de").contains("45,00 EUR"), "{}", page("de"));
    let contact = guest.contact().text;
    assert!(contact.contains("Riga, Rua da Rosa 48, Lisboa, +351215550101"), "{contact}");
}

#[test]
fn a_time_that_has_begun_meanwhile_is_asked_for_anew() {
    let guest = Guest::arrives();
    let contact = guest.contact();
    let start = value(&contact, "start");
    let late = Answer { text: contact.text.replace(&start, "2020-01-01T10:00:00Z"), ..contact };
    let asked = guest.send(&late, "ada%40example.com");
    assert_eq!(asked.status, 409, "{}", asked.text);
    assert!(asked.text.contains("This time was taken meanwhile"), "{}", asked.text);
    assert!(!asked.text.contains("can’t be right"), "{}", asked.text);
}
