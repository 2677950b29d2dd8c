//! Two people have changed one scenario: base, mine and theirs become one.
//!
//! What only one of them changed is taken from that one. The content is merged line by line,
//! restrictions as sets, metadata key by key. What is left is asked, and nothing is sent before it
//! is answered. No clock has a say: what differs from the base was changed.

use contract::{FieldErrors, opencx::Training};

use crate::{
    ChangedField, Draft,
    draft::{MetadataRow, read_at},
};

mod keys;
mod set;
mod text;
mod written;

pub use keys::{KeyConflict, KeyMerge};
pub use set::set;
pub use text::{From, Hunk, Piece, Taken, TextMerge};
pub use written::Written;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The person at this form.
    Mine,
    /// Somebody else, whose version the service has.
    Theirs,
}

/// What became of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Only the person at this form changed it.
    Mine,
    /// Only somebody else changed it.
    Theirs,
    /// Both changed it, in the same way.
    Same,
    /// Both changed it, and the changes go together.
    Together,
    /// Both changed it, and one of them must give way; `None` until that is decided.
    Either(Option<Side>),
    /// The content: line by line, with conflicts.
    Text(TextMerge),
    /// The metadata: key by key, with conflicts.
    Keys(KeyMerge),
}

/// A field that somebody changed.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedField {
    /// Which.
    pub field: ChangedField,
    /// What became of it.
    pub outcome: Outcome,
}

impl Outcome {
    /// How many decisions it waits for.
    #[must_use]
    pub fn open(&self) -> usize {
        match self {
            Self::Either(None) => 1,
            Self::Text(text) => text.hunks().filter(|hunk| hunk.taken.is_none()).count(),
            Self::Keys(keys) => {
                let conflicts = keys.conflicts.iter();
                conflicts
                    .filter(|conflict| conflict.taken.is_none())
                    .count()
            }
            Self::Mine | Self::Theirs | Self::Same | Self::Together | Self::Either(Some(_)) => 0,
        }
    }

    /// Decides about all of it. Nothing happens where there is nothing to decide.
    pub fn take(&mut self, side: Side) {
        match self {
            Self::Either(taken) => *taken = Some(side),
            Self::Text(text) => {
                for n in 0..text.hunks().count() {
                    text.take(n, Some(Taken::One(side)));
                }
            }
            Self::Keys(keys) => {
                for conflict in &mut keys.conflicts {
                    conflict.taken = Some(side);
                }
            }
            Self::Mine | Self::Theirs | Self::Same | Self::Together => {}
        }
    }

    /// Decides about its `n`th conflict, from 0, where it is a text; `None` opens it again.
    pub fn take_hunk(&mut self, n: usize, taken: Option<&Taken>) {
        if let Self::Text(text) = self {
            text.take(n, taken.cloned());
        }
    }
}

impl MergedField {
    /// How many decisions it waits for.
    #[must_use]
    pub fn open(&self) -> usize {
        self.outcome.open()
    }
}

/// A form over what somebody else has made of its scenario meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// What somebody changed, in the form's order.
    pub fields: Vec<MergedField>,
    mine: Draft,
    /// The form of their version, with what merged by itself.
    draft: Draft,
}

impl Merge {
    /// Merges a form with what the service has now. A form without a base has nothing in common
    /// with anything: all that is typed in it counts as changed.
    #[must_use]
    pub fn of(mine: &Draft, theirs: &Training) -> Self {
        let base = match mine.base.as_deref() {
            Some(base) => Draft::of(base),
            None => Draft::new(mine.directory_id.clone()),
        };
        let draft = Draft::of(theirs);
        let of_theirs = Draft {
            base: mine.base.clone(),
            ..draft.clone()
        };
        let (by_me, by_them) = (mine.changes(), of_theirs.changes());
        let mut merge = Self {
            fields: Vec::new(),
            mine: mine.clone(),
            draft,
        };
        for field in ChangedField::ALL {
            let outcome = match (by_me.contains(&field), by_them.contains(&field)) {
                (false, false) => continue,
                (true, false) => Outcome::Mine,
                (false, true) => Outcome::Theirs,
                (true, true) => merge.together(field, &base),
            };
            if outcome == Outcome::Mine {
                merge.draft.take(field, mine);
            }
            merge.fields.push(MergedField { field, outcome });
        }
        merge
    }

