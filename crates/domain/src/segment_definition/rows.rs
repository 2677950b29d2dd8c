//! Between a definition and its rows, without losing a key or its place.

use contract::FieldErrors;
use serde_json::Value;

use super::{Alternative, Condition, DefinitionRows, Object};
use crate::{MetadataRow, draft};

/// Why rows cannot show a definition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Rows cannot show `{path}`: {problem}")]
pub struct NotRows {
    /// Path in the body, like `definition.or[0]`.
    pub path: String,
    /// What is there.
    pub problem: String,
}

impl NotRows {
    fn at(path: &str, problem: &str) -> Self {
        Self {
            path: path.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

impl DefinitionRows {
    /// The rows of a definition. An empty object has none.
    ///
    /// # Errors
    ///
    /// Where it departs from the documented shape, or has a key that a row could not give back:
    /// blank, or with blanks around it.
    pub fn read(definition: &Object) -> Result<Self, NotRows> {
        if definition.is_empty() {
            return Ok(Self::default());
        }
        let mut frame = definition.clone();
        let alternatives = take_list(&mut frame, "or", "definition")?
            .into_iter()
            .enumerate()
            .map(|(at, value)| alternative(value, &format!("definition.or[{at}]")))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            alternatives,
            frame,
        })
    }

    /// The definition, and what is wrong with the rows. Blank rows are passed over.
    #[must_use]
    pub fn write(&self) -> (Object, FieldErrors) {
        let mut errors = FieldErrors::default();
        let alternatives = self
            .alternatives
            .iter()
            .enumerate()
            .map(|(at, alternative)| {
                let path = format!("definition.or[{at}]");
                Value::Object(alternative.write(&path, &mut errors))
            })
            .collect();
        let mut definition = self.frame.clone();
        definition.insert("or".to_owned(), Value::Array(alternatives));
        (definition, errors)
    }

    /// Keys that are kept but have no row: those beside `or` and `and`.
    #[must_use]
    pub fn other_keys(&self) -> Vec<&str> {
        let frames = std::iter::once((&self.frame, "or"))
            .chain(self.alternatives.iter().map(|one| (&one.frame, "and")));
        let mut keys: Vec<&str> = frames
            .flat_map(|(frame, list)| {
                frame
                    .keys()
                    .map(String::as_str)
                    .filter(move |key| *key != list)
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

impl Alternative {
    fn write(&self, path: &str, errors: &mut FieldErrors) -> Object {
        let conditions = self
            .conditions
            .iter()
            .enumerate()
            .map(|(at, condition)| {
                Value::Object(condition.write(&format!("{path}.and[{at}]"), errors))
            })
            .collect();
        let mut object = self.frame.clone();
        object.insert("and".to_owned(), Value::Array(conditions));
        object
    }
}

impl Condition {
    fn write(&self, path: &str, errors: &mut FieldErrors) -> Object {
        let kind = self.r#type.trim();
        if kind.is_empty() {
            errors.push(
                format!("{path}.type"),
                "Write the type, or remove the condition.",
            );
        }
        let rows = format!("{path}.rows");
        let mut object = draft::read_at(&rows, &self.rows, errors);
        if let Some(at) = self.rows.iter().position(|row| row.key.trim() == "type") {
            errors.push(
                format!("{rows}[{at}].key"),
                "`type` has a field of its own. Write it there, or choose another key.",
            );
            object.shift_remove("type");
        }
        let at = self.type_at.min(object.len());
        object.shift_insert(at, "type".to_owned(), Value::from(kind));
        object
    }
}

fn alternative(value: Value, path: &str) -> Result<Alternative, NotRows> {
    let Value::Object(mut frame) = value else {
        return Err(NotRows::at(path, "it is no object with a list `and`."));
    };
    let conditions = take_list(&mut frame, "and", path)?
        .into_iter()
        .enumerate()
        .map(|(at, value)| condition(value, &format!("{path}.and[{at}]")))
        .collect::<Result<_, _>>()?;
    Ok(Alternative { conditions, frame })
}

fn condition(value: Value, path: &str) -> Result<Condition, NotRows> {
    const NO_TYPE: &str = "it is no object with a text `type`.";
    let Value::Object(mut object) = value else {
        return Err(NotRows::at(path, NO_TYPE));
    };
    let type_at = object.keys().position(|key| key == "type");
    let (Some(type_at), Some(Value::String(kind))) = (type_at, object.shift_remove("type")) else {
        return Err(NotRows::at(path, NO_TYPE));
    };
    let texts = object.keys().map(String::as_str).chain([kind.as_str()]);
    if let Some(text) = texts.into_iter().find(|text| is_lost_by_typing(text)) {
        return Err(NotRows::at(
            path,
            &format!("“{text}” is blank, or has blanks around it."),
        ));
    }
    Ok(Condition {
        rows: MetadataRow::rows(&object),
        r#type: kind,
        type_at,
    })
}

/// Takes a list out and leaves a placeholder, so that the key keeps its place.
fn take_list(frame: &mut Object, key: &str, path: &str) -> Result<Vec<Value>, NotRows> {
    match frame.get_mut(key).map(Value::take) {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(NotRows::at(path, &format!("it has no list `{key}`."))),
    }
}

/// Whether a form would not give a text back as it was.
fn is_lost_by_typing(text: &str) -> bool {
    text.is_empty() || text.trim() != text || text.contains(['\n', '\r'])
}
