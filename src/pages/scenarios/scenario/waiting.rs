//! A write of this form that the service has not taken yet.

use leptos::prelude::*;

use crate::pages::device::WaitingBanner;

use super::form::Form;

/// That a write waits, why, and until when.
#[component]
pub fn Waiting(form: Form) -> impl IntoView {
    let waiting = Memo::new(move |_| form.on_its_way_now());
    view! { <WaitingBanner write=waiting /> }
}
