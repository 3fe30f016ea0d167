//! Strict query strings: an unknown parameter is refused, not ignored.
//!
//! A filter with a slip in its name would otherwise answer with everything.
//! Each parameter stands at most once; a list is separated by commas.

use std::{collections::BTreeSet, str::FromStr};

use poem::Request;
use serde::{
    de::{
        DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor,
        value::{Error, MapDeserializer, SeqDeserializer, StringDeserializer},
    },
    forward_to_deserialize_any,
};

use crate::{
    body::fault,
    problem::{Fault, Refusal},
};

/// Reads a type out of a request's query. The type has a field for each
/// parameter, denies unknown ones, and gives defaults to optional ones.
///
/// # Errors
///
/// [`Refusal::Invalid`] with each fault, whose pointer is `?` and the name of
/// the parameter. The codes are those of a body ([`crate::body::parse`]), with
/// `unknown_parameter`, `repeated_parameter` and `missing_parameter`.
pub fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    from_pairs(pairs(request)?)
}

/// Checks that a request has no parameters, where none is known.
///
/// # Errors
///
/// [`Refusal::Invalid`] naming the first of them.
pub(crate) fn none(request: &Request) -> Result<(), Refusal> {
    match pairs(request)?.first() {
        None => Ok(()),
        Some((name, _)) => {
            let detail = "There is no such parameter.";
            Err(Refusal::invalid(format!("?{name}"), "unknown_parameter", detail))
        }
    }
}

/// The parameters of a request, each at most once.
///
/// # Errors
///
/// [`Refusal::Invalid`] naming one that stands twice or holds a NUL.
pub(crate) fn pairs(request: &Request) -> Result<Vec<(String, String)>, Refusal> {
    let pairs: Vec<(String, String)> =
        request.params().map_err(|_undecodable| Refusal::MalformedRequest)?;
    let mut seen = BTreeSet::new();
    for (name, value) in &pairs {
        let (code, detail) = if !seen.insert(name) {
            ("repeated_parameter", "This parameter stands at most once.")
        } else if name.contains('\0') || value.contains('\0') {
            ("nul_character", "A text can't hold the character U+0000.")
        } else {
            continue;
        };
        return Err(Refusal::invalid(format!("?{name}"), code, detail));
    }
    Ok(pairs)
}

/// Reads a type out of parameters.
///
/// # Errors
///
/// As [`read`].
pub(crate) fn from_pairs<T: DeserializeOwned>(
    mut pairs: Vec<(String, String)>,
) -> Result<T, Refusal> {
    let mut faults: Vec<Fault> = Vec::new();
    loop {
        let entries = pairs.iter().cloned().map(|(name, value)| (name, Text(value)));
        let read = serde_path_to_error::deserialize(MapDeserializer::<_, Error>::new(entries));
        let error = match read {
            Ok(read) if faults.is_empty() => return Ok(read),
            Ok(_) => return Err(Refusal::Invalid(faults)),
            Err(error) => named(fault::of(error.path(), &error.inner().to_string())),
        };
        // What was left out for being wrong is missed.
        if faults.iter().any(|fault| fault.pointer == error.pointer) {
            return Err(Refusal::Invalid(faults));
        }
        let left = pairs.len();
        pairs.retain(|(name, _)| error.pointer.strip_prefix('?') != Some(name));
        faults.push(error);
        if pairs.len() == left {
            return Err(Refusal::Invalid(faults));
        }
    }
}

/// Reads a type out of one value, as that of a parameter.
///
/// # Errors
///
/// A fault without a place.
pub(crate) fn value<T: DeserializeOwned>(text: String) -> Result<T, Fault> {
    if text.contains('\0') {
        return Err(Fault::new("", "nul_character", "A text can't hold the character U+0000."));
    }
    serde_path_to_error::deserialize(Text(text))
        .map_err(|error| fault::of(error.path(), &error.inner().to_string()))
}

