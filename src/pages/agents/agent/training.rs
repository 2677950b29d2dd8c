//! The form of a training. What is typed is a change that waits.

use contract::{
    FieldErrors,
    talkover::{Training, TrainingStatus, limits},
};
use domain::{
    outbox::Target,
    talkover::{Change, Refused, TrainingDraft, TrainingField, same_content},
};
use leptos::prelude::*;

use crate::{
    pages::{
        agents::state_badge::TrainingBadge,
        copying::{self, Copied},
        difference::Difference,
        workspace::{Command, on_command},
    },
    state::workspace::Known,
    ui::{
        Align, Banner, Button, ButtonVariant, Count, EmptyState, ErrorSummary, Field, FieldProblem,
        IconButton, IconName, Menu, MenuEntry, MenuItem, Skeleton, SkeletonKind, Switch, TextArea,
        TextField, Tone,
    },
    web::{focus, ids},
};

use super::listing::Trainings;

/// The pane's heading.
pub const HEADING_ID: &str = "training-heading";
/// The field of the subject.
pub const SUBJECT_ID: &str = "field-subject";

/// The control of a field, by the field's name in a body.
#[must_use]
pub fn field_id(name: &str) -> String {
    format!("field-{name}")
}

/// The training in the address.
#[component]
pub fn OpenTraining() -> impl IntoView {
    let trainings = Trainings::expect();
    let desk = trainings.desk;
    // Which training the address means: one of the service, a new one that waits, or a new form.
    let meant = Memo::new(move |before: Option<&Meant>| {
        let id = match trainings.open_id() {
            Some(id) => id,
            // It is being left.
            None => return before.cloned().unwrap_or(Meant::Loading),
        };
        let row = desk.rows().with(|known| match known {
            Known::Loading => None,
            Known::Failed(error) => Some(Meant::Failed(error.to_string())),
            Known::Ready(rows) => {
                let is_it = |row: &&Training| row.id == id || row.node_id.as_deref() == Some(&id);
                let row = rows.iter().find(is_it);
                row.map(|row| Meant::Known(row.id.clone()))
            }
        });
        let is_loading = desk.rows().with(|known| matches!(known, Known::Loading));
        match row {
            Some(meant) => meant,
            None if is_loading || !desk.is_known() => Meant::Loading,
            None if trainings.is_fresh(&id)
                || desk.batch().of(&Target::New(id.clone())).is_some() =>
            {
                Meant::New(id)
            }
            // A form stays open whose training goes away under it: what was typed waits.
            None if desk.batch().of(&Target::Known(id.clone())).is_some() => Meant::Known(id),
            None => Meant::Missing,
        }
    });
    view! {
        <section class="pane" data-name="scenario" id="pane-training" aria-label="Training">
            {move || match meant.get() {
                Meant::Loading => view! {
                    <div class="pane-body" data-pad="">
                        <Skeleton kind=SkeletonKind::Form label="Reading the training" />
                    </div>
                }
                .into_any(),
                Meant::Known(id) => view! { <Form target=Target::Known(id) /> }.into_any(),
                Meant::New(node_id) => view! { <Form target=Target::New(node_id) /> }.into_any(),
                Meant::Missing => view! { <Missing /> }.into_any(),
                Meant::Failed(why) => view! {
                    <div class="pane-body" data-pad=""><p class="muted">{why}</p></div>
                }
                .into_any(),
            }}
        </section>
    }
}

#[derive(Clone, PartialEq)]
enum Meant {
    Loading,
    Failed(String),
    Known(String),
    New(String),
    Missing,
}

#[component]
fn Missing() -> impl IntoView {
    let trainings = Trainings::expect();
    view! {
        <div class="pane-body" data-pad="">
            <EmptyState
                icon=IconName::Search
                title="There is no such training"
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| trainings.close()>"Back to the list"</Button>
                    <Button icon=IconName::Plus on_click=move |_| trainings.open_new()>
                        "Write a new one"
                    </Button>
                })
            >
                <p>"It may have been deleted, it may belong to another agent, or the link is wrong."</p>
            </EmptyState>
        </div>
    }
}

/// What the form is about.
#[derive(Clone, Copy)]
struct Open {
    trainings: Trainings,
    target: StoredValue<Target>,
    /// The form as it is now.
    draft: Memo<TrainingDraft>,
    /// The change that waits for it.
    change: Memo<Option<Change>>,
    /// What the service has said against it.
    refused: Memo<Option<Refused>>,
    touched: RwSignal<Vec<TrainingField>>,
}

