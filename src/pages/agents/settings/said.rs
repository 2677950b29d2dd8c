//! What is said over the fields: what is wrong or failed, what somebody else changed, that the agent
//! is offline; and what is asked before it goes there.

use domain::talkover::settings::News;
use leptos::prelude::*;

use super::{fields::problem, form::Form, keeping::Keeping};
use crate::{
    pages::{
        conflict::SomebodyElse,
        problems::{Failed, Problems},
        unsent::UnsentEdits,
    },
    ui::{Banner, Button, ButtonLink, ButtonSize, ConfirmDialog, Tone},
};

/// What an edit of a published agent does, in a sentence.
const GOES_OFFLINE: &str = "It takes no new calls from then on, until you publish it again. Calls \
                            that are running go on.";

/// What is wrong with a form, that it goes on with unsent edits, what somebody else has changed, and
/// why the last attempt did not work.
#[component]
pub fn Said(form: Form, keeping: Keeping, on_again: Callback<()>) -> impl IntoView {
    let failure = Signal::derive(move || {
        let failure = form.failure.get()?;
        Some((failure.error.to_string(), failure.meaning.to_owned()))
    });
    let news = move || {
        let news = form.theirs.get().map(|theirs| theirs.news);
        news.into_iter().flatten().map(words_of).collect_view()
    };
    view! {
        <Problems
            problems=form.problems
            refused=form.refused
            attempt=form.attempt
            words=move |error| problem(form, error)
        />
        <UnsentEdits
            what="group of settings"
            recovered=keeping.recovered
            is_dirty=Signal::derive(move || form.is_dirty())
            others=Signal::derive(move || keeping.others())
            on_discard=move |()| keeping.give_up()
        />
        <SomebodyElse
            title="Somebody changed these settings since you opened them"
            is_there=Signal::derive(move || form.theirs.with(Option::is_some))
            heading=form.heading()
            on_keep=Some(Callback::new(move |()| form.keep_mine()))
            on_take=Some(("Take the newer settings", Callback::new(move |()| keeping.take_theirs())))
        >
            "Nothing was sent, and nothing was overwritten."
            <ul class="settings-news">{news}</ul>
        </SomebodyElse>
        <Failed
            failure=failure
            on_dismiss=move |()| form.failure.set(None)
            actions=move || view! {
                <Button size=ButtonSize::Small on_click=move |_| on_again.run(())>"Try again"</Button>
            }
        />
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
