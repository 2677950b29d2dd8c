//! The settings of an agent that exists: knowledge, voice and calling, each saved by itself.

use contract::talkover::{Agent, Setup};
use domain::talkover::SettingsDraft;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_params_map};

use super::{
    fields::Fields,
    form::Form,
    head::Head,
    keeping::Keeping,
    said::{AskOffline, Offline, Said},
};
use crate::{
    pages::{
        unsent::words_of_edits,
        workspace::{Command, on_command},
    },
    paths,
    state::{Agents, Leaving, workspace::Known},
    ui::{Button, ButtonVariant, ErrorView, Icon, IconName, Skeleton, SkeletonKind},
    web::focus,
};

/// The settings of the agent in the address.
#[component]
pub fn Page() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("agent").unwrap_or_default()));
    move || view! { <OfAgent id=id.get() /> }
}

/// The agent is read anew for its forms: what the list knows may be older.
#[component]
fn OfAgent(id: String) -> impl IntoView {
    let agents = Agents::expect();
    let read = RwSignal::new(Known::Loading);
    let id = StoredValue::new(id);
    let load = move || {
        read.set(Known::Loading);
        spawn_local(async move {
            let Some(id) = id.try_get_value() else {
                return;
            };
            read.try_set(match agents.read(&id).await {
                Ok(read) => Known::Ready(read.agent),
                Err(error) => Known::Failed(error),
            });
        });
    };
    load();
    move || match read.get() {
        Known::Loading => view! {
            <main class="page" id="main" tabindex="-1">
                <Skeleton kind=SkeletonKind::Form label="Reading the agent" />
            </main>
        }
        .into_any(),
        Known::Failed(error) => view! {
            <main class="page" id="main" tabindex="-1">
                <ErrorView
                    title="The agent's settings cannot be shown"
                    meaning=error.to_string()
                    advice=error.advice()
                    actions=ViewFn::from(move || view! {
                        <Button on_click=move |_| load()>"Try again"</Button>
                    })
                />
            </main>
        }
        .into_any(),
        Known::Ready(agent) => view! { <Settings agent=agent /> }.into_any(),
    }
}

#[component]
fn Settings(agent: Agent) -> impl IntoView {
    let agents = Agents::expect();
    let workspace = agents.workspace_id();
    focus::set_title(&format!("Settings of {}", agent.label));
    let here = paths::agent_settings(&workspace, &agent.id);
    let to_agent = paths::agent(&workspace, &agent.id, "");
    let forms = Setup::ALL.map(|setup| (setup, Form::new(SettingsDraft::of(setup, &agent))));
    let keepers = forms.map(|(_, form)| Keeping::begin(form));
    // What the device keeps is not lost by leaving.
    let is_at_risk = move || keepers.iter().any(|keeping| keeping.is_at_risk());
    Leaving::expect().hold(
        Signal::stored(paths::page_of(&here).to_owned()),
        Signal::derive(is_at_risk),
    );
    let forms_of_shortcut = forms;
    on_command(move |command| {
        if command != Command::Save {
            return false;
        }
        // The form that the keyboard is in; elsewhere, the first one with edits.
        let inside = forms_of_shortcut
            .iter()
            .find(|(setup, _)| focus::is_in(setup.as_str()));
        let dirty = || {
            let is_dirty = |form: &Form| form.changes.get_untracked() > 0;
            forms_of_shortcut.iter().find(|(_, form)| is_dirty(form))
        };
        if let Some((_, form)) = inside.or_else(dirty) {
            form.save(agents, false);
        }
        true
    });
    go_to_anchor();
    // The latest of the three is what the agent is now.
    let now = Memo::new({
        let first = agent.clone();
        move |_| {
            let bases = forms
                .iter()
                .map(|(_, form)| form.draft.with(|d| d.base().cloned()));
            let latest = bases
                .flatten()
                .max_by(|a, b| a.updated_at.cmp(&b.updated_at));
            latest.unwrap_or_else(|| first.clone())
        }
    });
    let sections = forms
        .into_iter()
        .zip(keepers)
        .map(|((setup, form), keeping)| view! { <SetupSection setup=setup form=form keeping=keeping to_agent=to_agent.clone() /> })
        .collect_view();
    view! {
        <main class="page settings-page" id="main" tabindex="-1">
            <Head
                title=format!("Settings of {}", agent.label)
                agent=now
                crumbs=vec![
                    ("Agents".to_owned(), Some(paths::agents(&workspace, ""))),
                    (agent.label.clone(), Some(to_agent)),
                    ("Settings".to_owned(), None),
                ]
            />
            <div class="settings-layout">
                <nav class="settings-nav" aria-label="Groups of settings">
                    {forms.map(|(setup, form)| view! { <NavLink setup=setup form=form here=here.clone() /> })}
                </nav>
                <div class="settings-sections">{sections}</div>
            </div>
        </main>
    }
}

