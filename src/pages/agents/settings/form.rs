//! The state of a form of settings: what is typed, what is wrong with it, what is being asked.

use contract::{FieldErrors, talkover::Agent};
use domain::talkover::{
    SettingsDraft,
    settings::{News, Setting, SettingsForm},
};
use leptos::prelude::*;

use crate::{api::ApiError, state::Messages};

/// Why the last attempt did not work, and what that means for what is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What happened.
    pub error: ApiError,
    /// What it means: whether anything was sent, and what to do.
    pub meaning: &'static str,
}

/// What somebody else has changed since the form began.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// The agent now.
    pub agent: Agent,
    /// The fields of this form that are different.
    pub news: Vec<News>,
}

/// A form of settings.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is typed.
    pub draft: RwSignal<SettingsDraft>,
    /// How many fields differ from what the service has.
    pub changes: Memo<usize>,
    /// What is wrong.
    pub problems: Memo<FieldErrors>,
    /// What the service refused, until the field changes.
    pub refused: RwSignal<FieldErrors>,
    /// Counts the attempts to send; after one, every problem is shown.
    pub attempt: RwSignal<u32>,
    /// Whether a write is on its way.
    pub busy: RwSignal<bool>,
    /// What did not work.
    pub failure: RwSignal<Option<Failure>>,
    /// What somebody else has changed.
    pub theirs: RwSignal<Option<Theirs>>,
    /// Whether the person is asked if the agent may go offline.
    pub asked: RwSignal<bool>,
    /// Whether the last write took the agent offline.
    pub went_offline: RwSignal<bool>,
    /// When the service last took what is shown, like `12:04`.
    pub sent: RwSignal<Option<String>>,
    /// Says what happened.
    pub messages: Messages,
    /// Fields that were left with something typed: their problems may be shown.
    touched: RwSignal<Vec<&'static str>>,
}

impl Form {
    /// A form that begins with this.
    pub fn new(draft: SettingsDraft) -> Self {
        let draft = RwSignal::new(draft);
        Self {
            draft,
            changes: Memo::new(move |_| draft.with(|draft| draft.changes().len())),
            problems: Memo::new(move |_| draft.with(SettingsDraft::problems)),
            refused: RwSignal::new(FieldErrors::default()),
            attempt: RwSignal::new(0),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            theirs: RwSignal::new(None),
            asked: RwSignal::new(false),
            went_offline: RwSignal::new(false),
            sent: RwSignal::new(None),
            messages: Messages::expect(),
            touched: RwSignal::new(Vec::new()),
        }
    }

    /// Which form it is.
    pub fn kind(self) -> SettingsForm {
        self.draft.with_untracked(SettingsDraft::form)
    }

    /// A part of the draft, drawn again only when it changes.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&SettingsDraft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.draft.with(&part))
    }

    /// Whether there are edits that the service does not have.
    pub fn is_dirty(self) -> bool {
        self.changes.get() > 0
    }

    /// Types into a field. What the service refused of it is forgotten.
    pub fn edit(self, setting: &'static Setting, text: String) {
        self.draft.update(|draft| draft.set(setting.name, text));
        let is_refused = |errors: &FieldErrors| errors.of(setting.name).is_some();
        if self.refused.with_untracked(is_refused) {
            let kind = self.kind();
            self.refused.update(|errors| {
                errors
                    .0
                    .retain(|e| kind.setting(&e.field).map(|s| s.name) != Some(setting.name));
            });
        }
    }

    /// Says that a field was left: its problem may be shown, unless nothing was ever typed.
    pub fn touch(self, setting: &'static Setting) {
        let is_empty = |draft: &SettingsDraft| draft.text(setting.name).trim().is_empty();
        // Taking a focused field away is a way of leaving it, when the form is gone already.
        if self.draft.try_with_untracked(is_empty) == Some(false) {
            self.touched.try_update(|touched| {
                if !touched.contains(&setting.name) {
                    touched.push(setting.name);
                }
            });
        }
    }

    /// What is wrong with a field, once it is time to say so.
    pub fn error(self, setting: &'static Setting) -> MaybeProp<String> {
        let name = setting.name;
        let message = Memo::new(move |_| {
            let at = |errors: &FieldErrors| errors.of(name).map(|error| setting.words(error));
            self.refused.with(at).or_else(|| {
                let is_due = self.attempt.get() > 0
                    || self.touched.with(|touched| touched.contains(&name))
                    || self.draft.with(|draft| is_from_service(draft, setting));
                is_due.then(|| self.problems.with(at)).flatten()
            })
        });
        MaybeProp::derive(move || message.get())
    }

    /// The first step of a save: whether it can be sent. Where it cannot, every problem is shown,
    /// and the summary takes the focus.
    pub fn may_send(self) -> bool {
        if self.busy.get_untracked() {
            return false;
        }
        self.failure.set(None);
        self.went_offline.set(false);
        if self.problems.with_untracked(FieldErrors::is_empty) {
            return true;
        }
        self.attempt.update(|attempt| *attempt += 1);
        false
    }

    /// Shows this, and forgets what was said of the form before.
    pub fn show(self, draft: SettingsDraft) {
        self.draft.try_set(draft);
        self.refused.try_set(FieldErrors::default());
        self.touched.try_set(Vec::new());
        self.attempt.try_set(0);
        self.failure.try_set(None);
        self.theirs.try_set(None);
    }

    /// Something did not work. What is typed stays.
    pub fn did_not_work(self, error: ApiError, meaning: &'static str) {
        self.busy.try_set(false);
        self.messages.say(error.to_string());
        if let ApiError::Invalid(errors) = &error {
            self.refused.try_set(errors.clone());
            self.attempt.try_update(|attempt| *attempt += 1);
            // The summary says all of it.
            return;
        }
        self.failure.try_set(Some(Failure { error, meaning }));
    }

    /// The id of the element that shows a field.
    pub fn field_id(self, setting: &Setting) -> String {
        format!("{}-{}", self.name(), setting.name.replace('_', "-"))
    }

    /// The form's name in ids of elements.
    pub fn name(self) -> &'static str {
        self.kind().name()
    }

    /// Puts the person's edits on top of what the service has now.
    pub fn keep_mine(self) {
        if let Some(Theirs { agent, .. }) = self.theirs.get_untracked() {
            self.draft.update(|draft| *draft = draft.rebase(&agent));
            self.theirs.set(None);
            self.messages
                .say("Your edits stand on the newer settings now. Nothing was sent yet.");
        }
    }

    /// The id of the form's heading.
    pub fn heading(self) -> String {
        format!("{}-heading", self.name())
    }
}

/// Whether a field stands as the service has it: what is wrong with it was not typed here, and is
/// said without waiting.
fn is_from_service(draft: &SettingsDraft, setting: &'static Setting) -> bool {
    draft.base().is_some()
        && !draft.text(setting.name).is_empty()
        && !draft
            .changes()
            .iter()
            .any(|changed| changed.name == setting.name)
}
