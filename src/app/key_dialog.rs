//! Asks for a key over whatever is open, after the service has refused the one in use.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::Session,
    ui::{Button, ButtonVariant, Dialog, Field, TextField},
};

/// The dialog, while requests wait for another key.
#[component]
pub fn KeyDialog() -> impl IntoView {
    let session = Session::expect();
    let key = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let trying = RwSignal::new(false);
    let submit = move || {
        if key.with_untracked(|key| key.trim().is_empty()) {
            error.set(Some("Paste a key.".to_owned()));
            return;
        }
        trying.set(true);
        error.set(None);
        spawn_local(async move {
            let given = key.get_untracked();
            match session.answer(&given).await {
                Ok(()) => key.set(String::new()),
                Err(why) => error.set(Some(format!("{why}. {}", why.advice("the service")))),
            }
            trying.set(false);
        });
    };
    let open = RwSignal::new(false);
    Effect::new(move || open.set(session.is_refused()));
    view! {
        <Dialog
            open=open
            title="The service asks for a key"
            on_close=move |()| {
                // Closed by Escape: the requests that wait must not wait for ever.
                if session.is_refused_untracked() {
                    session.give_up();
                }
            }
        >
            <form
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <p>
                    "Your key was refused: it may have been revoked, or the server was set up anew. What you typed is still here, and goes on once there is a key that works."
                </p>
                <Field label="Key" error=MaybeProp::derive(move || error.get())>
                    <TextField
                        value=key
                        on_input=move |text| key.set(text)
                        kind="password"
                        mono=true
                    />
                </Field>
                <div class="row" data-align="end">
                    <Button on_click=move |_| session.give_up()>"Not now"</Button>
                    <Button variant=ButtonVariant::Primary kind="submit" loading=trying>
                        "Go on with this key"
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
