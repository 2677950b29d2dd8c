//! One change: what it is, and on demand what differs and the way back.

use contract::opencx::Training;
use domain::{
    Draft, Moment,
    seen::{Kind, What},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::{
        go::Go,
        older::{FieldDifferences, draft_of},
    },
    paths,
    state::{Device, Messages, Workspace, device::SeenChange},
    ui::{
        Banner, Button, ButtonLink, ButtonSize, Icon, IconName, Skeleton, SkeletonKind,
        StatusBadge, Tone, dom_id,
    },
    web::clock,
};

/// A change; opened, it shows what differs.
#[component]
pub fn Change(change: SeenChange) -> impl IntoView {
    let kind = Kind::of(&change.what);
    let (icon, tone) = look_of(kind);
    let title = match change.title.as_str() {
        "" => "Without a title".to_owned(),
        title => title.to_owned(),
    };
    let fields: Vec<&str> = change
        .what
        .fields()
        .iter()
        .map(|field| field.label())
        .collect();
    let fields = fields.join(", ");
    let time = clock::wall_time_of_day(change.at);
    let open = RwSignal::new(false);
    let body = dom_id("change");
    let controls = body.clone();
    view! {
        <li class="change">
            <button
                type="button"
                class="change-head"
                aria-expanded=move || open.get().to_string()
                aria-controls=controls
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name=IconName::ChevronRight attr:class="icon change-mark" />
                <span class="change-kind">
                    <StatusBadge label=kind.label() icon=icon tone=tone />
                </span>
                <span class="change-title truncate">{title}</span>
                <span class="change-fields truncate">{fields}</span>
                <span class="change-time">{time}</span>
            </button>
            <div id=body class="change-body" hidden=move || !open.get()>
                <Show when=move || open.get()>
                    <Details change=change.clone() />
                </Show>
            </div>
        </li>
    }
}

const fn look_of(kind: Kind) -> (IconName, Tone) {
    match kind {
        Kind::Created => (IconName::Plus, Tone::Blue),
        Kind::Edited => (IconName::Pencil, Tone::Amber),
        Kind::Published => (IconName::Published, Tone::Green),
        Kind::TakenOffline => (IconName::Unpublish, Tone::Brown),
        Kind::Deleted => (IconName::Trash, Tone::Red),
        Kind::FirstSeen => (IconName::Eye, Tone::Grey),
    }
}

/// What cannot be said for certain.
fn caveat(change: &SeenChange) -> Option<String> {
    let seen = |at: Option<Moment>| {
        at.map_or_else(
            || "later".to_owned(),
            |at| format!("on {}", clock::date_and_time_of(at)),
        )
    };
    match &change.what {
        What::FirstSeen => Some(format!(
            "First seen on this device {}; what was before is not known.",
            seen(change.seen_at)
        )),
        What::Created if change.after.is_none() => Some(
            "It was created in these days, and first seen on this device later: its first text is not known."
                .to_owned(),
        ),
        What::Changed { .. } | What::Deleted if !change.is_certain => Some(
            "This device did not know it when these days began: more may have changed than is shown."
                .to_owned(),
        ),
        _ => None,
    }
}

type Two = (Option<Training>, Option<Training>);

#[component]
fn Details(change: SeenChange) -> impl IntoView {
    let device = Device::expect();
    let found = RwSignal::new(None::<Result<Two, String>>);
    let (before, after) = (change.before.clone(), change.after.clone());
    let caveat = caveat(&change);
    spawn_local(async move {
        let read = async |key: Option<String>| match key {
            Some(key) => match device.seen_under(&key).await {
                Ok(Some(sight)) => Ok(sight.training.map(|training| *training)),
                Ok(None) => Err("It made room for newer versions meanwhile.".to_owned()),
                Err(error) => Err(error.to_string()),
            },
            None => Ok(None),
        };
        let both = match read(before).await {
            Ok(before) => read(after).await.map(|after| (before, after)),
            Err(why) => Err(why),
        };
        found.try_set(Some(both));
    });
    view! {
        {caveat.map(|caveat| view! { <p class="change-caveat">{caveat}</p> })}
        {move || match found.get() {
            None => view! {
                <Skeleton kind=SkeletonKind::Text count=3 label="Reading both versions" />
            }
            .into_any(),
            Some(Err(why)) => view! {
                <Banner tone=Tone::Amber title="The versions cannot be shown">{why}</Banner>
            }
            .into_any(),
            Some(Ok(two)) => view! { <Both change=change.clone() two=two /> }.into_any(),
        }}
    }
}

