//! What of a training does not fit into the other dialect.

use contract::{opencx, talkover};

use crate::words::{count, grouped, list};

/// Something that does not fit, or is not the same in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// There is no title or subject.
    NoSubject,
    /// There is no text.
    NoText,
    /// The subject is longer than Talkover takes.
    LongSubject {
        /// How many characters it has.
        chars: usize,
        /// Its beginning, cut between words, as a proposal.
        proposal: String,
    },
    /// The title is longer than OpenCX takes.
    LongTitle {
        /// How many characters it has.
        chars: usize,
        /// Its beginning, cut between words, as a proposal.
        proposal: String,
    },
    /// The text is longer than OpenCX takes.
    LongText {
        /// How many characters it has.
        chars: usize,
    },
    /// Of two texts the live one was taken, and the pending edits stay behind.
    LiveText,
    /// Of two texts the one with the pending edits was taken.
    PendingText,
    /// It was restricted to these channels. An agent uses it in its calls.
    Channels {
        /// Their names.
        names: Vec<String>,
        /// Whether a voice channel is among them.
        has_voice: bool,
    },
    /// It was restricted to these segments. An agent uses it with everyone.
    Segments(Vec<String>),
    /// It was for a time only: the window in words.
    Schedule(String),
    /// It lay in this directory.
    Directory(String),
    /// It had these keys in its metadata.
    Metadata(Vec<String>),
    /// It was in every conversation, whatever was asked.
    Behavioral,
    /// It was a draft, so its copy is inactive.
    Draft,
    /// Its time is over, so its copy is inactive.
    Expired,
    /// Its time has not come yet, so its copy is inactive.
    NotYet,
    /// It was inactive, so its copy is a draft.
    Inactive,
    /// Nobody knows what its status means, so its copy is a draft.
    UnknownStatus(String),
    /// It was for calls, so its copy is for the phone alone.
    PhoneOnly,
}

impl Misfit {
    /// Whether it must be corrected before the copy can be sent. Everything else is a loss that
    /// the person accepts by going on.
    #[must_use]
    pub const fn is_fatal(&self) -> bool {
        matches!(
            self,
            Self::NoSubject
                | Self::NoText
                | Self::LongSubject { .. }
                | Self::LongTitle { .. }
                | Self::LongText { .. }
        )
    }

    /// Whether another title would do away with it.
    #[must_use]
    pub const fn is_of_title(&self) -> bool {
        matches!(
            self,
            Self::NoSubject | Self::LongSubject { .. } | Self::LongTitle { .. }
        )
    }

    /// The sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let too_long = |what: &str, chars: usize, most: usize| {
            let (chars, most) = (count(chars as u64, "character"), grouped(most as u64));
            format!("The {what} has {chars}, and at most {most} fit.")
        };
        match self {
            Self::NoSubject => "It has no subject.".to_owned(),
            Self::NoText => "It has no text.".to_owned(),
            Self::LongSubject { chars, .. } => {
                too_long("subject", *chars, talkover::limits::SUBJECT_CHARS)
            }
            Self::LongTitle { chars, .. } => too_long("title", *chars, opencx::limits::TITLE_CHARS),
            Self::LongText { chars } => too_long("text", *chars, opencx::limits::CONTENT_CHARS),
            Self::LiveText => {
                "The live text is copied. The edits that wait to be published are not.".to_owned()
            }
            Self::PendingText => {
                "The text with the edits that wait to be published is copied, not the live one."
                    .to_owned()
            }
            Self::Channels {
                names,
                has_voice: true,
            } => format!(
                "It was only for {}. The agent uses it in its calls.",
                list(names)
            ),
            Self::Channels {
                names,
                has_voice: false,
            } => format!(
                "It was only for {}, and not for calls. The agent uses it in its calls.",
                list(names)
            ),
            Self::Segments(names) => {
                format!(
                    "It was only for {}. The agent uses it with everyone.",
                    list(names)
                )
            }
            Self::Schedule(window) => {
                format!("Its schedule is lost ({window}). The agent uses it at any time.")
            }
            Self::Directory(name) => {
                format!("It lay in {name}. An agent's trainings lie in no directory.")
            }
            Self::Metadata(keys) => format!("Its metadata is lost: {}.", list(keys)),
            Self::Behavioral => {
                "It was behavioral, in every conversation. An agent has only one type.".to_owned()
            }
            Self::Draft => "It was a draft: the copy is inactive.".to_owned(),
            Self::Expired => "Its time is over: the copy is inactive.".to_owned(),
            Self::NotYet => "Its time has not come: the copy is inactive.".to_owned(),
            Self::Inactive => "It was inactive: the copy is a draft.".to_owned(),
            Self::UnknownStatus(word) => format!("It was “{word}”: the copy is a draft."),
            Self::PhoneOnly => {
                "It was for calls: the copy is only for the phone. Other channels can be added."
                    .to_owned()
            }
        }
    }
}

/// Several copies in one sentence: `12 fit, 3 lose something, 1 must be corrected`.
#[must_use]
pub fn preview<'a>(copies: impl IntoIterator<Item = &'a [Misfit]>) -> String {
    let (mut fit, mut lose, mut wrong) = (0, 0, 0);
    for misfits in copies {
        if misfits.iter().any(Misfit::is_fatal) {
            wrong += 1;
        } else if misfits.is_empty() {
            fit += 1;
        } else {
            lose += 1;
        }
    }
    let verb = |number: u64, one: &str, more: &str| {
        let verb = if number == 1 { one } else { more };
        (number > 0).then(|| format!("{} {verb}", grouped(number)))
    };
    let parts: Vec<String> = [
        verb(fit, "fits", "fit"),
        verb(lose, "loses something", "lose something"),
        verb(wrong, "must be corrected", "must be corrected"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "Nothing to copy".to_owned()
    } else {
        parts.join(", ")
    }
}
