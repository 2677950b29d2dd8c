//! What somebody typed stays, also where its write is taken back.

use domain::{
    journal::{EditKey, Edited, Kind, Unsent},
    outbox::{Entry, SegmentWrite, Write},
};
use leptos::prelude::*;

use super::settle::version_of;
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
        let Write::Segment(SegmentWrite::Put { draft, .. }) = &entry.write else {
            return self.keep_text_of(entry).await;
        };
        let key = EditKey {
            scope: entry.scope.clone(),
            kind: Kind::Segment,
            item: entry.target.name().to_owned(),
            version: draft.base.as_deref().map(version_of),
            tab: self.tab(),
            form: self.number_of_form(),
        };
        let unsent = Unsent {
            at: entry.at,
            edited: Edited::Segment(draft.clone()),
            create_key: draft.is_new().then(|| entry.id.clone()),
            written: Vec::new(),
        };
        // A form that has the segment open keeps the same text, or a later one.
        let known = untrack(|| self.edits_of(&key.scope, key.kind, &key.item));
        for edit in known {
            if let Ok(Some(Ok(kept))) = self.read_edit(&edit.key).await
                && (kept.edited == unsent.edited || edit.holder == Holder::OpenHere)
            {
                return Ok(Some(edit.key));
            }
        }
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(Some(key))
    }
}
