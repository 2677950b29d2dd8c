//! Keeping what is typed on the device until the service has it, and going on with it.

use domain::journal::{Edited, Kind, Unsent};
use leptos::{prelude::*, task::spawn_local};

use super::form::{Form, Theirs};
use crate::{
    pages::unsent::{self, OtherEdits, Recovered, RecoveredBanner},
    state::{
        Agents, Device,
        device::{Holder, Journal, Kept, KnownEdit},
    },
    web::ids,
};

/// What this device calls an agent that the service does not have yet.
const NEW: &str = "new";

/// The keeper of one form.
#[derive(Clone, Copy)]
pub struct Keeping {
    form: Form,
    device: Device,
    journal: Journal,
    scope: StoredValue<String>,
    /// The agent's id; of a new one, what this device calls it.
    item: StoredValue<String>,
    create_key: StoredValue<String>,
    recovered: RwSignal<Option<Recovered>>,
}

impl Keeping {
    /// Keeps what is typed in a form, and goes on with what was kept of it before.
    pub fn begin(form: Form) -> Self {
        let base = |draft: &domain::talkover::SettingsDraft| draft.base().map(|a| a.id.clone());
        let item = form.draft.with_untracked(base);
        let scope = Agents::expect().scope();
        let create_key = ids::random();
        let journal = Journal::begin(scope.clone(), NEW.to_owned(), create_key.clone());
        Effect::new(move || {
            let typed = (form.changes.get() > 0).then(|| form.draft.get());
            journal.note(typed.map(|draft| Edited::Settings(draft).into()));
        });
        let keeping = Self {
            form,
            device: Device::expect(),
            journal,
            scope: StoredValue::new(scope),
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
        let kind = self.kind();
        unsent::follow_choices(
            self.device,
            kind,
            move || self.item.try_get_value(),
            move |wanted| {
                let place = (self.scope.try_get_value(), self.item.try_get_value());
                let (Some(scope), Some(item)) = place else {
                    return;
                };
                spawn_local(async move {
                    let found = unsent::find(self.device, &scope, kind, &item, wanted).await;
                    if let Some((edit, unsent)) = found {
                        self.go_on_with(&edit, unsent);
                    }
                });
            },
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

    /// Gives up what is typed, and offers to put it back.
    pub fn give_up(self) {
        let typed = self.form.draft.get_untracked();
        let (key, texts) = self.journal.aside(Edited::Settings(typed));
        let (device, messages) = (self.device, self.form.messages);
        self.recovered.set(None);
        self.form.give_up();
        let put_back = move || {
            let (key, texts) = (key.clone(), texts.clone());
            spawn_local(async move {
                match device.put_back(&key, texts).await {
                    // Its form takes it where that is still open; otherwise it is in the list.
                    Ok(()) => device.want(key),
                    Err(error) => messages.failed(format!("{error} {}", error.advice())),
                }
            });
        };
        messages.done_with("The edits were given up.", "Undo", put_back);
    }

    /// The edits of the same settings that this form does not show.
    fn others(self) -> Vec<KnownEdit> {
        let place = (self.scope.try_get_value(), self.item.try_get_value());
        let (Some(scope), Some(item)) = place else {
            return Vec::new();
        };
        // Two new agents are two things.
        if item == NEW {
            return Vec::new();
        }
        let mut others = self.device.edits_of(&scope, self.kind(), &item);
        others.retain(|edit| edit.holder != Holder::OpenHere);
        others
    }
}

/// That the form goes on with unsent edits, and that there are others.
#[component]
pub fn GoesOn(keeping: Keeping) -> impl IntoView {
    let form = keeping.form;
    let recovered = Memo::new(move |_| keeping.recovered.get().filter(|_| form.is_dirty()));
    view! {
        {move || recovered.get().map(|recovered| view! {
            <RecoveredBanner
                recovered=recovered
                on_compare=None
                on_discard=move |()| keeping.give_up()
                on_dismiss=move |()| keeping.recovered.set(None)
            />
        })}
        <OtherEdits what="group of settings" others=Signal::derive(move || keeping.others()) />
    }
}
