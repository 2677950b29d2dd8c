//! The state of a segment's form, and what its buttons do.

use std::future::Future;

use contract::{FieldErrors, opencx::Segment};
use domain::{DefinitionForm, DefinitionRows, SegmentDraft, SegmentField};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    paths,
    state::{Leaving, Messages},
    web::{clock, focus},
};

use super::super::Segments;

/// The heading of the open segment.
pub const HEADING_ID: &str = "segment-heading";

/// What the person is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Whether to give up unsaved edits.
    Revert,
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
    /// When the service last took what is shown, like `12:04`.
    pub sent: RwSignal<Option<String>>,
    /// Paths that were left with something typed: their problems may be shown.
    touched: RwSignal<Vec<String>>,
    messages: Messages,
    leaving: Leaving,
}

impl Form {
    /// A new segment.
    pub fn new(segments: Segments) -> Self {
        Self::from_draft(segments, SegmentDraft::new())
    }

    /// A segment as the service has it.
    pub fn of(segments: Segments, segment: &Segment) -> Self {
        let form = Self::from_draft(segments, SegmentDraft::of(segment));
        let id = segment.id.clone();
        // The list may be read again while the form is open. Typed text stays on top of it.
        Effect::new(move || {
            let Some(newer) = segments.find(&id) else {
                return;
            };
            let is_new = form
                .draft
                .with_untracked(|draft| draft.base.as_deref() != Some(&newer));
            if is_new {
                form.draft.update(|draft| *draft = draft.rebase(&newer));
            }
        });
        form
    }

    fn from_draft(segments: Segments, draft: SegmentDraft) -> Self {
        let workspace = segments.workspace.id();
        let page = match draft.base.as_deref() {
            Some(base) => paths::segment(&workspace, &base.id),
            None => paths::new_segment(&workspace),
        };
        let draft = RwSignal::new(draft);
        let changes = Memo::new(move |_| draft.with(SegmentDraft::changes));
        let problems = Memo::new(move |_| draft.with(SegmentDraft::problems));
        let leaving = Leaving::expect();
        leaving.hold(page, Signal::derive(move || !changes.with(Vec::is_empty)));
        Self {
            segments,
            draft,
            changes,
            problems,
            refused: RwSignal::new(FieldErrors::default()),
            attempt: RwSignal::new(0),
            busy: RwSignal::new(None),
            failure: RwSignal::new(None),
            asked: RwSignal::new(None),
            sent: RwSignal::new(None),
            touched: RwSignal::new(Vec::new()),
            messages: Messages::expect(),
            leaving,
        }
    }

    /// A part of the draft, drawn again only when it changes.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&SegmentDraft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.draft.with(&part))
    }

    /// The id of the segment; `None` while it is new.
    pub fn id_untracked(self) -> Option<String> {
        self.draft
            .with_untracked(|draft| draft.base.as_deref().map(|base| base.id.clone()))
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
        if !self
            .touched
            .with_untracked(|touched| touched.iter().any(|known| known == path))
        {
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

    /// Shows what the service returned, in place of everything typed.
    fn show(self, segment: &Segment) {
        self.draft.set(SegmentDraft::of(segment));
        self.refused.set(FieldErrors::default());
        self.touched.set(Vec::new());
        self.attempt.set(0);
        self.failure.set(None);
    }

    /// Sends what is typed. Where it cannot be, every problem is shown, and the summary takes the
    /// focus.
    pub fn save(self) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        let draft = self.draft.get_untracked();
        if !draft.is_new() && draft.changes().is_empty() {
            self.messages
                .say("There is nothing to save: the service has this segment.");
            return;
        }
        let input = match draft.to_input() {
            Ok(input) => input,
            Err(_) => {
                self.attempt.update(|attempt| *attempt += 1);
                return;
            }
        };
        let workspace = self.segments.workspace;
        let id = self.id_untracked();
        let known = id.clone();
        let command = async move {
            match known {
                Some(id) => workspace.update_segment(&id, &input).await,
                None => workspace.create_segment(&input).await,
            }
        };
        self.run(Doing::Save, command, move |segment| {
            let words = if id.is_some() { "Saved" } else { "Created" };
            self.messages.say(format!("{words} “{}”.", segment.name));
            self.show(&segment);
            self.sent.set(Some(clock::wall_time()));
            if id.is_none() {
                self.leaving.release();
                self.segments.became(&segment.id);
                focus::focus_id(HEADING_ID);
            }
        });
    }

    /// Deletes the segment.
    pub fn delete(self) {
        let Some(id) = self.id_untracked() else {
            return;
        };
        let name = self
            .draft
            .with_untracked(|draft| draft.base.as_deref().map(|base| base.name.clone()));
        let workspace = self.segments.workspace;
        let command = async move { workspace.delete_segment(&id).await };
        self.run(Doing::Delete, command, move |()| {
            self.leaving.release();
            self.segments.close();
            let name = name.unwrap_or_default();
            self.messages.done(format!("Deleted the segment “{name}”."));
        });
    }

    /// Gives up what was typed since the last save.
    pub fn revert(self) {
        match self.draft.with_untracked(|draft| draft.base.clone()) {
            Some(base) => {
                self.show(&base);
                self.messages.say("The edits were given up.");
                focus::focus_id(HEADING_ID);
            }
            None => {
                self.leaving.release();
                self.segments.close();
            }
        }
    }

    /// Runs a command and shows how it ended. The form may be gone by then.
    fn run<T: 'static>(
        self,
        doing: Doing,
        command: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.failure.set(None);
        self.busy.set(Some(doing));
        spawn_local(async move {
            let result = command.await;
            let is_gone = self.busy.try_set(None).is_some();
            match result {
                Ok(value) if !is_gone => done(value),
                Ok(_) => {}
                Err(error) => self.did_not_work(doing, error),
            }
        });
    }

    fn did_not_work(self, doing: Doing, error: ApiError) {
        self.messages.say(error.to_string());
        if let ApiError::Invalid(errors) = &error {
            self.refused.try_set(errors.clone());
            self.attempt.try_update(|attempt| *attempt += 1);
        }
        self.failure.try_set(Some((doing, error)));
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
