//! Numbers that repeat or leave gaps under load, sums that are not kept, and codes
//! that collide.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::http::load::at_once;
use crate::{
    http::crash::check_gapless,
    kit::{Client, House, Place, Salon, Server, id, organization},
};

/// Cents, as the API writes them.
fn money(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn cents(amount: &Value) -> u32 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn collections_are_numbered_in_a_row_and_counted_at_once_by_their_invoices() {
    const INVOICES: usize = 8;
    const EACH: usize = 8;
    const PRICE: u32 = 10_000;
    let House { client, .. } = &House::open();
    let salon = Salon::make(client, 0, INVOICES);
    let product = client.make("/products", &json!({"name": "Oil", "sale_price": money(PRICE)}));
    let invoices = at_once(INVOICES, |number| {
        let draft = client.make("/invoices", &json!({"guest_id": salon.guests[number]}));
        let line = json!({"invoice_id": draft["id"], "product_id": product["id"]});
        client.make("/invoice-items", &line);
        let issue = format!("POST /invoices/{}/issue", id(&draft));
        client.ask(&issue, &json!({})).expect(200)
    });
    check_gapless(&invoices, "invoice_no");
    let collections = at_once(INVOICES * EACH, |number| {
        let (invoice, place) = (&invoices[number % INVOICES]["id"], number / INVOICES);
        // A bit of its own for each, so that the sum says which are in it.
        let amount = 1 << place;
        let new = json!({
            "invoice_id": invoice, "payment_method": "card", "amount": money(amount),
        });
        let collection = client.make("/collections", &new);
        let path = format!("/invoices/{}", invoice.as_str().unwrap());
        let now = client.get(&path).expect(200);
        let collected = cents(&now["total_collection"]);
        assert_eq!(collected & amount, amount, "{now}");
        assert_eq!(collected + cents(&now["balance_due"]), PRICE, "{now}");
        collection
    });
    check_gapless(&collections, "collection_no");
    for invoice in &invoices {
        let now = client.get(&format!("/invoices/{}", id(invoice))).expect(200);
        assert_eq!(cents(&now["total_collection"]), (1 << EACH) - 1);
        let listed = client.all(&format!("/invoices/{}/collections?", id(invoice)));
        assert_eq!(listed.len(), EACH);
    }
}

/// Makes so many guests, some at once, by the servers in turn; returns their codes.
fn codes(clients: &[Client], center: &str, guests: usize) -> Vec<String> {
    const AT_ONCE: usize = 16;
    let new = json!({"first_name": "N", "last_name": "N", "center_id": center});
    let codes = at_once(AT_ONCE, |number| {
        let client = &clients[number % clients.len()];
        let code = |_| client.make("/guests", &new)["guest_code"].as_str().unwrap().to_owned();
        (0..guests / AT_ONCE).map(code).collect::<Vec<_>>()
    });
    codes.concat()
}

#[test]
fn two_thousand_guests_whom_two_servers_take_in_at_once_have_codes_of_their_own() {
    const GUESTS: usize = 2_000;
    let place = Place::make();
    let token = organization(&place, "atelier");
    let servers = [Server::start(&place), Server::start(&place)];
    let clients = servers.each_ref().map(|server| server.client(&token).bound_by_contract());
    let center = clients[0].make("/centers", &json!({"name": "Riga", "time_zone": "Etc/UTC"}));
    let codes = codes(&clients, id(&center), GUESTS);
    assert_eq!(codes.len(), GUESTS);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), GUESTS);
}

#[test]
fn a_code_that_somebody_chose_is_given_to_nobody_else() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 0);
    let choose = |number: usize| {
        let code = format!("G-{number:06}");
        let new = json!({
            "first_name": "N", "last_name": "N", "center_id": salon.center, "guest_code": code,
        });
        house.client.make("/guests", &new);
        code
    };
    let give = |count| codes(std::slice::from_ref(&house.client), &salon.center, count);
    let mut all: Vec<String> = [1, 3, 20].map(choose).into();
    all.extend(give(32));
    // By now the process has leased those that come next.
    all.extend((1..100).filter(|at| at % 10 != 0).map(|at| choose(35 + at)));
    all.extend(give(32));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}
