//! What happened at an undo or redo, in words.

use super::{Direction, Step};
use crate::words::count;

/// How it ended: `done` of the step's scenarios are what they were to become, `new_ids` of these
/// had to be created again.
#[must_use]
pub fn outcome(direction: Direction, step: &Step, done: usize, new_ids: usize) -> String {
    let verb = match direction {
        Direction::Undo => "Undone",
        Direction::Redo => "Done again",
    };
    let total = step.changes.len();
    let scenarios = count(total as u64, "scenario");
    let mut words = if done >= total {
        format!("{verb}: {}.", step.label)
    } else {
        format!("{verb} for {done} of {scenarios}: {}.", step.label)
    };
    match new_ids {
        0 => {}
        1 => words.push_str(" It is there again, with a new id and without its earlier versions."),
        _ => words
            .push_str(" They are there again, with new ids and without their earlier versions."),
    }
    words
}

/// Titles as a list that stays readable: `“A”, “B” and 3 more`.
#[must_use]
pub fn named(titles: &[&str]) -> String {
    const SHOWN: usize = 3;
    let quoted: Vec<String> = titles
        .iter()
        .take(SHOWN)
        .map(|title| match title.trim() {
            "" => "one without a title".to_owned(),
            title => format!("“{title}”"),
        })
        .collect();
    match titles.len().saturating_sub(SHOWN) {
        0 => quoted.join(", "),
        more => format!("{} and {more} more", quoted.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Moment, undo::Change};

    fn step(scenarios: usize) -> Step {
        Step {
            id: 1,
            label: "Moved things".into(),
            at: Moment(1),
            changes: vec![Change::new("a", None, None); scenarios],
            undone: false,
        }
    }

    #[test]
    fn an_outcome_says_how_much_and_what_is_new() {
        let words =
            |direction, scenarios, done, new| outcome(direction, &step(scenarios), done, new);
        assert_eq!(words(Direction::Undo, 1, 1, 0), "Undone: Moved things.");
        assert_eq!(
            words(Direction::Redo, 3, 2, 0),
            "Done again for 2 of 3 scenarios: Moved things."
        );
        assert!(
            words(Direction::Undo, 1, 1, 1)
                .ends_with("with a new id and without its earlier versions.")
        );
        assert!(words(Direction::Undo, 2, 2, 2).contains("new ids"));
    }

    #[test]
    fn many_titles_are_counted() {
        assert_eq!(named(&["A", " "]), "“A”, one without a title");
        assert_eq!(
            named(&["A", "B", "C", "D", "E"]),
            "“A”, “B”, “C” and 2 more"
        );
    }
}
