//! The open workspace: its scenarios in one index, its directories and segments, and the commands
//! that change them. What a service returns replaces the row; nothing else writes it.

use contract::{
    Capability, DecodeError, WorkspaceInfo,
    opencx::{Directory, Segment, Training},
};
use domain::{can::Access, index::Index, tree::DirectoryTree};
use leptos::prelude::*;

use super::{Prefs, Session};
use crate::api::{ApiError, Client};

mod directories;
mod load;
mod segments;
mod trainings;

/// A write that was not done, or whose answer was lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Unwritten {
    /// Why.
    pub error: ApiError,
    /// Whether it may have reached the service: not where what is asked first had no answer.
    pub was_sent: bool,
}

impl Unwritten {
    pub(in crate::state) fn before(error: ApiError) -> Self {
        Self {
            error,
            was_sent: false,
        }
    }
}

impl From<ApiError> for Unwritten {
    fn from(error: ApiError) -> Self {
        Self {
            error,
            was_sent: true,
        }
    }
}

/// Something that is read from the service once.
#[derive(Clone, Debug, PartialEq)]
pub enum Known<T> {
    /// It is on its way.
    Loading,
    /// It is here.
    Ready(T),
    /// It could not be had.
    Failed(ApiError),
}

impl<T> Known<T> {
    /// The value, where it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// How far the scenarios are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loading {
    /// Rows that the service says it has; `None` before its first answer.
    pub total: Option<u64>,
    /// Rows read in this pass.
    pub loaded: u64,
    /// Whether the pass has come to its end.
    pub finished: bool,
    /// Whether it saw every row that the service has.
    pub complete: bool,
    /// Why it stopped before its end.
    pub error: Option<ApiError>,
    /// Seconds that the service asked to wait, while the app does so.
    pub waiting: Option<u32>,
    /// Rows that cannot be read, with the field's path.
    pub unreadable: Vec<DecodeError>,
}

/// The open workspace.
#[derive(Clone, Copy)]
pub struct Workspace {
    info: StoredValue<WorkspaceInfo>,
    scope: StoredValue<String>,
    session: Session,
    client: StoredValue<Client, LocalStorage>,
    index: RwSignal<Index>,
    directories: RwSignal<Known<Vec<Directory>>>,
    segments: RwSignal<Known<Vec<Segment>>>,
    loading: RwSignal<Loading>,
    /// Scenarios that this tab wrote while a pass is reading: the pass must not take them away.
    written: StoredValue<Vec<String>>,
    reload: RwSignal<u32>,
    segments_again: RwSignal<u32>,
    directories_soon: StoredValue<Option<TimeoutHandle>>,
    tree: Memo<DirectoryTree>,
}

impl Workspace {
    /// Opens a workspace, starts reading it, and gives it to everything below.
    pub fn provide(info: WorkspaceInfo) -> Self {
        let session = Session::expect();
        let client = session.client(&info.id);
        let base = session.connection_untracked().map(|known| known.base);
        let scope = format!("{} {}", base.unwrap_or_default(), info.id);
        let index = RwSignal::new(Index::default());
        let directories = RwSignal::new(Known::Loading);
        let prefs = Prefs::expect();
        let has_directories = info.can(Capability::Directories);
        let id = info.id.clone();
        let tree = Memo::new(move |_| {
            if has_directories {
                directories.with(|known: &Known<Vec<Directory>>| {
                    DirectoryTree::new(known.ready().cloned().unwrap_or_default())
                })
            } else {
                // A service that names no directories: one level of the ids that were seen.
                let labels = prefs.labels(&id);
                index.with(|index| DirectoryTree::from_ids(index.directory_ids(), &labels))
            }
        });
        let workspace = Self {
            info: StoredValue::new(info),
            scope: StoredValue::new(scope),
            session,
            client: StoredValue::new_local(client),
            index,
            directories,
            segments: RwSignal::new(Known::Loading),
            loading: RwSignal::new(Loading::default()),
            written: StoredValue::new(Vec::new()),
            reload: RwSignal::new(0),
            segments_again: RwSignal::new(0),
            directories_soon: StoredValue::new(None),
            tree,
        };
        provide_context(workspace);
        workspace.read_when_asked();
        workspace
    }

    /// The workspace around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Its id, as it stands in URLs.
    #[must_use]
    pub fn id(self) -> String {
        self.info.with_value(|info| info.id.clone())
    }

    /// Its name on this device, where other services may have a workspace of the same id.
    #[must_use]
    pub fn scope(self) -> String {
        self.scope.get_value()
    }

    /// The session that it is of.
    #[must_use]
    pub const fn session(self) -> Session {
        self.session
    }

    /// What it is.
    #[must_use]
    pub fn info(self) -> WorkspaceInfo {
        self.info.get_value()
    }

    /// Whether the service has an extension.
    #[must_use]
    pub fn has(self, capability: Capability) -> bool {
        self.info.with_value(|info| info.can(capability))
    }

    /// What may be done here, as far as the app knows before it tries.
    #[must_use]
    pub fn access(self) -> Access {
        Access {
            capabilities: self.info.with_value(|info| info.capabilities.clone()),
            scopes: None,
        }
    }

    /// The scenarios.
    #[must_use]
    pub fn index(self) -> ReadSignal<Index> {
        self.index.read_only()
    }

    /// How far they are read.
    #[must_use]
    pub fn loading(self) -> ReadSignal<Loading> {
        self.loading.read_only()
    }

    /// The directories as a tree.
    #[must_use]
    pub fn tree(self) -> Memo<DirectoryTree> {
        self.tree
    }

    /// Whether the directories could be read, where the service has them.
    #[must_use]
    pub fn directories(self) -> ReadSignal<Known<Vec<Directory>>> {
        self.directories.read_only()
    }

    /// The segments.
    #[must_use]
    pub fn segments(self) -> ReadSignal<Known<Vec<Segment>>> {
        self.segments.read_only()
    }

    /// A scenario as the service showed it last.
    #[must_use]
    pub fn training(self, id: &str) -> Option<Training> {
        self.index.with_untracked(|index| index.get(id).cloned())
    }

    fn client(self) -> Client {
        self.client.get_value()
    }

    /// Takes over what the service returned.
    fn took(self, training: Training) {
        // The workspace may have been left while the answer was on its way.
        self.written
            .try_update_value(|written| written.push(training.id.clone()));
        self.index.try_update(|index| index.upsert(training));
    }
}
