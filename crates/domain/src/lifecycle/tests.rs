//! The life of a training, by example and at random.

use contract::{
    Field,
    opencx::{TrainingInput, TrainingType, Version},
};
use proptest::prelude::*;

use super::*;

fn stamp(second: u32) -> Stamp {
    Stamp {
        now: format!("2026-11-20T09:00:{second:02}.000Z"),
        by: Some("Ada".to_owned()),
    }
}

fn text(title: &str) -> TrainingInput {
    TrainingInput {
        title: title.to_owned(),
        content: format!("What to do about {title}"),
        ..TrainingInput::default()
    }
}

/// A row with its history, written only by the rules: what a store does with them.
#[derive(Clone, Debug)]
struct Book {
    current: Current,
    versions: Vec<Version>,
}

impl Book {
    fn open(input: TrainingInput) -> Self {
        let change = create(input, "t1".to_owned(), &stamp(0)).unwrap();
        let blank = Current {
            training: change.training.clone(),
            last_version: 0,
        };
        let mut book = Self {
            current: blank,
            versions: Vec::new(),
        };
        book.write(change);
        book
    }

    fn write(&mut self, change: Change) {
        let Change {
            training,
            published,
        } = change;
        self.current.training = training;
        if let Some(version) = published {
            self.current.last_version = version.version;
            self.versions.push(version);
        }
    }

    fn update(&mut self, input: TrainingInput) {
        let change = update(&self.current, input, &stamp(1)).unwrap();
        self.write(change);
    }

    fn training(&self) -> &Training {
        &self.current.training
    }
}

#[test]
fn time_grows_by_a_millisecond_where_the_clock_stands() {
    let check = |previous: &str, now: &str, expected: &str| {
        assert_eq!(after(previous, now), expected, "{previous}, {now}");
    };
    check(
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:00.001Z",
        "2026-01-01T00:00:00.001Z",
    );
    check(
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:00.001Z",
    );
    check(
        "2026-12-31T23:59:59.999Z",
        "2026-01-01T00:00:00.000Z",
        "2027-01-01T00:00:00.000Z",
    );
    check(
        "2024-02-28T23:59:59.999Z",
        "2024-02-28T00:00:00.000Z",
        "2024-02-29T00:00:00.000Z",
    );
    check("", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z");
}

#[test]
fn publishing_the_live_text_again_is_a_version_when_asked_by_an_update() {
    let mut book = Book::open(text("a"));
    let input = TrainingInput {
        is_draft: Field::Value(false),
        ..text("a")
    };
    book.update(input);
    assert_eq!(book.training().current_version, Some(2));
    let same = toggle(&book.current, false, &stamp(2));
    assert_eq!(
        (same.training, same.published),
        (book.current.training.clone(), None)
    );
}

#[test]
fn an_offline_scenario_shows_what_was_live_last_until_it_is_published_again() {
    let mut book = Book::open(text("a"));
    book.write(toggle(&book.current, true, &stamp(1)));
    assert_eq!(book.training().title, "a");
    book.update(text("b"));
    assert_eq!(book.training().title, "a");
    assert_eq!(book.training().working_title(), "b");
    book.write(toggle(&book.current, false, &stamp(2)));
    assert_eq!(book.training().title, "b");
    assert_eq!(book.training().current_version, Some(2));
}

#[test]
fn moving_to_where_it_is_changes_nothing() {
    let book = Book::open(text("a"));
    assert_eq!(
        relocate(book.training(), None, "2027-01-01T00:00:00.000Z"),
        *book.training()
    );
    let moved = relocate(
        book.training(),
        Some("d".to_owned()),
        "2027-01-01T00:00:00.000Z",
    );
    assert_eq!(moved.directory_id.as_deref(), Some("d"));
    assert_eq!(moved.updated_at, "2027-01-01T00:00:00.000Z");
}

/// Something that a person or a pipeline does.
#[derive(Clone, Debug)]
enum Step {
    Update {
        title: u8,
        is_draft: Field<bool>,
        kind: Field<TrainingType>,
    },
    Toggle(bool),
    Restore(usize),
    Move(Option<u8>),
}

fn field<T: Clone + std::fmt::Debug + 'static>(
    values: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Field<T>> {
    prop_oneof![2 => Just(Field::Absent), 3 => values.prop_map(Field::Value)]
}

fn step() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![
        Just(TrainingType::Behavioral),
        Just(TrainingType::ScenarioSpecific)
    ];
    prop_oneof![
        4 => (0..4_u8, field(any::<bool>()), field(kind))
            .prop_map(|(title, is_draft, kind)| Step::Update { title, is_draft, kind }),
        3 => any::<bool>().prop_map(Step::Toggle),
        2 => (0..4_usize).prop_map(Step::Restore),
        1 => proptest::option::of(0..3_u8).prop_map(Step::Move),
    ]
}

