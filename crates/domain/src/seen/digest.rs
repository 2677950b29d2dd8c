//! What changed, in words.

use super::{Shift, What};
use crate::{ChangedField, Moment, words};

/// What a change mostly is: one word over it, and one of the numbers in the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Created,
    /// It has another text or other settings.
    Edited,
    /// The AI uses it, or another text of it.
    Published,
    /// The AI no longer uses it.
    TakenOffline,
    /// It is gone.
    Deleted,
    /// It was there before; what it was like is not known.
    FirstSeen,
}

impl Kind {
    /// All of them, as the summary lists them.
    pub const ALL: [Self; 6] = [
        Self::Created,
        Self::Edited,
        Self::Published,
        Self::TakenOffline,
        Self::Deleted,
        Self::FirstSeen,
    ];

    /// What a change mostly is: what it does to the AI counts more than what was edited.
    #[must_use]
    pub const fn of(what: &What) -> Self {
        match what {
            What::Created => Self::Created,
            What::Deleted => Self::Deleted,
            What::FirstSeen => Self::FirstSeen,
            What::Changed { shift, .. } => match shift {
                Some(Shift::Published | Shift::PublishedAgain) => Self::Published,
                Some(Shift::Unpublished) => Self::TakenOffline,
                None => Self::Edited,
            },
        }
    }

    /// The word over it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Edited => "Edited",
            Self::Published => "Published",
            Self::TakenOffline => "Taken offline",
            Self::Deleted => "Deleted",
            Self::FirstSeen => "First seen",
        }
    }
}

impl What {
    /// The fields that differ, where it is known.
    #[must_use]
    pub fn fields(&self) -> &[ChangedField] {
        match self {
            Self::Changed { fields, .. } => fields,
            Self::Created | Self::Deleted | Self::FirstSeen => &[],
        }
    }
}

/// `4 created, 12 edited, 3 published`; `None` where nothing changed.
#[must_use]
pub fn summary<'a>(all: impl IntoIterator<Item = &'a What>) -> Option<String> {
    let mut counts = [0_u64; Kind::ALL.len()];
    for what in all {
        let kind = Kind::of(what);
        let counted = Kind::ALL.into_iter().zip(&mut counts);
        for (_, count) in counted.filter(|(known, _)| *known == kind) {
            *count += 1;
        }
    }
    let parts: Vec<String> = Kind::ALL
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {}", words::grouped(count), kind.label().to_lowercase()))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `312 bytes`, `38 KB`, `12.4 MB`; thousands, as disks count.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        ..1_000 => words::count(bytes, "byte"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// `12.4 MB of 50 MB, 3,210 versions since 12 Nov`. `limit` is in megabytes.
#[must_use]
pub fn usage(bytes: u64, limit: u32, versions: u64, since: Option<Moment>, now: Moment) -> String {
    let mut text = format!(
        "{} of {limit} MB, {}",
        size(bytes),
        words::count(versions, "version")
    );
    if let Some(since) = since.filter(|_| versions > 0) {
        text.push_str(" since ");
        text.push_str(&words::date(since, now));
    }
    text
}
