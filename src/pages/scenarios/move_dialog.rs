//! "Move to…": the keyboard's equal of drag and drop, with search.

use domain::{
    outbox::{DirectoryWrite, Entry, Target, Write},
    tree::{self, Moving},
    words,
};
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    pages::device::{Undoing, Wanted},
    state::{Device, Messages, Workspace, device::Ending},
    ui::{Dialog, DialogSize, Icon, IconName, SearchField},
    web::focus,
};

use super::{Cut, Listing, directory_writes};

const TARGETS_ID: &str = "move-targets";

/// The dialog, while something is to be moved.
#[component]
pub fn MoveDialog() -> impl IntoView {
    let listing = Listing::expect();
    let device = Device::expect();
    let messages = Messages::expect();
    let undoing = Undoing::expect();
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let search = NodeRef::<html::Input>::new();
    Effect::new(move || {
        let wanted = listing.moving.with(Option::is_some);
        text.set(String::new());
        active.set(0);
        open.set(wanted);
    });
    let targets = Memo::new(move |_| {
        listing.moving.with(|what| {
            what.as_ref()
                .map(|what| targets(listing, what, &text.get()))
                .unwrap_or_default()
        })
    });
    let choose = move |target: tree::Target| {
        let what = listing.moving.get_untracked();
        listing.moving.set(None);
        if let Some(what) = what {
            put(listing, device, (messages, undoing), what, target.id);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let last = targets.with_untracked(Vec::len).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowDown" => active.get_untracked().saturating_add(1).min(last),
            "ArrowUp" => active.get_untracked().saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                let at = active.get_untracked();
                if let Some(target) = targets.with_untracked(|found| found.get(at).cloned()) {
                    choose(target);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(to);
        focus::scroll_into_view(&option_id(to));
    };
    // The focus stays in the search box, which names the active directory.
    Effect::new(move || {
        let (Some(input), at) = (search.get(), active.get()) else {
            return;
        };
        let active = if targets.with(Vec::is_empty) {
            String::new()
        } else {
            option_id(at)
        };
        for (name, value) in [
            ("role", "combobox"),
            ("aria-expanded", "true"),
            ("aria-controls", TARGETS_ID),
            ("aria-activedescendant", active.as_str()),
        ] {
            // Setting an attribute with a valid name cannot fail.
            let _ = input.set_attribute(name, value);
        }
    });
    let title = Signal::derive(move || {
        listing.moving.with(|what| match what {
            Some(Cut::Scenarios(ids)) => {
                format!("Move {} to…", words::count(ids.len() as u64, "scenario"))
            }
            Some(Cut::Directory(id)) => listing
                .workspace
                .tree()
                .with(|tree| format!("Move “{}” to…", tree.path(id))),
            None => String::new(),
        })
    });
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Small
            light_dismiss=true
            on_close=move |()| listing.moving.set(None)
        >
            <div class="move-dialog" on:keydown=on_key>
                <SearchField
                    label="Find a directory"
                    value=text
                    on_input=move |typed| {
                        text.set(typed);
                        active.set(0);
                    }
                    node_ref=search
                />
                <div class="move-list" id=TARGETS_ID role="listbox" aria-label="Directories">
                    {move || {
                        let found = targets.get();
                        if found.is_empty() {
                            return view! { <p class="muted">"No directory matches."</p> }.into_any();
                        }
                        found
                            .into_iter()
                            .enumerate()
                            .map(|(at, target)| {
                                let path = target.path.clone();
                                view! {
                                    <div
                                        class="move-target"
                                        role="option"
                                        id=option_id(at)
                                        aria-selected=move || (active.get() == at).to_string()
                                        on:click=move |_| choose(target.clone())
                                    >
                                        <Icon name=IconName::Folder />
                                        <span class="truncate">{path}</span>
                                    </div>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }}
                </div>
            </div>
        </Dialog>
    }
}

fn option_id(at: usize) -> String {
    format!("move-target-{at}")
}

fn targets(listing: Listing, what: &Cut, text: &str) -> Vec<tree::Target> {
    listing.workspace.tree().with(|tree| match what {
        Cut::Directory(id) => tree.targets(Moving::Directory(id), text),
        Cut::Scenarios(ids) => {
            let mut from: Vec<Option<String>> = ids
                .iter()
                .filter_map(|id| listing.workspace.training(id))
                .map(|training| training.directory_id)
                .collect();
            from.dedup();
            let from = match from.as_slice() {
                [one] => Some(one.as_deref()),
                _ => None,
            };
            tree.targets(Moving::Scenarios { from }, text)
        }
    })
}

/// Asks for the moves in one go, and says at the end how they went.
async fn move_all(
    listing: Listing,
    device: Device,
    (messages, undoing): (Messages, Undoing),
    ids: &[String],
    target: Option<String>,
    place: String,
) {
    let workspace = listing.workspace;
    let group = crate::web::ids::random();
    let now = crate::web::clock::now();
    let entries: Vec<Entry> = ids
        .iter()
        .filter_map(|id| workspace.training(id))
        .filter(|training| training.directory_id != target)
        .map(|training| {
            let write = Write::Move {
                base: Box::new(training.clone()),
                directory_id: target.clone(),
            };
            let about = Target::Known(training.id);
            let mut entry = Entry::new(
                crate::web::ids::random(),
                workspace.scope(),
                about,
                write,
                now,
            );
            entry.group = Some(group.clone());
            entry
        })
        .collect();
    if entries.is_empty() {
        messages.done(format!("Already in {place}."));
        return;
    }
    let watched = group.clone();
    device.watch_group(&group, entries.len(), move |ended| {
        let done = words::count(ended.done as u64, "scenario");
        if ended.refused == 0 {
            let group = watched.clone();
            messages.done_with(format!("Moved {done} to {place}."), "Undo", move || {
                undoing.want(Wanted::Group(group.clone()));
            });
        } else {
            let refused = words::count(ended.refused as u64, "scenario");
            messages.failed(format!(
                "Moved {done} to {place}. {refused} could not be moved: the outbox says why."
            ));
        }
    });
    device.enqueue(entries).await;
}

fn move_directory(
    workspace: Workspace,
    device: Device,
    messages: Messages,
    id: &str,
    target: Option<String>,
    place: String,
) {
    let Some(base) = workspace.directory(id) else {
        messages.failed("There is no such directory any more.");
        return;
    };
    let name = base.name.clone();
    let write = DirectoryWrite::Move {
        base,
        parent_id: target,
        place: place.clone(),
    };
    directory_writes::ask(workspace, device, write, move |id, ending| match ending {
        Ending::Done(_) => messages.done(format!("Moved “{name}” to {place}.")),
        Ending::Refused(error) => {
            directory_writes::give_up(device, id);
            messages.failed(format!(
                "“{name}” was not moved. {error} {}",
                error.advice()
            ));
        }
    });
}

/// Puts scenarios or a directory into a directory, and says how it went.
pub fn put(
    listing: Listing,
    device: Device,
    (messages, undoing): (Messages, Undoing),
    what: Cut,
    target: Option<String>,
) {
    let workspace = listing.workspace;
    let place = workspace
        .tree()
        .with_untracked(|tree| match (&target, &what) {
            (Some(id), _) => format!("“{}”", tree.path(id)),
            (None, Cut::Scenarios(_)) => "“No directory”".to_owned(),
            (None, Cut::Directory(_)) => "the top level".to_owned(),
        });
    spawn_local(async move {
        match what {
            Cut::Directory(id) => move_directory(workspace, device, messages, &id, target, place),
            Cut::Scenarios(ids) => {
                move_all(listing, device, (messages, undoing), &ids, target, place).await;
            }
        }
    });
}
