use contract::opencx::{Training, TrainingType};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    Draft, Intent,
    fixture::{self, training},
    lifecycle::{self, Current, Stamp},
};

mod once;
mod others;

const NOW: Moment = Moment(1_795_000_000_000);

fn put(id: &str, target: Target, content: &str) -> Entry {
    let draft = match &target {
        Target::Known(id) => Draft {
            content: content.to_owned(),
            ..Draft::of(&training(id, "Title", "Old"))
        },
        Target::New(_) => Draft {
            title: "Title".to_owned(),
            content: content.to_owned(),
            ..Draft::new(None)
        },
    };
    let write = Write::Put {
        draft,
        intent: Intent::SaveDraft,
    };
    let mut entry = Entry::new(id.to_owned(), "main".to_owned(), target, write, NOW);
    entry.tab = "me".to_owned();
    entry
}

fn known(id: &str) -> Target {
    Target::Known(id.to_owned())
}

fn failure() -> Failure {
    Failure {
        message: "No.".to_owned(),
        advice: "Do it.".to_owned(),
        changed: false,
        gone: false,
    }
}

fn queue(entries: &[Entry]) -> Queue {
    Queue::new((1..).zip(entries.iter().cloned()).collect())
}

#[test]
fn every_kind_of_write_comes_back_as_it_was() {
    let base = Box::new(training("t", "Title", "Text"));
    let writes = [
        Write::Put {
            draft: Draft::of(&base),
            intent: Intent::Publish,
        },
        Write::Put {
            draft: Draft::new(None),
            intent: Intent::SaveDraft,
        },
        Write::SetDraft {
            base: base.clone(),
            is_draft: true,
        },
        Write::Move {
            base: base.clone(),
            directory_id: None,
        },
        Write::Delete { base },
    ];
    for write in writes {
        let mut entry = put("a", known("t"), "Text");
        entry.write = write;
        entry.state = State::Waiting {
            since: NOW,
            until: NOW,
            why: Reason::TooMany,
        };
        let text = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
    }
    let mut cut = json!(put("a", known("t"), "Text"));
    cut["draft"] = json!(null);
    assert!(serde_json::from_value::<Entry>(cut).is_err());
}

#[test]
fn writes_of_one_scenario_go_one_after_the_other() {
    let mut queue = queue(&[
        put("a", known("one"), "1"),
        put("b", known("one"), "2"),
        put("c", known("two"), "3"),
    ]);
    assert_eq!(queue.due("main", "me", NOW), [1, 3]);
    assert_eq!(queue.due("main", "other", NOW), [0_u64; 0]);
    let mut first = queue.get("a").unwrap().clone();
    first.state = State::Failed(failure());
    queue.put(1, first);
    assert_eq!(queue.due("main", "me", NOW), [3]);
    assert_eq!(queue.blocked(2), Some(Blocked::BehindFailed));
    queue.take_out(1);
    assert_eq!(queue.due("main", "me", NOW), [2, 3]);
}

#[test]
fn what_another_tab_sends_is_waited_for() {
    let mut of_other = put("a", known("one"), "1");
    of_other.tab = "other".to_owned();
    let queue = queue(&[of_other, put("b", known("one"), "2")]);
    assert_eq!(queue.due("main", "me", NOW), [0_u64; 0]);
    assert_eq!(queue.due("main", "other", NOW), [1]);
    assert_eq!(queue.blocked(2), Some(Blocked::Behind));
}

#[test]
fn only_a_few_go_at_once() {
    let entries: Vec<Entry> = (0..9)
        .map(|n| put(&n.to_string(), known(&n.to_string()), "x"))
        .collect();
    let mut queue = queue(&entries);
    assert_eq!(queue.due("main", "me", NOW), [1, 2, 3, 4]);
    for number in 1..=3 {
        let mut entry = entries[0].clone();
        entry.target = known(&(number - 1).to_string());
        entry.state = State::Sending;
        queue.put(number, entry);
    }
    assert_eq!(queue.due("main", "me", NOW), [4]);
}

