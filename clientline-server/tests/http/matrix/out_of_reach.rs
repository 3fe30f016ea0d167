//! Rows of which some are out of reach for some: a second guest, a second center,
//! drafts, and what is not offered any more; and texts in every field that is left out
//! for somebody.

use super::sight::Sights;
use super::*;
use crate::kit::{Field, Salon, segment};

/// Why a row may be out of reach, in the words of the document.
const OWN: &str = "own";
const OWN_CENTERS: &str = "of own centers";
const OWN_ACCOUNT: &str = "own account's";
const ACTIVE: &str = "active";
pub(super) const STATUS: &str = "status";

/// Starts every text in a field that is left out for somebody.
const KEPT: &str = "kept-from-";

/// A row with the bounds that it does not keep to.
pub(super) struct Row {
    pub(super) table: &'static str,
    pub(super) id: String,
    pub(super) breaks: Vec<&'static str>,
}

/// Makes the second guest and center with an appointment each way that is billed and paid,
/// and fills what is left out for somebody.
pub(super) fn rows_out_of_reach(admin: &Client, ours: &Things, sights: &Sights) -> Vec<Row> {
    let far = Salon::make(admin, 1, 1);
    let near = Salon {
        center: ours["centers"].clone(),
        service: ours["services"].clone(),
        providers: vec![ours["providers"].clone()],
        guests: vec![ours["guests"].clone(), far.guests[0].clone()],
        ..far.clone()
    };
    let away = Salon { guests: near.guests.clone(), ..far.clone() };
    fill(admin, ours);
    let employee = &ours["employees"];
    let mut rows = Vec::new();
    let appointment = |salon: &Salon, guest: usize, minute: u32| {
        let mut booking = salon.booking(guest, 0, minute);
        booking["internal_notes"] = json!(format!("{KEPT}guests"));
        admin.make("/appointments", &booking)
    };
    rows.extend(billed(admin, &appointment(&near, 0, 840), employee, &[]));
    rows.extend(billed(admin, &appointment(&near, 1, 900), employee, &[OWN]));
    rows.extend(billed(admin, &appointment(&away, 0, 960), employee, &[OWN_CENTERS]));
    rows.extend(billed(admin, &appointment(&away, 1, 1_020), employee, &[OWN, OWN_CENTERS]));
    let row = |table, id: &str, breaks: &[&'static str]| Row {
        table,
        id: id.to_owned(),
        breaks: breaks.to_vec(),
    };
    for (salon, guest, breaks) in [
        (&near, 0, vec![]),
        (&near, 1, vec![OWN]),
        (&away, 0, vec![OWN_CENTERS]),
        (&away, 1, vec![OWN, OWN_CENTERS]),
    ] {
        let waits = json!({
            "guest_id": salon.guests[guest], "center_id": salon.center,
            "service_id": salon.service,
        });
        let entry = admin.make("/waitlist", &waits);
        rows.push(row("waitlist_entry", id(&entry), &breaks));
    }
    rows.push(row("guest", &far.guests[0], &[OWN]));
    // Who books without a sign-in gives a name for the appointment alone.
    let stranger = json!({
        "first_name": format!("{KEPT}guests"), "last_name": format!("{KEPT}guests"),
        "phone": "+37129990002", "email": "stranger@example.com", "center_id": far.center,
        "service_id": far.service, "starts_at": far.at(600),
    });
    admin.with("").ask("POST /public/ours/appointments", &stranger).expect(201);
    let sale = json!({
        "guest_id": near.guests[0], "center_id": near.center, "product_id": ours["products"],
        "remarks": format!("{KEPT}guests"),
    });
    admin.make("/sales", &sale);
    rows.extend(prepaid(admin, &near, 0, &[]));
    rows.extend(prepaid(admin, &near, 1, &[OWN]));
    for (center, breaks) in [(&near.center, vec![STATUS]), (&far.center, vec![STATUS, OWN_CENTERS])]
    {
        let draft = |payer: &Value, employee: &Value| {
            let draft = json!({
                "guest_id": near.guests[0], "payer_id": payer, "center_id": center,
                "employee_id": employee,
            });
            let draft = admin.make("/invoices", &draft);
            let line = json!({"invoice_id": draft["id"], "product_id": ours["products"]});
            (draft, admin.make("/invoice-items", &line))
        };
        let (issued, _) = draft(&json!(near.guests[1]), &json!(employee));
        admin.ask(&format!("POST /invoices/{}/issue", id(&issued)), &json!({})).expect(200);
        let (draft, line) = draft(&Value::Null, &Value::Null);
        rows.push(row("invoice", id(&draft), &breaks));
        rows.push(row("invoice_item", id(&line), &breaks));
    }
    let close = admin.make("/day-closes", &json!({"center_id": far.center}));
    rows.push(row("day_close", id(&close), &[OWN_CENTERS]));
    let chief = json!({"name": "Chief", "email": "chief@example.com", "role": "admin"});
    rows.push(row("user_account", id(&admin.make("/users", &chief)), &[OWN_ACCOUNT]));
    rows.extend(ended(admin, sights));
    rows
}

