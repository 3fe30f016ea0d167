//! JSON as YAML: blocks for objects and arrays, JSON itself for all else.
//!
//! Every JSON text and number is a YAML one too (YAML 1.2, section 1.3), so
//! nothing has to be quoted anew.

use serde_json::Value;

/// Writes a value as a YAML document.
pub(super) fn written(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

/// Writes a value that begins on a line of its own.
fn block(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                text.push_str(&indent);
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                beside(value, depth, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                text.push_str(&indent);
                text.push('-');
                beside(item, depth, text);
            }
        }
        scalar => {
            text.push_str(&indent);
            text.push_str(&scalar.to_string());
            text.push('\n');
        }
    }
}

/// Writes what follows a key or a dash: a scalar beside it, a block below it.
fn beside(value: &Value, depth: usize, text: &mut String) {
    let is_block = match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    if is_block {
        text.push('\n');
        block(value, depth + 1, text);
    } else {
        text.push(' ');
        block(value, 0, text);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_is_written_in_blocks() {
        let value = json!({"a": {"b": [1, "x: \"y\"\n", {}, [], {"c": null}]}, "d": [[true]]});
        let expected = "\
\"a\":
  \"b\":
    - 1
    - \"x: \\\"y\\\"\\n\"
    - {}
    - []
    -
      \"c\": null
\"d\":
  -
    - true
";
        assert_eq!(written(&value), expected);
    }
}
