//! Keeping what is typed on the device until the service has it, and going on with it.

use domain::{
    journal::{Edited, Kind, Unsent},
    talkover::SettingsDraft,
};
use leptos::prelude::*;

use super::form::{Form, Theirs};
use crate::{
    pages::{
        device::{Place, Shell},
        go::Go,
        unsent::{self, Recovered},
    },
    state::{
        Agents, Device,
        device::{Journal, Kept, KnownEdit},
    },
    web::{focus, ids},
};

/// What this device calls an agent that the service does not have yet.
const NEW: &str = "new";

/// The keeper of one form.
#[derive(Clone, Copy)]
pub struct Keeping {
    form: Form,
    device: Device,
    journal: Journal,
    agents: Agents,
    /// It outlives the page, as what was given up there can be put back from elsewhere.
    go: Go,
    /// The agent's id; of a new one, what this device calls it.
    item: StoredValue<String>,
    create_key: StoredValue<String>,
    /// The unsent edits that the form goes on with.
    pub recovered: RwSignal<Option<Recovered>>,
}

impl Keeping {
    /// Keeps what is typed in a form, and goes on with what was kept of it before.
    pub fn begin(form: Form) -> Self {
        let base = |draft: &SettingsDraft| draft.base().map(|a| a.id.clone());
        let item = form.draft.with_untracked(base);
        let agents = Agents::expect();
        let create_key = ids::random();
        let journal = Journal::begin(agents.scope(), NEW.to_owned(), create_key.clone());
        Effect::new(move || {
            let typed = (form.changes.get() > 0).then(|| form.draft.get());
            journal.note(typed.map(|draft| Edited::Settings(draft).into()));
        });
        let keeping = Self {
            form,
            device: Device::expect(),
            journal,
            agents,
            go: Shell::find(Go::here),
            item: StoredValue::new(item.unwrap_or_else(|| NEW.to_owned())),
            create_key: StoredValue::new(create_key),
            recovered: RwSignal::new(None),
        };
        keeping.look_for_unsent();
        keeping
    }

    /// Whether what is typed is on the device.
    pub fn kept(self) -> Kept {
        self.journal.kept()
    }

    /// Whether leaving would lose something.
    pub fn is_at_risk(self) -> bool {
        self.form.is_dirty() && self.journal.is_at_risk()
    }

    /// The `Idempotency-Key` of what this form creates: the same also after a reload.
    pub fn create_key(self) -> String {
        self.create_key.try_get_value().unwrap_or_default()
    }

    fn kind(self) -> Kind {
        Kind::Settings(self.form.kind())
    }

    fn look_for_unsent(self) {
        unsent::look_for(
            self.device,
            self.agents.scope(),
            self.kind(),
            move || self.item.try_get_value(),
            move |edit, unsent| self.go_on_with(edit, unsent),
        );
    }

    /// Typed text is never overwritten by an edit that is found: then that stays where it is.
    fn go_on_with(self, edit: &KnownEdit, unsent: Unsent) {
        let recovered = Recovered::of(edit, &unsent);
        let Edited::Settings(draft) = unsent.edited else {
            return;
        };
        if self.form.changes.try_get_untracked() != Some(0) {
            return;
        }
        self.journal.take_over(edit.key.clone(), unsent.over);
        if let Some(key) = unsent.create_key.filter(|_| draft.base().is_none()) {
            self.create_key.set_value(key);
        }
        self.recovered.set(Some(recovered));
        let now = self.form.draft.with_untracked(|now| now.base().cloned());
        let Some(agent) = now else {
            self.form.draft.set(draft);
            return;
        };
        let mut news = draft.news(&agent);
        // What only one side has changed goes together by itself.
        news.retain(|one| one.mine.is_some());
        if news.is_empty() {
            self.form.draft.set(draft.rebase(&agent));
        } else {
            self.form.draft.set(draft);
            self.form.theirs.set(Some(Theirs { agent, news }));
        }
    }

    /// What was typed has become something else: nothing of it is kept any more.
    pub fn forget(self) {
        self.journal.note(None);
    }

    /// Gives up what was typed since the last save, and offers to put it back.
    pub fn give_up(self) {
        self.give_up_for("The edits were given up.", SettingsDraft::reverted);
    }

    /// Gives up the person's edits for what the service has now, and offers to put them back.
    pub fn take_theirs(self) {
        if let Some(theirs) = self.form.theirs.get_untracked() {
            // What was said of the conflict holds no longer.
            self.form.messages.say("");
            self.give_up_for("These are the newer settings.", |typed| {
                typed.reverted().rebase(&theirs.agent)
            });
        }
    }

    fn give_up_for(self, words: &str, newer: impl FnOnce(&SettingsDraft) -> SettingsDraft) {
        self.recovered.set(None);
        let typed = self.form.draft.get_untracked();
        let newer = newer(&typed);
        let item = self.item.get_value();
        let path = Place::Agents(self.agents).path_of(self.kind(), &item, item == NEW);
        let (go, form) = (self.go, self.form);
        unsent::give_up(
            (self.device, self.form.messages),
            self.journal,
            Edited::Settings(typed),
            words,
            move || form.show(newer),
            move |_| {
                // A form that is still there has taken it.
                if form.draft.is_disposed() {
                    go.to(&path);
                }
            },
        );
        focus::rescue(self.form.heading());
    }

    /// The edits of the same settings that this form does not show.
    pub fn others(self) -> Vec<KnownEdit> {
        let Some(item) = self.item.try_get_value() else {
            return Vec::new();
        };
        // Two new agents are two things.
        if item == NEW {
            return Vec::new();
        }
        unsent::others(self.device, &self.agents.scope(), self.kind(), &item)
    }
}
