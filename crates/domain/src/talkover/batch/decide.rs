//! What a person does about a run: stop, go on, decide.

use super::{Batch, Change, Conflict, Run, State, Step, Task};

/// What to do about a step that was refused or has met somebody else's work.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Try it once more, after a fresh reading.
    Again,
    /// Make this change instead: a corrected or merged form, the same deletion of what is there
    /// now, or a form without a base where the training was deleted.
    Instead(Change),
    /// Put it aside: it waits again, and the agent is not published by this run. A doubtful one
    /// ([`Conflict::Doubtful`]) cannot be.
    Skip,
    /// Give it up.
    Drop,
}

impl Run {
    /// Stops before the next request. What is being sent is still answered.
    pub fn stop(&mut self, said: impl Into<String>) {
        self.stopped = Some(said.into());
        self.rest = None;
        self.look_again();
    }

    /// Goes on, also where it waits. What was being sent may have been done; what the service has decides.
    pub fn resume(&mut self) {
        self.stopped = None;
        self.rest = None;
        self.look_again();
    }

    /// What was being sent when the page went away may have been done, and what was read is old.
    pub(super) fn look_again(&mut self) {
        let is_stopped = self.stopped.is_some();
        let Some(task) = self.current_mut() else {
            return;
        };
        match task.state {
            State::Checked => task.state = State::Waiting,
            State::Sending if !is_stopped => task.lose(),
            _ => {}
        }
    }

    /// Decides about the step that waits for it.
    pub fn decide(&mut self, decision: Decision) {
        let Some(at) = self.at() else {
            return;
        };
        let task = &mut self.tasks[at];
        if !task.needs_decision() {
            return;
        }
        match decision {
            Decision::Again => {
                task.state = State::Waiting;
                task.attempts = 0;
            }
            Decision::Instead(change) => self.replace(at, change),
            // A later run would know nothing of the lost answer, and write over what is there.
            Decision::Skip if matches!(task.state, State::Conflict(Conflict::Doubtful(_))) => {}
            Decision::Skip => task.state = State::Skipped,
            Decision::Drop => task.state = State::Dropped,
        }
        self.settle();
    }

    /// What is neither done nor given up, to wait again. A step whose answer is missing is among
    /// it, though it may have been done: a resumed run finds that out, a new one need not.
    #[must_use]
    pub fn left_over(&self) -> Batch {
        let mut left = Batch::new(self.agent_id.clone());
        let mut put = None;
        for task in &self.tasks {
            let is_open = !task.is_done() && task.state != State::Dropped;
            match &task.step {
                Step::Put(draft) => {
                    if is_open {
                        left.add(Change::Put(draft.clone()));
                    }
                    put = Some((draft, &task.state));
                }
                Step::DeleteOld(old) if is_open => match put {
                    Some((_, State::Done { left: Some(_) })) => {
                        left.add(Change::Delete(old.clone()))
                    }
                    // Whoever deletes the old row now leaves nothing.
                    Some((draft, State::Done { left: None })) => {
                        left.add(Change::Put(draft.clone()))
                    }
                    // The form stands for both.
                    _ => {}
                },
                Step::Delete(training) if is_open => left.add(Change::Delete(training.clone())),
                Step::DeleteOld(_) | Step::Delete(_) | Step::Publish => {}
            }
        }
        left
    }

    /// Puts a change in the place of the current step and of what belongs to it.
    fn replace(&mut self, at: usize, change: Change) {
        let old = self.tasks[at].clone();
        let steps = match (&old.step, change) {
            (Step::Publish, _) => return,
            (Step::DeleteOld(_), Change::Delete(now)) => vec![Step::DeleteOld(now)],
            (_, change) => change.steps(),
        };
        let mut tasks: Vec<Task> = steps
            .into_iter()
            .map(|step| Task::new(step, old.change))
            .collect();
        // What may have been done has taken the agent offline, whatever is sent now.
        self.is_unclear |= old.unsure;
        let mut both_put = false;
        if let (Step::Put(before), Some(first)) = (&old.step, tasks.first_mut())
            && let Step::Put(draft) = &first.step
        {
            both_put = true;
            let doubtful = match &old.state {
                State::Conflict(Conflict::Doubtful(row)) => Some(row),
                _ => None,
            };
            let stands_on = draft.base.as_deref().map(|row| &row.id);
            let is_found = doubtful.is_some_and(|row| stands_on == Some(&row.id));
            let is_apart = draft.node_id != before.node_id;
            // What was sent before may still be found, unless it has been.
            first.unsure = old.unsure && !is_found;
            first.known = old.known;
            first
                .known
                .extend(doubtful.filter(|_| is_apart).map(|row| row.id.clone()));
        }
        let end = self.tasks[at..]
            .iter()
            .position(|task| task.change != old.change)
            .map_or(self.tasks.len(), |further| at + further);
        if both_put && tasks.len() == 1 {
            // The form stands on another row now; the old one is still to go.
            tasks.extend(self.tasks[at + 1..end].iter().cloned());
        }
        self.tasks.splice(at..end, tasks);
    }

    /// What depends on a step that is not made is not made either.
    fn settle(&mut self) {
        let mut put = None;
        let mut any_skipped = false;
        for task in &mut self.tasks {
            let follows = match &task.step {
                Step::DeleteOld(_) => put.take(),
                Step::Publish if any_skipped => Some(State::Skipped),
                Step::Put(_) | Step::Delete(_) | Step::Publish => None,
            };
            if let (false, Some(state)) = (task.is_over(), follows) {
                task.state = state;
            }
            any_skipped |= task.state == State::Skipped;
            let is_off = matches!(task.state, State::Skipped | State::Dropped);
            put = is_off.then(|| task.state.clone());
        }
    }
}

impl Task {
    fn lose(&mut self) {
        self.unsure = true;
        self.state = State::Unanswered {
            said: "Its answer was not waited for.".to_owned(),
            refusal: None,
        };
    }
}
