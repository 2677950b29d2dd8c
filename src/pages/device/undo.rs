//! Undo and redo: chooses what is meant, asks the service what it has, and says what came of it.

use std::time::Duration;

use domain::{
    outbox::{About, Blocked, Entry, Failure, State, Target},
    undo::{Direction, Part, Record, Step, outcome, plan},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::{
        go::Go,
        workspace::{Command, on_command},
    },
    state::{
        Device, Messages, Workspace,
        device::{Ended, Ending, Work},
    },
    web::clock,
};

use super::{Drawer, Shell};

mod changed;
mod lost;

use lost::{AskLost, Lost};

/// A write that was just asked for takes this long to reach the queue.
const INTO_THE_QUEUE: Duration = Duration::from_millis(60);
/// Between two looks whether the queue is empty.
const LOOKS: Duration = Duration::from_millis(40);
/// Looks before a write counts as one that waits: eight seconds.
const PATIENCE: u32 = 200;

/// What is to be undone or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The next in the order.
    Next(Direction),
    /// What one write did, by its id.
    Write(String),
    /// What several writes did that were asked for at once.
    Group(String),
    /// A step.
    Step(u64, Direction),
    /// One scenario of a step, by the number of its record.
    Record(u64, Direction),
}

/// Where anybody asks for an undo.
#[derive(Clone, Copy)]
pub struct Undoing(RwSignal<Vec<Wanted>>);

impl Undoing {
    /// The one of the open workspace.
    #[must_use]
    pub fn expect() -> Self {
        Shell::find(|| Self(RwSignal::new(Vec::new())))
    }

    /// Asks for one, behind those that are asked for already.
    pub fn want(self, wanted: Wanted) {
        self.0.try_update(|all| all.push(wanted));
    }
}

/// A step, which way, and what of it is meant.
type Chosen = (Step, Direction, Vec<(u64, Record)>);

/// What undoing needs.
#[derive(Clone, Copy)]
struct Parts {
    device: Device,
    workspace: Workspace,
    messages: Messages,
    drawer: Drawer,
    undoing: Undoing,
    go: Go,
    lost: RwSignal<Option<Lost>>,
}

/// Binds the keys, does what is asked for one after the other, and says how it ended.
#[component]
pub fn Undoes() -> impl IntoView {
    let parts = Parts {
        device: Device::expect(),
        workspace: Workspace::expect(),
        messages: Messages::expect(),
        drawer: Drawer::expect(),
        undoing: Undoing::expect(),
        go: Go::here(),
        lost: RwSignal::new(None),
    };
    on_command(move |command| {
        match command {
            Command::Undo => parts.undoing.want(Wanted::Next(Direction::Undo)),
            Command::Redo => parts.undoing.want(Wanted::Next(Direction::Redo)),
            Command::History => parts.drawer.show_history(),
            _ => return false,
        }
        true
    });
    let busy = RwSignal::new(false);
    Effect::new(move || {
        if busy.get() || parts.undoing.0.with(Vec::is_empty) {
            return;
        }
        let wanted = parts.undoing.0.try_update(|all| all.remove(0));
        let Some(wanted) = wanted else {
            return;
        };
        busy.set(true);
        let scope = parts.workspace.scope();
        spawn_local(async move {
            parts.run(scope, wanted).await;
            busy.try_set(false);
        });
    });
    let ends = parts.device.run_ends();
    Effect::new(move || {
        if ends.with(Vec::is_empty) {
            return;
        }
        for ended in ends.try_update(std::mem::take).unwrap_or_default() {
            parts.say(&ended);
        }
    });
    let scope = parts.workspace.scope();
    parts.device.on_settled(move |settled| {
        let entry = &settled.entry;
        let part = entry.step.as_deref().and_then(Part::read);
        if let (true, Some(part), Ending::Refused(error)) =
            (entry.scope == scope, part, &settled.ending)
        {
            let words = match &entry.state {
                State::Failed(Failure { changed: true, .. }) => {
                    "Somebody changed it at that moment. Nothing was overwritten; undo again to put both together.".to_owned()
                }
                _ => format!("{error} {}", error.advice()),
            };
            let verb = verb_of(part.direction);
            parts.trouble(format!("“{}” could not be {verb}. {words}", entry.title));
            spawn_local(parts.device.part_was_refused(part));
        }
    });
    view! { <AskLost lost=parts.lost delete=Callback::new(move |lost| parts.delete(lost)) /> }
}

/// As in "could not be undone".
const fn verb_of(direction: Direction) -> &'static str {
    match direction {
        Direction::Undo => "undone",
        Direction::Redo => "done again",
    }
}

impl Parts {
    /// Says that something did not work, where it can be seen.
    fn trouble(self, words: String) {
        self.drawer.close();
        self.messages.failed(words);
    }

