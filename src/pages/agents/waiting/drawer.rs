//! "On this device" of a workspace of voice agents.

use domain::talkover::Change;
use leptos::{prelude::*, task::spawn_local};

use super::{RunWait, Wait, Waits};
use crate::{
    pages::device::{Counts, DeviceDrawer, Drawer, EDITS, Edits, OUTBOX},
    paths,
    state::{Agents, Device, Messages, device::AgentWork},
    ui::{Banner, Button, ButtonSize, ButtonVariant, EmptyState, IconName, Tab, Tone},
    web::idb::Store,
};

/// The button that opens the drawer, and the drawer.
#[component]
pub fn AgentsOnThisDevice() -> impl IntoView {
    let device = Device::expect();
    let agents = Agents::expect();
    let waits = Waits::expect();
    let drawer = Drawer::expect();
    let counts = Memo::new(move |_| {
        let scope = agents.scope();
        let edits = device.edits(&scope).len() + device.unread(Store::Edits, &scope).len();
        waits.0.with(|all| {
            // An ended run is said in the line of the changes that came after it.
            let has_run = |wait: &&Wait| match wait.run {
                Some(RunWait::Ended) => wait.changes.is_empty(),
                Some(RunWait::Goes | RunWait::Stopped) => true,
                None => false,
            };
            let runs = all.iter().filter(has_run).count();
            let changes: usize = all.iter().map(|wait| wait.changes.len()).sum();
            Counts {
                edits,
                waiting: changes + runs,
                needs_somebody: all.iter().any(|wait| wait.run == Some(RunWait::Stopped)),
            }
        })
    });
    let tabs = Signal::derive(move || {
        let counts = counts.get();
        vec![
            Tab::new(OUTBOX, "Changes of trainings").count(counts.waiting),
            Tab::new(EDITS, "Unsent settings").count(counts.edits),
        ]
    });
    view! {
        <DeviceDrawer counts=counts tabs=tabs>
            {move || if drawer.tab().get() == EDITS {
                view! { <Edits /> }.into_any()
            } else {
                view! { <Changes waits=waits /> }.into_any()
            }}
        </DeviceDrawer>
    }
}

#[component]
fn Changes(waits: Waits) -> impl IntoView {
    move || {
        let all = waits.0.get();
        if all.is_empty() {
            return view! {
                <EmptyState icon=IconName::Check title="No change waits">
                    <p>
                        "What you change in an agent's trainings waits here until you apply it, also when the tab is closed."
                    </p>
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <ul class="device-list" role="list">
                {all.into_iter().map(|wait| view! { <Item wait=wait /> }).collect_view()}
            </ul>
        }
        .into_any()
    }
}

#[component]
fn Item(wait: Wait) -> impl IntoView {
    let agents = Agents::expect();
    let drawer = Drawer::expect();
    let id = StoredValue::new(wait.agent.clone());
    let label = Memo::new(move |_| {
        let id = id.get_value();
        agents.list().with(|known| {
            let mut all = known.ready()?.iter();
            let agent = all.find(|agent| agent.id == id);
            Some(agent.map(|agent| agent.label.clone()).ok_or(id))
        })
    });
    let is_lost = Memo::new(move |_| label.with(|label| matches!(label, Some(Err(_)))));
    let words = move || match label.get() {
        Some(Ok(label)) => label,
        Some(Err(id)) => format!("Agent {id}"),
        None => "An agent".to_owned(),
    };
    let path = StoredValue::new(paths::agent(&agents.workspace_id(), &wait.agent, ""));
    let texts: Vec<String> = wait.changes.iter().filter_map(text_of).collect();
    let changes = wait.changes.iter().map(Change::words);
    let changes = changes.map(|words| view! { <li>{words}</li> });
    view! {
        <li class="device-item">
            <div class="device-item-head">
                <strong class="device-item-title truncate">{words}</strong>
                <span class="device-item-about">{wait.words()}</span>
            </div>
            <ul class="device-item-about device-changes" role="list">{changes.collect_view()}</ul>
            <Show
                when=move || is_lost.get()
                fallback=move || view! {
                    <div class="row">
                        <Button
                            size=ButtonSize::Small
                            variant=ButtonVariant::Primary
                            on_click=move |_| drawer.leave_for(&path.get_value())
                        >
                            "Open the agent"
                        </Button>
                    </div>
                }
            >
                <Lost id=id.get_value() texts=texts.clone() />
            </Show>
        </li>
    }
}

/// Changes of an agent that the service has no longer: what was typed, to be copied.
#[component]
fn Lost(id: String, texts: Vec<String>) -> impl IntoView {
    let device = Device::expect();
    let agents = Agents::expect();
    let messages = Messages::expect();
    let discard = move |_| {
        let (scope, id) = (agents.scope(), id.clone());
        spawn_local(async move {
            let mut before = AgentWork::default();
            let take = |work: &mut AgentWork| {
                before = std::mem::take(work);
                true
            };
            if let Err(error) = device.change_agent_work(&scope, &id, take).await {
                messages.failed(format!("The changes are still there. {error}"));
                return;
            }
            let put_back = move || {
                let (scope, id, before) = (scope.clone(), id.clone(), before.clone());
                spawn_local(async move {
                    let put = |work: &mut AgentWork| {
                        *work = before;
                        true
                    };
                    if let Err(error) = device.change_agent_work(&scope, &id, put).await {
                        messages.failed(error.to_string());
                    }
                });
            };
            messages.given_up("Discarded the changes.", "Undo", put_back);
        });
    };
    view! {
        <Banner tone=Tone::Amber silent=true>
            "The service shows this agent no longer. What you typed stands below, to be copied."
        </Banner>
        {texts.into_iter().map(|text| view! {
            <pre class="device-raw" tabindex="0" aria-label="What was typed">{text}</pre>
        }).collect_view()}
        <div class="row">
            <Button size=ButtonSize::Small on_click=discard>"Discard"</Button>
        </div>
    }
}

/// What was typed in a change; `None` of a deletion.
fn text_of(change: &Change) -> Option<String> {
    match change {
        Change::Put(draft) => Some(format!("{}\n\n{}", draft.subject, draft.instructions)),
        Change::Delete(_) => None,
    }
}