impl Open {
    fn of(trainings: Trainings, target: Target) -> Self {
        let desk = trainings.desk;
        let target = StoredValue::new(target);
        // The key of a training whose own the service does not show, until the edit is sent.
        let spare = StoredValue::new(ids::random());
        let change =
            Memo::new(move |_| target.with_value(|target| desk.batch().of(target).cloned()));
        let draft = Memo::new(move |before: Option<&TrainingDraft>| {
            let from_row = || match target.get_value() {
                Target::Known(id) => match desk.training(&id) {
                    Some(row) => Some(TrainingDraft::of(&row, spare.get_value())),
                    None => before.cloned(),
                },
                Target::New(node_id) => Some(TrainingDraft::new(node_id)),
            };
            let draft = match change.get() {
                Some(Change::Put(draft)) => Some(draft),
                Some(Change::Delete(row)) => Some(TrainingDraft::of(&row, spare.get_value())),
                None => from_row(),
            };
            draft.unwrap_or_else(|| TrainingDraft::new(spare.get_value()))
        });
        Self {
            trainings,
            target,
            draft,
            change,
            refused: Memo::new(move |_| target.with_value(|target| desk.refused(target))),
            touched: RwSignal::new(Vec::new()),
        }
    }

    fn edit(self, edit: impl FnOnce(&mut TrainingDraft)) {
        let mut draft = self.draft.get_untracked();
        edit(&mut draft);
        self.trainings.desk.put(Change::Put(draft));
    }

    fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&TrainingDraft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.draft.with(&read))
    }

    /// What is wrong with a field, once it was left or all was tried to be sent.
    fn error(self, field: TrainingField) -> MaybeProp<String> {
        MaybeProp::derive(move || {
            let is_due = self.trainings.attempt.get() > 0
                || self.touched.with(|touched| touched.contains(&field));
            let problems = self.own_problems();
            let problem = problems.of(field.name());
            if let Some(problem) = problem.filter(|_| is_due) {
                return Some(problem.message.clone());
            }
            let said: Vec<String> = self
                .said()
                .0
                .into_iter()
                .filter(|e| e.field == field.name())
                .map(|e| e.message)
                .collect();
            (!said.is_empty()).then(|| said.join(" "))
        })
    }

    /// What keeps it from being sent.
    fn own_problems(self) -> FieldErrors {
        let problems = self
            .change
            .with(|change| change.as_ref().map(Change::problems));
        problems.unwrap_or_default()
    }

    /// What the service has said of the fields that are as they were sent.
    fn said(self) -> FieldErrors {
        let said = self.refused.with(|refused| {
            let refused = refused.as_ref()?;
            Some(self.draft.with(|draft| refused.problems(draft)))
        });
        said.unwrap_or_default()
    }

    /// What it has said of no field.
    fn said_elsewhere(self) -> Vec<String> {
        let said = self.refused.with(|refused| {
            let refused = refused.as_ref()?;
            Some(self.draft.with(|draft| refused.elsewhere(draft)))
        });
        said.unwrap_or_default()
    }

    /// Everything that is wrong, for the list above the form.
    fn problems(self) -> Vec<FieldProblem> {
        let own = if self.trainings.attempt.get() > 0 {
            self.own_problems()
        } else {
            FieldErrors::default()
        };
        let elsewhere = self
            .said_elsewhere()
            .into_iter()
            .map(|message| FieldProblem {
                field_id: None,
                message,
            });
        elsewhere
            .chain(as_problems(own))
            .chain(as_problems(self.said()))
            .collect()
    }

    /// Whether the service has said something against it that still holds.
    fn is_refused(self) -> Memo<bool> {
        Memo::new(move |_| !self.said().is_empty() || !self.said_elsewhere().is_empty())
    }

    fn touch(self, field: TrainingField) {
        self.touched.try_update(|touched| {
            if !touched.contains(&field) {
                touched.push(field);
            }
        });
    }

    /// What the service has now, where that is not what the edit began with.
    fn theirs(self) -> Option<Training> {
        let base = self
            .change
            .with(|change| change.as_ref()?.base().cloned())?;
        let now = self.trainings.desk.training(&base.id)?;
        (!same_content(&base, &now)).then_some(now)
    }
}

