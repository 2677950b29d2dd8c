//! The state of the form: a draft, what the service said of it, and what is being asked.

use contract::{
    Capability, FieldErrors,
    opencx::{Segment, Training},
};
use domain::{
    Access, Action, ChangedField, DirectoryChoice, Draft, Merge, Publication, Status, Warning,
    can::can, journal::Edited, merge::Written, words,
};
use leptos::prelude::*;

use crate::{
    api::{ApiError, opencx::Tagged},
    pages::device::Undoing,
    state::{
        Leaving, Messages, Workspace,
        device::{Device, Journal, Typed},
        workspace::Known,
    },
    web::{clock::Clock, ids},
};

use super::super::Listing;
use crate::pages::unsent::Recovered;

mod arriving;
mod commands;
mod older;
mod sending;
mod unsent;

pub use commands::field_id;

/// Two people's edits that are being put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merging {
    /// The state of it.
    pub merge: Merge,
    /// What the service had when it began. What comes meanwhile is found by the next write.
    theirs: Tagged,
}

/// What the person is being asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Whether to save although it widens the audience or takes the scenario offline.
    Save(Vec<Warning>),
    /// Whether to publish what is shown.
    Publish,
    /// Whether to delete, where that cannot be undone.
    Delete,
}

/// Something that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// A save.
    Saving,
    /// A publish.
    Publishing,
    /// Anything else.
    Working,
}

/// The form of one scenario.
#[derive(Clone, Copy)]
pub struct Form {
    /// The list around it.
    pub listing: Listing,
    /// The workspace.
    pub workspace: Workspace,
    /// Everything but the two instants.
    pub edited: RwSignal<Draft>,
    /// Start, as typed.
    pub start: RwSignal<String>,
    /// End, as typed.
    pub end: RwSignal<String>,
    /// The whole draft.
    pub draft: Memo<Draft>,
    /// What differs from the service's text.
    pub changes: Memo<Vec<ChangedField>>,
    /// What a save would do that one may not expect.
    pub warnings: Memo<Vec<Warning>>,
    /// What is wrong; shown at a field once it was left, and all of it after an attempt.
    pub problems: Memo<FieldErrors>,
    /// What the service refused, until the field changes.
    pub refused: RwSignal<FieldErrors>,
    /// Counts the attempts to send.
    pub attempt: RwSignal<u32>,
    /// Fields that were left with something in them.
    pub touched: RwSignal<Vec<&'static str>>,
    /// What goes on.
    pub busy: RwSignal<Option<Busy>>,
    /// Why the last command did not work.
    pub failure: RwSignal<Option<ApiError>>,
    /// What the person is being asked.
    pub asked: RwSignal<Option<Asked>>,
    /// What the service has now, where somebody else wrote since the edit began.
    pub theirs: RwSignal<Option<Tagged>>,
    /// The person's edits and theirs, while they are being put together.
    pub merging: RwSignal<Option<Merging>>,
    /// Conflicts that were decided by hand, until the form takes them over.
    pub written: RwSignal<Vec<Written>>,
    /// When the service last took what is shown; words like "Sent 12:04".
    pub sent: RwSignal<Option<String>>,
    /// Where what is typed is kept until the service has it.
    pub journal: Journal,
    /// The unsent edits that this form goes on with, and those that it does not show.
    pub recovered: RwSignal<Option<Recovered>>,
    status: Memo<Status>,
    device: Device,
    /// Writes that this form has asked for, and what it does when they are taken.
    minded: StoredValue<Vec<(String, sending::Then)>>,
    etag: RwSignal<Option<String>>,
    create_key: StoredValue<String>,
    messages: Messages,
    leaving: Leaving,
    undoing: Undoing,
}

impl Form {
    /// A new scenario, in the directory that is being looked at.
    /// `name` is what this device calls it until the service has it.
    pub fn new(listing: Listing, prefill: Option<Draft>, name: String) -> Self {
        let directory = match listing.filter.with_untracked(|f| f.directory.clone()) {
            DirectoryChoice::Id(id) => Some(id),
            DirectoryChoice::All | DirectoryChoice::None => None,
        };
        let draft = prefill.unwrap_or_else(|| Draft::new(directory));
        Self::from_draft(listing, draft, None, name)
    }

    /// A scenario as the list has it. Its tag is not known yet.
    pub fn of(listing: Listing, training: Training) -> Self {
        Self::from_draft(listing, Draft::of(&training), None, String::new())
    }

    /// A scenario as the service has just shown it.
    pub fn of_tagged(listing: Listing, fresh: Tagged) -> Self {
        Self::from_draft(
            listing,
            Draft::of(&fresh.training),
            fresh.etag,
            String::new(),
        )
    }

