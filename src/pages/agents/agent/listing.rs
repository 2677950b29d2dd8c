//! What the list of an agent's trainings shows: the service's rows, under the changes that wait.

use contract::talkover::Training;
use domain::{
    outbox::Target,
    talkover::{Change, Order, TrainingDraft, TrainingFilter},
    words,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use crate::{
    pages::{copying::Copied, go::Go, query::Query},
    paths,
    state::{
        Messages,
        agents::Desk,
        device::{AgentWork, Done},
        workspace::Known,
    },
    web::{focus, ids, query},
};

use super::training_rows::LIST_ID;

/// What waits for a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// It is to be made.
    New,
    /// It is to be changed.
    Edited,
    /// It is to be deleted.
    Deleted,
    /// It is among the changes that are being made.
    Going,
}

impl Waits {
    /// The word in the list.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New, pending",
            Self::Edited => "Edited, pending",
            Self::Deleted => "Deletion pending",
            Self::Going => "Being made",
        }
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The training as it will be; its id stands in the address.
    pub training: Training,
    /// What waits for it.
    pub waits: Option<Waits>,
}

impl Row {
    /// Whether the address means it: by its id, or by its node ID.
    #[must_use]
    pub fn is(&self, open: &str) -> bool {
        self.training.id == open || self.training.node_id.as_deref() == Some(open)
    }
}

/// The list of trainings, shared by the panes.
#[derive(Clone, Copy)]
pub struct Trainings {
    /// The agent's desk.
    pub desk: Desk,
    /// The address.
    pub query: Query,
    /// The filter in it.
    pub filter: Memo<TrainingFilter>,
    /// The order in it.
    pub order: Memo<Order>,
    /// What the filter lets through, in that order; new ones first.
    pub rows: Memo<Vec<Row>>,
    /// Whether the run is shown in full.
    pub shows_run: RwSignal<bool>,
    /// Whether the list of what was done is shown.
    pub shows_done: RwSignal<bool>,
    /// Whether the changes are being looked over, and with which wish about publishing.
    pub reviews: RwSignal<Option<Option<bool>>>,
    /// What is to be copied to another workspace.
    pub copying: RwSignal<Option<Copied>>,
    /// Counts the attempts to send what cannot be sent yet.
    pub attempt: RwSignal<u32>,
    fresh: StoredValue<Option<String>>,
    open: Memo<Option<String>>,
    go: Go,
    messages: Messages,
}

impl Trainings {
    /// Reads the URL, and gives the list to the panes below.
    pub fn provide(desk: Desk) -> Self {
        let address = Query::here();
        let path = use_location().pathname;
        let filter = address.read(|pairs| TrainingFilter::from_pairs(pairs));
        let order = address.read(|pairs| Order::from_pairs(pairs));
        let rows = Memo::new(move |_| {
            let rows = desk.rows();
            rows.with(|known| match known {
                Known::Ready(rows) => filter.with(|filter| shown(desk, rows, filter, order.get())),
                Known::Loading | Known::Failed(_) => Vec::new(),
            })
        });
        let trainings = Self {
            desk,
            query: address,
            filter,
            order,
            rows,
            shows_run: RwSignal::new(false),
            shows_done: RwSignal::new(false),
            reviews: RwSignal::new(None),
            copying: RwSignal::new(None),
            attempt: RwSignal::new(0),
            fresh: StoredValue::new(None),
            open: Memo::new(move |_| {
                path.with(|path| path.split('/').nth(6).map(query::decode))
                    .filter(|id| !id.is_empty())
            }),
            go: Go::here(),
            messages: Messages::expect(),
        };
        provide_context(trainings);
        trainings
    }

    /// The list around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The open training: its id, or the node ID of a new one.
    #[must_use]
    pub fn open_id(self) -> Option<String> {
        self.open.get()
    }

    /// The address of a training.
    #[must_use]
    pub fn path_of(self, id: &str) -> String {
        let workspace = self.desk.agents().workspace_id();
        paths::agent_training(&workspace, &self.desk.id(), id, &self.query.text())
    }

    /// Opens a training.
    pub fn show(self, id: &str) {
        let path = untrack(|| self.path_of(id));
        self.go.to(&path);
    }

    /// Opens the form of a new training.
    pub fn open_new(self) {
        let id = ids::random();
        self.fresh.set_value(Some(id.clone()));
        self.show(&id);
        focus::focus_id(super::training::SUBJECT_ID);
    }

    /// Whether a node ID was made for a form that is still empty.
    #[must_use]
    pub fn is_fresh(self, id: &str) -> bool {
        self.fresh.with_value(|fresh| fresh.as_deref() == Some(id))
    }

    /// Closes the form. What was typed waits.
    pub fn close(self) {
        let row = untrack(|| self.open_id()).map(|id| row_id(&id));
        let workspace = self.desk.agents().workspace_id();
        let query = untrack(|| self.query.text());
        self.go
            .to(&paths::agent(&workspace, &self.desk.id(), &query));
        focus::focus_id(row.unwrap_or_else(|| LIST_ID.to_owned()));
    }

    /// Looks the changes over before they are made. `publish` is the wish about what comes after.
    pub fn review(self, publish: Option<bool>) {
        let batch = untrack(|| self.desk.batch());
        if batch.is_empty() {
            self.messages
                .say("There is nothing to apply: no changes are pending.");
            return;
        }
        if !batch.problems().is_empty() {
            self.attempt.update(|attempt| *attempt += 1);
        }
        self.reviews.set(Some(publish));
    }

