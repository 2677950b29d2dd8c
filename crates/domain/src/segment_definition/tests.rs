use proptest::{collection::vec, prelude::*};
use serde_json::json;

use super::*;

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key(), inner), 0..4).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Keys that matter to the shape are as likely as any others.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("or".to_owned()),
        Just("and".to_owned()),
        Just("type".to_owned()),
        "[a-z]{1,4}",
        ".{0,3}",
    ]
}

fn with_list(key: &'static str, others: Vec<(String, Value)>, at: usize, list: Value) -> Value {
    let mut object: Object = others.into_iter().filter(|(name, _)| name != key).collect();
    let at = at.min(object.len());
    object.shift_insert(at, key.to_owned(), list);
    Value::Object(object)
}

/// Definitions of the documented shape, with unknown keys everywhere and `type` in any place.
fn documented() -> impl Strategy<Value = Object> {
    let name = "[a-z][a-z_.]{0,6}";
    let others = || vec((name, json_value()), 0..3);
    let condition = (others(), 0..3_usize, "[a-zA-Z ü]{1,8}")
        .prop_filter("trimmed", |(.., kind)| kind.trim() == kind)
        .prop_map(|(others, at, kind)| with_list("type", others, at, Value::from(kind)));
    let alternative = (others(), 0..3_usize, vec(condition, 0..4))
        .prop_map(|(others, at, list)| with_list("and", others, at, Value::from(list)));
    (others(), 0..3_usize, vec(alternative, 0..4))
        .prop_map(|(others, at, list)| object(with_list("or", others, at, Value::from(list))))
}

/// As text, because maps compare without regard to order.
fn same(found: &Object, expected: &Object) {
    assert_eq!(pretty(found), pretty(expected));
}

proptest! {
    #[test]
    fn rows_lose_nothing(definition in documented()) {
        let rows = DefinitionRows::read(&definition).unwrap();
        let (written, errors) = rows.write();
        prop_assert!(errors.is_empty(), "{errors:?}");
        same(&written, &definition);
    }

    #[test]
    fn json_and_rows_lose_nothing_on_the_way(definition in documented()) {
        let form = DefinitionForm::of(&definition);
        let json = form.to_json().unwrap();
        prop_assert!(json.json().is_some());
        same(&json.read().0, &definition);
        prop_assert_eq!(json.to_rows().unwrap(), form);
    }

    #[test]
    fn whatever_a_service_holds_is_kept(pairs in vec((key(), json_value()), 1..4)) {
        let definition: Object = pairs.into_iter().collect();
        let form = DefinitionForm::of(&definition);
        let (written, errors) = form.read();
        prop_assert!(errors.is_empty(), "{errors:?}");
        same(&written, &definition);
        same(&form.to_json().unwrap().read().0, &definition);
    }
}

#[test]
fn a_definition_becomes_rows() {
    let definition = object(json!({"or": [{"and": [
        {"type": "custom_data", "key": "orders", "value": 0},
        {"type": "contact_field"},
    ]}]}));
    let rows = DefinitionRows::read(&definition).unwrap();
    let conditions = &rows.alternatives[0].conditions;
    assert_eq!(conditions[0].r#type, "custom_data");
    let cells: Vec<_> = conditions[0]
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.json.as_str()))
        .collect();
    assert_eq!(cells, [("key", "\"orders\""), ("value", "0")]);
    assert!(conditions[1].rows.is_empty());
    assert!(rows.other_keys().is_empty());
}

#[test]
fn an_empty_object_becomes_the_documented_empty_definition() {
    let form = DefinitionForm::of(&Object::new());
    assert_eq!(form.rows().map(|rows| rows.alternatives.len()), Some(0));
    assert_eq!(form.read().0, empty_definition());
}

#[test]
fn keys_without_a_row_are_named() {
    let definition = object(json!({"v": 2, "or": [{"and": [], "note": "x"}], "a": null}));
    let rows = DefinitionRows::read(&definition).unwrap();
    assert_eq!(rows.other_keys(), ["a", "note", "v"]);
}

#[test]
fn what_rows_cannot_show() {
    let check = |definition: Value, path: &str| {
        let error = DefinitionRows::read(&object(definition)).unwrap_err();
        assert_eq!(error.path, path, "{error}");
    };
    check(json!({"and": []}), "definition");
    check(json!({"or": {}}), "definition");
    check(json!({"or": ["x"]}), "definition.or[0]");
    check(json!({"or": [{"and": []}, {"or": []}]}), "definition.or[1]");
    check(json!({"or": [{"and": [1]}]}), "definition.or[0].and[0]");
    check(
        json!({"or": [{"and": [{"type": 1}]}]}),
        "definition.or[0].and[0]",
    );
    check(
        json!({"or": [{"and": [{"kind": "a"}]}]}),
        "definition.or[0].and[0]",
    );
    check(
        json!({"or": [{"and": [{"type": ""}]}]}),
        "definition.or[0].and[0]",
    );
    check(
        json!({"or": [{"and": [{"type": "a", " b": 1}]}]}),
        "definition.or[0].and[0]",
    );
}

#[test]
fn problems_of_rows() {
    let check = |kind: &str, rows: &[(&str, &str)], expected: &[&str]| {
        let rows = rows
            .iter()
            .map(|(key, json)| MetadataRow {
                key: (*key).to_owned(),
                json: (*json).to_owned(),
            })
            .collect();
        let mut form = DefinitionForm::of(&empty_definition());
        form.rows_mut()
            .unwrap()
            .alternatives
            .push(Alternative::new(vec![Condition::new(kind, rows)]));
        let errors = form.read().1;
        let found: Vec<_> = errors
            .0
            .iter()
            .map(|error| {
                error
                    .field
                    .strip_prefix("definition.or[0].and[0].")
                    .unwrap()
            })
            .collect();
        assert_eq!(found, expected);
        assert_eq!(form.to_json().is_ok(), expected.is_empty());
    };
    check("a", &[("b", "1"), ("", "")], &[]);
    check(" ", &[], &["type"]);
    check("a", &[("", "1")], &["rows[0].key"]);
    check("a", &[("b", "one")], &["rows[0].value"]);
    check("a", &[("b", "1"), ("b", "2")], &["rows[1].key"]);
    check("a", &[("type", "\"b\"")], &["rows[0].key"]);
}

#[test]
fn problems_of_json() {
    let check = |text: &str, expected: &str| {
        let form = DefinitionForm::Json(text.to_owned());
        let (_, errors) = form.read();
        let message = &errors.of("definition").unwrap().message;
        assert!(message.contains(expected), "{message}");
        assert!(form.to_rows().is_err());
    };
    check("[]", "Write an object");
    check("{\"or\": [}", "column 9");
    check("{\n  or\n}", "line 2, column 3");
    check("", "This is not JSON");
}
