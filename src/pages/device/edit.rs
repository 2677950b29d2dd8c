//! One edit that was not sent: what differs, and what can be done with it.

use domain::{
    ChangedField, Draft,
    journal::{Edited, Kind, Unsent},
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    pages::{difference::Difference, field_words::field_words},
    paths,
    state::{
        Device, Messages, Workspace,
        device::{Holder, KnownEdit},
    },
    ui::{Banner, Button, ButtonSize, ButtonVariant, Tone},
    web::clock::Clock,
};

use super::{Drawer, edits::Listed};

/// An entry of the list.
#[component]
pub fn Edit(edit: KnownEdit, listed: Listed) -> impl IntoView {
    let clock = Clock::expect();
    let workspace = Workspace::expect();
    let kind = edit.key.kind;
    let title = match (listed.title.trim(), kind) {
        ("", Kind::Scenario) => "Without a title".to_owned(),
        ("", Kind::Segment) => "Without a name".to_owned(),
        (title, _) => title.to_owned(),
    };
    let is_new = edit.key.is_new();
    let item = edit.key.item.clone();
    let is_deleted = Memo::new(move |_| {
        kind == Kind::Scenario
            && !is_new
            && workspace.loading().with(|loading| loading.finished)
            && workspace.index().with(|index| index.get(&item).is_none())
    });
    let at = listed.at;
    let about = move || {
        let what = match (kind, is_new) {
            (Kind::Scenario, true) => "New scenario",
            (Kind::Segment, true) => "New segment",
            (Kind::Scenario, false) => "Scenario",
            (Kind::Segment, false) => "Segment",
        };
        let when = words::ago(at, clock.get());
        let fields = listed.labels.join(", ");
        if fields.is_empty() {
            what.to_owned()
        } else {
            format!("{what} · {fields} · {when}")
        }
    };
    let shows = RwSignal::new(false);
    let compared = edit.key.clone();
    view! {
        <li class="device-item">
            <div class="device-item-head">
                <strong class="device-item-title truncate">{title.clone()}</strong>
                <span class="device-item-about">{about}</span>
            </div>
            {match listed.damaged {
                Some(damaged) => view! { <DamagedEdit edit=edit damaged=damaged /> }.into_any(),
                None => view! {
                    <Actions edit=edit title=title is_deleted=is_deleted shows=shows />
                    <Show when=move || shows.get()>
                        <Compared key=compared.clone() />
                    </Show>
                }
                .into_any(),
            }}
        </li>
    }
}

#[component]
fn Actions(
    edit: KnownEdit,
    title: String,
    is_deleted: Memo<bool>,
    shows: RwSignal<bool>,
) -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let messages = Messages::expect();
    let drawer = Drawer::expect();
    let key = StoredValue::new(edit.key.clone());
    let holder = edit.holder;
    let is_new = edit.key.is_new();
    let go_on = move |_| {
        let key = key.get_value();
        device.want(key.clone());
        drawer.leave_for(&path_of(workspace, key.kind, &key.item, key.is_new()));
    };
    let as_new = move |_| {
        let (key, kind) = (key.get_value(), edit.key.kind);
        spawn_local(async move {
            match device.make_new(&key).await {
                Ok(Some(name)) => {
                    drawer.leave_for(&path_of(workspace, kind, &name, true));
                }
                Ok(None) => {}
                Err(error) => messages.failed(format!("{error} {}", error.advice())),
            }
        });
    };
    let discard = move |_| {
        let (title, key) = (title.clone(), key.get_value());
        spawn_local(async move {
            match device.discard(&key).await {
                // Another tab was faster.
                Ok(None) => {}
                Ok(Some(texts)) => {
                    let put_back = move || {
                        let (key, texts) = (key.clone(), texts.clone());
                        spawn_local(async move {
                            if let Err(error) = device.put_back(&key, texts).await {
                                messages.failed(format!("{error} {}", error.advice()));
                            }
                        });
                    };
                    messages.done_with(
                        format!("Discarded the edits of “{title}”."),
                        "Undo",
                        put_back,
                    );
                }
                Err(error) => messages.failed(format!(
                    "The edits of “{title}” are still there. {error} {}",
                    error.advice()
                )),
            }
        });
    };
    view! {
        <Show when=move || is_deleted.get()>
            <Banner tone=Tone::Amber silent=true>
                "The service has this scenario no longer. Its edits can become a new one."
            </Banner>
        </Show>
        <div class="row">
            {match holder {
                Holder::OpenHere => None,
                Holder::OtherTab => None,
                Holder::LeftHere | Holder::Nobody => Some(view! {
                    <Show
                        when=move || is_deleted.get()
                        fallback=move || view! {
                            <Button size=ButtonSize::Small variant=ButtonVariant::Primary on_click=go_on>
                                "Continue"
                            </Button>
                        }
                    >
                        <Button size=ButtonSize::Small variant=ButtonVariant::Primary on_click=as_new>
                            "Save as a new scenario"
                        </Button>
                    </Show>
                }),
            }}
            {(!is_new).then(|| view! {
                <Button
                    size=ButtonSize::Small
                    on_click=move |_| shows.update(|shows| *shows = !*shows)
                    attr:aria-expanded=move || shows.get().to_string()
                >
                    "Compare"
                </Button>
            })}
            {holder.is_free().then(|| view! {
                <Button size=ButtonSize::Small on_click=discard>"Discard"</Button>
            })}
        </div>
    }
}

