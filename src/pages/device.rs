//! What this device keeps of a workspace: edits that were not sent, writes that wait, what was
//! done.

use leptos::prelude::*;

use crate::{
    state::{Device, Workspace},
    ui::{
        Banner, Button, ButtonSize, ButtonVariant, Dialog, DialogSize, IconName, Tab, Tabs, Tone,
    },
};

mod edit;
mod edits;

pub use edit::ScenarioDifference;
use edits::Edits;

const EDITS: &str = "edits";

/// Whether the drawer is open, and which of its tabs is shown.
#[derive(Clone, Copy)]
pub struct Drawer {
    open: RwSignal<bool>,
    tab: RwSignal<String>,
}

impl Drawer {
    /// Gives a drawer to everything below.
    pub fn provide() -> Self {
        let drawer = Self {
            open: RwSignal::new(false),
            tab: RwSignal::new(EDITS.to_owned()),
        };
        provide_context(drawer);
        drawer
    }

    /// The drawer around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Shows the edits that were not sent.
    pub fn show_edits(self) {
        self.tab.set(EDITS.to_owned());
        self.open.set(true);
    }

    /// Closes it.
    pub fn close(self) {
        self.open.set(false);
    }
}

/// The button that opens the drawer, and the drawer.
#[component]
pub fn OnThisDevice() -> impl IntoView {
    let device = Device::expect();
    let workspace = Workspace::expect();
    let drawer = Drawer::expect();
    let edits = Memo::new(move |_| device.edits(&workspace.scope()).len());
    // Another tab may have ended without a word.
    Effect::new(move || {
        if drawer.open.get() {
            device.read_edits();
        }
    });
    let tabs = Signal::derive(move || vec![Tab::new(EDITS, "Unsent edits").count(edits.get())]);
    view! {
        <Button
            size=ButtonSize::Small
            variant=ButtonVariant::Quiet
            icon=IconName::Inbox
            on_click=move |_| drawer.show_edits()
        >
            <span class="not-narrow">"On this device"</span>
            <span class="only-narrow visually-hidden">"On this device"</span>
            {move || Some(edits.get()).filter(|edits| *edits > 0).map(|edits| view! {
                <span class="count-badge">
                    {edits}
                    <span class="visually-hidden">" unsent"</span>
                </span>
            })}
        </Button>
        <Dialog open=drawer.open title="On this device" size=DialogSize::Side light_dismiss=true>
            <Tabs
                label="What this device keeps"
                tabs=tabs
                selected=drawer.tab
                on_select=move |name: String| drawer.tab.set(name)
            >
                <Edits />
            </Tabs>
        </Dialog>
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
