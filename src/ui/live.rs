//! Live regions: what happened, for those who listen.

use leptos::prelude::*;

/// Two regions that are always in the page. Setting the same words again says them again.
#[component]
pub fn LiveRegions(
    /// Said when there is a pause.
    #[prop(into)]
    polite: Signal<String>,
    /// Said at once.
    #[prop(into)]
    assertive: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
            {spoken(polite)}
        </div>
        <div class="visually-hidden" role="alert" aria-live="assertive" aria-atomic="true">
            {spoken(assertive)}
        </div>
    }
}

/// The words, and at every second change an invisible character after them: a region whose text
/// does not change stays silent.
fn spoken(words: Signal<String>) -> impl Fn() -> String {
    let odd = StoredValue::new(false);
    move || {
        let mut words = words.get();
        odd.update_value(|odd| *odd = !*odd);
        if odd.get_value() && !words.is_empty() {
            words.push('\u{a0}');
        }
        words
    }
}
