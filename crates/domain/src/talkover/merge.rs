//! Two people have changed one training of an agent: base, mine and theirs become one.
//!
//! The rules are those of [`crate::merge`]: what only one of them changed is taken from that one,
//! the instructions are merged line by line, and what is left is asked.

use contract::talkover::Training;

use super::{TrainingDraft, TrainingField};
use crate::merge::{Outcome, Side, Taken, TextMerge, Written};

/// A field that somebody changed.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedTrainingField {
    /// Which.
    pub field: TrainingField,
    /// What became of it.
    pub outcome: Outcome,
}

/// A form over what somebody else has made of its training meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingMerge {
    /// What somebody changed, in the form's order.
    pub fields: Vec<MergedTrainingField>,
    mine: TrainingDraft,
    /// The form of their version, with what merged by itself.
    draft: TrainingDraft,
}

impl TrainingMerge {
    /// Merges a form with what the service has now. A form without a base has nothing in common
    /// with anything: all that is typed in it counts as changed.
    #[must_use]
    pub fn of(mine: &TrainingDraft, theirs: &Training) -> Self {
        let base = mine
            .base
            .as_deref()
            .map(|b| b.instructions.clone())
            .unwrap_or_default();
        let draft = TrainingDraft::of(theirs, mine.node_id.clone());
        let of_theirs = TrainingDraft {
            base: mine.base.clone(),
            ..draft.clone()
        };
        let (by_me, by_them) = (mine.changes(), of_theirs.changes());
        let mut merge = Self {
            fields: Vec::new(),
            mine: mine.clone(),
            draft,
        };
        for field in TrainingField::ALL {
            let outcome = match (by_me.contains(&field), by_them.contains(&field)) {
                (false, false) => continue,
                (true, false) => Outcome::Mine,
                (false, true) => Outcome::Theirs,
                (true, true) => merge.together(field, &base),
            };
            if outcome == Outcome::Mine {
                merge.draft.take(field, mine);
            }
            merge.fields.push(MergedTrainingField { field, outcome });
        }
        merge
    }

    /// How many decisions are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.fields.iter().map(|one| one.outcome.open()).sum()
    }

    /// Decides about a whole field. Nothing happens where there is nothing to decide.
    pub fn take(&mut self, field: TrainingField, side: Side) {
        let fields = self.fields.iter_mut();
        for merged in fields.filter(|merged| merged.field == field) {
            merged.outcome.take(side);
        }
    }

    /// Decides about the `n`th conflict of the instructions, from 0; `None` opens it again.
    pub fn take_hunk(&mut self, n: usize, taken: Option<Taken>) {
        for merged in &mut self.fields {
            merged.outcome.take_hunk(n, taken.as_ref());
        }
    }

    /// What was written by hand so far.
    #[must_use]
    pub fn written(&self) -> Vec<Written> {
        let fields = self.fields.iter();
        fields.flat_map(|merged| merged.outcome.written()).collect()
    }

    /// Decides the conflicts again that were decided by hand before, where they are still the same.
    pub fn write_again(&mut self, written: &[Written]) {
        for merged in &mut self.fields {
            merged.outcome.write_again(written);
        }
    }

    /// The form to review and send, over their version; `None` while a decision is open.
    #[must_use]
    pub fn draft(&self) -> Option<TrainingDraft> {
        let mut draft = self.draft.clone();
        for merged in &self.fields {
            match &merged.outcome {
                Outcome::Either(None) => return None,
                Outcome::Either(Some(Side::Mine)) => draft.take(merged.field, &self.mine),
                Outcome::Text(text) => draft.instructions = text.text()?,
                _ => {}
            }
        }
        Some(draft)
    }

    /// Of a field that both changed. What goes together is in the draft afterwards.
    fn together(&mut self, field: TrainingField, base: &str) -> Outcome {
        let (mine, draft) = (&self.mine, &mut self.draft);
        let is_same = match field {
            TrainingField::Subject => mine.subject.trim() == draft.subject.trim(),
            TrainingField::Status => mine.status == draft.status,
            TrainingField::Instructions => mine.instructions == draft.instructions,
        };
        if is_same {
            return Outcome::Same;
        }
        if field != TrainingField::Instructions {
            return Outcome::Either(None);
        }
        let text = TextMerge::of(base, &mine.instructions, &draft.instructions);
        match text.text() {
            Some(whole) if text.hunks().next().is_none() => {
                draft.instructions = whole;
                Outcome::Together
            }
            _ => Outcome::Text(text),
        }
    }
}

#[cfg(test)]
mod tests;
