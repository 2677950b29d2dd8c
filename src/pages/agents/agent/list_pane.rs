//! The trainings of an agent.

use contract::talkover::TrainingStatus;
use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::{
        list_body::{ListBody, ListState, ListWords, UnreadableRows, count_words, focus_search},
        query::TEXT,
        workspace::{Command, Panes, on_command},
    },
    ui::{Button, ButtonVariant, EmptyState, IconName, SearchField, Select, SelectOption},
};

use super::{batch_bar::BatchBar, head::AgentHead, listing::Trainings, training_rows::Rows};

const ANY: &str = "";

/// The agent's head, its list, and what stands in its place.
#[component]
pub fn ListPane() -> impl IntoView {
    let trainings = Trainings::expect();
    let (desk, query) = (trainings.desk, trainings.query);
    let panes = Panes::expect();
    let search = NodeRef::<html::Input>::new();
    on_command(move |command| command == Command::Search && focus_search(panes, search));
    let all = Memo::new(move |_| {
        let rows = desk.rows().with(|known| known.ready().map(Vec::len))?;
        let new = desk.batch();
        let new = new
            .changes()
            .iter()
            .filter(|change| change.base().is_none());
        Some(rows + new.count())
    });
    let count = move || Some(count_words(trainings.rows.with(Vec::len), all.get()?));
    let states: Vec<SelectOption> = std::iter::once(SelectOption::new(ANY, "Active or not"))
        .chain(
            TrainingStatus::ALL
                .iter()
                .map(|status| SelectOption::new(status.as_str(), status.label())),
        )
        .collect();
    let status = Signal::derive(move || {
        let status = trainings.filter.with(|filter| filter.status.clone());
        status.map_or_else(String::new, |status| status.as_str().to_owned())
    });
    view! {
        <main class="pane" data-name="list" id="main" tabindex="-1">
            <AgentHead />
            <div class="pane-bar">
                <SearchField
                    label="Search subjects and instructions"
                    value=Signal::derive(move || trainings.filter.with(|filter| filter.text.clone()))
                    on_input=move |text| query.type_text(text)
                    keys="/"
                    node_ref=search
                />
                <div class="row" role="group" aria-label="Filters">
                    <Select
                        quiet=true
                        label="Status"
                        options=states
                        value=status
                        on_change=move |chosen: String| query.choose("status", chosen)
                    />
                </div>
                <Button
                    icon=IconName::Plus
                    keys="n"
                    hint="Write a training of this agent"
                    on_click=move |_| trainings.open_new()
                >
                    "New training"
                </Button>
            </div>
            <BatchBar />
            <UnreadableRows rows=desk.unreadable() noun="training" />
            <div class="pane-body">
                <h2 class="list-title">
                    "Trainings " <span class="pane-count">{count}</span>
                </h2>
                <Body />
            </div>
        </main>
    }
}

const WORDS: ListWords = ListWords {
    reading: "Reading the trainings",
    failed: |error| match error {
        ApiError::Forbidden { .. } => "Your key may not see this agent's trainings",
        ApiError::NotFound { .. } => "There is no such agent",
        _ => "The trainings cannot be shown",
    },
    no_match: "No training matches",
    hint: "Every word must stand in the subject or the instructions.",
    clear: "Clear the filter",
};

#[component]
fn Body() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let state = Memo::new(move |_| {
        let has_rows = trainings.rows.with(|rows| !rows.is_empty());
        let state = desk.rows().with(|known| ListState::of(known, has_rows));
        let is_filtered = trainings.filter.with(|filter| !filter.is_empty());
        // What the service does not have yet is hidden by the filter as well.
        if state == ListState::Empty && is_filtered {
            ListState::NoMatch
        } else {
            state
        }
    });
    view! {
        <ListBody
            state=state
            words=&WORDS
            again=move |()| desk.read()
            clear=move |()| trainings.query.put(&[TEXT, "status"], Vec::new())
            empty=|| view! { <NoTrainings /> }
            rows=|| view! { <Rows /> }
        />
    }
}

#[component]
fn NoTrainings() -> impl IntoView {
    let trainings = Trainings::expect();
    view! {
        <EmptyState
            icon=IconName::Document
            title="No trainings yet"
            actions=ViewFn::from(move || view! {
                <Button
                    variant=ButtonVariant::Primary
                    icon=IconName::Plus
                    on_click=move |_| trainings.open_new()
                >
                    "Write the first training"
                </Button>
            })
        >
            <p>
                "A training tells the agent one thing: what it is about, and what to say or do. The agent uses those that are active."
            </p>
        </EmptyState>
    }
}
