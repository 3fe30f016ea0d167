//! Which services there are where, by whom, for what they cost with tax; and why there are no
//! times for one.

use serde_json::{Value, json};

use crate::kit::{Client, House, Salon, every_day, id, open_to_the_public};

/// A salon with two centers: at the second one a provider performs a service of its own.
struct Centers {
    house: House,
    client: Client,
    salon: Salon,
    second: String,
    provider: String,
    wax: String,
}

impl Centers {
    fn open() -> Self {
        let house = House::open();
        let client = house.client.clone();
        let salon = Salon::make(&client, 1, 1);
        let tax = client.make("/taxes", &json!({"code": "S10", "name": "VAT", "rate": "10"}));
        let hours = every_day("09:00", "17:00");
        let second = json!({"name": "Ogre", "time_zone": "Etc/UTC", "hours": hours});
        let second = id(&client.make("/centers", &second)).to_owned();
        let wax = json!({
            "name": "Wax", "duration_minutes": 30, "price": "20.00", "tax_ids": [tax["id"]],
        });
        let wax = id(&client.make("/services", &wax)).to_owned();
        let provider = json!({
            "first_name": "Eva", "last_name": "Berg", "center_id": second, "hours": hours,
            "services": [wax],
        });
        let provider = id(&client.make("/providers", &provider)).to_owned();
        let own = json!({"services": [{
            "service_id": wax, "price": "30.00", "duration_minutes": 45,
        }]});
        client.ask(&format!("PUT /providers/{provider}/services"), &own).expect(200);
        Self { house, client, salon, second, provider, wax }
    }

    fn names(&self, path: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .client
            .all(path)
            .iter()
            .map(|service| service["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    }

    fn slots(&self, center: &str, service: &str, rest: &str) -> Value {
        let date = &self.salon.date;
        let query = format!("center_id={center}&service_id={service}&date={date}{rest}");
        self.client.get(&format!("/appointments/slots?{query}")).expect(200)
    }
}

#[test]
fn services_are_listed_by_who_performs_them_where() {
    let centers = Centers::open();
    let Centers { salon, second, provider, .. } = &centers;
    // Who names no services performs all.
    for (query, expected) in [
        (String::new(), vec!["Cut", "Wax"]),
        (format!("center_id={}", salon.center), vec!["Cut", "Wax"]),
        (format!("center_id={second}"), vec!["Wax"]),
        (format!("provider_id={provider}"), vec!["Wax"]),
        (format!("provider_id={}", salon.providers[0]), vec!["Cut", "Wax"]),
        (format!("provider_id={provider}&center_id={}", salon.center), vec![]),
        (format!("provider_id={}", salon.center), vec![]),
    ] {
        assert_eq!(centers.names(&format!("/services?{query}")), expected, "{query}");
    }
    let retired = json!({"is_active": false});
    centers.client.ask(&format!("PATCH /providers/{provider}"), &retired).expect(200);
    assert_eq!(centers.names(&format!("/services?center_id={second}")), Vec::<String>::new());
}

#[test]
fn the_public_sees_what_is_performed_there_and_what_it_costs_with_tax() {
    let centers = Centers::open();
    open_to_the_public(&centers.client);
    let slug = centers.client.get("/organizations").expect(200)["items"][0]["slug"].clone();
    let slug = slug.as_str().unwrap();
    let stranger = Client::new_beside(&centers.house.client);
    let second = &centers.second;
    let offered = |query: &str| {
        stranger.get(&format!("/public/{slug}/services?{query}")).expect(200)["items"].clone()
    };
    assert_eq!(offered("").as_array().unwrap().len(), 2);
    let there = offered(&format!("center_id={second}"));
    assert_eq!(there.as_array().unwrap().len(), 1);
    assert_eq!(there[0]["name"], "Wax");
    assert_eq!(
        (&there[0]["price"], &there[0]["price_with_tax"]),
        (&json!("20.00"), &json!("22.00"))
    );
    let own = &offered(&format!("provider_id={}", centers.provider))[0];
    assert_eq!((&own["price_with_tax"], &own["duration_minutes"]), (&json!("33.00"), &json!(45)));
}

#[test]
fn days_without_a_start_say_why() {
    let centers = Centers::open();
    let Centers { client, salon, second, wax, .. } = &centers;
    let reason = |center: &str, service: &str, rest: &str| {
        let found = centers.slots(center, service, rest);
        assert_eq!(found["slots"], json!([]), "{found}");
        let reason = &found["reason"];
        assert!(reason["detail"].as_str().unwrap().ends_with('.'), "{reason}");
        reason["code"].as_str().unwrap().to_owned()
    };
    assert!(centers.slots(second, wax, "").get("reason").is_none());
    assert_eq!(reason(second, &salon.service, ""), "no_provider");
    let of_other = format!("&provider_id={}", salon.providers[0]);
    assert_eq!(reason(second, wax, &of_other), "no_provider");
    let date = &salon.date;
    let closed = json!({"date": date, "windows": []});
    client.make(&format!("/centers/{second}/overrides"), &closed);
    assert_eq!(reason(second, wax, ""), "center_closed");
    for (day, expected) in [("2020-01-01", "past"), ("2090-01-01", "too_late")] {
        let query = format!("center_id={second}&service_id={wax}&date={day}");
        for format in ["slots", "ranges"] {
            let path = format!("/appointments/slots?{query}&format={format}");
            assert_eq!(client.get(&path).expect(200)["reason"]["code"], expected, "{format}");
        }
    }
    let vacation = json!({
        "provider_id": salon.providers[0], "reason": "vacation",
        "starts_at": salon.at(0), "ends_at": format!("{date}T23:59:00Z"),
    });
    client.make("/blockouts", &vacation);
    assert_eq!(reason(&salon.center, &salon.service, ""), "taken");
    for (line, expected) in [
        (format!("PATCH /services/{}", salon.service), "service_inactive"),
        (format!("PATCH /centers/{}", salon.center), "center_inactive"),
    ] {
        client.ask(&line, &json!({"is_active": false})).expect(200);
        assert_eq!(reason(&salon.center, &salon.service, ""), expected);
    }
}
