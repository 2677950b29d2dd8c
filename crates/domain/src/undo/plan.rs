//! The writes that bring a scenario from what it is to what it was.

use contract::opencx::Training;

use crate::{Draft, Intent, Publication, seen::same_content};

/// One write.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Create it. It gets another id.
    Create {
        /// The form, without a base.
        draft: Box<Draft>,
        /// Draft or live.
        intent: Intent,
    },
    /// Save or publish it.
    Save {
        /// The form, over what is expected to be there by then; see [`Act::over`].
        draft: Box<Draft>,
        /// Draft, live, or settings alone.
        intent: Intent,
    },
    /// Take it offline (`true`), or publish its pending text.
    SetDraft(bool),
    /// Put it into a directory, or out of all of them.
    Move(Option<String>),
    /// Delete it.
    Delete,
}

impl Act {
    /// The same write over what the service has really answered to the one before it. The first
    /// write of a plan is over what the plan was made for.
    #[must_use]
    pub fn over(self, now: &Training) -> Self {
        match self {
            Self::Save { draft, intent } => Self::Save {
                draft: Box::new(Draft {
                    base: Some(Box::new(now.clone())),
                    ..*draft
                }),
                intent,
            },
            other => other,
        }
    }
}

/// The writes that bring a scenario from its current state to another, by the rules of
/// [`lifecycle`](crate::lifecycle). Afterwards text, settings and publication are the target's; ids,
/// times and version numbers go on. `None` stands for "not there".
///
/// No step on the way shows the AI a text that is in neither state, and none changes the type of a
/// scenario while it is live.
#[must_use]
pub fn plan(current: Option<&Training>, target: Option<&Training>) -> Vec<Act> {
    match (current, target) {
        (None, None) => Vec::new(),
        (Some(_), None) => vec![Act::Delete],
        (None, Some(target)) => create(target),
        (Some(current), Some(target)) => bring(current, target),
    }
}

fn create(target: &Training) -> Vec<Act> {
    if !is_live(target) {
        return vec![Act::Create {
            draft: Box::new(form(None, target, Which::Working)),
            intent: Intent::SaveDraft,
        }];
    }
    let mut acts = vec![Act::Create {
        draft: Box::new(form(None, target, Which::Live)),
        intent: Intent::Publish,
    }];
    acts.extend(pending(target, target));
    acts
}

fn bring(current: &Training, target: &Training) -> Vec<Act> {
    let moved = Training {
        directory_id: target.directory_id.clone(),
        ..current.clone()
    };
    if same_content(Some(current), Some(target)) {
        return Vec::new();
    }
    if same_content(Some(&moved), Some(target)) {
        return vec![Act::Move(moved.directory_id)];
    }
    let mut acts = Vec::new();
    let retyped = current.r#type != target.r#type;
    let was_live = is_live(current);
    if is_live(target) && was_live && !retyped && live_text(current) == live_text(target) {
        let same_text = working_text(current) == working_text(target);
        return vec![Act::Save {
            draft: Box::new(form(Some(current), target, Which::Working)),
            intent: if same_text {
                Intent::KeepState
            } else {
                Intent::SaveDraft
            },
        }];
    }
    let mut base = current.clone();
    if was_live && (retyped || !is_live(target)) {
        acts.push(Act::SetDraft(true));
        base = offline(current);
    }
    if is_live(target) {
        acts.push(Act::Save {
            draft: Box::new(form(Some(&base), target, Which::Live)),
            intent: Intent::Publish,
        });
        acts.extend(pending(current, target));
    } else if !same_content(Some(&base), Some(target)) {
        acts.push(Act::Save {
            draft: Box::new(form(Some(&base), target, Which::Working)),
            intent: Intent::SaveDraft,
        });
    }
    acts
}

/// Once the live text is published: the one that waits beside it.
fn pending(current: &Training, target: &Training) -> Option<Act> {
    let published = Training {
        id: current.id.clone(),
        draft_title: None,
        draft_content: None,
        is_draft: false,
        current_version: Some(current.current_version.unwrap_or_default() + 1),
        generation: current.generation,
        shown: current.shown,
        unknown: current.unknown.clone(),
        ..target.clone()
    };
    (working_text(target) != live_text(target)).then(|| Act::Save {
        draft: Box::new(form(Some(&published), target, Which::Working)),
        intent: Intent::SaveDraft,
    })
}

/// What is there after it was taken offline.
pub(super) fn offline(training: &Training) -> Training {
    Training {
        draft_title: Some(training.working_title().to_owned()),
        draft_content: Some(training.working_content().to_owned()),
        is_draft: true,
        current_version: None,
        published_at: None,
        ..training.clone()
    }
}

#[derive(Clone, Copy)]
enum Which {
    Live,
    Working,
}

/// The target's settings with one of its texts, over a base.
fn form(base: Option<&Training>, target: &Training, which: Which) -> Draft {
    let (title, content) = match which {
        Which::Live => live_text(target),
        Which::Working => working_text(target),
    };
    Draft {
        base: base.cloned().map(Box::new),
        title: title.to_owned(),
        content: content.to_owned(),
        ..Draft::of(target)
    }
}

pub(super) fn is_live(training: &Training) -> bool {
    Publication::of(training).is_live()
}

/// Title and content that the AI uses, where it does.
pub(super) fn live_text(training: &Training) -> (&str, &str) {
    (training.title.trim(), &training.content)
}

fn working_text(training: &Training) -> (&str, &str) {
    (training.working_title().trim(), training.working_content())
}
