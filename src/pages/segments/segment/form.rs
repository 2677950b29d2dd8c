//! The state of a segment's form: what is typed, what is wrong with it, what is being asked.

use contract::{FieldErrors, opencx::Segment};
use domain::{DefinitionForm, DefinitionRows, SegmentDraft, SegmentField, journal::Edited};
use leptos::prelude::*;

use crate::{
    api::ApiError,
    pages::unsent::Recovered,
    paths,
    state::{
        Leaving, Messages,
        device::{Device, Journal},
    },
    web::{focus, ids},
};

use super::super::Segments;

mod commands;
mod sending;
mod unsent;

/// The heading of the open segment.
pub const HEADING_ID: &str = "segment-heading";

/// What the person is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Whether to delete.
    Delete,
}

/// A command that goes to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// A create or a change.
    Save,
    /// A delete.
    Delete,
}

/// The form of one segment.
#[derive(Clone, Copy)]
pub struct Form {
    /// The list around it.
    pub segments: Segments,
    /// What is typed.
    pub draft: RwSignal<SegmentDraft>,
    /// What differs from the service's segment.
    pub changes: Memo<Vec<SegmentField>>,
    /// What is wrong.
    pub problems: Memo<FieldErrors>,
    /// What the service refused, until the field changes.
    pub refused: RwSignal<FieldErrors>,
    /// Counts the attempts to send; after one, every problem is shown.
    pub attempt: RwSignal<u32>,
    /// What goes on.
    pub busy: RwSignal<Option<Doing>>,
    /// What did not work, and why.
    pub failure: RwSignal<Option<(Doing, ApiError)>>,
    /// What the person is being asked.
    pub asked: RwSignal<Option<Asked>>,
    /// What the service has now, where somebody else wrote since the edit began.
    pub theirs: RwSignal<Option<Segment>>,
    /// When the service last took what is shown, like `12:04`.
    pub sent: RwSignal<Option<String>>,
    /// Where what is typed is kept until the service has it.
    pub journal: Journal,
    /// The unsent edits that this form goes on with.
    pub recovered: RwSignal<Option<Recovered>>,
    device: Device,
    create_key: StoredValue<String>,
    /// Writes that this form has asked for, and shows the end of.
    minded: StoredValue<Vec<String>>,
    /// Paths that were left with something typed: their problems may be shown.
    touched: RwSignal<Vec<String>>,
    messages: Messages,
    leaving: Leaving,
}

impl Form {
    /// A new segment. `name` is what this device calls it until the service has it.
    pub fn new(segments: Segments, name: String) -> Self {
        Self::from_draft(segments, SegmentDraft::new(), name)
    }

    /// A segment as the service has it. Where its form was that of a new one, the keyboard goes
    /// back to where it was.
    pub fn of(segments: Segments, segment: &Segment) -> Self {
        let left = segments.left.try_update_value(Option::take).flatten();
        let form = match left {
            Some(left) => {
                let form = Self::from_draft(segments, left.draft, String::new());
                form.journal.goes_on_from(left.over);
                for key in left.kept {
                    form.journal.take_over(key, Vec::new());
                }
                form.sent.set(left.sent);
                if let Some(place) = left.place {
                    place.go_back();
                }
                focus::rescue(HEADING_ID);
                form
            }
            None => {
                let form = Self::from_draft(segments, SegmentDraft::of(segment), String::new());
                form.look_for_unsent();
                form
            }
        };
        let id = segment.id.clone();
        // The list may be read again while the form is open. Typed text stays on top of it.
        Effect::new(move || {
            let Some(newer) = segments.find(&id) else {
                return;
            };
            form.arrived(newer);
        });
        form
    }

    /// A newer reading. Where it says something else than what was typed, the person decides.
    pub(super) fn arrived(self, newer: Segment) {
        // What a write of its own has left is heard of when that ends.
        if self.is_left_by_own(&newer) {
            return;
        }
        let (is_new, clashes) = self.draft.with_untracked(|draft| {
            let is_new = draft.base.as_deref() != Some(&newer);
            (is_new, is_new && draft.clashes(&newer))
        });
        if clashes || (is_new && self.theirs.with_untracked(Option::is_some)) {
            self.theirs.set(Some(newer));
        } else if is_new {
            self.draft.update(|draft| *draft = draft.rebase(&newer));
        }
    }

