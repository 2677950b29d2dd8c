//! What holds of every sight, at random.

use contract::opencx::Training;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    Draft, Moment, fixture,
    seen::{Kept, Sight, between, content_hash, evict},
};

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