/// The fault of a field, as that of a parameter.
fn named(fault: Fault) -> Fault {
    // A place inside a list is of no use to one who wrote commas.
    let name = fault.pointer.split('/').nth(1).unwrap_or_default();
    let name = name.replace("~1", "/").replace("~0", "~");
    let code = match &*fault.code {
        "unknown_field" => "unknown_parameter".into(),
        "missing_field" => "missing_parameter".into(),
        _ => fault.code,
    };
    Fault {
        pointer: format!("?{name}"),
        code,
        detail: fault.detail.replace(" field", " parameter"),
    }
}

/// The value of a parameter: text that becomes what the field wants.
struct Text(String);

impl Text {
    fn number<T: FromStr>(&self, what: &str) -> Result<T, Error> {
        self.0
            .parse()
            .map_err(|_no_number| Error::invalid_value(serde::de::Unexpected::Other("text"), &what))
    }
}

impl IntoDeserializer<'_, Error> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A field of a number takes the text that is one.
macro_rules! numbers {
    ($($method:ident $appointment:ident $type:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$appointment(self.number::<$type>(stringify!($type))?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_bool visit_bool bool,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // What is left empty is a list of nothing.
        let items = self.0.split(',').filter(|_| !self.0.is_empty());
        let items = items.map(|item| Self(item.to_owned()));
        visitor.visit_seq(SeqDeserializer::<_, Error>::new(items))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let text: StringDeserializer<Error> = self.0.into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct map
        struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Status {
        Booked,
        NoShow,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Count(u32);

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields, default)]
    struct Filter {
        limit: Option<Count>,
        count: bool,
        q: Option<String>,
        status: Vec<Status>,
    }

    fn filter(query: &str) -> Result<Filter, Refusal> {
        read(&Request::builder().uri(format!("/x?{query}").parse().unwrap()).finish())
    }

    #[test]
    fn parameters_become_their_types() {
        let all = filter("limit=5&count=true&q=a%20b+c%2C&status=booked,no_show").unwrap();
        let expected = Filter {
            limit: Some(Count(5)),
            count: true,
            q: Some("a b c,".to_owned()),
            status: vec![Status::Booked, Status::NoShow],
        };
        assert_eq!(all, expected);
        assert_eq!(filter("").unwrap(), Filter::default());
        assert_eq!(filter("status=").unwrap(), Filter::default());
        assert_eq!(filter("q=").unwrap().q.as_deref(), Some(""));
    }

    #[test]
    fn a_wrong_parameter_is_named() {
        for (query, pointer, code) in [
            ("limt=5", "?limt", "unknown_parameter"),
            ("limit=5&limit=5", "?limit", "repeated_parameter"),
            ("limit=many", "?limit", "invalid_value"),
            ("limit=-1", "?limit", "invalid_value"),
            ("limit=4294967296", "?limit", "invalid_value"),
            ("limit=", "?limit", "invalid_value"),
            ("count=1", "?count", "invalid_value"),
            ("status=booked,gone", "?status", "invalid_value"),
            ("q=a%00", "?q", "nul_character"),
            ("a/b=1", "?a/b", "unknown_parameter"),
        ] {
            let Err(Refusal::Invalid(faults)) = filter(query) else { panic!("{query}") };
            assert_eq!((&*faults[0].pointer, &*faults[0].code), (pointer, code), "{query}");
        }
    }

    #[test]
    fn a_missing_parameter_is_named() {
        #[derive(Debug, Deserialize)]
        struct Needs {
            #[serde(rename = "center_id")]
            _center_id: String,
        }
        let Err(Refusal::Invalid(faults)) = read::<Needs>(&Request::default()) else { panic!() };
        assert_eq!((&*faults[0].pointer, &*faults[0].code), ("?center_id", "missing_parameter"));
    }

    proptest! {
        #[test]
        fn any_pairs_are_read_or_refused(pairs: Vec<(String, String)>) {
            let _ = from_pairs::<Filter>(pairs);
        }
    }
}
