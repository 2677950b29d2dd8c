//! Back to a version that was seen: it becomes an unsent edit, and nothing is sent.

use contract::opencx::Training;
use domain::{
    Draft,
    journal::{EditKey, Edited, Kind, Unsent},
};

use super::Device;
use crate::web::{clock, idb::StorageError, ids};

impl Device {
    /// Keeps an older version as an unsent edit over what the service has now, or, where it has
    /// the scenario no longer, as one of a new scenario. Gives back where.
    ///
    /// # Errors
    ///
    /// It could not be kept, and why.
    pub async fn restore_seen(
        self,
        scope: &str,
        older: &Training,
        now: Option<Training>,
    ) -> Result<EditKey, StorageError> {
        let key = EditKey {
            scope: scope.to_owned(),
            kind: Kind::Scenario,
            item: now.as_ref().map_or_else(ids::random, |now| now.id.clone()),
            version: now.as_ref().map(|now| now.updated_at.clone()),
            tab: self.tab(),
            form: self.number_of_form(),
        };
        let unsent = Unsent {
            at: clock::now(),
            edited: Edited::Scenario(Draft {
                base: now.map(Box::new),
                ..Draft::of(older)
            }),
            create_key: None,
        };
        self.keep(&[], Some((&key, &unsent))).await?;
        Ok(key)
    }
}
