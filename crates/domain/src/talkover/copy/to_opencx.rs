//! A training of a voice agent becomes a scenario.

use contract::{
    opencx::{Channel, limits},
    talkover::{Training, TrainingStatus},
};

use super::{Misfit, fitting};
use crate::{Draft, Intent};

/// A training of an agent as a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The form, new. A title that is too long is in it whole: see [`Scenario::shorten`].
    pub draft: Draft,
    /// Live where the training is active, else a draft.
    pub intent: Intent,
    /// What does not fit: first what must be corrected, then what is not the same.
    pub misfits: Vec<Misfit>,
}

impl Scenario {
    /// Whether something must be corrected before it can be sent.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.misfits.iter().any(Misfit::is_fatal)
    }

    /// Takes over the proposed cut of a title that is too long.
    pub fn shorten(&mut self) {
        self.misfits.retain(|misfit| match misfit {
            Misfit::LongTitle { proposal, .. } => {
                self.draft.title.clone_from(proposal);
                false
            }
            _ => true,
        });
    }
}

/// A training as a new scenario in a directory. It was for calls, so it is for the phone alone: no
/// restriction would show it on every channel.
#[must_use]
pub fn to_opencx(training: &Training, directory_id: Option<String>) -> Scenario {
    let title = training.subject.trim();
    let mut misfits = wrong(title, &training.instructions);
    let intent = match &training.current_status {
        TrainingStatus::Active => Intent::Publish,
        TrainingStatus::Inactive => {
            misfits.push(Misfit::Inactive);
            Intent::SaveDraft
        }
        TrainingStatus::Other(word) => {
            misfits.push(Misfit::UnknownStatus(word.clone()));
            Intent::SaveDraft
        }
    };
    misfits.push(Misfit::PhoneOnly);
    Scenario {
        draft: Draft {
            title: title.to_owned(),
            content: training.instructions.clone(),
            channels: vec![Channel::PhoneVoice],
            ..Draft::new(directory_id)
        },
        intent,
        misfits,
    }
}

fn wrong(title: &str, content: &str) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let chars = title.chars().count();
    if chars == 0 {
        misfits.push(Misfit::NoSubject);
    }
    if chars > limits::TITLE_CHARS {
        misfits.push(Misfit::LongTitle {
            chars,
            proposal: fitting(title, limits::TITLE_CHARS).to_owned(),
        });
    }
    let chars = content.trim().chars().count();
    if chars == 0 {
        misfits.push(Misfit::NoText);
    }
    if chars > limits::CONTENT_CHARS {
        misfits.push(Misfit::LongText { chars });
    }
    misfits
}
