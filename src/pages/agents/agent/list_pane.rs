//! The trainings of an agent.

use contract::talkover::TrainingStatus;
use domain::{Moment, talkover::OrderBy, words};
use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::{
        agents::{list::count_words, rows::SortHeader, state_badge::TrainingBadge},
        workspace::{Command, Panes, ShownPane, on_command},
    },
    state::workspace::Known,
    ui::{
        Banner, Button, ButtonVariant, EmptyState, ErrorView, IconName, SearchField, Select,
        SelectOption, Skeleton, SkeletonKind, StatusBadge, Tone, walk,
    },
    web::clock::Clock,
};

use super::{
    batch_bar::BatchBar,
    head::AgentHead,
    listing::{Row as Shown, Trainings, Waits, row_id},
};

/// The list's element.
pub const LIST_ID: &str = "training-list";

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

#[component]
fn Rows() -> impl IntoView {
    let trainings = Trainings::expect();
    let (order, query) = (trainings.order, trainings.query);
    view! {
        <table class="row-table" id=LIST_ID tabindex="-1" aria-label="Trainings" on:keydown=|event| walk(&event, LIST_ID)>
            <thead>
                <tr>
                    <SortHeader by=OrderBy::Name words="Subject" order=order query=query />
                    <th scope="col" data-part="state">"Status"</th>
                    <SortHeader by=OrderBy::Created words="Created" order=order query=query part="created" />
                    <SortHeader by=OrderBy::Updated words="Updated" order=order query=query part="updated" />
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || trainings.rows.get()
                    key=|row| (
                        row.training.id.clone(),
                        row.training.subject.clone(),
                        row.training.instructions.clone(),
                        row.training.is_active(),
                        row.training.updated_at.clone(),
                        row.waits.map(Waits::label),
                    )
                    children=move |row| view! { <Row row=row /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(row: Shown) -> impl IntoView {
    let trainings = Trainings::expect();
    let Shown { training, waits } = row;
    let id = training.id.clone();
    let href = {
        let id = id.clone();
        move || trainings.path_of(&id)
    };
    let is_open = {
        let (id, node_id) = (id.clone(), training.node_id.clone());
        Memo::new(move |_| {
            let open = trainings.open_id();
            open.is_some() && (open.as_deref() == Some(&id) || open == node_id)
        })
    };
    let subject = match training.subject.trim() {
        "" => "Without a subject".to_owned(),
        subject => subject.to_owned(),
    };
    let is_active = training.is_active();
    view! {
        <tr data-current=move || is_open.get().then_some("") data-gone=(waits == Some(Waits::Deleted)).then_some("")>
            <th scope="row">
                <a class="row-link" id=row_id(&id) href=href aria-current=move || is_open.get().then_some("true")>
                    {subject}
                </a>
                <span class="row-about">{training.instructions.clone()}</span>
            </th>
            <td data-part="state">
                <TrainingBadge is_active=is_active />
                {waits.map(|waits| view! {
                    <StatusBadge label=waits.label() icon=IconName::Changed tone=Tone::Amber plain=true />
                })}
            </td>
            <When at=training.created_at part="created" />
            <When at=training.updated_at part="updated" />
        </tr>
    }
}

#[component]
fn When(at: String, part: &'static str) -> impl IntoView {
    let clock = Clock::expect();
    let moment = Moment::read(&at);
    view! {
        <td data-part=part>
            {moment.map(|moment| view! {
                <time datetime=at title=words::compact_utc(moment)>
                    {move || words::ago(moment, clock.get())}
                </time>
            })}
        </td>
    }
}
