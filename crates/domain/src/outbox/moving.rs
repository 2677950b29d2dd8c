//! How a move stands to the place that its scenario has by now.

use contract::opencx::Training;

/// Whether a scenario is still to be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving {
    /// It is where it was when the move was asked for.
    Open,
    /// It is where it was to go, whoever did it.
    Done,
    /// Somebody else has moved it to a third place since: that may not be undone unasked.
    Elsewhere,
}

impl Moving {
    /// How a move to a directory, or out of all of them, stands. `base` is the scenario as it was
    /// when the move was asked for, `now` as the service has it. Only the place counts: what
    /// somebody has written meanwhile is not touched by a move.
    #[must_use]
    pub fn of(base: &Training, directory_id: Option<&str>, now: &Training) -> Self {
        let place = now.directory_id.as_deref();
        if place == directory_id {
            Self::Done
        } else if place == base.directory_id.as_deref() {
            Self::Open
        } else {
            Self::Elsewhere
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::training;

    fn check(before: Option<&str>, to: Option<&str>, now: Option<&str>, expected: Moving) {
        let at = |place: Option<&str>| Training {
            directory_id: place.map(str::to_owned),
            ..training("s1", "Opening hours", "9 to 17")
        };
        let mut edited = at(now);
        edited.content = "Somebody has written this since.".to_owned();
        assert_eq!(
            Moving::of(&at(before), to, &edited),
            expected,
            "from {before:?} to {to:?}, now {now:?}"
        );
    }

    #[test]
    fn only_a_third_place_keeps_a_scenario_from_being_moved() {
        let (a, b, c) = (Some("a"), Some("b"), Some("c"));
        check(a, b, a, Moving::Open);
        check(a, b, b, Moving::Done);
        check(a, b, c, Moving::Elsewhere);
        check(a, b, None, Moving::Elsewhere);
        check(None, b, None, Moving::Open);
        check(None, b, c, Moving::Elsewhere);
        check(a, None, a, Moving::Open);
        check(a, None, None, Moving::Done);
        check(a, None, c, Moving::Elsewhere);
        // Asked for where it already was, and moved away since: it was to be there.
        check(a, a, b, Moving::Elsewhere);
    }

    #[test]
    fn asked_for_again_a_refused_move_starts_from_the_new_place() {
        use crate::{
            Moment,
            outbox::{Entry, Failure, State, Target, Write},
        };
        let at = |place: &str| Training {
            directory_id: Some(place.to_owned()),
            ..training("s1", "Opening hours", "9 to 17")
        };
        let write = Write::Move {
            base: Box::new(at("a")),
            directory_id: Some("b".to_owned()),
        };
        let base_of = |entry: &Entry| entry.write.base().and_then(|t| t.directory_id.clone());
        let target = Target::Known("s1".to_owned());
        let mut entry = Entry::new("1".into(), "main".into(), target, write, Moment(0));

        // Nobody has seen yet that it is elsewhere.
        entry.try_again(Some(&at("c")));
        assert_eq!(base_of(&entry).as_deref(), Some("a"));

        entry.state = State::Failed(Failure {
            message: String::new(),
            advice: String::new(),
            changed: false,
            gone: false,
        });
        entry.try_again(Some(&at("c")));
        assert_eq!(base_of(&entry).as_deref(), Some("c"));
        assert_eq!(entry.state, State::Ready);
    }
}