#[test]
fn what_a_person_waits_for_does_not_wait_for_a_group() {
    let mut entries: Vec<Entry> = (0..9)
        .map(|n| put(&n.to_string(), known(&n.to_string()), "x"))
        .collect();
    for entry in entries.iter_mut().take(8) {
        entry.group = Some("moves".to_owned());
    }
    let mut queue = queue(&entries);
    assert_eq!(queue.due("main", "me", NOW), [9, 1, 2, 3]);
    for number in 1..=3 {
        let mut entry = entries[usize::try_from(number).unwrap() - 1].clone();
        entry.state = State::Sending;
        queue.put(number, entry);
    }
    assert_eq!(queue.due("main", "me", NOW), [9]);
    queue.take_out(9);
    assert_eq!(queue.due("main", "me", NOW), [0_u64; 0]);
}

#[test]
fn a_wait_ends_at_its_time() {
    let mut entry = put("a", known("one"), "1");
    let until = NOW.plus(5_000);
    entry.state = State::Waiting {
        since: NOW,
        until,
        why: Reason::TooMany,
    };
    let queue = queue(&[entry, put("b", known("one"), "2")]);
    assert_eq!(queue.due("main", "me", NOW), [0_u64; 0]);
    assert_eq!(queue.due("main", "me", until.plus(-1)), [0_u64; 0]);
    assert_eq!(queue.wakes_at("me", NOW), Some(until));
    assert_eq!(queue.wakes_at("other", NOW), None);
    assert_eq!(queue.due("main", "me", until), [1]);
    // A clock that was set back does not make a day of five seconds.
    assert_eq!(queue.due("main", "me", NOW.plus(-1)), [1]);
    assert_eq!(queue.due("main", "me", NOW.plus(-86_400_000)), [1]);
    let waits_until = |now| queue.get("a").unwrap().state.waits_until(now);
    assert_eq!(waits_until(NOW), Some(until));
    assert_eq!(waits_until(NOW.plus(-1)), Some(NOW.plus(-1)));
    // The clock was set back: it looks at once.
    assert_eq!(queue.wakes_at("me", NOW.plus(-1)), Some(NOW.plus(-1)));
    assert_eq!(queue.get("b").unwrap().state.waits_until(NOW), None);
}

#[test]
fn the_writes_of_a_tab_that_is_gone_go_on_here() {
    let mut sending = put("a", known("one"), "1");
    sending.tab = "gone".to_owned();
    sending.state = State::Sending;
    let mut alive = put("b", known("two"), "2");
    alive.tab = "other".to_owned();
    let mut queue = queue(&[sending, alive]);
    assert_eq!(
        queue.adopt("main", "me", |tab| tab == "me" || tab == "other"),
        [1]
    );
    let entry = queue.get("a").unwrap();
    assert!(entry.unsure && entry.state == State::Ready && entry.tab == "me");
    assert_eq!(queue.due("main", "me", NOW), [1]);
}

#[test]
fn of_its_own_writes_a_tab_knows_more_than_the_store() {
    const UNKEPT: u64 = 100;
    let of = |tab: &str, id: &str, state: State| {
        let mut entry = put(id, known(id), "1");
        tab.clone_into(&mut entry.tab);
        entry.state = state;
        entry
    };
    let mine = |id: &str, state| of("me", id, state);
    let mut queue = Queue::new(vec![
        (1, mine("sent", State::Sending)),
        (2, mine("taken back", State::Ready)),
        (3, of("other", "theirs", State::Ready)),
        (4, of("other", "done there", State::Sending)),
        (5, mine("adopted", State::Ready)),
        (6, of("gone", "given", State::Ready)),
        (UNKEPT, mine("unkept", State::Ready)),
    ]);
    let stored = vec![
        (1, mine("sent", State::Ready)),
        (3, of("other", "theirs", State::Sending)),
        (5, of("gone", "adopted", State::Sending)),
        (6, mine("given", State::Ready)),
        // Done here a moment ago; what the store still says of it must not stand in the way of the
        // next write for ever.
        (7, mine("done", State::Sending)),
        (8, of("other", "new", State::Ready)),
    ];
    queue.read_again(stored, "me", UNKEPT);
    let now: Vec<(u64, &str, bool)> = queue
        .entries()
        .iter()
        .map(|(n, entry)| (*n, entry.tab.as_str(), entry.state == State::Sending))
        .collect();
    assert_eq!(
        now,
        [
            (1, "me", true),
            (3, "other", true),
            (5, "me", false),
            (6, "me", false),
            (8, "other", false),
            (UNKEPT, "me", false),
        ]
    );
}

