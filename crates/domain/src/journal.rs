//! Edits that the service does not have yet, as the device keeps them.
//!
//! An entry is a text under a key, and beside it what the edit began with, which is written once.
//! The key alone says whose edit it is and when it began, so that a thousand entries are counted and
//! sorted without reading their texts.

use contract::opencx::Training;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Draft, Moment, SegmentDraft, merge::Written, outbox::Shown, talkover::settings::SettingsDraft,
};

mod key;
mod salvage;

pub use key::{EditKey, Kind};
pub(crate) use key::{decoded, push_encoded};
pub use salvage::Damaged;

/// The form in which entries are written. Entries of an older form are read, too: until 2 the base
/// of a scenario stood inside.
const FORMAT: u64 = 2;

/// An entry as the device stores it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What was typed; written after every key.
    pub typed: String,
    /// What it began with, where that is kept apart; written once.
    pub base: Option<String>,
}

/// What is being edited.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    /// A scenario.
    Scenario(Draft),
    /// A segment.
    Segment(SegmentDraft),
    /// Settings of a voice agent.
    Settings(SettingsDraft),
}

impl Edited {
    /// Its title or name, as typed.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Scenario(draft) => draft.title.trim(),
            Self::Segment(draft) => draft.name.trim(),
            Self::Settings(draft) => draft
                .base()
                .map_or_else(|| draft.text("label"), |agent| &agent.label)
                .trim(),
        }
    }

    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Scenario(_) => Kind::Scenario,
            Self::Segment(_) => Kind::Segment,
            Self::Settings(draft) => Kind::Settings(draft.form()),
        }
    }

    /// The id at the service and the version that the edit began with; `None` of something new.
    #[must_use]
    pub fn version(&self) -> Option<(&str, String)> {
        match self {
            Self::Scenario(draft) => {
                let base = draft.base.as_deref()?;
                Some((&base.id, base.updated_at.clone()))
            }
            Self::Segment(draft) => {
                let base = draft.base.as_deref()?;
                // A service that names no time still has a state that was begun with.
                let at = base.updated_at.clone();
                Some((&base.id, at.unwrap_or_else(|| "0".to_owned())))
            }
            Self::Settings(draft) => {
                let base = draft.base()?;
                Some((&base.id, base.updated_at.clone()))
            }
        }
    }

    /// Lets it stand on what the service has now. What is of another kind changes nothing.
    pub fn stand_on(&mut self, now: Shown<'_>) {
        match (self, now) {
            (Self::Scenario(draft), Shown::Scenario(now)) => {
                draft.base = Some(Box::new(now.clone()));
            }
            (Self::Segment(draft), Shown::Segment(now)) => draft.base = Some(Box::new(now.clone())),
            // Settings do not go through the outbox.
            (_, Shown::Scenario(_) | Shown::Segment(_) | Shown::Directory(_)) => {}
        }
    }

    /// Whether it differs from what it began with.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        match self {
            Self::Scenario(draft) => draft.is_dirty(),
            Self::Segment(draft) => !draft.changes().is_empty(),
            Self::Settings(draft) => draft.is_dirty(),
        }
    }

    /// The names of the fields that were edited, in the form's order.
    #[must_use]
    pub fn labels(&self) -> Vec<&'static str> {
        match self {
            Self::Scenario(draft) => draft.changes().into_iter().map(|f| f.label()).collect(),
            Self::Segment(draft) => draft.changes().into_iter().map(|f| f.label()).collect(),
            Self::Settings(draft) => draft.changes().into_iter().map(|s| s.label).collect(),
        }
    }
}

/// An edit that the service does not have yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsent {
    /// When something was typed last, by the device's clock. It is shown and sorted by; no
    /// conflict is decided by it.
    pub at: Moment,
    /// What is typed, over what it began with.
    pub edited: Edited,
    /// The `Idempotency-Key` under which a new scenario was or will be sent, so that going on
    /// after a lost answer does not create it twice.
    pub create_key: Option<String>,
    /// Conflicts with somebody else's edits that were decided by hand, before the form has taken
    /// them over.
    pub written: Vec<Written>,
    /// The forms that it has gone on from, the newest last: what they have asked to be written is
    /// in its text.
    pub over: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Stored {
    at: i64,
    scenario: Option<Draft>,
    segment: Option<SegmentDraft>,
    settings: Option<SettingsDraft>,
    create_key: Option<String>,
    written: Vec<Written>,
    over: Vec<String>,
}

