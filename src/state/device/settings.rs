//! What this device keeps of the settings of voice agents: edits that the service does not have.

use domain::{journal::EditKey, talkover::settings::KeptSettings};

use super::{Device, agents::NotKept};
use crate::web::idb::{Key, Store};

impl Device {
    /// What is kept of an agent's settings; `agent` is empty for a new one.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub async fn kept_settings(self, scope: &str, agent: &str) -> Result<KeptSettings, NotKept> {
        let mut read = KeptSettings::default();
        let look = |kept: &mut KeptSettings| {
            read = kept.clone();
            false
        };
        self.change_settings(scope, agent, look).await?;
        Ok(read)
    }

    /// Changes what is kept, as one step over all tabs. `change` says whether it has changed
    /// anything.
    ///
    /// # Errors
    ///
    /// Nothing was changed, and why.
    pub async fn change_settings(
        self,
        scope: &str,
        agent: &str,
        change: impl FnOnce(&mut KeptSettings) -> bool,
    ) -> Result<(), NotKept> {
        let database = self.database().await?;
        let changed = database
            .change(Store::Meta, &key_of(scope, agent), |found| {
                let known = found.map_or_else(
                    || Ok(KeptSettings::default()),
                    |text| serde_json::from_str(&text),
                );
                let Ok(mut kept) = known else {
                    return (None, false);
                };
                let is_changed = change(&mut kept);
                let text = is_changed.then(|| serde_json::to_string(&kept).ok());
                (text.flatten(), true)
            })
            .await;
        self.noticed(changed.as_ref().err());
        if changed? {
            Ok(())
        } else {
            Err(NotKept::Unreadable)
        }
    }
}

fn key_of(scope: &str, agent: &str) -> Key {
    let mut text = EditKey::prefix(scope);
    text.push_str(agent);
    Key::Text(format!("settings|{text}"))
}
