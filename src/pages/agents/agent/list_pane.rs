//! The trainings of an agent.

use contract::talkover::TrainingStatus;
use domain::words;
use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::{
        agents::list::count_words,
        workspace::{Command, Panes, ShownPane, on_command},
    },
    state::workspace::Known,
    ui::{
        Banner, Button, ButtonVariant, EmptyState, ErrorView, IconName, SearchField, Select,
        SelectOption, Skeleton, SkeletonKind, Tone,
    },
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
    on_command(move |command| {
        let Some(input) = search
            .get_untracked()
            .filter(|_| command == Command::Search)
        else {
            return false;
        };
        panes.show(ShownPane::List);
        // The box is there as long as the pane is.
        let _ = input.focus();
        input.select();
        true
    });
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
                        on_change=move |chosen: String| {
                            let pairs = Some(chosen).filter(|chosen| !chosen.is_empty());
                            query.put(
                                &["status"],
                                pairs.map(|chosen| ("status", chosen)).into_iter().collect(),
                            );
                        }
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
            <Unreadable />
            <div class="pane-body">
                <h2 class="list-title">
                    "Trainings " <span class="pane-count">{count}</span>
                </h2>
                <Body />
            </div>
        </main>
    }
}

#[component]
fn Unreadable() -> impl IntoView {
    let trainings = Trainings::expect();
    move || {
        let bad = trainings.desk.unreadable().get();
        let first = bad.first()?.to_string();
        let many = words::count(bad.len() as u64, "training");
        Some(view! {
            <Banner tone=Tone::Amber title=format!("{many} cannot be read and are not shown")>
                {first}
            </Banner>
        })
    }
}

/// What stands in the place of the list.
#[derive(Clone, PartialEq)]
enum State {
    Loading,
    Failed(ApiError),
    Empty,
    NoMatch,
    Rows,
}

#[component]
fn Body() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let state = Memo::new(move |_| {
        desk.rows().with(|known| match known {
            Known::Loading => State::Loading,
            Known::Failed(error) => State::Failed(error.clone()),
            Known::Ready(_) if !trainings.rows.with(Vec::is_empty) => State::Rows,
            Known::Ready(_)
                if trainings
                    .filter
                    .with(domain::talkover::TrainingFilter::is_empty) =>
            {
                State::Empty
            }
            Known::Ready(_) => State::NoMatch,
        })
    });
    move || {
        match state.get() {
        State::Loading => {
            view! { <Skeleton kind=SkeletonKind::Rows label="Reading the trainings" /> }.into_any()
        }
        State::Failed(error) => view! { <Failed error=error /> }.into_any(),
        State::Empty => view! {
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
        .into_any(),
        State::NoMatch => view! {
            <EmptyState
                icon=IconName::Search
                title="No training matches"
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| trainings.query.put(&["q", "status"], Vec::new())>
                        "Clear the filter"
                    </Button>
                })
            >
                <p>"Every word must stand in the subject or the instructions."</p>
            </EmptyState>
        }
        .into_any(),
        State::Rows => view! { <Rows /> }.into_any(),
    }
    }
}

#[component]
fn Failed(error: ApiError) -> impl IntoView {
    let desk = Trainings::expect().desk;
    let title = match &error {
        ApiError::Forbidden { .. } => "Your key may not see this agent's trainings",
        ApiError::NotFound { .. } => "There is no such agent",
        _ => "The trainings cannot be shown",
    };
    view! {
        <ErrorView
            title=title
            meaning=error.to_string()
            advice=error.advice()
            actions=ViewFn::from(move || view! {
                <Button on_click=move |_| desk.read()>"Try again"</Button>
            })
        />
    }
}
