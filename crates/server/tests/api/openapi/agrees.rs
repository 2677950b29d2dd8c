//! Whether an answer is one that the document describes.

use serde_json::{Value, json};

/// Talkover's answers leave out what was never set, and what a list without pages has not.
const LEAVE_OUT: [&str; 3] = ["Agent", "Voice", "AgentTrainingList"];

/// Holds a value against a schema: the fields, whether they may be null, and what is inside.
pub fn agrees(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/components/schemas/").unwrap();
        let schema = &document["components"]["schemas"][name];
        if let Some(known) = schema["properties"].as_object() {
            let required = schema["required"].as_array().map_or(0, Vec::len);
            assert!(
                required == known.len() || LEAVE_OUT.contains(&name),
                "{name}: answers always have all their fields"
            );
        }
        return agrees(document, schema, value, at);
    }
    if let Some(options) = schema
        .get("oneOf")
        .or(schema.get("anyOf"))
        .and_then(Value::as_array)
    {
        let option = options
            .iter()
            .find(|option| (option["type"] == "null") == value.is_null());
        return agrees(
            document,
            option.unwrap_or_else(|| panic!("{at}: {value}")),
            value,
            at,
        );
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) if schema["type"] == "number" => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        kind => vec![kind.clone()],
    };
    assert!(kinds.contains(&json!(kind)), "{at}: {kinds:?} and {value}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{at}: {words:?} and {value}");
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        for item in items {
            agrees(document, schema, item, &format!("{at}[]"));
        }
    }
    if let (Some(fields), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for name in required {
            assert!(fields.contains_key(name.as_str().unwrap()), "{at}: {name}");
        }
        for (name, inner) in fields {
            let schema = known.get(name).unwrap_or_else(|| panic!("{at}.{name}"));
            agrees(document, schema, inner, &format!("{at}.{name}"));
        }
    }
}
