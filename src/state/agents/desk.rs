//! The desk of one agent: its trainings, the changes that wait for it, and the run that makes them.
//!
//! What is typed is a change that waits: it is on the device a moment later, in the one record that
//! all tabs share, and goes to the service only when the person has looked it over.

use contract::{
    DecodeError,
    talkover::{Agent, Training},
};
use domain::{
    outbox::Target,
    talkover::{Batch, Change, Refused, Run, Undoing},
};
use leptos::{prelude::*, task::spawn_local};

use super::Agents;
use crate::{
    api::{ApiError, Reading, talkover},
    state::{
        Device,
        device::{AgentEdit, AgentWork, Done, NotKept},
        workspace::Known,
    },
    web::ids,
};

mod commands;
mod drive;
mod keep;

pub use commands::Ended;
use keep::Keeping;

/// A fresh reading of an agent and of its trainings.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    /// The agent.
    pub agent: Agent,
    /// Its trainings, with the keys that this device knows.
    pub rows: Vec<Training>,
}

/// The desk of one agent.
#[derive(Clone, Copy)]
pub struct Desk {
    agents: Agents,
    device: Device,
    id: StoredValue<String>,
    agent: RwSignal<Option<Agent>>,
    rows: RwSignal<Known<Vec<Training>>>,
    unreadable: RwSignal<Vec<DecodeError>>,
    work: RwSignal<AgentWork>,
    is_known: RwSignal<bool>,
    keeping: StoredValue<Keeping, LocalStorage>,
    not_kept: RwSignal<Option<NotKept>>,
    /// Changes that are not on the device yet.
    unkept: RwSignal<usize>,
    is_driving: RwSignal<bool>,
    /// Whether this tab makes the run, or waits for its turn to do so.
    is_queued: StoredValue<bool>,
    /// Wakes a run that waits.
    timer: StoredValue<Option<TimeoutHandle>>,
    ended: RwSignal<u32>,
}

impl Desk {
    /// Gives the desk of an agent to everything below, and reads what the service has.
    pub fn provide(id: &str) -> Self {
        let desk = Agents::expect().desk(id);
        provide_context(desk);
        desk.read();
        desk
    }

    pub(super) fn new(agents: Agents, id: String) -> Self {
        let desk = Self {
            agents,
            device: Device::expect(),
            agent: RwSignal::new(agents.agent(&id)),
            id: StoredValue::new(id),
            rows: RwSignal::new(Known::Loading),
            unreadable: RwSignal::new(Vec::new()),
            work: RwSignal::new(AgentWork::default()),
            is_known: RwSignal::new(false),
            keeping: StoredValue::new_local(Keeping::default()),
            not_kept: RwSignal::new(None),
            unkept: RwSignal::new(0),
            is_driving: RwSignal::new(false),
            is_queued: StoredValue::new(false),
            timer: StoredValue::new(None),
            ended: RwSignal::new(0),
        };
        desk.follow();
        desk
    }

    /// The desk around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The agent's id.
    #[must_use]
    pub fn id(self) -> String {
        self.id.try_get_value().unwrap_or_default()
    }

    /// The workspace that it is in.
    #[must_use]
    pub const fn agents(self) -> Agents {
        self.agents
    }

    /// The agent, as it was read last.
    #[must_use]
    pub fn agent(self) -> ReadSignal<Option<Agent>> {
        self.agent.read_only()
    }

    /// Its trainings, in the service's order.
    #[must_use]
    pub fn rows(self) -> ReadSignal<Known<Vec<Training>>> {
        self.rows.read_only()
    }

    /// Trainings that cannot be read, with the field's path.
    #[must_use]
    pub fn unreadable(self) -> ReadSignal<Vec<DecodeError>> {
        self.unreadable.read_only()
    }

    /// What is kept of it on this device, as this tab knows it.
    #[must_use]
    pub fn work(self) -> ReadSignal<AgentWork> {
        self.work.read_only()
    }

