//! The generations of the training resource (G0 to G5) and what a body showed.

use crate::json::Object;

/// Which documented generation a body belongs to, oldest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generation {
    /// `question`, `answer`, `category`; requests take `title`, `body`, `category`.
    G0,
    /// `answer`, with draft, type and restrictions.
    G1,
    /// Present names `title` and `content`.
    G2,
    /// Adds `draft_title`, `draft_content`, `current_version`, `published_at`.
    G3,
    /// Adds `metadata`.
    G4,
    /// Adds `start_time` and `end_time`. What our own server speaks.
    #[default]
    G5,
}

impl Generation {
    /// The generation of a training's body, by the newest field that it has.
    #[must_use]
    pub fn of(body: &Object) -> Self {
        let has = |field: &str| body.contains_key(field);
        if has("start_time") || has("end_time") {
            Self::G5
        } else if has("metadata") {
            Self::G4
        } else if [
            "draft_title",
            "draft_content",
            "current_version",
            "published_at",
        ]
        .into_iter()
        .any(has)
        {
            Self::G3
        } else if has("content") {
            Self::G2
        } else if has("is_draft") || has("type") || (has("title") && has("answer")) {
            Self::G1
        } else {
            Self::G0
        }
    }

    /// The name under which a request carries the content.
    #[must_use]
    pub const fn content_field(self) -> &'static str {
        match self {
            Self::G0 => "body",
            Self::G1 => "answer",
            Self::G2 | Self::G3 | Self::G4 | Self::G5 => "content",
        }
    }
}

/// Which optional fields a body had, whether `null` or not. What a service has not shown is not
/// sent to it (decision 34).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shown(u16);

macro_rules! shown {
    ($($name:ident = $bit:literal, $field:literal;)*) => {
        impl Shown {
            $(
                #[doc = concat!("`", $field, "`")]
                pub const $name: Self = Self(1 << $bit);
            )*
            const FIELDS: &[(Self, &str)] = &[$((Self::$name, $field)),*];
        }
    };
}

shown! {
    TYPE = 0, "type";
    IS_DRAFT = 1, "is_draft";
    DIRECTORY_ID = 2, "directory_id";
    CHANNELS = 3, "restricted_to_channels";
    SEGMENTS = 4, "restricted_to_segments";
    DRAFT_TITLE = 5, "draft_title";
    DRAFT_CONTENT = 6, "draft_content";
    CURRENT_VERSION = 7, "current_version";
    PUBLISHED_AT = 8, "published_at";
    METADATA = 9, "metadata";
    START_TIME = 10, "start_time";
    END_TIME = 11, "end_time";
}

// The names of older generations, where a body had them in place of `title` and `content`.
impl Shown {
    pub(crate) const QUESTION: Self = Self(1 << 12);
    pub(crate) const ANSWER: Self = Self(1 << 13);
    pub(crate) const BODY: Self = Self(1 << 14);
}

impl Shown {
    /// Everything that the newest generation has.
    pub const ALL: Self = Self((1 << 12) - 1);

    /// What a body has.
    #[must_use]
    pub fn of(body: &Object) -> Self {
        let bits = Self::FIELDS
            .iter()
            .filter(|(_, field)| body.contains_key(*field))
            .fold(0, |bits, (flag, _)| bits | flag.0);
        let older = match Self::title_name(body) {
            "question" => Self::QUESTION.0,
            _ => 0,
        } | match Self::content_name(body) {
            "answer" => Self::ANSWER.0,
            "body" => Self::BODY.0,
            _ => 0,
        };
        Self(bits | older)
    }

    /// The name under which a body has the title.
    pub(crate) fn title_name(body: &Object) -> &'static str {
        first_of(body, &["title", "question"])
    }

    /// The name under which a body has the content.
    pub(crate) fn content_name(body: &Object) -> &'static str {
        first_of(body, &["content", "answer", "body"])
    }

    /// Whether a field was there.
    #[must_use]
    pub const fn has(self, field: Self) -> bool {
        self.0 & field.0 == field.0
    }
}

/// The newest name that a body has, or the newest of all where it has none.
fn first_of(body: &Object, names: &[&'static str]) -> &'static str {
    let found = names.iter().find(|name| body.contains_key(**name));
    found.or(names.first()).copied().unwrap_or_default()
}
