//! What the form of a training is about, and what is wrong with it.

use contract::{FieldErrors, talkover::Training};
use domain::{
    outbox::Target,
    talkover::{Change, Refused, TrainingDraft, TrainingField, same_content},
};
use leptos::prelude::*;

use crate::{
    pages::{agents::agent::listing::Trainings, problems::problem},
    ui::FieldProblem,
    web::ids,
};

use super::field_id;

/// What the form is about.
#[derive(Clone, Copy)]
pub struct Open {
    /// The list that it belongs to.
    pub trainings: Trainings,
    /// Which training it is; a new one becomes one of the service while its form is open.
    target: Signal<Target>,
    /// The form as it is now.
    pub draft: Memo<TrainingDraft>,
    /// The change that waits for it.
    pub change: Memo<Option<Change>>,
    /// Whether the change that it shows is being made.
    pub is_going: Memo<bool>,
    /// What the service has said against it.
    refused: Memo<Option<Refused>>,
    touched: RwSignal<Vec<TrainingField>>,
}

impl Open {
    /// The form of a training that is open.
    pub fn of(trainings: Trainings, target: Signal<Target>) -> Self {
        let desk = trainings.desk;
        // The key of a training whose own the service does not show, until the edit is sent.
        let spare = StoredValue::new(ids::random());
        // Its row may be there before the change is known to be made, which is still one of
        // something new then.
        let names = Memo::new(move |_| {
            let target = target.get();
            let key = match &target {
                Target::Known(id) => desk.training(id).and_then(|row| row.node_id),
                Target::New(_) => None,
            };
            let new = key.map(Target::New);
            [target].into_iter().chain(new).collect::<Vec<_>>()
        });
        let change = Memo::new(move |_| {
            let batch = desk.batch();
            names.with(|names| names.iter().find_map(|name| batch.of(name).cloned()))
        });
        // What is being made is what it shows: what is typed over that goes on from it.
        let stands_on = Memo::new(move |_| {
            names.with(|names| names.iter().find_map(|name| desk.change_of(name)))
        });
        let draft = Memo::new(move |before: Option<&TrainingDraft>| {
            let from_row = || match target.get() {
                Target::Known(id) => match desk.training(&id) {
                    Some(row) => Some(TrainingDraft::of(&row, spare.get_value())),
                    None => before.cloned(),
                },
                Target::New(node_id) => Some(TrainingDraft::new(node_id)),
            };
            let draft = match stands_on.get() {
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
            is_going: Memo::new(move |_| {
                change.with(Option::is_none) && stands_on.with(Option::is_some)
            }),
            // An edit that was given up has nothing to be refused.
            refused: Memo::new(move |_| {
                let waits = change.with(Option::is_some);
                target.with(|target| desk.refused(target).filter(|_| waits))
            }),
            touched: RwSignal::new(Vec::new()),
        }
    }

    /// Changes what is typed: the change waits from then on.
    pub fn edit(self, edit: impl FnOnce(&mut TrainingDraft)) {
        let mut draft = self.draft.get_untracked();
        edit(&mut draft);
        self.trainings.desk.put(Change::Put(draft));
    }

    /// Takes the change away that it shows.
    pub fn withdraw(self) {
        let target = self.change.get_untracked().map(|change| change.target());
        let target = target.unwrap_or_else(|| self.target.get_untracked());
        self.trainings.withdraw(&target);
    }

    /// A part of the form.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&TrainingDraft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.draft.with(&read))
    }

    /// What is wrong with a field, once it was left or all was tried to be sent.
    pub fn error(self, field: TrainingField) -> MaybeProp<String> {
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
    pub fn problems(self) -> Vec<FieldProblem> {
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
    pub fn is_refused(self) -> Memo<bool> {
        Memo::new(move |_| !self.said().is_empty() || !self.said_elsewhere().is_empty())
    }

    /// A field was left.
    pub fn touch(self, field: TrainingField) {
        self.touched.try_update(|touched| {
            if !touched.contains(&field) {
                touched.push(field);
            }
        });
    }

    /// What the service has now, where that is not what the edit began with.
    pub fn theirs(self) -> Option<Training> {
        let base = self
            .change
            .with(|change| change.as_ref()?.base().cloned())?;
        let now = self.trainings.desk.training(&base.id)?;
        (!same_content(&base, &now)).then_some(now)
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
        .map(|error| problem(&label(&error.field), Some(field_id(&error.field)), &error))
        .collect()
}
