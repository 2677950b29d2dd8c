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
    pages::{
        list_body::{ListBody, ListState, ListWords, UnreadableRows, count_words, focus_search},
        query::{Query, TEXT},
        workspace::{Command, Panes, ShownPane, on_command},
    },
    paths,
    state::{Agents, workspace::Known},
    ui::{
        ButtonLink, ButtonVariant, EmptyState, IconName, SearchField, Select, SelectOption, walk,
    },
    web::{clock::Clock, focus},
};

use super::{
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
    let panes = Panes::expect();
    panes.show(ShownPane::List);
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
        Command::Search => focus_search(panes, search),
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
                <UnreadableRows rows=agents.unreadable() noun="agent" />
                <div class="pane-body">
                    <Body rows=rows order=order query=query />
                </div>
            </main>
        </div>
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
    let choose = move |name: &'static str| move |chosen: String| query.choose(name, chosen);
    view! {
        <div class="row" role="group" aria-label="Filters">
            <Select quiet=true label="State" options=states value=value("status") on_change=choose("status") />
            <Select quiet=true label="Direction" options=directions value=value("direction") on_change=choose("direction") />
            <Select quiet=true label="Readiness" options=readiness value=value("ready") on_change=choose("ready") />
        </div>
    }
}

const WORDS: ListWords = ListWords {
    reading: "Reading the agents",
    failed: |error| match error {
        ApiError::Forbidden { .. } => "Your key may not see agents",
        _ => "The agents cannot be shown",
    },
    no_match: "No agent matches",
    hint: "Every word must stand in the name or the label.",
    clear: "Clear the filter",
};

#[component]
fn Body(rows: Memo<Vec<Agent>>, order: Memo<Order>, query: Query) -> impl IntoView {
    let agents = Agents::expect();
    let state = Memo::new(move |_| {
        let has_rows = rows.with(|rows| !rows.is_empty());
        agents.list().with(|known| ListState::of(known, has_rows))
    });
    view! {
        <ListBody
            state=state
            words=&WORDS
            again=move |()| agents.read_again()
            clear=move |()| query.put(&[TEXT, "status", "direction", "ready"], Vec::new())
            empty=|| view! { <NoAgents /> }
            rows=move || view! { <Rows rows=rows order=order query=query /> }
        />
    }
}

#[component]
fn NoAgents() -> impl IntoView {
    let agents = Agents::expect();
    view! {
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
                <AgentBadge status=agent.current_status.clone() />
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
