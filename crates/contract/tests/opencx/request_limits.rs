//! Limits at their edges, NUL, and bodies that only want to be expensive.

use contract::{
    FieldErrors,
    opencx::{TrainingInput, limits},
};
use serde_json::{Value, json};

fn judged(field: &str, value: Value) -> Result<TrainingInput, FieldErrors> {
    let mut body = json!({"title": "T", "content": "C"});
    body[field] = value;
    TrainingInput::from_json(body)
}

#[track_caller]
fn told(field: &str, value: Value) -> String {
    judged(field, value).unwrap_err().sentence()
}

#[test]
fn texts_are_counted_in_characters_after_trimming() {
    for (field, most) in [("title", 500), ("content", 50_000)] {
        for letter in ["a", "é", "🎭"] {
            let longest = letter.repeat(most);
            judged(field, json!(longest)).unwrap();
            judged(field, json!(format!(" \n\t{longest}\u{a0}  "))).unwrap();
            assert_eq!(
                told(field, json!(format!("{longest}{letter}"))),
                format!(
                    "{field}: must have at most {most} characters, this has {}",
                    most + 1
                )
            );
        }
        judged(field, json!(" x ")).unwrap();
        for blank in ["", " ", "\n\t\u{a0}\u{2003}"] {
            assert_eq!(
                told(field, json!(blank)),
                format!("{field}: must not be empty")
            );
        }
    }
}

#[test]
fn texts_are_kept_as_they_were_written() {
    let input = judged("content", json!("  indented\n")).unwrap();
    assert_eq!(input.content, "  indented\n");
}

#[test]
fn metadata_may_have_64_kib_of_json() {
    // `{"k":""}` are the eight bytes around the text.
    let metadata = |bytes: usize| json!({"k": "a".repeat(bytes - 8)});
    assert_eq!(limits::METADATA_BYTES, 65_536);
    judged("metadata", metadata(65_536)).unwrap();
    assert_eq!(
        told("metadata", metadata(65_537)),
        "metadata: must have at most 65536 bytes of JSON, this has 65537"
    );
}

#[test]
fn nul_is_refused_wherever_it_is() {
    let nul = "must not contain the NUL character";
    for (field, value, place) in [
        ("title", json!("a\0"), "title"),
        ("content", json!("\0a"), "content"),
        ("directory_id", json!("\0"), "directory_id"),
        (
            "restricted_to_segments",
            json!(["a", "b\0"]),
            "restricted_to_segments[1]",
        ),
        ("metadata", json!({"a": "\0"}), "metadata"),
        ("metadata", json!({"a\0": 1}), "metadata"),
        ("metadata", json!({"a": [{"b": ["c", "\0"]}]}), "metadata"),
        ("metadata", json!({"a": {"b\0": null}}), "metadata"),
    ] {
        assert_eq!(told(field, value), format!("{place}: {nul}"));
    }
}

#[test]
fn a_list_of_wrong_entries_gets_a_short_answer() {
    let channels: Vec<_> = (0..20_000).map(|at| format!("channel {at}")).collect();
    let errors = judged("restricted_to_channels", json!(channels)).unwrap_err();
    assert_eq!(errors.0.len(), FieldErrors::MOST);
    let errors = judged("restricted_to_segments", json!(vec![1; 20_000])).unwrap_err();
    assert_eq!(errors.0.len(), FieldErrors::MOST);
    assert_eq!(errors.0[0].field, "restricted_to_segments[0]");
}

/// Reading it in one pass takes a moment; comparing each entry with each would take minutes.
#[test]
fn a_long_list_is_read_whole() {
    let segments: Vec<_> = (0..100_000).map(|at| format!("{at}")).collect();
    let input = judged("restricted_to_segments", json!(segments)).unwrap();
    assert_eq!(input.restricted_to_segments.value(), Some(&segments));
}
