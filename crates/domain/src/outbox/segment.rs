//! Writes of segments, and how one is known whose answer was lost.

use contract::opencx::Segment;

use crate::SegmentDraft;

/// A write of a segment.
#[derive(Clone, Debug, PartialEq)]
pub enum SegmentWrite {
    /// A whole form: a create where it has no base, else an update.
    Put {
        /// The form.
        draft: SegmentDraft,
        /// Ids of segments that already had this name when a create was asked for: none of them
        /// is what it makes.
        namesakes: Vec<String>,
    },
    /// Deletes it.
    Delete {
        /// The segment as it was.
        base: Box<Segment>,
    },
}

impl SegmentWrite {
    /// A save of a form, among the segments that are known.
    #[must_use]
    pub fn put(draft: SegmentDraft, known: &[Segment]) -> Self {
        let name = draft.name.trim();
        let has_name = |segment: &&Segment| draft.is_new() && segment.name == name;
        let namesakes = known.iter().filter(has_name).map(|s| s.id.clone());
        Self::Put {
            namesakes: namesakes.collect(),
            draft,
        }
    }

    /// The segment as it was before; `None` of a create.
    #[must_use]
    pub fn base(&self) -> Option<&Segment> {
        match self {
            Self::Put { draft, .. } => draft.base.as_deref(),
            Self::Delete { base } => Some(base),
        }
    }

    /// Whether it makes a segment.
    #[must_use]
    pub fn is_create(&self) -> bool {
        self.base().is_none()
    }

    /// Its name, as the person knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Put { draft, .. } => draft.name.trim(),
            Self::Delete { base } => &base.name,
        }
    }

    /// What it does.
    #[must_use]
    pub fn words(&self) -> String {
        let name = self.name();
        match self {
            Self::Put { draft, .. } => match draft.base.as_deref() {
                None => format!("Create the segment “{name}”"),
                Some(base) if base.name != name => {
                    format!("Rename the segment “{}” to “{name}”", base.name)
                }
                Some(_) => format!("Change the segment “{name}”"),
            },
            Self::Delete { .. } => format!("Delete the segment “{name}”"),
        }
    }

    /// Whether the service shows what this write was to leave. A segment that it still shows was
    /// not deleted.
    #[must_use]
    pub fn is_done(&self, now: &Segment) -> bool {
        match self {
            Self::Put { draft, .. } => {
                // The service's own form of what was sent: no field is different.
                let sent = SegmentDraft {
                    base: Some(Box::new(now.clone())),
                    ..draft.clone()
                };
                sent.changes().is_empty()
            }
            Self::Delete { .. } => false,
        }
    }

    /// The segment that a create has made, where its answer was lost and the service keeps no
    /// repeated creates apart. A segment has no place for a mark, so this decides: it is the same
    /// in every field, and was not there under this name when the create was asked for. Somebody
    /// else may have made just the same in that time; then one of them is enough for both.
    #[must_use]
    pub fn made_among<'a>(&self, all: &'a [Segment]) -> Option<&'a Segment> {
        let Self::Put { namesakes, .. } = self else {
            return None;
        };
        let is_new = |segment: &&Segment| !namesakes.contains(&segment.id);
        all.iter()
            .filter(is_new)
            .find(|segment| self.is_create() && self.is_done(segment))
    }

    pub(super) fn stand_on(&mut self, newer: &Segment) {
        match self {
            Self::Put { draft, .. } => draft.base = Some(Box::new(newer.clone())),
            Self::Delete { base } => **base = newer.clone(),
        }
    }
}
