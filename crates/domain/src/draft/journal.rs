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

/// What stands in for a base that is kept beside the form: writing 50,000 characters that do not
/// change with every key would cost as much again as writing those that do.
const APART: &str = "apart";

/// The form without its base.
#[derive(Serialize)]
struct Typed<'a> {
    title: &'a str,
    content: &'a str,
    r#type: &'a str,
    directory_id: Option<&'a str>,
    channels: Vec<&'a str>,
    segments: &'a [String],
    start: &'a str,
    end: &'a str,
    metadata: &'a [MetadataRow],
    base: Option<&'static str>,
}

impl Draft {
    /// The form without its base, for [`Draft::with_base_from`].
    pub(crate) fn typed(&self) -> impl Serialize + '_ {
        Typed {
            title: &self.title,
            content: &self.content,
            r#type: self.r#type.as_str(),
            directory_id: self.directory_id.as_deref(),
            channels: self.channels.iter().map(Channel::as_str).collect(),
            segments: &self.segments,
            start: &self.start,
            end: &self.end,
            metadata: &self.metadata,
            base: self.base.as_ref().map(|_| APART),
        }
    }

    /// Puts a base back into the JSON of a form that was written without it.
    ///
    /// # Errors
    ///
    /// The base that is missing, or cannot be read.
    pub(crate) fn with_base_from(form: &mut Value, base: Option<&str>) -> Result<(), String> {
        let Some(place) = form.get_mut("base").filter(|base| *base == APART) else {
            return Ok(());
        };
        let base = base.ok_or_else(|| "what the edit began with is missing".to_owned())?;
        *place = serde_json::from_str(base)
            .map_err(|error| format!("what the edit began with is damaged ({error})"))?;
        Ok(())
    }
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
