//! What a form changed.

use std::collections::BTreeSet;

use contract::FieldErrors;

use super::{Draft, metadata};

/// A field of the form that differs from its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangedField {
    /// Title or trigger phrase.
    Title,
    /// The text.
    Content,
    /// Behavioral or scenario-specific.
    Type,
    /// Where it lies.
    Directory,
    /// On which channels it applies.
    Channels,
    /// To whom it applies.
    Segments,
    /// From when it applies.
    Start,
    /// Until when it applies.
    End,
    /// Data of integrations.
    Metadata,
}

impl ChangedField {
    /// All of them, in the form's order.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Content,
        Self::Type,
        Self::Directory,
        Self::Channels,
        Self::Segments,
        Self::Start,
        Self::End,
        Self::Metadata,
    ];

    /// The field's name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Content => "Content",
            Self::Type => "Type",
            Self::Directory => "Directory",
            Self::Channels => "Channels",
            Self::Segments => "Segments",
            Self::Start => "Start",
            Self::End => "End",
            Self::Metadata => "Metadata",
        }
    }

    /// The field's name in a body and in [`FieldErrors`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Content => "content",
            Self::Type => "type",
            Self::Directory => "directory_id",
            Self::Channels => "restricted_to_channels",
            Self::Segments => "restricted_to_segments",
            Self::Start => "start_time",
            Self::End => "end_time",
            Self::Metadata => "metadata",
        }
    }

    /// Whether it is part of a version; the others apply at once (decision 10).
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Title | Self::Content)
    }
}

impl Draft {
    /// The fields that differ from the base; for a new scenario, from an empty form. White space
    /// around the title, the order of a restriction and how JSON is laid out make no difference; another
    /// way to write the same instant does, because services keep instants as they are written.
    #[must_use]
    pub fn changes(&self) -> Vec<ChangedField> {
        let base = match self.base.as_deref() {
            Some(base) => Self::of(base),
            None => Self::new(self.directory_id.clone()),
        };
        let differs = [
            (ChangedField::Title, self.title.trim() != base.title.trim()),
            (ChangedField::Content, self.content != base.content),
            (ChangedField::Type, self.r#type != base.r#type),
            (
                ChangedField::Directory,
                self.directory_id != base.directory_id,
            ),
            (
                ChangedField::Channels,
                set(&self.channels) != set(&base.channels),
            ),
            (
                ChangedField::Segments,
                set(&self.segments) != set(&base.segments),
            ),
            (ChangedField::Start, self.start.trim() != base.start),
            (ChangedField::End, self.end.trim() != base.end),
            (ChangedField::Metadata, !self.same_metadata(&base)),
        ];
        differs
            .into_iter()
            .filter_map(|(field, differs)| differs.then_some(field))
            .collect()
    }

    fn same_metadata(&self, base: &Self) -> bool {
        let mut errors = FieldErrors::default();
        let mine = metadata::read(&self.metadata, &mut errors);
        // What cannot be read is at any rate not what the service has.
        errors.is_empty() && mine == metadata::read(&base.metadata, &mut errors)
    }
}

fn set<T: Ord>(items: &[T]) -> BTreeSet<&T> {
    items.iter().collect()
}
