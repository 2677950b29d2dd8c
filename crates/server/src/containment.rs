//! Whether one JSON object contains another, as PostgreSQL's `jsonb @>` has it: the documented
//! meaning of the list's `metadata` filter.

use serde_json::{Map, Number, Value};

/// Whether `whole` has every key of `part` with a value that contains the one there.
///
/// An array contains another if each of its elements is contained in some element of the first,
/// whatever their order and number. Numbers are compared as numbers: 1 is 1.0.
#[must_use]
pub fn contains(whole: &Map<String, Value>, part: &Map<String, Value>) -> bool {
    part.iter()
        .all(|(key, part)| whole.get(key).is_some_and(|whole| value(whole, part)))
}

fn value(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => contains(whole, part),
        (Value::Array(whole), Value::Array(part)) => part
            .iter()
            .all(|part| whole.iter().any(|whole| value(whole, part))),
        (Value::Number(whole), Value::Number(part)) => number(whole, part),
        (whole, part) => whole == part,
    }
}

fn number(whole: &Number, part: &Number) -> bool {
    if let (Some(whole), Some(part)) = (whole.as_i128(), part.as_i128()) {
        return whole == part;
    }
    whole
        .as_f64()
        .zip(part.as_f64())
        .is_some_and(|(whole, part)| {
            whole.total_cmp(&part).is_eq() || (whole == 0.0 && part == 0.0)
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(whole: Value, part: Value, expected: bool) {
        let (Value::Object(whole), Value::Object(part)) = (whole, part) else {
            panic!("objects only");
        };
        assert_eq!(contains(&whole, &part), expected, "{whole:?} @> {part:?}");
    }

    /// The rows hold what PostgreSQL 17 answers to `SELECT whole::jsonb @> part::jsonb`.
    #[test]
    fn agrees_with_postgres() {
        check(json!({"a": 1, "b": 2}), json!({}), true);
        check(json!({"a": 1, "b": 2}), json!({"b": 2}), true);
        check(json!({"a": 1}), json!({"a": 1.0}), true);
        check(json!({"a": 1}), json!({"a": "1"}), false);
        check(json!({"a": 1}), json!({"a": null}), false);
        check(json!({"a": null}), json!({"a": null}), true);
        check(json!({}), json!({"a": null}), false);
        check(json!({"a": {"b": 1, "c": 2}}), json!({"a": {"c": 2}}), true);
        check(json!({"a": {"b": 1}}), json!({"b": 1}), false);
        check(json!({"a": {"b": 1}}), json!({"a": {}}), true);
        check(json!({"a": [1, 2, 3]}), json!({"a": [3, 1, 1]}), true);
        check(json!({"a": [1, 2]}), json!({"a": []}), true);
        check(json!({"a": [1, 2]}), json!({"a": 1}), false);
        check(json!({"a": 1}), json!({"a": [1]}), false);
        check(json!({"a": [1, [1, 3]]}), json!({"a": [1, 3]}), false);
        check(json!({"a": [1, [1, 3]]}), json!({"a": [[3]]}), true);
        check(
            json!({"a": [{"b": 1, "c": 2}]}),
            json!({"a": [{"b": 1}]}),
            true,
        );
        check(json!({"a": 0.0}), json!({"a": 0}), true);
        check(
            json!({"a": 9_007_199_254_740_993_u64}),
            json!({"a": 9_007_199_254_740_992_u64}),
            false,
        );
    }
}
