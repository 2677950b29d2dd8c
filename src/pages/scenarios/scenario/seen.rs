//! The versions of the scenario that this device has seen: any two are compared, any one fills the
//! form.

use contract::opencx::Training;
use domain::{ChangedField, Draft, Moment, Publication, Sight, Timeline, words};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::older::FieldDifferences,
    paths,
    state::{Device, Prefs},
    ui::{
        Banner, Button, ButtonSize, IconName, Select, SelectOption, Skeleton, SkeletonKind,
        StatusBadge, Tone,
    },
    web::{
        clock::{self, Clock},
        focus,
        idb::StorageError,
    },
};

use super::{super::Tab, form::Form};

/// In the place of a version: what stands in the form.
const FORM: &str = "form";

/// A version, or that the scenario was gone.
#[derive(Clone, Debug, PartialEq)]
struct Version {
    /// Its name in the pickers.
    id: String,
    at: Moment,
    /// When this device saw it.
    seen_at: Moment,
    training: Option<Training>,
    /// What differs from the one before; `None` of the first.
    changed: Option<Vec<ChangedField>>,
    /// Whether the one before had another publication.
    shifted: bool,
}

/// The newest first.
fn versions(sights: &[Sight]) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for (at, sight) in Timeline::of(sights).sights() {
        let training = sight.training.as_deref();
        let before = versions.iter().rev().find_map(|v| v.training.as_ref());
        let two = before.zip(training);
        versions.push(Version {
            id: format!("{}-{}", at.0, sight.hash),
            at,
            seen_at: sight.seen_at,
            changed: two.map(|(before, after)| {
                Draft {
                    base: Some(Box::new(before.clone())),
                    ..Draft::of(after)
                }
                .changes()
            }),
            shifted: two
                .is_some_and(|(before, after)| Publication::of(before) != Publication::of(after)),
            training: training.cloned(),
        });
    }
    versions.reverse();
    versions
}

