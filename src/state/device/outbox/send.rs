//! One attempt of one write.

use std::time::Duration;

use domain::{
    outbox::{self, About, Entry, Failure, Next, Outcome, Reason, Write},
    pace,
};
use leptos::prelude::*;

use super::{Ending, Left, Settled, UNKEPT, text_of};
use crate::{
    api::ApiError,
    state::{
        Device, Workspace,
        device::NEWS_OUTBOX,
        patience::{patient, too_long},
        workspace::Unwritten,
    },
    web::{
        clock,
        idb::{Durability, Key, Store},
        ids, online, tabs,
    },
};

/// How long the journal of a form takes to follow.
const EDITS_FOLLOW_WITHIN: Duration = Duration::from_millis(250);

impl Device {
    /// Sends an entry once, and stores what became of it.
    pub(super) async fn send(self, workspace: Workspace, number: u64, entry: Entry) {
        let turn = tabs::turn(&turn_of(&entry)).await;
        if !self.is_sending(number, &entry).await {
            self.outbox.queue.try_update(|queue| queue.take_out(number));
            self.pump();
            return;
        }
        let may_arrive = online::is_now();
        let sent = patient(self, workspace.session(), send(workspace, &entry)).await;
        let is_silent = sent.is_none();
        let result = sent.unwrap_or_else(|| Err(too_long().into()));
        let result = result.map_err(|unwritten| match unwritten.error {
            // What began without a connection, and failed at once, went nowhere.
            ApiError::Network { .. } if !may_arrive && !is_silent => {
                Unwritten::before(unwritten.error)
            }
            _ => unwritten,
        });
        let outcome = match &result {
            Ok(_) => Outcome::Done,
            Err(unwritten) => outcome_of(unwritten),
        };
        if outcome == Outcome::NoKey {
            // The others would only ask for it again.
            self.outbox.is_keyless.try_set_value(true);
        }
        let wait = pace::backoff(entry.attempts.saturating_sub(1), ids::chance());
        let wait = i64::try_from(wait).unwrap_or(i64::MAX);
        let next = outbox::after(&entry, outcome, clock::now(), wait);
        let settled = match (&next, result) {
            (Next::TakeOut, Ok(left)) => Some(Ending::Done(left)),
            (Next::Keep(kept), Err(unwritten)) if kept.is_failed() => {
                Some(Ending::Refused(unwritten.error))
            }
            _ => None,
        };
        match (next, settled) {
            (Next::TakeOut, Some(ending)) => {
                let settled = Settled { entry, ending };
                let is_create = settled.entry.write.is_create();
                if is_create {
                    show(workspace, &settled);
                    let bound = self.has_made(&settled);
                    // First the edits of it become those of the scenario that it made; after a
                    // crash in between, the create is asked for again and not made again.
                    self.told(&settled);
                    self.keep_as_they_are(&bound).await;
                    clock::sleep(EDITS_FOLLOW_WITHIN).await;
                }
                self.took(number, &settled).await;
                drop(turn);
                if !is_create {
                    self.told(&settled);
                    // Only now: to its form, it would look like somebody else's change.
                    show(workspace, &settled);
                }
            }
            (Next::Keep(kept), ending) => {
                self.keep_entry(number, &kept).await;
                drop(turn);
                if let Some(ending) = ending {
                    self.told(&Settled {
                        entry: *kept,
                        ending,
                    });
                }
            }
            (Next::TakeOut, None) => {}
        }
        self.pump();
    }

    /// Notes on the device that an entry is on its way. `false` where it was taken back.
    async fn is_sending(self, number: u64, entry: &Entry) -> bool {
        if number >= UNKEPT {
            return true;
        }
        let Ok(database) = self.database().await else {
            return true;
        };
        let text = text_of(entry);
        let own = entry.tab.clone();
        let is_there = database
            .change(
                Store::Outbox,
                &Key::Number(number),
                Durability::Strict,
                |found| {
                    let of_whom = found
                        .and_then(|found| serde_json::from_str::<Entry>(&found).ok())
                        .map(|found| found.tab);
                    if of_whom == Some(own) {
                        (Some(text), true)
                    } else {
                        (None, false)
                    }
                },
            )
            .await;
        self.tell(NEWS_OUTBOX);
        // Where the device fails, the tab goes on with what it knows.
        is_there.unwrap_or(true)
    }
}

