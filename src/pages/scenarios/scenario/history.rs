//! Older versions: those that the service published, with who published what and when, and those
//! that this device has seen; and the way back to one of them.

use contract::opencx::Version;
use domain::{Action, Moment, words};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{ApiError, Reading},
    pages::difference::Difference,
    state::workspace::Known,
    ui::{Button, ButtonSize, EmptyState, ErrorView, IconName, Skeleton, SkeletonKind},
    web::clock::Clock,
};

use super::{form::Form, seen::SeenVersions};

/// What the service has published, where it says so, and what this device has seen.
#[component]
pub fn History(form: Form) -> impl IntoView {
    view! {
        <div class="stack" data-gap="6">
            {form.has_versions().then(|| view! {
                <section class="stack" data-gap="3" aria-labelledby="published-versions">
                    <h3 class="history-title" id="published-versions">"Published by the service"</h3>
                    <Published form=form />
                </section>
            })}
            <SeenVersions form=form />
        </div>
    }
}

/// The published versions, newest first, and the chosen one compared with the form's text.
#[component]
fn Published(form: Form) -> impl IntoView {
    let versions = RwSignal::new(Known::Loading);
    let read = Callback::new(move |()| {
        let Some(base) = form.base_untracked() else {
            return;
        };
        let reading = Reading::here();
        versions.set(Known::Loading);
        spawn_local(async move {
            let known = match form.workspace.versions(&base.id, reading.as_ref()).await {
                Ok(found) => Known::Ready(found),
                Err(ApiError::Aborted) => return,
                Err(error) => Known::Failed(error),
            };
            versions.try_set(known);
        });
    });
    // A read ends with its owner, and "Try again" goes with the error: it only asks.
    let again = RwSignal::new(0_u32);
    // Again after every publish.
    let version = form.part(|draft| draft.base.as_deref().and_then(|base| base.current_version));
    Effect::new(move || {
        version.track();
        again.track();
        read.run(());
    });
    let chosen = RwSignal::new(None::<u64>);
    move || match versions.get() {
        Known::Loading => {
            view! { <Skeleton kind=SkeletonKind::Rows count=3 label="Reading the versions" /> }
                .into_any()
        }
        Known::Failed(error) => view! {
            <ErrorView
                title="The versions cannot be shown"
                meaning=error.to_string()
                advice=error.advice()
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| again.update(|times| *times += 1)>"Try again"</Button>
                })
            />
        }
        .into_any(),
        Known::Ready(found) if found.is_empty() => view! {
            <EmptyState icon=IconName::History title="Not published yet">
                <p>"Every publish makes a version here. You can go back to any of them."</p>
            </EmptyState>
        }
        .into_any(),
        Known::Ready(found) => {
            view! { <Versions form=form versions=found chosen=chosen /> }.into_any()
        }
    }
}

#[component]
fn Versions(form: Form, versions: Vec<Version>, chosen: RwSignal<Option<u64>>) -> impl IntoView {
    let live = form.part(|draft| draft.base.as_deref().and_then(|base| base.current_version));
    let shown = {
        let versions = versions.clone();
        move || {
            let number = chosen.get()?;
            versions
                .iter()
                .find(|version| version.version == number)
                .cloned()
        }
    };
    view! {
        <div class="stack">
            <ol class="versions" aria-label="Versions, newest first">
                {versions
                    .into_iter()
                    .map(|version| view! { <Entry version=version live=live chosen=chosen /> })
                    .collect_view()}
            </ol>
            {move || shown().map(|version| view! { <Chosen form=form version=version /> })}
        </div>
    }
}

#[component]
fn Entry(
    version: Version,
    live: Signal<Option<u64>>,
    chosen: RwSignal<Option<u64>>,
) -> impl IntoView {
    let clock = Clock::expect();
    let number = version.version;
    let at = Moment::read(&version.published_at);
    let exact = at.map_or_else(|| version.published_at.clone(), words::compact_utc);
    let ago = move || at.map(|at| words::ago(at, clock.get()));
    let by = version
        .published_by
        .unwrap_or_else(|| "an unnamed key".to_owned());
    let is_chosen = move || chosen.get() == Some(number);
    view! {
        <li class="version">
            <button
                type="button"
                class="version-button"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| chosen.update(|chosen| {
                    *chosen = if *chosen == Some(number) { None } else { Some(number) };
                })
            >
                <strong class="version-number">{format!("Version {number}")}</strong>
                {move || (live.get() == Some(number)).then(|| view! { <span class="version-live">"live"</span> })}
                <span class="version-title truncate">{version.title}</span>
                <span class="version-when" title=exact>{ago} " by " {by}</span>
            </button>
        </li>
    }
}

/// A version beside the text in the form, and the way back to it.
#[component]
fn Chosen(form: Form, version: Version) -> impl IntoView {
    let number = version.version;
    let reason = MaybeProp::derive(move || form.why_not(Action::RestoreVersion));
    let (title, content) = (version.title.clone(), version.content.clone());
    let restored = version;
    view! {
        <section class="stack" aria-label=format!("Version {number}")>
            <div class="row" data-align="between">
                <h3 class="section-title">{format!("Version {number} and the text in the form")}</h3>
                <Button
                    size=ButtonSize::Small
                    icon=IconName::Undo
                    disabled_reason=reason
                    hint="Nothing goes live before you publish"
                    on_click=move |_| form.restore(&restored)
                >
                    "Restore as draft"
                </Button>
            </div>
            {move || {
                let draft = form.draft.get();
                view! {
                    {(title != draft.title.trim())
                        .then(|| {
                            view! {
                                <Difference
                                    old=title.clone()
                                    new=draft.title.trim().to_owned()
                                    old_name=format!("Version {number}, title")
                                    new_name="Form, title"
                                />
                            }
                        })}
                    <Difference
                        old=content.clone()
                        new=draft.content
                        old_name=format!("Version {number}")
                        new_name="Form"
                    />
                }
            }}
        </section>
    }
}
