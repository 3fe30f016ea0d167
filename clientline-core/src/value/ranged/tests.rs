//! Tests of numbers within bounds.

use std::fmt::Debug;

use schemars::generate::SchemaSettings;

use super::*;
use crate::strict;

fn range<T: FromStr<Err = ValueError> + fmt::Display>(least: &str, most: &str) {
    for edge in [least, most] {
        assert_eq!(edge.parse::<T>().map(|value| value.to_string()), Ok(edge.to_owned()));
    }
}

fn outside<T: FromStr<Err = ValueError> + Debug>(text: &str) {
    assert!(matches!(text.parse::<T>(), Err(ValueError::OutOfRange { .. })), "{text}");
}

#[test]
fn the_ends_of_each_range_are_in_it_and_the_next_step_is_not() {
    range::<Quantity>("0.0001", "1000000");
    outside::<Quantity>("0");
    outside::<Quantity>("1000000.0001");
    range::<Percent>("0", "100");
    outside::<Percent>("-0.0001");
    outside::<Percent>("100.0001");
    range::<TaxRate>("0", "1000");
    outside::<TaxRate>("-0.0001");
    outside::<TaxRate>("1000.0001");
    range::<UnitPrice>("0", "1000000000");
    outside::<UnitPrice>("-0.000001");
    outside::<UnitPrice>("1000000000.000001");
    range::<Amount>("0", "99999999999999.9999");
    outside::<Amount>("-0.0001");
}

#[test]
fn a_scaled_count_out_of_range_is_refused() {
    assert!(Quantity::from_scaled(0).is_err());
    assert!(Percent::from_scaled(1_000_001).is_err());
    assert!(TaxRate::from_scaled(-1).is_err());
    assert!(UnitPrice::from_scaled(i64::MAX).is_err());
    assert!(Amount::from_scaled(i64::MIN).is_err());
}

#[test]
fn json_gives_strings_and_takes_numbers_too() {
    let price: UnitPrice = serde_json::from_str("\"45.100000\"").unwrap();
    assert_eq!(price, serde_json::from_str("\"45.1\"").unwrap());
    assert_eq!(price, strict::read(strict::number("45.100000")).unwrap());
    assert_eq!(serde_json::to_string(&price).unwrap(), "\"45.1\"");
    let refused = serde_json::from_str::<Percent>("101").unwrap_err();
    assert_eq!(refused.to_string(), "The percentage must be from 0 to 100. at line 1 column 3");
}

#[test]
fn a_price_shows_the_digits_of_its_currency_and_any_more_it_has() {
    let shown = |price: &str, code: &str| {
        price.parse::<UnitPrice>().unwrap().in_currency(code.parse().unwrap()).to_string()
    };
    assert_eq!(shown("45", "EUR"), "45.00");
    assert_eq!(shown("45.123", "EUR"), "45.123");
    assert_eq!(shown("45", "JPY"), "45");
    assert_eq!(shown("45.5", "KWD"), "45.500");
}

#[test]
fn money_and_amounts_are_the_same_numbers() {
    let dinar: Currency = "KWD".parse().unwrap();
    let money = Money::from_minor(12_345, dinar);
    let amount = Amount::try_from(money).unwrap();
    assert_eq!((amount.to_string().as_str(), amount.to_money(dinar)), ("12.345", Ok(money)));
    assert!(Amount::try_from(Money::from_minor(-1, dinar)).is_err());
    assert!(Amount::try_from(Money::from_minor(i64::MAX, dinar)).is_err());
}

#[test]
fn an_amount_shows_the_digits_of_its_currency_wherever_it_is_kept() {
    let kept = |minor, code: &str| {
        let money = Money::from_minor(minor, code.parse().unwrap());
        serde_json::to_string(&Amount::try_from(money).unwrap()).unwrap()
    };
    for (minor, code, text) in [
        (3_450, "EUR", "34.50"),
        (0, "EUR", "0.00"),
        (1_250, "JPY", "1250"),
        (1_250, "KWD", "1.250"),
    ] {
        assert_eq!(kept(minor, code), format!("\"{text}\""));
        // And once it was read again.
        let read: Amount = serde_json::from_str(&kept(minor, code)).unwrap();
        assert_eq!(read.to_string(), text);
    }
    // What was kept before stays as it was written.
    assert_eq!(serde_json::from_str::<Amount>("\"34.5\"").unwrap().to_string(), "34.5");
    let typed: Amount = serde_json::from_str("20").unwrap();
    assert_eq!(typed.to_string(), "20");
    assert_eq!(typed.in_currency("EUR".parse().unwrap()).to_string(), "20.00");
}

#[test]
fn the_schema_says_what_the_parser_takes() {
    let schema = serde_json::to_value(schemars::schema_for!(TaxRate)).unwrap();
    let [text, number] = [&schema["anyOf"][0], &schema["anyOf"][1]];
    assert_eq!((&text["type"], &number["type"]), (&json!("string"), &json!("number")));
    assert_eq!(text["pattern"], r"^\d+(\.\d{1,4})?$");
    assert_eq!((&number["minimum"], &number["maximum"]), (&json!(0.0), &json!(1000.0)));
    assert_eq!(schema["examples"][0], "25");
}

#[test]
fn an_answer_holds_texts_alone() {
    let answers = SchemaSettings::default().for_serialize();
    let schema = answers.into_generator().into_root_schema_for::<TaxRate>();
    assert_eq!(schema.get("type"), Some(&json!("string")));
}
