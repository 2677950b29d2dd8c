//! The route tree, and nothing else.

use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Route, Routes},
    path,
};

use crate::pages::{
    agents::{
        AgentPage, AgentsPage, NoTrainingPane, TrainingPane,
        settings::{AgentSettingsPage, NewAgentPage},
    },
    changes::ChangesPage,
    connect::ConnectPage,
    home::HomePage,
    not_found::NotFoundPage,
    scenarios::{NoScenarioPane, ScenarioPane, ScenariosPage},
    segments::{NewSegmentPane, NoSegmentPane, SegmentPane, SegmentsPage},
    workspace::WorkspacePage,
};

/// Every page of the app.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/") view=HomePage />
            <Route path=path!("/connect") view=ConnectPage />
            <ParentRoute path=path!("/workspace/:workspace") view=WorkspacePage>
                <ParentRoute path=path!("") view=ScenariosPage>
                    <Route path=path!("") view=NoScenarioPane />
                    <Route path=path!("scenarios") view=NoScenarioPane />
                    <Route path=path!("scenarios/:scenario") view=ScenarioPane />
                </ParentRoute>
                <ParentRoute path=path!("segments") view=SegmentsPage>
                    <Route path=path!("") view=NoSegmentPane />
                    <Route path=path!("new") view=NewSegmentPane />
                    <Route path=path!(":segment") view=SegmentPane />
                </ParentRoute>
                <Route path=path!("changes") view=ChangesPage />
                <Route path=path!("agents") view=AgentsPage />
                <Route path=path!("agents/new") view=NewAgentPage />
                <Route path=path!("agents/:agent/settings") view=AgentSettingsPage />
                <ParentRoute path=path!("agents/:agent") view=AgentPage>
                    <Route path=path!("") view=NoTrainingPane />
                    <Route path=path!("trainings/:training") view=TrainingPane />
                </ParentRoute>
            </ParentRoute>
        </Routes>
    }
}
