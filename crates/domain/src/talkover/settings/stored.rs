//! A form of settings as the device keeps it.

use std::collections::BTreeMap;

use contract::talkover::Agent;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{SettingsDraft, SettingsForm};

/// What the form began with stands inside, as the service's own body: settings are small.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    form: String,
    #[serde(default)]
    base: Option<Value>,
    #[serde(default)]
    known: BTreeMap<String, String>,
    #[serde(default)]
    typed: BTreeMap<String, String>,
}

impl From<SettingsDraft> for Stored {
    fn from(draft: SettingsDraft) -> Self {
        let owned = |texts: BTreeMap<&'static str, String>| {
            let texts = texts.into_iter();
            texts.map(|(name, text)| (name.to_owned(), text)).collect()
        };
        Self {
            form: draft.form.name().to_owned(),
            base: draft.base.map(|agent| agent.to_json()),
            known: owned(draft.known),
            typed: owned(draft.typed),
        }
    }
}

impl TryFrom<Stored> for SettingsDraft {
    type Error = String;

    /// A field that this build does not know is left out; one that the entry does not know is as
    /// the form began.
    fn try_from(stored: Stored) -> Result<Self, String> {
        let form = SettingsForm::read(&stored.form)
            .ok_or_else(|| format!("there is no form called {}", stored.form))?;
        let base = stored.base.map(Agent::from_json).transpose();
        let base = base.map_err(|error| error.to_string())?;
        let mut draft = match (form, base) {
            (SettingsForm::Create, _) => Self::new_agent(),
            (SettingsForm::Set(setup), Some(agent)) => Self::of(setup, &agent),
            (SettingsForm::Set(_), None) => return Err("its agent is missing".to_owned()),
        };
        for setting in form.settings() {
            if let Some(text) = stored.known.get(setting.name) {
                draft.known.insert(setting.name, text.clone());
            }
            if let Some(text) = stored.typed.get(setting.name) {
                draft.typed.insert(setting.name, text.clone());
            }
        }
        Ok(draft)
    }
}
