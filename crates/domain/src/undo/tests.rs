use contract::opencx::{Channel, Training, TrainingType};
use serde_json::json;

use super::*;
use crate::{ChangedField, Draft, Intent, Merge, Moment, fixture, seen::same_content};

mod properties;
mod random;
mod records;
mod service;

use service::Service;

fn live(content: &str) -> Training {
    fixture::training("a", "Title", content)
}

fn pending(content: &str, draft: &str) -> Training {
    Training {
        draft_title: Some("Title".into()),
        draft_content: Some(draft.into()),
        ..live(content)
    }
}

fn draft(content: &str) -> Training {
    plan::offline(&live(content))
}

/// The writes in short: who goes first, which text, which intent.
fn short(acts: &[Act]) -> Vec<String> {
    let one = |act: &Act| match act {
        Act::Create { draft, intent } => format!("create {} {intent:?}", draft.content),
        Act::Save { draft, intent } => format!("save {} {intent:?}", draft.content),
        Act::SetDraft(true) => "offline".to_owned(),
        Act::SetDraft(false) => "publish".to_owned(),
        Act::Move(to) => format!("move {to:?}"),
        Act::Delete => "delete".to_owned(),
    };
    acts.iter().map(one).collect()
}

#[test]
fn plans_by_example() {
    let check = |current: Option<Training>, target: Option<Training>, expected: &[&str]| {
        assert_eq!(short(&plan(current.as_ref(), target.as_ref())), expected);
    };
    check(None, None, &[]);
    check(Some(live("a")), None, &["delete"]);
    check(None, Some(draft("a")), &["create a SaveDraft"]);
    let both = ["create a Publish", "save b SaveDraft"];
    check(None, Some(pending("a", "b")), &both);
    // A publish of pending edits, undone.
    let both = ["save a Publish", "save b SaveDraft"];
    check(Some(live("b")), Some(pending("a", "b")), &both);
    // The first publish, undone.
    check(Some(live("a")), Some(draft("a")), &["offline"]);
    check(
        Some(live("a")),
        Some(draft("b")),
        &["offline", "save b SaveDraft"],
    );
    check(Some(draft("a")), Some(live("a")), &["save a Publish"]);
    // A save of a live scenario, undone: the pending edits go.
    check(
        Some(pending("a", "b")),
        Some(live("a")),
        &["save a SaveDraft"],
    );
    let elsewhere = Training {
        directory_id: Some("d".into()),
        ..live("a")
    };
    check(Some(elsewhere), Some(live("a")), &["move None"]);
    let narrowed = Training {
        restricted_to_channels: vec![Channel::Web],
        ..live("a")
    };
    check(Some(narrowed), Some(live("a")), &["save a KeepState"]);
    let retyped = Training {
        r#type: TrainingType::Behavioral,
        ..live("a")
    };
    check(
        Some(retyped),
        Some(live("a")),
        &["offline", "save a Publish"],
    );
    check(Some(live("a")), Some(live("a")), &[]);
}

fn step(id: u64, scenario: &str) -> Step {
    let change = Change::new(
        scenario,
        None,
        Some(Training {
            id: scenario.into(),
            ..live("a")
        }),
    );
    Step {
        id,
        label: Deed::Created.label(&["Title"]),
        at: Moment(5),
        changes: vec![change],
        undone: false,
    }
}

#[test]
fn labels_name_one_and_count_several() {
    assert_eq!(
        Deed::Published.label(&["Opening hours"]),
        "Published “Opening hours”"
    );
    assert_eq!(Deed::Moved.label(&["a"; 12]), "Moved 12 scenarios");
}

