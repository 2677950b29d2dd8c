//! The form: its fields, and what stands above them.

use contract::talkover::{TrainingStatus, limits};
use domain::{
    outbox::Target,
    talkover::{Change, TrainingDraft, TrainingField},
};
use leptos::prelude::*;

use crate::{
    pages::{
        agents::agent::listing::Trainings,
        conflict::SomebodyElse,
        difference::Difference,
        problems::near,
        workspace::{Command, on_command},
    },
    ui::{Banner, Button, ErrorSummary, Field, Switch, TextArea, TextField, Tone},
    web::focus,
};

use super::{
    HEADING_ID, SUBJECT_ID,
    frame::{Foot, Head},
    open::Open,
    text_of,
};

/// The form, its head and its foot.
#[component]
pub fn Form(target: Signal<Target>) -> impl IntoView {
    let trainings = Trainings::expect();
    let open = Open::of(trainings, target);
    let desk = trainings.desk;
    let title = open.part(|draft| match draft.subject.trim() {
        "" if draft.is_new() => "New training".to_owned(),
        "" => "Without a subject".to_owned(),
        subject => subject.to_owned(),
    });
    Effect::new(move || focus::set_title(&title.get()));
    on_command(move |command| {
        let ours = command == Command::Edit;
        if ours {
            focus::focus_id(SUBJECT_ID);
        }
        ours
    });
    let is_deleted = Memo::new(move |_| {
        open.change
            .with(|change| matches!(change, Some(Change::Delete(_))))
    });
    let is_refused = open.is_refused();
    let goes_offline = Memo::new(move |_| {
        let is_published = |agent: &Option<_>| {
            let agent: Option<&contract::talkover::Agent> = agent.as_ref();
            agent.is_some_and(contract::talkover::Agent::is_published)
        };
        desk.agent().with(is_published)
    });
    let warning = open.part(TrainingDraft::warning);
    view! {
        <Head open=open title=title />
        <div class="pane-body" data-pad="">
            <form
                class="training-form stack"
                novalidate
                aria-label="Training"
                on:submit=move |event| {
                    event.prevent_default();
                    trainings.review(None);
                }
            >
                <ErrorSummary
                    title=Signal::derive(move || if is_refused.get() {
                        "The service has refused this".to_owned()
                    } else {
                        "This cannot be sent yet".to_owned()
                    })
                    problems=Signal::derive(move || open.problems())
                    attempt=trainings.attempt
                />
                {move || is_deleted.get().then(|| view! {
                    <Banner
                        tone=Tone::Amber
                        title="This training is to be deleted"
                        actions=ViewFn::from(move || view! {
                            <Button on_click=move |_| open.withdraw()>
                                "Keep it"
                            </Button>
                        })
                    >
                        "It goes when the changes are applied."
                    </Banner>
                })}
                {move || (goes_offline.get() && !is_deleted.get()).then(|| view! {
                    <Banner tone=Tone::Blue silent=true title="This agent takes calls">
                        "What you change here waits on this device until you apply it. Applying takes the agent offline for new calls until it is published again, so collect what belongs together."
                    </Banner>
                })}
                <Theirs open=open />
                {move || warning.get().filter(|_| open.change.with(Option::is_some)).map(|words| view! {
                    <Banner tone=Tone::Amber>{words}</Banner>
                })}
                <fieldset class="plain-fieldset stack" disabled=move || is_deleted.get()>
                    <Fields open=open />
                </fieldset>
            </form>
        </div>
        <Foot open=open />
    }
}

/// That somebody else has changed the training since the edit began.
#[component]
fn Theirs(open: Open) -> impl IntoView {
    let theirs = Memo::new(move |_| open.theirs());
    let difference = move || {
        theirs.get().map(|now| {
            let base = open
                .change
                .with_untracked(|change| change.as_ref()?.base().map(text_of));
            view! {
                <Difference
                    old=base.unwrap_or_default()
                    new=text_of(&now)
                    old_name="When you began"
                    new_name="The service, now"
                />
            }
        })
    };
    view! {
        <SomebodyElse
            title="Somebody changed this training since you began"
            is_there=Memo::new(move |_| theirs.with(Option::is_some))
            heading=HEADING_ID
        >
            <p>
                "Nothing is overwritten: what to do about it is asked before anything is sent. This is their change:"
            </p>
            {difference}
        </SomebodyElse>
    }
}

#[component]
fn Fields(open: Open) -> impl IntoView {
    let subject = open.part(|draft| draft.subject.clone());
    let instructions = open.part(|draft| draft.instructions.clone());
    let is_active = open.part(|draft| draft.status == TrainingStatus::Active);
    let node_id = open.part(|draft| draft.node_id.clone());
    let is_unknown = open.part(TrainingDraft::has_unknown_node);
    view! {
        <div on:focusout=move |_| open.touch(TrainingField::Subject)>
            <Field
                label="Subject"
                id=SUBJECT_ID.to_owned()
                required=true
                hint="What it is about, in a few words."
                error=open.error(TrainingField::Subject)
                count=MaybeProp::derive(move || subject.with(|text| near(text, limits::SUBJECT_CHARS)))
            >
                <TextField
                    value=subject
                    on_input=move |text| open.edit(|draft| draft.subject = text)
                />
            </Field>
        </div>
        <div on:focusout=move |_| open.touch(TrainingField::Instructions)>
            <Field
                label="Instructions"
                id="field-instructions".to_owned()
                required=true
                hint="One topic, in the active voice, with an example."
                error=open.error(TrainingField::Instructions)
            >
                <TextArea
                    value=instructions
                    rows=12
                    placeholder="What the agent should say or do."
                    on_input=move |text| open.edit(|draft| draft.instructions = text)
                />
            </Field>
        </div>
        <div id="field-current_status">
            <Switch
                on=is_active
                on_change=move |active| open.edit(|draft| {
                    draft.status = if active { TrainingStatus::Active } else { TrainingStatus::Inactive };
                })
                error=open.error(TrainingField::Status)
            >
                "Active: the agent uses it"
            </Switch>
        </div>
        <Field
            label="Node ID"
            id="field-node_id".to_owned()
            hint=MaybeProp::derive(move || Some(if is_unknown.get() {
                "The service does not show this training's own. An edit makes a new row under this one.".to_owned()
            } else {
                "The key by which the service finds this training again. It is sent with every write.".to_owned()
            }))
        >
            <TextField value=node_id on_input=|_| {} readonly=true mono=true />
        </Field>
    }
}