#[component]
fn Form(target: Target) -> impl IntoView {
    let trainings = Trainings::expect();
    let open = Open::of(trainings, target);
    let desk = trainings.desk;
    let title = open.part(|draft| match draft.subject.trim() {
        "" if draft.is_new() => "New training".to_owned(),
        "" => "Without a subject".to_owned(),
        subject => subject.to_owned(),
    });
    Effect::new(move || focus::set_title(&title.get()));
    on_command(move |command| {
        let ours = command == Command::Edit;
        if ours {
            focus::focus_id(SUBJECT_ID);
        }
        ours
    });
    let is_deleted = Memo::new(move |_| {
        open.change
            .with(|change| matches!(change, Some(Change::Delete(_))))
    });
    let is_refused = open.is_refused();
    let goes_offline = Memo::new(move |_| {
        let is_published = |agent: &Option<_>| {
            let agent: Option<&contract::talkover::Agent> = agent.as_ref();
            agent.is_some_and(contract::talkover::Agent::is_published)
        };
        desk.agent().with(is_published)
    });
    let warning = open.part(TrainingDraft::warning);
    view! {
        <Head open=open title=title />
        <div class="pane-body" data-pad="">
            <form
                class="training-form stack"
                novalidate
                aria-label="Training"
                on:submit=move |event| {
                    event.prevent_default();
                    trainings.review(None);
                }
            >
                <ErrorSummary
                    title=Signal::derive(move || if is_refused.get() {
                        "The service has refused this".to_owned()
                    } else {
                        "This cannot be sent yet".to_owned()
                    })
                    problems=Signal::derive(move || open.problems())
                    attempt=trainings.attempt
                />
                {move || is_deleted.get().then(|| view! {
                    <Banner
                        tone=Tone::Amber
                        title="This training is to be deleted"
                        actions=ViewFn::from(move || view! {
                            <Button on_click=move |_| open.target.with_value(|target| trainings.withdraw(target))>
                                "Keep it"
                            </Button>
                        })
                    >
                        "It goes when the changes are applied."
                    </Banner>
                })}
                {move || (goes_offline.get() && !is_deleted.get()).then(|| view! {
                    <Banner tone=Tone::Blue silent=true title="This agent takes calls">
                        "What you change here waits on this device until you apply it. Applying takes the agent offline for new calls until it is published again, so collect what belongs together."
                    </Banner>
                })}
                <Theirs open=open />
                {move || warning.get().filter(|_| open.change.with(Option::is_some)).map(|words| view! {
                    <Banner tone=Tone::Amber>{words}</Banner>
                })}
                <fieldset class="plain-fieldset stack" disabled=move || is_deleted.get()>
                    <Fields open=open />
                </fieldset>
            </form>
        </div>
        <Foot open=open />
    }
}

fn as_problems(errors: FieldErrors) -> Vec<FieldProblem> {
    let label = |name: &str| {
        let field = TrainingField::ALL
            .into_iter()
            .find(|field| field.name() == name);
        field.map_or_else(|| name.to_owned(), |field| field.label().to_owned())
    };
    errors
        .0
        .into_iter()
        .map(|error| FieldProblem {
            message: format!("{}: {}", label(&error.field), error.message),
            field_id: Some(field_id(&error.field)),
        })
        .collect()
}

/// That somebody else has changed the training since the edit began.
#[component]
fn Theirs(open: Open) -> impl IntoView {
    let theirs = Memo::new(move |_| open.theirs());
    move || {
        theirs.get().map(|now| {
            let base = open.change.with_untracked(|change| change.as_ref()?.base().cloned());
            let old = base.map(|base| text_of(&base)).unwrap_or_default();
            view! {
                <Banner tone=Tone::Amber title="Somebody changed this training since you began">
                    <p>
                        "Nothing is overwritten: what to do about it is asked before anything is sent. This is their change:"
                    </p>
                    <Difference
                        old=old
                        new=text_of(&now)
                        old_name="When you began"
                        new_name="The service, now"
                    />
                </Banner>
            }
        })
    }
}

/// A training as one text, to be compared.
#[must_use]
pub fn text_of(training: &Training) -> String {
    let Training {
        subject,
        instructions,
        current_status,
        ..
    } = training;
    format!("{subject}\n{}\n\n{instructions}", current_status.label())
}

#[component]
fn Head(open: Open, title: Memo<String>) -> impl IntoView {
    let trainings = open.trainings;
    let is_active = open.part(|draft| draft.status == TrainingStatus::Active);
    let entries = Signal::derive(move || {
        let row = open.draft.with(|draft| draft.base.clone());
        let mut entries: Vec<MenuEntry> = Vec::new();
        if open.change.with(Option::is_some) {
            entries.push(
                MenuItem::new("Give up the edits", move || {
                    open.target.with_value(|target| trainings.withdraw(target));
                })
                .icon(IconName::Undo)
                .into(),
            );
        }
        if let Some(row) = row {
            if copying::is_possible() {
                let copied = row.as_ref().clone();
                entries.push(
                    MenuItem::new("Copy to another workspace…", move || {
                        let rows = vec![copied.clone()];
                        trainings.copying.set(Some(Copied::Trainings(rows)));
                    })
                    .icon(IconName::Copy)
                    .disabled_because(open.change.with(Option::is_some).then(|| {
                        "Apply or give up the change first: what the service has is copied."
                            .to_owned()
                    }))
                    .into(),
                );
            }
            entries.push(
                MenuItem::new("Delete", move || {
                    trainings.desk.put(Change::delete(&row));
                })
                .icon(IconName::Trash)
                .danger()
                .into(),
            );
        }
        entries
    });
    view! {
        <header class="pane-head">
            <span class="only-narrow">
                <IconButton
                    label="Back to the list"
                    icon=IconName::ArrowLeft
                    on_click=move |_| trainings.close()
                />
            </span>
            <h2 class="pane-title" id=HEADING_ID tabindex="-1">{title}</h2>
            {move || view! { <TrainingBadge is_active=is_active.get() /> }}
            <div class="pane-actions">
                <Show when=move || entries.with(|entries| !entries.is_empty())>
                    <Menu label="More actions" icon=IconName::More icon_only=true entries=entries align=Align::End />
                </Show>
                <span class="not-narrow">
                    <IconButton
                        label="Close the training"
                        icon=IconName::Close
                        keys="Escape"
                        on_click=move |_| trainings.close()
                    />
                </span>
            </div>
        </header>
    }
}

