//! What comes from the service while the form is open.

use contract::FieldErrors;
use domain::{Draft, seen};
use leptos::{prelude::*, task::spawn_local};

use super::Form;
use crate::api::{ApiError, Reading, opencx::Tagged};

impl Form {
    /// A reading has come back. Typed text is never overwritten by it.
    pub fn arrived(self, fresh: Tagged) {
        let same = self.edited.try_with_untracked(|draft| {
            draft
                .base
                .as_deref()
                .is_some_and(|base| seen::is_unchanged(base, &fresh.training))
        });
        match same {
            None => {}
            Some(true) => {
                self.etag.set(fresh.etag);
            }
            Some(false) if self.changes.with_untracked(Vec::is_empty) => self.show(fresh),
            // What came is what was typed: a save of this device whose answer was lost.
            Some(false) if self.draft.with_untracked(|mine| is_same(mine, &fresh)) => {
                self.show(fresh);
            }
            Some(false) => {
                let is_apart = self.draft.with_untracked(|mine| is_apart(mine, &fresh));
                // A save that was refused stays a question, whatever comes after it.
                let asks_already = self.theirs.with_untracked(Option::is_some);
                self.theirs.set(Some(fresh));
                // What was changed elsewhere is another field, such as the directory after a move.
                if is_apart && !asks_already {
                    self.keep_mine();
                }
            }
        }
    }

    /// Reads the scenario again when its row changes behind the form: a move from the list, another
    /// page of the reading.
    pub fn follow_row(self) {
        let row = Memo::new(move |_| {
            let id = self.id()?;
            self.workspace.index().with(|index| {
                let training = index.get(&id)?;
                Some(training.updated_at.clone())
            })
        });
        Effect::new(move || {
            let row = row.get();
            let Some((id, shown)) = self.id_untracked().zip(self.updated_at()) else {
                return;
            };
            if row.is_none_or(|row| row == shown) {
                return;
            }
            let reading = Reading::here();
            spawn_local(async move {
                match self.workspace.read(&id, reading.as_ref()).await {
                    Ok(fresh) => self.arrived(fresh),
                    Err(ApiError::Aborted) => {}
                    Err(error) => self.failed_to_read(&error),
                }
            });
        });
    }

    /// The scenario's id at the service; `None` of a new one, and where the form is gone.
    pub(super) fn id(self) -> Option<String> {
        self.edited
            .try_with(|draft| draft.base.as_deref().map(|base| base.id.clone()))?
    }

    pub(super) fn id_untracked(self) -> Option<String> {
        untrack(|| self.id())
    }

    /// The scenario could not be read again: what is shown is what the list had.
    pub fn failed_to_read(self, error: &ApiError) {
        self.failure.try_set(Some(error.clone()));
    }

    /// Shows what the service returned, in place of everything typed.
    pub fn show(self, fresh: Tagged) {
        self.put(Draft::of(&fresh.training), fresh.etag);
        self.refused.set(FieldErrors::default());
        self.touched.set(Vec::new());
        self.attempt.set(0);
        self.theirs.set(None);
        self.merging.set(None);
        self.failure.set(None);
    }

    /// Shows what the service returned, under what is typed.
    pub(super) fn show_under(self, fresh: Tagged) {
        let typed = self.draft.try_with_untracked(|typed| {
            (!typed.changes().is_empty()).then(|| typed.rebase(&fresh.training))
        });
        let etag = fresh.etag.clone();
        self.show(fresh);
        if let Some(Some(typed)) = typed {
            self.put(typed, etag);
        }
    }

    /// Shows what came back for `sent`. What was typed since stays as it stands.
    pub(super) fn took(self, sent: &Draft, fresh: Tagged) {
        let typed = self.draft.try_with_untracked(|typed| {
            (typed != sent).then(|| Draft {
                base: Some(Box::new(fresh.training.clone())),
                ..typed.clone()
            })
        });
        let etag = fresh.etag.clone();
        self.show(fresh);
        if let Some(Some(typed)) = typed {
            self.put(typed, etag);
        }
    }

    pub(super) fn put(self, draft: Draft, etag: Option<String>) {
        self.written.set(Vec::new());
        self.start.set(draft.start.clone());
        self.end.set(draft.end.clone());
        self.edited.set(draft);
        self.etag.set(etag);
    }
}

/// Whether the service has exactly what is typed.
fn is_same(mine: &Draft, fresh: &Tagged) -> bool {
    let over = Draft {
        base: Some(Box::new(fresh.training.clone())),
        ..mine.clone()
    };
    !over.is_dirty()
}

/// Whether no field was changed both here and at the service.
fn is_apart(mine: &Draft, fresh: &Tagged) -> bool {
    let mut theirs = Draft::of(&fresh.training);
    theirs.base.clone_from(&mine.base);
    let theirs = theirs.changes();
    mine.changes().iter().all(|field| !theirs.contains(field))
}
