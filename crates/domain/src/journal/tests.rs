use contract::opencx::Segment;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    DefinitionForm, Intent, fixture,
    outbox::{Entry, Target, Write},
};

fn unsent(edited: Edited) -> Unsent {
    Unsent {
        at: Moment(1_795_000_000_000),
        edited,
        create_key: Some("k".to_owned()),
        written: vec![Written {
            mine: "a".to_owned(),
            theirs: "b".to_owned(),
            text: "c".to_owned(),
        }],
        over: vec!["tab/1".to_owned()],
    }
}

fn scenario(content: &str) -> Unsent {
    let mut draft = Draft::of(&fixture::training("t", "Title of the base", "Content"));
    draft.title = "Title".to_owned();
    draft.content = content.to_owned();
    unsent(Edited::Scenario(draft))
}

/// An entry without anything beside it.
fn read(typed: &str) -> Result<Unsent, Damaged> {
    Unsent::read(&Texts {
        typed: typed.to_owned(),
        base: None,
    })
}

fn key() -> EditKey {
    EditKey {
        scope: "https://a.example|main".to_owned(),
        kind: Kind::Scenario,
        item: "t%1".to_owned(),
        version: Some("2026-01-01T00:00:00Z".to_owned()),
        tab: "tab".to_owned(),
        form: 3,
        began: Some(Moment(1_795_000_000_000)),
    }
}

#[test]
fn an_entry_comes_back_as_it_was() {
    let entry = scenario("Typed “here”\n\u{0}");
    assert_eq!(Unsent::read(&entry.to_texts()), Ok(entry));

    let segment = Segment::from_json(json!({
        "id": "s", "name": "Members", "description": null, "x": 1,
        "definition": {"or": [{"and": [{"type": "a", "value": 1}]}]},
        "created_at": null, "updated_at": "2026-01-01T00:00:00Z"
    }))
    .unwrap();
    let mut draft = SegmentDraft::of(&segment);
    draft.name = "Club".to_owned();
    let entry = unsent(Edited::Segment(draft.clone()));
    assert_eq!(Unsent::read(&entry.to_texts()), Ok(entry));
    draft.definition = DefinitionForm::Json("{ not yet".to_owned());
    let entry = unsent(Edited::Segment(draft));
    assert_eq!(Unsent::read(&entry.to_texts()), Ok(entry));
}

#[test]
fn the_bare_form_of_an_older_build_is_read() {
    let Edited::Scenario(draft) = scenario("Older").edited else {
        unreachable!()
    };
    let read = read(&json!(draft).to_string()).unwrap();
    assert_eq!(read.edited, Edited::Scenario(draft));
}

#[test]
fn an_entry_with_its_base_inside_is_read() {
    let mut entry = scenario("Older");
    // It did not know of those either.
    entry.over.clear();
    let Edited::Scenario(draft) = &entry.edited else {
        unreachable!()
    };
    let text = json!({
        "format": 1, "at": entry.at.0, "scenario": draft, "segment": null,
        "create_key": entry.create_key, "written": entry.written,
    });
    assert_eq!(read(&text.to_string()), Ok(entry));
}

#[test]
fn what_it_began_with_is_not_written_with_every_key() {
    let (entry, later) = (scenario("One"), scenario("One and more"));
    assert!(
        !entry.typed().contains("Title of the base"),
        "{}",
        entry.typed()
    );
    assert_eq!(entry.base(), later.base());
    let Edited::Scenario(mut draft) = scenario("New").edited else {
        unreachable!()
    };
    draft.base = None;
    let new = unsent(Edited::Scenario(draft));
    assert_eq!(new.base(), None);
    assert_eq!(Unsent::read(&new.to_texts()), Ok(new));
}

#[test]
fn without_its_base_an_edit_does_not_come_back_as_a_new_scenario() {
    let mut texts = scenario("Kept").to_texts();
    for base in [None, Some("{".to_owned()), Some("{}".to_owned())] {
        texts.base = base;
        let damaged = Unsent::read(&texts).unwrap_err();
        assert_eq!(damaged.content.as_deref(), Some("Kept"));
        assert_eq!(damaged.raw, texts.typed);
    }
}

#[test]
fn missing_and_unknown_fields_do_no_harm() {
    let text = json!({
        "format": 1,
        "scenario": {"title": "Only this", "later": {"a": 1}},
        "later": true
    });
    let read = read(&text.to_string()).unwrap();
    assert_eq!(read.edited.title(), "Only this");
    assert!(read.edited.is_dirty());
}