/// Pays for an appointment, and returns all that it made.
fn billed(
    admin: &Client,
    appointment: &Value,
    employee: &str,
    breaks: &[&'static str],
) -> Vec<Row> {
    let act = |path: String| admin.ask(&format!("POST {path}"), &json!({}));
    let sale = admin.get(&format!("/appointments/{}/sale", id(appointment))).expect(200);
    let draft = act(format!("/invoices/generate/{}", id(&sale))).json();
    act(format!("/invoices/{}/issue", id(&draft))).expect(200);
    let payment = json!({
        "invoice_id": draft["id"], "payment_method": "card", "amount": "99.00",
        "remarks": format!("{KEPT}guests"), "employee_id": employee,
    });
    let (payment, invoice) = (admin.make("/payments", &payment), id(&draft));
    let first = |path: &str| admin.get(path).expect(200)["items"][0].clone();
    let item = first(&format!("/invoice-items/invoice/{invoice}"));
    let note = json!({
        "invoice_id": invoice, "employee_id": employee, "reason": format!("{KEPT}guests"),
        "lines": [{"invoice_item_id": item["id"], "amount": "1.00"}],
    });
    let note = admin.make("/credit-notes", &note);
    let credited = first(&format!("/credit-note-items/credit-note/{}", id(&note)));
    let collection = first(&format!("/invoices/{invoice}/collections"));
    let step = first(&format!("/appointments/{}/history", id(appointment)));
    let guest = appointment["guest_id"].as_str().unwrap();
    let credit = first(&format!("/guest-credits?guest_id={guest}"));
    let entry = first(&format!("/guest-credit-entries?guest_id={guest}"));
    let row = |table, id: &str| Row { table, id: id.to_owned(), breaks: breaks.to_vec() };
    vec![
        row("appointment", id(appointment)),
        row("appointment_change", id(&step)),
        row("sale", id(&sale)),
        row("invoice", invoice),
        row("invoice_item", id(&item)),
        row("credit_note", id(&note)),
        row("credit_note_item", id(&credited)),
        row("payment", id(&payment)),
        row("collection", id(&collection)),
        row("guest_credit", id(&credit)),
        row("guest_credit_entry", id(&entry)),
    ]
}

/// Sells a package, and takes a session of it.
fn prepaid(admin: &Client, salon: &Salon, guest: usize, breaks: &[&'static str]) -> Vec<Row> {
    let (guest, service) = (&salon.guests[guest], &salon.service);
    let package = json!({"items": [{"service_id": service, "sessions": 2}]});
    let package = admin.make("/packages", &package);
    let billed = |item: Value| {
        let draft = json!({"guest_id": guest, "center_id": salon.center});
        let draft = admin.make("/invoices", &draft);
        let mut line = json!({"invoice_id": draft["id"]});
        line.as_object_mut().unwrap().extend(item.as_object().unwrap().clone());
        (id(&draft).to_owned(), admin.make("/invoice-items", &line))
    };
    let issue =
        |draft: &str| admin.ask(&format!("POST /invoices/{draft}/issue"), &json!({})).expect(200);
    issue(&billed(json!({"package_id": package["id"]})).0);
    let first = |path: &str| admin.get(path).expect(200)["items"][0].clone();
    let bought = first(&format!("/guest-packages?guest_id={guest}"));
    let (draft, line) = billed(json!({ "service_id": service }));
    let line = json!({"invoice_item_id": line["id"]});
    admin.ask(&format!("POST /guest-packages/{}/redeem", id(&bought)), &line).expect(200);
    issue(&draft);
    issue(&billed(json!({"gift_card": {"value": "50.00"}})).0);
    let card = first(&format!("/gift-cards?guest_id={guest}"));
    let (draft, _) = billed(json!({ "service_id": service }));
    issue(&draft);
    let paid = admin.make(
        "/payments",
        &json!({
            "invoice_id": draft, "payment_method": "gift_card", "gift_card_code": card["code"],
            "amount": "1.00",
        }),
    );
    let code = format!("T{}", admin.number());
    let tax = admin.make("/taxes", &json!({"code": code, "name": "VAT", "rate": "10"}));
    let taxes = json!([tax["id"]]);
    let (sold, _) = billed(json!({"gift_card": {"value": "20.00", "tax_ids": taxes}}));
    issue(&sold);
    let taxed = first(&format!("/gift-cards?invoice_id={sold}"));
    let words = json!({"name": "Cut", "tax_ids": taxes});
    let (draft, line) = billed(json!({"free_text": words, "unit_price": "10.00"}));
    let deduct = json!({"gift_card_code": taxed["code"]});
    admin.ask(&format!("POST /invoice-items/{}/deduct", id(&line)), &deduct).expect(200);
    issue(&draft);
    let of_card = first(&format!("/gift-card-entries?gift_card_id={}", id(&card)));
    let entry = first(&format!("/guest-package-entries?guest_package_id={}", id(&bought)));
    let row = |table, id: &str| Row { table, id: id.to_owned(), breaks: breaks.to_vec() };
    vec![
        row("guest_package", id(&bought)),
        row("guest_package_entry", id(&entry)),
        row("payment", id(&paid)),
        row("gift_card", id(&card)),
        row("gift_card_entry", id(&of_card)),
        // Its line names a gift card.
        row("invoice", &draft),
    ]
}

/// Gives every field that is left out for somebody a value in a row that they reach.
fn fill(admin: &Client, ours: &Things) {
    let patch = |path: &str, body: &Value| {
        admin.ask(&format!("PATCH /{path}/{}", ours[path]), body).expect(200);
    };
    let (unit, center) = (&ours["business-units"], &ours["centers"]);
    patch("services", &json!({ "business_unit_id": unit }));
    patch("products", &json!({"business_unit_id": unit, "reorder_level": 7}));
    patch(
        "packages",
        &json!({
            "business_unit_id": unit, "commission_type": "percentage", "commission_value": "3",
            "commission_factor": "0.5",
        }),
    );
    patch(
        "employees",
        &json!({
            "job_code": format!("{KEPT}all"), "designation": format!("{KEPT}all"),
            "department": format!("{KEPT}all"), "email": "kept-from-all@example.com",
            "phone": "+37129990001", "center_id": center, "zone": format!("{KEPT}all"),
        }),
    );
    patch(
        "providers",
        &json!({
            "employee_id": ours["employees"], "email": "kept-from-guests@example.com",
            "phone": "+37129990002", "priority": 907,
        }),
    );
    patch("guests", &json!({"notes": format!("{KEPT}guests"), "tags": [format!("{KEPT}guests")]}));
}

/// What is not offered any more, one of each kind of which some see but what is.
fn ended(admin: &Client, sights: &Sights) -> Vec<Row> {
    let active = json!({"is_active": false});
    let kinds = sights.tables_by(ACTIVE).into_iter().map(|table| (table, &active, ACTIVE));
    let discontinued = json!({"status": "discontinued"});
    let kinds = kinds.chain([("product", &discontinued, STATUS)]);
    let row = |(table, end, breaks): (&'static str, &Value, &'static str)| {
        let path = format!("/{}", segment(table));
        let document = admin.document();
        let create = document.operation("POST", &path).unwrap();
        // Whose hours are read needs some.
        let is_wanted = |field: &Field<'_>| field.is_required || field.name == "hours";
        let made = admin.make(&path, &admin.filled(create, &json!({}), &is_wanted));
        admin.ask(&format!("PATCH {path}/{}", id(&made)), end).expect(200);
        Row { table, id: id(&made).to_owned(), breaks: vec![breaks] }
    };
    kinds.map(row).collect()
}
