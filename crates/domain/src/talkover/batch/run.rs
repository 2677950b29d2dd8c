//! The run of a batch: one step after the other, each after a fresh reading.

use contract::talkover::{Agent, Training};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Batch, Change, Conflict, Pause, Refusal, Request, Rest, State, Step, Task,
    standing::{Seen, Standing, keyed},
    stored,
};
use crate::talkover::{Readiness, TrainingDraft};

/// Attempts without an answer after which somebody must decide.
const TRIES: u32 = 3;

/// A batch that is being made. It is stored after every change of it, above all after
/// [`Run::send`] and before the request goes out: what is read again later knows what may have
/// been done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "stored::Running", into = "stored::Running")]
pub struct Run {
    /// Whose trainings are changed.
    pub agent_id: String,
    /// Whether the agent took calls when it began.
    pub(super) was_published: bool,
    /// Whether a write that may have been done has given way to another.
    pub(super) is_unclear: bool,
    pub(super) tasks: Vec<Task>,
    /// Why it does not go on by itself, in words for the person.
    pub(super) stopped: Option<String>,
    /// What it waits for before it goes on by itself.
    pub(super) rest: Option<Rest>,
    /// How often it has waited since the service last took something.
    pub(super) rests: u32,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Read the agent's trainings, all of them, and hand them to [`Run::listed`].
    List,
    /// Read the agent and hand it to [`Run::looked`].
    Look,
    /// Take the request with [`Run::send`], store the run, send the request, and hand what came of
    /// it to [`Run::answered`].
    Send,
    /// An answer is on its way.
    Await,
    /// Somebody must decide about [`Run::current`]: [`Run::decide`].
    Decide,
    /// It was stopped: [`Run::resume`].
    Stopped,
    /// Wait as [`Run::resting`] says, and then [`Run::wake`].
    Rest,
    /// Nothing is left to be done.
    Finished,
}

impl Run {
    /// Begins to make a batch, and to publish the agent at the end if the person wants it.
    #[must_use]
    pub fn new(batch: &Batch, agent: &Agent, publish: bool) -> Self {
        let of_change = |(number, change): (usize, &Change)| {
            let steps = change.steps().into_iter();
            steps
                .map(move |step| Task::new(step, Some(number)))
                .collect::<Vec<_>>()
        };
        let tasks = batch.changes().iter().enumerate().flat_map(of_change);
        let publish = publish.then(|| Task::new(Step::Publish, None));
        Self {
            agent_id: batch.agent_id.clone(),
            was_published: agent.is_published(),
            is_unclear: false,
            tasks: tasks.chain(publish).collect(),
            stopped: None,
            rest: None,
            rests: 0,
        }
    }

    /// The steps, in their order.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The step whose turn it is.
    #[must_use]
    pub fn current(&self) -> Option<&Task> {
        self.tasks.iter().find(|task| !task.is_over())
    }

