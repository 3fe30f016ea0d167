//! Two records of one guest become one: what is open moves, what was issued stays,
//! and of many merges at once one takes effect.

use serde_json::{Value, json};

use super::{CANARY, Known, ids};
use crate::{
    http::sign_in::PASSWORD,
    kit::{Answer, id},
};

#[test]
fn a_merge_moves_what_is_open_and_leaves_no_orphan() {
    let known = Known::open();
    let stays = known.again();
    let merged = known.merge(&known.guest, &stays).expect(200);
    assert_eq!((id(&merged), &merged["merges"]), (stays.as_str(), &json!(1)));
    let tombstone = known.guest(&known.guest);
    assert_eq!(tombstone["merged_into"], json!(stays));
    assert_eq!((&tombstone["is_active"], &tombstone["merges"]), (&json!(false), &json!(0)));
    assert_eq!(tombstone["last_name"], CANARY);
    assert_eq!(known.listed("/guests?q=zilp"), Vec::<String>::new());
    let appointment =
        known.client.get(&format!("/appointments/{}", id(&known.appointment))).expect(200);
    assert_eq!(appointment["guest_id"], json!(stays));
    assert_eq!(known.listed(&format!("/guests/{stays}/appointments?count=true")).len(), 1);
    assert_eq!(known.listed(&format!("/sales?guest_id={stays}")).len(), 2);
    let user = known.client.all("/users?role=client");
    assert_eq!(user[0]["guest_id"], json!(stays));
    // What was issued stays as it was, and is found from both.
    let invoice = known.client.get(&format!("/invoices/{}", id(&known.invoice))).expect(200);
    assert_eq!(invoice["guest_id"], json!(known.guest));
    for guest in [&known.guest, &stays] {
        for path in
            [format!("/invoices?guest_id={guest}"), format!("/guests/{guest}/invoices?limit=5")]
        {
            let counted = known.client.get(&format!("{path}&count=true")).expect(200);
            assert_eq!((ids(&counted["items"]).len(), &counted["total"]), (1, &json!(1)), "{path}");
        }
    }
    let export = known.client.get(&format!("/guests/{stays}/export")).expect(200);
    for (list, count) in [
        ("merged", 1),
        ("users", 1),
        ("appointments", 1),
        ("sales", 2),
        ("invoices", 1),
        ("payments", 1),
        ("collections", 1),
    ] {
        assert_eq!(ids(&export[list]).len(), count, "{list}");
    }
    let pay = json!({"invoice_id": invoice["id"], "payment_method": "card", "amount": "40.00"});
    known.client.make("/payments", &pay);
}

#[test]
fn a_merged_guest_is_gone_on_with_by_nobody_and_erased_with_the_other() {
    let known = Known::open();
    let (stays, last) = (known.again(), known.again());
    let conflict = |code: &str| (409, code.to_owned());
    known.act("cancel", &json!({"reason": CANARY}));
    let own = known.merge(&stays, &stays);
    assert_eq!(own.expect(422)["errors"][0]["pointer"], "/from");
    known.merge(&known.guest, &stays).expect(200);
    let gone = format!("/guests/{}", known.guest);
    let named = known.client.ask(&format!("PATCH {gone}"), &json!({"first_name": "Ana"}));
    assert_eq!(named.code(), conflict("guest_merged"));
    assert_eq!(known.erase().code(), conflict("guest_merged"));
    assert_eq!(known.salon.book(0, 0, 900).code(), conflict("guest_merged"));
    let draft = json!({"guest_id": known.guest});
    assert_eq!(known.client.ask("POST /invoices", &draft).code(), conflict("guest_merged"));
    assert_eq!(known.merge(&known.guest, &last).code(), conflict("guest_merged"));
    assert_eq!(known.merge(&last, &known.guest).code(), conflict("guest_merged"));
    // Who was merged into who is merged goes where that one goes.
    let merged = known.merge(&stays, &last).expect(200);
    assert_eq!(merged["merges"], 2);
    assert_eq!(known.guest(&known.guest)["merged_into"], json!(last));
    let delete = format!("DELETE /guests/{last}");
    let deleted = known.client.send(&delete, &[], None).unwrap();
    assert_eq!(deleted.code(), conflict("in_use"));
    let erase = format!("POST /guests/{last}/erase");
    known.client.send(&erase, &[], None).unwrap().expect(200);
    assert_eq!(known.traces(), ["invoice.bill_to", "invoice.buyer", "invoice.tax_exemption"]);
}

#[test]
fn a_guest_who_was_merged_sees_what_was_made_out_to_either() {
    let known = Known::open();
    let stays = known.again();
    let (other, _) = Known::bill(&known.client, &known.salon, &stays);
    let login = json!({
        "organization": "atelier", "email": "zilpzalp@example.com", "password": PASSWORD,
    });
    let login = known.client.with("").ask("POST /auth/login", &login).expect(200);
    let guest = known.client.with(login["access_token"].as_str().unwrap());
    let sees = |path: &str| guest.get(&format!("{path}?count=true")).expect(200)["total"].clone();
    assert_eq!((sees("/invoices"), sees("/payments")), (json!(1), json!(1)));
    known.merge(&known.guest, &stays).expect(200);
    for path in ["/invoices", "/payments", "/collections"] {
        assert_eq!(sees(path), 2, "{path}");
    }
    assert_eq!(sees("/appointments"), 1);
    for invoice in [&known.invoice, &other] {
        guest.get(&format!("/invoices/{}", id(invoice))).expect(200);
        let items = format!("/invoice-items/invoice/{}?count=true", id(invoice));
        assert_eq!(guest.get(&items).expect(200)["total"], 1);
    }
    let third = known.again();
    let hidden = guest.get(&format!("/guests/{third}"));
    assert_eq!(hidden.status, 404);
}

