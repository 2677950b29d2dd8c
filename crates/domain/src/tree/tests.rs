use std::collections::HashSet;

use proptest::{collection::vec, option, prelude::*};

use super::*;

fn directory(id: &str, name: &str, parent: Option<&str>) -> Directory {
    Directory {
        id: id.into(),
        name: name.into(),
        parent_id: parent.map(Into::into),
        training_count: 0,
        created_at: String::new(),
        updated_at: String::new(),
    }
}

/// Shipping (International (EU), Domestic), Returns 2, Returns 10.
fn sample() -> DirectoryTree {
    DirectoryTree::new(vec![
        directory("eu", "EU", Some("int")),
        directory("r10", "Returns 10", None),
        directory("ship", "shipping", None),
        directory("int", "International", Some("ship")),
        directory("r2", "Returns 2", None),
        directory("dom", "Domestic", Some("ship")),
    ])
}

fn names(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn open(ids: &[&str]) -> HashSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn orders_and_hides_what_is_closed() {
    let tree = sample();
    assert_eq!(
        names(&tree.rows(&open(&[]))),
        ["Returns 2", "Returns 10", "shipping"]
    );
    // An open directory inside a closed one stays hidden.
    assert_eq!(tree.rows(&open(&["int"])).len(), 3);
    let rows = tree.rows(&open(&["ship"]));
    assert_eq!(
        names(&rows),
        [
            "Returns 2",
            "Returns 10",
            "shipping",
            "Domestic",
            "International"
        ]
    );
    let international = &rows[4];
    assert_eq!(
        (
            international.level,
            international.position,
            international.siblings
        ),
        (2, 2, 2)
    );
    assert!(international.has_children && !international.is_expanded);
    assert_eq!(tree.path("eu"), "shipping / International / EU");
    assert!(tree.is_within("eu", "ship") && !tree.is_within("ship", "eu"));
}

#[test]
fn counts_roll_up() {
    let tree = sample();
    let counts = tree.roll_up(|id| if id == "r2" { 0 } else { 1 });
    let of = |id: &str| counts[tree.place(id).unwrap()];
    assert_eq!(
        (of("ship"), of("int"), of("eu"), of("r2"), of("r10")),
        (4, 2, 1, 0, 1)
    );
}

#[test]
fn keys_lead_where_the_pattern_says() {
    let tree = sample();
    let rows = tree.rows(&open(&["ship"]));
    assert_eq!(tree.right(&rows, 2), Some(Step::Focus(3)));
    assert_eq!(tree.right(&rows, 4), Some(Step::Expand(vec!["int".into()])));
    assert_eq!(tree.right(&rows, 3), None);
    assert_eq!(tree.left(&rows, 4), Some(Step::Focus(2)));
    assert_eq!(tree.left(&rows, 2), Some(Step::Collapse("ship".into())));
    assert_eq!(tree.left(&rows, 0), None);
    assert_eq!(tree.star(&rows, 3), Some(Step::Expand(vec!["int".into()])));
    assert_eq!(tree.star(&rows, 0), None);
}

#[test]
fn type_ahead_goes_round() {
    let names = ["Returns 2", "Returns 10", "Shipping", "émigré"];
    let check =
        |focus, typed: &str, expected| assert_eq!(type_ahead(&names, focus, typed), expected);
    check(0, "r", Some(1));
    check(1, "rr", Some(0));
    check(1, "returns", Some(1));
    check(1, "returns 2", Some(0));
    check(0, "É", Some(3));
    check(0, "x", None);
    check(0, "", None);
    assert_eq!(type_ahead::<&str>(&[], 0, "a"), None);
}

#[test]
fn targets_leave_out_what_would_be_refused() {
    let tree = sample();
    let paths = |moving, query: &str| -> Vec<String> {
        tree.targets(moving, query)
            .into_iter()
            .map(|target| target.path)
            .collect()
    };
    assert_eq!(
        paths(Moving::Directory("int"), ""),
        [
            "Top level",
            "Returns 2",
            "Returns 10",
            "shipping / Domestic"
        ]
    );
    assert_eq!(
        paths(Moving::Scenarios { from: Some(None) }, "int ship").len(),
        2
    );
    assert!(
        !paths(
            Moving::Scenarios {
                from: Some(Some("eu"))
            },
            ""
        )
        .contains(&tree.path("eu"))
    );
    assert!(!paths(Moving::Scenarios { from: Some(None) }, "").contains(&"No directory".into()));
    assert_eq!(
        paths(Moving::Scenarios { from: None }, "INT"),
        ["shipping / International", "shipping / International / EU"]
    );
    // Letter by letter, after every better match.
    assert_eq!(
        paths(Moving::Scenarios { from: None }, "rt10"),
        ["Returns 10"]
    );
}

#[test]
fn a_name_that_is_taken_there_is_no_target() {
    let tree = DirectoryTree::new(vec![
        directory("a", "Sales", None),
        directory("b", "Europe", None),
        directory("c", "SALES", Some("b")),
    ]);
    assert!(!tree.accepts(Moving::Directory("c"), None));
    assert!(tree.accepts(Moving::Directory("b"), Some("a")));
}

#[test]
fn depth_counts_what_hangs_beneath() {
    let ids: Vec<String> = (0..limits_depth()).map(|at| format!("d{at}")).collect();
    let mut directories: Vec<Directory> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| directory(id, id, at.checked_sub(1).map(|up| ids[up].as_str())))
        .collect();
    directories.push(directory("x", "x", None));
    directories.push(directory("y", "y", Some("x")));
    let tree = DirectoryTree::new(directories.clone());
    assert!(!tree.accepts(Moving::Directory("y"), Some("d7")));
    assert!(tree.accepts(Moving::Directory("y"), Some("d6")));
    assert!(!tree.accepts(Moving::Directory("x"), Some("d6")));
    assert!(tree.accepts(Moving::Directory("x"), Some("d5")));
}

