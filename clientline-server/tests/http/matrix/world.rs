//! What the matrix asks with: users, tokens that open nothing, and the rows that must stay
//! as they are.

use super::*;

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

/// What the sequencer makes of the audit trail, whenever it comes to that.
const SEQUENCED: [&str; 3] = ["outbox", "event", "audit_seal"];

/// Everything that an organization has, while no server runs.
pub(super) fn rows(place: &Place, slug: &str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let storage = place.storage().await;
        let client = ClientLine::new(storage.clone());
        let tenant = PlatformScope::trusted(&client).find(&slug.parse().unwrap()).await.unwrap();
        let mut snapshot = storage.snapshot(tenant).await.unwrap();
        let mut rows = Vec::new();
        for &table in TABLES.iter().filter(|table| !SEQUENCED.contains(&table.name)) {
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