fn take(book: &mut Book, step: &Step, stamp: &Stamp) {
    match step {
        Step::Update {
            title,
            is_draft,
            kind,
        } => {
            let input = TrainingInput {
                is_draft: is_draft.clone(),
                r#type: kind.clone(),
                ..text(&title.to_string())
            };
            let change = update(&book.current, input, stamp).unwrap();
            book.write(change);
        }
        Step::Toggle(is_draft) => {
            let change = toggle(&book.current, *is_draft, stamp);
            book.write(change);
        }
        Step::Restore(at) => {
            if let Some(version) = book.versions.get(*at).cloned() {
                book.current.training = restore(&book.current, &version, stamp);
            }
        }
        Step::Move(to) => {
            let to = to.map(|to| to.to_string());
            book.current.training = relocate(&book.current.training, to, &stamp.now);
        }
    }
}

/// What holds of every row, whatever happened to it.
fn is_sound(book: &Book) {
    let Training {
        title,
        content,
        draft_title,
        draft_content,
        is_draft,
        current_version,
        published_at,
        ..
    } = book.training();
    let numbers: Vec<u64> = book
        .versions
        .iter()
        .map(|version| version.version)
        .collect();
    let counted: Vec<u64> = (1..=numbers.len() as u64).collect();
    assert_eq!(numbers, counted, "versions count from 1 without a gap");
    assert_eq!(book.current.last_version, numbers.len() as u64);
    assert_eq!(
        draft_title.is_some(),
        draft_content.is_some(),
        "a draft has both texts"
    );
    assert_eq!(current_version.is_some(), !is_draft);
    assert_eq!(published_at.is_some(), !is_draft);
    if let Some(live) = current_version {
        assert_eq!(
            *live, book.current.last_version,
            "only the newest version is live"
        );
        let newest = book.versions.last().unwrap();
        assert_eq!((title, content), (&newest.title, &newest.content));
        assert_eq!(published_at.as_ref(), Some(&newest.published_at));
        let pending = (draft_title.as_ref(), draft_content.as_ref());
        assert_ne!(
            pending,
            (Some(title), Some(content)),
            "the live text is no pending change"
        );
    } else {
        assert!(draft_title.is_some(), "a draft shows its text as draft");
        match book.versions.last() {
            None => assert_eq!(Some(title), draft_title.as_ref()),
            Some(newest) => assert_eq!((title, content), (&newest.title, &newest.content)),
        }
    }
}

proptest! {
    #[test]
    fn every_life_is_sound(is_draft in any::<bool>(), steps in prop::collection::vec(step(), 0..40)) {
        let mut book = Book::open(TrainingInput {
            is_draft: Field::Value(is_draft),
            ..text("first")
        });
        is_sound(&book);
        for (at, step) in steps.iter().enumerate() {
            let before = book.clone();
            // The clock stands still for a while, and goes back once.
            let stamp = stamp(u32::try_from(at / 7 % 3).unwrap());
            take(&mut book, step, &stamp);
            is_sound(&book);
            prop_assert!(book.versions.starts_with(&before.versions), "versions never change");
            let written = book.training() != before.training();
            let later = book.training().updated_at > before.training().updated_at;
            prop_assert_eq!(written, later, "updated_at grows with every write, and only then");
            prop_assert_eq!(&book.training().created_at, &before.training().created_at);
            let retyped = book.training().r#type != before.training().r#type;
            if retyped && !before.training().is_draft {
                prop_assert!(book.training().is_draft, "another type is never live at once");
            }
            if matches!(step, Step::Restore(_) | Step::Move(_)) {
                prop_assert_eq!(&book.training().title, &before.training().title);
                prop_assert_eq!(book.training().current_version, before.training().current_version);
            }
        }
    }
}
