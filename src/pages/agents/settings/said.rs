//! What is said over the fields: what failed, what somebody else changed, that the agent is
//! offline; and what is asked before it goes there.

use domain::talkover::settings::News;
use leptos::prelude::*;

use super::form::{Form, Theirs};
use crate::{
    ui::{Banner, Button, ButtonLink, ButtonSize, ConfirmDialog, Tone},
    web::focus,
};

/// What an edit of a published agent does, in a sentence.
const GOES_OFFLINE: &str = "It takes no new calls from then on, until you publish it again. Calls \
                            that are running go on.";

/// Why the last attempt did not work.
#[component]
pub fn Failed(form: Form, on_again: Callback<()>) -> impl IntoView {
    let id = format!("{}-failure", form.name());
    let scroll_to = id.clone();
    // It stands above the fields, and the command may have come from below them.
    Effect::new(move || {
        if form.failure.with(Option::is_some) {
            let id = scroll_to.clone();
            request_animation_frame(move || focus::scroll_into_view(&id));
        }
    });
    view! {
        <div class="settings-said" id=id>
            {move || form.failure.get().map(|failure| view! {
                <Banner
                    tone=Tone::Red
                    title=failure.error.to_string()
                    on_dismiss=move |()| form.failure.set(None)
                    actions=ViewFn::from(move || view! {
                        <Button size=ButtonSize::Small on_click=move |_| on_again.run(())>
                            "Try again"
                        </Button>
                    })
                >
                    {failure.meaning}
                </Banner>
            })}
        </div>
    }
}

/// What somebody else has changed since the form began, and what to do about it.
#[component]
pub fn SomebodyElse(form: Form) -> impl IntoView {
    let id = format!("{}-theirs", form.name());
    let scroll_to = id.clone();
    Effect::new(move || {
        if form.theirs.with(Option::is_some) {
            let id = scroll_to.clone();
            request_animation_frame(move || focus::scroll_into_view(&id));
        }
    });
    view! {
        <div class="settings-said" id=id>
            {move || form.theirs.get().map(|Theirs { agent, news }| {
                let newer = StoredValue::new(agent);
                view! {
                    <Banner
                        tone=Tone::Amber
                        title="Somebody changed these settings since you opened them"
                        actions=ViewFn::from(move || view! {
                            <Button
                                size=ButtonSize::Small
                                on_click=move |_| newer.with_value(|newer| form.keep_mine(newer))
                            >
                                "Put my edits on top"
                            </Button>
                            <Button
                                size=ButtonSize::Small
                                on_click=move |_| newer.with_value(|newer| form.take_theirs(newer))
                            >
                                "Take the newer settings"
                            </Button>
                        })
                    >
                        "Nothing was sent, and nothing was overwritten."
                        <ul class="settings-news">
                            {news.into_iter().map(words_of).collect_view()}
                        </ul>
                    </Banner>
                }
            })}
        </div>
    }
}

fn words_of(news: News) -> impl IntoView {
    let mine = news.mine.map(|mine| {
        view! { "; you have " <q>{mine}</q> }
    });
    view! {
        <li>
            <strong>{news.label}</strong>
            ": was " <q>{news.before}</q> ", now " <q>{news.now}</q> {mine} "."
        </li>
    }
}

/// That the last save took the agent offline, and the way to publish it.
#[component]
pub fn Offline(form: Form, #[prop(into)] to_agent: Signal<String>) -> impl IntoView {
    view! {
        {move || form.went_offline.get().then(|| view! {
            <Banner
                tone=Tone::Amber
                title="The agent is offline for new calls"
                on_dismiss=move |()| form.went_offline.set(false)
                actions=ViewFn::from(move || view! {
                    <ButtonLink href=to_agent.get_untracked() size=ButtonSize::Small>
                        "Go to the agent"
                    </ButtonLink>
                })
            >
                "The settings were saved, and that made the agent a draft. It takes calls again when you publish it."
            </Banner>
        })}
    }
}

/// Asks before a published agent goes offline.
#[component]
pub fn AskOffline(form: Form, what: &'static str, on_yes: Callback<()>) -> impl IntoView {
    let name = form.part(|draft| {
        let base = draft.base();
        base.map_or_else(String::new, |agent| agent.label.clone())
    });
    view! {
        <ConfirmDialog
            open=form.asked
            title=Signal::derive(move || format!("Take “{}” offline?", name.get()))
            confirm="Save and take it offline"
            on_confirm=move |()| on_yes.run(())
            on_cancel=move |()| {
                form.busy.set(false);
                form.messages.say("Nothing was sent. The agent goes on taking calls.");
            }
        >
            <p>{format!("The agent is published. Saving its {what} settings makes it a draft.")}</p>
            <p>{GOES_OFFLINE}</p>
        </ConfirmDialog>
    }
}
