//! The open workspace, of either service, as the lists of this device need it.

use domain::{journal::Kind, talkover::settings::SettingsForm};
use leptos::prelude::*;

use crate::{
    paths,
    state::{Agents, Workspace, workspace::Known},
};

/// The open workspace.
#[derive(Clone, Copy)]
pub enum Place {
    /// One of scenarios.
    Scenarios(Workspace),
    /// One of voice agents.
    Agents(Agents),
}

impl Place {
    /// The workspace around this view.
    #[must_use]
    pub fn expect() -> Self {
        use_context().map_or_else(|| Self::Agents(Agents::expect()), Self::Scenarios)
    }

    /// Its name on this device.
    #[must_use]
    pub fn scope(self) -> String {
        match self {
            Self::Scenarios(workspace) => workspace.scope(),
            Self::Agents(agents) => agents.scope(),
        }
    }

    /// Whether the service is known not to have this any more.
    #[must_use]
    pub fn has_lost(self, kind: Kind, item: &str) -> bool {
        match (self, kind) {
            (Self::Scenarios(workspace), Kind::Scenario) => {
                workspace.loading().with(|loading| loading.finished)
                    && workspace.index().with(|index| index.get(item).is_none())
            }
            (Self::Scenarios(workspace), Kind::Segment) => {
                workspace.segments().with(|known| match known {
                    Known::Ready(all) => !all.iter().any(|segment| segment.id == item),
                    Known::Loading | Known::Failed(_) => false,
                })
            }
            (Self::Agents(agents), Kind::Settings(_)) => agents.list().with(|known| match known {
                Known::Ready(all) => !all.iter().any(|agent| agent.id == item),
                Known::Loading | Known::Failed(_) => false,
            }),
            _ => false,
        }
    }

    /// Where its form is.
    #[must_use]
    pub fn path_of(self, kind: Kind, item: &str, is_new: bool) -> String {
        let id = match self {
            Self::Scenarios(workspace) => workspace.id(),
            Self::Agents(agents) => agents.workspace_id(),
        };
        let named = || paths::query([("edit", item)]);
        match (kind, is_new) {
            (Kind::Scenario, false) => paths::scenario(&id, item, ""),
            (Kind::Scenario, true) => paths::new_scenario(&id, &named()),
            (Kind::Segment, false) => paths::segment(&id, item),
            (Kind::Segment, true) => paths::with_query(paths::new_segment(&id), &named()),
            (Kind::Settings(SettingsForm::Create), _) => paths::new_agent(&id),
            (Kind::Settings(SettingsForm::Set(setup)), _) => {
                format!("{}#{}", paths::agent_settings(&id, item), setup.as_str())
            }
        }
    }
}
