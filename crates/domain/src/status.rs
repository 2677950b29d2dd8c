//! What a scenario is at a moment: its publication, its window, and both in words and icons.

use contract::opencx::{Generation, Shown, Training};

use crate::Moment;

/// Whether the AI knows a scenario, apart from its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Publication {
    /// Never published, or taken offline.
    Draft,
    /// Live, without pending edits.
    Published,
    /// Live, with a draft that differs from the live text.
    Changed,
}

impl Publication {
    /// The publication of a training. Up to G2 services have no versions, and `is_draft` alone
    /// decides; later `current_version: null` is an unpublished draft whatever `is_draft` says,
    /// and `is_draft` keeps a scenario from the AI whatever its version (OpenCX, training object).
    #[must_use]
    pub fn of(training: &Training) -> Self {
        if !Self::has_live_text(training) {
            Self::Draft
        } else if training.working_title() != training.title
            || training.working_content() != training.content
        {
            Self::Changed
        } else {
            Self::Published
        }
    }

    /// Whether the AI uses a text of the training, window permitting; without comparing texts, for
    /// questions that come with every key.
    #[must_use]
    pub fn has_live_text(training: &Training) -> bool {
        let versioned =
            training.generation >= Generation::G3 && training.shown.has(Shown::CURRENT_VERSION);
        !training.is_draft && (!versioned || training.current_version.is_some())
    }

    /// Whether the AI uses a published text, window permitting.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Published | Self::Changed)
    }

    /// Word and icon.
    #[must_use]
    pub const fn badge(self) -> Badge {
        match self {
            Self::Draft => Badge::new("Draft", "draft"),
            Self::Published => Badge::new("Published", "published"),
            Self::Changed => Badge::new("Changed", "changed"),
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Draft => "Not published: the AI does not use it.",
            Self::Published => "The AI uses this text.",
            Self::Changed => "The AI uses the published text; edits wait to be published.",
        }
    }
}

/// Where a moment lies in the half-open window `[start, end)` (decision 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Window {
    /// No bounds.
    Always,
    /// Opens later.
    Scheduled,
    /// Inside bounds.
    Open,
    /// Is over.
    Expired,
}

impl Window {
    /// The window at a moment. A window that holds no moment is over as soon as its end is.
    #[must_use]
    pub fn at(start: Option<Moment>, end: Option<Moment>, now: Moment) -> Self {
        match (start, end) {
            (None, None) => Self::Always,
            (_, Some(end)) if now >= end => Self::Expired,
            (Some(start), _) if now < start => Self::Scheduled,
            _ => Self::Open,
        }
    }

    /// The window of a training at a moment.
    #[must_use]
    pub fn of(training: &Training, now: Moment) -> Self {
        let (start, end) = bounds(training);
        Self::at(start, end, now)
    }

    /// Word and icon where the window keeps the AI from using the scenario.
    #[must_use]
    pub const fn badge(self) -> Option<Badge> {
        match self {
            Self::Scheduled => Some(Badge::new("Scheduled", "scheduled")),
            Self::Expired => Some(Badge::new("Expired", "expired")),
            Self::Always | Self::Open => None,
        }
    }
}

/// Start and end of a training's window.
#[must_use]
pub fn bounds(training: &Training) -> (Option<Moment>, Option<Moment>) {
    (
        training.start_time.as_ref().map(Moment::from),
        training.end_time.as_ref().map(Moment::from),
    )
}

/// A status on the screen: always an icon and a word, never colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Badge {
    /// The word.
    pub label: &'static str,
    /// Name of the icon in the sprite, and of the colour that goes with it.
    pub icon: &'static str,
}

impl Badge {
    const fn new(label: &'static str, icon: &'static str) -> Self {
        Self { label, icon }
    }
}

/// Publication and window together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// Draft, Published or Changed.
    pub publication: Publication,
    /// Always, Scheduled, Open or Expired.
    pub window: Window,
}

impl Status {
    /// The status of a training at a moment.
    #[must_use]
    pub fn of(training: &Training, now: Moment) -> Self {
        Self {
            publication: Publication::of(training),
            window: Window::of(training, now),
        }
    }

    /// What a list shows: the publication, and beside it the window where that keeps the AI away.
    #[must_use]
    pub const fn badges(self) -> (Badge, Option<Badge>) {
        (self.publication.badge(), self.window.badge())
    }

    /// One badge where there is room for one: the reason why the AI does not use the scenario,
    /// else its publication.
    #[must_use]
    pub const fn badge(self) -> Badge {
        match (self.publication, self.window.badge()) {
            (Publication::Draft, _) | (_, None) => self.publication.badge(),
            (_, Some(window)) => window,
        }
    }

