//! The way to where one is.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub label: String,
    /// Where it leads; `None` for where one is.
    pub href: Option<String>,
}

/// The way from the root to here. The last step is where one is.
#[component]
pub fn Breadcrumb(
    /// The name of the way.
    #[prop(default = "Path".into(), into)]
    label: Signal<String>,
    /// The steps, the root first.
    #[prop(into)]
    crumbs: Signal<Vec<Crumb>>,
) -> impl IntoView {
    let steps = move || {
        let crumbs = crumbs.get();
        let last = crumbs.len().saturating_sub(1);
        crumbs
            .into_iter()
            .enumerate()
            .map(|(at, Crumb { label, href })| {
                let here = (at == last).then_some("page");
                let name = match href {
                    Some(href) => view! { <a href=href aria-current=here>{label}</a> }.into_any(),
                    None => view! { <span aria-current=here>{label}</span> }.into_any(),
                };
                view! {
                    <li class="crumb">
                        {(at > 0).then(|| view! { <Icon name=IconName::ChevronRight /> })}
                        {name}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <nav class="breadcrumb" aria-label=move || label.get()>
            <ol role="list">{steps}</ol>
        </nav>
    }
}
