//! The agents of a workspace: state, readiness and what is missing for it.

use contract::talkover::{Agent, AgentStatus, Direction};
use domain::{
    Moment,
    talkover::{AgentFilter, Order, OrderBy, Readiness},
    words,
};
use leptos::{html, prelude::*};

use crate::{
    api::ApiError,
    pages::workspace::{Command, Panes, ShownPane, on_command},
    paths,
    state::{Agents, workspace::Known},
    ui::{
        Banner, Button, ButtonLink, ButtonVariant, EmptyState, ErrorView, IconName, SearchField,
        Select, SelectOption, Skeleton, SkeletonKind, Tone, walk,
    },
    web::{clock::Clock, focus},
};

use super::{
    query::Query,
    rows::SortHeader,
    state_badge::{AgentBadge, ReadinessNote},
    waiting::Waits,
};

/// The list's element.
pub const LIST_ID: &str = "agent-list";

const ANY: &str = "";

/// The list, and what stands in its place.
#[component]
pub fn AgentList() -> impl IntoView {
    let agents = Agents::expect();
    let query = Query::here();
    Panes::expect().show(ShownPane::List);
    focus::set_title("Agents");
    let filter = query.read(|pairs| AgentFilter::from_pairs(pairs));
    let order = query.read(|pairs| Order::from_pairs(pairs));
    let rows = Memo::new(move |_| {
        agents.list().with(|known| match known {
            Known::Ready(all) => {
                let view = filter.with(|filter| filter.view(order.get(), all));
                view.into_iter().cloned().collect()
            }
            Known::Loading | Known::Failed(_) => Vec::new(),
        })
    });
    let all = Memo::new(move |_| agents.list().with(|known| known.ready().map(Vec::len)));
    let search = NodeRef::<html::Input>::new();
    on_command(move |command| match command {
        Command::Search => {
            let Some(input) = search.get_untracked() else {
                return false;
            };
            // The box is there as long as the page is.
            let _ = input.focus();
            input.select();
            true
        }
        Command::FocusList => {
            focus::focus_id(LIST_ID);
            true
        }
        _ => false,
    });
    let count = move || {
        let all = all.get()?;
        Some(count_words(rows.with(Vec::len), all))
    };
    let new_agent = paths::new_agent(&agents.workspace_id());
    view! {
        <div class="panes">
            <main class="pane" data-name="list" id="main" tabindex="-1">
                <div class="pane-head">
                    <h1 class="pane-title">
                        "Agents " <span class="pane-count">{count}</span>
                    </h1>
                    <div class="pane-actions">
                        <ButtonLink
                            href=new_agent
                            variant=ButtonVariant::Primary
                            icon=IconName::Plus
                        >
                            "New agent"
                        </ButtonLink>
                    </div>
                </div>
                <div class="pane-bar">
                    <SearchField
                        label="Search names and labels"
                        value=Signal::derive(move || filter.with(|filter| filter.text.clone()))
                        on_input=move |text| query.type_text(text)
                        keys="/"
                        node_ref=search
                    />
                    <Choices query=query filter=filter />
                </div>
                <Unreadable />
                <div class="pane-body">
                    <Body rows=rows order=order query=query />
                </div>
            </main>
        </div>
    }
}

/// `12`, or `3 of 12` where a filter hides some.
pub fn count_words(shown: usize, all: usize) -> String {
    let (shown, all) = (shown as u64, all as u64);
    if shown == all {
        words::grouped(all)
    } else {
        format!("{} of {}", words::grouped(shown), words::grouped(all))
    }
}

#[component]
fn Choices(query: Query, filter: Memo<AgentFilter>) -> impl IntoView {
    let states: Vec<SelectOption> = std::iter::once(SelectOption::new(ANY, "Any state"))
        .chain(
            AgentStatus::ALL
                .iter()
                .map(|status| SelectOption::new(status.as_str(), status.label())),
        )
        .collect();
    let directions: Vec<SelectOption> = std::iter::once(SelectOption::new(ANY, "Any direction"))
        .chain(
            Direction::ALL
                .iter()
                .map(|direction| SelectOption::new(direction.as_str(), direction.label())),
        )
        .collect();
    let readiness = vec![
        SelectOption::new(ANY, "Ready or not"),
        SelectOption::new("yes", "Ready to publish"),
        SelectOption::new("no", "Not ready"),
    ];
    let value = move |name: &'static str| {
        Signal::derive(move || {
            let pairs = filter.with(AgentFilter::to_pairs).into_iter();
            let mut pairs = pairs.filter(|(known, _)| *known == name);
            pairs.next().map(|(_, value)| value).unwrap_or_default()
        })
    };
    let choose = move |name: &'static str| {
        move |chosen: String| {
            let pairs = Some(chosen).filter(|chosen| !chosen.is_empty());
            query.put(
                &[name],
                pairs.map(|chosen| (name, chosen)).into_iter().collect(),
            );
        }
    };
    view! {
        <div class="row" role="group" aria-label="Filters">
            <Select quiet=true label="State" options=states value=value("status") on_change=choose("status") />
            <Select quiet=true label="Direction" options=directions value=value("direction") on_change=choose("direction") />
            <Select quiet=true label="Readiness" options=readiness value=value("ready") on_change=choose("ready") />
        </div>
    }
}

#[component]
fn Unreadable() -> impl IntoView {
    let agents = Agents::expect();
    move || {
        let bad = agents.unreadable().get();
        let first = bad.first()?.to_string();
        Some(view! {
            <Banner tone=Tone::Amber title=format!("{} cannot be read and are not shown", words::count(bad.len() as u64, "agent"))>
                {first}
            </Banner>
        })
    }
}

