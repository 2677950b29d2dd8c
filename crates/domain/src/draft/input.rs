//! From a form to a write.

use contract::{Field, FieldErrors, opencx::TrainingInput};

use super::{Draft, check};

/// What the person wants of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intent {
    /// Keep the text without making it live: what Ctrl/Cmd+S does. A live scenario stays live,
    /// and the text waits as its draft.
    SaveDraft,
    /// Make the text live.
    Publish,
    /// Change a setting, and say nothing about draft or live.
    KeepState,
}

impl Draft {
    /// The body of the write, for `POST` where the draft has no base and for `PUT` where it has.
    ///
    /// `is_draft` follows decisions 6 to 8: a new scenario always says it, `true` unless it is to
    /// be published. Saving a live scenario leaves it out, because `true` would take it offline;
    /// saving one that is a draft says `true`, in case a service reads its absence as "publish".
    ///
    /// # Errors
    ///
    /// [`Draft::problems`], where there are any.
    pub fn to_input(&self, intent: Intent) -> Result<TrainingInput, FieldErrors> {
        let (input, problems) = check::read(self);
        let is_draft = match (intent, self.is_new()) {
            (Intent::Publish, _) => Field::Value(false),
            (Intent::SaveDraft | Intent::KeepState, true) => Field::Value(true),
            (Intent::SaveDraft, false) if !self.is_live() => Field::Value(true),
            (Intent::SaveDraft | Intent::KeepState, false) => Field::Absent,
        };
        problems.or(TrainingInput { is_draft, ..input })
    }
}
