//! The numbers that an agent calls from or is called at.

use serde::Serialize;
use serde_json::Value;

use crate::{
    DecodeError,
    json::{self, Object},
};

/// A phone number of an agent (Talkover, "Get agent").
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhoneNumber {
    /// Id in the service's list of numbers.
    pub id: String,
    /// The number.
    pub number: Option<String>,
    /// Its country.
    pub country_code: Option<String>,
    /// The number as people of that country write it.
    pub formatted_number: Option<String>,
    /// The number as everybody can call it.
    pub international_number: Option<String>,
    /// Whether it is in use, as the service words it.
    pub current_status: Option<String>,
    /// Fields that this build does not know, kept as they came.
    #[serde(flatten)]
    pub unknown: Object,
}

impl PhoneNumber {
    /// What can be said about an id alone, by a server that has no list of numbers: an id in the
    /// form of E.164, like `+442079460018`, is the number; of any other nothing more is known.
    #[must_use]
    pub fn of_id(id: String) -> Self {
        let digits = id.strip_prefix('+').unwrap_or_default();
        let is_number =
            (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = is_number.then(|| id.clone());
        Self {
            id,
            number: number.clone(),
            country_code: None,
            formatted_number: number.clone(),
            international_number: number,
            current_status: None,
            unknown: Object::new(),
        }
    }

    /// The number as it is best shown: international, else formatted, else as it is, else the id.
    #[must_use]
    pub fn shown(&self) -> &str {
        [
            &self.international_number,
            &self.formatted_number,
            &self.number,
        ]
        .into_iter()
        .find_map(Option::as_deref)
        .unwrap_or(&self.id)
    }

    /// Reads a phone number.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        Ok(Self {
            id: json::string(&mut object, "id")?,
            number: json::optional_string(&mut object, "number")?,
            country_code: json::optional_string(&mut object, "country_code")?,
            formatted_number: json::optional_string(&mut object, "formatted_number")?,
            international_number: json::optional_string(&mut object, "international_number")?,
            current_status: json::optional_string(&mut object, "current_status")?,
            unknown: object.into_iter().collect(),
        })
    }
}