    /// Words for a screen reader and a tooltip, like `Changed, expired`.
    #[must_use]
    pub fn words(self) -> String {
        let (publication, window) = self.badges();
        match window {
            None => publication.label.to_owned(),
            Some(window) => format!("{}, {}", publication.label, window.label.to_lowercase()),
        }
    }

    /// Whether the AI may use a published text of it at that moment.
    #[must_use]
    pub const fn is_in_use(self) -> bool {
        self.publication.is_live() && matches!(self.window, Window::Always | Window::Open)
    }

    /// Every [`Status::rank`] is below this.
    pub const RANKS: usize = 9;

    /// Place in a list that is sorted by state: what is live first, then what was, then drafts.
    #[must_use]
    pub const fn rank(self) -> u8 {
        let window = match self.window {
            Window::Always | Window::Open => 0,
            Window::Scheduled => 2,
            Window::Expired => 4,
        };
        match self.publication {
            Publication::Changed => window,
            Publication::Published => window + 1,
            Publication::Draft => 6 + window / 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::training;
    use serde_json::json;

    #[test]
    fn publication_of_every_generation() {
        let check = |body, expected| {
            let training = Training::from_json(body).unwrap();
            assert_eq!(Publication::of(&training), expected, "{training:?}");
        };
        let stamps =
            json!({"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"});
        let body = |mut extra: serde_json::Value| {
            let stamps = stamps.as_object().unwrap().clone();
            let object = extra.as_object_mut().unwrap();
            object.insert("id".into(), "a".into());
            object.extend(stamps);
            extra
        };
        check(
            body(json!({"question": "q", "answer": "a"})),
            Publication::Published,
        );
        check(
            body(json!({"title": "t", "content": "c", "is_draft": false})),
            Publication::Published,
        );
        check(
            body(json!({"title": "t", "content": "c", "is_draft": true})),
            Publication::Draft,
        );
        let versioned = |draft: serde_json::Value, version: serde_json::Value, is_draft: bool| {
            body(
                json!({"title": "t", "content": "c", "draft_title": null, "draft_content": draft,
                "is_draft": is_draft, "current_version": version}),
            )
        };
        check(
            versioned(json!(null), json!(3), false),
            Publication::Published,
        );
        check(
            versioned(json!("c"), json!(3), false),
            Publication::Published,
        );
        check(versioned(json!("d"), json!(3), false), Publication::Changed);
        check(
            versioned(json!("d"), json!(null), false),
            Publication::Draft,
        );
        check(versioned(json!("d"), json!(3), true), Publication::Draft);
    }

    #[test]
    fn windows_are_half_open() {
        let check = |start: Option<i64>, end: Option<i64>, expected| {
            let window = Window::at(start.map(Moment), end.map(Moment), Moment(100));
            assert_eq!(window, expected, "{start:?} {end:?}");
        };
        check(None, None, Window::Always);
        check(Some(100), None, Window::Open);
        check(Some(101), None, Window::Scheduled);
        check(None, Some(100), Window::Expired);
        check(None, Some(101), Window::Open);
        check(Some(50), Some(150), Window::Open);
        check(Some(150), Some(200), Window::Scheduled);
        check(Some(150), Some(90), Window::Expired);
    }

    #[test]
    fn every_status_has_a_rank_of_its_own_kind() {
        let publications = [
            Publication::Changed,
            Publication::Published,
            Publication::Draft,
        ];
        let windows = [Window::Always, Window::Scheduled, Window::Expired];
        let mut ranks = Vec::new();
        for publication in publications {
            ranks.extend(windows.map(|window| {
                Status {
                    publication,
                    window,
                }
                .rank()
            }));
        }
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), Status::RANKS);
        assert!(ranks.iter().all(|rank| usize::from(*rank) < Status::RANKS));
    }

    #[test]
    fn one_badge_says_why_the_ai_does_not_use_it() {
        let mut row = training("a", "Title", "Content");
        row.end_time = Some(contract::UtcInstant::parse("2026-01-01T00:00Z").unwrap());
        let status = Status::of(&row, Moment(i64::MAX));
        assert_eq!(status.badge().label, "Expired");
        assert_eq!(status.words(), "Published, expired");
        assert!(!status.is_in_use());
        row.is_draft = true;
        assert_eq!(Status::of(&row, Moment(i64::MAX)).badge().label, "Draft");
    }
}
