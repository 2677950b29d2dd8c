//! The value of a form of settings.

use std::collections::BTreeMap;

use contract::{
    FieldErrors,
    talkover::{Agent, Setup},
};

use super::{
    Setting, SettingsForm, SettingsInput,
    body::{body, same},
    shown::Shown,
    stored::Stored,
};
use crate::talkover::missing;
use serde::{Deserialize, Serialize};

/// The texts of fields, by their names in the body.
type Texts = BTreeMap<&'static str, String>;

/// What stands in a form of settings, over what the service shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct SettingsDraft {
    pub(super) form: SettingsForm,
    /// The agent as the service showed it last; `None` of a new one.
    pub(super) base: Option<Box<Agent>>,
    /// What counts as unchanged: what the service shows, and what it took and does not show.
    pub(super) known: Texts,
    pub(super) typed: Texts,
}

impl SettingsDraft {
    /// A new agent. What has no documented default stays open, but for numbers and words that are
    /// easily looked over: they are proposals, to be seen before they are sent.
    #[must_use]
    pub fn new_agent() -> Self {
        let proposals = [
            ("conversation_speed", "1.1"),
            ("initial_message_delay", "0"),
            ("llm_temperature", "0.3"),
            ("interrupt_sensitivity", "medium"),
            ("endpointing_sensitivity", "auto"),
            ("ivr_navigation_mode", "off"),
            ("ask_if_human_present_on_idle", "yes"),
            ("idle_time_seconds", "10"),
        ];
        let texts: Texts = SettingsForm::Create
            .settings()
            .map(|setting| (setting.name, String::new()))
            .chain(proposals.map(|(name, text)| (name, text.to_owned())))
            .collect();
        Self {
            form: SettingsForm::Create,
            base: None,
            known: texts.clone(),
            typed: texts,
        }
    }

    /// One group of settings of an agent.
    #[must_use]
    pub fn of(setup: Setup, agent: &Agent) -> Self {
        let form = SettingsForm::Set(setup);
        let texts: Texts = form
            .settings()
            .map(|setting| (setting.name, Shown::of(agent, setting).into_text()))
            .collect();
        Self {
            form,
            base: Some(Box::new(agent.clone())),
            known: texts.clone(),
            typed: texts,
        }
    }

    /// Which form it is.
    #[must_use]
    pub const fn form(&self) -> SettingsForm {
        self.form
    }

    /// The agent as the service showed it; `None` of a new one.
    #[must_use]
    pub fn base(&self) -> Option<&Agent> {
        self.base.as_deref()
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    /// What counts as unchanged in a field.
    pub(super) fn known(&self, name: &str) -> &str {
        self.known.get(name).map_or("", String::as_str)
    }

    /// Types into a field. A name that the form does not have changes nothing.
    pub fn set(&mut self, name: &str, text: String) {
        if let Some(typed) = self.typed.get_mut(name) {
            *typed = text;
        }
    }

    /// The fields that differ from what the service has, or from a form that nobody touched.
    #[must_use]
    pub fn changes(&self) -> Vec<&'static Setting> {
        self.form
            .settings()
            .filter(|setting| {
                let text = self.text(setting.name);
                !same(&setting.control, text, self.known(setting.name))
            })
            .collect()
    }

    /// Whether something is typed that the service does not have.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        !self.changes().is_empty()
    }

    /// Whether a write would do something: settings that were never saved are missing to publish,
    /// even where the service shows all of them from the agent's creation.
    #[must_use]
    pub fn is_worth_sending(&self) -> bool {
        self.is_dirty() || self.is_missing() || self.base.is_none()
    }

    /// Whether these settings keep the agent from being published, as far as the service says.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        match (self.form, self.base()) {
            (SettingsForm::Set(setup), Some(agent)) => match &agent.missing_to_publish {
                Some(_) => missing(agent).contains(&setup),
                // It says only whether it is ready: each of them may be what is missing.
                None => agent.is_ready_to_publish == Some(false),
            },
            _ => false,
        }
    }

    /// Whether the service takes this field and does not show it.
    #[must_use]
    pub fn is_hidden(&self, setting: &Setting) -> bool {
        let base = self.base();
        base.is_some_and(|agent| Shown::of(agent, setting) == Shown::Hidden)
    }

    /// What to say of a field that the service does not show.
    #[must_use]
    pub fn words_of_hidden(&self, setting: &Setting) -> Option<&'static str> {
        if !self.is_hidden(setting) {
            return None;
        }
        let is_sent = !self.known(setting.name).is_empty();
        Some(match (is_sent, setting.is_required) {
            (true, _) => "The service does not show it. This was sent from here.",
            (false, true) => "The service does not show what is set: choose it anew.",
            (false, false) => "The service does not show what is set. Left empty, that stays.",
        })
    }

    /// Everything that keeps it from being sent, under the names of the body's fields.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.to_input().err().unwrap_or_default()
    }

    /// The write.
    ///
    /// # Errors
    ///
    /// [`SettingsDraft::problems`], where there are any.
    pub fn to_input(&self) -> Result<SettingsInput, FieldErrors> {
        SettingsInput::read(self.form, body(self))
    }

    /// Whether a write takes the agent offline for new calls.
    #[must_use]
    pub fn takes_offline(&self) -> bool {
        self.base().is_some_and(Agent::is_published)
    }

    /// The form without what was typed since the service took it.
    #[must_use]
    pub fn reverted(&self) -> Self {
        Self {
            typed: self.known.clone(),
            ..self.clone()
        }
    }

    /// The same edits on a newer reading: what was edited stays, everything else takes the newer
    /// value.
    #[must_use]
    pub fn rebase(&self, newer: &Agent) -> Self {
        let SettingsForm::Set(setup) = self.form else {
            return self.clone();
        };
        let mut rebased = Self::of(setup, newer);
        for setting in self.form.settings() {
            if rebased.is_hidden(setting)
                && let Some(known) = self.known.get(setting.name)
            {
                rebased.known.insert(setting.name, known.clone());
                rebased.typed.insert(setting.name, known.clone());
            }
        }
        for setting in self.changes() {
            rebased.set(setting.name, self.text(setting.name).to_owned());
        }
        rebased
    }

    /// The form after `sent` was accepted: what the service returned, under what was typed
    /// meanwhile. What it took and does not show stays as it was sent.
    #[must_use]
    pub fn saved(&self, sent: &Self, returned: &Agent) -> Self {
        let mut typed = self.clone();
        typed.known.clone_from(&sent.typed);
        typed.rebase(returned)
    }

    /// Whether the service shows all that was sent: after a lost answer, the write has arrived.
    /// What it does not show cannot be compared, and what was left out it has filled by itself.
    #[must_use]
    pub fn is_shown_by(&self, now: &Agent) -> bool {
        let had = |setting| {
            self.base()
                .is_some_and(|base| matches!(Shown::of(base, setting), Shown::Text(_)))
        };
        self.form.settings().all(|setting| {
            let text = self.text(setting.name);
            let is_left_out = text.trim().is_empty() && !had(setting);
            match Shown::of(now, setting) {
                Shown::Hidden => true,
                _ if is_left_out => true,
                shown => same(&setting.control, text, &shown.into_text()),
            }
        })
    }
}
