//! Conflicts that were decided by hand: typed text, which is kept like any other.

use serde::{Deserialize, Serialize};

use super::{Merge, Outcome, Taken};

/// What somebody wrote by hand in place of a conflict of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What the person at the form had made of it.
    pub mine: String,
    /// What somebody else had made of it.
    pub theirs: String,
    /// What it is to be.
    pub text: String,
}

impl Outcome {
    /// What was written by hand in a field so far.
    #[must_use]
    pub fn written(&self) -> Vec<Written> {
        let Self::Text(text) = self else {
            return Vec::new();
        };
        text.hunks()
            .filter_map(|hunk| match &hunk.taken {
                Some(Taken::Written(text)) => Some(Written {
                    mine: hunk.mine.clone(),
                    theirs: hunk.theirs.clone(),
                    text: text.clone(),
                }),
                _ => None,
            })
            .collect()
    }

    /// Decides the conflicts again that were decided by hand before, where they are still the same.
    pub fn write_again(&mut self, written: &[Written]) {
        let Self::Text(text) = self else {
            return;
        };
        let known: Vec<Option<String>> = text
            .hunks()
            .map(|hunk| {
                let same = |one: &&Written| one.mine == hunk.mine && one.theirs == hunk.theirs;
                written.iter().find(same).map(|one| one.text.clone())
            })
            .collect();
        for (n, text_of) in known.into_iter().enumerate() {
            if let Some(by_hand) = text_of {
                text.take(n, Some(Taken::Written(by_hand)));
            }
        }
    }
}

impl Merge {
    /// What was written by hand so far.
    #[must_use]
    pub fn written(&self) -> Vec<Written> {
        let fields = self.fields.iter();
        fields.flat_map(|merged| merged.outcome.written()).collect()
    }

    /// As [`Outcome::write_again`], for all fields.
    pub fn write_again(&mut self, written: &[Written]) {
        for merged in &mut self.fields {
            merged.outcome.write_again(written);
        }
    }
}