#[derive(Serialize)]
struct Typed<'a, Scenario> {
    format: u64,
    at: i64,
    scenario: Option<Scenario>,
    segment: Option<&'a SegmentDraft>,
    settings: Option<&'a SettingsDraft>,
    create_key: Option<&'a str>,
    written: &'a [Written],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    over: &'a [String],
}

impl Unsent {
    /// The entry as it is stored.
    #[must_use]
    pub fn to_texts(&self) -> Texts {
        Texts {
            typed: self.typed(),
            base: self.base(),
        }
    }

    /// The forms that its text goes on from, the one of its own `key` last.
    #[must_use]
    pub fn lineage(&self, key: &EditKey) -> Vec<String> {
        let mut lineage = self.over.clone();
        lineage.push(key.origin());
        lineage
    }

    /// What was typed, as it is stored.
    #[must_use]
    pub fn typed(&self) -> String {
        let (scenario, segment, settings) = match &self.edited {
            Edited::Scenario(draft) => (Some(draft.typed()), None, None),
            Edited::Segment(draft) => (None, Some(draft), None),
            Edited::Settings(draft) => (None, None, Some(draft)),
        };
        let typed = Typed {
            format: FORMAT,
            at: self.at.0,
            scenario,
            segment,
            settings,
            create_key: self.create_key.as_deref(),
            written: &self.written,
            over: &self.over,
        };
        // Texts, numbers and lists of them always become JSON.
        serde_json::to_string(&typed).unwrap_or_default()
    }

    /// What it began with, as it is stored, where that is kept apart. It is the same text as long
    /// as [`Unsent::began_with`] is the same.
    #[must_use]
    pub fn base(&self) -> Option<String> {
        Some(self.began_with()?.to_json().to_string())
    }

    /// What it began with, where that is kept apart.
    #[must_use]
    pub fn began_with(&self) -> Option<&Training> {
        match &self.edited {
            Edited::Scenario(draft) => draft.base.as_deref(),
            // The others are small.
            Edited::Segment(_) | Edited::Settings(_) => None,
        }
    }

    /// Reads an entry, also one that an older build wrote.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what of it can still be read.
    pub fn read(texts: &Texts) -> Result<Self, Damaged> {
        let text = texts.typed.as_str();
        let mut value: Value =
            serde_json::from_str(text).map_err(|error| Damaged::no_json(text, &error))?;
        let format = value.get("format").and_then(Value::as_u64);
        let is_newer = format.is_some_and(|format| format > FORMAT);
        if let Some(form) = value.get_mut("scenario")
            && let Err(problem) = Draft::with_base_from(form, texts.base.as_deref())
        {
            return Err(Damaged::of(text, &value, is_newer, problem));
        }
        let damaged = |problem: String| Damaged::of(text, &value, is_newer, problem);
        if format.is_none() {
            if value.get("title").is_none() && value.get("content").is_none() {
                return Err(damaged("there is no edit in it".to_owned()));
            }
            // Before entries had a form of their own, the scenario's form was the entry.
            let draft = Draft::deserialize(&value).map_err(|error| damaged(error.to_string()))?;
            return Ok(Self {
                at: Moment::default(),
                edited: Edited::Scenario(draft),
                create_key: None,
                written: Vec::new(),
                over: Vec::new(),
            });
        }
        let stored = Stored::deserialize(&value).map_err(|error| damaged(error.to_string()))?;
        let edited = match (stored.scenario, stored.segment, stored.settings) {
            (Some(draft), ..) => Edited::Scenario(draft),
            (None, Some(draft), _) => Edited::Segment(draft),
            (None, None, Some(draft)) => Edited::Settings(draft),
            (None, None, None) => {
                return Err(damaged(
                    "neither a scenario nor a segment nor settings are in it".to_owned(),
                ));
            }
        };
        Ok(Self {
            at: Moment(stored.at),
            edited,
            create_key: stored.create_key,
            written: stored.written,
            over: stored.over,
        })
    }
}

#[cfg(test)]
mod tests;
