//! Why the device keeps something not.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// The device does not keep what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser gives this page no storage: a private window, or a setting.
    #[error("This browser lets the page keep nothing on the device.")]
    Refused,
    /// The disk, or what the browser allows the page of it, is full.
    #[error("The browser's storage is full.")]
    Full,
    /// A newer build of the app has changed the stores.
    #[error("A newer version of Cuebook has been used in this browser.")]
    Newer,
    /// The browser has closed the database: its data were cleared, or another tab renewed it.
    #[error("The browser has closed the storage of this page.")]
    Closed,
    /// The browser has not said for a long time what became of it.
    #[error("The browser's storage does not answer.")]
    Slow,
    /// Anything else.
    #[error("The browser's storage does not work: {0}")]
    Broken(String),
}

impl StorageError {
    /// What to do about it.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Refused => {
                "What you type is kept in this tab alone: save before you close it. Leave private browsing, or allow storage for this site."
            }
            Self::Full => {
                "What you type is kept in this tab alone: save before you close it. Free space on the disk, or delete the local history."
            }
            Self::Newer => {
                "What you type is kept in this tab alone: save, then reload to get the newer version."
            }
            Self::Closed | Self::Slow | Self::Broken(_) => {
                "What you type is kept in this tab alone: save before you close it. Reload afterwards."
            }
        }
    }

    pub(super) fn unknown() -> Self {
        Self::Broken("it gave no reason".to_owned())
    }

    pub(super) fn of(error: &DomException) -> Self {
        match error.name().as_str() {
            "QuotaExceededError" => Self::Full,
            "SecurityError" | "NotAllowedError" => Self::Refused,
            "VersionError" => Self::Newer,
            "InvalidStateError" | "AbortError" => Self::Closed,
            name => Self::Broken(format!("{name}: {}", error.message())),
        }
    }
}

impl From<JsValue> for StorageError {
    fn from(error: JsValue) -> Self {
        match error.dyn_ref::<DomException>() {
            Some(error) => Self::of(error),
            None => Self::Broken(format!("{error:?}")),
        }
    }
}

impl From<idb::Error> for StorageError {
    fn from(error: idb::Error) -> Self {
        use idb::Error::{
            AddFailed, ClearFailed, DeleteFailed, DomException, GetAllFailed, GetAllKeysFailed,
            GetFailed, IndexedDbNotFound, IndexedDbOpenFailed, ObjectStoreNotFound, UpdateFailed,
        };
        match error {
            DomException(error) => Self::of(&error),
            IndexedDbNotFound(_) => Self::Refused,
            IndexedDbOpenFailed(why)
            | AddFailed(why)
            | ClearFailed(why)
            | DeleteFailed(why)
            | GetAllFailed(why)
            | GetAllKeysFailed(why)
            | GetFailed(why)
            | ObjectStoreNotFound(why)
            | UpdateFailed(why) => why.into(),
            other => Self::Broken(other.to_string()),
        }
    }
}
