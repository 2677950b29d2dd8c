use contract::{
    UtcInstant,
    opencx::{Channel, Training, TrainingType},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{ChangedField, Draft, Moment, fixture};

const CREATED: &str = "1970-01-01T00:00:00.100Z";

/// A live scenario that was created at 100 ms and written at `updated`.
fn version(id: &str, content: &str, updated: i64) -> Training {
    Training {
        created_at: CREATED.into(),
        updated_at: format!(
            "1970-01-01T00:00:{:02}.{:03}Z",
            updated / 1_000,
            updated % 1_000
        ),
        ..fixture::training(id, "Title", content)
    }
}

fn sight(content: &str, at: i64) -> Sight {
    Sight::of(&version("a", content, at), Moment(at + 5))
}

#[test]
fn a_sight_lies_where_the_service_has_it() {
    let seen = sight("x", 1_250);
    assert_eq!((seen.at, seen.seen_at), (Moment(1_250), Moment(1_255)));
    let mut odd = version("a", "x", 0);
    odd.updated_at = "yesterday".into();
    assert_eq!(Sight::of(&odd, Moment(7)).at, Moment(7));
}

#[test]
fn what_nobody_wrote_does_not_count() {
    let base = fixture::training("a", "Title", "Content");
    let hash = content_hash(&base);
    assert_eq!(hash.len(), 32);
    let same = |change: fn(&mut Training)| {
        let mut other = base.clone();
        change(&mut other);
        assert_eq!(content_hash(&other), hash);
        assert!(same_content(Some(&other), Some(&base)));
    };
    same(|t| t.id = "b".into());
    same(|t| t.updated_at = "2027-01-01T00:00:00Z".into());
    same(|t| t.current_version = Some(9));
    same(|t| t.published_at = None);
    same(|t| t.title = " Title ".into());
    same(|t| {
        t.unknown.insert("handoffs".into(), json!(3));
    });
    // The live text is no pending change.
    same(|t| t.draft_content = Some("Content".into()));
    assert!(same_content(None, None) && !same_content(None, Some(&base)));
}

#[test]
fn everything_that_somebody_wrote_counts() {
    let base = fixture::training("a", "Title", "Content");
    let mut hashes = vec![content_hash(&base)];
    let mut other = |change: fn(&mut Training)| {
        let mut other = base.clone();
        change(&mut other);
        hashes.push(content_hash(&other));
    };
    other(|t| t.title = "Other".into());
    other(|t| t.content = "Other".into());
    other(|t| t.draft_title = Some("Other".into()));
    other(|t| t.draft_content = Some("Other".into()));
    other(|t| t.is_draft = true);
    other(|t| t.r#type = TrainingType::Behavioral);
    other(|t| t.directory_id = Some(String::new()));
    other(|t| t.directory_id = Some("d".into()));
    other(|t| t.restricted_to_channels = vec![Channel::Web]);
    other(|t| t.restricted_to_segments = vec!["web".into()]);
    other(|t| t.start_time = Some(UtcInstant::parse("2026-01-01T00:00Z").unwrap()));
    other(|t| t.end_time = Some(UtcInstant::parse("2026-01-01T00:00Z").unwrap()));
    other(|t| t.metadata = json!({"k": "1"}).as_object().unwrap().clone());
    other(|t| t.metadata = json!({"k": 1}).as_object().unwrap().clone());
    other(|t| t.metadata = json!({"k": [1]}).as_object().unwrap().clone());
    other(|t| t.metadata = json!({"k": {"1": null}}).as_object().unwrap().clone());
    let count = hashes.len();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), count);
}

#[test]
fn the_order_of_sets_and_keys_does_not_count() {
    let mut one = fixture::training("a", "Title", "Content");
    one.restricted_to_segments = vec!["s".into(), "t".into()];
    one.metadata = json!({"a": {"x": 1, "y": 2}, "b": 2})
        .as_object()
        .unwrap()
        .clone();
    let mut other = one.clone();
    other.restricted_to_segments = vec!["t".into(), "s".into(), "t".into()];
    other.metadata = json!({"b": 2, "a": {"y": 2, "x": 1}})
        .as_object()
        .unwrap()
        .clone();
    assert_eq!(content_hash(&one), content_hash(&other));
    other.metadata = json!({"a": [1, 2]}).as_object().unwrap().clone();
    one.metadata = json!({"a": [2, 1]}).as_object().unwrap().clone();
    assert_ne!(
        content_hash(&one),
        content_hash(&other),
        "a list has an order"
    );
}

