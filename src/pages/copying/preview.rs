//! The copies, one below the other.

use leptos::prelude::*;

use super::{copier::Copier, row::Row};
use crate::{
    state::workspace::Known,
    ui::{AsSeen, Button, ErrorView, RowsEnd, Skeleton},
};

/// The preview, once it is known what the target has.
#[component]
pub fn Preview(copier: Copier) -> impl IntoView {
    let keys = Memo::new(move |_| {
        copier.plan.with(|plan| {
            let keys = plan.copies().iter().map(|copy| copy.key.clone());
            keys.enumerate().collect::<Vec<_>>()
        })
    });
    let seen = AsSeen::begin();
    let drawn = Memo::new(move |_| keys.with(|keys| seen.of(keys, None)));
    move || match copier.there.get() {
        None => ().into_any(),
        Some(Known::Loading) => {
            view! { <Skeleton count=3 label="Reading what is there" /> }.into_any()
        }
        Some(Known::Failed(error)) => view! {
            <ErrorView
                title="What the target has cannot be read"
                meaning=format!("{error} Nothing was copied.")
                advice=error.advice()
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| copier.read_there()>"Try again"</Button>
                })
            />
        }
        .into_any(),
        Some(Known::Ready(_)) => view! {
            <ul class="copy-rows" role="list" aria-label="Copies">
                <For
                    each=move || drawn.get()
                    key=|(_, key)| key.clone()
                    children=move |(at, key)| view! { <Row copier=copier at=at key=key /> }
                />
            </ul>
            <RowsEnd seen=seen total=Signal::derive(move || keys.with(Vec::len)) />
        }
        .into_any(),
    }
}