#[component]
fn Both(change: SeenChange, two: Two) -> impl IntoView {
    let workspace = Workspace::expect();
    let (before, after) = two;
    let newer_name = match &change.what {
        What::Deleted => "Deleted".to_owned(),
        What::Created => "At the end of these days".to_owned(),
        _ => clock::date_and_time_of(change.at),
    };
    let id = change.scenario.clone();
    let is_there = Memo::new(move |_| workspace.index().with(|index| index.slot(&id).is_some()));
    let href = paths::scenario(&workspace.id(), &change.scenario, "");
    // What is shown alone has no difference to show: it is read as it is.
    let differences = match (&change.what, &before, &after) {
        (_, None, None) => None,
        (What::FirstSeen, ..) => {
            let alone = after.as_ref().map(Draft::of);
            Some(view! {
                <FieldDifferences older=None newer=alone older_name="" newer_name=newer_name.clone() />
            }
            .into_any())
        }
        _ => Some(
            view! {
                <FieldDifferences
                    older=before.as_ref().map(Draft::of)
                    newer=after.as_ref().map(Draft::of)
                    older_name="Before"
                    newer_name=newer_name.clone()
                />
            }
            .into_any(),
        ),
    };
    let older = StoredValue::new(match change.what {
        What::Changed { .. } | What::Deleted => before,
        What::Created | What::FirstSeen => None,
    });
    let restore = Restore::here();
    view! {
        {differences}
        <div class="row">
            <Show when=move || is_there.get()>
                <ButtonLink size=ButtonSize::Small href=href.clone()>"Open"</ButtonLink>
            </Show>
            {move || older.with_value(Option::is_some).then(|| {
                let words = if is_there.get() {
                    "Restore the older text into a draft"
                } else {
                    "Save as a new scenario"
                };
                view! {
                    <Button
                        size=ButtonSize::Small
                        icon=IconName::Undo
                        hint="Opens the form with it. Nothing is sent before you save."
                        on_click=move |_| {
                            if let Some(older) = older.get_value() {
                                restore.run(older);
                            }
                        }
                    >
                        {words}
                    </Button>
                }
            })}
        </div>
    }
}

/// The way back from a page that has no form.
#[derive(Clone, Copy)]
struct Restore {
    device: Device,
    workspace: Workspace,
    messages: Messages,
    go: Go,
}

impl Restore {
    fn here() -> Self {
        Self {
            device: Device::expect(),
            workspace: Workspace::expect(),
            messages: Messages::expect(),
            go: Go::here(),
        }
    }

    /// Keeps the version as an unsent edit, and opens the form that goes on with it.
    fn run(self, older: Training) {
        let Self {
            device,
            workspace,
            messages,
            go,
        } = self;
        let now = workspace.training(&older.id);
        let draft = draft_of(workspace, &older, now.as_ref());
        let (scope, id) = (workspace.scope(), workspace.id());
        spawn_local(async move {
            match device.restore_seen(&scope, draft).await {
                Ok(key) if key.is_new() => {
                    let query = paths::query([("edit", key.item.as_str())]);
                    go.to(&paths::new_scenario(&id, &query));
                }
                Ok(key) => {
                    let path = paths::scenario(&id, &key.item, "");
                    device.want(key);
                    go.to(&path);
                }
                Err(error) => messages.failed(format!(
                    "Nothing was restored, and nothing was changed. {error}"
                )),
            }
        });
    }
}
