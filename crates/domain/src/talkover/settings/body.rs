//! The body of a write, made of what is typed.

use contract::{
    FieldErrors,
    talkover::{AgentInput, CallingInput, KnowledgeInput, Setup, VoiceInput},
};
use serde_json::{Map, Number, Value};

use super::{Control, SettingsDraft, SettingsForm, shown::Shown};

/// A write of settings.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingsInput {
    /// `POST /agents`.
    Create(Box<AgentInput>),
    /// `PUT /agents/{agent_id}/knowledge`.
    Knowledge(KnowledgeInput),
    /// `PUT /agents/{agent_id}/voice`.
    Voice(VoiceInput),
    /// `PUT /agents/{agent_id}/calling`.
    Calling(CallingInput),
}

impl SettingsInput {
    /// Reads the body that a form has made, as the service does.
    pub(super) fn read(form: SettingsForm, body: Value) -> Result<Self, FieldErrors> {
        match form {
            SettingsForm::Create => AgentInput::from_json(body).map(Box::new).map(Self::Create),
            SettingsForm::Set(Setup::Knowledge) => {
                KnowledgeInput::from_json(body).map(Self::Knowledge)
            }
            SettingsForm::Set(Setup::Voice) => VoiceInput::from_json(body).map(Self::Voice),
            SettingsForm::Set(Setup::Calling) => CallingInput::from_json(body).map(Self::Calling),
        }
    }
}

/// The body: what was emptied is `null`, and what the service does not show and nobody typed is
/// left out, which keeps it.
pub(super) fn body(draft: &SettingsDraft) -> Value {
    let mut body = Map::new();
    for setting in draft.form().settings() {
        let text = draft.text(setting.name).trim();
        let value = if !text.is_empty() {
            Some(value(&setting.control, text))
        } else if setting.is_required {
            None
        } else {
            let shown = draft.base().map(|base| Shown::of(base, setting));
            let is_list = matches!(setting.control, Control::Ids);
            match shown {
                // An empty list is a list; on a create it says nothing.
                Some(Shown::Text(_)) if is_list => Some(Value::Array(Vec::new())),
                Some(Shown::Text(_)) => Some(Value::Null),
                _ => None,
            }
        };
        if let Some(value) = value {
            body.insert(setting.name.to_owned(), value);
        }
    }
    Value::Object(body)
}

/// What cannot be read goes as it was typed: the reader says what it should have been.
fn value(control: &Control, text: &str) -> Value {
    let typed = || Value::String(text.to_owned());
    match control {
        Control::Line(_) | Control::Text(_) | Control::Word(_) | Control::Language => typed(),
        Control::YesNo => match text {
            "yes" => Value::Bool(true),
            "no" => Value::Bool(false),
            _ => typed(),
        },
        Control::Ids => ids(text).map(Value::from).collect(),
        Control::Whole(..) => match text.parse::<u64>() {
            Ok(whole) => whole.into(),
            Err(_) => number(text).map_or_else(typed, Value::Number),
        },
        Control::Number(_) | Control::Between(..) => number(text).map_or_else(typed, Value::Number),
    }
}

/// A number as people write it: with a point, or with a comma.
fn number(text: &str) -> Option<Number> {
    let text = if text.contains('.') {
        text.to_owned()
    } else {
        text.replacen(',', ".", 1)
    };
    Number::from_f64(text.parse().ok()?)
}

/// The ids of a list, one on a line or between commas.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['\n', ',']).map(str::trim);
    parts.filter(|id| !id.is_empty())
}

/// Whether two texts of a field say the same.
pub(super) fn same(control: &Control, one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    if one.is_empty() || other.is_empty() {
        return one == other;
    }
    value(control, one) == value(control, other)
        || matches!((number(one), number(other)), (Some(one), Some(other))
            if matches!(control, Control::Whole(..)) && one == other)
}
