//! Keeping changes on the device, a moment after they are made.

use std::time::Duration;

use contract::talkover::Training;
use domain::talkover::TrainingDraft;
use leptos::{prelude::*, task::spawn_local};

use super::Desk;
use crate::{
    state::{
        device::{
            AgentEdit, AgentWork, NotKept,
            rhythm::{GATHERS, RESTS, TRIES_AGAIN_AFTER},
        },
        workspace::Known,
    },
    web::idb::Durability,
};

/// What is on its way to the device.
#[derive(Default)]
pub(super) struct Keeping {
    /// The latest edit of each training, numbered, in their order.
    waiting: Vec<(u64, AgentEdit)>,
    next: u64,
    timer: Option<TimeoutHandle>,
    /// Waits for the typing to rest, after a write that the disk may not have.
    rest: Option<TimeoutHandle>,
    is_writing: bool,
    /// Whether edits wait outside of the database.
    holds: bool,
}

impl Keeping {
    /// As [`AgentEdit::follow`], for what is not on the device yet.
    pub(super) fn follow(&mut self, made: &TrainingDraft, left: &Training) {
        for (_, edit) in &mut self.waiting {
            edit.follow(made, left);
        }
    }
}

impl Desk {
    /// Makes an edit here and now, and on the device soon.
    pub(super) fn edit(self, edit: AgentEdit) {
        let id = self.id();
        self.work.update(|work| edit.make(work, &id));
        let waits = self.keeping.try_update_value(|keeping| {
            let target = edit.target();
            keeping
                .waiting
                .retain(|(_, other)| other.target() != target);
            keeping.waiting.push((keeping.next, edit));
            keeping.next += 1;
            keeping.waiting.len()
        });
        self.unkept.set(waits.unwrap_or(0));
        self.keep_after(GATHERS);
    }

    fn keep_after(self, time: Duration) {
        self.keeping.try_update_value(|keeping| {
            if keeping.timer.is_some() || keeping.is_writing {
                return;
            }
            let keep = move || {
                self.keeping
                    .try_update_value(|keeping| keeping.timer = None);
                self.keep_now();
            };
            keeping.timer = set_timeout_with_handle(keep, time).ok();
        });
    }

    /// Brings the changes to the disk when nobody has typed for a while.
    fn settle_after_rest(self) {
        let settle = move || {
            let Some(id) = self.id.try_get_value() else {
                return;
            };
            let scope = self.agents.scope();
            spawn_local(async move {
                // Trouble is shown by the next write of something.
                let _ = self.device.change_agent_work(&scope, &id, |_| true).await;
            });
        };
        self.keeping.try_update_value(|keeping| {
            if let Some(rest) = keeping.rest.take() {
                rest.clear();
            }
            keeping.rest = set_timeout_with_handle(settle, RESTS).ok();
        });
    }

    /// The database has what was kept outside of it.
    fn let_go(self, scope: &str, id: &str) {
        let held = self
            .keeping
            .try_update_value(|keeping| std::mem::take(&mut keeping.holds));
        if held == Some(true) {
            self.device.let_agent_edits_go(scope, id);
        }
    }

    /// The page may be gone in a moment: what is not on the device yet is asked to be written, and
    /// kept in another way as well, because nobody may be there to see that done.
    pub(super) fn hurry(self) {
        let waiting = self.keeping.try_update_value(|keeping| {
            keeping.holds |= !keeping.waiting.is_empty();
            let edits = keeping.waiting.iter().map(|(_, edit)| edit.clone());
            edits.collect::<Vec<_>>()
        });
        if let (Some(edits), Some(id)) = (waiting, self.id.try_get_value())
            && !edits.is_empty()
        {
            self.device
                .hold_agent_edits(&self.agents.scope(), &id, edits);
        }
        self.keep_now();
    }

    /// Writes at once what is not on the device yet.
    pub(super) fn keep_now(self) {
        spawn_local(async move {
            self.kept().await;
        });
    }

