//! What an event says of the row that it happened to.
//!
//! References, states, times and amounts: what a receiver decides by, before it reads the rest.
//! No name, address or note: events outlast what is erased.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::{
    entity::Entity,
    model::{
        Appointment, Blockout, Collection, DayClose, GiftCard, Guest, GuestPackage, HoursOverride,
        Invoice, InvoiceItem, Payment, ROW_POLICIES, RowCondition, Rows, Sale, TimeOffRequest,
        WaitlistEntry,
    },
    row::{Row, Table, Value},
    value::{Currency, Money, Timestamp},
};

/// What events say of the rows of a table.
#[derive(Debug)]
pub struct Payload {
    /// The table.
    pub table: &'static Table,
    /// The columns that are said as they are.
    pub columns: &'static [&'static str],
    /// The columns that are amounts in the row's currency.
    pub amounts: &'static [&'static str],
}

const fn of(
    table: &'static Table,
    columns: &'static [&'static str],
    amounts: &'static [&'static str],
) -> Payload {
    Payload { table, columns, amounts }
}

/// The payloads; events about rows of other tables name the row and its version alone.
pub const PAYLOADS: &[Payload] = &[
    of(
        Appointment::TABLE,
        &[
            "center_id",
            "guest_id",
            "service_id",
            "provider_id",
            "room_id",
            "further_room_ids",
            "starts_at",
            "ends_at",
            "status",
            "held_until",
            "series_id",
            "visit_id",
            "party_id",
        ],
        &[],
    ),
    of(
        WaitlistEntry::TABLE,
        &[
            "center_id",
            "guest_id",
            "service_id",
            "provider_id",
            "status",
            "appointment_id",
            "offered_until",
        ],
        &[],
    ),
    of(
        Sale::TABLE,
        &[
            "center_id",
            "guest_id",
            "appointment_id",
            "item_type",
            "service_id",
            "product_id",
            "package_id",
            "provider_id",
            "status",
        ],
        &["net_value"],
    ),
    of(
        Invoice::TABLE,
        &["center_id", "guest_id", "invoice_no", "status"],
        &["total", "balance_due"],
    ),
    of(
        GiftCard::TABLE,
        &["center_id", "guest_id", "invoice_id", "last_four", "expires_on"],
        &["value", "balance"],
    ),
    of(GuestPackage::TABLE, &["guest_id", "package_id", "expires_on"], &["outstanding"]),
    of(InvoiceItem::TABLE, &["invoice_id", "sale_id", "item_type"], &["net_price"]),
    of(
        Payment::TABLE,
        &["center_id", "guest_id", "invoice_id", "appointment_id", "payment_method", "status"],
        &["amount", "tip"],
    ),
    of(
        Collection::TABLE,
        &[
            "center_id",
            "guest_id",
            "invoice_id",
            "payment_id",
            "collection_no",
            "kind",
            "is_reversed",
            "payment_method",
        ],
        &["amount"],
    ),
    of(DayClose::TABLE, &["center_id", "date", "status"], &["difference"]),
    of(Guest::TABLE, &["center_id", "is_active", "erased_at", "merged_into"], &[]),
    of(HoursOverride::TABLE, &["calendar_id", "date"], &[]),
    of(Blockout::TABLE, &["center_id", "calendar_id", "starts_at", "ends_at", "reason"], &[]),
    of(
        TimeOffRequest::TABLE,
        &["center_id", "provider_id", "starts_at", "ends_at", "reason", "status", "blockout_id"],
        &[],
    ),
];

/// Returns what an event says of a row.
pub(super) fn data(row: &Row) -> Map<String, Json> {
    let payload = PAYLOADS.iter().find(|payload| payload.table.name == row.table.name);
    let Some(payload) = payload else { return Map::new() };
    let value = |name: &str| row.table.position(name).and_then(|at| row.values.get(at));
    let currency = match value("currency") {
        Some(Value::Text(code)) => code.parse::<Currency>().ok(),
        _ => None,
    };
    let plain = payload.columns.iter().map(|name| match value(name) {
        // A list of identifiers is kept as one text.
        Some(Value::Text(list)) if name.ends_with("_ids") => {
            (*name, serde_json::from_str(list).unwrap_or_default())
        }
        value => (*name, value.map_or(Json::Null, json)),
    });
    let amounts = payload.amounts.iter().map(|name| {
        let amount = match (value(name), currency) {
            (Some(Value::Int(minor)), Some(currency)) => {
                Json::String(Money::from_minor(*minor, currency).to_string())
            }
            _ => Json::Null,
        };
        (*name, amount)
    });
    let mut data: Map<String, Json> = plain
        .chain(amounts)
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    if let Some(currency) = currency.filter(|_| !payload.amounts.is_empty()) {
        data.insert("currency".to_owned(), json!(currency));
    }
    data
}

/// Returns the center by which staff see what happened to a row of a table: that of rows which
/// staff see of their own centers alone.
pub(crate) fn center(table: &str, data: &Map<String, Json>) -> Option<Uuid> {
    let policy = ROW_POLICIES.iter().find(|policy| policy.table.name == table)?;
    let Rows::Within(conditions) = policy.staff.rows else { return None };
    let center =
        data.get("center_id").filter(|_| conditions.contains(&RowCondition::OwnCenters))?;
    Uuid::try_parse(center.as_str()?).ok()
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Int(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Uuid(id) => json!(id),
        Value::Time(micros) => Timestamp::from_micros(*micros).map_or(Json::Null, |at| json!(at)),
        Value::Date(days) => {
            chrono::NaiveDate::from_epoch_days(*days).map_or(Json::Null, |date| json!(date))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::sample,
        model::TablePolicy,
        row::{ChangeSet, Kind, Write},
        value::FewIds,
    };

    /// Texts that are no word of a list, and nobody's personal datum.
    const CODES: &[&str] = &["invoice_no", "collection_no", "last_four", "further_room_ids"];

    #[test]
    fn an_appointment_says_all_of_its_rooms() {
        let rooms = [sample(), sample()];
        let mut changes = ChangeSet::new(Timestamp::clamped(0));
        let further_room_ids = FewIds::new(rooms).ok();
        changes.insert(Appointment { further_room_ids, ..sample() });
        changes.insert(sample::<Appointment>());
        let said = changes.writes().iter().map(|write| match write {
            Write::Insert(row) => data(row).remove("further_room_ids"),
            _ => panic!(),
        });
        let said: Vec<_> = said.collect();
        assert_eq!(said, [Some(json!(rooms)), None]);
    }

    #[test]
    fn payloads_name_columns_and_none_that_is_free_text_or_hidden_from_staff() {
        for payload in PAYLOADS {
            let hidden = TablePolicy::of(payload.table).unwrap().staff.hidden;
            for name in payload.columns.iter().chain(payload.amounts) {
                let at = payload.table.position(name);
                let column = at.map(|at| &payload.table.columns[at]);
                let column = column.unwrap_or_else(|| panic!("{}.{name}", payload.table.name));
                let is_free = matches!(column.kind, Kind::Text) && column.words.is_empty();
                assert!(!is_free || CODES.contains(name), "{}.{name}", payload.table.name);
                assert!(!hidden.contains(name), "{}.{name}", payload.table.name);
            }
            let has_currency = payload.table.position("currency").is_some();
            assert!(payload.amounts.is_empty() || has_currency, "{}", payload.table.name);
        }
    }
}
