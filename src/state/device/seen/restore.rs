//! Back to a version that was seen: it becomes an unsent edit, and nothing is sent.

use domain::{
    Draft,
    journal::{EditKey, Edited, Unsent},
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
        let at = clock::now();
        let edited = Edited::Scenario(draft);
        let key = self.key_for(scope, &edited, &ids::random(), at);
        let unsent = Unsent {
            at,
            edited,
            create_key: None,
            written: Vec::new(),
            over: Vec::new(),
        };
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(key)
    }
}
