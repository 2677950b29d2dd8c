//! What somebody typed stays, also where its write is taken back.

use domain::{
    journal::{EditKey, Edited, Unsent},
    outbox::{Entry, SegmentWrite, Write},
};
use leptos::prelude::*;

use crate::{
    state::{Device, device::Holder},
    web::idb::StorageError,
};

impl Device {
    /// Keeps what was typed for a write that was taken back as an unsent edit, and gives back
    /// where. `None` where no form is its own.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn keep_typed(self, entry: &Entry) -> Result<Option<EditKey>, StorageError> {
        let (edited, is_new) = match &entry.write {
            Write::Put { draft, .. } => (Edited::Scenario(draft.clone()), draft.is_new()),
            Write::Segment(SegmentWrite::Put { draft, .. }) => {
                (Edited::Segment(draft.clone()), draft.is_new())
            }
            _ => return Ok(None),
        };
        let key = self.key_for(&entry.scope, &edited, entry.target.name(), entry.at);
        let unsent = Unsent {
            at: entry.at,
            edited,
            create_key: is_new.then(|| entry.id.clone()),
            written: Vec::new(),
            over: entry.over.clone(),
        };
        // A form that has it open keeps the same text, or a later one, unless it has begun anew.
        let known = untrack(|| self.edits_of(&key.scope, key.kind, &key.item));
        for edit in known {
            let is_later = edit.holder == Holder::OpenHere && !self.was_given_up(&edit.key, entry);
            if let Ok(Some(Ok(kept))) = self.read_edit(&edit.key).await
                && (kept.edited == unsent.edited || is_later)
            {
                return Ok(Some(edit.key));
            }
        }
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(Some(key))
    }

    /// Whether the text of a form was given up after a write was saved from it.
    fn was_given_up(self, key: &EditKey, entry: &Entry) -> bool {
        let given_up = self
            .given_up
            .try_with_value(|all| all.get(&key.form).copied());
        given_up.flatten().is_some_and(|at| at >= entry.at)
    }
}
