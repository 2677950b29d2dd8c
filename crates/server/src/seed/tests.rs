use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contract::opencx::{TrainingInput, TrainingType};

use super::*;
use crate::store::seed::SeedTraining;

mod agents;

fn as_of() -> DateTime<Utc> {
    "2026-11-20T09:30:00Z".parse().unwrap()
}

fn rows(count: usize) -> Vec<SeedTraining> {
    let (_, places) = directories(&[], as_of());
    let (_, groups) = segments(&[], as_of());
    examples(as_of())
        .unwrap()
        .take(count)
        .map(|example| example.rows(as_of(), &places, &groups))
        .collect()
}

#[test]
fn there_are_as_many_as_promised_with_titles_of_their_own() {
    let mut titles = HashSet::new();
    for example in examples(as_of()).unwrap() {
        let title = example.title;
        assert!(!title.contains(['{', '}']), "{title}");
        assert!(!example.content.contains(['{', '}']), "{title}");
        assert!(titles.insert(title.clone()), "twice: {title}");
    }
    assert_eq!(titles.len(), MOST);
}

#[test]
fn the_same_number_gives_the_same_scenario() {
    assert_eq!(rows(400), rows(500)[..400]);
}

#[test]
fn every_row_is_one_that_the_api_would_have_accepted() {
    for row in rows(3_000) {
        let body = row.training.to_json();
        let input = TrainingInput::from_json(body).unwrap();
        assert_eq!(input.title, row.training.title);
        assert!(row.training.directory_id.is_some(), "{}", input.title);
        assert!(contract::uuid::is_uuid(&row.training.id));
    }
}

#[test]
fn states_agree_with_versions_and_dates() {
    for SeedTraining { training, versions } in rows(3_000) {
        let title = &training.title;
        assert_eq!(
            training.current_version.is_none(),
            training.is_draft,
            "{title}"
        );
        assert_eq!(
            training.published_at.is_none(),
            training.is_draft,
            "{title}"
        );
        if let Some(last) = versions.last() {
            assert_eq!((&last.title, &last.content), (title, &training.content));
            assert!(last.published_at <= training.updated_at, "{title}");
        } else {
            assert_eq!(training.draft_title.as_ref(), Some(title));
            assert_eq!(training.draft_content.as_ref(), Some(&training.content));
        }
        let numbers: Vec<u64> = versions.iter().map(|version| version.version).collect();
        assert_eq!(numbers, (1..=versions.len() as u64).collect::<Vec<_>>());
        assert!(
            versions.is_sorted_by(|a, b| a.published_at < b.published_at),
            "{title}"
        );
        assert!(
            versions
                .windows(2)
                .all(|pair| pair[0].content != pair[1].content),
            "{title}"
        );
        if training.current_version.is_some() && training.draft_title.is_some() {
            assert_ne!(
                training.draft_content.as_ref(),
                Some(&training.content),
                "{title}"
            );
        }
        assert!(training.created_at <= training.updated_at, "{title}");
        assert!(
            training.updated_at <= crate::clock::rfc3339(as_of()),
            "{title}"
        );
    }
}

#[test]
fn a_workspace_of_any_size_shows_everything() {
    let rows = rows(2_000);
    let percent = |holds: &dyn Fn(&SeedTraining) -> bool| {
        100 * rows.iter().filter(|row| holds(row)).count() / rows.len()
    };
    let check = |what: &str, found: usize, about: usize| {
        assert!(found.abs_diff(about) <= 4, "{what}: {found} %");
    };
    check("drafts", percent(&|r| r.training.is_draft), 15);
    check(
        "changed",
        percent(&|r| !r.training.is_draft && r.training.draft_title.is_some()),
        8,
    );
    check(
        "channels",
        percent(&|r| !r.training.restricted_to_channels.is_empty()),
        35,
    );
    check(
        "segments",
        percent(&|r| !r.training.restricted_to_segments.is_empty()),
        20,
    );
    check(
        "windows",
        percent(&|r| r.training.start_time.is_some() || r.training.end_time.is_some()),
        12,
    );
    check(
        "metadata",
        percent(&|r| !r.training.metadata.is_empty()),
        10,
    );
    check("versions", percent(&|r| r.versions.len() > 1), 23);
    let behavioral = rows
        .iter()
        .filter(|row| row.training.r#type == TrainingType::Behavioral);
    assert!((12..=15).contains(&behavioral.count()));
}

#[test]
fn directories_and_segments_that_are_there_are_used() {
    let (made, places) = directories(&[], as_of());
    assert_eq!(made.len(), places.len());
    let later = as_of() + chrono::TimeDelta::days(3);
    let mut renamed = made.clone();
    renamed[0].name = renamed[0].name.to_uppercase();
    let (missing, again) = directories(&renamed, later);
    assert_eq!((missing, again), (vec![], places));

    let (made, groups) = segments(&[], as_of());
    assert_eq!(made.len(), 8);
    let (missing, again) = segments(&made[1..], later);
    assert_eq!(missing.len(), 1);
    assert_eq!(again["Open return"], groups["Open return"]);
    for segment in made {
        assert!(contract::opencx::segment::definition_problem(&segment.definition).is_empty());
    }
}