    /// Asks where the trainings that the list shows are to be copied: as the service has them.
    pub fn begin_copy(self) {
        let shown = self.rows.get_untracked();
        let rows = shown
            .iter()
            .filter_map(|row| untrack(|| self.desk.training(&row.training.id)));
        let rows: Vec<Training> = rows.collect();
        if rows.is_empty() {
            self.messages.failed(
                "There is nothing to copy: the service has no training that the list shows.",
            );
        } else {
            self.copying.set(Some(Copied::Trainings(rows)));
        }
    }

    /// Takes a change away, and offers it again.
    pub fn withdraw(self, target: &Target) {
        let Some(change) = self.desk.withdraw(target) else {
            return;
        };
        let words = format!("Gave up: {}.", lower_first(&change.words()));
        let desk = self.desk;
        self.messages
            .given_up(words, "Put it back", move || desk.put(change.clone()));
    }

    /// Puts what brings back the last run among the changes that wait.
    pub fn undo_last(self) {
        spawn_local(async move {
            // Right after a reload the device may not have said yet what was done.
            self.desk.known().await;
            let last = |work: &AgentWork| work.done.iter().rev().find(|done| !done.undone).cloned();
            match self.desk.work().try_with_untracked(last).flatten() {
                Some(done) => self.undo(done),
                None => self
                    .messages
                    .done("There is nothing to undo on this device."),
            }
        });
    }

    /// Puts what brings back a run among the changes that wait.
    pub fn undo(self, done: Done) {
        let messages = self.messages;
        spawn_local(async move {
            match self.desk.undo(&done).await {
                Ok((undoing, edited)) => {
                    let count = undoing.batch.changes().len() as u64;
                    let stays = undoing.stays.len() as u64;
                    let mut said = if count == 0 && edited > 0 {
                        "Nothing was undone.".to_owned()
                    } else if count == 0 {
                        "There is nothing left to undo: the service has it already.".to_owned()
                    } else {
                        format!(
                            "{} that bring it back wait to be looked over.",
                            words::count(count, "change")
                        )
                    };
                    if stays > 0 {
                        said.push_str(&format!(
                            " Somebody went on with {}: that stays as it is.",
                            words::count(stays, "training")
                        ));
                    }
                    if edited > 0 {
                        said.push_str(&format!(
                            " An edit of {} waits: that stays as it is.",
                            words::count(edited as u64, "training")
                        ));
                    }
                    messages.done(said);
                    if count > 0 {
                        self.review(None);
                    }
                }
                Err(error) => messages.failed(format!(
                    "Nothing was undone: the service could not be asked what it has now. {error}"
                )),
            }
        });
    }
}

/// The row of a training in the list.
#[must_use]
pub fn row_id(id: &str) -> String {
    format!("training-row-{id}")
}

/// As it stands inside a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// The rows as they will be when the changes are made.
fn shown(desk: Desk, rows: &[Training], filter: &TrainingFilter, order: Order) -> Vec<Row> {
    let (batch, going) = (desk.batch(), desk.going());
    let change_of = |target: &Target| batch.of(target).or_else(|| going.of(target));
    let is_there = |draft: &TrainingDraft| {
        let mut rows = rows.iter();
        rows.any(|row| row.node_id.as_deref() == Some(&draft.node_id))
    };
    let mut new: Vec<Training> = Vec::new();
    for change in batch.changes().iter().chain(going.changes()) {
        if let Change::Put(draft) = change
            && draft.is_new()
            && !is_there(draft)
            && new.iter().all(|row| row.id != draft.node_id)
        {
            new.push(as_training(draft));
        }
    }
    let with_changes: Vec<Training> = rows
        .iter()
        .map(|row| match change_of(&Target::Known(row.id.clone())) {
            Some(Change::Put(draft)) => Training {
                subject: draft.subject.clone(),
                instructions: draft.instructions.clone(),
                current_status: draft.status.clone(),
                ..row.clone()
            },
            Some(Change::Delete(_)) | None => row.clone(),
        })
        .collect();
    let waits = |target: &Target, of_a_form: Waits| match batch.of(target) {
        Some(Change::Put(_)) => Some(of_a_form),
        Some(Change::Delete(_)) => Some(Waits::Deleted),
        None => going.of(target).map(|_| Waits::Going),
    };
    let new = filter.view(order, &new);
    let old = filter.view(order, &with_changes);
    let new = new
        .into_iter()
        .map(|row| (row, waits(&Target::New(row.id.clone()), Waits::New)));
    let old = old
        .into_iter()
        .map(|row| (row, waits(&Target::Known(row.id.clone()), Waits::Edited)));
    new.chain(old)
        .map(|(training, waits)| Row {
            training: training.clone(),
            waits,
        })
        .collect()
}

/// A form as a row: its id is its node ID until the service has given it one.
fn as_training(draft: &TrainingDraft) -> Training {
    Training {
        id: draft.node_id.clone(),
        node_id: Some(draft.node_id.clone()),
        subject: draft.subject.clone(),
        instructions: draft.instructions.clone(),
        current_status: draft.status.clone(),
        created_at: String::new(),
        updated_at: String::new(),
        unknown: Default::default(),
    }
}