#[test]
fn what_was_typed_beside_a_waiting_write_does_not_undo_it() {
    let signed = |id: &str, form: &str, over: &[&str], title: &str| {
        let mut entry = put(id, known("s"), title);
        entry.origin = Some(form.to_owned());
        entry.over = over.iter().copied().map(str::to_owned).collect();
        entry
    };
    let done = signed("a", "tab/1", &["tab/1"], "First");
    let mut queue = queue(&[
        done.clone(),
        signed("b", "tab/1", &["tab/1"], "Of the same form"),
        signed(
            "c",
            "other/1",
            &["tab/1", "other/1"],
            "Of one that went on from it",
        ),
        signed("d", "tab/2", &["tab/2"], "Of one that does not know it"),
    ]);
    let left = training("s", "Title", "First");
    queue.follow(&done, Shown::Scenario(&left), Some("\"e2\""));
    let stands = |id: &str| {
        let entry = queue.get(id).unwrap();
        let Write::Put { draft, .. } = &entry.write else {
            unreachable!()
        };
        draft.base.as_deref() == Some(&left) && entry.etag.as_deref() == Some("\"e2\"")
    };
    assert!(stands("b") && stands("c") && !stands("d"));

    // What an older build wrote has no forms; an undo is made of none.
    let mut older = put("e", known("s"), "Older");
    assert!(signed("f", "tab/2", &["tab/2"], "Text").goes_on_from(&older));
    older.step = Some("undo".to_owned());
    assert!(!signed("f", "tab/2", &["tab/2"], "Text").goes_on_from(&older));
    assert!(older.goes_on_from(&done));

    let kept = serde_json::to_string(&done).unwrap();
    assert_eq!(serde_json::from_str::<Entry>(&kept).unwrap(), done);
}

#[test]
fn what_waits_behind_a_create_becomes_an_update_of_it() {
    let name = Target::New("n".to_owned());
    // The create is still there until the store has heard of its end; it stays what it was.
    let mut queue = queue(&[
        put("a", name.clone(), "First"),
        put("b", name.clone(), "Later"),
        put("c", name.clone(), "Last"),
    ]);
    let left = training("made", "Title", "First");
    assert_eq!(
        queue.follow(
            &put("a", name.clone(), "First"),
            Shown::Scenario(&left),
            Some("\"e1\"")
        ),
        [2, 3]
    );
    let entry = queue.get("b").unwrap();
    assert_eq!(entry.target, known("made"));
    assert_eq!(entry.etag.as_deref(), Some("\"e1\""));
    let Write::Put { draft, .. } = &entry.write else {
        unreachable!()
    };
    assert_eq!(draft.base.as_deref(), Some(&left));
    assert_eq!(draft.content, "Later");
    assert_eq!(queue.blocked(3), Some(Blocked::Behind));
    let create = queue.get("a").unwrap();
    assert!(create.target == name && create.write.is_create());

    // What is asked of the scenario from now on goes behind them.
    queue.put(4, put("d", known("made"), "Newest"));
    assert_eq!(queue.blocked(4), Some(Blocked::Behind));
    let unkept = |queue: &Queue| queue.is_unkept(&put("e", known("made"), "Text"), 100);
    assert!(!unkept(&queue));
    queue.put(100, put("f", known("made"), "Of this tab alone"));
    assert!(unkept(&queue));
}

