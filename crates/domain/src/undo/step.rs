//! A step of the history, as it is kept on the device.

use contract::{DecodeError, opencx::Training};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Moment;

/// Something that was done to one scenario or to several, and can be undone in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The key under which it is kept; grows with every step.
    #[serde(default)]
    pub id: u64,
    /// What was done, like `Published “Opening hours”`.
    #[serde(default)]
    pub label: String,
    /// When, by the device's clock.
    #[serde(default)]
    pub at: Moment,
    /// What it did, one entry for a scenario.
    pub changes: Vec<Change>,
    /// Whether it is undone at present.
    #[serde(default)]
    pub undone: bool,
}

/// What a step did to one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Change {
    /// Its id.
    pub scenario: String,
    /// What the service had before; `None` where the step created it.
    pub before: Option<Box<Training>>,
    /// What the service answered; `None` where the step deleted it.
    pub after: Option<Box<Training>>,
}

impl Change {
    /// From what was there to what is there. Both have the scenario's id.
    #[must_use]
    pub fn new(scenario: &str, before: Option<Training>, after: Option<Training>) -> Self {
        Self {
            scenario: scenario.to_owned(),
            before: before.map(Box::new),
            after: after.map(Box::new),
        }
    }

    /// Whether it is about the scenario, which then has the new id.
    pub(super) fn rename(&mut self, old: &str, new: &str) -> bool {
        if self.scenario != old {
            return false;
        }
        new.clone_into(&mut self.scenario);
        for training in [&mut self.before, &mut self.after].into_iter().flatten() {
            new.clone_into(&mut training.id);
        }
        true
    }
}

/// Its JSON. Neither side may be missing: a lost "before" would read as "created", and undoing that
/// deletes.
#[derive(Serialize, Deserialize)]
struct Stored {
    scenario: String,
    before: Value,
    after: Value,
}

impl From<Change> for Stored {
    fn from(change: Change) -> Self {
        let body = |training: Option<Box<Training>>| {
            training.map_or(Value::Null, |training| training.to_json())
        };
        Self {
            scenario: change.scenario,
            before: body(change.before),
            after: body(change.after),
        }
    }
}

impl TryFrom<Stored> for Change {
    type Error = DecodeError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let training = |name: &str, body: Value| match body {
            Value::Null => Ok(None),
            body => Training::from_json(body)
                .map(|training| Some(Box::new(training)))
                .map_err(|error| error.inside(name)),
        };
        Ok(Self {
            scenario: stored.scenario,
            before: training("before", stored.before)?,
            after: training("after", stored.after)?,
        })
    }
}
