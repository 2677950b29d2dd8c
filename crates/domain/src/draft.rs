//! What a form edits: a value with its base. It says what is wrong, what differs, what a write
//! would do that one may not expect, and becomes the write.

use contract::{
    FieldErrors,
    opencx::{Channel, Shown, Training, TrainingType},
};
use serde::{Deserialize, Serialize};

use crate::Publication;

mod changes;
mod check;
mod input;
mod journal;
mod metadata;
mod warnings;

pub use changes::ChangedField;
pub use input::Intent;
pub use metadata::MetadataRow;
pub(crate) use metadata::{not_json, read_at};
pub use warnings::Warning;

/// The value of a scenario's form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "journal::Stored", into = "journal::Stored")]
pub struct Draft {
    /// The scenario as the service showed it when the form was opened; `None` for a new one.
    pub base: Option<Box<Training>>,
    /// Title or trigger phrase, as typed.
    pub title: String,
    /// Markdown, as typed.
    pub content: String,
    /// Behavioral or scenario-specific.
    pub r#type: TrainingType,
    /// Directory, or none.
    pub directory_id: Option<String>,
    /// Empty means all channels.
    pub channels: Vec<Channel>,
    /// Ids of segments; empty means everyone.
    pub segments: Vec<String>,
    /// Start of the window, as typed: blank for none, else ISO 8601 in UTC.
    pub start: String,
    /// End of the window, as typed.
    pub end: String,
    /// Metadata, one key each.
    pub metadata: Vec<MetadataRow>,
}

impl Draft {
    /// A new scenario in a directory.
    #[must_use]
    pub fn new(directory_id: Option<String>) -> Self {
        Self {
            base: None,
            title: String::new(),
            content: String::new(),
            r#type: TrainingType::default(),
            directory_id,
            channels: Vec::new(),
            segments: Vec::new(),
            start: String::new(),
            end: String::new(),
            metadata: Vec::new(),
        }
    }

    /// The form of a scenario, with the text that is being edited.
    #[must_use]
    pub fn of(training: &Training) -> Self {
        let instant = |instant: &Option<contract::UtcInstant>| {
            instant
                .as_ref()
                .map(|instant| instant.as_str().to_owned())
                .unwrap_or_default()
        };
        Self {
            base: Some(Box::new(training.clone())),
            title: training.working_title().to_owned(),
            content: training.working_content().to_owned(),
            r#type: training.r#type,
            directory_id: training.directory_id.clone(),
            channels: training.restricted_to_channels.clone(),
            segments: training.restricted_to_segments.clone(),
            start: instant(&training.start_time),
            end: instant(&training.end_time),
            metadata: MetadataRow::rows(&training.metadata),
        }
    }

    /// A new scenario that begins as a copy of this form. Fields that only the service knows stay
    /// behind: they belong to the original.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        const SUFFIX: &str = " (copy)";
        let room = contract::opencx::limits::TITLE_CHARS - SUFFIX.len();
        let title: String = self.title.trim().chars().take(room).collect();
        Self {
            base: None,
            title: format!("{}{SUFFIX}", title.trim_end()),
            ..self.clone()
        }
    }

    /// This form over a newer reading of its scenario: what was edited stays, everything else
    /// takes the newer value. For the form that is open while somebody else saves.
    #[must_use]
    pub fn rebase(&self, newer: &Training) -> Self {
        let mut rebased = Self::of(newer);
        for field in self.changes() {
            rebased.take(field, self);
        }
        rebased
    }

    /// Takes a field over from another form.
    pub(crate) fn take(&mut self, field: ChangedField, from: &Self) {
        match field {
            ChangedField::Title => self.title.clone_from(&from.title),
            ChangedField::Content => self.content.clone_from(&from.content),
            ChangedField::Type => self.r#type = from.r#type,
            ChangedField::Directory => self.directory_id.clone_from(&from.directory_id),
            ChangedField::Channels => self.channels.clone_from(&from.channels),
            ChangedField::Segments => self.segments.clone_from(&from.segments),
            ChangedField::Start => self.start.clone_from(&from.start),
            ChangedField::End => self.end.clone_from(&from.end),
            ChangedField::Metadata => self.metadata.clone_from(&from.metadata),
        }
    }

    /// Whether there are edits that a save would send.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        !self.changes().is_empty()
    }

    /// Whether its scenario exists at the service.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// Whether the AI has a published text of it.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.base.as_deref().is_some_and(Publication::has_live_text)
    }

    /// Whether the service takes a field. One that its answer did not show is not sent to it
    /// (decision 34), so the form does not offer it. A new scenario is offered everything.
    #[must_use]
    pub fn offers(&self, field: ChangedField) -> bool {
        let Some(base) = self.base.as_deref() else {
            return true;
        };
        let flag = match field {
            ChangedField::Title | ChangedField::Content => return true,
            ChangedField::Type => Shown::TYPE,
            ChangedField::Directory => Shown::DIRECTORY_ID,
            ChangedField::Channels => Shown::CHANNELS,
            ChangedField::Segments => Shown::SEGMENTS,
            ChangedField::Start => Shown::START_TIME,
            ChangedField::End => Shown::END_TIME,
            ChangedField::Metadata => Shown::METADATA,
        };
        base.shown.has(flag)
    }

    /// Everything that keeps it from being sent, under the names of the body's fields; a row of
    /// the metadata under `metadata[2].key` or `metadata[2].value`.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        check::read(self).1
    }
}

#[cfg(test)]
mod tests;
