//! What the matrix asks with: bodies that would pass, users, tokens that open
//! nothing, and the rows that must stay as they are.

use super::*;

/// The path under which the things are that a parameter or a field names.
pub(super) fn kind_of(name: &str) -> &'static str {
    match name {
        "center_id" => "centers",
        "guest_id" | "payer_id" | "from" => "guests",
        "provider_id" => "providers",
        "employee_id" => "employees",
        "service_id" | "services" | "items" => "services",
        "product_id" => "products",
        "package_id" => "packages",
        "room_id" => "rooms",
        "room_category_id" => "room-categories",
        "category_id" => "categories",
        "business_unit_id" => "business-units",
        "invoice_id" => "invoices",
        "payment_id" => "payments",
        "appointment_id" | "series_id" => "appointments",
        "sale_id" => "sales",
        "discount_id" => "offers-discounts",
        "tax_ids" => "taxes",
        "actor_id" => "users",
        other => panic!("the matrix does not know what {other} names"),
    }
}

/// A body with which an operation would succeed, but for what names exactly one
/// thing of several.
pub(crate) fn base(operation: &Documented, ours: &Things) -> Value {
    let person = json!({"first_name": "A", "last_name": "B", "center_id": ours["centers"]});
    match operation.id.as_str() {
        "guests_create" | "providers_create" => person,
        "employees_create" => json!({"name": "A"}),
        "rooms_create" => json!({
            "name": "A", "center_id": ours["centers"], "room_category_id": ours["room-categories"],
        }),
        "services_create" => json!({"name": "A", "duration_minutes": 30, "price": "20"}),
        "products_create" => json!({"name": "A", "sale_price": "20"}),
        "packages_create" => json!({
            "name": "A", "price": "20",
            "items": [{"service_id": ours["services"], "sessions": 1}],
        }),
        "offers_discounts_create" => json!({"discount_type": "percentage", "discount_value": "1"}),
        "users_create" => json!({"name": "A", "email": "a@example.com", "role": "client"}),
        "appointments_create" => json!({
            "center_id": ours["centers"], "guest_id": ours["guests"],
            "service_id": ours["services"], "starts_at": "2030-01-01T10:00:00Z",
        }),
        "guests_merge" => json!({"from": ours["guests"]}),
        "public_appointments_create" => json!({
            "first_name": "A", "last_name": "B", "email": "c@example.com",
            "center_id": ours["centers"], "service_id": ours["services"],
            "starts_at": "2030-01-01T10:00:00Z",
        }),
        "appointments_reschedule" => json!({"starts_at": "2030-01-01T10:00:00Z"}),
        "sales_create" | "invoices_create" => json!({"guest_id": ours["guests"]}),
        "invoice_items_create" => json!({"invoice_id": ours["invoices"]}),
        "payments_create" => json!({"payment_method": "card", "amount": "1.00"}),
        "collections_create" => {
            json!({"invoice_id": ours["invoices"], "payment_method": "card", "amount": "1.00"})
        }
        "blockouts_create" => json!({
            "reason": "break", "starts_at": "2030-01-01T10:00:00Z",
            "ends_at": "2030-01-01T11:00:00Z",
        }),
        "centers_hours_replace" | "providers_hours_replace" => json!({"weekly": []}),
        "providers_services_replace" => json!({"services": []}),
        "centers_overrides_create" | "providers_overrides_create" => {
            json!({"date": "2020-01-02", "windows": []})
        }
        _ => json!({}),
    }
}

/// Makes a user of a role, and signs in.
pub(super) fn user(admin: &Client, role: &str, ours: &Things) -> Client {
    let email = format!("{role}@example.com");
    let mut new = json!({"name": role, "email": email, "role": role, "password": PASSWORD});
    match role {
        "client" => new["guest_id"] = json!(ours["guests"]),
        "staff" => new["provider_id"] = json!(ours["providers"]),
        _ => {}
    }
    admin.make("/users", &new);
    signed_in(admin, &email)
}

pub(super) fn signed_in(admin: &Client, email: &str) -> Client {
    let grant = json!({"organization": "ours", "email": email, "password": PASSWORD});
    let grant = admin.with("").ask("POST /auth/login", &grant).expect(200);
    admin.with(grant["access_token"].as_str().unwrap())
}

/// No token, garbage, a token that expired, and one that was revoked.
pub(super) fn refused(admin: &Client) -> Vec<String> {
    #[expect(clippy::disallowed_methods, reason = "the built server runs by the real clock")]
    let soon = (chrono::Utc::now() + chrono::Duration::seconds(2)).to_rfc3339();
    let new = json!({"name": "Short", "role": "admin", "expires_at": soon});
    let expired = admin.make("/api-keys", &new);
    let revoked = admin.make("/api-keys", &json!({"name": "Gone", "role": "admin"}));
    let line = format!("DELETE /api-keys/{}", id(&revoked));
    admin.send(&line, &[], None).unwrap().expect(204);
    let [expired, revoked] =
        [expired, revoked].map(|key| key["token"].as_str().unwrap().to_owned());
    // One that works on is found by the matrix.
    for _ in 0..100 {
        if admin.with(&expired).get("/auth/me").status == 401 {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    vec![String::new(), "cl_key_x".to_owned(), expired, revoked]
}

/// What the key of [`kept`] may do.
pub(super) const KEPT_TO: &str = "read_guests";

/// A key of an admin that is kept to one permission.
pub(super) fn kept(admin: &Client) -> Client {
    let new = json!({"name": "Kept", "role": "admin", "scopes": [KEPT_TO]});
    let key = admin.make("/api-keys", &new);
    admin.with(key["token"].as_str().unwrap())
}

/// Everything that an organization has, while no server runs.
pub(super) fn rows(place: &Place, slug: &str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let storage = place.storage().await;
        let client = ClientLine::new(storage.clone());
        let tenant = PlatformScope::trusted(&client).find(&slug.parse().unwrap()).await.unwrap();
        let mut snapshot = storage.snapshot(tenant).await.unwrap();
        let mut rows = Vec::new();
        for &table in TABLES {
            let select = Select {
                table,
                filters: Vec::new(),
                order_by: Subject::Id,
                direction: Direction::Ascending,
                after: None,
                skip: 0,
                limit: Select::LIMIT_MAX,
            };
            let found = snapshot.select(&select).await.unwrap();
            rows.extend(found.iter().map(|row| {
                format!("{} {} {:?} {:?}", table.name, row.id, row.version, row.values)
            }));
        }
        rows
    })
}
