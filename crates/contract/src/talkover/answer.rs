//! The envelope of answers: `{"success":true,"message":"…","data":…,"meta":…}`.

use serde::Serialize;
use serde_json::Value;

use super::{Agent, Training};
use crate::{
    DecodeError,
    json::{self, Object},
};

/// Where a page stands in its list (Talkover, "List agents").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Number of the page, from 1.
    pub current_page: u64,
    /// Rows in a page.
    pub per_page: u64,
    /// All rows that match.
    pub total: u64,
    /// Number of the last page, at least 1.
    pub last_page: u64,
}

impl Meta {
    /// Where page `current_page` of `total` rows stands.
    #[must_use]
    pub fn new(current_page: u64, per_page: u64, total: u64) -> Self {
        Self {
            current_page,
            per_page,
            total,
            last_page: total.div_ceil(per_page.max(1)).max(1),
        }
    }

    fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let mut number = |field: &str| {
            json::optional_whole(&mut object, field)?.ok_or_else(|| DecodeError {
                path: field.to_owned(),
                problem: "is missing".to_owned(),
            })
        };
        Ok(Self {
            current_page: number("current_page")?,
            per_page: number("per_page")?,
            total: number("total")?,
            last_page: number("last_page")?,
        })
    }
}

/// An answer that went well, before its `data` are read. The default is that of a 204, which the
/// older OpenAPI document has for a delete.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What the service says about a write.
    pub message: Option<String>,
    /// What was asked for; `None` after a delete.
    pub data: Option<Value>,
    /// Where a page stands. Lists of trainings may have none.
    pub meta: Option<Meta>,
}

/// Rows in the service's order; one that cannot be read is its error, with its path.
pub type Rows<T> = Vec<Result<T, DecodeError>>;

impl Answer {
    /// Opens the envelope.
    ///
    /// # Errors
    ///
    /// `success` is false, or a part of the envelope cannot be read.
    pub fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        if json::optional_boolean(&mut object, "success")? == Some(false) {
            return Err(DecodeError {
                path: "success".to_owned(),
                problem: "is false, though the status says that it went well".to_owned(),
            });
        }
        Ok(Self {
            message: json::optional_string(&mut object, "message")?,
            meta: meta(&mut object)?,
            data: object.shift_remove("data").filter(|data| !data.is_null()),
        })
    }

    /// The one agent in it.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn agent(self) -> Result<Agent, DecodeError> {
        Agent::from_json(self.row()?).map_err(|error| error.inside("data"))
    }

    /// The agent after a publish, an unpublish or "Update calling": `known` with the fields in
    /// the answer.
    ///
    /// # Errors
    ///
    /// The path of the first field that cannot be read.
    pub fn agent_over(self, known: &Agent) -> Result<Agent, DecodeError> {
        known
            .with(self.row()?)
            .map_err(|error| error.inside("data"))
    }

    /// The one training in it.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or cannot be read.
    pub fn training(self) -> Result<Training, DecodeError> {
        Training::from_json(self.row()?).map_err(|error| error.inside("data"))
    }

    /// The agents of a list.
    ///
    /// # Errors
    ///
    /// `data` is no list.
    pub fn agents(self) -> Result<Rows<Agent>, DecodeError> {
        self.rows(Agent::from_json)
    }

    /// The trainings of a list.
    ///
    /// # Errors
    ///
    /// `data` is no list.
    pub fn trainings(self) -> Result<Rows<Training>, DecodeError> {
        self.rows(Training::from_json)
    }

    fn row(self) -> Result<Value, DecodeError> {
        self.data.ok_or_else(|| DecodeError {
            path: "data".to_owned(),
            problem: "is missing".to_owned(),
        })
    }

    fn rows<T>(
        self,
        read: impl Fn(Value) -> Result<T, DecodeError>,
    ) -> Result<Rows<T>, DecodeError> {
        let rows = json::array(self.row()?).map_err(|error| error.inside("data"))?;
        Ok(rows
            .into_iter()
            .enumerate()
            .map(|(at, row)| read(row).map_err(|e| e.inside(&format!("data[{at}]"))))
            .collect())
    }
}

fn meta(object: &mut Object) -> Result<Option<Meta>, DecodeError> {
    match object.shift_remove("meta") {
        None | Some(Value::Null) => Ok(None),
        Some(meta) => Meta::from_json(meta)
            .map(Some)
            .map_err(|error| error.inside("meta")),
    }
}
