//! Whose record a booking without a sign-in joins: that of the one guest whose address
//! it is, if that was proved, and nobody's else.

use serde_json::{Value, json};

use crate::{
    http::{
        public::{Shop, act, manage, text},
        sign_in::PASSWORD,
    },
    kit::{Client, id, set_public_booking},
};

const VICTIM: &str = "vera@example.com";

impl Shop {
    /// A guest whom the desk registers, with an address.
    fn registered(&self, email: &str) -> String {
        let new = json!({
            "first_name": "Ana", "last_name": "Reis", "center_id": self.salon.center,
            "email": email, "phone": "+371 2999 1234",
        });
        id(&self.admin.make("/guests", &new)).to_owned()
    }

    /// A guest who signs in with an address.
    fn user_of(&self, guest: &str, email: &str) -> Client {
        let new = json!({
            "name": "Ana", "email": email, "role": "client", "password": PASSWORD,
            "guest_id": guest,
        });
        self.admin.make("/users", &new);
        self.house.signed_in(email)
    }

    fn guest(&self, guest: &str) -> Value {
        self.admin.get(&format!("/guests/{guest}")).expect(200)
    }

    fn patch(&self, who: &Client, guest: &str, patch: &Value) -> Value {
        let _ = self;
        who.ask(&format!("PATCH /guests/{guest}"), patch).expect(200)
    }

    /// Whether the address of a guest is proved.
    fn is_proved(&self, guest: &str) -> bool {
        self.guest(guest)["email_verified_at"].is_string()
    }

    /// Whose an appointment is.
    fn guest_of(&self, booked: &Value) -> String {
        let appointment = self.admin.get(&format!("/appointments/{}", id(booked))).expect(200);
        text(&appointment, "guest_id")
    }

    /// Books with an address, and returns whose the appointment is.
    fn joined(&self, email: &str, minute: u32) -> String {
        self.guest_of(&self.book(email, minute).expect(201))
    }

    /// What is to be mailed about an appointment.
    fn mail(&self, booked: &Value) -> Value {
        let line = format!("POST /appointments/{}/confirmation", id(booked));
        self.admin.send(&line, &[], None).unwrap().expect(200)
    }

    /// Confirms an appointment by the token that was mailed.
    fn confirm(&self, booked: &Value) {
        let mailed = self.holder(&text(&self.mail(booked), "confirmation_token"));
        assert_eq!(act(&mailed, "confirm", None).expect(200)["status"], "confirmed");
    }
}

#[test]
fn an_address_that_a_client_gives_to_their_own_record_joins_nobody_to_it() {
    let shop = Shop::open();
    let own = shop.registered("ana@example.com");
    let ana = shop.user_of(&own, "ana@example.com");
    shop.patch(&ana, &own, &json!({"email": VICTIM}));
    let mut wish = shop.wish(VICTIM, 600);
    wish["notes"] = json!("with child");
    let booked = shop.open.ask("POST /public/atelier/appointments", &wish).expect(201);
    let out_of_reach = || {
        assert_eq!(ana.get("/appointments?count=true").expect(200)["total"], 0);
        let at = format!("/appointments/{}", id(&booked));
        assert_eq!(ana.get(&at).status, 404);
        let cancelled = ana.send(&format!("POST {at}/cancel"), &[], None).unwrap();
        assert_eq!(cancelled.status, 404);
    };
    out_of_reach();
    shop.confirm(&booked);
    out_of_reach();
    let victim = shop.guest_of(&booked);
    assert!(shop.is_proved(&victim) && !shop.is_proved(&own));
    assert_eq!(shop.joined(VICTIM, 720), victim, "the one who proved it");
}

#[test]
fn an_address_that_was_only_booked_with_joins_nobody_until_a_mail_to_it_came_back() {
    let shop = Shop::open();
    let [one, other] = [600, 720].map(|minute| shop.book(VICTIM, minute).expect(201));
    assert_ne!(shop.guest_of(&one), shop.guest_of(&other));
    assert!(!shop.is_proved(&shop.guest_of(&one)));
    let by_hand = format!("POST /appointments/{}/confirm", id(&one));
    shop.admin.send(&by_hand, &[], None).unwrap().expect(200);
    assert!(!shop.is_proved(&shop.guest_of(&one)), "whoever called back asked for no address");
    shop.confirm(&other);
    assert!(shop.is_proved(&shop.guest_of(&other)) && !shop.is_proved(&shop.guest_of(&one)));
    assert_eq!(shop.joined(VICTIM, 840), shop.guest_of(&other));
}

#[test]
fn a_mail_that_comes_back_proves_its_address_though_the_appointment_is_confirmed_by_then() {
    let shop = Shop::open();
    let booked = shop.book(VICTIM, 600).expect(201);
    let mailed = shop.holder(&text(&shop.mail(&booked), "confirmation_token"));
    let by_hand = format!("POST /appointments/{}/confirm", id(&booked));
    shop.admin.send(&by_hand, &[], None).unwrap().expect(200);
    act(&mailed, "confirm", None).expect(200);
    let guest = shop.guest(&shop.guest_of(&booked));
    assert!(guest["email_verified_at"].is_string(), "{guest}");
    act(&mailed, "confirm", None).expect(200);
    assert_eq!(shop.guest(id(&guest)), guest, "once is enough");
}

