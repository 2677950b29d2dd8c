//! The state of the dialog: where to, what is there, and the plan.

use contract::{WorkspaceInfo, talkover::Agent};
use domain::talkover::copy::{CopyPlan, Made, Text, to_opencx, to_talkover};
use leptos::{prelude::*, task::spawn_local};

use super::Copied;
use crate::{
    api::ApiError,
    state::{Device, Messages, Session, Workspace, copying, workspace::Known},
    web::{clock, ids},
};

/// The dialog's state.
#[derive(Clone, Copy)]
pub struct Copier {
    /// What is copied.
    pub copied: StoredValue<Copied>,
    /// The workspaces that take it.
    pub targets: StoredValue<Vec<WorkspaceInfo>>,
    /// The chosen one, by id; empty before the choice.
    pub target: RwSignal<String>,
    /// The agents of the chosen workspace, where it has any.
    pub agents: RwSignal<Known<Vec<Agent>>>,
    /// The chosen agent, by id; empty before the choice.
    pub agent: RwSignal<String>,
    /// Which text of scenarios with pending edits.
    pub text: RwSignal<Text>,
    /// What the target has: its subjects or titles. `None` before there is a target.
    pub there: RwSignal<Option<Known<Vec<String>>>>,
    /// The copies.
    pub plan: RwSignal<CopyPlan>,
    pub(super) session: Session,
    pub(super) device: Device,
    pub(super) messages: Messages,
    /// Counts what is asked for, so that a late answer of an earlier choice is not taken.
    asked: StoredValue<u32>,
    source: Option<Workspace>,
}

impl Copier {
    /// Begins; where there is only one target, with that.
    pub fn new(copied: Copied) -> Self {
        let session = Session::expect();
        let dialect = copied.dialect();
        let targets: Vec<WorkspaceInfo> = untrack(|| session.workspaces())
            .into_iter()
            .filter(|workspace| workspace.dialect == dialect)
            .collect();
        let only = match targets.as_slice() {
            [one] => one.id.clone(),
            _ => String::new(),
        };
        let copier = Self {
            copied: StoredValue::new(copied),
            targets: StoredValue::new(targets),
            target: RwSignal::new(String::new()),
            agents: RwSignal::new(Known::Loading),
            agent: RwSignal::new(String::new()),
            text: RwSignal::new(Text::Live),
            there: RwSignal::new(None),
            plan: RwSignal::new(CopyPlan::default()),
            session,
            device: Device::expect(),
            messages: Messages::expect(),
            asked: StoredValue::new(0),
            source: use_context(),
        };
        if !only.is_empty() {
            copier.choose_target(only);
        }
        copier
    }

    /// Whether the target is an agent of a workspace.
    pub fn is_to_agent(self) -> bool {
        self.copied
            .with_value(|copied| matches!(copied, Copied::Scenarios(_)))
    }

    /// Whether some of the scenarios have two texts.
    pub fn has_two_texts(self) -> bool {
        self.copied.with_value(|copied| match copied {
            Copied::Scenarios(rows) => rows
                .iter()
                .any(|row| domain::Publication::of(row) == domain::Publication::Changed),
            Copied::Trainings(_) => false,
        })
    }

    /// The name of what takes the copies.
    pub fn place(self) -> String {
        if self.is_to_agent() {
            let chosen = self.chosen_agent();
            return chosen.map_or_else(String::new, |agent| agent.label);
        }
        let id = self.target.get();
        self.targets.with_value(|targets| {
            let found = targets.iter().find(|workspace| workspace.id == id);
            found.map_or_else(String::new, |workspace| workspace.name.clone())
        })
    }

    /// The chosen agent.
    pub fn chosen_agent(self) -> Option<Agent> {
        let id = self.agent.get();
        self.agents.with(|known| {
            let agents = known.ready()?;
            agents.iter().find(|agent| agent.id == id).cloned()
        })
    }

