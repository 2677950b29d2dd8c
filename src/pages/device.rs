//! What this device keeps of a workspace: edits that were not sent, writes that wait, what was
//! done.

use leptos::prelude::*;

use crate::{
    pages::go::Go,
    state::{Device, Workspace},
    ui::{Banner, Icon, IconName, Tab, Tone},
    web::idb::Store,
};

mod damaged;
mod edit;
mod edits;
mod frame;
mod history;
mod outbox;
mod place;
mod undo;
mod waiting;

pub use edit::ScenarioDifference;
pub use edits::Edits;
pub use frame::{Counts, DeviceDrawer};
use history::History;
use outbox::{Outbox, Sender};
pub use outbox::{again_words, why_words};
pub use place::Place;
use undo::Undoes;
pub use undo::{Undoing, Wanted};
pub use waiting::WaitingBanner;

/// The part of a drawer with edits that were not sent.
pub(super) const EDITS: &str = "edits";
/// The part of a drawer with changes that wait.
pub(super) const OUTBOX: &str = "outbox";
const HISTORY: &str = "history";

/// The open workspace as an owner: what is made when it is first needed lives as long as it, and
/// the first screen does not have to make it.
#[derive(Clone)]
pub struct Shell(Owner);

impl Shell {
    /// Gives the owner to everything below.
    pub fn provide() {
        if let Some(owner) = Owner::current() {
            provide_context(Self(owner));
        }
    }

    /// What there is one of in the open workspace.
    pub(in crate::pages) fn find<T: Clone + Send + Sync + 'static>(make: impl FnOnce() -> T) -> T {
        if let Some(known) = use_context() {
            return known;
        }
        let make = || {
            let made = make();
            provide_context(made.clone());
            made
        };
        match use_context::<Self>() {
            Some(Self(owner)) => owner.with(make),
            // A component that is tested by itself.
            None => make(),
        }
    }
}

/// Whether the drawer is open, and which of its tabs is shown.
#[derive(Clone, Copy)]
pub struct Drawer {
    open: RwSignal<bool>,
    tab: RwSignal<String>,
    go: Go,
    /// The step of the history that is shown in full.
    step: RwSignal<Option<u64>>,
    /// A directory whose name is to be typed again.
    naming: RwSignal<Option<Naming>>,
}

/// A directory whose name was taken back from the outbox: its row of the tree takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The directory; `None` for a new one.
    pub id: Option<String>,
    /// Where a new one is to be.
    pub parent: Option<String>,
    /// The name, as it was typed.
    pub name: String,
    /// Why it was refused.
    pub error: Option<String>,
}

impl Drawer {
    /// The drawer of the open workspace.
    #[must_use]
    pub fn expect() -> Self {
        Shell::find(|| Self {
            open: RwSignal::new(false),
            tab: RwSignal::new(EDITS.to_owned()),
            go: Go::here(),
            step: RwSignal::new(None),
            naming: RwSignal::new(None),
        })
    }

    /// Shows the edits that were not sent.
    pub fn show_edits(self) {
        self.tab.set(EDITS.to_owned());
        self.open.set(true);
    }

    /// Shows the writes that wait.
    pub fn show_outbox(self) {
        self.tab.set(OUTBOX.to_owned());
        self.open.set(true);
    }

    /// Shows a step of the history in full.
    pub fn show_step(self, step: u64) {
        self.step.set(Some(step));
        self.tab.set(HISTORY.to_owned());
        self.open.set(true);
    }

    /// The step of the history that is shown in full.
    fn shown_step(self) -> Option<u64> {
        self.step.get()
    }

    /// Shows what was done.
    pub fn show_history(self) {
        self.step.set(None);
        self.tab.set(HISTORY.to_owned());
        self.open.set(true);
    }

    /// Whether it is open.
    #[must_use]
    pub const fn opened(self) -> RwSignal<bool> {
        self.open
    }

    /// Which of its tabs is shown.
    #[must_use]
    pub const fn tab(self) -> RwSignal<String> {
        self.tab
    }

    /// Opens it where there is most to see.
    pub fn show(self, edits: usize, outbox: usize) {
        if outbox > 0 || edits == 0 {
            self.show_outbox();
        } else {
            self.show_edits();
        }
    }

    /// Closes it.
    pub fn close(self) {
        self.open.try_set(false);
    }

    /// Closes it and opens a directory's name in the tree, to be typed again.
    pub fn name_again(self, naming: Naming, tree: String) {
        self.close();
        self.naming.set(Some(naming));
        // Where no tree is in the page to take it, the page with the tree is opened.
        set_timeout(
            move || {
                if self.naming.try_with_untracked(Option::is_some) == Some(true) {
                    self.go.to(&tree);
                }
            },
            std::time::Duration::from_millis(50),
        );
    }

    /// Takes the name that is to be typed again.
    #[must_use]
    pub fn take_naming(self) -> Option<Naming> {
        self.naming.track();
        let is_there = self.naming.with_untracked(Option::is_some);
        is_there
            .then(|| self.naming.try_update(Option::take).flatten())
            .flatten()
    }

    /// Closes it and goes to a path. What was pressed for it may be gone from the list by then.
    pub fn leave_for(self, path: &str) {
        self.open.set(false);
        self.go.to(path);
    }
}

/// The button that opens the drawer, and the drawer.
#[component]
pub fn OnThisDevice() -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let drawer = Drawer::expect();
    let unread = move |store: Store| device.unread(store, &workspace.scope()).len();
    let counts = Memo::new(move |_| {
        let scope = workspace.scope();
        let entries = device.outbox(&scope);
        let failed = entries.iter().any(domain::outbox::Entry::is_failed);
        // What cannot be read is not sent: it needs a person as much as what was refused.
        let unsendable = unread(Store::Outbox);
        Counts {
            edits: device.edits(&scope).len() + unread(Store::Edits),
            waiting: entries.len() + unsendable,
            needs_somebody: failed || unsendable > 0,
        }
    });
    let tabs = Signal::derive(move || {
        let counts = counts.get();
        vec![
            Tab::new(EDITS, "Unsent edits").count(counts.edits),
            Tab::new(OUTBOX, "Outbox").count(counts.waiting),
            Tab::new(HISTORY, "History"),
        ]
    });
    view! {
        <DeviceDrawer counts=counts tabs=tabs>
            {move || match drawer.tab.get().as_str() {
                OUTBOX => view! { <Outbox /> }.into_any(),
                HISTORY => view! { <History /> }.into_any(),
                _ => view! { <Edits /> }.into_any(),
            }}
        </DeviceDrawer>
        <Sender />
        <Undoes />
    }
}

/// Says that the device does not keep what is typed, as long as that is so.
#[component]
pub fn StorageTrouble() -> impl IntoView {
    let device = Device::expect();
    move || {
        device.trouble().map(|trouble| {
            view! {
                <div class="page-banner">
                    <Banner tone=Tone::Amber title=trouble.to_string()>
                        {trouble.advice()}
                    </Banner>
                </div>
            }
        })
    }
}

/// Says that there is no connection, as long as that is so.
#[component]
pub fn NoConnection() -> impl IntoView {
    let online = crate::web::online::is_online();
    view! {
        <div role="status">
            <Show when=move || !online.get()>
                <p class="page-strip">
                    <Icon name=IconName::Offline />
                    <span>
                        <strong>"Offline."</strong>
                        " What is loaded can be read. What you write stays on this device, and what you send goes out as soon as there is a connection."
                    </span>
                </p>
            </Show>
        </div>
    }
}
