//! Connect: which service, with which key.

use contract::WorkspaceInfo;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_navigate, use_query_map},
};

use crate::{
    api::connect::ConnectError,
    app::PendingSignIn,
    pages::changes::RememberChoice,
    paths,
    state::{Prefs, Session},
    ui::{
        Banner, Button, ButtonVariant, Field, Icon, IconName, Later, Segmented, SegmentedOption,
        TextField, Tone,
    },
    web::{focus, rest},
};

const THIS_SERVER: &str = "this";
const OTHER: &str = "other";

/// Connects to this server or to any base URL.
#[component]
pub fn ConnectPage() -> impl IntoView {
    focus::set_title("Connect");
    // Nothing else is on its way while a person types.
    rest::fetch();
    let session = Session::expect();
    let prefs = Prefs::expect();
    let form = ConnectForm::new(session);
    let navigate = use_navigate();
    let next = use_query_map().with_untracked(|query| query.get("next"));
    let go = Callback::new(move |workspaces: Vec<WorkspaceInfo>| {
        // A shared link is followed once there is a key for it.
        let target = next
            .clone()
            .filter(|path| path.starts_with("/workspace/"))
            .or_else(|| first_page(&workspaces, prefs));
        if let Some(path) = target {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&path, options);
        }
    });
    let submit = move || form.submit(session, go);
    let pending = expect_context::<PendingSignIn>().0;
    Effect::new(move || {
        // The last link counts, once the attempt before it has ended.
        if !form.trying.get()
            && let Some(link) = pending.get()
        {
            pending.set(None);
            form.follow(link.base, link.key);
            submit();
        }
    });
    view! {
        <main class="page" data-width="narrow" data-center="" id="main">
            <div class="stack" data-gap="6">
                <div class="connect-brand">
                    <Icon name=IconName::Brand attr:class="brand-mark" />
                    <h1>"Cuebook"</h1>
                    <p class="page-lead">"The admin console for your AI support agent's training."</p>
                </div>
                <form
                    class="card stack"
                    novalidate
                    on:submit=move |event| {
                        event.prevent_default();
                        submit();
                    }
                >
                    <ServiceFields form=form />
                    <Field
                        label="Key"
                        required=true
                        hint="Kept in this tab only, and forgotten when you close it."
                        error=MaybeProp::derive(move || form.key_error.get())
                    >
                        <TextField
                            value=form.key
                            on_input=move |text| form.key.set(text)
                            kind="password"
                            mono=true
                        />
                    </Field>
                    <Later>
                        <RememberChoice />
                    </Later>
                    <Failure form=form />
                    <Button variant=ButtonVariant::Primary kind="submit" loading=form.trying>
                        "Connect"
                    </Button>
                </form>
                <Known session=session />
            </div>
        </main>
    }
}

#[derive(Clone, Copy)]
struct ConnectForm {
    place: RwSignal<String>,
    base: RwSignal<String>,
    key: RwSignal<String>,
    key_error: RwSignal<Option<String>>,
    trying: RwSignal<bool>,
    failure: RwSignal<Option<ConnectError>>,
}

impl ConnectForm {
    fn new(session: Session) -> Self {
        let base = session
            .connection_untracked()
            .map(|connection| connection.base)
            .unwrap_or_default();
        let place = if base.is_empty() { THIS_SERVER } else { OTHER };
        Self {
            place: RwSignal::new(place.to_owned()),
            base: RwSignal::new(base),
            key: RwSignal::new(String::new()),
            key_error: RwSignal::new(None),
            trying: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    fn follow(self, base: Option<String>, key: String) {
        let place = if base.is_some() { OTHER } else { THIS_SERVER };
        self.place.set(place.to_owned());
        if let Some(base) = base {
            self.base.set(base);
        }
        self.key.set(key);
    }

    fn is_other(self) -> bool {
        self.place.with(|place| place == OTHER)
    }

    fn chosen_base(self) -> String {
        if self.place.with_untracked(|place| place == OTHER) {
            self.base.get_untracked()
        } else {
            String::new()
        }
    }

    fn submit(self, session: Session, connected: Callback<Vec<WorkspaceInfo>>) {
        self.failure.set(None);
        let key = self.key.get_untracked();
        let missing = key.trim().is_empty();
        self.key_error
            .set(missing.then(|| "Paste a key of this service.".to_owned()));
        if missing || self.trying.get_untracked() {
            return;
        }
        self.trying.set(true);
        let base = self.chosen_base();
        spawn_local(async move {
            let result = if base.trim().is_empty() && self.place.with_untracked(|p| p == OTHER) {
                Err(ConnectError::Address)
            } else {
                session.connect(&base, &key).await
            };
            self.trying.try_set(false);
            match result {
                Ok(workspaces) => {
                    connected.try_run(workspaces);
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

#[component]
fn ServiceFields(form: ConnectForm) -> impl IntoView {
    view! {
        <Segmented
            label="Service"
            options=vec![
                SegmentedOption::new(THIS_SERVER, "This server"),
                SegmentedOption::new(OTHER, "Another service"),
            ]
            value=form.place
            on_change=move |place| form.place.set(place)
        />
        <Show when=move || form.is_other()>
            <Field
                label="Base URL"
                required=true
                hint="Like https://api.open.cx. Most services refuse browsers; a Cuebook server can stand between."
            >
                <TextField
                    value=form.base
                    on_input=move |text| form.base.set(text)
                    kind="url"
                    placeholder="https://"
                    mono=true
                />
            </Field>
        </Show>
    }
}

#[component]
fn Failure(form: ConnectForm) -> impl IntoView {
    move || {
        form.failure.get().map(|error| {
            let base = match form.chosen_base() {
                base if base.is_empty() => "of this page".to_owned(),
                base => base,
            };
            let advice = error.advice(&base);
            view! {
                <Banner tone=Tone::Red title=error.to_string()>
                    <p>{advice}</p>
                </Banner>
            }
        })
    }
}

/// The way back for somebody who came here while connected.
#[component]
fn Known(session: Session) -> impl IntoView {
    let last = Prefs::expect().last_workspace();
    move || {
        let workspace = last.clone().filter(|_| session.connection().is_some())?;
        Some(view! {
            <p class="page-lead">
                "You are connected. "
                <A href=paths::workspace(&workspace)>{format!("Back to {workspace}")}</A>
            </p>
        })
    }
}

/// Where a person goes who has just connected.
fn first_page(workspaces: &[WorkspaceInfo], prefs: Prefs) -> Option<String> {
    let last = prefs.last_workspace();
    let is_last = |workspace: &&WorkspaceInfo| Some(&workspace.id) == last.as_ref();
    let known = workspaces.iter().find(is_last).or(workspaces.first());
    known.map(paths::first_page)
}
