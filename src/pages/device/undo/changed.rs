//! What somebody else changed since: nothing of it is overwritten.

use contract::opencx::Training;
use domain::{
    Draft,
    journal::Kind,
    undo::{Back, Direction, Record, Step, Verdict, named, plan},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::opencx::Tagged,
    paths,
    state::device::{Holder, Look, Work},
    web::clock,
};

use super::{Lost, Parts, verb_of};

/// A scenario that cannot simply go back.
struct Held {
    number: u64,
    record: Record,
    now: Option<Tagged>,
    /// What it would go back to, where it is to be put together.
    back: Option<Box<Back>>,
}

impl Parts {
    /// Sends what nobody has changed since. The rest is the person's to decide: of a single
    /// scenario at once, of several in the history.
    pub(super) async fn decide(
        self,
        scope: &str,
        step: &Step,
        direction: Direction,
        looks: Vec<Look>,
    ) {
        let is_single = looks.len() == 1;
        let (mut work, mut there, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for look in looks {
            let number = look.number;
            match look.verdict {
                Verdict::AlreadyThere => there.push(number),
                Verdict::Free(acts) => work.push(Work {
                    number,
                    now: look.now,
                    acts,
                }),
                Verdict::Changed(back) => match acts_without_text(&back, look.now.as_ref()) {
                    Some(acts) => work.push(Work {
                        number,
                        now: look.now,
                        acts,
                    }),
                    None => held.push(Held {
                        number,
                        record: look.record,
                        now: look.now,
                        back: Some(back),
                    }),
                },
                Verdict::WouldDelete | Verdict::Gone => held.push(Held {
                    number,
                    record: look.record,
                    now: look.now,
                    back: None,
                }),
            }
        }
        if !there.is_empty() {
            self.device.mark(scope, &there, direction).await;
            if work.is_empty() && held.is_empty() {
                let words = match direction {
                    Direction::Undo => "It is already as it was before",
                    Direction::Redo => "It is already as it was after",
                };
                self.messages.done(format!("{words}: {}.", step.label));
            }
        }
        if !work.is_empty() {
            self.send(scope, step.id, direction, work).await;
        }
        if is_single {
            if let Some(held) = held.pop() {
                self.ask_about(scope, step, direction, held).await;
            }
        } else if !held.is_empty() {
            self.list(step, direction, &held);
        }
    }

    /// Several: they stay as they are, and the history has a way to each.
    fn list(self, step: &Step, direction: Direction, held: &[Held]) {
        let titles: Vec<&str> = held.iter().map(|held| held.record.title()).collect();
        let words = format!(
            "Not {}, because somebody changed them since: {}. They stay as they are; in the history each can be put together.",
            verb_of(direction),
            named(&titles)
        );
        let (drawer, step) = (self.drawer, step.id);
        self.drawer.close();
        self.messages
            .failed_with(words, "Show", move || drawer.show_step(step));
    }

    async fn ask_about(self, scope: &str, step: &Step, direction: Direction, held: Held) {
        self.drawer.close();
        match (held.back, held.now) {
            (Some(back), Some(now)) => self.put_together(scope, &back, &now, direction).await,
            (None, Some(now)) => {
                let left = match direction {
                    Direction::Undo => held.record.change.after,
                    Direction::Redo => held.record.change.before,
                };
                self.lost.try_set(Some(Lost {
                    step: step.id,
                    number: held.number,
                    direction,
                    left,
                    now,
                }));
            }
            (_, None) => self.offer_anew(scope, step, direction, held.number, &held.record),
        }
    }

    /// The text to go back to becomes an unsent edit over what the step left. Its form finds that
    /// the service has something newer, and puts both together with the person.
    async fn put_together(self, scope: &str, back: &Back, now: &Tagged, direction: Direction) {
        let id = now.training.id.clone();
        let title = now.training.working_title();
        let path = paths::scenario(&self.workspace.id(), &id, "");
        let known = untrack(|| self.device.edits_of(scope, Kind::Scenario, &id));
        let is_open = known
            .iter()
            .any(|edit| matches!(edit.holder, Holder::OpenHere | Holder::OtherTab));
        if is_open {
            let (go, title) = (self.go, title.to_owned());
            self.messages.failed_with(
                format!(
                    "“{title}” was changed since, and it has unsent edits of yours. Save them or give them up, then undo again."
                ),
                "Open",
                move || go.to(&path),
            );
            return;
        }
        match self
            .device
            .keep_draft(scope, &back.draft, clock::now())
            .await
        {
            Ok(key) => {
                self.device.want(key);
                self.go.to(&path);
                self.messages.done(format!(
                    "Somebody changed “{title}” since, so nothing was {} yet. What you go back to stands in the form, to be put together with their text.",
                    verb_of(direction)
                ));
            }
            Err(error) => self.messages.failed(format!(
                "Somebody changed “{title}” since, and nothing was {}. {error} {}",
                verb_of(direction),
                error.advice()
            )),
        }
    }

    /// Somebody deleted it: it can only be created anew.
    fn offer_anew(
        self,
        scope: &str,
        step: &Step,
        direction: Direction,
        number: u64,
        record: &Record,
    ) {
        let target = match direction {
            Direction::Undo => record.change.before.as_deref(),
            Direction::Redo => record.change.after.as_deref(),
        };
        let acts = plan(None, target);
        let (scope, step) = (scope.to_owned(), step.id);
        self.messages.failed_with(
            format!(
                "“{}” was deleted since, so it could not be {}. Nothing was changed.",
                record.title(),
                verb_of(direction)
            ),
            "Create it anew",
            move || {
                let work = Work {
                    number,
                    now: None,
                    acts: acts.clone(),
                };
                let scope = scope.clone();
                spawn_local(async move {
                    self.send(&scope, step, direction, vec![work]).await;
                });
            },
        );
    }
}

/// The writes where the step changed no text and no setting, only what is live: what others wrote
/// stays as it is then, and there is nothing to be put together.
fn acts_without_text(back: &Back, now: Option<&Tagged>) -> Option<Vec<domain::Act>> {
    if back.draft.is_dirty() {
        return None;
    }
    let now: &Training = &now?.training;
    let acts = back.acts(&Draft::of(now)).ok()?;
    (!acts.is_empty()).then_some(acts)
}
