use contract::{Field, UtcInstant, opencx::Segment};
use serde_json::json;

use super::*;
use crate::{
    Moment,
    fixture::{body, training},
};

fn form() -> Draft {
    Draft::of(&training("a", "Title", "Content"))
}

fn row(key: &str, json: &str) -> MetadataRow {
    MetadataRow {
        key: key.into(),
        json: json.into(),
    }
}

#[test]
fn a_form_that_is_opened_is_not_dirty() {
    let mut base = training("a", " Title ", "Content\n");
    base.draft_title = Some("Draft".into());
    base.metadata
        .insert("n".into(), json!({"deep": [1, 2.5, "x"]}));
    base.start_time = Some(UtcInstant::parse("2026-01-01T10:00Z").unwrap());
    base.restricted_to_channels = vec![Channel::Web, Channel::Other("fax".into())];
    let draft = Draft::of(&base);
    assert_eq!(draft.title, "Draft");
    assert!(!draft.is_dirty());
    assert_eq!(draft.problems(), FieldErrors::default());
    assert!(!Draft::new(Some("d".into())).is_dirty());
}

#[test]
fn every_field_knows_that_it_changed() {
    let check = |change: fn(&mut Draft), expected: ChangedField| {
        let mut draft = form();
        change(&mut draft);
        assert_eq!(draft.changes(), [expected]);
        let rebased = draft.rebase(&training("a", "Title", "Content"));
        assert_eq!(rebased.changes(), [expected], "survives a newer base");
    };
    check(|draft| draft.title.push('!'), ChangedField::Title);
    check(|draft| draft.content.push('\n'), ChangedField::Content);
    check(
        |draft| draft.r#type = TrainingType::Behavioral,
        ChangedField::Type,
    );
    check(
        |draft| draft.directory_id = Some("d".into()),
        ChangedField::Directory,
    );
    check(
        |draft| draft.channels.push(Channel::Sms),
        ChangedField::Channels,
    );
    check(
        |draft| draft.segments.push("s".into()),
        ChangedField::Segments,
    );
    check(|draft| draft.start = "tomorrow".into(), ChangedField::Start);
    check(
        |draft| draft.end = "2027-01-01T00:00Z".into(),
        ChangedField::End,
    );
    check(
        |draft| draft.metadata.push(row("k", "nonsense")),
        ChangedField::Metadata,
    );
    let mut draft = form();
    draft.title = "  Title ".into();
    draft.metadata.push(row("", " "));
    assert!(!draft.is_dirty());
}

#[test]
fn rebase_takes_what_was_not_edited() {
    let mut draft = form();
    draft.title = "Mine".into();
    let rebased = draft.rebase(&training("a", "Theirs", "Their content"));
    assert_eq!(
        (rebased.title.as_str(), rebased.content.as_str()),
        ("Mine", "Their content")
    );
}

#[test]
fn problems_name_the_field_and_what_to_write() {
    let check = |change: fn(&mut Draft), field: &str, words: &str| {
        let mut draft = form();
        change(&mut draft);
        let problems = draft.problems();
        let found = problems
            .of(field)
            .unwrap_or_else(|| panic!("{field}: {problems:?}"));
        assert!(found.message.contains(words), "{}", found.message);
        assert_eq!(draft.to_input(Intent::Publish), Err(problems));
    };
    check(
        |draft| draft.title = "  ".into(),
        "title",
        "must not be empty",
    );
    check(
        |draft| draft.content = "x".repeat(50_001),
        "content",
        "50000",
    );
    check(
        |draft| draft.start = "2026-01-01T10:00+02:00".into(),
        "start_time",
        "Offsets",
    );
    check(
        |draft| {
            draft.start = "2026-01-02T00:00Z".into();
            draft.end = "2026-01-02T00:00:00.000Z".into();
        },
        "end_time",
        "later than the start",
    );
    check(
        |draft| draft.metadata = vec![row("", "1")],
        "metadata[0].key",
        "Write a key",
    );
    check(
        |draft| draft.metadata = vec![row("a", "1"), row(" a", "2")],
        "metadata[1].key",
        "there already",
    );
    check(
        |draft| draft.metadata = vec![row("a", "")],
        "metadata[0].value",
        "null",
    );
    check(
        |draft| draft.metadata = vec![row("a", "gold \"tier\"")],
        "metadata[0].value",
        r#""gold \"tier\"""#,
    );
    check(
        |draft| draft.metadata = vec![row("a", "{\"b\": }")],
        "metadata[0].value",
        "column 7",
    );
    check(
        |draft| draft.metadata = vec![row("a", "1.2.3")],
        "metadata[0].value",
        "not JSON",
    );
    check(
        |draft| draft.metadata = vec![row("a", "[1,\n2")],
        "metadata[0].value",
        "line 2",
    );
}

