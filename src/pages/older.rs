//! Older versions: what differs, field by field, and the way back to one of them.

use contract::opencx::Training;
use domain::Draft;
use leptos::prelude::*;

use crate::{
    pages::{difference::Difference, field_words::field_words},
    state::Workspace,
};

/// An older version as a draft over what the service has now; `None` for a new scenario. A
/// directory or a segment that is gone meanwhile cannot come back with it.
#[must_use]
pub fn draft_of(workspace: Workspace, older: &Training, now: Option<&Training>) -> Draft {
    let mut draft = Draft {
        base: now.map(|now| Box::new(now.clone())),
        ..Draft::of(older)
    };
    workspace.directories().with_untracked(|known| {
        if let Some(known) = known.ready()
            && let Some(id) = &draft.directory_id
            && !known.iter().any(|directory| directory.id == *id)
        {
            draft.directory_id = now.and_then(|now| now.directory_id.clone());
        }
    });
    workspace.segments().with_untracked(|known| {
        if let Some(known) = known.ready() {
            draft
                .segments
                .retain(|id| known.iter().any(|segment| segment.id == *id));
        }
    });
    draft
}

/// Every field in which two versions differ. Where there is only one of them, what stands in it.
#[component]
pub fn FieldDifferences(
    /// The older version.
    older: Option<Draft>,
    /// The newer version.
    newer: Option<Draft>,
    /// The name of the older version.
    #[prop(into)]
    older_name: String,
    /// The name of the newer version.
    #[prop(into)]
    newer_name: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let base = older.as_ref().filter(|_| newer.is_some());
    let over = newer.clone().or_else(|| older.clone()).map(|draft| Draft {
        base: base.and_then(|base| base.base.clone()),
        ..draft
    });
    let fields = over.map(|over| over.changes()).unwrap_or_default();
    if fields.is_empty() {
        return view! { <p class="field-hint">"They have the same text and the same settings."</p> }
            .into_any();
    }
    let words = |field, draft: &Option<Draft>| {
        draft
            .as_ref()
            .map_or_else(String::new, |draft| field_words(workspace, field, draft))
    };
    let both = older.is_some() && newer.is_some();
    fields
        .into_iter()
        .map(|field| {
            // With nothing to compare it with, a text is read as it is.
            if !both {
                let text = format!("{}{}", words(field, &older), words(field, &newer));
                return view! {
                    <section class="device-field" aria-label=field.label()>
                        <h4 class="device-field-name">{field.label()}</h4>
                        <p class="version-text">{text}</p>
                    </section>
                }
                .into_any();
            }
            view! {
                <section class="device-field" aria-label=field.label()>
                    <h4 class="device-field-name">{field.label()}</h4>
                    <Difference
                        old=words(field, &older)
                        new=words(field, &newer)
                        old_name=older_name.clone()
                        new_name=newer_name.clone()
                    />
                </section>
            }
            .into_any()
        })
        .collect_view()
        .into_any()
}
