//! Equal edits ask nothing, and nothing that somebody wrote goes without somebody's choice.

use std::collections::BTreeMap;

use super::fields::{CHANNELS, Fields, fields};
use super::*;

/// How often each line is in a text.
struct Lines<'a>(BTreeMap<&'a str, usize>);

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let mut lines = BTreeMap::new();
        for line in text.lines() {
            *lines.entry(line).or_default() += 1;
        }
        Self(lines)
    }

    fn number(&self, line: &str) -> usize {
        self.0.get(line).copied().unwrap_or(0)
    }
}

/// A person's edits, of which nothing may be missing but what was given up for the other's.
struct Person<'a> {
    whose: Side,
    base: &'a Fields,
    typed: &'a Fields,
}

impl Person<'_> {
    /// What is missing of them where every question was answered in favour of `taken`.
    fn missing(&self, merge: &Merge, taken: Side, result: &Fields) -> Vec<String> {
        let (base, typed) = (self.base, self.typed);
        let outcome = |field: ChangedField| {
            let merged = merge.fields.iter().find(|merged| merged.field == field);
            merged.map(|merged| &merged.outcome)
        };
        let is_asked = |field| matches!(outcome(field), Some(Outcome::Either(_)));
        let has_all = self.whose == taken;
        let mut missing = Vec::new();
        let mut check = |field: ChangedField, was_changed: bool, is_there: bool| {
            if was_changed && !is_there && (has_all || !is_asked(field)) {
                missing.push(field.label().to_owned());
            }
        };
        let whole = |fields: &Fields| {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            [
                (ChangedField::Title, fields.title.clone()),
                (ChangedField::Type, format!("{:?}", fields.r#type)),
                (ChangedField::Directory, text(&fields.directory)),
                (ChangedField::Start, text(&fields.start)),
                (ChangedField::End, text(&fields.end)),
            ]
        };
        for ((old, new), now) in whole(base).iter().zip(whole(typed)).zip(whole(result)) {
            check(old.0, new != *old, new == now);
        }
        // What somebody put on a list is on it, and what somebody took off is not.
        for channel in CHANNELS {
            let at = |fields: &Fields| fields.channels.contains(&channel);
            check(
                ChangedField::Channels,
                at(typed) != at(base),
                at(typed) == at(result),
            );
        }
        for segment in base.segments.union(&typed.segments) {
            let at = |fields: &Fields| fields.segments.contains(segment);
            check(
                ChangedField::Segments,
                at(typed) != at(base),
                at(typed) == at(result),
            );
        }
        let is_asked = |key: &String| match outcome(ChangedField::Metadata) {
            Some(Outcome::Keys(keys)) => keys.conflicts.iter().any(|conflict| conflict.key == *key),
            _ => false,
        };
        for key in base.metadata.keys().chain(typed.metadata.keys()) {
            let at = |fields: &Fields| fields.metadata.get(key).copied();
            let is_there = at(typed) == at(base) || at(typed) == at(result);
            if !is_there && (has_all || !is_asked(key)) {
                missing.push(format!("the key {key}"));
            }
        }
        // Every line that was added is there as often as it was added.
        let (before, after) = (Lines::of(&base.content), Lines::of(&result.content));
        for (line, number) in &Lines::of(&typed.content).0 {
            let given_up: usize = match outcome(ChangedField::Content) {
                Some(Outcome::Text(text)) if !has_all => {
                    let of_hunk = |hunk: &Hunk| match self.whose {
                        Side::Mine => Lines::of(&hunk.mine).number(line),
                        Side::Theirs => Lines::of(&hunk.theirs).number(line),
                    };
                    text.hunks().map(of_hunk).sum()
                }
                _ => 0,
            };
            if after.number(line) + given_up + before.number(line) < *number {
                missing.push(format!("the line {line:?}"));
            }
        }
        missing
    }
}

proptest! {
    #[test]
    fn the_same_edits_of_two_people_ask_nothing(base in fields(), edited in fields()) {
        let merge = Merge::of(&edited.draft(&base), &edited.training());
        prop_assert_eq!(merge.open(), 0);
        for merged in &merge.fields {
            prop_assert_eq!(&merged.outcome, &Outcome::Same, "{:?}", merged.field);
        }
        prop_assert_eq!(Fields::of(&merge.draft().unwrap()), edited);
    }

    #[test]
    fn nothing_disappears_without_a_choice(
        base in fields(), mine in fields(), theirs in fields(), is_mine in any::<bool>(),
    ) {
        let mut merge = Merge::of(&mine.draft(&base), &theirs.training());
        // Nothing can be sent while something is asked, and the question shows both.
        prop_assert_eq!(merge.draft().is_none(), merge.open() > 0);
        for merged in &merge.fields {
            if let Outcome::Text(text) = &merged.outcome {
                prop_assert_eq!(rebuilt(text, Some(Side::Mine)), mine.content.clone());
                prop_assert_eq!(rebuilt(text, Some(Side::Theirs)), theirs.content.clone());
            }
            if let Outcome::Keys(keys) = &merged.outcome {
                for conflict in &keys.conflicts {
                    let of = |fields: &Fields| fields.metadata.get(&conflict.key).map(|it| json!(it));
                    prop_assert_eq!(&conflict.mine, &of(&mine));
                    prop_assert_eq!(&conflict.theirs, &of(&theirs));
                }
            }
        }
        // Whoever is chosen wherever it is asked has all of theirs; the other gives up only that.
        let side = if is_mine { Side::Mine } else { Side::Theirs };
        for field in ChangedField::ALL {
            merge.take(field, side);
        }
        let result = Fields::of(&merge.draft().unwrap());
        for (whose, typed) in [(Side::Mine, &mine), (Side::Theirs, &theirs)] {
            let person = Person { whose, base: &base, typed };
            prop_assert_eq!(person.missing(&merge, side, &result), Vec::<String>::new(), "{:?}", whose);
        }
    }
}
