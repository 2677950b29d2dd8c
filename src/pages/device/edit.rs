//! One edit that was not sent: what differs, and what can be done with it.

use contract::talkover::Agent;
use domain::{
    ChangedField, Draft,
    journal::{EditKey, Edited, Kind, Unsent},
    talkover::settings::{SettingsDraft, SettingsForm},
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    pages::{difference::Difference, field_words::field_words},
    state::{
        Device, Messages, Workspace,
        device::{Holder, KnownEdit},
    },
    ui::{Banner, Button, ButtonSize, ButtonVariant, Tone},
    web::{
        clock::Clock,
        idb::{Key, Store},
    },
};

use super::{Drawer, Place, damaged::DamagedEntry, edits::Listed};

/// An entry of the list.
#[component]
pub fn Edit(edit: KnownEdit, listed: Listed) -> impl IntoView {
    let clock = Clock::expect();
    let place = Place::expect();
    let kind = edit.key.kind;
    let title = match (listed.title.trim(), kind) {
        ("", Kind::Scenario) => "Without a title".to_owned(),
        ("", Kind::Segment) => "Without a name".to_owned(),
        ("", Kind::Settings(_)) => "Without a label".to_owned(),
        (title, _) => title.to_owned(),
    };
    let is_new = edit.key.is_new();
    let item = edit.key.item.clone();
    let is_deleted = Memo::new(move |_| !is_new && place.has_lost(kind, &item));
    let at = listed.at;
    let about = move || {
        let what = match (kind, is_new) {
            (Kind::Scenario, true) => "New scenario",
            (Kind::Segment, true) => "New segment",
            (Kind::Scenario, false) => "Scenario",
            (Kind::Segment, false) => "Segment",
            (Kind::Settings(SettingsForm::Create), _) => "New agent",
            (Kind::Settings(SettingsForm::Set(setup)), _) => setup.label(),
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
                Some(damaged) => {
                    let key = Key::Text(edit.key.to_text());
                    view! { <DamagedEntry store=Store::Edits key=key damaged=damaged /> }.into_any()
                }
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
    let place = Place::expect();
    let messages = Messages::expect();
    let drawer = Drawer::expect();
    let key = StoredValue::new(edit.key.clone());
    let (lost, as_new_words) = when_lost(edit.key.kind);
    let holder = edit.holder;
    let is_new = edit.key.is_new();
    let go_on = move |_| {
        let key = key.get_value();
        device.want(key.clone());
        drawer.leave_for(&place.path_of(key.kind, &key.item, key.is_new()));
    };
    let as_new = move |_| {
        let (key, kind) = (key.get_value(), edit.key.kind);
        spawn_local(async move {
            match device.make_new(&key).await {
                Ok(Some(name)) => {
                    drawer.leave_for(&place.path_of(kind, &name, true));
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
                    messages.given_up(
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
                {lost}
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
                        {as_new_words.map(|words| view! {
                            <Button size=ButtonSize::Small variant=ButtonVariant::Primary on_click=as_new>
                                {words}
                            </Button>
                        })}
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

/// What is said of edits whose thing the service has no longer, and the words of the button that
/// makes a new one of them.
const fn when_lost(kind: Kind) -> (&'static str, Option<&'static str>) {
    match kind {
        Kind::Scenario => (
            "The service has this scenario no longer. Its edits can become a new one.",
            Some("Save as a new scenario"),
        ),
        Kind::Segment => (
            "The service has this segment no longer. Its edits can become a new one.",
            Some("Save as a new segment"),
        ),
        // Settings are of their agent: without it there is nothing that they could become.
        Kind::Settings(_) => (
            "The service has this agent no longer. Compare shows what you typed, to be copied.",
            None,
        ),
    }
}

/// The edit beside what the service has now.
#[component]
fn Compared(key: EditKey) -> impl IntoView {
    let device = Device::expect();
    let place = Place::expect();
    let found = RwSignal::new(None::<Result<(Unsent, Now), String>>);
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
        let now = match now(place, &key, &unsent.edited).await {
            Ok(now) => now,
            Err(error) => {
                found.try_set(Some(Err(format!("{error} {}", error.advice()))));
                return;
            }
        };
        found.try_set(Some(Ok((unsent, now))));
    });
    move || {
        found.get().map(|found| match found {
            Err(why) => view! {
                <Banner tone=Tone::Amber title="It cannot be compared now">{why}</Banner>
            }
            .into_any(),
            Ok((unsent, now)) => match (unsent.edited, now) {
                (Edited::Scenario(draft), Now::Scenario(now)) => {
                    view! { <ScenarioDifference now=*now edited=draft /> }.into_any()
                }
                (Edited::Segment(draft), Now::Text(now)) => view! {
                    <Difference
                        old=now
                        new=draft.to_text()
                        old_name="The service, now"
                        new_name="Your edits"
                    />
                }
                .into_any(),
                (Edited::Settings(draft), Now::Agent(now)) => {
                    let draft = now.map_or_else(|| draft.clone(), |now| draft.rebase(&now));
                    view! { <SettingsDifference draft=draft /> }.into_any()
                }
                _ => ().into_any(),
            },
        })
    }
}

/// What the service has now of what is edited.
#[derive(Clone)]
enum Now {
    Scenario(Box<Draft>),
    Text(String),
    Agent(Option<Box<Agent>>),
}

async fn now(place: Place, key: &EditKey, edited: &Edited) -> Result<Now, ApiError> {
    Ok(match (place, edited) {
        (Place::Scenarios(workspace), Edited::Scenario(_)) if !key.is_new() => {
            match workspace.read(&key.item, None).await {
                Ok(fresh) => Now::Scenario(Box::new(Draft::of(&fresh.training))),
                // Compared with nothing, all of it is new.
                Err(ApiError::NotFound { .. }) => Now::Scenario(Box::new(Draft::new(None))),
                Err(error) => return Err(error),
            }
        }
        (_, Edited::Scenario(_)) => Now::Scenario(Box::new(Draft::new(None))),
        (Place::Scenarios(workspace), Edited::Segment(_)) => {
            let text = workspace.segments().with_untracked(|known| {
                let mut all = known.ready()?.iter();
                let segment = all.find(|segment| segment.id == key.item)?;
                Some(domain::SegmentDraft::of(segment).to_text())
            });
            Now::Text(text.unwrap_or_default())
        }
        (_, Edited::Segment(_)) => Now::Text(String::new()),
        (Place::Agents(agents), Edited::Settings(_)) if !key.is_new() => {
            match agents.read(&key.item).await {
                Ok(read) => Now::Agent(Some(Box::new(read.agent))),
                // What it began with is all that there is to compare with.
                Err(ApiError::NotFound { .. }) => Now::Agent(None),
                Err(error) => return Err(error),
            }
        }
        (_, Edited::Settings(_)) => Now::Agent(None),
    })
}

/// Every setting in which an edit differs from what the service has.
#[component]
fn SettingsDifference(draft: SettingsDraft) -> impl IntoView {
    let differences = draft.differences();
    if differences.is_empty() {
        return view! { <p class="field-hint">"The service has exactly this now."</p> }.into_any();
    }
    differences
        .into_iter()
        .map(|field| {
            view! {
                <section class="device-field" aria-label=field.label>
                    <h4 class="device-field-name">{field.label}</h4>
                    <Difference
                        old=field.theirs
                        new=field.mine
                        old_name="The service, now"
                        new_name="Your edits"
                    />
                </section>
            }
        })
        .collect_view()
        .into_any()
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
