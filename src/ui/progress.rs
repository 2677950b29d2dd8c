//! How far something is.

use leptos::prelude::*;

/// A thin bar, and words beside it. Without a value it only shows that something goes on.
#[component]
pub fn Progress(
    /// What goes on.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0 to 1.
    #[prop(optional, into)]
    value: MaybeProp<f64>,
    /// The words, such as "1,200 of 10,000".
    #[prop(optional, into)]
    text: MaybeProp<String>,
) -> impl IntoView {
    let percent = move || {
        value
            .get()
            .map(|value| (value.clamp(0.0, 1.0) * 100.0).round() as u32)
    };
    view! {
        <div class="progress">
            <div
                class="progress-track"
                role="progressbar"
                aria-label=move || label.get()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().map(|percent| percent.to_string())
                aria-valuetext=move || text.get()
                data-state=move || if value.get().is_some() { "known" } else { "unknown" }
            >
                <div
                    class="progress-fill"
                    style:inline-size=move || percent().map(|percent| format!("{percent}%"))
                ></div>
            </div>
            {move || {
                text.get()
                    .map(|text| view! { <span class="progress-text" aria-hidden="true">{text}</span> })
            }}
        </div>
    }
}