#[test]
fn what_a_write_says_about_draft_and_live() {
    let check = |draft: &Draft, intent, expected: Field<bool>| {
        assert_eq!(
            draft.to_input(intent).unwrap().is_draft,
            expected,
            "{intent:?}"
        );
    };
    let live = form();
    check(&live, Intent::SaveDraft, Field::Absent);
    check(&live, Intent::KeepState, Field::Absent);
    check(&live, Intent::Publish, Field::Value(false));
    let mut offline = training("a", "Title", "Content");
    offline.is_draft = true;
    let offline = Draft::of(&offline);
    check(&offline, Intent::SaveDraft, Field::Value(true));
    check(&offline, Intent::KeepState, Field::Absent);
    let mut new = Draft::new(None);
    (new.title, new.content) = ("T".into(), "C".into());
    check(&new, Intent::SaveDraft, Field::Value(true));
    check(&new, Intent::KeepState, Field::Value(true));
    check(&new, Intent::Publish, Field::Value(false));
}

#[test]
fn a_service_gets_back_what_it_showed_and_no_more() {
    let old = json!({"id": "a", "title": "T", "content": "C", "is_draft": true, "type": "BEHAVIORAL",
        "accepted_by": 7, "created_at": "x", "updated_at": "y"});
    let base = Training::from_json(old).unwrap();
    let mut draft = Draft::of(&base);
    draft.title = " New ".into();
    assert!(!draft.offers(ChangedField::Start) && draft.offers(ChangedField::Type));
    let input = draft.to_input(Intent::SaveDraft).unwrap();
    assert_eq!(
        input.to_json(base.generation, base.shown),
        json!({"accepted_by": 7, "title": "New", "content": "C", "type": "BEHAVIORAL", "is_draft": true})
    );
    let full = training("a", "T", "C");
    let sent = Draft::of(&full).to_input(Intent::KeepState).unwrap();
    let sent = sent.to_json(full.generation, full.shown);
    assert_eq!(
        sent,
        json!({"title": "T", "content": "C", "type": "SCENARIO_SPECIFIC", "directory_id": null,
            "restricted_to_channels": [], "restricted_to_segments": [], "metadata": {},
            "start_time": null, "end_time": null})
    );
}

#[test]
fn a_copy_is_new_and_has_room_for_its_suffix() {
    let mut original = form();
    original.title = "ä".repeat(500);
    let copy = original.duplicate();
    assert!(copy.is_new() && copy.is_dirty() && copy.problems().is_empty());
    assert!(copy.title.ends_with(" (copy)") && copy.title.chars().count() == 500);
    assert_eq!(copy.content, original.content);
}

#[test]
fn the_journal_keeps_everything() {
    let mut base = body("a", "Title", "Content");
    base["vendor_field"] = json!([1, null]);
    base["restricted_to_channels"] = json!(["web", "fax"]);
    let mut draft = Draft::of(&Training::from_json(base).unwrap());
    draft.start = "not yet a date".into();
    draft.metadata.push(row("k", "{"));
    let kept = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&kept).unwrap(), draft);
    let sparse: Draft = serde_json::from_str(r#"{"title": "Saved by another build"}"#).unwrap();
    assert_eq!(sparse.title, "Saved by another build");
    assert!(serde_json::from_str::<Draft>(r#"{"base": {"id": 1}}"#).is_err());
}

fn segment(id: &str, name: &str) -> Segment {
    Segment::from_json(json!({"id": id, "name": name})).unwrap()
}

#[test]
fn warnings_say_what_happens() {
    let now = Moment::read("2026-06-01T00:00Z").unwrap();
    let segments = [segment("s1", "VIP")];
    let mut base = training("a", "Title", "Content");
    base.restricted_to_channels = vec![Channel::Web, Channel::Email];
    base.restricted_to_segments = vec!["s1".into(), "s2".into()];
    let check = |change: fn(&mut Draft), expected: &[&str]| {
        let mut draft = Draft::of(&base);
        change(&mut draft);
        let warnings = draft.warnings(&segments, now);
        assert_eq!(warnings.len(), expected.len(), "{warnings:?}");
        for (warning, words) in warnings.iter().zip(expected) {
            assert!(warning.sentence().contains(words), "{}", warning.sentence());
        }
    };
    check(|_| {}, &[]);
    check(
        |draft| draft.r#type = TrainingType::Behavioral,
        &["back to draft"],
    );
    check(|draft| draft.channels.clear(), &["adds Phone, Slack, SMS"]);
    check(|draft| draft.segments.clear(), &["only VIP and s2 had it"]);
    check(
        |draft| draft.channels = vec![Channel::Web, Channel::Sms],
        &["Also applies to SMS", "No longer applies to Email"],
    );
    check(
        |draft| draft.end = "2026-05-01T00:00Z".into(),
        &["end is in the past"],
    );
    check(
        |draft| draft.start = "2026-05-01T00:00Z".into(),
        &["at once"],
    );
    check(|draft| draft.start = "2026-07-01T00:00Z".into(), &[]);
    check(
        |draft| {
            draft.content.push('!');
            draft.start = "2026-07-01T00:00Z".into();
        },
        &["Start apply to the live scenario"],
    );
    let mut narrowed = form();
    narrowed.segments.push("s1".into());
    let warnings = narrowed.warnings(&segments, now);
    assert_eq!(
        warnings,
        [Warning::Loses(ChangedField::Segments, Vec::new())]
    );
    assert!(!warnings[0].asks());
    assert!(Warning::Everyone(Vec::new()).asks() && Warning::TypeTakesOffline.asks());
}
