//! The key of an entry.

use std::fmt::Write;

use super::Edited;
use crate::{Moment, talkover::settings::SettingsForm};

/// The parts of a key of an older build.
const PARTS_OF_OLDER: usize = 6;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A scenario.
    Scenario,
    /// A segment.
    Segment,
    /// Settings of a voice agent, or the form of a new one.
    Settings(SettingsForm),
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Segment => "segment",
            Self::Settings(form) => form.name(),
        }
    }

    fn read(name: &str) -> Option<Self> {
        match name {
            "scenario" => Some(Self::Scenario),
            "segment" => Some(Self::Segment),
            name => SettingsForm::read(name).map(Self::Settings),
        }
    }
}

/// Where an entry belongs: what is edited, what the edit began with, and in which tab.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditKey {
    /// The workspace, with the base URL of its service.
    pub scope: String,
    /// What is edited.
    pub kind: Kind,
    /// Its id at the service; of a new one, the name that this device gave the edit.
    pub item: String,
    /// The version that the edit began with (`updated_at`); `None` of a new one.
    pub version: Option<String>,
    /// The tab in which it is, or was, open.
    pub tab: String,
    /// Which form of that tab.
    pub form: u32,
    /// When that form was opened, by the device's clock: a list of many entries is sorted by it
    /// before any of them is read. `None` in keys of an older build.
    pub began: Option<Moment>,
}

impl EditKey {
    /// Where an edit belongs that stands in a form of a tab. `name` is that of something new.
    #[must_use]
    pub fn of(
        scope: &str,
        edited: &Edited,
        name: &str,
        (tab, form): (String, u32),
        began: Moment,
    ) -> Self {
        let key = Self {
            scope: scope.to_owned(),
            kind: edited.kind(),
            item: name.to_owned(),
            version: None,
            tab,
            form,
            began: Some(began),
        };
        key.standing_on(edited)
    }

    /// The key of the same form's edit when that stands on another version, or on the first one of
    /// something that was new.
    #[must_use]
    pub fn standing_on(&self, edited: &Edited) -> Self {
        let mut key = self.clone();
        if let Some((id, version)) = edited.version() {
            id.clone_into(&mut key.item);
            key.version = Some(version);
        }
        key
    }

    /// As it stands in the store. All entries of a workspace have [`EditKey::prefix`] in front.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = Self::prefix(&self.scope);
        for part in [
            self.kind.name(),
            &self.item,
            self.version.as_deref().unwrap_or_default(),
            &self.tab,
            &self.form.to_string(),
        ] {
            push_encoded(&mut text, part);
            text.push('|');
        }
        if let Some(Moment(began)) = self.began {
            text.push_str(&began.to_string());
            text.push('|');
        }
        text
    }

    /// What all keys of a workspace begin with, and no other key.
    #[must_use]
    pub fn prefix(scope: &str) -> String {
        let mut text = String::new();
        push_encoded(&mut text, scope);
        text.push('|');
        text
    }

    /// The workspace of an entry, also where the rest of its key says nothing to this build. `None`
    /// where no workspace can be read from it.
    #[must_use]
    pub fn scope_of(text: &str) -> Option<String> {
        let (scope, _) = text.split_once('|')?;
        decoded(scope).filter(|scope| Self::is_scope(scope))
    }

    /// Whether a text may name a workspace: a base URL, which may be empty, and an id. What names
    /// another thing would be shown nowhere.
    pub(super) fn is_scope(text: &str) -> bool {
        text.contains(' ')
    }

    /// The key of a second entry beside the one that has this key: of the same thing and the same
    /// tab, in a form that no tab ever opens.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            form: u32::MAX - self.form,
            ..self.clone()
        }
    }

    /// Reads a key; `None` of a text that is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts: Vec<String> = text.split('|').map(decoded).collect::<Option<_>>()?;
        if !parts.pop()?.is_empty() {
            return None;
        }
        let began = if parts.len() > PARTS_OF_OLDER {
            Some(Moment(parts.pop()?.parse().ok()?))
        } else {
            None
        };
        let [scope, kind, item, version, tab, form] = parts.try_into().ok()?;
        Some(Self {
            scope,
            kind: Kind::read(&kind)?,
            item,
            version: Some(version).filter(|version| !version.is_empty()),
            tab,
            form: form.parse().ok()?,
            began,
        })
    }

    /// The form in which it stands or stood: unique on this device.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}/{}", self.tab, self.form)
    }

    /// Whether it is about something that the service does not have yet.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.version.is_none()
    }

    /// Whether both are edits of the same thing.
    #[must_use]
    pub fn same_item(&self, other: &Self) -> bool {
        (&self.scope, self.kind, &self.item) == (&other.scope, other.kind, &other.item)
    }
}

/// Everything but the separator and the percent sign stands as it is.
pub(crate) fn push_encoded(text: &mut String, part: &str) {
    for letter in part.chars() {
        match letter {
            '|' | '%' => {
                // Writing into a string cannot fail.
                let _ = write!(text, "%{:02X}", u32::from(letter));
            }
            letter => text.push(letter),
        }
    }
}

pub(crate) fn decoded(part: &str) -> Option<String> {
    let mut pieces = part.split('%');
    let mut text = pieces.next()?.to_owned();
    for piece in pieces {
        text.push(match piece.get(..2)? {
            "7C" => '|',
            "25" => '%',
            _ => return None,
        });
        text.push_str(piece.get(2..)?);
    }
    Some(text)
}
