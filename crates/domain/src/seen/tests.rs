use contract::{
    UtcInstant,
    opencx::{Channel, Training, TrainingType},
};
use serde_json::json;

use super::*;
use crate::{ChangedField, Moment, fixture};

mod digests;
mod keys;
mod properties;

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
