//! What may be done, in one table. A disabled button shows the reason; the server asks the same.

use contract::{Capability, Scope, opencx::Training};

use crate::Publication;

/// What a key and a service allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The extensions that answer in the workspace.
    pub capabilities: Vec<Capability>,
    /// The key's scopes; `None` for full access, or where they are not known: then the service
    /// has the word.
    pub scopes: Option<Vec<Scope>>,
}

/// Something that a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See scenarios.
    Read,
    /// Write a new scenario.
    Create,
    /// Save a scenario's text and settings.
    Save,
    /// Make the draft live.
    Publish,
    /// Take a scenario offline.
    Unpublish,
    /// Give up the pending edits.
    Discard,
    /// Delete a scenario.
    Delete,
    /// Put a scenario into another directory.
    Move,
    /// Read the published versions.
    SeeVersions,
    /// Fill the draft from a version.
    RestoreVersion,
    /// Create, rename or delete directories.
    EditDirectory,
    /// Put a directory into another one.
    NestDirectory,
    /// Give a name to a directory that the service does not name.
    LabelDirectory,
    /// See segments.
    ReadSegments,
    /// Create, change or delete segments.
    EditSegment,
    /// Search by meaning at the service.
    Search,
}

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Why {
    /// The key lacks a scope.
    #[error("This key lacks the scope {0}. Connect with a key that has it.")]
    Scope(Scope),
    /// The service does not answer an extension.
    #[error("{}", missing(*.0))]
    Capability(Capability),
    /// It is live already.
    #[error("It is published already, and there are no edits to publish.")]
    NothingToPublish,
    /// It is not live.
    #[error("It is not published, so there is nothing to take offline.")]
    NotLive,
    /// There are no pending edits.
    #[error("There are no pending edits to discard.")]
    NothingToDiscard,
    /// It was never live, so there is no text to go back to.
    #[error("It was never published, so there is no live text to go back to. Delete it instead.")]
    NeverPublished,
    /// The service names its directories itself.
    #[error("The service names its directories. Rename this one instead.")]
    NamedByService,
}

fn missing(capability: Capability) -> &'static str {
    match capability {
        Capability::Directories => "This service cannot change directories.",
        Capability::DirectoryTree => "This service keeps its directories on one level.",
        Capability::Move => "This service cannot move scenarios on their own.",
        Capability::Search => "This service has no search by meaning.",
        Capability::Knowledge => "This service keeps no knowledge documents here.",
        Capability::Generate => "This service cannot write scenarios from conversations.",
        Capability::Versions => "This service does not show published versions.",
        Capability::SegmentsWrite => {
            "This service shows segments but does not change them; its own dashboard does."
        }
        Capability::Sessions => "This service does not show conversations.",
        Capability::Handoffs => "This service does not count handoffs.",
    }
}

/// Whether a person may do something: with one scenario, or in the workspace where `training` is
/// `None`.
///
/// # Errors
///
/// The first reason why not: the key, then the service, then the scenario's own state.
pub fn can(action: Action, training: Option<&Training>, access: &Access) -> Result<(), Why> {
    if let Some(scope) = scope(action)
        && access
            .scopes
            .as_ref()
            .is_some_and(|scopes| !scopes.contains(&scope))
    {
        return Err(Why::Scope(scope));
    }
    if let Some(capability) = capability(action)
        && !access.capabilities.contains(&capability)
    {
        return Err(Why::Capability(capability));
    }
    if action == Action::LabelDirectory && access.capabilities.contains(&Capability::Directories) {
        return Err(Why::NamedByService);
    }
    let Some(training) = training else {
        return Ok(());
    };
    match (action, Publication::of(training)) {
        (Action::Publish, Publication::Published) => Err(Why::NothingToPublish),
        (Action::Unpublish, Publication::Draft) => Err(Why::NotLive),
        (Action::Discard, Publication::Draft) => Err(Why::NeverPublished),
        (Action::Discard, Publication::Published) => Err(Why::NothingToDiscard),
        _ => Ok(()),
    }
}

const fn scope(action: Action) -> Option<Scope> {
    match action {
        Action::Read | Action::SeeVersions | Action::Search => Some(Scope::TrainingRead),
        Action::Create
        | Action::Save
        | Action::Publish
        | Action::Unpublish
        | Action::Discard
        | Action::Delete
        | Action::Move
        | Action::RestoreVersion
        | Action::EditDirectory
        | Action::NestDirectory => Some(Scope::TrainingWrite),
        Action::ReadSegments => Some(Scope::SegmentsRead),
        Action::EditSegment => Some(Scope::SegmentsWrite),
        // Labels stay on this device.
        Action::LabelDirectory => None,
    }
}

const fn capability(action: Action) -> Option<Capability> {
    match action {
        Action::SeeVersions | Action::RestoreVersion => Some(Capability::Versions),
        Action::EditDirectory => Some(Capability::Directories),
        Action::NestDirectory => Some(Capability::DirectoryTree),
        Action::EditSegment => Some(Capability::SegmentsWrite),
        Action::Search => Some(Capability::Search),
        // A move falls back to an update (decision 17).
        Action::Read
        | Action::Create
        | Action::Save
        | Action::Publish
        | Action::Unpublish
        | Action::Discard
        | Action::Delete
        | Action::Move
        | Action::LabelDirectory
        | Action::ReadSegments => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::training;

    fn full() -> Access {
        Access {
            capabilities: vec![
                Capability::Directories,
                Capability::DirectoryTree,
                Capability::Versions,
                Capability::SegmentsWrite,
                Capability::Search,
            ],
            scopes: None,
        }
    }

    #[test]
    fn the_state_decides() {
        let live = training("a", "T", "C");
        let mut changed = live.clone();
        changed.draft_content = Some("D".into());
        let mut draft = live.clone();
        draft.is_draft = true;
        let check = |action, training: &Training, expected| {
            assert_eq!(can(action, Some(training), &full()), expected, "{action:?}");
        };
        check(Action::Publish, &live, Err(Why::NothingToPublish));
        check(Action::Publish, &changed, Ok(()));
        check(Action::Publish, &draft, Ok(()));
        check(Action::Unpublish, &draft, Err(Why::NotLive));
        check(Action::Unpublish, &changed, Ok(()));
        check(Action::Discard, &changed, Ok(()));
        check(Action::Discard, &live, Err(Why::NothingToDiscard));
        check(Action::Discard, &draft, Err(Why::NeverPublished));
        check(Action::Delete, &live, Ok(()));
    }

    #[test]
    fn the_service_and_the_key_decide_first() {
        let bare = Access::default();
        assert_eq!(
            can(Action::RestoreVersion, None, &bare),
            Err(Why::Capability(Capability::Versions))
        );
        assert_eq!(can(Action::Move, None, &bare), Ok(()));
        assert_eq!(can(Action::LabelDirectory, None, &bare), Ok(()));
        assert_eq!(
            can(Action::LabelDirectory, None, &full()),
            Err(Why::NamedByService)
        );
        let reader = Access {
            scopes: Some(vec![Scope::TrainingRead]),
            ..full()
        };
        assert_eq!(can(Action::Read, None, &reader), Ok(()));
        assert_eq!(
            can(Action::Publish, None, &reader),
            Err(Why::Scope(Scope::TrainingWrite))
        );
        let why = can(Action::EditSegment, None, &reader).unwrap_err();
        assert!(why.to_string().contains("segments:write"));
    }
}
