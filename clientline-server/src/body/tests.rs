use clientline_core::value::Amount;
use proptest::prelude::*;
use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    quantity: u32,
    kind: Kind,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Service,
    Product,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Sale {
    lines: Vec<Line>,
    #[serde(default)]
    note: Option<String>,
}

/// The pointer and the code of the one fault.
fn fault(text: &str) -> (String, String) {
    match parse::<Sale>(text.as_bytes()) {
        Err(Refusal::Invalid(faults)) if faults.len() == 1 => {
            (faults[0].pointer.clone(), faults[0].code.to_string())
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_whole_body_is_read() {
    let text = r#" {"lines": [{"name": "Cut", "quantity": 1, "kind": "service"}], "note": null} "#;
    let line = Line { name: "Cut".into(), quantity: 1, kind: Kind::Service };
    assert_eq!(parse::<Sale>(text.as_bytes()).unwrap(), Sale { lines: vec![line], note: None });
}

#[test]
fn every_fault_has_its_place_and_its_code() {
    let line = |inner: &str| format!(r#"{{"lines": [{inner}]}}"#);
    for (text, pointer, code) in [
        ("{}".to_owned(), "/lines", "missing_field"),
        (r#"{"lines": [], "zz": 1}"#.to_owned(), "/zz", "unknown_field"),
        (r#"{"lines": [], "a/b~": 1}"#.to_owned(), "/a~1b~0", "unknown_field"),
        (r#"{"lines": {}}"#.to_owned(), "/lines", "invalid_value"),
        ("[]".to_owned(), "", "invalid_value"),
        ("[[], null]".to_owned(), "", "invalid_value"),
        (line(r#"["x", 1, "service"]"#), "/lines/0", "invalid_value"),
        (line(r#"{"name": "x", "quantity": 1}"#), "/lines/0/kind", "missing_field"),
        (
            line(r#"{"name": "x", "quantity": "1", "kind": "service"}"#),
            "/lines/0/quantity",
            "invalid_value",
        ),
        (
            line(r#"{"name": "x", "quantity": -1, "kind": "service"}"#),
            "/lines/0/quantity",
            "invalid_value",
        ),
        (
            line(r#"{"name": "x", "quantity": 1.5, "kind": "service"}"#),
            "/lines/0/quantity",
            "invalid_value",
        ),
        (line(r#"{"name": "x", "quantity": 1, "kind": "gift"}"#), "/lines/0/kind", "invalid_value"),
        (
            line(r#"{"name": "x", "name": "y", "quantity": 1, "kind": "service"}"#),
            "/lines/0/name",
            "duplicate_key",
        ),
        (r#"{"lines": [], "zz": {"a": 1, "a": 1}}"#.to_owned(), "/zz/a", "duplicate_key"),
        (
            line(r#"{"name": "x\u0000", "quantity": 1, "kind": "service"}"#),
            "/lines/0/name",
            "nul_character",
        ),
        (r#"{"lines": [], "n\u0000": 1}"#.to_owned(), "/n\0", "nul_character"),
    ] {
        assert_eq!(fault(&text), (pointer.to_owned(), code.to_owned()), "{text}");
    }
}

#[test]
fn all_faults_are_looked_for_in_a_short_body_and_the_first_one_in_a_long_one() {
    let faults = |padding: usize| {
        let text = format!(r#"{{"lines": 1, "note": 2{}}}"#, " ".repeat(padding));
        let Err(Refusal::Invalid(faults)) = parse::<Sale>(text.as_bytes()) else { panic!() };
        faults.into_iter().map(|fault| fault.pointer).collect::<Vec<_>>()
    };
    assert_eq!(faults(0)[..2], ["/lines", "/note"]);
    assert_eq!(faults(100_000), ["/lines"]);
}

#[test]
fn what_is_not_json_is_malformed_and_its_place_is_told() {
    for (text, place) in [
        ("", "ends too early (line 1"),
        ("{", "ends too early"),
        ("[1", "ends too early"),
        ("{'a': 1}", "line 1, column 2"),
        ("{\"lines\": []} x", "line 1, column 15"),
        ("{\"lines\": [],}", "can't stand there"),
        ("01", "can't stand there"),
        ("NaN", "can't stand there"),
        ("\"\\ud800\"", "line 1"),
    ] {
        let refusal = parse::<Sale>(text.as_bytes()).unwrap_err();
        assert!(matches!(refusal, Refusal::MalformedJson(_)), "{text}: {refusal:?}");
        assert!(refusal.to_string().contains(place), "{text}: {refusal}");
    }
    assert!(matches!(parse::<Sale>(b"\"\xff\""), Err(Refusal::MalformedJson(_))));
}

#[test]
fn nesting_has_a_bottom() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse::<Value>(nested(32).as_bytes()).is_ok());
    for depth in [33, 100, 100_000] {
        let refusal = parse::<Value>(nested(depth).as_bytes()).unwrap_err();
        let Refusal::Invalid(faults) = refusal else { panic!("{depth}: {refusal}") };
        assert_eq!((&*faults[0].code, &*faults[0].pointer), ("too_deep", &*"/0".repeat(32)));
    }
    assert!(
        parse::<Value>(format!("{}{{}}{}", "[".repeat(32), "]".repeat(32)).as_bytes()).is_err()
    );
}

#[test]
fn a_fault_never_repeats_what_was_sent() {
    for text in [
        r#"{"lines": "canary, expected canary"}"#,
        r#"{"lines": [{"name": "x", "quantity": "canary", "kind": "service"}]}"#,
        r#"{"lines": [{"name": "x", "quantity": 1, "kind": "canary"}]}"#,
    ] {
        let Err(Refusal::Invalid(faults)) = parse::<Sale>(text.as_bytes()) else { panic!() };
        assert!(!faults[0].detail.contains("canary"), "{}", faults[0].detail);
        assert!(faults[0].detail.starts_with("Expected "), "{}", faults[0].detail);
    }
}

#[test]
fn what_is_expected_is_said_in_the_words_of_json() {
    for (text, detail) in [
        ("[[]]", "Expected an object."),
        (r#"{"lines": 1}"#, "Expected an array."),
        (r#"{"lines": [{"quantity": true}]}"#, "Expected a whole number that is not negative."),
        (r#"{"lines": [{"kind": "gift"}]}"#, "Expected `service` or `product`."),
    ] {
        let Err(Refusal::Invalid(faults)) = parse::<Sale>(text.as_bytes()) else {
            panic!("{text}")
        };
        assert_eq!(faults[0].detail, detail, "{text}");
    }
}

#[test]
fn a_number_keeps_all_its_digits() {
    let read = |text: &str| parse::<Vec<Amount>>(text.as_bytes());
    for digits in ["90071992547409.9995", "0.1", "1.0000", "7"] {
        assert_eq!(read(&format!("[{digits}]")).unwrap(), [digits.parse().unwrap()]);
    }
    for digits in ["1.00000000000000000001", "12345678901234567890.0100", "1e3", "1e999999999"] {
        let Err(Refusal::Invalid(faults)) = read(&format!("[{digits}]")) else {
            panic!("{digits}")
        };
        assert_eq!((&*faults[0].pointer, &*faults[0].code), ("/0", "invalid_value"));
    }
}

#[test]
fn no_object_passes_for_a_number() {
    for key in ["$clientline::number", "$serde_json::private::Number"] {
        let forged = format!("[{{\"{key}\": \"5\"}}]");
        assert!(parse::<Vec<Amount>>(forged.as_bytes()).is_err(), "{key}");
        assert!(parse::<Vec<u32>>(forged.as_bytes()).is_err(), "{key}");
    }
}

#[test]
fn numbers_are_numbers_inside_tagged_and_flattened_types_too() {
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Discount {
        Amount { minor: i64 },
    }
    let discount: Discount = parse(br#"{"minor": 5, "kind": "amount"}"#).unwrap();
    assert_eq!(discount, Discount::Amount { minor: 5 });
}

#[test]
fn only_json_is_taken_as_json() {
    for (declared, taken) in [
        ("application/json", true),
        ("Application/JSON; charset=utf-8", true),
        ("application/merge-patch+json", true),
        ("text/json", false),
        ("text/plain", false),
        ("application/x-www-form-urlencoded", false),
        ("", false),
    ] {
        let request = Request::builder().header("content-type", declared).finish();
        assert_eq!(is_json(&request), taken, "{declared}");
    }
    assert!(!is_json(&Request::default()));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = parse::<Sale>(&bytes);
        let _ = parse::<Value>(&bytes);
    }

    #[test]
    fn what_serde_json_writes_is_read_as_it_was(text in "[^\0]*", numbers: Vec<i64>) {
        let value = serde_json::json!({"text": text, "numbers": numbers, "in": [{"a": null}]});
        prop_assert_eq!(parse::<Value>(value.to_string().as_bytes()).unwrap(), value);
    }
}
