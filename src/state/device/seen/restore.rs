//! Back to a version that was seen: it becomes an unsent edit, and nothing is sent.

use domain::{
    Draft,
    journal::{EditKey, Edited, Kind, Unsent},
};

use super::Device;
use crate::web::{clock, idb::StorageError, ids};

impl Device {
    /// Keeps a draft that was made of an older version as an unsent edit, and gives back where. A
    /// draft without a base becomes one of a new scenario.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn restore_seen(self, scope: &str, draft: Draft) -> Result<EditKey, StorageError> {
        let base = draft.base.as_deref();
        let key = EditKey {
            scope: scope.to_owned(),
            kind: Kind::Scenario,
            item: base.map_or_else(ids::random, |base| base.id.clone()),
            version: base.map(|base| base.updated_at.clone()),
            tab: self.tab(),
            form: self.number_of_form(),
        };
        let unsent = Unsent {
            at: clock::now(),
            edited: Edited::Scenario(draft),
            create_key: None,
            written: Vec::new(),
        };
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(key)
    }
}
