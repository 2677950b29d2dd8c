//! Two texts, word by word.

use domain::diff;
use leptos::prelude::*;

use crate::ui::{DiffMode, DiffView};

/// Shorter texts are read in one line, longer ones side by side.
const SIDE_BY_SIDE_FROM: usize = 160;

/// The difference between two texts, in the form in which it reads best.
#[component]
pub fn Difference(
    /// The older text.
    old: String,
    /// The newer text.
    new: String,
    /// Name of the older text.
    #[prop(into)]
    old_name: String,
    /// Name of the newer text.
    #[prop(into)]
    new_name: String,
) -> impl IntoView {
    let is_short = old.len().max(new.len()) < SIDE_BY_SIDE_FROM && !old.contains('\n');
    // With nothing on one side there is nothing to put beside it.
    let mode = if is_short || old.is_empty() || new.is_empty() {
        DiffMode::Inline
    } else {
        DiffMode::SideBySide
    };
    let spans = diff::words(&old, &new);
    view! { <DiffView spans=spans mode=mode old_name=old_name new_name=new_name /> }
}