/// What the list shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Loading,
    Failed(ApiError),
    Empty,
    NoMatch,
    Rows,
}

#[component]
fn Body(rows: Memo<Vec<Agent>>, order: Memo<Order>, query: Query) -> impl IntoView {
    let agents = Agents::expect();
    let shown = Memo::new(move |_| {
        agents.list().with(|known| match known {
            Known::Loading => Shown::Loading,
            Known::Failed(error) => Shown::Failed(error.clone()),
            Known::Ready(all) if all.is_empty() => Shown::Empty,
            Known::Ready(_) if rows.with(Vec::is_empty) => Shown::NoMatch,
            Known::Ready(_) => Shown::Rows,
        })
    });
    move || {
        match shown.get() {
        Shown::Loading => {
            view! { <Skeleton kind=SkeletonKind::Rows label="Reading the agents" /> }.into_any()
        }
        Shown::Failed(error) => view! { <Failed error=error /> }.into_any(),
        Shown::Empty => view! {
            <EmptyState
                icon=IconName::Phone
                title="No agents yet"
                actions=ViewFn::from(move || view! {
                    <ButtonLink
                        href=paths::new_agent(&agents.workspace_id())
                        variant=ButtonVariant::Primary
                        icon=IconName::Plus
                    >
                        "Create the first agent"
                    </ButtonLink>
                })
            >
                <p>
                    "An agent takes or makes calls. It uses its active trainings, and takes calls only while it is published."
                </p>
            </EmptyState>
        }
        .into_any(),
        Shown::NoMatch => view! {
            <EmptyState
                icon=IconName::Search
                title="No agent matches"
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| query.put(&["q", "status", "direction", "ready"], Vec::new())>
                        "Clear the filter"
                    </Button>
                })
            >
                <p>"Every word must stand in the name or the label."</p>
            </EmptyState>
        }
        .into_any(),
        Shown::Rows => view! { <Rows rows=rows order=order query=query /> }.into_any(),
    }
    }
}

/// The agents could not be read: the key may not, or something broke.
#[component]
fn Failed(error: ApiError) -> impl IntoView {
    let agents = Agents::expect();
    let is_forbidden = matches!(error, ApiError::Forbidden { .. });
    let (title, icon) = if is_forbidden {
        ("Your key may not see agents", IconName::Lock)
    } else {
        ("The agents cannot be shown", IconName::Error)
    };
    view! {
        <ErrorView
            title=title
            icon=icon
            meaning=error.to_string()
            advice=error.advice()
            actions=ViewFn::from(move || view! {
                <Button on_click=move |_| agents.read_again()>"Try again"</Button>
            })
        />
    }
}

#[component]
fn Rows(rows: Memo<Vec<Agent>>, order: Memo<Order>, query: Query) -> impl IntoView {
    view! {
        <table class="row-table" id=LIST_ID tabindex="-1" aria-label="Agents" on:keydown=|event| walk(&event, LIST_ID)>
            <thead>
                <tr>
                    <SortHeader by=OrderBy::Name words="Agent" order=order query=query />
                    <th scope="col" data-part="state">"State"</th>
                    <th scope="col" data-part="calls">"Calls"</th>
                    <th scope="col" data-number="" title="Active ones, of all">"Trainings"</th>
                    <SortHeader by=OrderBy::Updated words="Updated" order=order query=query part="updated" />
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || rows.get()
                    key=|agent| (agent.id.clone(), agent.updated_at.clone(), agent.is_published(), agent.label.clone())
                    children=move |agent| view! { <Row agent=agent /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(agent: Agent) -> impl IntoView {
    let agents = Agents::expect();
    let waits = Waits::expect();
    let waits_of = agent.id.clone();
    let clock = Clock::expect();
    let at = Moment::read(&agent.updated_at);
    let calls = [
        agent.direction.as_ref().map(|d| d.label().to_owned()),
        agent.language.clone(),
    ];
    let calls: Vec<String> = calls.into_iter().flatten().collect();
    let trainings = agent.trainings.as_ref().map_or_else(
        || "–".to_owned(),
        |all| {
            let active = all.iter().filter(|row| row.is_active()).count();
            if active == all.len() {
                words::grouped(active as u64)
            } else {
                format!("{active} of {}", all.len())
            }
        },
    );
    let readiness = Readiness::of(&agent);
    let is_published = agent.is_published();
    let about = agent
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=paths::agent(&agents.workspace_id(), &agent.id, "")>
                    {agent.label.clone()}
                </a>
                {agent.is_sandbox.then_some(" (sandbox)")}
                {about.map(|text| view! { <span class="row-about">{text}</span> })}
            </th>
            <td data-part="state">
                <AgentBadge is_published=is_published />
                {(!is_published).then(|| view! { <ReadinessNote readiness=readiness /> })}
                {move || waits.of(&waits_of).map(|wait| view! {
                    <span class="row-about agent-waits">{wait.words()}</span>
                })}
            </td>
            <td data-part="calls">{calls.join(", ")}</td>
            <td data-number="">{trainings}</td>
            <td data-part="updated">
                {at.map(|at| view! {
                    <time datetime=agent.updated_at.clone() title=words::compact_utc(at)>
                        {move || words::ago(at, clock.get())}
                    </time>
                })}
            </td>
        </tr>
    }
}
