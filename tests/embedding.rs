//! What an application that embeds `clientline` may do with JSON of its own.
//!
//! Cargo unifies the features of a build's crates: one that we switch on in `serde_json`
//! is on in the embedding application too.

use clientline::value::UnitPrice;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Place {
    latitude: f64,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Shop {
    name: String,
    #[serde(flatten)]
    place: Place,
}

#[test]
fn a_float_in_a_flattened_struct_is_read_beside_our_own_types() {
    let shop: Shop = serde_json::from_str(r#"{"name": "Lisbon", "latitude": 38.72}"#).unwrap();
    assert!((shop.place.latitude - 38.72).abs() < f64::EPSILON);
    assert_eq!(serde_json::from_str::<UnitPrice>("\"45.1\"").unwrap().to_string(), "45.1");
}

#[test]
fn a_tree_of_json_says_what_its_floats_are() {
    let tree = serde_json::json!({"name": "Lisbon", "latitude": 38.72});
    assert!(serde_json::from_value::<Shop>(tree).is_ok());
}
