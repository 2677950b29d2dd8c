//! The button in the top bar that says how much this device keeps, and the drawer behind it.

use leptos::prelude::*;

use super::Drawer;
use crate::{
    state::Device,
    ui::{Button, ButtonSize, ButtonVariant, Dialog, DialogSize, IconName, Tab, Tabs},
};

/// What there is to be shown of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Edits that were not sent.
    pub edits: usize,
    /// Changes that wait.
    pub waiting: usize,
    /// Whether one of those needs a person.
    pub needs_somebody: bool,
}

/// The button and the drawer. `children` are the tab that is shown.
#[component]
pub fn DeviceDrawer(
    /// What is kept.
    counts: Memo<Counts>,
    /// The tabs of the drawer.
    tabs: Signal<Vec<Tab>>,
    /// The tab that is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let device = Device::expect();
    let drawer = Drawer::expect();
    // Another tab may have ended without a word.
    Effect::new(move || {
        if drawer.open.get() {
            device.read_edits();
        }
    });
    let show = move |_| {
        let Counts { edits, waiting, .. } = counts.get_untracked();
        drawer.show(edits, waiting);
    };
    let badge = move || {
        let counts = counts.get();
        let count = counts.edits + counts.waiting;
        (count > 0).then(|| {
            view! {
                <span class="count-badge" data-failed=counts.needs_somebody.then_some("")>
                    {count}
                    <span class="visually-hidden">" unsent"</span>
                </span>
            }
        })
    };
    view! {
        <Button
            size=ButtonSize::Small
            variant=ButtonVariant::Quiet
            icon=IconName::Inbox
            on_click=show
        >
            <span class="not-narrow">"On this device"</span>
            <span class="only-narrow visually-hidden">"On this device"</span>
            {badge}
        </Button>
        <Dialog open=drawer.open title="On this device" size=DialogSize::Side light_dismiss=true>
            <Tabs
                label="What this device keeps"
                tabs=tabs
                selected=drawer.tab
                on_select=move |name: String| drawer.tab.set(name)
            >
                {children.with_value(|children| children())}
            </Tabs>
        </Dialog>
    }
}
