//! Published versions (extension, decision 20).

use serde::Serialize;
use serde_json::Value;

use crate::{DecodeError, json};

/// An immutable published text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Number, from 1, growing with every publish of one scenario.
    pub version: u64,
    /// Title as published.
    pub title: String,
    /// Content as published.
    pub content: String,
    /// ISO 8601.
    pub published_at: String,
    /// Name of the key that published it.
    pub published_by: Option<String>,
}

impl Version {
    /// Reads `{items: [...]}`, newest first.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn list_from_json(body: Value) -> Result<Vec<Self>, DecodeError> {
        let mut object = json::object(body)?;
        json::array(json::take(&mut object, "items")?)
            .map_err(|error| error.inside("items"))?
            .into_iter()
            .enumerate()
            .map(|(at, row)| Self::from_json(row).map_err(|e| e.inside(&format!("items[{at}]"))))
            .collect()
    }

    fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let number = json::take(&mut object, "version")?;
        Ok(Self {
            version: json::whole(&number)
                .ok_or_else(|| json::unexpected("version", "a whole number", &number))?,
            title: json::string(&mut object, "title")?,
            content: json::string(&mut object, "content")?,
            published_at: json::string(&mut object, "published_at")?,
            published_by: json::optional_string(&mut object, "published_by")?,
        })
    }
}
