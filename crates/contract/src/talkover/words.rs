//! The closed sets of words in Talkover's bodies.

use serde::{Serialize, Serializer};

/// An enum of documented words, and whatever word a newer service shows.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident[$count:literal] {
        $($(#[$word_doc:meta])* $word:ident = $wire:literal, $label:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
            /// A word that the service showed and that this build does not know.
            Other(String),
        }

        impl $name {
            /// The documented words, in the documented order.
            pub const ALL: [Self; $count] = [$(Self::$word),*];

            /// The word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $wire,)*
                    Self::Other(word) => word,
                }
            }

            /// The word on the screen.
            #[must_use]
            pub fn label(&self) -> &str {
                match self {
                    $(Self::$word => $label,)*
                    Self::Other(word) => word,
                }
            }

            /// A documented word.
            #[must_use]
            pub fn known(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|known| known.as_str() == word)
            }

            /// Any word that a service shows.
            #[must_use]
            pub fn read(word: &str) -> Self {
                Self::known(word).unwrap_or_else(|| Self::Other(word.to_owned()))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

words! {
    /// Whether an agent takes calls.
    AgentStatus[2] {
        /// It does not; what every change of its training, knowledge or voice leaves.
        Draft = "draft", "Draft";
        /// It does.
        Published = "published", "Published";
    }
}

words! {
    /// Whether an agent uses a training.
    TrainingStatus[2] {
        /// It does. The documented default.
        Active = "active", "Active";
        /// It does not; the training is kept for later.
        Inactive = "inactive", "Inactive";
    }
}

words! {
    /// Who calls whom.
    Direction[2] {
        /// People call the agent.
        Inbound = "inbound", "Inbound";
        /// The agent calls people.
        Outbound = "outbound", "Outbound";
    }
}

words! {
    /// Who says the first word of a call.
    WhoSpeaksFirst[2] {
        /// The agent.
        Agent = "agent", "The agent";
        /// The person at the other end.
        User = "user", "The caller";
    }
}

words! {
    /// How easily a person stops the agent by speaking.
    InterruptSensitivity[3] {
        /// Hardly.
        Low = "low", "Low";
        /// Somewhat.
        Medium = "medium", "Medium";
        /// At the first word.
        High = "high", "High";
    }
}
