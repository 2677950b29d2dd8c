//! The question before an undo that deletes what somebody else wrote.

use contract::opencx::Training;
use domain::{Draft, undo::Direction};
use leptos::prelude::*;

use crate::{
    api::opencx::Tagged,
    ui::{Button, ButtonVariant, Dialog, DialogSize, IconName},
};

use super::super::ScenarioDifference;

/// A scenario whose deletion would take somebody's work along.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// The step that is undone or done again.
    pub step: u64,
    /// The record's number.
    pub number: u64,
    /// Which of the two.
    pub direction: Direction,
    /// What the step left.
    pub left: Option<Box<Training>>,
    /// What the service has now.
    pub now: Tagged,
}

/// Shows what would be lost, and asks.
#[component]
pub fn AskLost(lost: RwSignal<Option<Lost>>, delete: Callback<Lost>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(lost.with(Option::is_some)));
    let title = Signal::derive(move || {
        lost.with(|lost| match lost {
            Some(lost) => format!("Delete “{}”?", lost.now.training.working_title()),
            None => String::new(),
        })
    });
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Large
            role="alertdialog"
            on_close=move |()| lost.set(None)
            footer=ViewFn::from(move || view! {
                <Button attr:autofocus="" on_click=move |_| lost.set(None)>"Keep it"</Button>
                <Button
                    variant=ButtonVariant::Danger
                    icon=IconName::Trash
                    on_click=move |_| {
                        if let Some(what) = lost.get_untracked() {
                            lost.set(None);
                            delete.run(what);
                        }
                    }
                >
                    "Delete the scenario"
                </Button>
            })
        >
            <div class="stack">
                <p>
                    "Going back means deleting it, but somebody changed it since. This would be lost with it:"
                </p>
                {move || lost.get().map(|lost| view! {
                    <ScenarioDifference
                        now=lost.left.as_deref().map_or_else(|| Draft::new(None), Draft::of)
                        edited=Draft::of(&lost.now.training)
                        old_name="When you left it"
                        new_name="The service, now"
                        same="Its text is the same. Somebody published it, or took it offline."
                    />
                })}
            </div>
        </Dialog>
    }
}
