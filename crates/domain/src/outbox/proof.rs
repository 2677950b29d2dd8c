//! Whether a write whose answer was lost has been done: what the service shows decides.

use contract::opencx::Training;

use super::Write;
use crate::{ChangedField, Draft, Intent, Publication};

/// Key of the metadata under which a create leaves its mark, where the service honours no
/// `Idempotency-Key` (decision 25).
pub const CREATE_MARKER: &str = "cuebook_create";

/// Whether the service shows what this write of a scenario was to leave. A scenario that it still
/// shows was not deleted.
#[must_use]
pub fn is_done(write: &Write, now: &Training) -> bool {
    match write {
        Write::Put { draft, intent } => is_put(draft, *intent, now),
        Write::SetDraft { is_draft: true, .. } => now.is_draft,
        Write::SetDraft {
            is_draft: false, ..
        } => Publication::of(now) == Publication::Published,
        Write::Move { directory_id, .. } => now.directory_id == *directory_id,
        Write::Delete { .. } | Write::Segment(_) | Write::Directory(_) => false,
    }
}

fn is_put(draft: &Draft, intent: Intent, now: &Training) -> bool {
    let shown = Draft::of(now);
    // The service's own form of what was sent: the fields that it takes are the same.
    let sent = Draft {
        base: shown.base.clone(),
        ..draft.clone()
    };
    let same = sent.changes().into_iter().all(|field| {
        // A marker of ours may stand there besides.
        !sent.offers(field) || (field == ChangedField::Metadata && same_but_marker(&sent, &shown))
    });
    let was_live = draft.is_live();
    let publication = Publication::of(now);
    // The service takes a live scenario offline whose type changes, whatever was asked for.
    let retyped = was_live
        && draft
            .base
            .as_deref()
            .is_some_and(|base| base.r#type != draft.r#type);
    same && match intent {
        _ if retyped => !publication.is_live(),
        Intent::Publish => publication == Publication::Published,
        Intent::SaveDraft | Intent::KeepState => was_live == publication.is_live(),
    }
}

fn same_but_marker(one: &Draft, other: &Draft) -> bool {
    let rows = |draft: &Draft| {
        let mut rows: Vec<(String, String)> = draft
            .metadata
            .iter()
            .filter(|row| row.key.trim() != CREATE_MARKER)
            .map(|row| (row.key.trim().to_owned(), row.json.trim().to_owned()))
            .collect();
        rows.sort();
        rows
    };
    rows(one) == rows(other)
}