#[test]
fn a_token_proves_the_address_that_it_was_mailed_to_and_no_other() {
    let shop = Shop::open();
    let own = shop.registered("ana@example.com");
    let ana = shop.user_of(&own, "ana@example.com");
    let [one, other] = [600, 720].map(|minute| shop.book("ana@example.com", minute).expect(201));
    assert_eq!([&one, &other].map(|booked| shop.guest_of(booked)), [own.clone(), own.clone()]);
    let mailed = shop.holder(&text(&shop.mail(&one), "confirmation_token"));
    shop.patch(&ana, &own, &json!({"email": VICTIM}));
    act(&mailed, "confirm", None).expect(200);
    assert!(!shop.is_proved(&own));
    // It is sent where it was asked for, wherever the guest is written to since.
    assert_eq!(shop.mail(&other)["email"], "ana@example.com");
    shop.confirm(&other);
    assert!(!shop.is_proved(&own));
    assert_ne!(shop.joined(VICTIM, 840), own);
    // Nor does it prove an address of the guest whom the other was merged into.
    let booked = shop.book("eva@example.com", 960).expect(201);
    shop.patch(&shop.admin, &own, &json!({"email": null}));
    shop.patch(&ana, &own, &json!({"email": VICTIM}));
    let merge = json!({"from": shop.guest_of(&booked)});
    shop.admin.ask(&format!("POST /guests/{own}/merge"), &merge).expect(200);
    shop.confirm(&booked);
    assert!(!shop.is_proved(&own));
}

#[test]
fn an_address_is_proved_by_the_word_of_the_desk_and_not_by_that_of_a_client() {
    let shop = Shop::open();
    let own = shop.registered("ana@example.com");
    assert!(shop.is_proved(&own));
    let ana = shop.user_of(&own, "ana@example.com");
    let patched = |who: &Client, patch: Value| {
        let patched = shop.patch(who, &own, &patch);
        patched["email_verified_at"].is_string()
    };
    assert!(patched(&ana, json!({"first_name": "Anna"})), "of the address nothing was said");
    assert!(patched(&ana, json!({"email": "ANA@example.com"})), "it is the same");
    assert!(!patched(&ana, json!({"email": VICTIM})));
    assert!(!patched(&ana, json!({"email": "ana@example.com"})), "it may be another's by now");
    // A form that sends all it shows says nothing of its own.
    let form = json!({"email": "ana@example.com", "notes": "by the window"});
    assert!(!patched(&shop.admin, form));
    assert!(!patched(&shop.admin, json!({"email": null})));
    let key = json!({"name": "Desk", "role": "staff"});
    let desk = shop.open.with(&text(&shop.admin.make("/api-keys", &key), "token"));
    assert!(patched(&desk, json!({"email": "ana@example.com"})));
    assert_eq!(shop.joined("ana@example.com", 600), own);
    let nowhere = json!({"first_name": "N", "last_name": "N", "center_id": shop.salon.center});
    assert!(!shop.is_proved(id(&shop.admin.make("/guests", &nowhere))));
}

#[test]
fn nobody_writes_that_an_address_is_proved() {
    let shop = Shop::open();
    let own = shop.registered("ana@example.com");
    let ana = shop.user_of(&own, "ana@example.com");
    let line = format!("PATCH /guests/{own}");
    let before = shop.guest(&own);
    for field in ["email_verified_at", "merged_into", "merges", "erased_at", "user_id"] {
        for who in [&ana, &shop.admin] {
            let refused = who.ask(&line, &json!({ field: before["created_at"] })).expect(422);
            assert_eq!(refused["errors"][0]["pointer"], format!("/{field}"));
        }
        let mut new = json!({"first_name": "N", "last_name": "N", "center_id": shop.salon.center});
        new[field] = before["created_at"].clone();
        assert_eq!(shop.admin.ask("POST /guests", &new).status, 422, "{field}");
    }
    assert_eq!(ana.ask("POST /guests", &json!({})).status, 403);
    let merge = json!({"from": shop.salon.guests[0]});
    assert_eq!(ana.ask(&format!("POST /guests/{own}/merge"), &merge).status, 403);
    assert_eq!(shop.guest(&own), before);
}

