//! The page on which guests book: links and a form, and no script.

use crate::kit::{Answer, Client, House, Salon, open_to_the_public};

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
        let house = House::open();
        open_to_the_public(&house.client);
        let salon = Salon::make(&house.client, 1, 0);
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
        let hidden = ["service", "center", "start", "key"]
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
