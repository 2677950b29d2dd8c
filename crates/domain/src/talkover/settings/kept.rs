//! Edits of settings that the service does not have yet, as the device keeps them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{News, Setting, SettingsDraft, SettingsForm, body::same, news::in_words};
use crate::Moment;

/// What is kept of one agent's settings, or of the form of a new agent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptSettings {
    forms: BTreeMap<String, KeptForm>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KeptForm {
    at: Moment,
    fields: BTreeMap<String, KeptText>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KeptText {
    typed: String,
    began: String,
}

/// Edits that a form goes on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// When something was typed in them last, by the device's clock.
    pub at: Moment,
    /// The fields among them that somebody has changed at the service since.
    pub news: Vec<News>,
}

impl KeptSettings {
    /// Keeps what is typed in a form; a form without edits is kept no longer.
    pub fn note(&mut self, draft: &SettingsDraft, at: Moment) {
        let fields = draft.changes().into_iter().map(|setting| {
            let kept = KeptText {
                typed: draft.text(setting.name).to_owned(),
                began: draft.known(setting.name).to_owned(),
            };
            (setting.name.to_owned(), kept)
        });
        let fields: BTreeMap<String, KeptText> = fields.collect();
        let name = draft.form().name().to_owned();
        if fields.is_empty() {
            self.forms.remove(&name);
        } else {
            self.forms.insert(name, KeptForm { at, fields });
        }
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Types what is kept of a form into it. `None` where nothing is, or the service has it by now.
    pub fn restore(&self, draft: &mut SettingsDraft) -> Option<Restored> {
        let form: SettingsForm = draft.form();
        let kept = self.forms.get(form.name())?;
        let mut news = Vec::new();
        for setting in form.settings() {
            let Some(text) = kept.fields.get(setting.name) else {
                continue;
            };
            let now = draft.known(setting.name);
            if let Some(one) = text.news(setting, now) {
                news.push(one);
            }
            draft.set(setting.name, text.typed.clone());
        }
        draft.is_dirty().then_some(Restored { at: kept.at, news })
    }
}

impl KeptText {
    /// What somebody has changed since, where that is neither what was begun with nor what is typed.
    fn news(&self, setting: &'static Setting, now: &str) -> Option<News> {
        let is = |text: &str| same(&setting.control, text, now);
        (!is(&self.began) && !is(&self.typed)).then(|| News {
            label: setting.label,
            before: in_words(setting, &self.began),
            now: in_words(setting, now),
            mine: Some(in_words(setting, &self.typed)),
        })
    }
}
