//! The bodies in `tests/fixtures`, by name.

use contract::opencx::Training;
use serde_json::Value;

macro_rules! fixtures {
    ($($name:literal),* $(,)?) => {
        fn text(name: &str) -> &'static str {
            match name {
                $($name => include_str!(concat!("../fixtures/", $name, ".json")),)*
                _ => panic!("no fixture {name}"),
            }
        }
    };
}

fixtures![
    "g0",
    "g1",
    "g1_question",
    "g1_list",
    "g2",
    "g3",
    "g4",
    "g4_page",
    "g5",
    "g5_unpublished",
    "page_with_a_bad_row",
    "documented_create",
    "documented_training",
];

/// One training of every generation, twice where its body has two shapes.
pub const TRAININGS: [&str; 9] = [
    "g0",
    "g1",
    "g1_question",
    "g2",
    "g3",
    "g4",
    "g5",
    "g5_unpublished",
    "documented_training",
];

pub fn body(name: &str) -> Value {
    serde_json::from_str(text(name)).unwrap()
}

#[track_caller]
pub fn training(name: &str) -> Training {
    Training::from_json(body(name)).unwrap()
}

/// The body of a fixture with one field replaced.
pub fn with(name: &str, field: &str, value: Value) -> Value {
    let mut body = body(name);
    body[field] = value;
    body
}

/// The body of a fixture without one field.
pub fn without(name: &str, field: &str) -> Value {
    let mut body = body(name);
    body.as_object_mut().unwrap().remove(field).unwrap();
    body
}
