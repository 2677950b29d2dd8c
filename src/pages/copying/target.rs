//! Where to: the workspace, and the agent in it.

use contract::WorkspaceInfo;
use leptos::prelude::*;

use super::copier::Copier;
use crate::{
    state::workspace::Known,
    ui::{ComboOption, Combobox, Field, Select, SelectOption},
};

/// The choice of the target.
#[component]
pub fn Target(copier: Copier) -> impl IntoView {
    let locked = Memo::new(move |_| copier.plan.with(|plan| plan.has_begun()));
    let options = Signal::derive(move || {
        let workspaces = copier.targets.get_value();
        // Once it is chosen, there is a workspace.
        let none = copier.target.with(String::is_empty);
        let none = none.then(|| SelectOption::new("", "Choose…"));
        let all = workspaces.into_iter();
        let all = all.map(|WorkspaceInfo { id, name, .. }| SelectOption::new(id, name));
        none.into_iter().chain(all).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !locked.get()>
            <div class="copy-target">
                <Field label="Workspace">
                    <Select
                        options=options
                        value=copier.target
                        on_change=move |id: String| copier.choose_target(id)
                    />
                </Field>
                <Show when=move || copier.is_to_agent() && !copier.target.with(String::is_empty)>
                    <AgentField copier=copier />
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn AgentField(copier: Copier) -> impl IntoView {
    let options = Signal::derive(move || {
        copier.agents.with(|known| {
            let agents = known.ready().map(Vec::as_slice).unwrap_or_default();
            let options = agents.iter().map(|agent| {
                let status = agent.current_status.label();
                ComboOption::new(agent.id.clone(), agent.label.clone()).described(status)
            });
            options.collect::<Vec<_>>()
        })
    });
    let failed = MaybeProp::derive(move || {
        copier.agents.with(|known| match known {
            Known::Failed(error) => Some(error.to_string()),
            Known::Ready(agents) if agents.is_empty() => {
                Some("There are no agents in this workspace. Create one first.".to_owned())
            }
            _ => None,
        })
    });
    let value = Signal::derive(move || {
        let id = copier.agent.get();
        if id.is_empty() { Vec::new() } else { vec![id] }
    });
    let choose = move |chosen: Vec<String>| {
        if let Some(id) = chosen.into_iter().next() {
            copier.choose_agent(id);
        }
    };
    view! {
        <Field label="Agent">
            <Combobox
                options=options
                value=value
                placeholder="Find an agent"
                loading=Signal::derive(move || copier.agents.with(|k| *k == Known::Loading))
                failed=failed
                on_retry=Callback::new(move |()| copier.read_agents())
                on_change=choose
            />
        </Field>
    }
}
