//! Who may do what, on every operation that the document names: decided before the storage
//! is asked for anything but who it is.

use clientline_core::model::Role;
use serde_json::Value;

use crate::kit::{Client, Documented, NOBODY, Place, Server, keys, operations, organization};

/// Sends a request of an operation about what is not there.
fn try_out(client: &Client, operation: &Documented, header: &[(&str, &str)]) -> (u16, String) {
    let path = operation.at(|_| NOBODY.to_owned());
    client.send(&format!("{} {path}", operation.method), header, None).unwrap().code()
}

#[test]
fn every_operation_refuses_who_brings_no_token_or_a_wrong_one() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let client = server.client("");
    let other_secret = token.replace(char::is_numeric, "7");
    let wrong = ["cl_key_x", &other_secret, &token[..token.len() - 1]];
    let wrong = wrong.map(|token| format!("Bearer {token}"));
    let refused = (401, "unauthenticated".to_owned());
    for operation in operations(&client) {
        if operation.is_open() {
            let expected = match operation.id.as_str() {
                // Its query misses what it must have.
                "public_slots" => 422,
                // What opens by its body misses that.
                _ if operation.method != "GET" => 415,
                _ if operation.is_public() => 404,
                _ => 200,
            };
            assert_eq!(try_out(&client, &operation, &[]).0, expected, "{operation:?}");
            continue;
        }
        assert_eq!(try_out(&client, &operation, &[]), refused, "{operation:?}");
        for token in &wrong {
            let header = [("authorization", token.as_str())];
            assert_eq!(try_out(&client, &operation, &header), refused, "{operation:?} {token}");
        }
    }
}

#[test]
fn every_operation_refuses_the_roles_that_it_does_not_name_and_no_other() {
    let place = Place::make();
    organization(&place, "atelier");
    let roles = [Role::Admin, Role::Manager, Role::Staff, Role::Client];
    let keys = keys(&place, "atelier", roles);
    let server = Server::start(&place);
    let forbidden = (403, "forbidden".to_owned());
    for operation in operations(&server.client("")) {
        for (role, key) in roles.into_iter().zip(&keys) {
            let answer = try_out(&server.client(key), &operation, &[]);
            let may = operation.is_open() || operation.roles.contains(&role.as_str().to_owned());
            assert_eq!(answer != forbidden, may, "{role:?} {operation:?} {answer:?}");
            assert_ne!(answer.0, 401, "{role:?} {operation:?}");
            assert!(answer.0 < 500, "{role:?} {operation:?} {answer:?}");
        }
    }
}

/// What staff may and may not do is said by hand here, so that the matrix does
/// not only agree with itself.
#[test]
fn staff_serve_and_leave_the_rest_to_others() {
    let place = Place::make();
    organization(&place, "atelier");
    let [staff] = keys(&place, "atelier", [Role::Staff]);
    let server = Server::start(&place);
    let client = server.client(&staff);
    let send = |line: &str| client.send(line, &[], None).unwrap().status;
    for line in [
        "POST /centers".to_owned(),
        "POST /services".to_owned(),
        format!("DELETE /rooms/{NOBODY}"),
        format!("PUT /providers/{NOBODY}/hours"),
        format!("PUT /providers/{NOBODY}/services"),
        format!("POST /invoices/{NOBODY}/issue"),
        format!("POST /invoices/{NOBODY}/void"),
    ] {
        assert_eq!(send(&line), 403, "{line}");
    }
    for line in ["GET /appointments", "GET /guests", "GET /invoices", "GET /services"] {
        assert_eq!(send(line), 200, "{line}");
    }
    let booking = serde_json::json!({
        "center_id": NOBODY, "guest_id": NOBODY, "service_id": NOBODY,
        "starts_at": "2030-01-01T10:00:00Z", "override": true,
    });
    let booked: Value = client.ask("POST /appointments", &booking).json();
    assert_ne!(booked["status"], 401, "staff book: {booked}");
}
