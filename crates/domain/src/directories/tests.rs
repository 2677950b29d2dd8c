//! The tree of directories, by example and at random.

use proptest::prelude::*;

use super::*;

const NOW: &str = "2026-11-20T09:00:00.000Z";

fn input(name: &str, parent: Field<String>) -> DirectoryInput {
    DirectoryInput {
        name: Field::Value(name.to_owned()),
        parent_id: parent,
    }
}

fn directory(id: &str, name: &str, parent: Option<&str>) -> Directory {
    Directory {
        id: id.to_owned(),
        name: name.to_owned(),
        parent_id: parent.map(str::to_owned),
        training_count: 0,
        created_at: NOW.to_owned(),
        updated_at: NOW.to_owned(),
    }
}

#[test]
fn letters_fold_in_every_script_and_at_every_place() {
    let check = |text: &str, expected: &str| assert_eq!(fold_case(text), expected);
    check("ÄÖÜ Straße", "äöü straße");
    check("ΟΔΟΣ", "οδοσ");
    check("οδος", "οδοσ");
    check("ДОЖДЬ", "дождь");
    check("İ", "i\u{307}");
}

#[test]
fn a_deleted_directory_s_children_find_free_names() {
    let all = [
        directory("top", "Top", None),
        directory("gone", "Gone", Some("top")),
        directory("a1", "Äpfel", Some("top")),
        directory("a2", "äpfel (2)", Some("top")),
        directory("a3", "ÄPFEL", Some("gone")),
        directory("b", "gone", Some("gone")),
        directory("c", &"x".repeat(120), Some("gone")),
        directory("d", &"X".repeat(120), Some("top")),
    ];
    let moved = remove(&all, "gone", NOW).unwrap();
    let names: Vec<(&str, &str)> = moved
        .iter()
        .map(|row| (row.id.as_str(), row.name.as_str()))
        .collect();
    let cut = format!("{} (2)", "x".repeat(116));
    assert_eq!(
        names,
        [("a3", "ÄPFEL (3)"), ("b", "gone"), ("c", cut.as_str())]
    );
    assert!(
        moved
            .iter()
            .all(|row| row.parent_id.as_deref() == Some("top"))
    );
    assert!(moved.iter().all(|row| row.updated_at.as_str() > NOW));
    assert_eq!(
        remove(&all, "nowhere", NOW),
        Err(TreeError::Unknown("nowhere".to_owned()))
    );
}

#[test]
fn a_tree_that_is_broken_already_ends_no_walk_in_a_circle() {
    let all = [
        directory("a", "a", Some("b")),
        directory("b", "b", Some("a")),
    ];
    assert!(check(&all, &directory("c", "c", Some("a"))).is_err());
    assert!(height(&all, "a") > limits::DIRECTORY_DEPTH);
}

/// Something that a person does to the tree; places are counted, so that most of them exist.
#[derive(Clone, Debug)]
enum Step {
    Create(usize, Option<usize>),
    Update(usize, Option<usize>, Option<Option<usize>>),
    Remove(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let place = 0..14_usize;
    prop_oneof![
        4 => (0..6_usize, proptest::option::weighted(0.9, place.clone()))
            .prop_map(|(name, parent)| Step::Create(name, parent)),
        3 => (
            place.clone(),
            proptest::option::of(0..6_usize),
            proptest::option::of(proptest::option::of(place.clone())),
        )
            .prop_map(|(which, name, parent)| Step::Update(which, name, parent)),
        1 => place.prop_map(Step::Remove),
    ]
}

const NAMES: [&str; 6] = ["a", "A", "b", "Ä", "ä", "a (2)"];

fn id_at(all: &[Directory], at: usize) -> String {
    all.get(at)
        .map_or_else(|| "nowhere".to_owned(), |row| row.id.clone())
}

fn take(all: &mut Vec<Directory>, step: &Step, id: usize) {
    match step {
        Step::Create(name, parent) => {
            let parent = Field::from_option(parent.map(|at| id_at(all, at)));
            if let Ok(made) = create(all, input(NAMES[*name], parent), id.to_string(), NOW) {
                all.push(made);
            }
        }
        Step::Update(which, name, parent) => {
            let input = DirectoryInput {
                name: name.map_or(Field::Absent, |name| Field::Value(NAMES[name].to_owned())),
                parent_id: match parent {
                    None => Field::Absent,
                    Some(parent) => Field::from_option(parent.map(|at| id_at(all, at))),
                },
            };
            if let Ok(made) = update(all, &id_at(all, *which), input, NOW) {
                let row = all.iter_mut().find(|row| row.id == made.id).unwrap();
                *row = made;
            }
        }
        Step::Remove(which) => {
            let id = id_at(all, *which);
            if let Ok(moved) = remove(all, &id, NOW) {
                for child in moved {
                    let row = all.iter_mut().find(|row| row.id == child.id).unwrap();
                    *row = child;
                }
                all.retain(|row| row.id != id);
            }
        }
    }
}

/// Levels from the top, by a walk of its own.
fn depth(all: &[Directory], row: &Directory) -> usize {
    let mut depth = 1;
    let mut above = row.parent_id.clone();
    while let Some(id) = above {
        let parent = all
            .iter()
            .find(|row| row.id == id)
            .expect("every parent exists");
        above = parent.parent_id.clone();
        depth += 1;
        assert!(depth <= all.len(), "no cycle");
    }
    depth
}

proptest! {
    #[test]
    fn whatever_is_allowed_leaves_a_tree(steps in prop::collection::vec(step(), 0..60)) {
        let mut all = Vec::new();
        for (id, step) in steps.iter().enumerate() {
            take(&mut all, step, id);
            let mut places = HashSet::new();
            for row in &all {
                prop_assert!(depth(&all, row) <= limits::DIRECTORY_DEPTH);
                let place = (row.parent_id.clone(), fold_case(&row.name));
                prop_assert!(places.insert(place), "two siblings are called {}", row.name);
            }
        }
    }

    #[test]
    fn height_counts_the_levels_below(steps in prop::collection::vec(step(), 0..40)) {
        let mut all = Vec::new();
        for (id, step) in steps.iter().enumerate() {
            take(&mut all, step, id);
        }
        for row in &all {
            let below = all.iter().filter(|other| {
                let mut above = Some((*other).clone());
                while let Some(now) = above {
                    if now.id == row.id {
                        return true;
                    }
                    above = now.parent_id.and_then(|id| all.iter().find(|row| row.id == id).cloned());
                }
                false
            });
            let deepest = below.map(|other| depth(&all, other)).max().unwrap_or(0);
            prop_assert_eq!(height(&all, &row.id), deepest - depth(&all, row) + 1);
        }
    }
}
