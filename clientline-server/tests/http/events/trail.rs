//! The audit trail, held against its seals by the command.

use std::process::Output;

use serde_json::json;

use crate::kit::{Place, Server, command, id, organization};

use super::{follow, has};

fn verify(place: &Place) -> Output {
    command(place).args(["audit", "verify", "--organization", "atelier"]).output().unwrap()
}

#[test]
fn the_command_names_a_row_that_was_changed_removed_or_inserted_and_fails() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let client = server.client(&token);
    let mut made = json!(null);
    for name in ["Hair", "Nails", "Skin", "Brows"] {
        made = client.make("/categories", &json!({"name": name}));
    }
    follow(&client, "", has("category.created", &made["id"]));
    let trail = client.get("/audit?operation=category_create").expect(200);
    let [changed, removed] = [0, 2].map(|at| id(&trail["items"][at]).to_owned());
    server.stop();
    let sound = verify(&place);
    assert!(sound.status.success(), "{sound:?}");

    let inserted = place.tamper_with_audit(&changed, &removed);
    let found = verify(&place);
    assert_eq!(found.status.code(), Some(1), "{found:?}");
    let said = String::from_utf8(found.stdout).unwrap();
    for (row, what) in [(&changed, "changed"), (&removed, "removed"), (&inserted, "inserted")] {
        let wanted = format!("atelier: the audit row {row} was {what}\n");
        assert_eq!(said.matches(&wanted).count(), 1, "{what}: {said}");
    }
    assert_eq!(said.matches(" was ").count(), 3, "nothing else is named: {said}");
}
