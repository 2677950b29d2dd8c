//! What all forms do alike with edits that were not sent.

use domain::{
    Moment,
    journal::{EditKey, Edited, Kind, Unsent},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    pages::device::Drawer,
    state::{
        Device, Messages,
        device::{Holder, Journal, Kept, KnownEdit},
    },
    ui::{Banner, Button, ButtonSize, Tone},
    web::{clock, ids},
};

/// Unsent edits that a form goes on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// When something was typed in them last, by the device's clock.
    pub at: Moment,
    /// Whether the tab in which they were typed was closed, reloaded, or crashed.
    pub after_end: bool,
}

impl Recovered {
    /// Of an edit that the form takes over.
    #[must_use]
    pub fn of(edit: &KnownEdit, unsent: &Unsent) -> Self {
        Self {
            at: unsent.at,
            after_end: edit.holder == Holder::Nobody,
        }
    }
}

/// Goes on with edits of an item that were not sent: with the newest of those that no tab has
/// open, and later with those that the person chooses in the list. `item` is `None` where the form
/// is gone.
pub fn look_for(
    device: Device,
    scope: String,
    kind: Kind,
    item: impl Fn() -> Option<String> + 'static,
    go_on_with: impl Fn(&KnownEdit, Unsent) + Copy + 'static,
) {
    let is_first = StoredValue::new(true);
    Effect::new(move || {
        let wanted = device.wanted();
        let Some(item) = untrack(&item) else {
            return;
        };
        let wanted = wanted.filter(|wanted| wanted.kind == kind && wanted.item == item);
        let is_first = is_first.try_update_value(|first| std::mem::replace(first, false));
        if wanted.is_some() {
            device.found();
        } else if is_first != Some(true) {
            return;
        }
        let scope = scope.clone();
        spawn_local(async move {
            if let Some((edit, unsent)) = find(device, &scope, kind, &item, wanted).await {
                go_on_with(&edit, unsent);
            }
        });
    });
}

/// The edits of an item that stand in other tabs, or that its form does not show.
#[must_use]
pub fn others(device: Device, scope: &str, kind: Kind, item: &str) -> Vec<KnownEdit> {
    let mut others = device.edits_of(scope, kind, item);
    others.retain(|edit| edit.holder != Holder::OpenHere);
    others
}

/// Gives up what is typed for what `show` shows, and offers to put it back: then `open` opens its
/// form.
pub fn give_up(
    (device, messages): (Device, Messages),
    journal: Journal,
    typed: Edited,
    words: &str,
    show: impl FnOnce(),
    open: impl Fn(&EditKey) + Clone + Send + Sync + 'static,
) {
    let (key, texts) = journal.aside(typed);
    journal.gave_up();
    show();
    let put_back = move || {
        let (key, texts, open) = (key.clone(), texts.clone(), open.clone());
        spawn_local(async move {
            match device.put_back(&key, texts).await {
                Ok(()) => {
                    device.want(key.clone());
                    open(&key);
                }
                Err(error) => messages.failed(format!("{error} {}", error.advice())),
            }
        });
    };
    messages.given_up(words, "Undo", put_back);
}

/// The edit with which a form goes on: the one that was chosen, or the newest of those that no tab
/// has open.
async fn find(
    device: Device,
    scope: &str,
    kind: Kind,
    item: &str,
    wanted: Option<EditKey>,
) -> Option<(KnownEdit, Unsent)> {
    device.edits_now().await;
    let known = untrack(|| device.edits_of(scope, kind, item));
    let mut newest: Option<(KnownEdit, Unsent)> = None;
    for edit in known {
        let fits = wanted.as_ref().is_none_or(|wanted| edit.key == *wanted);
        // What cannot be read stays in the list, which says why.
        if edit.holder.is_free()
            && fits
            && let Ok(Some(Ok(unsent))) = device.read_edit(&edit.key).await
            && newest
                .as_ref()
                .is_none_or(|(_, known)| known.at < unsent.at)
        {
            newest = Some((edit, unsent));
        }
    }
    newest
}

/// The name of a new scenario or segment on this device. It is in the address, so that a reload
/// goes on with it; the address of a form that is still empty has none yet.
#[must_use]
pub fn name_of_new(in_address: Memo<Option<String>>, is_new: Signal<bool>) -> Memo<String> {
    let named =
        Memo::new(
            move |before: Option<&(String, bool)>| match (in_address.get(), before) {
                (Some(name), _) => (name, true),
                (None, Some((name, false))) => (name.clone(), false),
                // It is being left.
                (None, Some((name, true))) if !is_new.get() => (name.clone(), true),
                (None, _) => (ids::random(), false),
            },
        );
    Memo::new(move |_| named.with(|(name, _)| name.clone()))
}