/// A draft of a guest's, with a line over a price.
fn bill(known: &Known, guest: &str, name: &str, price: &str) -> Value {
    let line = format!("POST /invoices/get-or-create/{guest}");
    let body = json!({"center_id": known.salon.center});
    let draft = known.client.ask(&line, &body).json();
    let line = json!({
        "invoice_id": draft["id"], "free_text": {"name": name}, "unit_price": price,
    });
    known.client.make("/invoice-items", &line);
    draft
}

#[test]
fn a_draft_goes_on_as_that_of_the_guest_who_stays() {
    let known = Known::open();
    let stays = known.again();
    let draft = bill(&known, &known.guest, "Cut", "30.00");
    let path = format!("/invoices/{}", id(&draft));
    let paid = json!({"invoice_id": draft["id"], "payment_method": "card", "amount": "10.00"});
    known.client.make("/payments", &paid);
    known.client.ask(&format!("PATCH {path}"), &json!({"payer_id": stays})).expect(200);
    known.merge(&known.guest, &stays).expect(200);
    let moved = known.client.get(&path).expect(200);
    assert_eq!((&moved["guest_id"], &moved["payer_id"]), (&json!(stays), &Value::Null));
    let opened = format!("POST /invoices/get-or-create/{stays}");
    let opened = known.client.ask(&opened, &json!({"center_id": known.salon.center})).expect(200);
    assert_eq!(opened["id"], draft["id"]);
    let issued = known.client.send(&format!("POST {path}/issue"), &[], None).unwrap().expect(200);
    assert_eq!((&issued["total"], &issued["balance_due"]), (&json!("30.00"), &json!("20.00")));
}

#[test]
fn two_drafts_of_guests_who_are_one_become_one() {
    let known = Known::open();
    let stays = known.again();
    let gone = bill(&known, &known.guest, "Cut", "30.00");
    let kept = bill(&known, &stays, "Colour", "50.00");
    known.merge(&known.guest, &stays).expect(200);
    let left = known.client.get(&format!("/invoices/{}", id(&gone))).expect(200);
    assert_eq!((&left["status"], &left["total"]), (&json!("void"), &json!("0.00")));
    let joined = known.client.get(&format!("/invoices/{}", id(&kept))).expect(200);
    assert_eq!((&joined["status"], &joined["total"]), (&json!("draft"), &json!("80.00")));
    let lines = known.client.all(&format!("/invoice-items/invoice/{}?", id(&kept)));
    let mut names: Vec<&Value> = lines.iter().map(|line| &line["item_name"]).collect();
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, [&json!("Colour"), &json!("Cut")]);
}

#[test]
fn a_draft_on_which_money_was_taken_does_not_become_part_of_another() {
    let known = Known::open();
    let stays = known.again();
    let draft = bill(&known, &known.guest, "Cut", "30.00");
    let paid = json!({"invoice_id": draft["id"], "payment_method": "card", "amount": "10.00"});
    known.client.make("/payments", &paid);
    bill(&known, &stays, "Colour", "50.00");
    let refused = known.merge(&known.guest, &stays);
    assert_eq!(refused.code(), (409, "invoice_has_payments".to_owned()));
    // The other way round it is the one that stays.
    known.merge(&stays, &known.guest).expect(200);
    let joined = known.client.get(&format!("/invoices/{}", id(&draft))).expect(200);
    assert_eq!((&joined["total"], &joined["balance_due"]), (&json!("80.00"), &json!("70.00")));
}

/// Runs requests at once, and returns how many succeeded; the others were told that a
/// guest was merged already.
fn at_once<'a>(known: &Known, merges: impl Iterator<Item = (&'a str, &'a str)>) -> usize {
    let merges: Vec<_> = merges.collect();
    let answers: Vec<Answer> = std::thread::scope(|threads| {
        let started: Vec<_> =
            merges.iter().map(|(from, into)| threads.spawn(|| known.merge(from, into))).collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let refused = answers.iter().filter(|answer| answer.status != 200);
    for answer in refused {
        assert_eq!(answer.code(), (409, "guest_merged".to_owned()));
    }
    answers.iter().filter(|answer| answer.status == 200).count()
}

#[test]
fn sixteen_merges_at_once_have_one_effect() {
    let known = Known::open();
    let stays = known.again();
    let merges = std::iter::repeat_n((known.guest.as_str(), stays.as_str()), 16);
    assert_eq!(at_once(&known, merges), 1);
    assert_eq!(known.guest(&stays)["merges"], 1);
    assert_eq!(known.listed(&format!("/sales?guest_id={stays}")).len(), 2);
}

#[test]
fn two_guests_that_are_merged_into_each_other_leave_one() {
    let known = Known::open();
    let (one, other) = (known.again(), known.again());
    let circle = [(one.as_str(), other.as_str()), (other.as_str(), one.as_str())];
    assert_eq!(at_once(&known, circle.into_iter().cycle().take(8)), 1);
    let guests = [known.guest(&one), known.guest(&other)];
    let merged = guests.iter().filter(|guest| guest["merged_into"].is_string()).count();
    let active = guests.iter().filter(|guest| guest["is_active"] == true).count();
    assert_eq!((merged, active), (1, 1), "{guests:?}");
}
