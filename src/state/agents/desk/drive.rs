//! Making the changes that wait: one request after the other, each after a fresh reading.

use contract::talkover::{Agent, Training};
use domain::{
    Moment,
    merge::Written,
    outbox::Reason,
    talkover::{
        Change, Run,
        batch::{Decision, Next, Pause, State, Step},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::Desk;
use crate::{
    api::{ApiError, talkover},
    state::{
        agents::TaggedAgent,
        device::AgentWork,
        patience::{patient, too_long},
        workspace::Known,
    },
    web::{clock, ids, tabs},
};

impl Desk {
    /// Begins to make the changes that wait, and to publish the agent at the end if that is wanted.
    pub fn begin(self, agent: Agent, publish: bool) {
        spawn_local(async move {
            self.kept().await;
            self.alter(|work| {
                let is_free = work
                    .run
                    .as_ref()
                    .is_none_or(|run| run.next() == Next::Finished);
                let batch = work.batch.take_if(|batch| is_free && !batch.is_empty());
                if let Some(batch) = batch {
                    work.run = Some(Run::new(&batch, &agent, publish));
                    work.refused.clear();
                    work.written.clear();
                    work.is_settled = false;
                }
            })
            .await;
            self.drive();
        });
    }

    /// Keeps what was written by hand in place of conflicts.
    pub fn write_by_hand(self, written: Vec<Written>) {
        self.altered(move |work| work.write_by_hand(written.clone()), false);
    }

    /// What was written by hand in place of conflicts.
    #[must_use]
    pub fn written(self) -> Vec<Written> {
        self.work.with_untracked(|work| work.written.clone())
    }

    /// Stops before the next request.
    pub fn stop(self) {
        self.altered(
            |work| on_run(work, |run| run.stop("You stopped it.")),
            false,
        );
    }

    /// Goes on.
    pub fn resume(self) {
        self.altered(|work| on_run(work, Run::resume), true);
    }

    /// Decides about the step that waits for it, and goes on.
    pub fn decide(self, decision: Decision) {
        let decide = move |work: &mut AgentWork| {
            if decision == Decision::Skip {
                work.remember_refusal();
            }
            let before = work.run.as_ref().and_then(|run| run.current().cloned());
            on_run(work, |run| run.decide(decision.clone()));
            if let Some(task) = before {
                wait_again(work, &task.step);
            }
        };
        self.altered(decide, true);
    }

    fn altered(self, alter: impl Fn(&mut AgentWork) + 'static, goes_on: bool) {
        spawn_local(async move {
            self.alter(alter).await;
            if goes_on {
                self.drive();
            }
        });
    }

    /// The account has been read. What is neither done nor given up waits again.
    pub fn close_run(self) {
        let at = clock::now();
        spawn_local(async move {
            self.alter(|work| {
                work.remember_refusal();
                let Some(run) = work.run.take() else {
                    return;
                };
                settle(work, &run, at);
                work.is_settled = false;
            })
            .await;
            self.read();
        });
    }

    /// Goes on with a run that a page began which is gone.
    pub fn go_on(self) {
        let next = self
            .work
            .with_untracked(|work| work.run.as_ref().map(Run::next));
        if matches!(
            next,
            Some(Next::List | Next::Look | Next::Send | Next::Await | Next::Rest)
        ) {
            self.drive();
        }
    }

    /// There is a connection again.
    pub(super) fn resume_after_silence(self) {
        let run = self.run_now();
        let waits_for_it = run.as_ref().and_then(Run::resting).map(|rest| rest.why);
        if waits_for_it == Some(Reason::NoAnswer) {
            self.resume();
        }
    }

    /// Looks again when a wait is over. Any tab goes on then, whichever is the first.
    fn wake_at(self, at: Moment) {
        let wait = clock::timer(at, clock::now());
        let wake = move || {
            self.timer.try_set_value(None);
            self.drive();
        };
        let timer = set_timeout_with_handle(wake, wait).ok();
        if let Some(before) = self
            .timer
            .try_update_value(|kept| std::mem::replace(kept, timer))
        {
            before.inspect(TimeoutHandle::clear);
        }
    }

    fn drive(self) {
        if self.is_queued.try_get_value() != Some(false) {
            return;
        }
        self.is_queued.set_value(true);
        spawn_local(async move {
            let name = format!("agent-{}-{}", self.agents.scope(), self.id());
            // One tab at a time; another one may have made some of it meanwhile.
            let turn = tabs::turn(&name).await;
            self.work_now().await;
            self.is_driving.try_set(true);
            let has_ended = self.steps().await;
            drop(turn);
            self.is_driving.try_set(false);
            self.is_queued.try_set_value(false);
            if has_ended {
                self.ended.try_update(|times| *times += 1);
                self.read();
            }
        });
    }

    /// Takes steps as far as they go. Whether the run has come to its end by them.
    async fn steps(self) -> bool {
        loop {
            let Some(mut run) = self.run_now() else {
                return false;
            };
            let mut before = run.clone();
            match run.next() {
                Next::List => match self.list().await {
                    Ok(rows) => run.listed(&rows),
                    Err(error) => silent(&mut run, &error),
                },
                Next::Look => match self.look().await {
                    Ok(read) => {
                        run.looked(&read.agent);
                        self.agent.try_set(Some(read.agent));
                    }
                    Err(error) => silent(&mut run, &error),
                },
                Next::Send => {
                    let request = run.send();
                    self.store(&run, run.clone()).await;
                    if let Some(request) = request {
                        let Some(agent) = self.agent.try_get_untracked().flatten() else {
                            return false;
                        };
                        let client = self.agents.client();
                        let asking = talkover::answer_to(&client, &agent, &request);
                        let answer = patient(self.device, self.agents.session(), asking).await;
                        let answer = answer.unwrap_or_else(|| talkover::unanswered(too_long()));
                        // The person may have stopped it meanwhile.
                        let Some(now) = self.run_now() else {
                            return false;
                        };
                        run = now;
                        before.clone_from(&run);
                        let pause = answer.pause().cloned();
                        run.answered(answer);
                        self.shows_state_after(&run);
                        if let Some(pause) = pause {
                            rest(&mut run, pause);
                        }
                    }
                }
                Next::Rest => {
                    run.wake(clock::now());
                    if let Some(rest) = run.resting() {
                        self.wake_at(rest.until);
                        return false;
                    }
                }
                // Nobody else sends in this tab's turn.
                Next::Await => run.resume(),
                Next::Decide | Next::Stopped => return false,
                Next::Finished => {
                    let at = clock::now();
                    self.alter(|work| settle(work, &run, at)).await;
                    return true;
                }
            }
            self.store(&before, run).await;
        }
    }

    /// A write takes the agent offline, also where the run waits for somebody after it.
    fn shows_state_after(self, run: &Run) {
        let Some(status) = run.summary().agent else {
            return;
        };
        self.agent.try_update(|agent| {
            if let Some(agent) = agent {
                agent.current_status = status;
            }
        });
    }

    fn run_now(self) -> Option<Run> {
        self.work.try_with_untracked(|work| work.run.clone())?
    }

    async fn look(self) -> Result<TaggedAgent, ApiError> {
        let id = self.id();
        let read = patient(self.device, self.agents.session(), self.agents.read(&id)).await;
        read.unwrap_or_else(|| Err(too_long()))
    }

    async fn list(self) -> Result<Vec<Training>, ApiError> {
        let (client, id) = (self.agents.client(), self.id());
        let asking = talkover::trainings(&client, &id, None);
        let rows = patient(self.device, self.agents.session(), asking).await;
        Ok(self.took_rows(rows.unwrap_or_else(|| Err(too_long()))?))
    }

    /// Keeps the run as it is now. What it has made since it was as `before` is what the list shows
    /// and what edits stand on that were typed over it meanwhile.
    async fn store(self, before: &Run, run: Run) {
        let made = run.made_since(before);
        if !made.is_empty() {
            self.rows.try_update(|known| {
                if let Known::Ready(rows) = known {
                    for (_, left) in &made {
                        show(rows, left);
                    }
                }
            });
            self.keeping.try_update_value(|keeping| {
                for (draft, left) in &made {
                    keeping.follow(draft, left);
                }
            });
        }
        self.alter(move |work| {
            // Another tab may have closed it.
            let Some(shown) = &work.run else {
                return;
            };
            let mut run = run.clone();
            run.heed(shown);
            work.keys.learn(&run);
            work.run = Some(run);
            if let Some(batch) = &mut work.batch {
                for (draft, left) in &made {
                    batch.follow(draft, left);
                }
            }
        })
        .await;
    }
}

/// Shows the training that a form has left. An old row whose place it takes is there until it is
/// deleted.
fn show(rows: &mut Vec<Training>, left: &Training) {
    match rows.iter_mut().find(|row| row.id == left.id) {
        Some(row) => row.clone_from(left),
        None => rows.push(left.clone()),
    }
}

/// What is there now could not be read: where that passes by itself, the run waits.
fn silent(run: &mut Run, error: &ApiError) {
    match talkover::passing(error) {
        Some(pause) => rest(run, pause),
        None => run.stop(format!("What is there now could not be read. {error}")),
    }
}

fn rest(run: &mut Run, pause: Pause) {
    // A person who has stopped it waits for nothing.
    if run.stopped().is_none() {
        run.rest(pause, clock::now(), ids::chance());
    }
}

/// Lets a change that was put aside wait again at once: whoever opens its form finds what was typed,
/// also while the run goes on.
fn wait_again(work: &mut AgentWork, step: &Step) {
    let Some(run) = &work.run else {
        return;
    };
    let mut tasks = run.tasks().iter();
    let is_skipped = tasks.any(|task| task.step == *step && task.state == State::Skipped);
    let change = match step {
        Step::Put(draft) => Change::Put(draft.clone()),
        Step::Delete(row) => Change::Delete(row.clone()),
        Step::DeleteOld(_) | Step::Publish => return,
    };
    let agent = run.agent_id.clone();
    let batch = work.batch_of(&agent);
    if is_skipped && batch.of(&change.target()).is_none() {
        batch.add(change);
    }
}

fn on_run(work: &mut AgentWork, alter: impl FnOnce(&mut Run)) {
    if let Some(run) = &mut work.run {
        alter(run);
    }
}

/// Remembers, once, what a run has done, and puts what is neither done nor given up back among the
/// changes that wait, where nothing newer of the same training does.
fn settle(work: &mut AgentWork, run: &Run, at: Moment) {
    if std::mem::replace(&mut work.is_settled, true) {
        return;
    }
    work.remember(at, run.deeds());
    let left = run.left_over();
    let batch = work.batch_of(&run.agent_id);
    for change in left.changes() {
        if batch.of(&change.target()).is_none() {
            batch.add(change.clone());
        }
    }
}
