//! What the dialog shows: where to, the preview, and the buttons.

use domain::talkover::copy::Text;
use leptos::prelude::*;

use super::{Copied, copier::Copier, preview::Preview, target::Target};
use crate::{
    paths,
    ui::{
        Banner, Button, ButtonLink, ButtonSize, ButtonVariant, EmptyState, IconName, Segmented,
        SegmentedOption, Tone,
    },
};

/// The content of the dialog.
#[component]
pub fn Content(copied: Copied, on_close: Callback<()>) -> impl IntoView {
    let copier = Copier::new(copied);
    if copier.targets.with_value(Vec::is_empty) {
        return view! { <NoTarget copier=copier on_close=on_close /> }.into_any();
    }
    view! {
        <div class="copying">
            <Target copier=copier />
            <WhichText copier=copier />
            <Consequence copier=copier />
            <Preview copier=copier />
            <Outcome copier=copier />
            <Foot copier=copier on_close=on_close />
        </div>
    }
    .into_any()
}

#[component]
fn NoTarget(copier: Copier, on_close: Callback<()>) -> impl IntoView {
    let words = if copier.is_to_agent() {
        "There is no workspace with voice agents here, or your key may not see it."
    } else {
        "There is no workspace with scenarios here, or your key may not see it."
    };
    view! {
        <EmptyState
            icon=IconName::Copy
            title="There is nowhere to copy to"
            actions=ViewFn::from(move || view! {
                <Button on_click=move |_| on_close.run(())>"Close"</Button>
            })
        >
            <p>{words}</p>
        </EmptyState>
    }
}

/// Which of two texts, where some scenarios have pending edits.
#[component]
fn WhichText(copier: Copier) -> impl IntoView {
    let is_asked = Memo::new(move |_| {
        copier.has_two_texts()
            && copier
                .plan
                .with(|plan| !plan.copies().is_empty() && !plan.has_begun())
    });
    let value = Signal::derive(move || match copier.text.get() {
        Text::Live => "live".to_owned(),
        Text::Pending => "pending".to_owned(),
    });
    view! {
        <Show when=move || is_asked.get()>
            <div class="copy-text">
                <span class="field-label">"Of scenarios with pending edits, copy"</span>
                <Segmented
                    label="Of scenarios with pending edits, copy"
                    options=vec![
                        SegmentedOption::new("live", "the live text"),
                        SegmentedOption::new("pending", "the text with the edits"),
                    ]
                    value=value
                    on_change=move |chosen: String| {
                        copier.text.set(if chosen == "live" { Text::Live } else { Text::Pending });
                        copier.draw_up();
                    }
                />
            </div>
        </Show>
    }
}

/// What copying does to the target.
#[component]
fn Consequence(copier: Copier) -> impl IntoView {
    let is_asked = Memo::new(move |_| {
        copier
            .plan
            .with(|plan| !plan.copies().is_empty() && !plan.has_begun())
    });
    let words = move || {
        if !copier.is_to_agent() {
            return "The copies begin as drafts: nothing reaches customers before you publish them."
                .to_owned();
        }
        let goes_on = copier
            .chosen_agent()
            .is_some_and(|agent| agent.is_published());
        let until = if goes_on {
            " Until then it goes on taking calls as it is."
        } else {
            ""
        };
        format!(
            "The copies wait on this device among the changes of {}. Nothing is sent before you make them there.{until}",
            copier.place()
        )
    };
    view! {
        <Show when=move || is_asked.get()>
            <p class="copy-lead">{words}</p>
        </Show>
    }
}

/// What came of it, and the way there.
#[component]
fn Outcome(copier: Copier) -> impl IntoView {
    let outcome = Memo::new(move |_| copier.plan.with(|plan| plan.outcome()));
    let due = Memo::new(move |_| copier.plan.with(|plan| plan.due()));
    move || {
        let words = outcome.get()?;
        let target = copier.target.get_untracked();
        let href = if copier.is_to_agent() {
            paths::agent(&target, &copier.agent.get_untracked(), "")
        } else {
            paths::scenarios(&target, "")
        };
        let place = untrack(|| copier.place());
        let meaning = match (due.get(), copier.is_to_agent()) {
            (0, true) => format!(
                "They wait among the changes of {place}. Nothing was sent: open it to look them over and make the changes."
            ),
            (0, false) => format!("They are drafts in {place}."),
            (_, _) => "What was copied is not copied again. Try the rest again, or leave it out."
                .to_owned(),
        };
        Some(view! {
            <Banner
                tone=if due.get() == 0 { Tone::Green } else { Tone::Amber }
                title=words
                actions=ViewFn::from(move || view! {
                    <ButtonLink href=href.clone() size=ButtonSize::Small>
                        {format!("Open {place}")}
                    </ButtonLink>
                })
            >
                {meaning}
            </Banner>
        })
    }
}

#[component]
fn Foot(copier: Copier, on_close: Callback<()>) -> impl IntoView {
    let due = Memo::new(move |_| copier.plan.with(|plan| plan.due()));
    let going = Memo::new(move |_| copier.plan.with(|plan| plan.is_going()));
    let begun = Memo::new(move |_| copier.plan.with(|plan| plan.has_begun()));
    let reason = MaybeProp::derive(move || {
        copier.plan.with(|plan| {
            if plan.copies().is_empty() {
                Some("Choose where to copy to.".to_owned())
            } else if plan.due() == 0 {
                Some("Nothing is chosen.".to_owned())
            } else if !plan.may_begin() && !plan.is_going() {
                Some("Correct what is marked red, or leave it out.".to_owned())
            } else {
                None
            }
        })
    });
    let is_over = Memo::new(move |_| begun.get() && due.get() == 0 && !going.get());
    let summary = move || {
        copier.plan.with(|plan| match plan.copies().len() {
            0 => String::new(),
            _ if plan.is_going() => {
                let all = plan.done() + plan.due() + 1;
                format!("{} of {all}. Closing this stops nothing.", plan.done())
            }
            _ if plan.due() == 0 => String::new(),
            _ => plan.preview(),
        })
    };
    view! {
        <footer class="copy-foot">
            <span class="pane-foot-note" role="status">{summary}</span>
            <Button on_click=move |_| on_close.run(())>
                {move || if begun.get() { "Close" } else { "Cancel" }}
            </Button>
            <Show when=move || !is_over.get()>
                <Button
                    variant=ButtonVariant::Primary
                    icon=IconName::Copy
                    loading=going
                    disabled_reason=reason
                    on_click=move |_| copier.make()
                >
                    {move || match (begun.get() && !going.get(), due.get()) {
                        (true, some) => format!("Try {some} again"),
                        (false, 0) => "Copy".to_owned(),
                        (false, some) => format!("Copy {some}"),
                    }}
                </Button>
            </Show>
        </footer>
    }
}