    /// How many decisions are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.fields.iter().map(MergedField::open).sum()
    }

    /// Decides about a whole field. Nothing happens where there is nothing to decide.
    pub fn take(&mut self, field: ChangedField, side: Side) {
        for merged in self
            .fields
            .iter_mut()
            .filter(|merged| merged.field == field)
        {
            merged.outcome.take(side);
        }
    }

    /// Decides about the `n`th conflict of the content, from 0; `None` opens it again.
    pub fn take_hunk(&mut self, n: usize, taken: Option<Taken>) {
        for merged in &mut self.fields {
            merged.outcome.take_hunk(n, taken.as_ref());
        }
    }

    /// Decides about a key of the metadata.
    pub fn take_key(&mut self, key: &str, side: Side) {
        for merged in &mut self.fields {
            if let Outcome::Keys(keys) = &mut merged.outcome {
                let conflicts = keys.conflicts.iter_mut();
                for conflict in conflicts.filter(|conflict| conflict.key == key) {
                    conflict.taken = Some(side);
                }
            }
        }
    }

    /// The form to review and send, over their version; `None` while a decision is open.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        let mut draft = self.draft.clone();
        for merged in &self.fields {
            match &merged.outcome {
                Outcome::Either(taken) => {
                    if (*taken)? == Side::Mine {
                        draft.take(merged.field, &self.mine);
                    }
                }
                Outcome::Text(text) => draft.content = text.text()?,
                Outcome::Keys(keys) => draft.metadata = MetadataRow::rows(&keys.object()?),
                Outcome::Mine | Outcome::Theirs | Outcome::Same | Outcome::Together => {}
            }
        }
        Some(draft)
    }

    /// Of a field that both changed. What goes together is in the draft afterwards.
    fn together(&mut self, field: ChangedField, base: &Draft) -> Outcome {
        let (mine, draft) = (&self.mine, &mut self.draft);
        match field {
            ChangedField::Content => {
                let text = TextMerge::of(&base.content, &mine.content, &draft.content);
                if mine.content == draft.content {
                    return Outcome::Same;
                }
                match text.text() {
                    Some(whole) if text.hunks().next().is_none() => {
                        draft.content = whole;
                        Outcome::Together
                    }
                    _ => Outcome::Text(text),
                }
            }
            ChangedField::Channels => {
                let merged = set(&base.channels, &mine.channels, &draft.channels);
                joined(&mut draft.channels, merged)
            }
            ChangedField::Segments => {
                let merged = set(&base.segments, &mine.segments, &draft.segments);
                joined(&mut draft.segments, merged)
            }
            ChangedField::Metadata => metadata(base, mine, draft),
            ChangedField::Title => same(mine.title.trim() == draft.title.trim()),
            ChangedField::Type => same(mine.r#type == draft.r#type),
            ChangedField::Directory => same(mine.directory_id == draft.directory_id),
            ChangedField::Start => same(mine.start.trim() == draft.start),
            ChangedField::End => same(mine.end.trim() == draft.end),
        }
    }
}

fn same(is_same: bool) -> Outcome {
    if is_same {
        Outcome::Same
    } else {
        Outcome::Either(None)
    }
}

fn joined<T: PartialEq>(theirs: &mut Vec<T>, merged: Option<Vec<T>>) -> Outcome {
    match merged {
        None => Outcome::Either(None),
        Some(merged) if merged == *theirs => Outcome::Same,
        Some(merged) => {
            *theirs = merged;
            Outcome::Together
        }
    }
}

fn metadata(base: &Draft, mine: &Draft, draft: &mut Draft) -> Outcome {
    let mut errors = FieldErrors::default();
    let mut object = |form: &Draft| read_at("metadata", &form.metadata, &mut errors);
    let (old, one, other) = (object(base), object(mine), object(draft));
    if !errors.is_empty() {
        // Typed and not readable yet: it can only be taken as it is.
        return Outcome::Either(None);
    }
    if one == other {
        return Outcome::Same;
    }
    let keys = KeyMerge::of(&old, &one, &other);
    match keys.object() {
        Some(object) if keys.conflicts.is_empty() => {
            draft.metadata = MetadataRow::rows(&object);
            Outcome::Together
        }
        _ => Outcome::Keys(keys),
    }
}

#[cfg(test)]
mod tests;
