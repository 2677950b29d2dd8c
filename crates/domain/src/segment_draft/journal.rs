//! A segment's form as it is kept on the device: plain JSON that a later build can read again.

use contract::{DecodeError, opencx::Segment};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::SegmentDraft;
use crate::DefinitionForm;

/// Every field may be missing, so that an entry of another build is not lost with one field.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Stored {
    name: String,
    description: String,
    definition: Option<DefinitionForm>,
    base: Option<Value>,
}

impl From<SegmentDraft> for Stored {
    fn from(draft: SegmentDraft) -> Self {
        Self {
            name: draft.name,
            description: draft.description,
            definition: Some(draft.definition),
            base: draft.base.map(|base| json!(base)),
        }
    }
}

impl TryFrom<Stored> for SegmentDraft {
    type Error = DecodeError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let base = stored.base.map(Segment::from_json).transpose()?;
        let started = base.as_ref().map_or_else(Self::new, Self::of);
        Ok(Self {
            name: stored.name,
            description: stored.description,
            definition: stored.definition.unwrap_or(started.definition),
            // Without its base an edit would come back as a new segment: that is an error.
            base: base.map(Box::new),
        })
    }
}