#[test]
fn a_sight_is_json_and_says_by_itself_that_it_is_a_deletion() {
    for kept in [sight("x", 400), Sight::deleted("a", Moment(9))] {
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Sight>(&text).unwrap(), kept);
    }
    let sparse = json!({"scenario": "a", "training": version("a", "x", 400).to_json()});
    let sparse: Sight = serde_json::from_value(sparse).unwrap();
    assert_eq!(sparse.at, Moment(400));
    assert_eq!(sparse.hash, sight("x", 1).hash);
    let lost = serde_json::from_str::<Sight>(r#"{"scenario": "a", "hash": "1", "at": 5}"#);
    assert!(lost.is_err(), "no deletion by accident");
    let odd = serde_json::from_str::<Sight>(r#"{"scenario": "a", "training": {"id": "a"}}"#);
    assert!(odd.unwrap_err().to_string().contains("training.title"));
}

fn state(timeline: &Timeline<'_>, at: i64) -> String {
    match timeline.at(Moment(at)) {
        State::Unknown => "?".into(),
        State::Absent => "-".into(),
        State::Version(sight) => sight.training.as_deref().unwrap().content.clone(),
    }
}

#[test]
fn a_timeline_says_what_it_knows_and_no_more() {
    let sights = [
        sight("y", 400),
        sight("x", 200),
        Sight::deleted("a", Moment(500)),
    ];
    let timeline = Timeline::of(&sights);
    let states = [99, 100, 199, 200, 399, 400, 499, 500, 9_000].map(|at| state(&timeline, at));
    assert_eq!(states, ["-", "?", "?", "x", "x", "y", "y", "-", "-"]);
    assert_eq!(timeline.created(), Some(Moment(100)));
    assert!(timeline.is_news(&sight("y", 600)) && !timeline.is_news(&sights[2]));
    assert_eq!(state(&Timeline::default(), 5), "?");
    // Back to what it was: both times are there. The same once more is nothing new.
    let sights = [
        sight("x", 200),
        sight("y", 300),
        sight("x", 400),
        sight("x", 450),
    ];
    let timeline = Timeline::of(&sights);
    assert_eq!(timeline.sights().count(), 3);
    assert_eq!(
        [250, 350, 460].map(|at| state(&timeline, at)),
        ["x", "y", "x"]
    );
}

#[test]
fn clocks_that_disagree_hide_no_deletion_and_make_none() {
    let mut late = sight("x", 900);
    late.seen_at = Moment(300);
    let gone = Sight::deleted("a", Moment(400));
    assert_eq!(state(&Timeline::of([&late, &gone]), 900), "-");
    // It was only not in the answer: here it is again, unchanged.
    late.seen_at = Moment(450);
    assert_eq!(state(&Timeline::of([&late, &gone]), 950), "x");
    assert_eq!(
        state(
            &Timeline::of([&sight("x", 200), &gone, &sight("y", 500)]),
            450
        ),
        "-"
    );
}

/// Id, what, content before and after, and whether it is certain.
fn said(sights: &[Sight], from: i64, to: i64) -> Vec<(String, What, String, String, bool)> {
    let content = |sight: Option<&Sight>| {
        let training = sight.and_then(|sight| sight.training.as_deref());
        training.map_or_else(|| "-".to_owned(), |training| training.content.clone())
    };
    between(sights, Moment(from), Moment(to))
        .into_iter()
        .map(|d| {
            (
                d.scenario.to_owned(),
                d.what,
                content(d.before),
                content(d.after),
                d.is_certain,
            )
        })
        .collect()
}

#[test]
fn between_two_moments() {
    let edited = || What::Changed {
        fields: vec![ChangedField::Content],
        shift: Some(Shift::PublishedAgain),
    };
    let sights = [
        sight("x", 200),
        sight("y", 400),
        Sight::deleted("a", Moment(600)),
    ];
    let check = |from: i64, to: i64, expected: Option<(What, &str, &str, bool)>| {
        let expected: Vec<_> = expected
            .map(|(what, before, after, sure)| {
                (
                    "a".to_owned(),
                    what,
                    before.to_owned(),
                    after.to_owned(),
                    sure,
                )
            })
            .into_iter()
            .collect();
        assert_eq!(said(&sights, from, to), expected, "{from} to {to}");
        assert_eq!(said(&sights, to, from), expected, "{to} to {from}");
    };
    check(0, 50, None);
    check(50, 150, Some((What::Created, "-", "-", true)));
    check(50, 250, Some((What::Created, "-", "x", true)));
    check(120, 150, None);
    check(150, 250, Some((What::FirstSeen, "-", "x", false)));
    check(150, 450, Some((edited(), "x", "y", false)));
    check(200, 399, None);
    check(250, 450, Some((edited(), "x", "y", true)));
    check(250, 700, Some((What::Deleted, "x", "-", true)));
    check(150, 700, Some((What::Deleted, "x", "-", false)));
    check(50, 700, None);
    check(650, 700, None);
}

#[test]
fn the_newest_difference_comes_first() {
    let other = Sight::of(&version("b", "x", 300), Moment(300));
    let sights = [sight("x", 200), other, sight("y", 400)];
    let ids = |from, to| {
        said(&sights, from, to)
            .into_iter()
            .map(|d| d.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(50, 450), ["a", "b"]);
    assert_eq!(ids(50, 350), ["b", "a"]);
}

fn a_version() -> impl Strategy<Value = Training> {
    let pending = prop::option::of("[ab]");
    let metadata = prop_oneof![
        Just(json!({})),
        Just(json!({"k": 1})),
        Just(json!({"k": 2}))
    ];
    let segments = prop::sample::subsequence(vec!["s".to_owned(), "t".to_owned()], 0..=2);
    ("[ab]", "[ab]", pending, any::<bool>(), segments, metadata).prop_map(
        |(title, content, pending, is_draft, segments, metadata)| Training {
            draft_title: pending.as_ref().map(|_| title.clone()),
            draft_content: pending,
            is_draft,
            restricted_to_segments: segments,
            metadata: metadata.as_object().unwrap().clone(),
            ..fixture::training("a", &title, &content)
        },
    )
}

/// A body of some generation: any of the optional fields may be missing, names may be older ones.
fn a_body() -> impl Strategy<Value = Value> {
    let mut full = fixture::body("a", "Title", "Content");
    full["start_time"] = "2026-01-01T10:00Z".into();
    full["draft_content"] = "Draft".into();
    full["vendor"] = json!([1.0, null]);
    let count = full.as_object().unwrap().len();
    (
        prop::collection::vec(any::<bool>(), count),
        0..2_usize,
        0..3_usize,
    )
        .prop_map(move |(stays, title, content)| {
            let required = ["id", "title", "content", "created_at", "updated_at"];
            let entries = full.as_object().unwrap().iter().zip(stays);
            let kept =
                entries.filter(|((key, _), stays)| *stays || required.contains(&key.as_str()));
            let named = kept.map(|((key, value), _)| {
                let name = match key.as_str() {
                    "title" => ["title", "question"][title],
                    "content" => ["content", "answer", "body"][content],
                    other => other,
                };
                (name.to_owned(), value.clone())
            });
            Value::Object(named.collect())
        })
}

proptest! {
    /// What differs in the hash differs on the screen, and the other way round.
    #[test]
    fn another_hash_is_another_content(one in a_version(), other in a_version()) {
        let form = Draft { base: Some(Box::new(one.clone())), ..Draft::of(&other) };
        let (first, mut second) = (Sight::of(&one, Moment(1)), Sight::of(&other, Moment(2)));
        second.at = first.at.plus(10);
        let sights = [first, second];
        let found = between(&sights, sights[0].at, sights[1].at);
        prop_assert_eq!(found.is_empty(), content_hash(&one) == content_hash(&other));
        if !form.changes().is_empty() {
            prop_assert!(!found.is_empty());
        }
    }

    /// Generation and shown fields survive being kept.
    #[test]
    fn every_generation_survives_being_kept(body in a_body()) {
        let training = Training::from_json(body).unwrap();
        let kept = Sight::of(&training, Moment(5));
        let text = serde_json::to_string(&kept).unwrap();
        let read: Sight = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read.training.as_deref(), Some(&training));
    }

    #[test]
    fn evicting_keeps_the_newest_of_each(
        kept in prop::collection::vec((0..5_u8, 0..20_u64, 0..50_i64), 0..40),
        limit in 0..300_u64,
    ) {
        let all: Vec<Kept<usize>> = kept.iter().enumerate().map(|(key, (scenario, size, at))| Kept {
            key, scenario: scenario.to_string(), size: *size, at: Moment(*at),
        }).collect();
        let gone = evict(all.clone(), limit);
        let stays: Vec<&Kept<usize>> = all.iter().filter(|one| !gone.contains(&one.key)).collect();
        let total: u64 = stays.iter().map(|one| one.size).sum();
        prop_assert!(total <= limit);
        if let Some(last) = gone.last() {
            let size = all[*last].size;
            prop_assert!(total + size > limit, "no more than needed");
        }
        let newest = |one: &Kept<usize>| all.iter().all(|other| {
            other.scenario != one.scenario || (other.at, other.key) <= (one.at, one.key)
        });
        if gone.iter().any(|key| newest(&all[*key])) {
            prop_assert!(stays.iter().all(|one| newest(one)));
        }
        for pair in gone.windows(2) {
            let (one, other) = (&all[pair[0]], &all[pair[1]]);
            prop_assert!((newest(one), one.at) <= (newest(other), other.at));
        }
    }
}
