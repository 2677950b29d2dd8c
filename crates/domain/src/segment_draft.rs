//! What the form of a segment edits: a value with its base. It says what is wrong and what
//! differs, and becomes the write.

use contract::{
    Field, FieldErrors,
    opencx::{Segment, SegmentInput, segment::empty_definition},
};
use serde::{Deserialize, Serialize};

use crate::{DefinitionForm, segment_definition::pretty};

mod journal;

/// The value of a segment's form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "journal::Stored", into = "journal::Stored")]
pub struct SegmentDraft {
    /// The segment as the service showed it last; `None` for a new one.
    pub base: Option<Box<Segment>>,
    /// Name, as typed.
    pub name: String,
    /// What the group is, as typed; blank for none.
    pub description: String,
    /// Who belongs to it.
    pub definition: DefinitionForm,
}

/// A field of a segment's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentField {
    /// The name.
    Name,
    /// What the group is.
    Description,
    /// Who belongs to it.
    Definition,
}

impl SegmentField {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Name, Self::Description, Self::Definition];

    /// Its name in a body.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Definition => "definition",
        }
    }

    /// The word on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Description => "Description",
            Self::Definition => "Definition",
        }
    }
}

impl Default for SegmentDraft {
    fn default() -> Self {
        Self::new()
    }
}