    /// Whether what the device keeps has been read.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.is_known.get()
    }

    /// Why changes are not kept on this device, while that is so.
    #[must_use]
    pub fn not_kept(self) -> Option<NotKept> {
        self.not_kept.get()
    }

    /// Whether all changes that wait are on the device.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self.unkept.get() == 0
    }

    /// Whether a run goes on in this tab.
    #[must_use]
    pub fn is_driving(self) -> bool {
        self.is_driving.get()
    }

    /// Counts the runs that ended in this tab.
    #[must_use]
    pub fn ended(self) -> ReadSignal<u32> {
        self.ended.read_only()
    }

    /// The changes that wait.
    #[must_use]
    pub fn batch(self) -> Batch {
        self.work
            .with(|work| work.batch.clone())
            .unwrap_or_else(|| Batch::new(self.id()))
    }

    /// The change that a form stands on: the one that waits, else the one that is being made.
    #[must_use]
    pub fn change_of(self, target: &Target) -> Option<Change> {
        self.work.with(|work| work.change_of(target))
    }

    /// The changes that a run is still to make.
    #[must_use]
    pub fn going(self) -> Batch {
        self.work
            .with(AgentWork::going)
            .unwrap_or_else(|| Batch::new(self.id()))
    }

    /// Why the service has refused the form of a training, until that is sent again.
    #[must_use]
    pub fn refused(self, target: &Target) -> Option<Refused> {
        self.work.with(|work| {
            let mut all = work.refused.iter();
            all.find(|refused| refused.target() == *target).cloned()
        })
    }

    /// The run that makes changes, until its account has been read.
    #[must_use]
    pub fn run(self) -> Option<Run> {
        self.work.with(|work| work.run.clone())
    }

    /// A training as the service showed it last.
    #[must_use]
    pub fn training(self, id: &str) -> Option<Training> {
        self.rows.with(|known| {
            let mut rows = known.ready()?.iter();
            rows.find(|row| row.id == id).cloned()
        })
    }

    fn follow(self) {
        let news = self.device.agents_news();
        Effect::new(move || {
            news.track();
            untrack(|| self.read_work());
        });
        crate::web::online::on_page_hidden(move || self.hurry());
        on_cleanup(move || self.hurry());
        crate::web::online::on_online(move || self.resume_after_silence());
    }

    /// Reads the agent and its trainings again.
    pub fn read(self) {
        let reading = Reading::here();
        spawn_local(async move {
            let id = self.id();
            let rows = talkover::trainings(&self.agents.client(), &id, reading.as_ref()).await;
            match rows {
                Ok(rows) => {
                    self.took_rows(rows);
                }
                Err(ApiError::Aborted) => return,
                Err(error) => {
                    self.rows.try_set(Known::Failed(error));
                }
            }
            if let Ok(read) = self.agents.read(&id).await {
                self.agent.try_set(Some(read.agent));
            }
        });
    }

    /// Reads agent and trainings for a decision that stands on what is there now.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn read_fresh(self) -> Result<Fresh, ApiError> {
        let id = self.id();
        let rows = talkover::trainings(&self.agents.client(), &id, None).await?;
        let rows = self.took_rows(rows);
        let agent = self.agents.read(&id).await?.agent;
        self.agent.try_set(Some(agent.clone()));
        Ok(Fresh { agent, rows })
    }

    fn took_rows(self, read: contract::talkover::answer::Rows<Training>) -> Vec<Training> {
        let (good, bad): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
        let mut rows: Vec<Training> = good.into_iter().flatten().collect();
        self.work
            .try_with_untracked(|work| work.keys.fill(&mut rows));
        self.unreadable
            .try_set(bad.into_iter().filter_map(Result::err).collect());
        self.rows.try_set(Known::Ready(rows.clone()));
        rows
    }

    /// Takes over an agent that a command has returned.
    pub fn took_agent(self, agent: Agent) {
        self.agent.try_set(Some(agent));
    }

    /// Adds a change to those that wait. One of the same training gives way to it; an edit back to
    /// what the service has takes it away.
    pub fn put(self, change: Change) {
        self.edit(AgentEdit::Put(change));
    }

    /// Takes a change away.
    pub fn withdraw(self, target: &Target) -> Option<Change> {
        let before = self.work.with_untracked(|work| {
            let batch = work.batch.as_ref()?;
            batch.of(target).cloned()
        });
        self.edit(AgentEdit::Withdraw(target.clone()));
        before
    }

    /// Puts what brings back a run among the changes that wait, by what the service has now. Gives
    /// back what stays, because somebody went on from it, and how many trainings stay because an
    /// edit of them waits.
    ///
    /// # Errors
    ///
    /// Why the service could not be asked. Nothing was changed then.
    pub async fn undo(self, done: &Done) -> Result<(Undoing, usize), ApiError> {
        let fresh = self.read_fresh().await?;
        let mut undoing = Undoing::of(self.id(), &done.deeds, &fresh.rows, ids::random);
        let targets: Vec<Target> = undoing.batch.changes().iter().map(Change::target).collect();
        let has_edit = |target: &&Target| untrack(|| self.change_of(target)).is_some();
        let edited: Vec<&Target> = targets.iter().filter(has_edit).collect();
        for target in &edited {
            undoing.batch.withdraw(target);
        }
        for change in undoing.batch.changes() {
            self.put(change.clone());
        }
        let done = done.clone();
        self.alter(move |work| {
            let same = work.done.iter_mut().find(|other| **other == done);
            if let Some(same) = same {
                same.undone = true;
            }
        })
        .await;
        Ok((undoing, edited.len()))
    }
}