#[test]
fn an_address_of_several_guests_joins_none_of_them_until_they_are_merged() {
    let shop = Shop::open();
    let [one, other] = [(); 2].map(|()| shop.registered("ana@example.com"));
    let booked = shop.book("ana@example.com", 600).expect(201);
    let own = shop.guest_of(&booked);
    assert!(own != one && own != other);
    shop.confirm(&booked);
    let line = format!("POST /guests/{one}/merge");
    for from in [&other, &own] {
        assert_ne!(shop.joined("ana@example.com", 720 + u32::from(from == &own) * 60), one);
        shop.admin.ask(&line, &json!({ "from": from })).expect(200);
    }
    assert_eq!(shop.joined("ana@example.com", 900), one);
    // What is proved of one is not proved of the other.
    let unproved = id(&shop.admin.make(
        "/guests",
        &json!({"first_name": "N", "last_name": "N", "center_id": shop.salon.center}),
    ))
    .to_owned();
    let client = shop.user_of(&unproved, "n@example.com");
    shop.patch(&client, &unproved, &json!({"email": "ana@example.com"}));
    shop.admin.ask(&format!("POST /guests/{unproved}/merge"), &json!({ "from": one })).expect(200);
    assert!(!shop.is_proved(&unproved));
    assert_ne!(shop.joined("ana@example.com", 1_020), unproved);
}

#[test]
fn neither_a_telephone_number_nor_a_name_joins_anybody() {
    let shop = Shop::open();
    let known = shop.registered("ana@example.com");
    let mut wish = shop.wish("other@example.com", 600);
    for field in ["first_name", "last_name", "phone"] {
        wish[field] = shop.guest(&known)[field].clone();
    }
    let booked = shop.open.ask("POST /public/atelier/appointments", &wish).expect(201);
    assert_ne!(shop.guest_of(&booked), known);
}

#[test]
fn variants_of_an_address_join_nobody_and_share_its_limit() {
    let shop = Shop::open();
    set_public_booking(&shop.admin, &json!({"max_per_contact": 4}));
    let known = shop.registered("josé.k@example.com");
    assert_eq!(shop.joined("JOSÉ.K@Example.com", 0), known, "case is no difference");
    let variants = ["josék@example.com", "josé.k+x@example.com", "j.osék@example.com"];
    for (variant, minute) in variants.into_iter().zip([60, 120, 180]) {
        assert_ne!(shop.joined(variant, minute), known, "{variant}");
    }
    for variant in variants.into_iter().chain(["josé.k@example.com", "j.o.s.é.k+y+z@example.com"])
    {
        let refused = shop.book(variant, 240);
        assert_eq!(refused.code(), (429, "too_many_bookings".to_owned()), "{variant}");
    }
    // The letter with an accent of its own is no letter of an address.
    assert_eq!(shop.book("jose\u{301}.k@example.com", 240).status, 422);
    shop.book("josé.l@example.com", 240).expect(201);
    shop.book("josé.k@example.org", 300).expect(201);
}

#[test]
fn a_manage_token_shows_nothing_that_was_written_about_the_guest_since() {
    let shop = Shop::open();
    let known = shop.registered("ana@example.com");
    let mut wish = shop.wish("ana@example.com", 600);
    wish["notes"] = json!("by the window");
    let booked = shop.open.ask("POST /public/atelier/appointments", &wish).expect(201);
    assert_eq!((shop.guest_of(&booked), &booked["notes"]), (known, &json!("by the window")));
    let edit = json!({"notes": "allergic to henna", "internal_notes": "pays late"});
    shop.admin.ask(&format!("PATCH /appointments/{}", id(&booked)), &edit).expect(200);
    let holder = shop.holder(&text(&booked, "manage_token"));
    let mailed = shop.holder(&text(&shop.mail(&booked), "confirmation_token"));
    assert_eq!(manage(&mailed).expect(200)["notes"], "allergic to henna");
    let to = json!({"starts_at": shop.salon.at(720)});
    let answers = [
        manage(&holder).expect(200),
        act(&holder, "reschedule", Some(&to)).expect(200),
        act(&holder, "cancel", None).expect(200),
    ];
    for answer in answers {
        assert_eq!(answer["notes"], Value::Null);
        for private in ["Ana", "Reis", "henna", "late", "2999", "ana@"] {
            assert!(!answer.to_string().contains(private), "{answer}");
        }
    }
}

#[test]
fn the_address_that_was_booked_with_is_given_out_and_erased_with_the_guest() {
    let shop = Shop::open();
    let booked = shop.book("zilpzalp@example.com", 600).expect(201);
    let guest = shop.guest_of(&booked);
    shop.patch(&shop.admin, &guest, &json!({"email": "ana@example.com"}));
    let at = format!("/guests/{guest}");
    let export = shop.admin.get(&format!("{at}/export")).expect(200);
    assert_eq!(export["appointments"][0]["booked_with"], "zilpzalp@example.com");
    act(&shop.holder(&text(&booked, "manage_token")), "cancel", None).expect(200);
    shop.admin.send(&format!("POST {at}/erase"), &[], None).unwrap().expect(200);
    let export = shop.admin.get(&format!("{at}/export")).expect(200);
    assert_eq!(export["appointments"][0]["booked_with"], Value::Null);
    assert!(!shop.is_proved(&guest));
}
