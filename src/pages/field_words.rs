//! The values of a form, in words.

use domain::{ChangedField, Draft};
use leptos::prelude::*;

use crate::state::Workspace;

/// A field's value as people say it.
#[must_use]
pub fn field_words(workspace: Workspace, field: ChangedField, draft: &Draft) -> String {
    let or = |text: &str, empty: &str| {
        if text.trim().is_empty() {
            empty.to_owned()
        } else {
            text.to_owned()
        }
    };
    let list = |names: Vec<String>, empty: &str| or(&names.join(", "), empty);
    match field {
        ChangedField::Title => or(&draft.title, "Without a title"),
        ChangedField::Content => draft.content.clone(),
        ChangedField::Type => draft.r#type.label().to_owned(),
        ChangedField::Directory => match &draft.directory_id {
            None => "No directory".to_owned(),
            Some(id) => workspace.tree().with_untracked(|tree| tree.path(id)),
        },
        ChangedField::Channels => list(
            draft
                .channels
                .iter()
                .map(|channel| channel.label().to_owned())
                .collect(),
            "All channels",
        ),
        ChangedField::Segments => workspace.segments().with_untracked(|known| {
            let known = known.ready().map(Vec::as_slice).unwrap_or_default();
            let name = |id: &String| {
                let segment = known.iter().find(|segment| segment.id == *id);
                segment.map_or_else(|| id.clone(), |segment| segment.name.clone())
            };
            list(draft.segments.iter().map(name).collect(), "Everyone")
        }),
        ChangedField::Start => or(&draft.start, "No start"),
        ChangedField::End => or(&draft.end, "No end"),
        ChangedField::Metadata => draft
            .metadata
            .iter()
            .map(|row| format!("{}: {}", row.key, row.json))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}
