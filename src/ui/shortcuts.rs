//! The list of shortcuts, from the table that binds them.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::kbd::Kbd;

/// One shortcut, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The keys, as [`Kbd`] takes them; several ways are separated by ` / `.
    pub keys: String,
    /// What they do.
    pub description: String,
    /// Where they work: the heading above them.
    pub group: String,
}

/// A dialog that lists shortcuts by group, in the order of the table.
#[component]
pub fn ShortcutsDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The table.
    #[prop(into)]
    shortcuts: Signal<Vec<Shortcut>>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Keyboard shortcuts" light_dismiss=true>
            <div class="shortcuts">
                {move || {
                    by_group(shortcuts.get())
                        .into_iter()
                        .map(|(name, shortcuts)| group(name, shortcuts))
                        .collect_view()
                }}
            </div>
        </Dialog>
    }
}

fn group(name: String, shortcuts: Vec<Shortcut>) -> impl IntoView {
    let lines = shortcuts
        .into_iter()
        .map(
            |Shortcut {
                 keys,
                 description,
                 group: _,
             }| {
                let ways = keys
                    .split(" / ")
                    .map(|way| view! { <Kbd keys=way.to_owned() /> })
                    .collect_view();
                view! {
                    <div class="shortcut">
                        <dt>{description}</dt>
                        <dd class="shortcut-keys">{ways}</dd>
                    </div>
                }
            },
        )
        .collect_view();
    view! {
        <section class="shortcut-group">
            <h3>{name}</h3>
            <dl>{lines}</dl>
        </section>
    }
}

/// The groups in the order in which they first appear.
fn by_group(shortcuts: Vec<Shortcut>) -> Vec<(String, Vec<Shortcut>)> {
    let mut groups: Vec<(String, Vec<Shortcut>)> = Vec::new();
    for shortcut in shortcuts {
        match groups.iter_mut().find(|(name, _)| *name == shortcut.group) {
            Some((_, members)) => members.push(shortcut),
            None => groups.push((shortcut.group.clone(), vec![shortcut])),
        }
    }
    groups
}