#[component]
fn Fields(open: Open) -> impl IntoView {
    let subject = open.part(|draft| draft.subject.clone());
    let instructions = open.part(|draft| draft.instructions.clone());
    let is_active = open.part(|draft| draft.status == TrainingStatus::Active);
    let node_id = open.part(|draft| draft.node_id.clone());
    let is_unknown = open.part(TrainingDraft::has_unknown_node);
    let near = move || {
        let used = subject.with(|text| text.trim().chars().count());
        (used * 5 > limits::SUBJECT_CHARS * 4).then_some(Count {
            used,
            limit: limits::SUBJECT_CHARS,
        })
    };
    view! {
        <div on:focusout=move |_| open.touch(TrainingField::Subject)>
            <Field
                label="Subject"
                id=SUBJECT_ID.to_owned()
                required=true
                hint="What it is about, in a few words."
                error=open.error(TrainingField::Subject)
                count=MaybeProp::derive(near)
            >
                <TextField
                    value=subject
                    on_input=move |text| open.edit(|draft| draft.subject = text)
                />
            </Field>
        </div>
        <div on:focusout=move |_| open.touch(TrainingField::Instructions)>
            <Field
                label="Instructions"
                id="field-instructions".to_owned()
                required=true
                hint="One topic, in the active voice, with an example."
                error=open.error(TrainingField::Instructions)
            >
                <TextArea
                    value=instructions
                    rows=12
                    placeholder="What the agent should say or do."
                    on_input=move |text| open.edit(|draft| draft.instructions = text)
                />
            </Field>
        </div>
        <div id="field-current_status">
            <Switch
                on=is_active
                on_change=move |active| open.edit(|draft| {
                    draft.status = if active { TrainingStatus::Active } else { TrainingStatus::Inactive };
                })
                error=open.error(TrainingField::Status)
            >
                "Active: the agent uses it"
            </Switch>
        </div>
        <Field
            label="Node ID"
            id="field-node_id".to_owned()
            hint=MaybeProp::derive(move || Some(if is_unknown.get() {
                "The service does not show this training's own. An edit makes a new row under this one.".to_owned()
            } else {
                "The key by which the service finds this training again. It is sent with every write.".to_owned()
            }))
        >
            <TextField value=node_id on_input=|_| {} readonly=true mono=true />
        </Field>
    }
}

#[component]
fn Foot(open: Open) -> impl IntoView {
    let trainings = open.trainings;
    let desk = trainings.desk;
    let batch = Memo::new(move |_| desk.batch());
    let note = move || {
        let Some(change) = open.change.get() else {
            return "No edits".to_owned();
        };
        let what = match &change {
            Change::Delete(_) => "Deletion pending".to_owned(),
            Change::Put(draft) if draft.is_new() => "New, pending".to_owned(),
            Change::Put(draft) => {
                let labels: Vec<&str> = draft
                    .changes()
                    .into_iter()
                    .map(TrainingField::label)
                    .collect();
                format!("{} edited, pending", domain::words::list(&labels))
            }
        };
        let kept = match (desk.not_kept().is_some(), desk.is_kept()) {
            (true, _) => " · not saved on this device",
            (false, true) => " · saved on this device",
            (false, false) => "",
        };
        format!("{what}{kept}")
    };
    let reason = MaybeProp::derive(move || {
        batch
            .with(domain::talkover::Batch::is_empty)
            .then(|| "No changes are pending: the service has these texts.".to_owned())
    });
    let words = move || match batch.with(|batch| batch.changes().len()) {
        0 | 1 => "Review and apply…".to_owned(),
        some => format!("Review and apply {some} changes…"),
    };
    view! {
        <footer class="pane-foot">
            <span class="pane-foot-note" role="status">{note}</span>
            <Button
                variant=ButtonVariant::Primary
                icon=IconName::Save
                keys="Ctrl+S"
                hint="Shows first what will change"
                disabled_reason=reason
                on_click=move |_| trainings.review(None)
            >
                {words}
            </Button>
        </footer>
    }
}