    async fn run(self, scope: String, wanted: Wanted) {
        self.device.steps_known().await;
        self.until_idle(&scope).await;
        let Some((step, direction, records)) = untrack(|| self.chosen(&scope, &wanted)) else {
            self.messages.done(match wanted {
                Wanted::Next(Direction::Redo) => "There is nothing to redo on this device.",
                Wanted::Next(Direction::Undo) => "There is nothing to undo on this device.",
                _ => "That was done already, or it is not in the history any more.",
            });
            return;
        };
        if let Some(entry) = self.in_the_way(&scope, &records) {
            let (drawer, title) = (self.drawer, &entry.title);
            let words = if entry.is_failed() {
                format!("“{title}” has a write that was refused. Decide about it first, then undo.")
            } else {
                format!(
                    "“{title}” has a write that still waits. It can be taken back in the outbox."
                )
            };
            self.drawer.close();
            self.messages
                .failed_with(words, "Show", move || drawer.show_outbox());
            return;
        }
        match self.device.look(self.workspace, records, direction).await {
            Ok(looks) => self.decide(&scope, &step, direction, looks).await,
            Err(error) => {
                let undoing = self.undoing;
                self.drawer.close();
                self.messages.failed_with(
                    format!(
                        "Nothing was {}: the service could not be asked what it has now. {error}",
                        verb_of(direction)
                    ),
                    "Try again",
                    move || undoing.want(wanted.clone()),
                );
            }
        }
    }

    /// Waits for the writes that are being sent: what they do belongs to the history, too.
    async fn until_idle(self, scope: &str) {
        clock::sleep(INTO_THE_QUEUE).await;
        for _ in 0..PATIENCE {
            let sends = self.device.queue().try_with_untracked(|queue| {
                queue.entries().iter().any(|(number, entry)| {
                    let is_first = queue.blocked(*number) != Some(Blocked::BehindFailed);
                    let sends = matches!(entry.state, State::Ready | State::Sending);
                    let is_ours = entry.scope == scope && entry.about() == About::Scenario;
                    is_ours && is_first && sends
                })
            });
            if sends != Some(true) && !self.device.is_noting() {
                return;
            }
            clock::sleep(LOOKS).await;
        }
    }

    /// The step that is meant, and what of it is to be undone or done again.
    fn chosen(self, scope: &str, wanted: &Wanted) -> Option<Chosen> {
        let records = self.device.records(scope);
        let find = |fits: &dyn Fn(&Record) -> bool| {
            let found = records.iter().find(|(_, record)| fits(record));
            found.map(|(number, _)| *number)
        };
        let (number, direction, only) = match wanted {
            Wanted::Next(Direction::Undo) => {
                let next = self.device.history(scope).next_undo().map(|step| step.id);
                (next, Direction::Undo, None)
            }
            Wanted::Next(Direction::Redo) => {
                let next = self.device.history(scope).next_redo().map(|step| step.id);
                (next, Direction::Redo, None)
            }
            Wanted::Write(id) => (find(&|record| record.write == *id), Direction::Undo, None),
            Wanted::Group(id) => {
                let group = find(&|record| record.group.as_deref() == Some(id.as_str()));
                (group, Direction::Undo, None)
            }
            Wanted::Step(step, direction) => (Some(*step), *direction, None),
            Wanted::Record(record, direction) => {
                let steps = self.device.history(scope);
                let of = |step: u64| self.device.records_of_step(scope, step);
                let step = steps
                    .steps()
                    .iter()
                    .map(|step| step.id)
                    .find(|step| of(*step).iter().any(|(number, _)| number == record));
                (step, *direction, Some(*record))
            }
        };
        let number = number?;
        let step = domain::undo::steps(&records)
            .into_iter()
            .find(|step| step.id == number)?;
        let mut of_step = self.device.records_of_step(scope, number);
        of_step.retain(|(number, record)| {
            record.undone == (direction == Direction::Redo)
                && only.is_none_or(|only| only == *number)
        });
        (!of_step.is_empty()).then_some((step, direction, of_step))
    }

    /// A write of one of the scenarios that is still in the outbox.
    fn in_the_way(self, scope: &str, records: &[(u64, Record)]) -> Option<Entry> {
        self.device
            .queue()
            .try_with_untracked(|queue| {
                let mut entries = queue.entries().iter().map(|(_, entry)| entry);
                let found = entries.find(|entry| {
                    let about = |(_, record): &(u64, Record)| {
                        entry.target == Target::Known(record.change.scenario.clone())
                    };
                    let fits = entry.scope == scope && entry.about() == About::Scenario;
                    fits && records.iter().any(about)
                });
                found.cloned()
            })
            .flatten()
    }

    /// Sends the writes of what nobody has changed.
    async fn send(self, scope: &str, step: u64, direction: Direction, work: Vec<Work>) {
        let now = clock::now();
        self.device
            .carry_out(scope, step, direction, work, now)
            .await;
    }

    /// The person has seen whose work is lost.
    fn delete(self, lost: Lost) {
        let work = Work {
            number: lost.number,
            acts: plan(Some(&lost.now.training), None),
            now: Some(lost.now),
        };
        let scope = self.workspace.scope();
        spawn_local(async move {
            self.send(&scope, lost.step, lost.direction, vec![work])
                .await;
        });
    }

    fn say(self, ended: &Ended) {
        let steps = untrack(|| self.device.steps(&self.workspace.scope()));
        let Some(step) = steps.into_iter().find(|step| step.id == ended.step) else {
            return;
        };
        // What was refused is said where it happened.
        if ended.done == 0 {
            return;
        }
        let words = outcome(ended.direction, &step, ended.done, ended.new_ids);
        let (label, back) = match ended.direction {
            Direction::Undo => ("Redo", Direction::Redo),
            Direction::Redo => ("Undo", Direction::Undo),
        };
        let (undoing, step) = (self.undoing, step.id);
        self.messages
            .done_with(words, label, move || undoing.want(Wanted::Step(step, back)));
    }
}