    /// Waits until what was edited before is on the device, or is known not to be.
    pub(super) async fn kept(self) {
        let edits: Option<Vec<(u64, AgentEdit)>> = self.keeping.try_update_value(|keeping| {
            keeping.is_writing = true;
            keeping.waiting.clone()
        });
        let Some(edits) = edits.filter(|edits| !edits.is_empty()) else {
            self.keeping
                .try_update_value(|keeping| keeping.is_writing = false);
            return;
        };
        let Some(id) = self.id.try_get_value() else {
            return;
        };
        let scope = self.agents.scope();
        let written = self
            .device
            .change_agent_work_as(&scope, &id, Durability::Relaxed, |work| {
                for (_, edit) in &edits {
                    edit.make(work, &id);
                }
                true
            })
            .await;
        let last = edits.last().map_or(0, |(number, _)| *number);
        let waits = self.keeping.try_update_value(|keeping| {
            keeping.is_writing = false;
            if written.is_ok() {
                keeping.waiting.retain(|(number, _)| *number > last);
            }
            keeping.waiting.len()
        });
        self.unkept.try_set(waits.unwrap_or(0));
        match written {
            Ok(work) => {
                self.not_kept.try_set(None);
                self.took_work(work);
                if waits > Some(0) {
                    self.keep_after(GATHERS);
                } else {
                    self.let_go(&scope, &id);
                    self.settle_after_rest();
                }
            }
            Err(error) => {
                if error != NotKept::Unreadable {
                    self.keep_after(TRIES_AGAIN_AFTER);
                }
                self.not_kept.try_set(Some(error));
            }
        }
    }

    /// Waits until what the device keeps is known, or is known not to be readable.
    pub async fn known(self) {
        if self.is_known.try_get_untracked() != Some(true) {
            self.work_now().await;
        }
    }

    /// Reads what the device keeps.
    pub(super) fn read_work(self) {
        spawn_local(async move {
            self.work_now().await;
        });
    }

    pub(super) async fn work_now(self) {
        let Some(id) = self.id.try_get_value() else {
            return;
        };
        match self.device.agent_work(&self.agents.scope(), &id).await {
            Ok(work) => {
                self.not_kept.try_set(None);
                self.took_work(work);
            }
            Err(error) => {
                self.not_kept.try_set(Some(error));
            }
        }
        self.is_known.try_set(true);
    }

    /// Shows what the device has, under what this tab has edited since, and the run as this tab
    /// knows it while it makes it.
    fn took_work(self, mut work: AgentWork) {
        let Some(id) = self.id.try_get_value() else {
            return;
        };
        self.keeping.try_with_value(|keeping| {
            for (_, edit) in &keeping.waiting {
                edit.make(&mut work, &id);
            }
        });
        if self.is_driving.try_get_untracked() == Some(true)
            && let (Some(Some(mut run)), Some(shown)) = (
                self.work.try_with_untracked(|work| work.run.clone()),
                &work.run,
            )
        {
            // What somebody decides in another tab counts all the same.
            run.heed(shown);
            work.run = Some(run);
        }
        // The service's rows may have come before what the device knows of them.
        let lacks_keys = self.rows.try_with_untracked(|known| {
            let mut rows = known.ready().into_iter().flatten();
            rows.any(|row| row.node_id.is_none())
        });
        if lacks_keys == Some(true) {
            self.rows.try_update(|known| {
                if let Known::Ready(rows) = known {
                    work.keys.fill(rows);
                }
            });
        }
        if self.work.try_with_untracked(|known| *known != work) == Some(true) {
            self.work.try_set(work);
        }
    }

    /// Changes what is kept, here and on the device. Where that keeps nothing, this tab goes on
    /// alone.
    pub(super) async fn alter(self, alter: impl Fn(&mut AgentWork)) {
        let Some(id) = self.id.try_get_value() else {
            return;
        };
        self.work.try_update(&alter);
        let scope = self.agents.scope();
        let written = self
            .device
            .change_agent_work(&scope, &id, |work| {
                alter(work);
                true
            })
            .await;
        match written {
            Ok(work) => self.took_work(work),
            Err(error) => {
                self.not_kept.try_set(Some(error));
            }
        }
    }
}