/// What this device has seen of the scenario.
#[component]
pub fn SeenVersions(form: Form) -> impl IntoView {
    let device = Device::expect();
    let prefs = Prefs::expect();
    let found = RwSignal::new(None::<Result<Vec<Version>, StorageError>>);
    let base = form.part(|draft| draft.base.as_deref().map(|base| base.id.clone()));
    let scope = form.workspace.scope();
    Effect::new(move || {
        let _news = device.seen_news();
        let Some(id) = base.get() else {
            return;
        };
        let scope = scope.clone();
        spawn_local(async move {
            let result = device.seen_of(&scope, &id).await;
            let result = result.map(|sights| versions(&sights));
            let is_news = found.try_with_untracked(|known| known.as_ref() != Some(&result));
            if is_news == Some(true) {
                found.try_set(Some(result));
            }
        });
    });
    let changes = paths::changes(&form.workspace.id(), "");
    view! {
        <section class="stack" data-gap="3" aria-labelledby="seen-versions">
            <h3 class="history-title" id="seen-versions">"Seen on this device"</h3>
            {move || match found.get() {
                None => view! {
                    <Skeleton kind=SkeletonKind::Rows count=2 label="Reading what was seen" />
                }
                .into_any(),
                Some(Err(error)) => view! {
                    <Banner tone=Tone::Amber title="What was seen cannot be read">
                        {error.to_string()}
                    </Banner>
                }
                .into_any(),
                Some(Ok(seen)) if seen.is_empty() => view! {
                    <p class="field-hint">
                        {if prefs.remembers() {
                            "Nothing is remembered of this scenario yet. From now on every version that this browser shows is kept here. "
                        } else {
                            "Versions are not remembered on this device. "
                        }}
                        <a href=changes.clone()>"History on this device"</a>
                    </p>
                }
                .into_any(),
                Some(Ok(seen)) => view! { <Compared form=form seen=seen /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Compared(form: Form, seen: Vec<Version>) -> impl IntoView {
    let older = RwSignal::new(None::<String>);
    let newer = RwSignal::new(FORM.to_owned());
    let seen = StoredValue::new(seen);
    let options = Signal::derive(move || {
        let mut options = vec![SelectOption::new(FORM, "The form, now")];
        seen.with_value(|seen| {
            let there = seen.iter().filter_map(|v| Some((v, v.training.as_ref()?)));
            options.extend(there.map(|(version, training)| {
                let state = Publication::of(training).badge().label;
                let when = clock::date_and_time_of(version.at);
                SelectOption::new(version.id.clone(), format!("{when} · {state}"))
            }));
        });
        options
    });
    let entries = seen.get_value();
    let first = entries.len().saturating_sub(1);
    view! {
        <ol class="versions" aria-label="Versions seen on this device, newest first">
            {entries
                .into_iter()
                .enumerate()
                .map(|(place, version)| view! {
                    <Entry version=version is_first={place == first} older=older newer=newer />
                })
                .collect_view()}
        </ol>
        {move || older.get().map(|chosen| view! {
            <div class="seen-pickers">
                <label class="changes-date">
                    "Compare"
                    <Select
                        label="Compare"
                        options=options
                        value=chosen.clone()
                        on_change=move |id| older.set(Some(id))
                    />
                </label>
                <label class="changes-date">
                    "with"
                    <Select
                        label="with"
                        options=options
                        value=newer
                        on_change=move |id| newer.set(id)
                    />
                </label>
            </div>
            <Two form=form seen=seen older=chosen newer=newer />
        })}
    }
}

#[component]
fn Entry(
    version: Version,
    is_first: bool,
    older: RwSignal<Option<String>>,
    newer: RwSignal<String>,
) -> impl IntoView {
    let clock = Clock::expect();
    let at = version.at;
    let ago = move || words::ago(at, clock.get());
    let when = clock::wall_time_of(at);
    let seen_at = format!("Seen {}", clock::date_and_time_of(version.seen_at));
    let Some(training) = version.training else {
        return view! {
            <li class="version">
                <span class="version-button" data-plain="">
                    <span class="version-number">{when}</span>
                    <StatusBadge label="Deleted" icon=IconName::Trash tone=Tone::Red />
                    <span class="version-title"></span>
                    <span class="version-when" title=seen_at>{ago}</span>
                </span>
            </li>
        }
        .into_any();
    };
    let publication = Publication::of(&training);
    let (icon, tone) = look_of(publication);
    let labels = |fields: Vec<ChangedField>| {
        let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
        labels.join(", ")
    };
    let what = match version.changed {
        Some(fields) if fields.is_empty() && version.shifted => "Nothing but the state".to_owned(),
        Some(fields) if fields.is_empty() => "The live text".to_owned(),
        Some(fields) => labels(fields),
        None if is_first => "First seen".to_owned(),
        None => String::new(),
    };
    let id = version.id;
    let own = id.clone();
    let is_chosen = move || older.with(|older| older.as_deref() == Some(own.as_str()));
    view! {
        <li class="version">
            <button
                type="button"
                class="version-button"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| {
                    let is_chosen = older.with_untracked(|known| known.as_ref() == Some(&id));
                    newer.set(FORM.to_owned());
                    older.set((!is_chosen).then(|| id.clone()));
                }
            >
                <strong class="version-number">{when}</strong>
                <StatusBadge label=publication.badge().label icon=icon tone=tone />
                <span class="version-title truncate">{what}</span>
                <span class="version-when" title=seen_at>{ago}</span>
            </button>
        </li>
    }
    .into_any()
}

const fn look_of(publication: Publication) -> (IconName, Tone) {
    match publication {
        Publication::Draft => (IconName::Draft, Tone::Grey),
        Publication::Published => (IconName::Published, Tone::Green),
        Publication::Changed => (IconName::Changed, Tone::Amber),
    }
}

/// Two versions, and the way back to the first of them.
#[component]
fn Two(
    form: Form,
    seen: StoredValue<Vec<Version>>,
    older: String,
    newer: RwSignal<String>,
) -> impl IntoView {
    let find = move |id: &str| {
        seen.with_value(|seen| seen.iter().find(|version| version.id == id).cloned())
    };
    let of = move |id: &str| -> (Option<Draft>, String) {
        match find(id) {
            Some(version) => (
                version.training.as_ref().map(Draft::of),
                clock::date_and_time_of(version.at),
            ),
            None => (Some(form.draft.get()), "The form, now".to_owned()),
        }
    };
    let restored = find(&older).and_then(|version| version.training);
    let fill = move |training: Training| {
        form.fill(training, move || {
            form.listing.show_tab(Tab::Edit);
            focus::focus_id("scenario-heading");
        });
    };
    view! {
        <section class="stack" data-gap="3" aria-label="What differs">
            {restored.map(|training| {
                view! {
                    <div class="row">
                        <Button
                            size=ButtonSize::Small
                            icon=IconName::Undo
                            hint="Fills the form. Nothing is sent before you save."
                            on_click=move |_| fill(training.clone())
                        >
                            "Restore into the draft"
                        </Button>
                    </div>
                }
            })}
            {move || {
                let (one, one_name) = of(&older);
                let (other, other_name) = of(&newer.get());
                view! {
                    <FieldDifferences older=one newer=other older_name=one_name newer_name=other_name />
                }
            }}
        </section>
    }
}
