//! Copying the trainings of an agent into scenarios, from its settings.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::copying::{self, Copied, CopyDialog},
    state::{Agents, Messages},
    ui::{Button, IconName},
};

/// Asks where the agent's trainings are to be copied, as the service has them now.
#[component]
pub fn CopyTrainings(id: String) -> impl IntoView {
    let (agents, messages) = (Agents::expect(), Messages::expect());
    let wanted = RwSignal::new(None::<Copied>);
    let reads = RwSignal::new(false);
    let id = StoredValue::new(id);
    let ask = move || {
        reads.set(true);
        spawn_local(async move {
            let Some(id) = id.try_get_value() else {
                return;
            };
            let read = agents.read(&id).await;
            reads.try_set(false);
            match read.map(|read| read.agent.trainings.unwrap_or_default()) {
                Ok(rows) if rows.is_empty() => {
                    messages.failed("The agent has no trainings to copy.");
                }
                Ok(rows) => {
                    wanted.try_set(Some(Copied::Trainings(rows)));
                }
                Err(error) => {
                    messages.failed(format!(
                        "The trainings could not be read, so there is nothing to copy yet. {error}"
                    ));
                }
            }
        });
    };
    view! {
        <Show when=copying::is_possible>
            <Button icon=IconName::Copy loading=reads on_click=move |_| ask()>
                "Copy its trainings…"
            </Button>
        </Show>
        <CopyDialog wanted=wanted />
    }
}
