//! Writes of the form on their way, and what becomes of the form when they end.

use domain::{
    Draft, Intent, Publication,
    outbox::{About, Entry, Target, Write},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Busy, Form, commands::words_after};
use crate::{
    api::{ApiError, opencx::Tagged},
    pages::{device::Wanted, scenarios::Tab},
    state::device::{Ending, Settled, is_about},
    web::{clock, ids},
};

/// What the form does when a write of its own was taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// What was typed since stays over what the service returned.
    Goes,
    /// It says this with a way to undo it. What is typed stays over what the service returned.
    Offers(String),
    /// It shows what the service returned in place of what stood in the form, which was set aside,
    /// and says this.
    Replaces {
        /// The words.
        words: String,
        /// What stood there: what was typed since stays.
        over: Box<Draft>,
        /// Whether it goes to the tab where the text is; elsewhere it offers to undo it.
        shows_text: bool,
    },
}

impl Form {
    /// Puts a write into the outbox, in place of one that still waits there with an older text.
    pub(super) fn enqueue(self, busy: Busy, write: Write, then: Then) {
        self.failure.set(None);
        self.busy.set(Some(busy));
        let scope = self.workspace.scope();
        let mut entry = Entry::new(ids::random(), scope, self.target(), write, clock::now());
        entry.etag = self.etag_untracked();
        self.journal.sign(&mut entry);
        let (device, name) = (self.device, self.create_key.get_value());
        spawn_local(async move {
            device.ask(entry, name, |id| self.mind(id, then)).await;
        });
    }

    fn mind(self, id: &str, then: Then) {
        self.device.mind(id);
        self.minded.try_update_value(|minded| {
            minded.retain(|(known, _)| known != id);
            minded.push((id.to_owned(), then));
        });
    }

    /// Begins to follow what becomes of its writes, also of those that an earlier form has sent.
    pub(super) fn follow_writes(self) {
        self.device.on_settled(move |settled| self.settled(settled));
        // While a write waits, the form is the person's again.
        Effect::new(move || {
            let Some(entry) = self.on_its_way_now() else {
                return;
            };
            // Also one that waits behind another.
            if self.device.queue().with(|queue| queue.is_held(&entry.id)) {
                self.busy.set(None);
            }
        });
        on_cleanup(move || {
            let minded = self.minded.try_update_value(std::mem::take);
            for (id, _) in minded.into_iter().flatten() {
                self.device.forget(&id);
            }
        });
    }

    fn target(self) -> Target {
        match self.base_untracked() {
            Some(base) => Target::Known(base.id),
            None => Target::New(self.journal.name().unwrap_or_default()),
        }
    }

    /// The last write of this scenario that the service has not taken yet.
    pub fn on_its_way_now(self) -> Option<Entry> {
        let id = self
            .edited
            .try_with(|draft| draft.base.as_deref().map(|base| base.id.clone()))?;
        let target = match id {
            Some(id) => Target::Known(id),
            None => Target::New(self.journal.name()?),
        };
        let scope = self.workspace.scope();
        self.device
            .queue()
            .with(|queue| queue.last(&scope, About::Scenario, &target).cloned())
    }

    fn settled(self, settled: &Settled) {
        let Some(id) = self
            .edited
            .try_with_untracked(|draft| draft.base.as_deref().map(|base| base.id.clone()))
        else {
            return;
        };
        let name = self.journal.name().unwrap_or_default();
        let scope = self.workspace.scope();
        if !is_about(settled, About::Scenario, &scope, id.as_deref(), &name) {
            return;
        }
        self.busy.set(None);
        let entry = &settled.entry;
        let then = self.minded.try_update_value(|minded| {
            let at = minded.iter().position(|(known, _)| *known == entry.id)?;
            Some(minded.remove(at).1)
        });
        match (&settled.ending, then.flatten()) {
            (Ending::Done(left), then) => self.done(entry, left.scenario().cloned(), then),
            // What keeps an undo from being done is said where it was asked for.
            (Ending::Refused(_), _) if entry.step.is_some() => {}
            (Ending::Refused(error), then) => self.refused_by_service(entry, error.clone(), then),
        }
    }

    fn done(self, entry: &Entry, fresh: Option<Tagged>, then: Option<Then>) {
        let Some(fresh) = fresh else {
            self.deleted(entry, then);
            return;
        };
        if !self.journal.has_text_of(entry) {
            // An undo, or a write that waited when this form was opened beside it: it was not made
            // of what this form shows.
            self.arrived(fresh);
            return;
        }
        self.recovered.set(None);
        match (&entry.write, then) {
            (_, Some(Then::Offers(words))) => {
                self.show_under(fresh);
                self.sent.try_set(Some(clock::wall_time()));
                self.offer_undo(entry, words);
            }
            (
                _,
                Some(Then::Replaces {
                    words,
                    over,
                    shows_text,
                }),
            ) => {
                if self.draft.with_untracked(|typed| *typed == *over) {
                    self.show(fresh);
                } else {
                    self.show_under(fresh);
                }
                if shows_text {
                    self.say_sent(&words);
                    self.listing.show_tab(Tab::Edit);
                } else {
                    self.sent.try_set(Some(clock::wall_time()));
                    self.offer_undo(entry, words);
                }
            }
            (Write::Put { draft, intent }, _) => self.saved(entry, draft, *intent, fresh),
            (_, _) if self.changes.with_untracked(Vec::is_empty) => self.show(fresh),
            // Asked for elsewhere, such as a move from the list.
            (_, _) => self.arrived(fresh),
        }
    }

    fn saved(self, entry: &Entry, sent: &Draft, intent: Intent, fresh: Tagged) {
        let words = words_after(intent, &fresh);
        let was_new = self.edited.with_untracked(Draft::is_new);
        let id = fresh.training.id.clone();
        let went_live =
            intent == Intent::Publish && Publication::of(&fresh.training) == Publication::Published;
        self.took(sent, fresh);
        if went_live && !was_new {
            self.sent.try_set(Some(clock::wall_time()));
            self.offer_undo(entry, words);
        } else {
            self.say_sent(&words);
        }
        if was_new && let Some(name) = self.journal.name() {
            self.listing.became(&name, &id);
        }
    }

    fn deleted(self, entry: &Entry, then: Option<Then>) {
        self.leaving.release();
        self.listing.close();
        if let Some(Then::Offers(words)) = then {
            self.offer_undo(entry, words);
        }
    }

    fn offer_undo(self, entry: &Entry, words: String) {
        let (undoing, id) = (self.undoing, entry.id.clone());
        self.messages.done_with(words, "Undo", move || {
            undoing.want(Wanted::Write(id.clone()));
        });
    }

    /// The text is in the form: the refused write needs no place in the queue.
    fn refused_by_service(self, entry: &Entry, error: ApiError, then: Option<Then>) {
        let id = entry.id.clone();
        let is_own = then.is_some();
        spawn_local(async move {
            if is_own {
                // Where it cannot be taken out, the queue shows it, and nothing is lost.
                let _ = self.device.take_back(&id).await;
            }
            self.did_not_work(error).await;
        });
    }
}
