//! The segments of a service's time: hands at work, and colour that takes.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{DurationMinutes, ValueError};

/// The kind of a part of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
pub enum SegmentKind {
    /// The provider is at work.
    Active,
    /// The guest waits for something to take, and the provider is free for others.
    Processing,
}

/// A part of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// The kind of the part.
    pub kind: SegmentKind,
    /// How long.
    pub minutes: DurationMinutes,
}

/// The parts of a service in which its provider is not needed throughout: by turns
/// active and processing, with active at both ends, 3 to 9 of them ("Availability of a
/// provider" in the design of scheduling). The room is needed all the time.
///
/// ```
/// use clientline_core::value::Segments;
///
/// let colour = r#"[{"kind":"active","minutes":30},{"kind":"processing","minutes":25},
///     {"kind":"active","minutes":20}]"#;
/// let colour: Segments = serde_json::from_str(colour)?;
/// assert_eq!(colour.minutes(), 75);
/// // From which minute of the service to which one its provider is at work.
/// assert_eq!(colour.active().collect::<Vec<_>>(), [(0, 30), (55, 75)]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Segments {
    /// What lies behind `count` is none of them.
    minutes: [DurationMinutes; Self::MAX],
    count: usize,
}

impl Segments {
    /// The most parts of a service.
    pub const MAX: usize = 9;

    /// Returns how long the last part takes.
    #[must_use]
    pub fn last(self) -> DurationMinutes {
        self.minutes[self.count - 1]
    }

    /// Returns the same parts, of which the last is longer or shorter, so that all take so
    /// long together; `None` if nothing would be left of it.
    #[must_use]
    pub fn lasting(mut self, duration: DurationMinutes) -> Option<Self> {
        let others = self.minutes() - i64::from(self.last().get());
        self.minutes[self.count - 1] =
            DurationMinutes::new(i64::from(duration.get()) - others).ok()?;
        Some(self)
    }

    /// Takes the parts of a service, in order.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] unless they are 3 to 9, and by turns active and
    /// processing, with active at both ends.
    pub fn new(parts: &[Segment]) -> Result<Self, ValueError> {
        let turns = [SegmentKind::Active, SegmentKind::Processing].into_iter().cycle();
        let takes_turns = parts.iter().zip(turns).all(|(part, turn)| part.kind == turn);
        if !(3..=Self::MAX).contains(&parts.len()) || parts.len().is_multiple_of(2) || !takes_turns
        {
            let reason = "they must be 3 to 9, active and processing by turns, and begin and end \
                          with active";
            return Err(ValueError::invalid("list of segments", reason));
        }
        let mut minutes = [DurationMinutes::MIN; Self::MAX];
        for (place, part) in minutes.iter_mut().zip(parts) {
            *place = part.minutes;
        }
        Ok(Self { minutes, count: parts.len() })
    }

    /// Returns the parts in order.
    pub fn parts(self) -> impl Iterator<Item = Segment> {
        let turns = [SegmentKind::Active, SegmentKind::Processing].into_iter().cycle();
        let parts = self.minutes.into_iter().take(self.count).zip(turns);
        parts.map(|(minutes, kind)| Segment { kind, minutes })
    }

    /// Returns how long all of it takes, in minutes.
    #[must_use]
    pub fn minutes(self) -> i64 {
        self.parts().map(|part| i64::from(part.minutes.get())).sum()
    }

    /// Returns the times in which the provider is at work, in minutes from the start.
    pub fn active(self) -> impl Iterator<Item = (i64, i64)> {
        let mut end = 0;
        self.parts().filter_map(move |part| {
            let start = end;
            end += i64::from(part.minutes.get());
            (part.kind == SegmentKind::Active).then_some((start, end))
        })
    }
}

impl Serialize for Segments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.parts())
    }
}

impl<'de> Deserialize<'de> for Segments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&Vec::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl JsonSchema for Segments {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Segments".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": generator.subschema_for::<Segment>(),
            "minItems": 3,
            "maxItems": Self::MAX,
            "description": "By turns active and processing, with active at both ends.",
            "examples": [[
                {"kind": "active", "minutes": 30},
                {"kind": "processing", "minutes": 30},
                {"kind": "active", "minutes": 30},
            ]],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{SegmentKind::*, *};

    fn of(parts: &[(SegmentKind, i64)]) -> Result<Segments, ValueError> {
        let parts: Vec<_> = parts
            .iter()
            .map(|&(kind, minutes)| Segment {
                kind,
                minutes: DurationMinutes::new(minutes).unwrap(),
            })
            .collect();
        Segments::new(&parts)
    }

    #[test]
    fn active_and_processing_take_turns() {
        assert!(of(&[(Active, 30), (Processing, 30), (Active, 30)]).is_ok());
        let wrong: [&[(SegmentKind, i64)]; 6] = [
            &[],
            &[(Active, 30)],
            &[(Active, 30), (Processing, 30)],
            &[(Processing, 30), (Active, 30), (Processing, 30)],
            &[(Active, 30), (Active, 30), (Active, 30)],
            &[(Active, 30), (Processing, 30), (Processing, 30)],
        ];
        for parts in wrong {
            assert!(of(parts).is_err(), "{parts:?}");
        }
        let turns: Vec<_> = [(Active, 1), (Processing, 1)].into_iter().cycle().take(11).collect();
        assert!(of(&turns[..9]).is_ok() && of(&turns).is_err());
    }

    #[test]
    fn a_text_of_them_is_read_as_it_was_written() {
        let parts =
            of(&[(Active, 30), (Processing, 25), (Active, 20), (Processing, 5), (Active, 1)]);
        let parts = parts.unwrap();
        let text = serde_json::to_string(&parts).unwrap();
        assert_eq!(serde_json::from_str::<Segments>(&text).unwrap(), parts);
        assert_eq!(parts.active().collect::<Vec<_>>(), [(0, 30), (55, 75), (80, 81)]);
        assert_eq!(parts.minutes(), 81);
    }
}
