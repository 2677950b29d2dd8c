use contract::{UtcInstant, opencx::TrainingType};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    DirectoryChoice, DirectoryTree, Filter, Moment, SegmentChoice, Sort, SortBy, State, Status,
    fixture::training, natural,
};

const NOW: Moment = Moment(1_800_000_000_000);

fn tree() -> DirectoryTree {
    let directory = |id: &str, parent: Option<&str>| contract::opencx::Directory {
        id: id.into(),
        name: id.into(),
        parent_id: parent.map(Into::into),
        training_count: 0,
        created_at: String::new(),
        updated_at: String::new(),
    };
    DirectoryTree::new(vec![
        directory("a", None),
        directory("a1", Some("a")),
        directory("b", None),
    ])
}

/// The same rules again, row by row and without any cleverness.
fn oracle(rows: &[Training], filter: &Filter, tree: &DirectoryTree) -> Vec<String> {
    let terms: Vec<String> = filter.text.split_whitespace().map(natural::fold).collect();
    let has = |training: &Training, term: &str| {
        [
            training.working_title(),
            training.working_content(),
            &training.title,
            &training.content,
        ]
        .iter()
        .any(|text| natural::fold(text).contains(term))
    };
    let mut ids: Vec<String> = rows
        .iter()
        .filter(|row| filter.r#type.is_none_or(|kind| kind == row.r#type))
        .filter(|row| {
            let status = Status::of(row, NOW);
            filter.states.is_empty() || filter.states.iter().any(|state| state.includes(status))
        })
        .filter(|row| {
            let set = &row.restricted_to_channels;
            filter.channels.is_empty()
                || set.is_empty()
                || set.iter().any(|channel| filter.channels.contains(channel))
        })
        .filter(|row| {
            let set = &row.restricted_to_segments;
            filter.segments.is_empty()
                || filter.segments.iter().any(|choice| match choice {
                    SegmentChoice::Everyone => set.is_empty(),
                    SegmentChoice::Id(id) => set.is_empty() || set.contains(id),
                })
        })
        .filter(|row| match (&filter.directory, &row.directory_id) {
            (DirectoryChoice::All, _) | (DirectoryChoice::None, None) => true,
            (DirectoryChoice::Id(wanted), Some(id)) => {
                id == wanted || tree.ancestry(id).iter().any(|node| node.id == *wanted)
            }
            _ => false,
        })
        .filter(|row| terms.iter().all(|term| has(row, term)))
        .map(|row| row.id.clone())
        .collect();
    ids.sort_unstable();
    ids
}

fn ids(index: &Index, rows: &[u32]) -> Vec<String> {
    rows.iter()
        .map(|slot| index.at(*slot).unwrap().id.clone())
        .collect()
}

fn texts() -> impl Strategy<Value = String> {
    vec(
        select(
            &[
                "Refund", "refunds", "no. 2", "no. 10", "7b", "Straße", "ΟΔΟΣ", "οδό", "delay",
                "VIP", "ab", "İzmir", "a",
            ][..],
        ),
        0..4,
    )
    .prop_map(|words| words.join(" "))
}

fn trainings() -> impl Strategy<Value = Training> {
    let instants = || option::of(select(&["2020-01-01T00:00Z", "2030-01-01T00:00:00.5Z"][..]));
    (
        (0_u8..12, texts(), texts(), option::of(texts())),
        (any::<bool>(), any::<bool>(), instants(), instants()),
        vec(select(&Channel::ALL[..3]), 0..3),
        vec(select(&["s1", "s2"][..]), 0..3),
        option::of(select(&["a", "a1", "b", "gone"][..])),
        select(&["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "unreadable"][..]),
    )
        .prop_map(
            |(
                (id, title, content, draft),
                (kind, is_draft, start, end),
                channels,
                segments,
                directory,
                updated,
            )| {
                let instant = |text: &str| UtcInstant::parse(text).unwrap();
                let mut row = training(&format!("id{id}"), &title, &content);
                row.draft_content = draft;
                row.is_draft = is_draft;
                if kind {
                    row.r#type = TrainingType::Behavioral;
                }
                row.start_time = start.map(instant);
                row.end_time = end.map(instant);
                row.restricted_to_channels = channels;
                row.restricted_to_segments = segments.into_iter().map(Into::into).collect();
                row.directory_id = directory.map(Into::into);
                row.updated_at = updated.into();
                row
            },
        )
}

fn filters() -> impl Strategy<Value = Filter> {
    (
        vec(
            select(
                &[
                    "ref", "REFUND", "strasse", "straße", "οδος", "ΟΔΟΣ", "a", "İ", "vip",
                ][..],
            ),
            0..3,
        ),
        option::of(select(&TrainingType::ALL[..])),
        vec(select(&State::ALL[..]), 0..3),
        vec(select(&Channel::ALL[..4]), 0..3),
        vec(select(&["s1", "s2", "s3", ""][..]), 0..3),
        select(&["", "none", "a", "a1", "b", "gone", "unheard-of"][..]),
    )
        .prop_map(
            |(words, kind, states, channels, segments, directory)| Filter {
                text: words.join("  "),
                r#type: kind,
                states: states.into_iter().collect(),
                channels: channels.into_iter().collect(),
                segments: segments
                    .into_iter()
                    .map(|id| match id {
                        "" => SegmentChoice::Everyone,
                        id => SegmentChoice::Id(id.into()),
                    })
                    .collect(),
                directory: match directory {
                    "" => DirectoryChoice::All,
                    "none" => DirectoryChoice::None,
                    id => DirectoryChoice::Id(id.into()),
                },
            },
        )
}

/// What the index holds after a sequence of writes.
fn last_of_each(rows: &[Training]) -> Vec<Training> {
    let mut kept: Vec<Training> = Vec::new();
    for row in rows {
        kept.retain(|other| other.id != row.id);
        kept.push(row.clone());
    }
    kept
}

proptest! {
    #[test]
    fn filters_as_the_oracle_does(
        writes in vec(trainings(), 0..25),
        removed in vec(0_u8..12, 0..4),
        filter in filters(),
        by in select(&SortBy::ALL[..]),
        descending: bool,
    ) {
        let tree = tree();
        let mut index = Index::new();
        let (page, single) = writes.split_at(writes.len() / 2);
        index.upsert_page(page.to_vec());
        for row in single {
            index.upsert(row.clone());
        }
        let mut kept = last_of_each(&writes);
        for id in removed {
            let id = format!("id{id}");
            prop_assert_eq!(index.remove(&id), kept.iter().any(|row| row.id == id));
            kept.retain(|row| row.id != id);
        }
        prop_assert_eq!(index.len(), kept.len());

        let sort = Sort { by, descending };
        let view = index.view(&filter, &sort, NOW, &tree);
        let found = ids(&index, &view.rows);
        let mut sorted = found.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, oracle(&kept, &filter, &tree));

        // The order: by the key, then by what it says for ties.
        for pair in view.rows.windows(2) {
            let [a, b] = [index.at(pair[0]).unwrap(), index.at(pair[1]).unwrap()];
            let order = match by {
                SortBy::Updated => Moment::read(&a.updated_at).cmp(&Moment::read(&b.updated_at)),
                SortBy::Created => Moment::read(&a.created_at).cmp(&Moment::read(&b.created_at)),
                SortBy::Title => natural::compare(a.working_title(), b.working_title()),
                SortBy::State => Status::of(a, NOW).rank().cmp(&Status::of(b, NOW).rank()),
                SortBy::StartTime => match (&a.start_time, &b.start_time) {
                    (Some(a), Some(b)) => a.cmp_moment(b),
                    (None, Some(_)) => panic!("without a start before one with"),
                    _ => std::cmp::Ordering::Equal,
                },
                SortBy::Directory => match (&a.directory_id, &b.directory_id) {
                    (Some(a), Some(b)) => {
                        let place = |id: &str| tree.place(id).unwrap_or(usize::MAX);
                        place(a).cmp(&place(b))
                    }
                    (None, Some(_)) => panic!("without a directory before one with"),
                    _ => std::cmp::Ordering::Equal,
                },
            };
            let is_right = if descending { order.is_ge() } else { order.is_le() };
            prop_assert!(is_right, "{:?} before {:?}", a, b);
        }

        // Each facet: the oracle without that field, and with the value alone.
        for (state, count) in &view.facets.states {
            let alone = Filter { states: [*state].into(), ..filter.clone() };
            prop_assert_eq!(*count as usize, oracle(&kept, &alone, &tree).len());
        }
        for (kind, count) in &view.facets.types {
            let alone = Filter { r#type: Some(*kind), ..filter.clone() };
            prop_assert_eq!(*count as usize, oracle(&kept, &alone, &tree).len());
        }
        for (channel, count) in &view.facets.channels {
            let alone = Filter { channels: [channel.clone()].into(), ..filter.clone() };
            prop_assert_eq!(*count as usize, oracle(&kept, &alone, &tree).len());
        }
        for (segment, count) in &view.facets.segments {
            let alone = Filter { segments: [SegmentChoice::Id(segment.clone())].into(), ..filter.clone() };
            prop_assert_eq!(*count as usize, oracle(&kept, &alone, &tree).len());
        }
        let everyone = Filter { segments: [SegmentChoice::Everyone].into(), ..filter.clone() };
        prop_assert_eq!(view.facets.everyone as usize, oracle(&kept, &everyone, &tree).len());

        let counts = index.directory_counts();
        prop_assert_eq!(counts.all as usize, kept.len());
        prop_assert_eq!(
            counts.direct.values().sum::<u32>() + counts.none,
            counts.all
        );
        for row in &kept {
            if let Some(id) = &row.directory_id {
                let expected = kept.iter().filter(|other| other.directory_id.as_ref() == Some(id));
                prop_assert_eq!(counts.direct[id] as usize, expected.count());
            }
        }
    }
}

#[test]
fn a_hundred_thousand_rows_and_many_rewrites() {
    const ROWS: usize = 100_000;
    let words = ["refund", "Delay", "vip", "Überweisung", "holiday", "outage"];
    let model = training("", "", "");
    let row = |at: usize, turn: usize| {
        let (one, two) = (words[(at + turn) % 6], words[at / 7 % 6]);
        let mut row = model.clone();
        row.id = format!("t{at}");
        row.title = format!("{one} {at}");
        row.content = format!("About {two}.");
        row.is_draft = at.is_multiple_of(3);
        row.directory_id = at.is_multiple_of(2).then(|| "a1".to_owned());
        row
    };
    let mut index = Index::new();
    let mut rows: Vec<Training> = (0..ROWS).map(|at| row(at, 0)).collect();
    for page in rows.chunks(1_000) {
        index.upsert_page(page.to_vec());
    }
    let once = index.arena_bytes();
    for turn in 1..3 {
        for at in (0..ROWS).step_by(2) {
            rows[at] = row(at, turn);
            index.upsert(rows[at].clone());
        }
    }
    assert_eq!(index.len(), ROWS);
    assert!(
        index.arena_bytes() < once * 2,
        "replaced texts are given back"
    );
    let tree = tree();
    for text in ["", "vip", "ÜBERWEISUNG 77", "del ref", "nothing has this"] {
        let filter = Filter {
            text: text.into(),
            states: [State::Draft].into(),
            directory: DirectoryChoice::Id("a".into()),
            ..Filter::default()
        };
        let mut found = ids(&index, &index.filter(&filter, &Sort::default(), NOW, &tree));
        found.sort_unstable();
        assert_eq!(found, oracle(&rows, &filter, &tree), "{text}");
    }
}

#[test]
fn readings_know_whether_anything_changed() {
    let mut index = Index::new();
    index.upsert(training("a", "One", "x"));
    let before = index.revision();
    assert!(!index.remove("b"));
    assert_eq!(index.revision(), before);
    index.upsert_page(vec![training("b", "Two", "y"), training("b", "Three", "y")]);
    assert!(index.revision() > before);
    assert_eq!(
        (index.len(), index.get("b").unwrap().title.as_str()),
        (2, "Three")
    );
    assert_eq!(index.retain(|id| id == "b"), 1);
    assert!(index.get("a").is_none());
    index.clear();
    assert!(index.is_empty() && index.revision() > before);
}

#[test]
fn a_deleted_directory_hands_its_scenarios_up() {
    let mut index = Index::new();
    for (id, directory) in [("x", Some("a1")), ("y", Some("a")), ("z", None)] {
        let mut row = training(id, id, id);
        row.directory_id = directory.map(Into::into);
        index.upsert(row);
    }
    assert_eq!(index.move_directory("a1", Some("a")), 1);
    assert_eq!(index.get("x").unwrap().directory_id.as_deref(), Some("a"));
    assert_eq!(index.directory_ids().collect::<Vec<_>>(), ["a"]);
    assert_eq!(index.directory_counts().direct["a"], 2);
    assert_eq!(index.move_directory("a", None), 2);
    assert_eq!(index.directory_counts().none, 3);
}

#[test]
fn texts_longer_than_a_chunk_and_rewritten_ones_are_found() {
    let mut index = Index::new();
    let long = "lorem ".repeat(300_000);
    for turn in 0..5 {
        for at in 0..4 {
            index.upsert(training(
                &format!("{at}"),
                &format!("Row {at}"),
                &format!("{long}{turn}x"),
            ));
        }
    }
    let count = |text: &str| {
        let filter = Filter {
            text: text.into(),
            ..Filter::default()
        };
        index.filter(&filter, &Sort::default(), NOW, &tree()).len()
    };
    assert_eq!((count("4x lorem"), count("3x"), count("row 2")), (4, 0, 1));
    assert!(index.arena_bytes() < 5 * long.len());
}
