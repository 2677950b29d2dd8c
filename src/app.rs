//! The providers around every page, and what lies over all of them.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Router, hooks::use_navigate};

use crate::{
    routes::AppRoutes,
    state::{Device, Leaving, Messages, Prefs, Session, messages},
    ui::{ConfirmDialog, Later, LiveRegions, Toast, ToastAction, ToastPlace, ToastRegion, Tone},
    web::{
        clock::Clock,
        fragment::{self, SignIn},
        guard,
        guard::Away,
    },
};

mod key_dialog;
mod sign_in_link;

use key_dialog::KeyDialog;
use sign_in_link::SignInLink;

/// How long a toast stays that only says that something was done.
const TOAST_LASTS: Duration = Duration::from_secs(6);
/// How long a toast stays that alone brings back what was given up.
const LAST_CHANCE: Duration = Duration::from_secs(20);

/// A sign-in link that was opened in this tab, until Connect has used it.
#[derive(Clone, Copy)]
pub struct PendingSignIn(pub RwSignal<Option<SignIn>>);

/// The app.
#[component]
pub fn App(
    /// The key and base URL of a sign-in link.
    sign_in: Option<SignIn>,
) -> impl IntoView {
    Clock::provide();
    Prefs::provide();
    Session::provide();
    Messages::provide();
    ToastPlace::provide();
    Device::prepare();
    let pending = RwSignal::new(sign_in);
    provide_context(PendingSignIn(pending));
    fragment::on_sign_in(move |link| pending.set(Some(link)));
    view! {
        <Router>
            <Overlays />
            <Later>
                <SignInLink />
            </Later>
            <AppRoutes />
        </Router>
    }
}

/// Dialogs and messages that any page may cause.
#[component]
fn Overlays() -> impl IntoView {
    let leaving = Leaving::provide();
    let messages = Messages::expect();
    view! {
        <Later>
            <LeaveDialog leaving=leaving />
            <KeyDialog />
            <DeviceStart />
            <Toasts />
        </Later>
        <LiveRegions polite=messages.spoken() assertive="" />
    }
}

/// What just happened, in the order in which it did.
#[component]
fn Toasts() -> impl IntoView {
    let messages = Messages::expect();
    let toasts = Signal::derive(move || {
        messages
            .toasts()
            .get()
            .into_iter()
            .map(|message| Toast {
                id: message.id,
                tone: match message.tone {
                    messages::Tone::Done => Tone::Green,
                    messages::Tone::Failed => Tone::Red,
                },
                text: message.text,
                action: message.action.map(|(label, run)| ToastAction {
                    label: label.to_owned(),
                    run,
                }),
                lasts: match message.tone {
                    messages::Tone::Failed => None,
                    messages::Tone::Done if message.is_last_chance => Some(LAST_CHANCE),
                    messages::Tone::Done => Some(TOAST_LASTS),
                },
            })
            .collect::<Vec<_>>()
    });
    view! { <ToastRegion toasts=toasts on_dismiss=move |id| messages.dismiss(id) /> }
}

/// Opens what this device keeps: requests may wait for their budget in it.
#[component]
fn DeviceStart() -> impl IntoView {
    // Made by the first who asks for it.
    let _device = Device::expect();
}

/// Asks before unsaved text is left.
#[component]
fn LeaveDialog(leaving: Leaving) -> impl IntoView {
    let navigate = use_navigate();
    let leave = move || match leaving.leave() {
        Some(Away::Path(path)) => navigate(&path, NavigateOptions::default()),
        Some(Away::Entry(key)) => guard::go_to_entry(&key),
        None => {}
    };
    let open = RwSignal::new(false);
    Effect::new(move || open.set(leaving.wanted().is_some()));
    view! {
        <ConfirmDialog
            open=open
            title="Leave without saving?"
            confirm="Leave and give up the edits"
            cancel="Stay here"
            danger=true
            on_confirm=move |()| leave()
            on_cancel=move |()| leaving.stay()
        >
            <p>
                "There are edits here that were not sent to the service. Leaving now gives them up."
            </p>
        </ConfirmDialog>
    }
}
