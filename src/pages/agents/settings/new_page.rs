//! A new agent: what "Create agent" asks for.

use domain::talkover::SettingsDraft;
use leptos::prelude::*;

use super::{
    creating::Creating, fields::Fields, form::Form, head::Head, keeping::Keeping, said::Said,
};
use crate::{
    pages::{
        go::Go,
        unsent::words_of_edits,
        workspace::{Command, on_command},
    },
    paths,
    state::{Agents, Leaving},
    ui::{Button, ButtonVariant, IconName},
    web::focus,
};

/// The form of a new agent.
#[component]
pub fn NewPage() -> impl IntoView {
    focus::set_title("New agent");
    let agents = Agents::expect();
    let workspace = StoredValue::new(agents.workspace_id());
    let go = Go::here();
    let leaving = Leaving::expect();
    let form = Form::new(SettingsDraft::new_agent());
    let keeping = Keeping::begin(form);
    let creating = Creating::new();
    leaving.hold(
        Signal::stored(paths::new_agent(&workspace.get_value())),
        Signal::derive(move || keeping.is_at_risk()),
    );
    let create = move || {
        creating.create(form, agents, keeping.create_key(), move |agent| {
            form.messages.done(format!(
                "Created “{}” as a draft. Set its knowledge, voice and calling to publish it.",
                agent.label
            ));
            leaving.release();
            keeping.forget();
            let workspace = workspace.try_get_value().unwrap_or_default();
            go.replace(&paths::agent_settings(&workspace, &agent.id));
            focus::focus_id("agent-heading");
        });
    };
    on_command(move |command| {
        let ours = command == Command::Save;
        if ours {
            create();
        }
        ours
    });
    let note = move || match form.changes.get() {
        0 => "It begins as a draft and takes no calls.".to_owned(),
        some => words_of_edits(some, &keeping.kept()),
    };
    let way = vec![
        (
            "Agents".to_owned(),
            Some(paths::agents(&workspace.get_value(), "")),
        ),
        ("New agent".to_owned(), None),
    ];
    view! {
        <main class="page settings-page" id="main" tabindex="-1">
            <Head title="New agent" crumbs=way />
            <form
                class="card settings-card stack"
                novalidate
                aria-label="New agent"
                on:submit=move |event| {
                    event.prevent_default();
                    create();
                }
            >
                <p class="page-lead">
                    "Some fields begin with a proposal: look them over. Of what is set only here, the service shows nothing later."
                </p>
                <Said form=form keeping=keeping on_again=Callback::new(move |()| create()) />
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
                        icon=IconName::Plus
                        keys="Ctrl+S"
                        loading=form.busy
                        on_click=move |_| create()
                    >
                        "Create agent"
                    </Button>
                </footer>
            </form>
        </main>
    }
}