    fn from_draft(segments: Segments, draft: SegmentDraft, name: String) -> Self {
        let workspace = segments.workspace.id();
        let page = match draft.base.as_deref() {
            Some(base) => paths::segment(&workspace, &base.id),
            None => paths::new_segment(&workspace),
        };
        let draft = RwSignal::new(draft);
        let changes = Memo::new(move |_| draft.with(SegmentDraft::changes));
        let problems = Memo::new(move |_| draft.with(SegmentDraft::problems));
        let leaving = Leaving::expect();
        let create_key = ids::random();
        let journal = Journal::begin(segments.workspace.scope(), name, create_key.clone());
        Effect::new(move || {
            let is_dirty = !changes.with(Vec::is_empty);
            journal.note(is_dirty.then(|| Edited::Segment(draft.get()).into()));
        });
        // What the device keeps is not lost by leaving.
        let is_at_risk = move || !changes.with(Vec::is_empty) && journal.is_at_risk();
        leaving.hold(Signal::stored(page), Signal::derive(is_at_risk));
        let form = Self {
            segments,
            draft,
            changes,
            problems,
            refused: RwSignal::new(FieldErrors::default()),
            attempt: RwSignal::new(0),
            busy: RwSignal::new(None),
            failure: RwSignal::new(None),
            asked: RwSignal::new(None),
            theirs: RwSignal::new(None),
            sent: RwSignal::new(None),
            journal,
            recovered: RwSignal::new(None),
            device: Device::expect(),
            create_key: StoredValue::new(create_key),
            minded: StoredValue::new(Vec::new()),
            touched: RwSignal::new(Vec::new()),
            messages: Messages::expect(),
            leaving,
        };
        form.follow_writes();
        form
    }

    /// A part of the draft, drawn again only when it changes.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&SegmentDraft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.draft.with(&part))
    }

    /// The segment as the service has it; `None` while it is new.
    pub fn base_untracked(self) -> Option<Segment> {
        self.draft
            .with_untracked(|draft| draft.base.as_deref().cloned())
    }

    /// Whether there are edits that the service does not have.
    pub fn is_dirty(self) -> bool {
        !self.changes.with(Vec::is_empty)
    }

    /// Changes the draft. What the service refused of the field is forgotten.
    pub fn edit(self, field: SegmentField, change: impl FnOnce(&mut SegmentDraft)) {
        self.draft.update(change);
        let is_refused = |errors: &FieldErrors| errors.of(field.name()).is_some();
        if self.refused.with_untracked(is_refused) {
            self.refused
                .update(|errors| errors.0.retain(|e| !e.field.starts_with(field.name())));
        }
    }

    /// Changes the rows of the definition.
    pub fn edit_rows(self, change: impl FnOnce(&mut DefinitionRows)) {
        self.edit(SegmentField::Definition, |draft| {
            if let Some(rows) = draft.definition.rows_mut() {
                change(rows);
            }
        });
    }

    /// Takes something out of the rows: what is said of their numbers is true no longer.
    pub fn remove_rows(self, what: &str, change: impl FnOnce(&mut DefinitionRows)) {
        self.touched
            .update(|touched| touched.retain(|path| !path.starts_with("definition")));
        self.edit_rows(change);
        self.messages.say(format!("{what} removed."));
    }

    /// Shows the same definition in the other way.
    pub fn show_definition(self, form: DefinitionForm, words: &str) {
        self.edit(SegmentField::Definition, |draft| draft.definition = form);
        self.messages.say(words);
    }

    /// Says that a field was left: its problem may be shown.
    pub fn touch(self, path: &str) {
        // Taking a focused field away is a way of leaving it, when the form is gone already.
        let is_news = self
            .touched
            .try_with_untracked(|touched| !touched.iter().any(|known| known == path));
        if is_news == Some(true) {
            self.touched.update(|touched| touched.push(path.to_owned()));
        }
    }

    /// What is wrong at exactly this path, once it is time to say so.
    pub fn error(self, path: impl Into<String>) -> MaybeProp<String> {
        let path = path.into();
        let message = Memo::new(move |_| {
            let at = |errors: &FieldErrors| {
                let found = errors.0.iter().find(|error| error.field == path);
                found.map(|error| error.message.clone())
            };
            self.refused.with(at).or_else(|| {
                let is_due =
                    self.attempt.get() > 0 || self.touched.with(|touched| touched.contains(&path));
                is_due.then(|| self.problems.with(at)).flatten()
            })
        });
        MaybeProp::derive(move || message.get())
    }
}

/// The id of the element that shows a path of the body.
#[must_use]
pub fn field_id(path: &str) -> String {
    let mut id = "field-".to_owned();
    for letter in path.chars().filter(|letter| *letter != ']') {
        id.push(if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        });
    }
    id
}
