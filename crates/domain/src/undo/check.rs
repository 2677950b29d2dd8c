//! Whether somebody changed a scenario since a step, and what can be done then.

use contract::{FieldErrors, opencx::Training};

use super::{
    Act, Change, plan,
    plan::{is_live, live_text},
};
use crate::{Draft, Intent, seen::same_content};

/// Back or forth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From what the step left to what was there before it.
    Undo,
    /// The other way.
    Redo,
}

/// What is to be done about one scenario of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is as the step left it: these writes bring it back. `over` each answer, see [`Act::over`].
    Free(Vec<Act>),
    /// Somebody changed it since: to be merged and reviewed.
    Changed(Box<Back>),
    /// Somebody changed it since, and this would delete their work: to be asked about. It is
    /// `plan(…, None)`.
    WouldDelete,
    /// Somebody deleted it. It can be created anew, with `plan(None, …)`.
    Gone,
    /// It is already as it is to be.
    AlreadyThere,
}

/// What to go back to, where somebody changed the scenario since.
///
/// [`Back::draft`] is merged with what the service has now ([`Merge::of`](crate::Merge::of)); what
/// the person decided on becomes writes with [`Back::acts`].
#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    /// Based on what the step left, with the text and the settings to go back to.
    pub draft: Draft,
    left: Live,
    target: Live,
}

/// Title and content that the AI uses; `None` for nothing.
type Live = Option<(String, String)>;

impl Back {
    /// The writes that bring the scenario to the merged form, whose base is what the service has
    /// now. Where the step changed what is live, that goes back too, unless somebody else changed
    /// what is live since: what others published stays, and the merged text waits as a draft.
    ///
    /// # Errors
    ///
    /// What keeps the merged form from being sent.
    pub fn acts(&self, merged: &Draft) -> Result<Vec<Act>, FieldErrors> {
        let input = merged.to_input(Intent::KeepState)?;
        let Some(current) = merged.base.as_deref() else {
            return Ok(vec![Act::Create {
                draft: Box::new(merged.clone()),
                intent: Intent::SaveDraft,
            }]);
        };
        let now = live(Some(current));
        let live = if self.left == self.target || now != self.left {
            now
        } else {
            self.target.clone()
        };
        let is_draft = live.is_none();
        let working = (input.title, input.content);
        let (title, content) = live.unwrap_or_else(|| working.clone());
        let (draft_title, draft_content) = working;
        let goal = Training {
            title,
            content,
            draft_title: Some(draft_title),
            draft_content: Some(draft_content),
            is_draft,
            current_version: (!is_draft).then(|| current.current_version.unwrap_or(1)),
            r#type: merged.r#type,
            directory_id: merged.directory_id.clone(),
            restricted_to_channels: merged.channels.clone(),
            restricted_to_segments: merged.segments.clone(),
            metadata: input.metadata.over(None).unwrap_or_default(),
            start_time: input.start_time.over(None),
            end_time: input.end_time.over(None),
            ..current.clone()
        };
        Ok(plan(Some(current), Some(&goal)))
    }
}

/// Compares what a step left with what is there now; `None` for a scenario that is not there.
#[must_use]
pub fn check(change: &Change, current: Option<&Training>, direction: Direction) -> Verdict {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    let (left, target) = match direction {
        Direction::Undo => (after, before),
        Direction::Redo => (before, after),
    };
    if same_content(current, target) {
        return Verdict::AlreadyThere;
    }
    if same_content(current, left) {
        return Verdict::Free(plan(current, target));
    }
    match (current, target) {
        (None, _) => Verdict::Gone,
        (Some(_), None) => Verdict::WouldDelete,
        (Some(_), Some(target)) => Verdict::Changed(Box::new(Back {
            draft: Draft {
                base: left.cloned().map(Box::new),
                ..Draft::of(target)
            },
            left: live(left),
            target: live(Some(target)),
        })),
    }
}

fn live(training: Option<&Training>) -> Live {
    let training = training.filter(|training| is_live(training))?;
    let (title, content) = live_text(training);
    Some((title.to_owned(), content.to_owned()))
}