impl SegmentDraft {
    /// A new segment, for which nobody qualifies yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            base: None,
            name: String::new(),
            description: String::new(),
            definition: DefinitionForm::of(&empty_definition()),
        }
    }

    /// The form of a segment.
    #[must_use]
    pub fn of(segment: &Segment) -> Self {
        Self {
            base: Some(Box::new(segment.clone())),
            name: segment.name.clone(),
            description: segment.description.clone().unwrap_or_default(),
            definition: DefinitionForm::of(&segment.definition),
        }
    }

    /// Whether the service has it not yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// What differs from the service's segment, or from an empty form.
    #[must_use]
    pub fn changes(&self) -> Vec<SegmentField> {
        let before = match self.base.as_deref() {
            Some(base) => Self::of(base),
            None => Self::new(),
        };
        SegmentField::ALL
            .into_iter()
            .filter(|field| match field {
                SegmentField::Name => self.name.trim() != before.name.trim(),
                SegmentField::Description => self.description.trim() != before.description.trim(),
                SegmentField::Definition => {
                    // Whether it is shown as rows or as JSON makes no difference.
                    let (definition, errors) = self.definition.read();
                    !errors.is_empty() || definition != before.definition.read().0
                }
            })
            .collect()
    }

    /// Everything that keeps it from being sent, under the paths of the body.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.read().1
    }

    /// The body of the write: all of a new segment, only the changed fields of an old one.
    ///
    /// # Errors
    ///
    /// See [`SegmentDraft::problems`].
    pub fn to_input(&self) -> Result<SegmentInput, FieldErrors> {
        let (input, errors) = self.read();
        errors.or(input)
    }

    /// The same edits on a newer reading of the segment.
    #[must_use]
    pub fn rebase(&self, newer: &Segment) -> Self {
        let mut rebased = Self::of(newer);
        for field in self.changes() {
            match field {
                SegmentField::Name => rebased.name.clone_from(&self.name),
                SegmentField::Description => rebased.description.clone_from(&self.description),
                SegmentField::Definition => rebased.definition.clone_from(&self.definition),
            }
        }
        rebased
    }

    /// Whether a field was changed both here and in a newer reading of the segment.
    #[must_use]
    pub fn clashes(&self, newer: &Segment) -> bool {
        let theirs = Self {
            base: self.base.clone(),
            ..Self::of(newer)
        };
        let theirs = theirs.changes();
        self.changes().iter().any(|field| theirs.contains(field))
    }

    /// All of it as text, to be compared with another one.
    #[must_use]
    pub fn to_text(&self) -> String {
        let definition = match &self.definition {
            DefinitionForm::Json(text) => text.clone(),
            rows @ DefinitionForm::Rows(_) => pretty(&rows.read().0),
        };
        format!(
            "{}\n{}\n{definition}",
            self.name.trim(),
            self.description.trim()
        )
    }

    /// The form after `sent` was accepted: what the service returned, under what was typed
    /// meanwhile. A definition that was written as JSON stays JSON.
    #[must_use]
    pub fn saved(&self, sent: &Self, returned: &Segment) -> Self {
        if self != sent {
            return self.rebase(returned);
        }
        let mut saved = Self::of(returned);
        if self.definition.json().is_some() {
            saved.definition = DefinitionForm::Json(pretty(&returned.definition));
        }
        saved
    }

    /// What is not edited is not sent, so it is not judged either: a definition that this build
    /// does not understand must not keep anybody from correcting the name.
    fn read(&self) -> (SegmentInput, FieldErrors) {
        let changes = self.changes();
        let sends = |field| self.is_new() || changes.contains(&field);
        let had_description = self
            .base
            .as_deref()
            .is_some_and(|base| base.description.is_some());
        let mut of_form = FieldErrors::default();
        let input = SegmentInput {
            name: if sends(SegmentField::Name) {
                Field::Value(self.name.trim().to_owned())
            } else {
                Field::Absent
            },
            description: match self.description.trim() {
                _ if !sends(SegmentField::Description) => Field::Absent,
                "" if had_description => Field::Null,
                "" => Field::Absent,
                text => Field::Value(text.to_owned()),
            },
            definition: if sends(SegmentField::Definition) {
                let (definition, errors) = self.definition.read();
                of_form = errors;
                Field::Value(definition)
            } else {
                Field::Absent
            },
        };
        let mut errors = input.problems();
        if !of_form.is_empty() {
            // What the rows lack, the definition made of them lacks as well: said once is enough.
            errors
                .0
                .retain(|error| !error.field.starts_with("definition"));
            errors.0.extend(of_form.0);
        }
        (input, errors)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Alternative, Condition};

    fn segment() -> Segment {
        Segment::from_json(json!({
            "id": "s", "name": "Members", "description": "Who joined",
            "definition": {"or": [{"and": [{"type": "a", "value": 1, "x": {"y": []}}]}]},
            "created_at": null, "updated_at": null
        }))
        .unwrap()
    }

    fn edited(edit: impl FnOnce(&mut SegmentDraft)) -> SegmentDraft {
        let mut draft = SegmentDraft::of(&segment());
        edit(&mut draft);
        draft
    }

    #[test]
    fn only_what_changed_is_sent() {
        let check = |draft: SegmentDraft, expected: Value| {
            assert_eq!(draft.to_input().unwrap().to_json(), expected);
        };
        check(edited(|_| {}), json!({}));
        check(
            edited(|draft| draft.name = " Club ".to_owned()),
            json!({"name": "Club"}),
        );
        check(
            edited(|draft| draft.description = "  ".to_owned()),
            json!({"description": null}),
        );
        check(
            edited(|draft| {
                draft.definition.rows_mut().unwrap().alternatives[0].conditions[0].r#type =
                    "b".to_owned();
            }),
            json!({"definition": {"or": [{"and": [{"type": "b", "value": 1, "x": {"y": []}}]}]}}),
        );
    }

    #[test]
    fn a_new_segment_is_sent_whole() {
        let mut draft = SegmentDraft::new();
        assert!(draft.changes().is_empty());
        assert_eq!(draft.problems().0[0].field, "name");
        draft.name = "Members".to_owned();
        assert_eq!(
            draft.to_input().unwrap().to_json(),
            json!({"name": "Members", "definition": {"or": []}})
        );
    }

    #[test]
    fn the_other_view_is_no_edit() {
        let draft = edited(|draft| draft.definition = draft.definition.to_json().unwrap());
        assert!(draft.changes().is_empty());
    }

    #[test]
    fn what_cannot_be_read_yet_is_an_edit_and_a_problem() {
        let draft = edited(|draft| draft.definition = DefinitionForm::Json("{".to_owned()));
        assert_eq!(draft.changes(), [SegmentField::Definition]);
        assert!(draft.problems().of("definition").is_some());
    }

    #[test]
    fn the_rules_of_the_server_are_asked() {
        let draft = edited(|draft| {
            draft.name = "n".repeat(121);
            draft.definition = DefinitionForm::Json("{\"or\":[{}]}".to_owned());
        });
        let fields: Vec<_> = draft.problems().0.into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["name", "definition.or[0]"]);
    }

    #[test]
    fn a_strange_definition_does_not_lock_the_name() {
        let mut strange = segment();
        strange.definition = serde_json::from_str("{\"all\": true}").unwrap();
        let mut draft = SegmentDraft::of(&strange);
        assert!(draft.problems().is_empty());
        draft.name = "Club".to_owned();
        assert_eq!(draft.to_input().unwrap().to_json(), json!({"name": "Club"}));
    }

    #[test]
    fn a_missing_type_is_said_once() {
        let draft = edited(|draft| {
            draft
                .definition
                .rows_mut()
                .unwrap()
                .alternatives
                .push(Alternative::new(vec![Condition::default()]));
        });
        let fields: Vec<_> = draft.problems().0.into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["definition.or[1].and[0].type"]);
    }

    #[test]
    fn edits_stand_on_a_newer_reading() {
        let draft = edited(|draft| draft.name = "Club".to_owned());
        let newer = Segment {
            description: Some("Newer".to_owned()),
            name: "Theirs".to_owned(),
            ..segment()
        };
        let rebased = draft.rebase(&newer);
        assert_eq!(
            (rebased.name.as_str(), rebased.description.as_str()),
            ("Club", "Newer")
        );
        assert_eq!(rebased.changes(), [SegmentField::Name]);
    }

    #[test]
    fn only_a_field_that_both_have_changed_clashes() {
        let draft = edited(|draft| draft.name = "Club".to_owned());
        let described = Segment {
            description: Some("Newer".to_owned()),
            ..segment()
        };
        let renamed = Segment {
            name: "Theirs".to_owned(),
            ..segment()
        };
        assert!(!draft.clashes(&described) && draft.clashes(&renamed));
        assert!(!SegmentDraft::of(&segment()).clashes(&renamed));
    }

    #[test]
    fn its_text_has_all_of_it() {
        let text = SegmentDraft::of(&segment()).to_text();
        assert!(text.starts_with("Members\nWho joined\n{"), "{text}");
        assert!(text.contains("\"type\": \"a\""), "{text}");
    }

    #[test]
    fn after_a_save_the_service_has_the_word_but_for_what_was_typed_meanwhile() {
        let sent = edited(|draft| draft.name = "Club".to_owned());
        let returned = Segment {
            name: "Club (EU)".to_owned(),
            ..segment()
        };
        assert_eq!(sent.saved(&sent, &returned), SegmentDraft::of(&returned));

        let mut typed = sent.clone();
        typed.description = "Who joined lately".to_owned();
        let saved = typed.saved(&sent, &returned);
        assert_eq!(saved.description, "Who joined lately");
        assert!(saved.changes().contains(&SegmentField::Description));

        let json = edited(|draft| draft.definition = draft.definition.to_json().unwrap());
        let saved = json.saved(&json, &returned);
        assert!(saved.definition.json().is_some());
        assert!(saved.changes().is_empty());
    }
}
