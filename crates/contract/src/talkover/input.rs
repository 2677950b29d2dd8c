//! Requests that write agents and trainings, and their validation in the service's own words.

use serde_json::Value;

use super::limits;
use crate::{Field, FieldErrors, json::Object};

mod agent;
mod calling;
mod judge;
mod knowledge;
mod read;
pub(super) mod say;
mod training;
mod voice;

pub use agent::AgentInput;
pub use calling::CallingInput;
pub use knowledge::KnowledgeInput;
pub use training::TrainingInput;
pub use voice::VoiceInput;

/// An input whose fields have been read and that may be wrong in more ways.
trait Judged: Sized {
    /// Its fields, in the documented order.
    const FIELDS: &'static [&'static str];

    /// What is wrong with its values.
    fn judge(&self) -> FieldErrors;

    /// The input, or everything that is wrong with it in the documented order. A field of the
    /// wrong type has been named already; its stand-in is not judged again.
    fn or_wrong(self, mut errors: FieldErrors) -> Result<Self, FieldErrors> {
        let judged: Vec<_> = self
            .judge()
            .0
            .into_iter()
            .filter(|problem| errors.of(&problem.field).is_none())
            .collect();
        errors.0.extend(judged);
        errors.0.truncate(FieldErrors::MOST);
        errors.0.sort_by_key(|error| {
            let name = error.field.split('.').next().unwrap_or_default();
            Self::FIELDS.iter().position(|known| *known == name)
        });
        errors.or(self)
    }
}

/// Puts a field into a body, if it says something.
fn put<T>(body: &mut Object, name: &str, field: Field<T>)
where
    Value: From<T>,
{
    match field {
        Field::Absent => {}
        Field::Null => {
            body.insert(name.to_owned(), Value::Null);
        }
        Field::Value(value) => {
            body.insert(name.to_owned(), value.into());
        }
    }
}

/// A field that is left out where there is no value.
fn given<T>(option: Option<T>) -> Field<T> {
    option.map_or(Field::Absent, Field::Value)
}
