//! Keeping what is typed on the device until the service has it.

use std::time::Duration;

use domain::{Moment, talkover::SettingsDraft};
use leptos::{prelude::*, task::spawn_local};

use super::form::{Form, Theirs};
use crate::{
    pages::unsent::{Recovered, RecoveredBanner},
    state::{Agents, Device, device::Kept},
    web::{clock, idb::StorageError, online},
};

/// Quick typing shares writes.
const GATHERS: Duration = Duration::from_millis(80);

/// After a write that did not work.
const TRIES_AGAIN_AFTER: Duration = Duration::from_secs(2);

/// The keeper of one form.
#[derive(Clone, Copy)]
pub struct Keeping {
    form: Form,
    device: Device,
    scope: StoredValue<String>,
    /// The agent; empty for a new one.
    item: StoredValue<String>,
    kept: RwSignal<Kept>,
    recovered: RwSignal<Option<Recovered>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether this form has put something there.
    has_kept: StoredValue<bool>,
}

impl Keeping {
    /// Goes on with what is kept of the form, and keeps what is typed from then on.
    pub fn begin(form: Form, item: String) -> Self {
        let keeping = Self {
            form,
            device: Device::expect(),
            scope: StoredValue::new(Agents::expect().scope()),
            item: StoredValue::new(item),
            kept: RwSignal::new(Kept::Nothing),
            recovered: RwSignal::new(None),
            timer: StoredValue::new(None),
            has_kept: StoredValue::new(false),
        };
        keeping.restore();
        Effect::new(move |before: Option<()>| {
            let is_dirty = form.draft.with(SettingsDraft::is_dirty);
            if before.is_some() && (is_dirty || keeping.has_kept.get_value()) {
                keeping.later(if is_dirty { GATHERS } else { Duration::ZERO });
            }
        });
        online::on_page_hidden(move || keeping.now());
        on_cleanup(move || keeping.now());
        keeping
    }

    /// Whether what is typed is on the device.
    pub fn kept(self) -> Kept {
        self.kept.get()
    }

    /// Whether leaving would lose something.
    pub fn is_at_risk(self) -> bool {
        self.form.is_dirty() && self.kept.with(|kept| matches!(kept, Kept::Failed(_)))
    }

    /// Typed text is never overwritten by what is found.
    fn restore(self) {
        spawn_local(async move {
            let (Some(scope), Some(item)) = (self.scope.try_get_value(), self.item.try_get_value())
            else {
                return;
            };
            let Ok(kept) = self.device.kept_settings(&scope, &item).await else {
                return;
            };
            let Some(mut draft) = self.form.draft.try_get_untracked() else {
                return;
            };
            if draft.is_dirty() {
                return;
            }
            let Some(restored) = kept.restore(&mut draft) else {
                return;
            };
            self.has_kept.try_set_value(true);
            if let Some(agent) = draft.base().cloned().filter(|_| !restored.news.is_empty()) {
                let news = restored.news;
                self.form.theirs.try_set(Some(Theirs { agent, news }));
            }
            self.form.draft.try_set(draft);
            self.kept.try_set(Kept::At(restored.at));
            self.recovered.try_set(Some(Recovered {
                at: restored.at,
                after_end: false,
            }));
        });
    }

    fn later(self, after: Duration) {
        if self.timer.with_value(Option::is_some) {
            return;
        }
        if !matches!(self.kept.get_untracked(), Kept::Failed(_)) {
            self.kept.set(Kept::Writing);
        }
        let timer = set_timeout_with_handle(move || self.now(), after).ok();
        self.timer.set_value(timer);
    }

    /// Writes what is typed now, unless it is there.
    fn now(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
            self.write();
        }
    }

    /// What was typed has become something else: the form is empty again, here and on the device.
    pub fn forget(self) {
        self.form
            .draft
            .try_update(|draft| *draft = SettingsDraft::reverted(draft));
        self.write();
    }

    fn write(self) {
        let (Some(draft), Some(scope), Some(item)) = (
            self.form.draft.try_get_untracked(),
            self.scope.try_get_value(),
            self.item.try_get_value(),
        ) else {
            return;
        };
        let (device, at) = (self.device, clock::now());
        let is_dirty = draft.is_dirty();
        self.has_kept.try_set_value(is_dirty);
        spawn_local(async move {
            let note = |kept: &mut domain::talkover::settings::KeptSettings| {
                kept.note(&draft, at);
                true
            };
            let written = device.change_settings(&scope, &item, note).await;
            self.wrote(written.map_err(|_| StorageError::Closed), is_dirty, at);
        });
    }

    fn wrote(self, written: Result<(), StorageError>, is_dirty: bool, at: Moment) {
        let kept = match written {
            Ok(()) if is_dirty => Kept::At(at),
            Ok(()) => Kept::Nothing,
            Err(error) => Kept::Failed(error),
        };
        let is_failed = matches!(kept, Kept::Failed(_));
        // The form may be gone.
        if self.kept.try_set(kept).is_none() && is_failed {
            self.later(TRIES_AGAIN_AFTER);
        }
    }
}

/// That the form goes on with unsent edits.
#[component]
pub fn GoesOn(keeping: Keeping) -> impl IntoView {
    let form = keeping.form;
    let recovered = Memo::new(move |_| keeping.recovered.get().filter(|_| form.is_dirty()));
    move || {
        recovered.get().map(|recovered| {
            view! {
                <RecoveredBanner
                    recovered=recovered
                    on_compare=None
                    on_discard=move |()| form.give_up()
                    on_dismiss=move |()| keeping.recovered.set(None)
                />
            }
        })
    }
}