fn path_of(workspace: Workspace, kind: Kind, item: &str, is_new: bool) -> String {
    let id = workspace.id();
    match (kind, is_new) {
        (Kind::Scenario, false) => paths::scenario(&id, item, ""),
        (Kind::Scenario, true) => paths::new_scenario(&id, &paths::query([("edit", item)])),
        (Kind::Segment, false) => paths::segment(&id, item),
        (Kind::Segment, true) => {
            paths::with_query(paths::new_segment(&id), &paths::query([("edit", item)]))
        }
    }
}

/// The edit beside what the service has now.
#[component]
fn Compared(key: domain::journal::EditKey) -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let found = RwSignal::new(None::<Result<(Unsent, Draft), String>>);
    let segments = workspace.segments();
    spawn_local(async move {
        let unsent = match device.read_edit(&key).await {
            Ok(Some(Ok(unsent))) => unsent,
            Ok(Some(Err(damaged))) => {
                found.try_set(Some(Err(damaged.problem)));
                return;
            }
            Ok(None) => return,
            Err(error) => {
                found.try_set(Some(Err(error.to_string())));
                return;
            }
        };
        let now = match (&unsent.edited, key.is_new()) {
            (Edited::Scenario(_), false) => match workspace.read(&key.item, None).await {
                Ok(fresh) => Draft::of(&fresh.training),
                // Compared with nothing, all of it is new.
                Err(ApiError::NotFound { .. }) => Draft::new(None),
                Err(error) => {
                    found.try_set(Some(Err(format!("{error} {}", error.advice()))));
                    return;
                }
            },
            _ => Draft::new(None),
        };
        found.try_set(Some(Ok((unsent, now))));
    });
    move || {
        found.get().map(|found| match found {
            Err(why) => view! {
                <Banner tone=Tone::Amber title="It cannot be compared now">{why}</Banner>
            }
            .into_any(),
            Ok((unsent, now)) => match unsent.edited {
                Edited::Scenario(draft) => {
                    view! { <ScenarioDifference now=now edited=draft /> }.into_any()
                }
                Edited::Segment(draft) => {
                    let before = segments.with_untracked(|known| {
                        let id = draft.base.as_deref().map(|base| base.id.as_str());
                        known
                            .ready()
                            .and_then(|all| all.iter().find(|one| Some(one.id.as_str()) == id))
                            .map(|one| domain::SegmentDraft::of(one).to_text())
                            .unwrap_or_default()
                    });
                    view! {
                        <Difference
                            old=before
                            new=draft.to_text()
                            old_name="The service, now"
                            new_name="Your edits"
                        />
                    }
                    .into_any()
                }
            },
        })
    }
}

/// Every field in which an edit differs from what the service has now.
#[component]
pub fn ScenarioDifference(
    /// What stands on the older side.
    now: Draft,
    /// What stands on the newer side.
    edited: Draft,
    /// The name of the older side.
    #[prop(default = "The service, now")]
    old_name: &'static str,
    /// The name of the newer side.
    #[prop(default = "Your edits")]
    new_name: &'static str,
    /// What is said where no field differs.
    #[prop(default = "The service has exactly this now.")]
    same: &'static str,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let over = Draft {
        base: now.base.clone(),
        ..edited
    };
    let fields: Vec<ChangedField> = over.changes();
    if fields.is_empty() {
        return view! { <p class="field-hint">{same}</p> }.into_any();
    }
    fields
        .into_iter()
        .map(|field| {
            view! {
                <section class="device-field" aria-label=field.label()>
                    <h4 class="device-field-name">{field.label()}</h4>
                    <Difference
                        old=field_words(workspace, field, &now)
                        new=field_words(workspace, field, &over)
                        old_name=old_name
                        new_name=new_name
                    />
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// An entry that cannot be continued: what can be read of it, to be copied.
#[component]
fn DamagedEdit(edit: KnownEdit, damaged: domain::journal::Damaged) -> impl IntoView {
    let device = Device::expect();
    let messages = Messages::expect();
    let key = StoredValue::new(edit.key);
    let discard = move |_| {
        let key = key.get_value();
        spawn_local(async move {
            let texts = match device.discard(&key).await {
                Ok(Some(texts)) => texts,
                Ok(None) => return,
                Err(error) => {
                    messages.failed(format!("{error} {}", error.advice()));
                    return;
                }
            };
            let put_back = move || {
                let (key, texts) = (key.clone(), texts.clone());
                spawn_local(async move {
                    if let Err(error) = device.put_back(&key, texts).await {
                        messages.failed(format!("{error} {}", error.advice()));
                    }
                });
            };
            messages.done_with("Discarded the damaged entry.", "Undo", put_back);
        });
    };
    let text = damaged.content.clone().unwrap_or(damaged.raw);
    view! {
        <Banner tone=Tone::Amber silent=true title="This edit cannot be continued">
            {damaged.problem}
            " What can be read of it stands below, to be copied. Nothing of it is thrown away before you discard it."
        </Banner>
        <pre class="device-raw" tabindex="0" aria-label="What is left of the edit">{text}</pre>
        <div class="row">
            <Button size=ButtonSize::Small on_click=discard>"Discard"</Button>
        </div>
    }
}