#[test]
fn what_becomes_of_an_attempt() {
    let mut entry = put("a", known("one"), "1");
    entry.attempts = 2;
    let check = |outcome, unsure, attempts, state| match after(&entry, outcome, NOW, 700) {
        Next::Keep(next) => {
            assert_eq!(
                (next.unsure, next.attempts, next.state),
                (unsure, attempts, state)
            );
        }
        Next::TakeOut => panic!("taken out"),
    };
    let wait = |ms, why| State::Waiting {
        since: NOW,
        until: NOW.plus(ms),
        why,
    };
    assert_eq!(after(&entry, Outcome::Done, NOW, 700), Next::TakeOut);
    check(
        Outcome::NoAnswer {
            said: "?".to_owned(),
        },
        true,
        2,
        wait(700, Reason::NoAnswer),
    );
    check(
        Outcome::Service {
            said: "?".to_owned(),
        },
        true,
        2,
        wait(700, Reason::Service),
    );
    // Nothing was sent, so no answer to it can be lost.
    check(
        Outcome::NotSent {
            said: "?".to_owned(),
            why: Reason::NoAnswer,
        },
        false,
        2,
        wait(700, Reason::NoAnswer),
    );
    // It was not even tried: it counts neither as an attempt nor as unsure.
    let asked = Outcome::TooMany { wait: 3_000 };
    check(asked, false, 1, wait(3_700, Reason::TooMany));
    check(
        Outcome::Refused(failure()),
        false,
        2,
        State::Failed(failure()),
    );
    check(
        Outcome::Unreadable(failure()),
        true,
        2,
        wait(700, Reason::Service),
    );
    entry.attempts = 5;
    let Next::Keep(last) = after(&entry, Outcome::Unreadable(failure()), NOW, 700) else {
        panic!("taken out");
    };
    assert!(last.is_failed() && last.unsure);
}

fn stamp() -> Stamp {
    Stamp {
        now: "2026-11-20T10:00:00.000Z".to_owned(),
        by: None,
    }
}

/// What the service shows after a write.
fn done(write: &Write) -> Training {
    let Write::Put { draft, intent } = write else {
        unreachable!()
    };
    let input = draft.to_input(*intent).unwrap();
    match draft.base.as_deref() {
        None => lifecycle::create(input, "new".to_owned(), &stamp()),
        Some(base) => {
            let current = Current {
                last_version: base.current_version.unwrap_or_default(),
                training: base.clone(),
            };
            lifecycle::update(&current, input, &stamp())
        }
    }
    .unwrap()
    .training
}

fn put_write(base: Option<Training>, content: &str, intent: Intent) -> Write {
    let draft = base.map_or_else(|| Draft::new(None), |base| Draft::of(&base));
    Write::Put {
        draft: Draft {
            title: "Title".to_owned(),
            content: content.to_owned(),
            ..draft
        },
        intent,
    }
}

#[test]
fn a_write_whose_answer_was_lost_is_known_by_what_it_left() {
    let live = training("t", "Title", "Live");
    let draft = Training {
        is_draft: true,
        draft_title: Some("Title".to_owned()),
        draft_content: Some("Live".to_owned()),
        current_version: None,
        ..live.clone()
    };
    for base in [None, Some(live.clone()), Some(draft.clone())] {
        for intent in [Intent::SaveDraft, Intent::Publish, Intent::KeepState] {
            let write = put_write(base.clone(), "Newer", intent);
            let left = done(&write);
            assert!(is_done(&write, &left), "{intent:?} of {base:?}");
            if let Some(base) = &base {
                assert!(!is_done(&write, base), "{intent:?} of {base:?}");
            }
            let mut other = left.clone();
            other.restricted_to_segments.push("s".to_owned());
            assert!(!is_done(&write, &other), "somebody else went on");
        }
    }
    let publish = put_write(Some(live.clone()), "Live", Intent::Publish);
    let saved = done(&put_write(Some(live.clone()), "Newer", Intent::SaveDraft));
    assert!(!is_done(&publish, &saved));

    let base = Box::new(live.clone());
    let offline = Write::SetDraft {
        base: base.clone(),
        is_draft: true,
    };
    assert!(is_done(&offline, &draft) && !is_done(&offline, &live));
    let publish = Write::SetDraft {
        base: base.clone(),
        is_draft: false,
    };
    assert!(is_done(&publish, &live) && !is_done(&publish, &saved));
    let moved = Write::Move {
        base,
        directory_id: Some("d".to_owned()),
    };
    assert!(!is_done(&moved, &live));
    let there = Training {
        directory_id: Some("d".to_owned()),
        ..live
    };
    assert!(is_done(&moved, &there));
}

