//! Writes of directories, and what is to be done about one when the service's directories are
//! known as they are now. Their list gives no tags: each write is preceded by a fresh reading.

use contract::opencx::Directory;

/// A write of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryWrite {
    /// Makes one.
    Create {
        /// Its name, trimmed.
        name: String,
        /// The directory around it; `None` at the top. It exists: what still waits to be made
        /// cannot be chosen.
        parent_id: Option<String>,
        /// The directory that already had this name at this place when it was asked for. It is
        /// not what this makes.
        namesake: Option<String>,
    },
    /// Gives it another name.
    Rename {
        /// The directory as it was.
        base: Directory,
        /// The name, trimmed.
        name: String,
    },
    /// Moves it with everything in it.
    Move {
        /// The directory as it was.
        base: Directory,
        /// Where to; `None` for the top.
        parent_id: Option<String>,
        /// That place, in words for the person.
        place: String,
    },
    /// Deletes it; what is in it moves to its parent.
    Delete {
        /// The directory as it was.
        base: Directory,
    },
}

/// How a write stands to what the service has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is to be sent.
    Open,
    /// It is done; what it has left, but of a directory that was deleted.
    Done(Option<Directory>),
    /// Somebody else has changed the same since: nothing may be overwritten.
    Changed {
        /// How, in words for the person.
        how: String,
    },
    /// There is no such directory any more.
    Gone,
}

impl DirectoryWrite {
    /// The directory as it was before; `None` of a create.
    #[must_use]
    pub const fn base(&self) -> Option<&Directory> {
        match self {
            Self::Create { .. } => None,
            Self::Rename { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                Some(base)
            }
        }
    }

    /// Whether it makes a directory.
    #[must_use]
    pub const fn is_create(&self) -> bool {
        matches!(self, Self::Create { .. })
    }

    /// Its name, as the person knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Create { name, .. } => name,
            Self::Rename { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                &base.name
            }
        }
    }

    /// What it does.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Create { name, .. } => format!("Create the directory “{name}”"),
            Self::Rename { base, name } => {
                format!("Rename the directory “{}” to “{name}”", base.name)
            }
            Self::Move { base, place, .. } => {
                format!("Move the directory “{}” to {place}", base.name)
            }
            Self::Delete { base } => format!("Delete the directory “{}”", base.name),
        }
    }

    /// How it stands to the directories that the service has now.
    ///
    /// A rename or a move is done where the directory has the name or the place, and a deletion
    /// where the directory is gone: whoever did it, nothing is left to be done. A create is done
    /// where there is a directory of exactly this name at this place that was not there when the
    /// create was asked for: siblings have different names, so there is no second one. Ask of a
    /// create only after its answer was lost.
    #[must_use]
    pub fn standing(&self, all: &[Directory]) -> Standing {
        if let Self::Create {
            name,
            parent_id,
            namesake,
        } = self
        {
            let is_made = |other: &&Directory| {
                other.name == *name
                    && other.parent_id == *parent_id
                    && Some(&other.id) != namesake.as_ref()
            };
            return match all.iter().find(is_made) {
                Some(made) => Standing::Done(Some(made.clone())),
                None => Standing::Open,
            };
        }
        let now = self
            .base()
            .and_then(|base| all.iter().find(|other| other.id == base.id));
        match (self, now) {
            (Self::Delete { .. }, None) => Standing::Done(None),
            (_, None) => Standing::Gone,
            (Self::Rename { name, .. }, Some(now)) if now.name == *name => {
                Standing::Done(Some(now.clone()))
            }
            (Self::Move { parent_id, .. }, Some(now)) if now.parent_id == *parent_id => {
                Standing::Done(Some(now.clone()))
            }
            (Self::Rename { base, .. } | Self::Delete { base }, Some(now))
                if now.name != base.name =>
            {
                let how = format!(
                    "Somebody else has renamed “{}” to “{}” meanwhile.",
                    base.name, now.name
                );
                Standing::Changed { how }
            }
            (Self::Move { base, .. } | Self::Delete { base }, Some(now))
                if now.parent_id != base.parent_id =>
            {
                let how = format!(
                    "Somebody else has moved “{}” to another place meanwhile.",
                    base.name
                );
                Standing::Changed { how }
            }
            _ => Standing::Open,
        }
    }

    pub(super) fn stand_on(&mut self, newer: &Directory) {
        match self {
            // What a create has made is not made again: another write of it is another entry.
            Self::Create { .. } => {}
            Self::Rename { base, .. } | Self::Move { base, .. } | Self::Delete { base } => {
                base.clone_from(newer);
            }
        }
    }
}
