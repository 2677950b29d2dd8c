//! What a key may do, in the form that OpenCX documents: `resource:read` or `resource:write`.

use std::{fmt, str::FromStr};

/// One permission of a key. `Full` is a key without scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// List, read and search scenarios, directories, versions and knowledge documents, and the
    /// trainings of voice agents.
    TrainingRead,
    /// Create, change and delete scenarios, directories and knowledge documents, and the trainings
    /// of voice agents.
    TrainingWrite,
    /// List and read segments.
    SegmentsRead,
    /// Create, change and delete segments. OpenCX reserves it; here it has an effect.
    SegmentsWrite,
    /// List and read voice agents. Talkover's own tokens have no scopes.
    AgentsRead,
    /// Create, change, publish, unpublish and delete voice agents.
    AgentsWrite,
}

impl Scope {
    /// All scopes, in the order in which they are listed to people.
    pub const ALL: [Self; 6] = [
        Self::TrainingRead,
        Self::TrainingWrite,
        Self::SegmentsRead,
        Self::SegmentsWrite,
        Self::AgentsRead,
        Self::AgentsWrite,
    ];

    /// The scope as it is written in a key and in a 403.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrainingRead => "training:read",
            Self::TrainingWrite => "training:write",
            Self::SegmentsRead => "segments:read",
            Self::SegmentsWrite => "segments:write",
            Self::AgentsRead => "agents:read",
            Self::AgentsWrite => "agents:write",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is no scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a scope; known are training:read, training:write, segments:read, segments:write, \
     agents:read and agents:write"
)]
pub struct UnknownScope(pub String);

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or_else(|| UnknownScope(text.to_owned()))
    }
}
