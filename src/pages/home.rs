//! The root: on to the workspace that was open last, or to Connect.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    app::PendingSignIn,
    paths,
    state::{Prefs, Session},
};

/// Goes on at once.
#[component]
pub fn HomePage() -> impl IntoView {
    let navigate = use_navigate();
    let session = Session::expect();
    let signing_in = expect_context::<PendingSignIn>()
        .0
        .with_untracked(Option::is_some);
    let last = Prefs::expect().last_workspace();
    let target = match (session.connection_untracked(), last) {
        (Some(_), Some(workspace)) if !signing_in => paths::workspace(&workspace),
        _ => paths::connect(),
    };
    Effect::new(move || {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&target, options);
    });
}
