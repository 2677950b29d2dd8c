//! Questions before something that cannot be taken back, and the review before publishing.

use contract::opencx::Training;
use domain::{ChangedField, Draft, Intent, Publication};
use leptos::{either::Either, prelude::*};

use crate::{
    pages::difference::Difference,
    ui::{Button, ButtonVariant, ConfirmDialog, Dialog, DialogSize, IconName, MarkdownView},
};

use super::{
    form::{Asked, Form},
    merge::MergeDialog,
};

/// All questions of the form; at most one is open.
#[component]
pub fn Dialogs(form: Form) -> impl IntoView {
    view! {
        <AskSave form=form />
        <Review form=form />
        <MergeDialog form=form />
        <Ask
            form=form
            when=Asked::Delete
            title="Delete this scenario?"
            confirm="Delete the scenario"
            words="It is deleted with all its versions, and the AI stops using it at once. Undoing it means creating it again, which your key or this service does not allow."
            run=Callback::new(move |()| form.delete())
        />
    }
}

/// A signal that is open while `asked` is what the form asks.
fn opened(form: Form, asks: impl Fn(&Asked) -> bool + Send + Sync + 'static) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || {
        let wanted = form.asked.with(|asked| asked.as_ref().is_some_and(&asks));
        open.set(wanted);
    });
    open
}

#[component]
fn Ask(
    form: Form,
    when: Asked,
    title: &'static str,
    confirm: &'static str,
    words: &'static str,
    run: Callback<()>,
) -> impl IntoView {
    let open = opened(form, move |asked| *asked == when);
    view! {
        <ConfirmDialog
            open=open
            title=title
            confirm=confirm
            danger=true
            on_confirm=move |()| {
                form.asked.set(None);
                run.run(());
            }
            on_cancel=move |()| form.asked.set(None)
        >
            <p>{words}</p>
        </ConfirmDialog>
    }
}

/// Saving widens the audience or takes the scenario offline: who is added, before it happens.
#[component]
fn AskSave(form: Form) -> impl IntoView {
    let open = opened(form, |asked| matches!(asked, Asked::Save(_)));
    let warnings = move || match form.asked.get() {
        Some(Asked::Save(warnings)) => warnings,
        _ => Vec::new(),
    };
    view! {
        <ConfirmDialog
            open=open
            title="Save with this effect?"
            confirm="Save the draft"
            on_confirm=move |()| {
                form.asked.set(None);
                form.send(Intent::SaveDraft);
            }
            on_cancel=move |()| form.asked.set(None)
        >
            <ul class="effects">
                {move || {
                    warnings()
                        .into_iter()
                        .map(|warning| view! { <li>{warning.sentence()}</li> })
                        .collect_view()
                }}
            </ul>
        </ConfirmDialog>
    }
}

/// What publishing changes: the text that goes live beside the text that is live.
#[component]
fn Review(form: Form) -> impl IntoView {
    let open = opened(form, |asked| *asked == Asked::Publish);
    let is_live = move || form.status().publication != Publication::Draft;
    let heading = Signal::derive(move || {
        if is_live() {
            "Publish these changes?".to_owned()
        } else {
            "Publish this scenario?".to_owned()
        }
    });
    let settings = move || {
        form.changes
            .get()
            .into_iter()
            .filter(|field| !field.is_text())
            .map(ChangedField::label)
            .collect::<Vec<_>>()
    };
    view! {
        <Dialog
            open=open
            title=heading
            size=DialogSize::Large
            on_close=move |()| form.asked.set(None)
            footer=ViewFn::from(move || view! {
                <Button on_click=move |_| form.asked.set(None) attr:autofocus="">"Not yet"</Button>
                <Button
                    variant=ButtonVariant::Primary
                    icon=IconName::Publish
                    on_click=move |_| {
                        form.asked.set(None);
                        form.send(Intent::Publish);
                    }
                >
                    "Publish"
                </Button>
            })
        >
            <div class="stack">
                <p class="muted">{move || audience(form)}</p>
                <ul class="effects">
                    {move || {
                        form.warnings.get()
                            .into_iter()
                            .map(|warning| view! { <li>{warning.sentence()}</li> })
                            .collect_view()
                    }}
                    {move || {
                        let changed = settings();
                        (is_live() && !changed.is_empty())
                            .then(|| view! { <li>{format!("Also changed: {}.", changed.join(", "))}</li> })
                    }}
                </ul>
                {move || {
                    let draft = form.draft.get();
                    let live = draft.base.as_deref().filter(|_| draft.is_live());
                    match live {
                        Some(live) => Either::Left(changed_text(live, &draft)),
                        None => Either::Right(first_text(&draft)),
                    }
                }}
            </div>
        </Dialog>
    }
}

/// The text that goes live beside the text that is live.
fn changed_text(live: &Training, draft: &Draft) -> impl IntoView + use<> {
    let title = draft.title.trim().to_owned();
    let new_title = (live.title != title).then(|| {
        view! {
            <Difference
                old=live.title.clone()
                new=title
                old_name="Live title"
                new_name="New title"
            />
        }
    });
    view! {
        {new_title}
        <Difference
            old=live.content.clone()
            new=draft.content.clone()
            old_name="Live content"
            new_name="New content"
        />
    }
}

/// A first version has nothing to be compared with: it is shown as it reads.
fn first_text(draft: &Draft) -> impl IntoView + use<> {
    view! {
        <section class="content-preview" aria-label="What goes live">
            <h3>{draft.title.trim().to_owned()}</h3>
            <MarkdownView text=draft.content.clone() first_heading=4 />
        </section>
    }
}

/// Whom the scenario reaches once it is live.
fn audience(form: Form) -> String {
    use domain::audience;
    let draft = form.draft.get();
    let segments: Vec<String> = draft
        .segments
        .iter()
        .map(|id| form.workspace.segment_name(id))
        .collect();
    let segments = if segments.is_empty() {
        audience::EVERYONE.to_owned()
    } else {
        segments.join(", ")
    };
    let window = match (draft.start.trim(), draft.end.trim()) {
        ("", "") => "always".to_owned(),
        (start, "") => format!("from {start}"),
        ("", end) => format!("until {end}"),
        (start, end) => format!("from {start} until {end}"),
    };
    format!(
        "The AI will use it for: {} · {segments} · {window}.",
        audience::channels(&draft.channels)
    )
}
