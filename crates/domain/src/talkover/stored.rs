//! Trainings and their words as the device keeps them: the service's own bodies, which a later
//! build can read again.

use contract::talkover::{Training, TrainingStatus};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

/// A training, for `#[serde(with = …)]`.
pub(super) mod row {
    use super::*;

    #[expect(clippy::borrowed_box, reason = "serde hands over the field as it is")]
    pub(in crate::talkover) fn serialize<S: Serializer>(
        row: &Box<Training>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        row.serialize(serializer)
    }

    pub(in crate::talkover) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Box<Training>, D::Error> {
        read(Value::deserialize(deserializer)?)
    }
}

/// A training that may not be there.
pub(super) mod optional_row {
    use super::*;

    pub(in crate::talkover) fn serialize<S: Serializer>(
        row: &Option<Box<Training>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        row.serialize(serializer)
    }

    /// What cannot be read is an error: without its base an edit would come back as a new training.
    pub(in crate::talkover) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Box<Training>>, D::Error> {
        Option::<Value>::deserialize(deserializer)?
            .map(read)
            .transpose()
    }
}

/// Whether an agent uses a training; words of a newer service are kept.
pub(super) mod status {
    use super::*;

    pub(in crate::talkover) fn serialize<S: Serializer>(
        status: &TrainingStatus,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        status.serialize(serializer)
    }

    pub(in crate::talkover) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<TrainingStatus, D::Error> {
        let word = String::deserialize(deserializer)?;
        Ok(TrainingStatus::read(&word))
    }

    /// The documented default.
    pub(in crate::talkover) const fn active() -> TrainingStatus {
        TrainingStatus::Active
    }
}

fn read<E: Error>(body: Value) -> Result<Box<Training>, E> {
    Training::from_json(body).map(Box::new).map_err(E::custom)
}