/// Two tabs with writes of one thing go one after the other. The directories are one: a tree.
fn turn_of(entry: &Entry) -> String {
    let (scope, name) = (&entry.scope, entry.target.name());
    match entry.about() {
        About::Scenario => format!("scenario-{scope}-{name}"),
        About::Segment => format!("segment-{scope}-{name}"),
        About::Directory => format!("directories-{scope}"),
    }
}

/// Segments are shown as a write has left them; scenarios and directories are by now.
fn show(workspace: Workspace, settled: &Settled) {
    let Ending::Done(left) = &settled.ending else {
        return;
    };
    match (settled.entry.about(), left) {
        (_, Left::Segment(segment)) => workspace.took_segment(segment.as_ref().clone()),
        (About::Segment, Left::Nothing) => workspace.lost_segment(settled.entry.target.name()),
        _ => {}
    }
}

async fn send(workspace: Workspace, entry: &Entry) -> Result<Left, Unwritten> {
    let etag = entry.etag.as_deref();
    let result = match &entry.write {
        Write::Put { draft, intent } => match draft.base.as_deref() {
            None => {
                let made = workspace.create_once(entry, draft, *intent).await?;
                return Ok(Left::Scenario(Box::new(made)));
            }
            Some(base) => match draft.to_input(*intent) {
                Ok(input) => workspace.update(base, &input, etag).await,
                Err(errors) => Err(ApiError::Invalid(errors)),
            },
        },
        Write::SetDraft { base, is_draft } => workspace.set_draft(base, *is_draft, etag).await,
        Write::Move { base, directory_id } => {
            workspace
                .move_training(base, directory_id.as_deref(), etag)
                .await
        }
        Write::Delete { base } => {
            workspace.delete(base, etag).await?;
            return Ok(Left::Nothing);
        }
        Write::Segment(write) => {
            let left = workspace.write_segment(write, entry).await?;
            return Ok(left.map_or(Left::Nothing, |left| Left::Segment(Box::new(left))));
        }
        Write::Directory(write) => {
            let left = workspace.write_directory(write, entry).await?;
            return Ok(left.map_or(Left::Nothing, |left| Left::Directory(Box::new(left))));
        }
    };
    let left = match (result, entry.write.base()) {
        // Somebody has written since; after a lost answer that may have been this write itself.
        (Err(ApiError::Changed), Some(base)) if entry.unsure => {
            let now = workspace.read(&base.id, None).await?;
            if !outbox::is_done(&entry.write, &now.training) {
                return Err(ApiError::Changed.into());
            }
            now
        }
        (result, _) => result?,
    };
    Ok(Left::Scenario(Box::new(left)))
}

fn outcome_of(unwritten: &Unwritten) -> Outcome {
    let Unwritten { error, was_sent } = unwritten;
    let said = error.to_string();
    match error.waits() {
        None => Outcome::Refused(failure_of(error)),
        Some((Reason::NoKey, _)) => Outcome::NoKey,
        Some((Reason::TooMany, asked)) => Outcome::TooMany {
            wait: asked.unwrap_or_default(),
        },
        Some(_) if matches!(error, ApiError::Decode(_)) => Outcome::Unreadable(failure_of(error)),
        Some((why, _)) if !was_sent => Outcome::NotSent { said, why },
        Some((Reason::NoAnswer, _)) => Outcome::NoAnswer { said },
        Some((Reason::Service, _)) => Outcome::Service { said },
    }
}

fn failure_of(error: &ApiError) -> Failure {
    Failure {
        message: error.to_string(),
        advice: error.advice().to_owned(),
        changed: *error == ApiError::Changed,
        gone: matches!(error, ApiError::NotFound { .. }),
    }
}