#[test]
fn a_step_is_json_and_never_turns_into_another_deed() {
    let kept = step(3, "a");
    let text = serde_json::to_string(&kept).unwrap();
    assert!(text.contains(r#""before":null"#));
    assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), kept);
    let sparse: Step = serde_json::from_str(r#"{"changes": []}"#).unwrap();
    assert_eq!((sparse.id, sparse.undone), (0, false));
    for lost in [
        r#"{"changes": [{"scenario": "a", "after": null}]}"#,
        r#"{"changes": [{"scenario": "a", "before": null, "after": {"id": "a"}}]}"#,
        r#"{"id": 5}"#,
    ] {
        assert!(serde_json::from_str::<Step>(lost).is_err(), "{lost}");
    }
}

#[test]
fn a_scenario_that_came_back_has_its_new_id_everywhere() {
    let mut history = History::new(vec![step(2, "a"), step(1, "b"), step(3, "a")], 9);
    assert_eq!(history.renamed("a", "c"), [2, 3]);
    assert_eq!(history.renamed("a", "c"), [0_u64; 0]);
    let change = &history.step(2).unwrap().changes[0];
    assert_eq!(change.scenario, "c");
    assert_eq!(change.after.as_deref().unwrap().id, "c");
    assert_eq!(history.step(1).unwrap().changes[0].scenario, "b");
}

#[test]
fn what_somebody_else_did_meanwhile_is_noticed() {
    let change = Change::new("a", Some(live("a")), Some(live("b")));
    let verdict = |now: Option<Training>| check(&change, now.as_ref(), Direction::Undo);
    let touched = Training {
        updated_at: "1970-01-01T00:00:00Z".into(),
        current_version: Some(40),
        ..live("b")
    };
    assert!(matches!(verdict(Some(touched)), Verdict::Free(acts) if acts.len() == 1));
    assert_eq!(verdict(Some(live("a"))), Verdict::AlreadyThere);
    assert_eq!(verdict(None), Verdict::Gone);
    let Verdict::Changed(back) = verdict(Some(pending("b", "c"))) else {
        panic!("not noticed");
    };
    assert_eq!(back.draft.changes(), [ChangedField::Content]);
    let created = Change::new("a", None, Some(live("b")));
    let verdict = |now: Option<Training>, way| check(&created, now.as_ref(), way);
    assert_eq!(
        verdict(Some(live("c")), Direction::Undo),
        Verdict::WouldDelete
    );
    assert_eq!(verdict(None, Direction::Undo), Verdict::AlreadyThere);
    assert!(matches!(verdict(None, Direction::Redo), Verdict::Free(acts) if acts.len() == 1));
}

/// The writes after a merge in which nothing was to be decided.
fn merged(change: &Change, now: &Training) -> Option<Training> {
    let Verdict::Changed(back) = check(change, Some(now), Direction::Undo) else {
        panic!("nobody changed it");
    };
    let draft = Merge::of(&back.draft, now).draft()?;
    let mut service = Service::of(Some(now));
    service.take_all(back.acts(&draft).unwrap());
    service.training().cloned()
}

#[test]
fn publications_go_back_past_the_edits_of_others() {
    // The publish of a pending text; meanwhile somebody edited on.
    let change = Change::new("a", Some(pending("a", "b")), Some(live("b")));
    let back = merged(&change, &pending("b", "c")).unwrap();
    assert!(same_content(Some(&back), Some(&pending("a", "c"))));
    // The first publish; meanwhile somebody edited on.
    let change = Change::new("a", Some(draft("b")), Some(live("b")));
    let back = merged(&change, &pending("b", "c")).unwrap();
    assert!(same_content(Some(&back), Some(&draft("c"))));
    // Somebody has published something else since: that stays.
    let change = Change::new("a", Some(pending("a", "b")), Some(live("b")));
    let back = merged(&change, &live("c")).unwrap();
    assert!(same_content(Some(&back), Some(&live("c"))));
}

#[test]
fn a_merge_that_cannot_be_sent_says_why() {
    let change = Change::new("a", Some(live("a")), Some(live("b")));
    let now = pending("b", "c");
    let Verdict::Changed(back) = check(&change, Some(&now), Direction::Undo) else {
        panic!("nobody changed it");
    };
    let bad = Draft {
        content: String::new(),
        ..Draft::of(&now)
    };
    assert!(back.acts(&bad).unwrap_err().of("content").is_some());
}

#[test]
fn a_form_that_is_kept_knows_its_generation() {
    let old = json!({"id": "a", "title": "T", "answer": "C", "is_draft": true, "vendor": 1,
        "created_at": "x", "updated_at": "y"});
    let base = Training::from_json(old).unwrap();
    let change = Change::new("a", Some(base.clone()), None);
    let text = serde_json::to_string(&change).unwrap();
    let read: Change = serde_json::from_str(&text).unwrap();
    assert_eq!(read.before.as_deref(), Some(&base));
    let form = Draft::of(&base);
    let read: Draft = serde_json::from_str(&serde_json::to_string(&form).unwrap()).unwrap();
    assert_eq!(read, form);
    let input = read.to_input(Intent::SaveDraft).unwrap();
    let body = input.to_json(base.generation, base.shown);
    assert_eq!(
        body,
        json!({"vendor": 1, "title": "T", "answer": "C", "is_draft": true})
    );
}
