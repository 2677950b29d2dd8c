//! A scenario becomes a training of a voice agent.

use contract::{
    opencx::{Channel, Segment, Training, TrainingType},
    talkover::{TrainingStatus, limits},
};

use super::{Misfit, fitting};
use crate::{
    Moment, Publication, Window, status::bounds, talkover::TrainingDraft, words::window_exact,
};

/// Which text of a scenario that is live and has pending edits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Text {
    /// What the AI uses now.
    #[default]
    Live,
    /// What is being edited.
    Pending,
}

/// A scenario as a training of an agent.
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceTraining {
    /// The form, new. A subject that is too long is in it whole: see [`VoiceTraining::shorten`].
    pub draft: TrainingDraft,
    /// What does not fit: first what must be corrected, then what is lost.
    pub misfits: Vec<Misfit>,
}

impl VoiceTraining {
    /// Whether something must be corrected before it can be sent.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.misfits.iter().any(Misfit::is_fatal)
    }

    /// Takes over the proposed cut of a subject that is too long.
    pub fn shorten(&mut self) {
        self.misfits.retain(|misfit| match misfit {
            Misfit::LongSubject { proposal, .. } => {
                self.draft.subject.clone_from(proposal);
                false
            }
            _ => true,
        });
    }
}

/// A scenario as a new training under `node_id`. `directory` is the path of its directory, and the
/// segments give their names; what has no name there is named by its id.
#[must_use]
pub fn to_talkover(
    scenario: &Training,
    text: Text,
    node_id: String,
    directory: Option<&str>,
    segments: &[Segment],
    now: Moment,
) -> VoiceTraining {
    let publication = Publication::of(scenario);
    let is_changed = publication == Publication::Changed;
    let (subject, instructions) = if is_changed && text == Text::Live {
        (scenario.title.as_str(), scenario.content.as_str())
    } else {
        (scenario.working_title(), scenario.working_content())
    };
    let mut misfits = wrong(subject.trim(), instructions);
    if is_changed {
        misfits.push(match text {
            Text::Live => Misfit::LiveText,
            Text::Pending => Misfit::PendingText,
        });
    }
    let inactive = match (publication, Window::of(scenario, now)) {
        (Publication::Draft, _) => Some(Misfit::Draft),
        (_, Window::Expired) => Some(Misfit::Expired),
        (_, Window::Scheduled) => Some(Misfit::NotYet),
        _ => None,
    };
    let status = if inactive.is_some() {
        TrainingStatus::Inactive
    } else {
        TrainingStatus::Active
    };
    misfits.extend(inactive);
    misfits.extend(lost(scenario, directory, segments));
    VoiceTraining {
        draft: TrainingDraft {
            subject: subject.trim().to_owned(),
            instructions: instructions.to_owned(),
            status,
            ..TrainingDraft::new(node_id)
        },
        misfits,
    }
}

fn wrong(subject: &str, instructions: &str) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let chars = subject.chars().count();
    if chars == 0 {
        misfits.push(Misfit::NoSubject);
    }
    if chars > limits::SUBJECT_CHARS {
        misfits.push(Misfit::LongSubject {
            chars,
            proposal: fitting(subject, limits::SUBJECT_CHARS).to_owned(),
        });
    }
    if instructions.trim().is_empty() {
        misfits.push(Misfit::NoText);
    }
    misfits
}

/// What a training of an agent has no place for.
fn lost(scenario: &Training, directory: Option<&str>, segments: &[Segment]) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    if scenario.r#type == TrainingType::Behavioral {
        misfits.push(Misfit::Behavioral);
    }
    let channels = &scenario.restricted_to_channels;
    if !channels.is_empty() {
        let is_voice =
            |channel: &Channel| matches!(channel, Channel::PhoneVoice | Channel::WebVoice);
        misfits.push(Misfit::Channels {
            names: channels.iter().map(|c| c.label().to_owned()).collect(),
            has_voice: channels.iter().any(is_voice),
        });
    }
    let names = scenario.restricted_to_segments.iter().map(|id| {
        let known = segments.iter().find(|segment| segment.id == *id);
        known.map_or_else(|| id.clone(), |segment| segment.name.clone())
    });
    let names: Vec<String> = names.collect();
    if !names.is_empty() {
        misfits.push(Misfit::Segments(names));
    }
    let (start, end) = bounds(scenario);
    if start.is_some() || end.is_some() {
        misfits.push(Misfit::Schedule(window_exact(start, end)));
    }
    if let Some(id) = &scenario.directory_id {
        misfits.push(Misfit::Directory(directory.unwrap_or(id).to_owned()));
    }
    if !scenario.metadata.is_empty() {
        misfits.push(Misfit::Metadata(
            scenario.metadata.keys().cloned().collect(),
        ));
    }
    misfits
}