#[component]
fn NavLink(setup: Setup, form: Form, here: String) -> impl IntoView {
    let missing = form.part(SettingsDraft::is_missing);
    view! {
        <a
            class="settings-nav-link"
            href=format!("{here}#{}", setup.as_str())
            // Also where the address names it already.
            on:click=move |_| focus::focus_id(form.heading())
        >
            <span>{setup.label()}</span>
            <Show when=move || { form.changes.get() > 0 }>
                <span class="settings-nav-note">"Edited"</span>
            </Show>
            <Show when=move || missing.get()>
                <span class="settings-nav-note" data-tone="amber">
                    <Icon name=IconName::Warning />
                    <span class="visually-hidden">"Not saved yet"</span>
                </span>
            </Show>
        </a>
    }
}

#[component]
fn SetupSection(setup: Setup, form: Form, keeping: Keeping, to_agent: String) -> impl IntoView {
    let agents = Agents::expect();
    let missing = form.part(SettingsDraft::is_missing);
    let (lead, what) = match setup {
        Setup::Knowledge => (
            "What the agent is for, and how it leads a conversation.",
            "knowledge",
        ),
        Setup::Voice => ("How the agent sounds.", "voice"),
        Setup::Calling => ("Who calls whom, and on which numbers.", "calling"),
    };
    let reason = MaybeProp::derive(move || {
        let is_worth = form.draft.with(SettingsDraft::is_worth_sending);
        (!is_worth).then(|| "There is nothing to save: the service has these settings.".to_owned())
    });
    let note = move || match (form.changes.get(), form.sent.get()) {
        (0, Some(at)) => format!("Saved {at}"),
        (0, None) => "No edits".to_owned(),
        (some, _) => words_of_edits(some, &keeping.kept()),
    };
    view! {
        <section class="card settings-card" id=setup.as_str() aria-labelledby=form.heading()>
            <header class="settings-card-head">
                <h2 class="section-title" id=form.heading() tabindex="-1">{setup.label()}</h2>
                <Show when=move || missing.get()>
                    <span class="settings-missing">
                        <Icon name=IconName::Warning />
                        "Not saved yet: needed to publish"
                    </span>
                </Show>
                <p class="page-lead">{lead}</p>
            </header>
            <form
                class="stack"
                novalidate
                aria-label=setup.label()
                on:submit=move |event| {
                    event.prevent_default();
                    form.save(agents, false);
                }
            >
                <Said form=form keeping=keeping on_again=Callback::new(move |()| form.save(agents, false)) />
                <Offline form=form to_agent=to_agent />
                <Fields form=form />
                <footer class="settings-foot">
                    <span class="pane-foot-note" role="status">{note}</span>
                    <Show when=move || form.is_dirty()>
                        <Button
                            variant=ButtonVariant::Quiet
                            icon=IconName::Undo
                            on_click=move |_| keeping.give_up()
                        >
                            "Give up edits"
                        </Button>
                    </Show>
                    <Button
                        variant=ButtonVariant::Primary
                        icon=IconName::Save
                        keys="Ctrl+S"
                        disabled_reason=reason
                        loading=form.busy
                        on_click=move |_| form.save(agents, false)
                    >
                        {format!("Save {what}")}
                    </Button>
                </footer>
            </form>
            <AskOffline form=form what=what on_yes=Callback::new(move |()| {
                form.busy.set(false);
                form.save(agents, true);
            }) />
        </section>
    }
}

/// Goes to the group that the address names, now and whenever it names another one.
fn go_to_anchor() {
    let hash = use_location().hash;
    Effect::new(move || {
        let name = hash.get();
        let name = name.trim_start_matches('#');
        if let Some(setup) = Setup::ALL.into_iter().find(|setup| setup.as_str() == name) {
            focus::focus_id(format!("{}-heading", setup.as_str()));
        }
    });
}
