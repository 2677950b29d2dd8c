//! What the form of a scenario says of edits that were not sent.

use domain::Draft;
use leptos::prelude::*;

use crate::pages::{
    device::ScenarioDifference,
    unsent::{OtherEdits, RecoveredBanner},
};

use super::form::Form;

/// That the form goes on with unsent edits, and that there are others.
#[component]
pub fn UnsentEdits(form: Form) -> impl IntoView {
    let shows = RwSignal::new(false);
    let recovered = Memo::new(move |_| form.recovered.get().filter(|_| form.is_dirty()));
    view! {
        {move || recovered.get().map(|recovered| {
            let is_new = form.edited.with_untracked(Draft::is_new);
            let compare = Callback::new(move |()| shows.update(|shows| *shows = !*shows));
            view! {
                <RecoveredBanner
                    recovered=recovered
                    on_compare=(!is_new).then_some(compare)
                    on_discard=move |()| form.discard_recovered()
                    on_dismiss=move |()| form.recovered.set(None)
                />
                <Show when=move || shows.get()>
                    {move || {
                        let edited = form.draft.get();
                        let now = match (form.theirs.get(), edited.base.as_deref()) {
                            (Some(theirs), _) => Draft::of(&theirs.training),
                            (None, Some(base)) => Draft::of(base),
                            (None, None) => Draft::new(None),
                        };
                        view! { <ScenarioDifference now=now edited=edited /> }
                    }}
                </Show>
            }
        })}
        <OtherEdits what="scenario" others=Signal::derive(move || form.other_edits()) />
    }
}