    /// Why it was stopped, in words for the person.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.stopped.as_deref()
    }

    /// What is to be done next.
    #[must_use]
    pub fn next(&self) -> Next {
        let Some(task) = self.current() else {
            return Next::Finished;
        };
        match (&task.state, &task.step) {
            (State::Sending, _) => Next::Await,
            _ if task.needs_decision() => Next::Decide,
            _ if self.stopped.is_some() => Next::Stopped,
            _ if self.rest.is_some() => Next::Rest,
            (State::Checked, _) => Next::Send,
            (_, Step::Publish) => Next::Look,
            _ => Next::List,
        }
    }

    /// All trainings of the agent, as they are now. They say whether the step whose turn it is may
    /// be sent, or is done already.
    pub fn listed(&mut self, rows: &[Training]) {
        if self.next() != Next::List {
            return;
        }
        let replacement = self.replacement();
        let Some(task) = self.current_mut() else {
            return;
        };
        if !task.unsure {
            task.known = rows.iter().map(|row| row.id.clone()).collect();
        }
        let seen = Seen {
            unsure: task.unsure,
            known: &task.known,
            replacement: replacement.as_deref(),
        };
        task.state = match task.step.standing(rows, &seen) {
            Standing::Open => task.opened(),
            Standing::Done(left) => State::Done { left },
            Standing::Conflict(conflict) => State::Conflict(conflict),
        };
        if task.state == State::Conflict(Conflict::NoReplacement) {
            self.forget_replacement();
        }
    }

    /// The agent as it is now, before it is published.
    pub fn looked(&mut self, agent: &Agent) {
        if self.next() != Next::Look {
            return;
        }
        let Some(task) = self.current_mut() else {
            return;
        };
        let readiness = Readiness::of(agent);
        task.state = if agent.is_published() {
            State::Done { left: None }
        } else if !readiness.may_publish() {
            State::NotReady(readiness.missing().to_vec())
        } else {
            task.opened()
        };
    }

    /// Hands out the request whose turn it is, once.
    pub fn send(&mut self) -> Option<Request> {
        if self.next() != Next::Send {
            return None;
        }
        let task = self.current_mut()?;
        match task.step.request() {
            Ok(request) => {
                task.state = State::Sending;
                task.attempts += 1;
                task.sent = true;
                Some(request)
            }
            Err(problems) => {
                task.state = State::Refused(problems.into());
                None
            }
        }
    }

    /// What came of the request that was handed out last. Where that has a [`Answer::pause`], the
    /// run goes on after a [`Run::rest`].
    pub fn answered(&mut self, answer: Answer) {
        if answer.pause().is_none() {
            self.rests = 0;
        }
        let Some(task) = self.current_mut().filter(|task| task.is_open_ended()) else {
            return;
        };
        let unanswered = |said: String, refusal| State::Unanswered { said, refusal };
        task.state = match (answer, &task.step) {
            (Answer::Done(Some(row)), Step::Put(draft)) => State::Done {
                left: Some(Box::new(keyed(draft, *row))),
            },
            (Answer::Done(None), Step::Put(_)) => {
                task.unsure = true;
                unanswered("The answer did not show the training.".to_owned(), None)
            }
            (Answer::Done(_), _) => State::Done { left: None },
            (Answer::Refused(refusal), Step::Publish) if !refusal.missing().is_empty() => {
                State::NotReady(refusal.missing())
            }
            (Answer::Refused(refusal), _) => State::Refused(refusal),
            (Answer::Outdated(refusal), _) => unanswered(refusal.message.clone(), Some(refusal)),
            (Answer::Lost(Pause { said, .. }), _) => {
                task.unsure = true;
                unanswered(said, None)
            }
            (Answer::Busy(_), _) => {
                task.attempts = task.attempts.saturating_sub(1);
                State::Waiting
            }
            (Answer::NotNow { said }, _) => {
                task.state = State::Waiting;
                task.attempts = task.attempts.saturating_sub(1);
                self.stopped = Some(said);
                return;
            }
        };
    }

    /// The forms that were made since the run was as `before`, each with the training that it has
    /// left.
    #[must_use]
    pub fn made_since(&self, before: &Self) -> Vec<(TrainingDraft, Training)> {
        let pairs = before.tasks.iter().zip(&self.tasks);
        let made = pairs.filter(|(old, new)| old.step == new.step && !old.is_done());
        made.filter_map(|(_, new)| match (&new.step, &new.state) {
            (Step::Put(draft), State::Done { left: Some(left) }) => {
                Some((draft.clone(), keyed(draft, left.as_ref().clone())))
            }
            _ => None,
        })
        .collect()
    }

    /// Takes over what a person has decided elsewhere, in another tab that shows this run.
    pub fn heed(&mut self, shown: &Self) {
        if let (None, Some(said)) = (&self.stopped, &shown.stopped) {
            self.stop(said.clone());
        }
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut Task> {
        self.tasks.iter_mut().find(|task| !task.is_over())
    }

    /// Where the tasks stand: the number of the one whose turn it is.
    pub(super) fn at(&self) -> Option<usize> {
        self.tasks.iter().position(|task| !task.is_over())
    }

    /// The row that the step before the current one has left is gone.
    fn forget_replacement(&mut self) {
        if let Some(at) = self.at()
            && let Some(before) = self.tasks[..at].last_mut()
        {
            before.state = State::Done { left: None };
        }
    }

    /// The id of the row that the step before the current one has put in the place of an old one.
    fn replacement(&self) -> Option<String> {
        let before = self.tasks[..self.at()?].last()?;
        match &before.state {
            State::Done { left: Some(row) } => Some(row.id.clone()),
            _ => None,
        }
    }
}

impl Task {
    /// What becomes of it where a reading shows nothing against it.
    fn opened(&self) -> State {
        match &self.state {
            State::Unanswered {
                refusal: Some(refusal),
                ..
            } => State::Refused(refusal.clone()),
            State::Unanswered { said, .. } if self.attempts >= TRIES => {
                State::Refused(Refusal::new(format!(
                    "It was sent {} times, and the service shows nothing of it. {said}",
                    self.attempts
                )))
            }
            _ => State::Checked,
        }
    }
}
