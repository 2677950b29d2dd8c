//! One version of a scenario that was seen, as it is kept on the device.

use contract::{DecodeError, opencx::Training};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{content_hash, key::DELETED};
use crate::Moment;

/// A version that this client has seen, or that a scenario was gone.
///
/// As JSON an object. It is kept under its scenario, [`Sight::at`] and [`Sight::hash`]: a content
/// that comes back is another sight of the same hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Sight {
    /// Id of the scenario.
    pub scenario: String,
    /// [`content_hash`], or `deleted`.
    pub hash: String,
    /// Since when it is so: the service's `updated_at` where that can be read, else when it was
    /// seen; of a deletion, when it was noticed.
    pub at: Moment,
    /// When this client saw it, by the device's clock.
    pub seen_at: Moment,
    /// The version; `None` where the scenario is gone.
    pub training: Option<Box<Training>>,
}

impl Sight {
    /// A version that the service showed now.
    #[must_use]
    pub fn of(training: &Training, now: Moment) -> Self {
        Self {
            scenario: training.id.clone(),
            hash: content_hash(training),
            at: Moment::read(&training.updated_at).unwrap_or(now),
            seen_at: now,
            training: Some(Box::new(training.clone())),
        }
    }

    /// A scenario that was there and is not there now.
    #[must_use]
    pub fn deleted(scenario: &str, now: Moment) -> Self {
        Self {
            scenario: scenario.to_owned(),
            hash: DELETED.to_owned(),
            at: now,
            seen_at: now,
            training: None,
        }
    }
}

/// Its JSON. Times may be missing, the version may not: a sight without it would say that the
/// scenario was deleted.
#[derive(Serialize, Deserialize)]
struct Stored {
    scenario: String,
    #[serde(default)]
    hash: String,
    #[serde(default)]
    at: Option<Moment>,
    #[serde(default)]
    seen_at: Option<Moment>,
    training: Value,
}

impl From<Sight> for Stored {
    fn from(sight: Sight) -> Self {
        let training = sight.training.map(|training| training.to_json());
        Self {
            scenario: sight.scenario,
            hash: sight.hash,
            at: Some(sight.at),
            seen_at: Some(sight.seen_at),
            training: training.unwrap_or(Value::Null),
        }
    }
}

impl TryFrom<Stored> for Sight {
    type Error = DecodeError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let training = match stored.training {
            Value::Null => None,
            body => Some(Training::from_json(body).map_err(|error| error.inside("training"))?),
        };
        // Hashed anew: an older build may have counted other fields.
        let hash = training
            .as_ref()
            .map_or_else(|| DELETED.to_owned(), content_hash);
        let updated = training
            .as_ref()
            .and_then(|training| Moment::read(&training.updated_at));
        let at = stored.at.or(updated).or(stored.seen_at);
        Ok(Self {
            scenario: stored.scenario,
            hash,
            at: at.unwrap_or_default(),
            seen_at: stored.seen_at.or(at).unwrap_or_default(),
            training: training.map(Box::new),
        })
    }
}
