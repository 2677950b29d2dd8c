//! A form as it is kept on the device: plain JSON that a later build can read again.

use contract::{
    DecodeError,
    opencx::{Channel, Training, TrainingType},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Draft, MetadataRow};

/// Every field may be missing, so that an entry of another build is not lost with one field.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Stored {
    title: String,
    content: String,
    r#type: String,
    directory_id: Option<String>,
    channels: Vec<String>,
    segments: Vec<String>,
    start: String,
    end: String,
    metadata: Vec<MetadataRow>,
    // Behind what was typed: where an entry was cut off, that is what must be left.
    base: Option<Value>,
}

impl From<Draft> for Stored {
    fn from(draft: Draft) -> Self {
        let Draft {
            base,
            title,
            content,
            r#type,
            directory_id,
            channels,
            segments,
            start,
            end,
            metadata,
        } = draft;
        Self {
            base: base.map(|base| base.to_json()),
            title,
            content,
            r#type: r#type.as_str().to_owned(),
            directory_id,
            channels: channels.iter().map(|c| c.as_str().to_owned()).collect(),
            segments,
            start,
            end,
            metadata,
        }
    }
}

impl TryFrom<Stored> for Draft {
    type Error = DecodeError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let Stored {
            base,
            title,
            content,
            r#type,
            directory_id,
            channels,
            segments,
            start,
            end,
            metadata,
        } = stored;
        Ok(Self {
            // Without its base an edit would come back as a new scenario: that is an error.
            base: base.map(Training::from_json).transpose()?.map(Box::new),
            title,
            content,
            r#type: TrainingType::known(&r#type).unwrap_or_default(),
            directory_id,
            channels: channels.iter().map(|name| Channel::read(name)).collect(),
            segments,
            start,
            end,
            metadata,
        })
    }
}