/// What the foot of a form says of its edits.
#[must_use]
pub fn words_of_edits(changes: usize, kept: &Kept) -> String {
    let mut words = format!(
        "{} edited, not sent",
        domain::words::count(changes as u64, "field")
    );
    match kept {
        Kept::At(at) => {
            words.push_str(" · saved on this device ");
            words.push_str(&clock::wall_time_of(*at));
        }
        Kept::Failed(_) => words.push_str(" · not saved on this device"),
        Kept::Nothing | Kept::Writing => {}
    }
    words
}

/// That a form goes on with unsent edits, and that there are others.
#[component]
pub fn UnsentEdits(
    /// What it is about: "scenario".
    what: &'static str,
    /// The edits that it goes on with.
    recovered: RwSignal<Option<Recovered>>,
    /// Whether there are edits at all.
    #[prop(into)]
    is_dirty: Signal<bool>,
    /// The difference from what the service has, where that can be shown.
    #[prop(optional, into)]
    difference: Option<ViewFn>,
    /// Whether it is about something new, which is different from nothing.
    #[prop(optional, into)]
    is_new: Signal<bool>,
    /// The edits that the form does not show.
    #[prop(into)]
    others: Signal<Vec<KnownEdit>>,
    /// Gives them up.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let shows = RwSignal::new(false);
    let shown = Memo::new(move |_| recovered.get().filter(|_| is_dirty.get()));
    let can_compare = difference.is_some();
    let difference = StoredValue::new(difference.unwrap_or_default());
    view! {
        {move || shown.get().map(|edits| {
            let compares = can_compare && !is_new.get_untracked();
            view! {
                <RecoveredBanner
                    recovered=edits
                    on_compare=compares.then(|| Callback::new(move |()| shows.update(|shows| *shows = !*shows)))
                    on_discard=on_discard
                    on_dismiss=move |()| recovered.set(None)
                />
                <Show when=move || shows.get()>{difference.with_value(ViewFn::run)}</Show>
            }
        })}
        <OtherEdits what=what others=others />
    }
}

/// That a form goes on with unsent edits.
#[component]
fn RecoveredBanner(
    /// What it goes on with.
    recovered: Recovered,
    /// Shows or hides the difference from what the service has.
    on_compare: Option<Callback<()>>,
    /// Gives them up.
    #[prop(into)]
    on_discard: Callback<()>,
    /// Takes the banner away.
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let meaning = if recovered.after_end {
        "The tab was closed, reloaded or ended before the service had them. This device has kept them."
    } else {
        "You left them before the service had them. This device has kept them."
    };
    view! {
        <Banner
            title=format!("These are your unsent edits of {}", clock::wall_time_of(recovered.at))
            actions=ViewFn::from(move || view! {
                {on_compare.map(|on_compare| view! {
                    <Button size=ButtonSize::Small on_click=move |_| on_compare.run(())>
                        "Compare with the service"
                    </Button>
                })}
                <Button size=ButtonSize::Small on_click=move |_| on_discard.run(())>
                    "Discard them"
                </Button>
            })
            on_dismiss=on_dismiss
        >
            {meaning}
        </Banner>
    }
}

/// Edits of the same thing that stand somewhere else.
#[component]
fn OtherEdits(
    /// What it is about: "scenario".
    what: &'static str,
    /// The edits that the form does not show.
    #[prop(into)]
    others: Signal<Vec<KnownEdit>>,
) -> impl IntoView {
    let drawer = Drawer::expect();
    let shown = Memo::new(move |_| {
        others.with(|others| {
            let elsewhere = others.iter().any(|edit| edit.holder == Holder::OtherTab);
            (!others.is_empty()).then_some(elsewhere)
        })
    });
    move || {
        shown.get().map(|elsewhere| {
            let title = if elsewhere {
                format!("Another tab of this browser has unsent edits of this {what}")
            } else {
                format!("There are other unsent edits of this {what} on this device")
            };
            view! {
                <Banner
                    tone=Tone::Amber
                    title=title
                    actions=ViewFn::from(move || view! {
                        <Button size=ButtonSize::Small on_click=move |_| drawer.show_edits()>
                            "Show them"
                        </Button>
                    })
                >
                    "Nothing is mixed or overwritten: whoever saves second is asked."
                </Banner>
            }
        })
    }
}
