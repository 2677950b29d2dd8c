//! A sign-in link goes to Connect, whatever is open when it is followed.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::PendingSignIn;
use crate::{pages::go::Go, paths, state::Leaving};

/// Goes to Connect when a link waits, and asks first where unsaved text would be lost.
#[component]
pub fn SignInLink() -> impl IntoView {
    let pending = expect_context::<PendingSignIn>().0;
    let leaving = Leaving::expect();
    let location = use_location();
    let go = Go::here();
    Effect::new(move |asked: Option<bool>| {
        let path = location.pathname.get();
        let is_asked = leaving.wanted().is_some();
        // The root goes to Connect by itself.
        if pending.with(Option::is_none) || path == "/" || path == paths::connect() {
            return false;
        }
        if asked == Some(true) && !is_asked {
            // They stay where they are, with the key that they have.
            pending.set(None);
        } else if !is_asked {
            let search = location.search.get_untracked();
            let here = paths::with_query(path, search.trim_start_matches('?'));
            let target = paths::connect_and_return(&here);
            if leaving.holds(&target) {
                go.to(&target);
                return true;
            }
            go.replace(&target);
        }
        is_asked
    });
}