#[test]
fn what_cannot_be_read_is_said_and_kept() {
    let check = |text: &str, problem: &str, content: Option<&str>| {
        let damaged = read(text).unwrap_err();
        assert!(damaged.problem.contains(problem), "{}", damaged.problem);
        assert_eq!(damaged.content.as_deref(), content);
        assert_eq!(damaged.raw, text);
    };
    check("", "damaged", None);
    check("[]", "cannot be read", None);
    check(r#"{"format": 1}"#, "neither", None);
    check(
        r#"{"format": 1, "scenario": {"content": "Kept", "base": {"id": 1}}}"#,
        "cannot be read",
        Some("Kept"),
    );
    check(
        r#"{"format": 9, "scenario": {"content": "Kept", "metadata": "?"}}"#,
        "newer version",
        Some("Kept"),
    );
}

#[test]
fn a_newer_entry_that_this_build_understands_is_read() {
    let mut texts = scenario("Kept").to_texts();
    let later = texts.typed.replacen("\"format\":2", "\"format\":7", 1);
    assert_ne!(later, texts.typed);
    texts.typed = later;
    assert_eq!(Unsent::read(&texts), Ok(scenario("Kept")));
}

#[test]
fn of_an_entry_that_was_cut_off_the_typed_text_is_left() {
    let typed = "Line “one”\nand \\ \u{1F600} more";
    let text = scenario(typed).typed();
    let whole = text.find("\"type\"").unwrap();
    assert_eq!(
        read(&text[..whole]).unwrap_err().content.as_deref(),
        Some(typed)
    );
    let start = text.find("Line").unwrap();
    for end in (start..whole).filter(|end| text.is_char_boundary(*end)) {
        let left = read(&text[..end]).unwrap_err().content.unwrap();
        assert!(typed.starts_with(&left) || left == typed, "{left:?}");
    }
}

#[test]
fn the_key_of_an_edit_says_on_what_it_stands() {
    let Edited::Scenario(mut draft) = scenario("Typed").edited else {
        unreachable!()
    };
    let base = draft.base.take().unwrap();
    let mut edited = Edited::Scenario(draft);
    let place = ("tab".to_owned(), 3);
    let new = EditKey::of("main", &edited, "name", place, Moment(1));
    assert!(new.is_new() && new.item == "name" && new.began == Some(Moment(1)));
    edited.stand_on(Shown::Scenario(&base));
    let moved = new.standing_on(&edited);
    assert_eq!(moved.item, base.id);
    assert_eq!(moved.version.as_ref(), Some(&base.updated_at));
    assert_eq!((moved.tab, moved.form), (new.tab, new.form));
    assert_eq!(edited, scenario("Typed").edited);
}

#[test]
fn keys_come_back() {
    assert_eq!(EditKey::read(&key().to_text()), Some(key()));
    let new = EditKey {
        version: None,
        ..key()
    };
    assert!(new.is_new() && !key().is_new() && new.same_item(&key()));
    assert_eq!(EditKey::read(&new.to_text()), Some(new));
    // An entry of an older build stays under the key that it has.
    let older = EditKey {
        began: None,
        ..key()
    };
    let text = "https://a.example%7Cmain|scenario|t%251|2026-01-01T00:00:00Z|tab|3|";
    assert_eq!(EditKey::read(text), Some(older.clone()));
    assert_eq!(older.to_text(), text);
    for text in [
        "",
        "a|b",
        "a|scenario|b|c|d|x|",
        "a|scenario|b|c|d|1|x|",
        "a|scenario|b|c|d|1|1|1|",
        "a|other|b|c|d|1|",
        "%zz|scenario|b|c|d|1|",
    ] {
        assert_eq!(EditKey::read(text), None, "{text}");
    }
}

#[test]
fn an_edit_whose_key_says_nothing_is_shown_with_what_is_typed_in_it() {
    let texts = scenario("Kept").to_texts();
    let damaged = Damaged::keyless(&texts);
    assert_eq!(damaged.title.as_deref(), Some("Title"));
    assert_eq!(damaged.content.as_deref(), Some("Kept"));
    assert_eq!(damaged.raw, texts.typed);
    assert!(
        damaged.problem.contains("where this edit belongs"),
        "{damaged:?}"
    );
    // Neither its key nor itself.
    let damaged = Damaged::keyless(&Texts {
        typed: "?".to_owned(),
        base: None,
    });
    assert!(damaged.problem.contains("where this edit belongs"));
    assert!(
        damaged.problem.contains("The entry is damaged"),
        "{damaged:?}"
    );
    assert_eq!(damaged.raw, "?");
}

#[test]
fn the_workspace_of_a_key_is_read_where_nothing_else_of_it_can_be() {
    let check = |text: &str, scope: Option<&str>| {
        assert_eq!(EditKey::scope_of(text).as_deref(), scope, "{text}");
        assert_eq!(EditKey::read(text), None, "{text}");
    };
    check(" main|hologram|1|", Some(" main"));
    check(
        "https://a.example/%7C main|scenario|1|",
        Some("https://a.example/| main"),
    );
    // No workspace is called so: it would be shown nowhere.
    check("main|hologram|1|", None);
    check("nonsense", None);
    check("", None);
}

/// A write that waits, as the device keeps it.
fn waiting() -> String {
    let mut draft = Draft::new(None);
    "Title".clone_into(&mut draft.title);
    "Typed “here”".clone_into(&mut draft.content);
    let write = Write::Put {
        draft,
        intent: Intent::SaveDraft,
    };
    let target = Target::New("name".to_owned());
    let entry = Entry::new(
        "id".to_owned(),
        " main".to_owned(),
        target,
        write,
        Moment(1),
    );
    serde_json::to_string(&entry).unwrap()
}

#[test]
fn a_write_that_cannot_be_read_says_why_and_of_which_workspace_it_is() {
    let check = |text: &str, problem: &str, content: Option<&str>, scope: Option<&str>| {
        let damaged = Entry::read(text).unwrap_err();
        assert!(damaged.problem.contains(problem), "{}", damaged.problem);
        assert_eq!(damaged.content.as_deref(), content, "{text}");
        assert_eq!(damaged.scope().as_deref(), scope, "{text}");
        assert_eq!(damaged.raw, text);
    };
    let whole = waiting();
    assert_eq!(Entry::read(&whole).unwrap().title, "Title");
    // What a newer build asks for is not sent by this one, however well it seems to be understood.
    let newer = whole.replacen("\"format\":1", "\"format\":2", 1);
    assert_ne!(newer, whole);
    check(&newer, "newer version", Some("Typed “here”"), Some(" main"));
    let unknown = whole.replacen("\"SaveDraft\"", "\"Hologram\"", 1);
    assert_ne!(unknown, whole);
    check(
        &unknown,
        "cannot be read",
        Some("Typed “here”"),
        Some(" main"),
    );
    let end = whole.find("here").unwrap();
    check(&whole[..end], "damaged", Some("Typed “"), Some(" main"));
    // Cut off inside of the workspace's name: that is not known, and every workspace shows it.
    let end = whole.find("main").unwrap() + 2;
    check(&whole[..end], "damaged", None, None);
    check("", "damaged", None, None);
    check("{}", "cannot be read", None, None);
    check("[1]", "cannot be read", None, None);
    check(r#"{"format": 1, "scope": 3}"#, "cannot be read", None, None);
    check(
        r#"{"format": 1, "scope": "main"}"#,
        "cannot be read",
        None,
        None,
    );
}

#[test]
fn the_last_breath_of_a_page_loses_nothing_and_overwrites_nothing_that_it_cannot_read() {
    let typed_at = |at: i64| {
        let mut entry = scenario(&format!("typed at {at}"));
        entry.at = Moment(at);
        entry.to_texts()
    };
    let raw = |typed: &str| Texts {
        typed: typed.to_owned(),
        base: None,
    };
    let check = |breath: &Texts, known: Option<&Texts>, place: Option<&EditKey>| {
        let found = breath.place_over(known, &key());
        assert_eq!(found.as_ref(), place, "{breath:?} over {known:?}");
    };
    let (own, beside) = (key(), key().beside());
    check(&typed_at(2), None, Some(&own));
    check(&typed_at(2), Some(&typed_at(1)), Some(&own));
    check(&typed_at(2), Some(&typed_at(2)), None);
    check(&typed_at(2), Some(&typed_at(3)), None);
    // The store's is damaged, or a newer build wrote it.
    check(&typed_at(2), Some(&raw("{")), Some(&beside));
    // The breath's is.
    check(&raw("{"), Some(&typed_at(3)), Some(&beside));
    check(&raw("{"), None, Some(&own));
    check(&raw("{"), Some(&raw("[")), Some(&beside));
    check(&raw("{"), Some(&raw("{")), None);
    // Only what it began with is missing there.
    let without_base = raw(&typed_at(2).typed);
    check(&typed_at(2), Some(&without_base), Some(&own));
    check(&without_base, Some(&typed_at(2)), None);
}

#[test]
fn an_edit_beside_another_is_of_the_same_thing() {
    let beside = key().beside();
    assert_ne!(beside, key());
    assert!(beside.same_item(&key()));
    assert_eq!(beside.beside(), key());
    assert_eq!(EditKey::read(&beside.to_text()), Some(beside));
}

#[test]
fn of_a_write_that_is_cut_off_anywhere_nothing_is_lost() {
    let whole = waiting();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let damaged = Entry::read(&whole[..end]).unwrap_err();
        assert_eq!(damaged.raw, whole[..end]);
        let scope = damaged.scope();
        assert!(
            scope.is_none() || scope.as_deref() == Some(" main"),
            "{scope:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_key_comes_back_and_begins_with_its_workspace(
        scope in ".*", item in ".*", version in "[^ ]+", other in ".*"
    ) {
        let key = EditKey { scope, item, version: Some(version), ..key() };
        let text = key.to_text();
        prop_assert!(text.starts_with(&EditKey::prefix(&key.scope)));
        prop_assert_eq!(
            text.starts_with(&EditKey::prefix(&other)),
            other == key.scope,
            "another workspace's prefix"
        );
        prop_assert_eq!(EditKey::read(&text), Some(key));
    }

    #[test]
    fn no_text_makes_reading_fail_in_another_way(text in ".*") {
        if let Err(damaged) = read(&text) {
            prop_assert_eq!(damaged.raw, text);
        }
    }
}
