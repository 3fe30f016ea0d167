//! Stored JSON that a newer release may have written: members that this one does not know
//! are passed over when a row is read, and kept when it is written.
//!
//! So servers of two releases may share a database while they are exchanged (growth design,
//! "The schema moves"). What a client sends is read strictly all the same
//! ([`strict`](crate::strict)).

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// Reads a stored JSON text, without the members of objects that its type does not have.
///
/// Text that has none is read as fast as by `serde_json` itself. `None` if it is not of the
/// type: an unknown word stays an error.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok().or_else(|| {
        let tree: Value = serde_json::from_str(text).ok()?;
        T::deserialize(Tolerant(tree)).ok()
    })
}

/// Writes a changed JSON text with the members of what is stored that the type did not have.
///
/// `stored` is the text as it was read, `before` what the type made of it, and `after` what
/// it is changed to. An item of a list is the one before that equals it, or else the one in
/// its place, if the list is as long as before.
pub(super) fn write(stored: &str, before: &str, after: &str) -> String {
    if before == after {
        return stored.to_owned();
    }
    let tree = |text| serde_json::from_str::<Value>(text).ok();
    let text = after;
    match (tree(stored), tree(before), tree(after)) {
        (Some(stored), Some(before), Some(mut after)) if stored != before => {
            let known = after.clone();
            keep_unknown(&stored, &before, &mut after);
            if after == known { text.to_owned() } else { after.to_string() }
        }
        _ => text.to_owned(),
    }
}

fn keep_unknown(stored: &Value, before: &Value, after: &mut Value) {
    match (stored, before, after) {
        (Value::Object(stored), Value::Object(before), Value::Object(after)) => {
            for (key, value) in stored {
                match (before.get(key), after.get_mut(key)) {
                    (None, None) => drop(after.insert(key.clone(), value.clone())),
                    (Some(before), Some(after)) => keep_unknown(value, before, after),
                    _ => {}
                }
            }
        }
        (Value::Array(stored), Value::Array(before), Value::Array(after)) => {
            keep_in_items(stored, before, after);
        }
        _ => {}
    }
}

/// Keeps what was not known of the items that are still there, each of which is one of those
/// before at most.
fn keep_in_items(stored: &[Value], before: &[Value], after: &mut [Value]) {
    let mut sources = paired(stored, before);
    let in_place = before.len() == after.len();
    let mut changed = Vec::new();
    for (at, item) in after.iter_mut().enumerate() {
        // The one in its place goes before others that are like it.
        let here = (in_place && before[at] == *item).then_some(at);
        let same = (0..before.len()).find(|&at| sources[at].is_some() && before[at] == *item);
        match here.filter(|&at| sources[at].is_some()).or(same) {
            Some(from) => {
                if let Some(source) = sources[from].take() {
                    keep_unknown(source, &before[from], item);
                }
            }
            None => changed.push(at),
        }
    }
    for at in changed.into_iter().filter(|_| in_place) {
        if let Some(source) = sources[at].take() {
            keep_unknown(source, &before[at], &mut after[at]);
        }
    }
}

/// Finds the stored item behind each of those that were read, which the type may have sorted.
fn paired<'a>(stored: &'a [Value], before: &[Value]) -> Vec<Option<&'a Value>> {
    let mut left: Vec<&Value> = stored.iter().collect();
    let mut take = |read: &Value| {
        let at = left.iter().position(|stored| is_read_as(stored, read))?;
        Some(left.remove(at))
    };
    before.iter().map(&mut take).collect()
}

/// Tells whether a stored value has all that was read of it.
fn is_read_as(stored: &Value, read: &Value) -> bool {
    match (stored, read) {
        (Value::Object(stored), Value::Object(read)) => read
            .iter()
            .all(|(key, read)| stored.get(key).is_some_and(|stored| is_read_as(stored, read))),
        (Value::Array(stored), Value::Array(read)) => {
            stored.len() == read.len()
                && stored.iter().zip(read).all(|(stored, read)| is_read_as(stored, read))
        }
        (stored, read) => stored == read,
    }
}

/// A tree, about to become a type.
struct Tolerant(Value);

impl IntoDeserializer<'_, Error> for Tolerant {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn object<'de, V: Visitor<'de>>(
    entries: impl Iterator<Item = (String, Value)>,
    visitor: V,
) -> Result<V::Value, Error> {
    let entries = entries.map(|(key, value)| (key, Tolerant(value)));
    visitor.visit_map(MapDeserializer::<_, Error>::new(entries))
}

