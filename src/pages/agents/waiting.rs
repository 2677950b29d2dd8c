//! What waits on this device for voice agents: changes of trainings, runs that have not ended, and
//! settings that were not sent.

use domain::{
    talkover::{Change, batch::Next},
    words::count,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::device::Shell,
    state::{Agents, Device, device::AgentWork},
};

mod drawer;

pub use drawer::AgentsOnThisDevice;

/// What waits for one agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    agent: String,
    /// Changes of its trainings.
    changes: Vec<Change>,
    run: Option<RunWait>,
}

/// How far the run of an agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunWait {
    /// It goes on.
    Goes,
    /// Somebody must say how it goes on.
    Stopped,
    /// It has ended, and nobody has read its account yet.
    Ended,
}

impl Wait {
    /// `None` where nothing waits.
    fn of(agent: &str, work: &AgentWork) -> Option<Self> {
        let batch = work.batch.as_ref();
        let changes = batch.map_or_else(Vec::new, |batch| batch.changes().to_vec());
        let run = work.run.as_ref().map(|run| match run.next() {
            Next::Finished => RunWait::Ended,
            Next::Decide | Next::Stopped => RunWait::Stopped,
            Next::List | Next::Look | Next::Send | Next::Await | Next::Rest => RunWait::Goes,
        });
        (!changes.is_empty() || run.is_some()).then(|| Self {
            agent: agent.to_owned(),
            changes,
            run,
        })
    }

    /// In a few words, like `3 changes pending`.
    #[must_use]
    pub fn words(&self) -> String {
        let run = self.run.map(|run| match run {
            RunWait::Goes => "changes are being made",
            RunWait::Stopped => "a run waits for you",
            RunWait::Ended => "a run has ended",
        });
        let some = self.changes.len() as u64;
        let changes = (some > 0).then(|| format!("{} pending", count(some, "change")));
        let words = [changes, run.map(str::to_owned)];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// What waits for the agents of the open workspace.
#[derive(Clone, Copy)]
pub struct Waits(RwSignal<Vec<Wait>>);

impl Waits {
    /// The one of the open workspace, which follows what any tab does.
    #[must_use]
    pub fn expect() -> Self {
        Shell::find(|| {
            let waits = Self(RwSignal::new(Vec::new()));
            let device = Device::expect();
            let scope = Agents::expect().scope();
            let kept = device.agents_kept();
            Effect::new(move || {
                kept.track();
                let scope = scope.clone();
                spawn_local(async move {
                    // Where the device gives nothing, that is shown over the page.
                    if let Ok(works) = device.agent_works(&scope).await {
                        waits.show(&works);
                    }
                });
            });
            waits
        })
    }

    fn show(self, works: &[(String, AgentWork)]) {
        let all = works
            .iter()
            .filter_map(|(agent, work)| Wait::of(agent, work));
        let all: Vec<Wait> = all.collect();
        if self.0.try_with_untracked(|known| *known != all) == Some(true) {
            self.0.try_set(all);
        }
    }

    /// What waits for an agent.
    #[must_use]
    pub fn of(self, agent: &str) -> Option<Wait> {
        self.0
            .with(|all| all.iter().find(|wait| wait.agent == agent).cloned())
    }
}
