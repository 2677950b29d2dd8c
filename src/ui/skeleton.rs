//! The shape of what is about to come.

use leptos::prelude::*;

/// What the shape stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonKind {
    /// Rows of a list.
    #[default]
    Rows,
    /// Lines of a tree.
    Tree,
    /// A form.
    Form,
    /// A paragraph.
    Text,
}

/// Grey bars in the shape of what comes. What is loading is said in words once.
#[component]
pub fn Skeleton(
    /// What it stands for.
    #[prop(optional)]
    kind: SkeletonKind,
    /// How many of them.
    #[prop(default = 8)]
    count: usize,
    /// What is loading, read out: "Loading scenarios".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let kind = match kind {
        SkeletonKind::Rows => "rows",
        SkeletonKind::Tree => "tree",
        SkeletonKind::Form => "form",
        SkeletonKind::Text => "text",
    };
    let bars = (0..count)
        .map(|_| view! { <span class="skeleton-bar"></span> })
        .collect_view();
    view! {
        <div class="skeleton" data-kind=kind role="status">
            <span class="visually-hidden">{move || label.get()}</span>
            <div class="skeleton-bars" aria-hidden="true">{bars}</div>
        </div>
    }
}