impl<'de> Deserializer<'de> for Tolerant {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(entries) => object(entries.into_iter(), visitor),
            Value::Array(items) => {
                visitor.visit_seq(SeqDeserializer::<_, Error>::new(items.into_iter().map(Self)))
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(entries) => {
                let known = entries.into_iter().filter(|(key, _)| fields.contains(&key.as_str()));
                object(known, visitor)
            }
            other => other.deserialize_struct(name, fields, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::Stored,
        model::{BookingPolicies, Center, NewCenter, OrganizationSettings},
        row::{ChangeSet, Row, Value as Stored_, Version, Write},
        value::{Code, Id, Name, StepMinutes, Timestamp, WeeklyHours},
    };

    #[test]
    fn members_that_are_not_known_are_passed_over_at_any_depth() {
        let newer =
            r#"{"public_booking": {"is_open": true, "theme": {"color": "white"}}, "logo": [1]}"#;
        let settings: OrganizationSettings = read(newer).unwrap();
        assert!(settings.public_booking.is_open);
        let newer =
            r#"{"weekly": [{"day": "monday", "start": "09:00", "end": "12:00", "every": 2}]}"#;
        let same = r#"{"weekly": [{"day": "monday", "start": "09:00", "end": "12:00"}]}"#;
        let weeks: [WeeklyHours; 2] = [read(newer).unwrap(), read(same).unwrap()];
        assert_eq!(weeks[0], weeks[1]);
    }

    #[test]
    fn what_is_no_word_of_the_type_is_still_refused() {
        assert!(read::<WeeklyHours>("[1, 2]").is_none());
        assert!(read::<BookingPolicies>(r#"{"step_minutes": "often"}"#).is_none());
        assert!(read::<BookingPolicies>("{").is_none());
    }

    #[test]
    fn a_changed_text_keeps_what_was_not_known_and_loses_what_was_taken_away() {
        let stored = r#"{"a": 1, "b": {"c": 2, "new": 3}, "gone": 4, "newer": [5]}"#;
        let before = r#"{"a": 1, "b": {"c": 2}, "gone": 4}"#;
        let after = r#"{"a": 9, "b": {"c": 8}}"#;
        let written: Value = serde_json::from_str(&write(stored, before, after)).unwrap();
        let right = serde_json::json!({"a": 9, "b": {"c": 8, "new": 3}, "newer": [5]});
        assert_eq!(written, right);
        assert_eq!(write("text", "text", "other"), "other");
    }

    #[test]
    fn the_items_of_a_list_keep_what_was_not_known_of_them() {
        let stored = r#"[{"a": 1, "new": 1}, {"a": 2, "new": 2}, {"a": 3}]"#;
        let before = r#"[{"a":1},{"a":2},{"a":3}]"#;
        let written =
            |after: &str| -> Value { serde_json::from_str(&write(stored, before, after)).unwrap() };
        let json = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        // One that is changed in its place, and one that stays.
        let found = written(r#"[{"a":1},{"a":9},{"a":3}]"#);
        assert_eq!(found, json(r#"[{"a":1,"new":1},{"a":9,"new":2},{"a":3}]"#));
        // Others may be taken away, put in, or moved.
        assert_eq!(written(r#"[{"a":2}]"#), json(r#"[{"a":2,"new":2}]"#));
        let found = written(r#"[{"a":0},{"a":2},{"a":1},{"a":3}]"#);
        assert_eq!(found, json(r#"[{"a":0},{"a":2,"new":2},{"a":1,"new":1},{"a":3}]"#));
        let found = written(r#"[{"a":2},{"a":1},{"a":3}]"#);
        assert_eq!(found, json(r#"[{"a":2,"new":2},{"a":1,"new":1},{"a":3}]"#));
        // What is new takes nothing over from what is gone.
        assert_eq!(written(r#"[{"a":7},{"a":8}]"#), json(r#"[{"a":7},{"a":8}]"#));
        // A type that sorts its items, and a list in an object.
        let (stored, before) = (r#"{"l":[{"a":2,"new":2},{"a":1}]}"#, r#"{"l":[{"a":1},{"a":2}]}"#);
        let found: Value =
            serde_json::from_str(&write(stored, before, r#"{"l":[{"a":5},{"a":2}]}"#)).unwrap();
        assert_eq!(found, json(r#"{"l":[{"a":5},{"a":2,"new":2}]}"#));
        // Free text that looks like a list is none.
        assert_eq!(write("[1, 2]", "[1, 2]", "[ 2]"), "[ 2]");
    }

    #[test]
    fn a_row_that_a_newer_release_wrote_is_changed_without_loss() {
        let new = NewCenter::new(Name::parse("Baixa").unwrap(), "Europe/Lisbon".parse().unwrap());
        let code = Code::parse("C1").unwrap();
        let center =
            Center::from_new(Id::from_uuid(uuid::Uuid::nil()), new, code, "EUR".parse().unwrap());
        let mut changes = ChangeSet::new(Timestamp::clamped(0));
        changes.insert(center);
        let Write::Insert(row) = &changes.writes()[0] else { panic!() };
        let at = row.table.position("policies").unwrap();
        let mut row: Row = Row { version: Version(1), ..row.clone() };
        row.values[at] = Stored_::Text(r#"{"step_minutes": 20, "anchor": "window"}"#.to_owned());
        let stored: Stored<Center> = Stored::decode(row).unwrap();
        let mut changes = ChangeSet::new(Timestamp::clamped(0));
        let stored = changes
            .update(&stored, |center| center.policies.step_minutes = StepMinutes::new(10).unwrap());
        // A second time in the same change, too.
        changes.update(&stored, |center| center.policies.min_notice_minutes = 5);
        let Some(Write::Update { row, .. }) = changes.writes().last() else { panic!() };
        let Stored_::Text(text) = &row.values[at] else { panic!() };
        let written: Value = serde_json::from_str(text).unwrap();
        assert_eq!(written["anchor"], "window");
        assert_eq!(written["step_minutes"], 10);
        assert_eq!(written["min_notice_minutes"], 5);
    }
}