fn limits_depth() -> usize {
    contract::opencx::limits::DIRECTORY_DEPTH
}

#[test]
fn ids_alone_make_one_level() {
    let labels = BTreeMap::from([("b".to_owned(), "Billing".to_owned())]);
    let tree = DirectoryTree::from_ids(["0123456789", "b", "b"], &labels);
    let rows = tree.rows(&open(&[]));
    assert_eq!(names(&rows), ["Billing", "Directory 01234567…"]);
    assert!(!tree.get("0123456789").unwrap().is_named);
}

#[test]
fn a_very_deep_foreign_tree_is_no_problem() {
    let ids: Vec<String> = (0..20_000).map(|at| at.to_string()).collect();
    let directories: Vec<Directory> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| directory(id, id, at.checked_sub(1).map(|up| ids[up].as_str())))
        .collect();
    assert_eq!(
        DirectoryTree::new(directories.clone())
            .nodes()
            .last()
            .unwrap()
            .level,
        20_000
    );
}

proptest! {
    #[test]
    fn nothing_is_lost(parents in vec(option::of(0_usize..14), 0..12)) {
        let directories: Vec<Directory> = parents
            .iter()
            .enumerate()
            .map(|(at, parent)| {
                let parent = parent.map(|parent| parent.to_string());
                directory(&at.to_string(), &format!("n{}", at % 3), parent.as_deref())
            })
            .collect();
        let tree = DirectoryTree::new(directories.clone());
        let everything = directories.iter().map(|directory| directory.id.clone()).collect();
        prop_assert_eq!(tree.rows(&everything).len(), directories.len());
        prop_assert_eq!(tree.nodes().len(), directories.len());
        for (place, node) in tree.nodes().iter().enumerate() {
            prop_assert_eq!(tree.place(&node.id), Some(place));
            prop_assert!(node.parent.is_none_or(|parent| parent < place));
            // A parent that exists is kept, unless the line upwards comes back.
            let wanted = parents[node.id.parse::<usize>().unwrap()].map(|id| id.to_string());
            if let Some(parent) = node.parent {
                prop_assert_eq!(Some(tree.nodes()[parent].id.clone()), wanted);
            }
            prop_assert!(tree.subtree(&node.id).contains(&place));
        }
        let ones = tree.roll_up(|_| 1);
        for (place, node) in tree.nodes().iter().enumerate() {
            prop_assert_eq!(ones[place] as usize, tree.subtree(&node.id).len());
        }
    }

    /// "Move to…" offers exactly what the server takes.
    #[test]
    fn accepts_what_the_server_accepts(
        parents in vec(option::of(0_usize..14), 1..14),
        moving in 0_usize..14,
        to in option::of(0_usize..14),
    ) {
        // Parents come before their children, as in every tree that the server keeps.
        let directories: Vec<Directory> = parents
            .iter()
            .enumerate()
            .map(|(at, parent)| {
                let parent = parent.filter(|parent| *parent < at).map(|parent| parent.to_string());
                directory(&at.to_string(), ["A", "a", "b", "C"][at % 4], parent.as_deref())
            })
            .collect();
        let Some(current) = directories.get(moving) else { return Ok(()) };
        let to = to.map(|to| to.to_string());
        let moved = Directory { parent_id: to.clone(), ..current.clone() };
        let expected = to != current.parent_id
            && crate::directories::check(&directories, &moved).is_ok();
        let tree = DirectoryTree::new(directories.clone());
        prop_assert_eq!(tree.accepts(Moving::Directory(&current.id), to.as_deref()), expected);
    }
}