    fn from_draft(listing: Listing, draft: Draft, etag: Option<String>, name: String) -> Self {
        let start = RwSignal::new(draft.start.clone());
        let end = RwSignal::new(draft.end.clone());
        let edited = RwSignal::new(draft);
        let draft = Memo::new(move |_| {
            let mut draft = edited.get();
            draft.start = start.get();
            draft.end = end.get();
            draft
        });
        let changes = Memo::new(move |_| draft.with(Draft::changes));
        let problems = Memo::new(move |_| draft.with(Draft::problems));
        let clock = Clock::expect();
        let status = Memo::new(move |_| {
            let now = clock.get();
            edited.with(|draft| match draft.base.as_deref() {
                Some(base) => Status::of(base, now),
                None => Status {
                    publication: Publication::Draft,
                    window: domain::Window::Always,
                },
            })
        });
        let warnings = Memo::new(move |_| {
            let now = clock.get();
            listing.workspace.segments().with(|known| {
                let segments = known.ready().map(Vec::as_slice).unwrap_or_default();
                draft.with(|draft| draft.warnings(segments, now))
            })
        });
        let leaving = Leaving::expect();
        let page = Memo::new(move |_| {
            let id = edited.with(|draft| draft.base.as_deref().map(|base| base.id.clone()));
            let path = match id {
                Some(id) => untrack(|| listing.path_of(&id)),
                None => crate::paths::new_scenario(&listing.workspace.id(), ""),
            };
            crate::paths::page_of(&path).to_owned()
        });
        let written = RwSignal::new(Vec::new());
        let create_key = ids::random();
        let journal = Journal::begin(listing.workspace.scope(), name, create_key.clone());
        Effect::new(move || {
            // Before what is made of it: an effect that reads `changes` first brings `draft` up to
            // date by that, takes the news for its own, and does not run again for it.
            draft.track();
            let is_dirty = !changes.with(Vec::is_empty);
            let written = written.get();
            journal.note(is_dirty.then(|| Typed {
                edited: Edited::Scenario(draft.get()),
                written,
            }));
        });
        // What the device keeps is not lost by leaving.
        let is_at_risk = move || !changes.with(Vec::is_empty) && journal.is_at_risk();
        leaving.hold(page.into(), Signal::derive(is_at_risk));
        let form = Self {
            listing,
            workspace: listing.workspace,
            edited,
            start,
            end,
            draft,
            changes,
            warnings,
            problems,
            status,
            refused: RwSignal::new(FieldErrors::default()),
            attempt: RwSignal::new(0),
            touched: RwSignal::new(Vec::new()),
            busy: RwSignal::new(None),
            failure: RwSignal::new(None),
            asked: RwSignal::new(None),
            theirs: RwSignal::new(None),
            merging: RwSignal::new(None),
            written,
            sent: RwSignal::new(None),
            etag: RwSignal::new(etag),
            journal,
            recovered: RwSignal::new(None),
            device: Device::expect(),
            minded: StoredValue::new(Vec::new()),
            create_key: StoredValue::new(create_key),
            messages: Messages::expect(),
            leaving,
            undoing: Undoing::expect(),
        };
        form.follow_writes();
        form
    }

    /// A part of the draft, drawn again only when it changes.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        part: fn(&Draft) -> T,
    ) -> Signal<T> {
        Memo::new(move |_| self.edited.with(part)).into()
    }

    /// Changes the draft. What the service refused of the field is forgotten.
    pub fn edit(self, field: ChangedField, change: impl FnOnce(&mut Draft)) {
        self.edited.update(change);
        self.forget(field);
    }

    /// Forgets what the service refused of a field.
    pub fn forget(self, field: ChangedField) {
        if self
            .refused
            .with_untracked(|errors| errors.of(field.name()).is_some())
        {
            self.refused
                .update(|errors| errors.0.retain(|e| !e.field.starts_with(field.name())));
        }
    }

    /// Says that a field was left: its problem may be shown.
    pub fn touch(self, field: ChangedField) {
        let name = field.name();
        let is_news = self
            .touched
            .try_with_untracked(|touched| !touched.contains(&name));
        if is_news == Some(true) {
            self.touched.update(|touched| touched.push(name));
        }
    }

    /// What is wrong with a field, once it is time to say so.
    pub fn error(self, field: ChangedField) -> MaybeProp<String> {
        let name = field.name();
        MaybeProp::derive(move || {
            let refused = self
                .refused
                .with(|errors| errors.of(name).map(|e| words::sentence(&e.message)));
            if refused.is_some() {
                return refused;
            }
            let shown = self.attempt.get() > 0 || self.touched.with(|t| t.contains(&name));
            if !shown {
                return None;
            }
            self.problems
                .with(|errors| errors.of(name).map(|e| words::sentence(&e.message)))
        })
    }

    /// The scenario as the service has it, without following its changes.
    pub fn base_untracked(self) -> Option<Training> {
        self.edited
            .with_untracked(|draft| draft.base.as_deref().cloned())
    }

    /// When the service last changed what the form began with, without following it.
    pub fn updated_at(self) -> Option<String> {
        self.edited
            .with_untracked(|draft| draft.base.as_deref().map(|base| base.updated_at.clone()))
    }

    /// Its status; a new scenario is a draft.
    pub fn status(self) -> Status {
        self.status.get()
    }

    /// Whether there are edits that the service does not have.
    pub fn is_dirty(self) -> bool {
        !self.changes.with(Vec::is_empty)
    }

    /// Whether this form shows a field of the service.
    pub fn offers(self, field: ChangedField) -> bool {
        self.edited.with(|draft| draft.offers(field))
    }

    /// Why an action cannot be done now.
    pub fn why_not(self, action: Action) -> Option<String> {
        let access: Access = self.workspace.access();
        self.edited.with(|draft| {
            can(action, draft.base.as_deref(), &access)
                .err()
                .map(|why| why.to_string())
        })
    }

    /// The tag that the next write must match.
    pub fn etag_untracked(self) -> Option<String> {
        self.etag.get_untracked()
    }

    /// Whether there may be older versions: those that the service shows, and those that this
    /// device has seen.
    pub fn has_history(self) -> bool {
        self.edited.with(|draft| draft.base.is_some())
    }

    /// Whether the service shows versions.
    pub fn has_versions(self) -> bool {
        self.workspace.has(Capability::Versions)
    }

    /// Segments, where they are known.
    pub fn segments(self) -> Known<Vec<Segment>> {
        self.workspace.segments().get()
    }
}
