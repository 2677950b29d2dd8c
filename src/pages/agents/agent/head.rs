//! What the agent is, and what can be done with it.

use contract::talkover::Agent;
use domain::talkover::{Readiness, UNPUBLISH};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    pages::{
        agents::state_badge::{AgentBadge, ReadinessNote},
        copying,
        go::Go,
    },
    paths,
    state::{Messages, agents::Ended},
    ui::{
        Align, Banner, Breadcrumb, Button, ButtonLink, ButtonVariant, ConfirmDialog, Crumb,
        IconName, Menu, MenuEntry, MenuItem, Tone,
    },
    web::focus,
};

use super::{LOOK_AGAIN, listing::Trainings, publish::PublishButton};

/// Name, state, readiness, and the commands.
#[component]
pub fn AgentHead() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    let go = Go::here();
    let messages = Messages::expect();
    let agents = desk.agents();
    let agent = desk.agent();
    let unpublishing = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    Effect::new(move || {
        if trainings.open_id().is_none() {
            let label = agent.with(|agent| agent.as_ref().map(|agent| agent.label.clone()));
            focus::set_title(&label.unwrap_or_else(|| "Agent".to_owned()));
        }
    });
    let settings = paths::agent_settings(&agents.workspace_id(), &desk.id());
    let entries = Signal::derive(move || {
        let is_published = agent.with(|agent| agent.as_ref().is_some_and(Agent::is_published));
        let mut entries: Vec<MenuEntry> = vec![
            MenuItem::new("Undo the last run", move || trainings.undo_last())
                .icon(IconName::Undo)
                .keys("Ctrl+Z")
                .into(),
            MenuItem::new("What was done here…", move || {
                trainings.shows_done.set(true)
            })
            .icon(IconName::History)
            .keys("h")
            .into(),
        ];
        if copying::is_possible() {
            entries.push(
                MenuItem::new("Copy the trainings in the list…", move || {
                    trainings.begin_copy();
                })
                .icon(IconName::Copy)
                .into(),
            );
        }
        entries.push(MenuEntry::Separator);
        if is_published {
            entries.push(
                MenuItem::new("Unpublish…", move || unpublishing.set(true))
                    .icon(IconName::Unpublish)
                    .into(),
            );
        }
        entries.push(
            MenuItem::new("Delete the agent…", move || deleting.set(true))
                .icon(IconName::Trash)
                .danger()
                .into(),
        );
        entries
    });
    let label = Signal::derive(move || {
        agent.with(|agent| {
            agent
                .as_ref()
                .map_or_else(|| "Agent".to_owned(), |a| a.label.clone())
        })
    });
    let crumbs = Signal::derive(move || {
        vec![
            Crumb {
                label: "Agents".to_owned(),
                href: Some(paths::agents(&agents.workspace_id(), "")),
            },
            Crumb {
                label: label.get(),
                href: None,
            },
        ]
    });
    let unpublish = move || {
        spawn_local(async move {
            match desk.unpublish().await {
                Ended::Done => messages.done("Unpublished. The agent takes no new calls."),
                Ended::Refused(error) => messages.failed(format!(
                    "The agent was not unpublished. {error} {}",
                    error.advice()
                )),
                Ended::Unknown(error) => messages.failed(format!(
                    "Nobody knows whether the agent was unpublished. {error} {LOOK_AGAIN}"
                )),
            }
        });
    };
    let delete = move || {
        spawn_local(async move {
            match desk.delete().await {
                Ended::Done => {
                    go.to(&paths::agents(&agents.workspace_id(), ""));
                    messages.done("The agent was deleted.");
                }
                Ended::Refused(error) => {
                    refused.try_set(Some(error));
                }
                Ended::Unknown(error) => messages.failed(format!(
                    "Nobody knows whether the agent was deleted. {error} {LOOK_AGAIN}"
                )),
            }
        });
    };
    view! {
        <div class="pane-head agent-head">
            <Breadcrumb label="Where this agent is" crumbs=crumbs />
            <div class="agent-state">
                {move || agent.get().map(|agent| {
                    let is_published = agent.is_published();
                    view! {
                        <AgentBadge status=agent.current_status.clone() />
                        {(!is_published).then(|| view! { <ReadinessNote readiness=Readiness::of(&agent) /> })}
                    }
                })}
            </div>
            <div class="pane-actions">
                <ButtonLink href=settings variant=ButtonVariant::Quiet icon=IconName::Settings>
                    "Settings"
                </ButtonLink>
                <Show when=move || agent.with(|agent| agent.as_ref().is_some_and(|agent| !agent.is_published()))>
                    <PublishButton />
                </Show>
                <Menu label="More about the agent" icon=IconName::More icon_only=true entries=entries align=Align::End />
            </div>
        </div>
        <h1 class="visually-hidden">{label}</h1>
        {move || refused.get().map(|error| {
            let is_published = agent.with(|agent| agent.as_ref().is_some_and(Agent::is_published));
            let way_out = move || is_published.then(|| view! {
                <Button on_click=move |_| { refused.set(None); unpublishing.set(true); }>"Unpublish…"</Button>
            });
            view! {
                <Banner
                    tone=Tone::Red
                    title="The agent was not deleted"
                    actions=ViewFn::from(way_out)
                    on_dismiss=Callback::new(move |()| refused.set(None))
                >
                    {format!("{error} ")}
                    {match &error {
                        ApiError::Conflict { .. } if is_published => "Unpublish it first.",
                        ApiError::Conflict { .. } => "Try again when its calls have ended.",
                        other => other.advice(),
                    }}
                </Banner>
            }
        })}
        <ConfirmDialog
            open=unpublishing
            title="Take the agent offline?"
            confirm="Unpublish"
            on_confirm=move |()| unpublish()
        >
            <p>{UNPUBLISH}</p>
        </ConfirmDialog>
        <ConfirmDialog
            open=deleting
            title=Signal::derive(move || format!("Delete “{}”?", label.get()))
            confirm="Delete the agent"
            danger=true
            on_confirm=move |()| delete()
        >
            <p>
                "Its trainings, actions and call history go with it. This cannot be undone."
            </p>
        </ConfirmDialog>
    }
}
