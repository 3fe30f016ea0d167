//! Failures in the language of whoever reads them.

use serde_json::json;

use crate::kit::{Answer, House, Salon};

/// What a request fails with, told to somebody who reads these languages.
fn told(house: &House, line: &str, languages: &str, body: &serde_json::Value) -> Answer {
    house.client.send(line, &[("accept-language", languages)], Some(body)).unwrap()
}

#[test]
fn a_failure_is_told_in_the_language_that_its_reader_wants() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 2);
    let booked = salon.book(0, 0, 600).expect(201);
    let again = json!({
        "center_id": salon.center, "guest_id": booked["guest_id"],
        "service_id": salon.service, "provider_id": booked["provider_id"],
        "starts_at": booked["starts_at"],
    });
    let line = "POST /appointments";
    let english = told(&house, line, "en", &again);
    let german = told(&house, line, "de-AT,de;q=0.9,en;q=0.8", &again);
    assert_eq!(english.status, 409, "{}", english.text);
    assert_eq!((german.status, german.code()), (409, english.code()));
    assert_eq!(english.header("content-language"), None);
    assert_eq!(german.header("content-language"), Some("de"));
    let detail = |answer: &Answer| answer.json()["detail"].as_str().unwrap().to_owned();
    assert_eq!(detail(&english), "The provider is taken for a part of this time.");
    assert_eq!(detail(&german), "Die Person ist für einen Teil dieser Zeit vergeben.");
    assert_eq!(german.json()["alternatives"], english.json()["alternatives"]);

    let wrong = json!({"center_id": salon.center, "first_name": "", "last_name": "Reis"});
    let wrong = told(&house, "POST /guests", "pt-BR", &wrong);
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    assert_eq!(wrong.json()["errors"][0]["pointer"], "/first_name");
    assert!(detail(&wrong).starts_with("Nome próprio: "), "{}", wrong.text);
    // Before anybody is known, too.
    let nobody = house.client.with("").send("GET /guests", &[("accept-language", "fr")], None);
    let nobody = nobody.unwrap();
    assert_eq!((nobody.status, nobody.header("content-language")), (401, Some("fr")));
}
