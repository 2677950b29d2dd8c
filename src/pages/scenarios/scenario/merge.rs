//! Two people's edits, put together: what merged by itself, and what has to be decided.

use domain::Draft;
use leptos::prelude::*;

use crate::{
    pages::{
        field_words::field_words,
        merging::{Decided, MergeParts, left_words},
    },
    ui::{Button, ButtonVariant, Dialog, DialogSize},
    web::focus,
};

use super::form::Form;

/// Asks what both changed. Nothing is sent by it: the form takes the result, to be looked at.
#[component]
pub fn MergeDialog(form: Form) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(form.merging.with(Option::is_some)));
    let left = Memo::new(move |_| {
        form.merging
            .with(|merging| merging.as_ref().map_or(0, |merging| merging.merge.open()))
    });
    let parts = Memo::new(move |_| {
        form.merging.with(|merging| {
            let fields = merging.iter().flat_map(|merging| &merging.merge.fields);
            fields
                .map(|it| (it.field.label(), it.outcome.clone()))
                .collect()
        })
    });
    let words = move |n: usize| {
        let field = form
            .merging
            .with_untracked(|merging| Some(merging.as_ref()?.merge.fields.get(n)?.field));
        let Some(field) = field else {
            return Default::default();
        };
        let words = |draft: &Draft| field_words(form.workspace, field, draft);
        let theirs = form
            .theirs
            .with_untracked(|theirs| theirs.as_ref().map(|it| words(&Draft::of(&it.training))));
        [form.draft.with_untracked(words), theirs.unwrap_or_default()]
    };
    let decide = move |decided| {
        form.decide(|merge| match decided {
            Decided::Field(n, side) => {
                if let Some(field) = merge.fields.get(n).map(|it| it.field) {
                    merge.take(field, side);
                }
            }
            Decided::Key(key, side) => merge.take_key(&key, side),
            Decided::Hunk(n, taken) => merge.take_hunk(n, Some(taken)),
        });
    };
    view! {
        <Dialog
            open=open
            title="Put the edits together"
            size=DialogSize::Large
            on_close=move |()| form.merging.set(None)
            footer=ViewFn::from(move || view! {
                <Button on_click=move |_| form.merging.set(None)>"Not now"</Button>
                <Button
                    variant=ButtonVariant::Primary
                    disabled_reason=MaybeProp::derive(move || left_words(left.get()))
                    on_click=move |_| {
                        form.end_merge();
                        focus::rescue("scenario-heading");
                    }
                >
                    "Use this"
                </Button>
            })
        >
            <p class="field-hint" role="status">
                {move || left_words(left.get()).unwrap_or_else(|| {
                    "Everything is decided. The form takes it over; nothing is sent before you save.".to_owned()
                })}
            </p>
            <MergeParts parts=parts words=words on_decide=decide />
        </Dialog>
    }
}
