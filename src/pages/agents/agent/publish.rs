//! The button that publishes an agent, and what it says before.

use contract::{FieldErrors, talkover::Setup};
use domain::talkover::{Batch, Readiness, batch::Refusal};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    state::{
        Messages,
        agents::{Desk, Ended},
    },
    ui::{Banner, Button, ButtonVariant, Dialog, DialogSize, IconName, Tone},
};

use super::{LOOK_AGAIN, listing::Trainings, review::MissingLinks};

/// Publishes the agent, after saying what that means or what is missing for it.
#[component]
pub fn PublishButton(
    #[prop(default = ButtonVariant::Primary)] variant: ButtonVariant,
    #[prop(optional, into)] on_done: Option<Callback<()>>,
) -> impl IntoView {
    let desk: Desk = Trainings::expect().desk;
    let messages = Messages::expect();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<(&str, String, Vec<Setup>)>);
    let agent = desk.agent();
    let readiness = Memo::new(move |_| agent.with(|agent| agent.as_ref().map(Readiness::of)));
    let may_publish = Memo::new(move |_| {
        readiness.with(|known| known.as_ref().is_some_and(Readiness::may_publish))
    });
    let waits = Memo::new(move |_| desk.batch());
    let publish = move || {
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let ended = desk.publish().await;
            busy.try_set(false);
            match ended {
                Ended::Done => {
                    open.try_set(false);
                    messages.done("Published. The agent takes calls.");
                    if let Some(on_done) = on_done {
                        on_done.run(());
                    }
                }
                Ended::Refused(error) => {
                    let (said, places) = match error {
                        ApiError::Invalid(errors) => not_ready(errors),
                        error => (format!("{error} {}", error.advice()), Vec::new()),
                    };
                    refused.try_set(Some(("The agent was not published", said, places)));
                }
                Ended::Unknown(error) => {
                    let title = "Nobody knows whether the agent was published";
                    refused.try_set(Some((title, format!("{error} {LOOK_AGAIN}"), Vec::new())));
                }
            }
        });
    };
    view! {
        <Button variant=variant icon=IconName::Publish on_click=move |_| { refused.set(None); open.set(true); }>
            "Publish…"
        </Button>
        <Dialog
            open=open
            title=Signal::derive(move || if may_publish.get() {
                "Publish the agent?".to_owned()
            } else {
                "The agent cannot be published yet".to_owned()
            })
            size=DialogSize::Small
            footer=ViewFn::from(move || view! {
                <Button on_click=move |_| open.set(false)>"Not now"</Button>
                <Button
                    variant=ButtonVariant::Primary
                    icon=IconName::Publish
                    loading=busy
                    disabled_reason=MaybeProp::derive(move || {
                        (!may_publish.get()).then(|| readiness.get().map(|known| known.words())).flatten()
                    })
                    on_click=move |_| publish()
                >
                    "Publish"
                </Button>
            })
        >
            <div class="stack">
                {move || refused.get().map(|(title, said, places)| view! {
                    <Banner tone=Tone::Red title=title>{said}</Banner>
                    <MissingLinks desk=desk missing=places />
                })}
                {move || match readiness.get() {
                    Some(known) if known.may_publish() => view! {
                        <p>"It takes calls from then on, with all its active trainings."</p>
                    }
                    .into_any(),
                    Some(known) => view! {
                        <p>{known.words()}</p>
                        <MissingLinks desk=desk missing=known.to_look_at().to_vec() />
                    }
                    .into_any(),
                    None => ().into_any(),
                }}
                {move || waits.with(|batch| !batch.is_empty()).then(|| view! {
                    <p class="muted">
                        {waits.with(Batch::words)}
                        ": these are not part of it. Apply them first, and publish with them."
                    </p>
                })}
            </div>
        </Dialog>
    }
}

/// What the service said of an agent that it does not publish, and the settings to look at.
fn not_ready(errors: FieldErrors) -> (String, Vec<Setup>) {
    let refusal = Refusal::from(errors);
    let readiness = Readiness::lacking(refusal.missing());
    let said = refusal.elsewhere().join(" ");
    let said = if said.is_empty() {
        refusal.message
    } else {
        said
    };
    (said, readiness.to_look_at().to_vec())
}
