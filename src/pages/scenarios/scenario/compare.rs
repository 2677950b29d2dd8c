//! The text that is live beside the text that is being written.

use leptos::prelude::*;

use crate::{
    pages::difference::Difference,
    ui::{EmptyState, IconName},
};

use super::form::Form;

/// Published text and draft side by side, word by word.
#[component]
pub fn Compare(form: Form) -> impl IntoView {
    move || {
        let draft = form.draft.get();
        let live = draft.base.as_deref().filter(|_| draft.is_live());
        let Some(live) = live else {
            return view! {
                <EmptyState icon=IconName::Diff title="Nothing is live yet">
                    <p>"After the first publish, this compares the live text with your draft."</p>
                </EmptyState>
            }
            .into_any();
        };
        let title = draft.title.trim().to_owned();
        if live.title == title && live.content == draft.content {
            let words = match live.current_version {
                Some(version) => format!("The draft is the same as version {version}"),
                None => "The draft is the same as the live text".to_owned(),
            };
            return view! {
                <EmptyState icon=IconName::Check title=words>
                    <p>"Edit the title or the content to see the difference here."</p>
                </EmptyState>
            }
            .into_any();
        }
        let live_label = match live.current_version {
            Some(version) => format!("Published, version {version}"),
            None => "Published".to_owned(),
        };
        view! {
            <div class="stack">
                {(live.title != title)
                    .then(|| {
                        view! {
                            <Difference
                                old=live.title.clone()
                                new=title
                                old_name=format!("{live_label}, title")
                                new_name="Draft, title"
                            />
                        }
                    })}
                <Difference
                    old=live.content.clone()
                    new=draft.content.clone()
                    old_name=live_label
                    new_name="Draft"
                />
            </div>
        }
        .into_any()
    }
}
