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

impl Merge {
    /// What was written by hand so far.
    #[must_use]
    pub fn written(&self) -> Vec<Written> {
        let hunks = self.fields.iter().flat_map(|merged| match &merged.outcome {
            Outcome::Text(text) => text.hunks().collect::<Vec<_>>(),
            _ => Vec::new(),
        });
        hunks
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
        for merged in &mut self.fields {
            let Outcome::Text(text) = &mut merged.outcome else {
                continue;
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
}