#[test]
fn a_publish_that_the_service_turns_into_a_draft_is_done_as_well() {
    let write = match put_write(Some(training("t", "Title", "Live")), "New", Intent::Publish) {
        Write::Put { draft, intent } => Write::Put {
            draft: Draft {
                r#type: TrainingType::Behavioral,
                ..draft
            },
            intent,
        },
        _ => unreachable!(),
    };
    let left = done(&write);
    assert!(left.is_draft && is_done(&write, &left));
}

#[test]
fn our_own_mark_in_the_metadata_is_no_difference() {
    let write = put_write(None, "Text", Intent::SaveDraft);
    let mut body = fixture::body("new", "Title", "Text");
    body["is_draft"] = json!(true);
    body["current_version"] = json!(null);
    body["metadata"] = json!({ CREATE_MARKER: "a" });
    let left = Training::from_json(body.clone()).unwrap();
    assert!(is_done(&write, &left));
    body["metadata"] = json!({ "other": "a" });
    assert!(!is_done(&write, &Training::from_json(body).unwrap()));
}

proptest! {
    /// Whatever happens to the queue, no scenario has two writes on their way, and an earlier
    /// write is never overtaken.
    #[test]
    fn order_holds(moves in prop::collection::vec((0_u8..3, 0_u8..6, 0_u8..3), 1..60)) {
        let mut queue = Queue::default();
        let mut next = 1_u64;
        let mut sent: Vec<(Target, u64)> = Vec::new();
        for (what, choice, scenario) in moves {
            match what {
                0 => {
                    queue.put(next, put(&next.to_string(), known(&scenario.to_string()), "x"));
                    next += 1;
                }
                1 => {
                    for number in queue.due("main", "me", NOW) {
                        let mut entry = queue.entries().iter().find(|(n, _)| *n == number).unwrap().1.clone();
                        prop_assert!(sent.iter().all(|(target, last)| *target != entry.target || *last <= number));
                        sent.push((entry.target.clone(), number));
                        entry.state = State::Sending;
                        queue.put(number, entry);
                    }
                    let mut scenarios: Vec<&Target> = queue.entries().iter()
                        .filter(|(_, e)| e.state == State::Sending).map(|(_, e)| &e.target).collect();
                    let before = scenarios.len();
                    scenarios.dedup();
                    scenarios.sort();
                    scenarios.dedup();
                    prop_assert_eq!(scenarios.len(), before);
                }
                _ => {
                    let on_its_way = queue.entries().iter().find(|(_, e)| e.state == State::Sending).cloned();
                    if let Some((number, entry)) = on_its_way {
                        let outcome = [Outcome::Done, Outcome::NoAnswer { said: String::new() }, Outcome::TooMany { wait: 0 },
                            Outcome::Service { said: String::new() }, Outcome::Refused(failure()), Outcome::Done][usize::from(choice)].clone();
                        match after(&entry, outcome, NOW, 0) {
                            Next::TakeOut => queue.take_out(number),
                            Next::Keep(next) => queue.put(number, *next),
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_to_go_live_is_not_kept_as_a_draft_by_a_later_save() {
    let of = |id: &str, intent| {
        let mut entry = put(id, known("s"), "Text");
        if let Write::Put { intent: own, .. } = &mut entry.write {
            *own = intent;
        }
        entry
    };
    let (publish, save) = (of("a", Intent::Publish), of("b", Intent::SaveDraft));
    assert!(!save.takes_place_of(&publish));
    assert!(publish.takes_place_of(&save));
    assert!(save.takes_place_of(&of("c", Intent::SaveDraft)));
    assert!(publish.takes_place_of(&of("d", Intent::Publish)));
}