    /// Chooses a workspace, and reads what it has.
    pub fn choose_target(self, id: String) {
        self.agent.set(String::new());
        self.there.set(None);
        self.plan.set(CopyPlan::default());
        self.target.set(id);
        if self.is_to_agent() {
            self.read_agents();
        } else {
            self.read_there();
        }
    }

    /// Chooses an agent, and reads what it has.
    pub fn choose_agent(self, id: String) {
        self.agent.set(id);
        self.read_there();
    }

    /// Reads the agents of the chosen workspace.
    pub fn read_agents(self) {
        let (number, target) = (self.ask(), self.target.get_untracked());
        self.agents.set(Known::Loading);
        spawn_local(async move {
            let read = copying::agents(self.session, &target).await;
            if !self.is_asked(number) {
                return;
            }
            let only = match &read {
                Ok(agents) if agents.len() == 1 => agents.first().map(|agent| agent.id.clone()),
                _ => None,
            };
            self.agents.try_set(known(read));
            if let Some(only) = only {
                self.choose_agent(only);
            }
        });
    }

    /// Reads what the target has under the same subjects.
    pub fn read_there(self) {
        let number = self.ask();
        let (target, agent) = (self.target.get_untracked(), self.agent.get_untracked());
        self.there.set(Some(Known::Loading));
        self.plan.set(CopyPlan::default());
        let titles = self.copied.with_value(|copied| match copied {
            Copied::Scenarios(_) => Vec::new(),
            Copied::Trainings(rows) => rows.iter().map(|row| row.subject.clone()).collect(),
        });
        spawn_local(async move {
            let read = if self.is_to_agent() {
                copying::subjects(self.session, self.device, &target, &agent).await
            } else {
                copying::titles_like(self.session, &target, &titles).await
            };
            if self.is_asked(number) {
                self.there.try_set(Some(known(read)));
                self.draw_up();
            }
        });
    }

    /// Draws up the plan anew: of another text, or for another target.
    pub fn draw_up(self) {
        let Some(Some(Known::Ready(there))) = self.there.try_get_untracked() else {
            return;
        };
        let there: Vec<&str> = there.iter().map(String::as_str).collect();
        let copies = self.copied.with_value(|copied| match copied {
            Copied::Scenarios(rows) => rows
                .iter()
                .map(|row| self.to_agent(row))
                .collect::<Vec<_>>(),
            Copied::Trainings(rows) => rows
                .iter()
                .map(|row| {
                    let made = Made::Scenario(to_opencx(row, None));
                    (ids::random(), row.subject.trim().to_owned(), made)
                })
                .collect(),
        });
        self.plan.try_set(CopyPlan::new(copies, &there));
    }

    /// The copy's key is its `node_id`: sent again, it is the same training.
    fn to_agent(self, row: &contract::opencx::Training) -> (String, String, Made) {
        let key = ids::random();
        let directory = self.source.zip(row.directory_id.as_deref());
        let directory =
            directory.map(|(workspace, id)| workspace.tree().with_untracked(|tree| tree.path(id)));
        let segments = self.source.map(|workspace| {
            workspace
                .segments()
                .with_untracked(|known| known.ready().cloned().unwrap_or_default())
        });
        let made = to_talkover(
            row,
            self.text.get_untracked(),
            key.clone(),
            directory.as_deref(),
            &segments.unwrap_or_default(),
            clock::now(),
        );
        let source = row.working_title().trim().to_owned();
        (key, source, Made::Training(made))
    }

    fn ask(self) -> u32 {
        let number = self.asked.get_value() + 1;
        self.asked.set_value(number);
        number
    }

    fn is_asked(self, number: u32) -> bool {
        self.asked.try_get_value() == Some(number)
    }
}

fn known<T>(read: Result<T, ApiError>) -> Known<T> {
    read.map_or_else(Known::Failed, Known::Ready)
}
