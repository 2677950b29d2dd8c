//! The fields of the forms: their names in the body, their words, and what they take.

use std::ops::RangeInclusive;

use contract::{FieldError, talkover::Setup};

use super::forms;

/// A form of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SettingsForm {
    /// "Create agent".
    Create,
    /// One of the three groups of an agent that exists.
    Set(Setup),
}

impl SettingsForm {
    /// Its name in ids of elements, and on the device.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "agent",
            Self::Set(setup) => setup.as_str(),
        }
    }

    /// The form of a name.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        [Self::Create]
            .into_iter()
            .chain(Setup::ALL.map(Self::Set))
            .find(|form| form.name() == name)
    }

    /// Its fields, under the headings that they stand under.
    #[must_use]
    pub const fn sections(self) -> &'static [Section] {
        match self {
            Self::Create => forms::CREATE,
            Self::Set(Setup::Knowledge) => forms::KNOWLEDGE,
            Self::Set(Setup::Voice) => forms::VOICE,
            Self::Set(Setup::Calling) => forms::CALLING,
        }
    }

    /// Its fields in their order.
    pub fn settings(self) -> impl Iterator<Item = &'static Setting> {
        self.sections().iter().flat_map(|section| section.settings)
    }

    /// The field of a body, also by the path of something in it.
    #[must_use]
    pub fn setting(self, path: &str) -> Option<&'static Setting> {
        let name = path.split(['.', '[']).next()?;
        self.settings().find(|setting| setting.name == name)
    }
}

/// Fields that stand together.
#[derive(Debug)]
pub struct Section {
    /// The heading; empty where the form has only one.
    pub title: &'static str,
    /// The fields.
    pub settings: &'static [Setting],
}

/// A field.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the body.
    pub name: &'static str,
    /// Its name on the screen.
    pub label: &'static str,
    /// What helps to fill it; the range is said by [`Setting::hint`].
    note: &'static str,
    /// How it is filled.
    pub control: Control,
    /// Whether the service asks for it.
    pub is_required: bool,
}

/// How a field is filled.
#[derive(Debug)]
pub enum Control {
    /// One line of text, with at most so many characters.
    Line(usize),
    /// Several lines of text; with at most so many characters, where that is documented.
    Text(Option<usize>),
    /// Ids, one on a line.
    Ids,
    /// One of few words: the word of the body and that of the screen.
    Word(&'static [(&'static str, &'static str)]),
    /// One of the languages that agents speak.
    Language,
    /// Yes or no; neither where nobody has said.
    YesNo,
    /// A whole number, and its unit.
    Whole(RangeInclusive<u64>, &'static str),
    /// A number within both bounds.
    Number(RangeInclusive<f64>),
    /// A number strictly between the two.
    Between(f64, f64),
}

impl Setting {
    /// What helps to fill it, with what it takes.
    #[must_use]
    pub fn hint(&self) -> String {
        let range = match &self.control {
            Control::Whole(range, unit) => {
                let (least, most) = (range.start(), crate::words::grouped(*range.end()));
                let space = if unit.is_empty() { "" } else { " " };
                format!("{least} to {most}{space}{unit}.")
            }
            Control::Number(range) => format!("{} to {}.", range.start(), range.end()),
            Control::Between(low, high) => format!("More than {low} and less than {high}."),
            _ => String::new(),
        };
        match (self.note, range.as_str()) {
            ("", range) => range.to_owned(),
            (note, "") => note.to_owned(),
            (note, range) => format!("{note} {range}"),
        }
    }

    /// What is wrong, with the field's name on the screen in place of that of the body: the service
    /// says `The llm temperature field must be a number.`
    #[must_use]
    pub fn words(&self, error: &FieldError) -> String {
        let path = error.field.replace('_', " ");
        let Some(rest) = error.message.strip_prefix(&format!("The {path} field ")) else {
            return error.message.clone();
        };
        let place = error.field.strip_prefix(self.name).unwrap_or_default();
        let number = place.trim_start_matches('.').parse::<usize>();
        match number {
            Ok(at) => format!("{} ({}) {rest}", self.label, at + 1),
            Err(_) => format!("{} {rest}", self.label),
        }
    }

    pub(super) const fn required(
        name: &'static str,
        label: &'static str,
        control: Control,
        note: &'static str,
    ) -> Self {
        Self {
            name,
            label,
            note,
            control,
            is_required: true,
        }
    }

    pub(super) const fn optional(
        name: &'static str,
        label: &'static str,
        control: Control,
        note: &'static str,
    ) -> Self {
        Self {
            is_required: false,
            ..Self::required(name, label, control, note)
        }
    }
}

impl Control {
    /// The choices of a field, as the screen words them; none where it is typed.
    #[must_use]
    pub fn choices(&self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Word(words) => words.to_vec(),
            Self::YesNo => vec![("yes", "Yes"), ("no", "No")],
            Self::Language => contract::talkover::limits::LANGUAGES
                .iter()
                .map(|code| (*code, forms::language(code)))
                .collect(),
            _ => Vec::new(),
        }
    }
}
