//! Whether an agent can be published, and what to say of it.

use contract::talkover::{Agent, Setup};

use super::{missing, not_saved};
use crate::words::list;

/// What to say before an agent is unpublished (Talkover, "Unpublish agent").
pub const UNPUBLISH: &str = "The agent takes no new calls until it is published again. Calls that \
                             are running go on.";

/// Whether a publish will be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It will.
    Ready,
    /// Not before these have been set.
    Missing(Vec<Setup>),
    /// It will not, and the service does not say why.
    Unexplained,
    /// The service does not say, and nothing that it shows is missing.
    Unsaid,
}

impl Readiness {
    /// The readiness of an agent, by what the service shows of it.
    #[must_use]
    pub fn of(agent: &Agent) -> Self {
        let missing = missing(agent);
        match agent.is_ready_to_publish {
            Some(true) => Self::Ready,
            None if missing.is_empty() => Self::Unsaid,
            Some(false) | None => Self::lacking(missing),
        }
    }

    /// The readiness of an agent that the service does not publish, by the settings that it names.
    #[must_use]
    pub fn lacking(missing: Vec<Setup>) -> Self {
        if missing.is_empty() {
            Self::Unexplained
        } else {
            Self::Missing(missing)
        }
    }

    /// What is missing, each with a place where it is set.
    #[must_use]
    pub fn missing(&self) -> &[Setup] {
        match self {
            Self::Missing(missing) => missing,
            Self::Ready | Self::Unexplained | Self::Unsaid => &[],
        }
    }

    /// The settings to look at before a publish: those that are missing, and all of them where the
    /// service does not say which.
    #[must_use]
    pub fn to_look_at(&self) -> &[Setup] {
        match self {
            Self::Unexplained => &Setup::ALL,
            Self::Missing(_) | Self::Ready | Self::Unsaid => self.missing(),
        }
    }

    /// Whether a publish may be tried. Where the service does not say, it is asked.
    #[must_use]
    pub const fn may_publish(&self) -> bool {
        matches!(self, Self::Ready | Self::Unsaid)
    }

    /// The words in a list: `Ready`, `Misses Voice and Calling`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Ready => "Ready".to_owned(),
            Self::Missing(missing) => {
                let names: Vec<&str> = missing.iter().map(|setup| setup.label()).collect();
                format!("Misses {}", list(&names))
            }
            Self::Unexplained => "Not ready".to_owned(),
            Self::Unsaid => "Not known".to_owned(),
        }
    }

    /// The sentences beside a button that publishes.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Ready => "The agent can be published.".to_owned(),
            Self::Missing(missing) => {
                let sentences: Vec<&str> = missing.iter().map(|setup| not_saved(*setup)).collect();
                sentences.join(" ")
            }
            Self::Unexplained => {
                "The agent is not ready, and the service does not say why.".to_owned()
            }
            Self::Unsaid => "The service does not say whether the agent is ready.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::talkover::Voice;

    use super::*;
    use crate::talkover::fixture::agent;

    #[test]
    fn it_says_what_the_service_says() {
        let check = |edit: fn(&mut Agent), label: &str, words: &str, may_publish: bool| {
            let mut agent = agent("draft");
            edit(&mut agent);
            let readiness = Readiness::of(&agent);
            assert_eq!(
                (readiness.label().as_str(), readiness.words().as_str()),
                (label, words)
            );
            assert_eq!(readiness.may_publish(), may_publish);
            assert_eq!(label.starts_with("Misses"), !readiness.missing().is_empty());
            assert_eq!(may_publish, readiness.to_look_at().is_empty());
        };
        check(|_| {}, "Ready", "The agent can be published.", true);
        check(
            |agent| {
                agent.is_ready_to_publish = Some(false);
                agent.missing_to_publish = Some(vec![Setup::Voice, Setup::Calling]);
            },
            "Misses Voice and Calling",
            "The voice settings have not been saved yet. The calling settings have not been saved yet.",
            false,
        );
        check(
            |agent| agent.is_ready_to_publish = Some(false),
            "Not ready",
            "The agent is not ready, and the service does not say why.",
            false,
        );
        // Talkover does not say what is missing; some of it shows.
        check(
            |agent| {
                agent.is_ready_to_publish = Some(false);
                agent.missing_to_publish = None;
                agent.description = Some("Takes orders.".to_owned());
            },
            "Misses Voice",
            "The voice settings have not been saved yet.",
            false,
        );
        check(
            |agent| {
                agent.is_ready_to_publish = None;
                agent.missing_to_publish = None;
                agent.description = Some("Takes orders.".to_owned());
                agent.voice = Some(Voice::default());
            },
            "Not known",
            "The service does not say whether the agent is ready.",
            true,
        );
    }
}
