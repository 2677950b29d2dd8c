//! To which service this tab is connected, with which key.

use std::rc::Rc;

use contract::WorkspaceInfo;
use futures_channel::oneshot;
use futures_util::FutureExt;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::pace;
use crate::{
    api::{
        Client, KeyGate,
        connect::{self, ConnectError, ONLY_WORKSPACE, Service},
    },
    paths,
    web::storage::{self, Place},
};

const STORED_AS: &str = "cuebook.connection";

/// A base URL and its key. Kept in the tab's storage, which ends with the tab.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Base URL without a slash at its end; empty for the server that sent this page.
    pub base: String,
    /// The key.
    pub key: String,
}

/// The connection of this tab.
#[derive(Clone, Copy)]
pub struct Session {
    connection: RwSignal<Option<Connection>>,
    workspaces: RwSignal<Vec<WorkspaceInfo>>,
    refused: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<Option<String>>>, LocalStorage>,
}

impl Session {
    /// Takes up the connection of this tab, if it has one, and gives it to everything below.
    pub fn provide() -> Self {
        let session = Self {
            connection: RwSignal::new(storage::read(Place::Tab, STORED_AS)),
            workspaces: RwSignal::new(Vec::new()),
            refused: RwSignal::new(false),
            waiting: StoredValue::new_local(Vec::new()),
        };
        provide_context(session);
        session
    }

    /// The session of this app.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The connection, where there is one.
    #[must_use]
    pub fn connection(self) -> Option<Connection> {
        self.connection.get()
    }

    /// The connection, without following its changes.
    #[must_use]
    pub fn connection_untracked(self) -> Option<Connection> {
        self.connection.get_untracked()
    }

    /// The workspaces that the key may see.
    #[must_use]
    pub fn workspaces(self) -> Vec<WorkspaceInfo> {
        self.workspaces.get()
    }

    /// Connects, and remembers the connection in this tab.
    ///
    /// # Errors
    ///
    /// Why there is no connection. What was connected before stays so.
    pub async fn connect(self, base: &str, key: &str) -> Result<Vec<WorkspaceInfo>, ConnectError> {
        let connection = Connection {
            base: base.trim().trim_end_matches('/').to_owned(),
            key: key.trim().to_owned(),
        };
        let workspaces = workspaces_of(&connection).await?;
        let same_base = self
            .connection_untracked()
            .is_some_and(|before| before.base == connection.base);
        // Where the browser refuses, the connection lasts until the next reload.
        storage::write(Place::Tab, STORED_AS, &connection);
        if self.is_refused_untracked() {
            self.release(same_base.then(|| connection.key.clone()));
        }
        self.connection.set(Some(connection));
        self.workspaces.set(workspaces.clone());
        Ok(workspaces)
    }

    /// Asks the remembered service again which workspaces it has.
    ///
    /// # Errors
    ///
    /// Why there is no connection.
    pub async fn resume(self) -> Result<(), ConnectError> {
        let connection = self.connection_untracked().ok_or(ConnectError::WrongKey)?;
        let workspaces = workspaces_of(&connection).await?;
        // A sign-in link may have brought another key meanwhile.
        if self.connection_untracked() == Some(connection) {
            self.workspaces.set(workspaces);
        }
        Ok(())
    }

    /// Forgets the key.
    pub fn sign_out(self) {
        storage::remove(Place::Tab, STORED_AS);
        self.connection.set(None);
        self.workspaces.set(Vec::new());
    }

    /// A client for a workspace, which asks for another key where the service refuses this one.
    #[must_use]
    pub fn client(self, workspace: &str) -> Client {
        let connection = self.connection_untracked();
        let (base, key) = connection.map_or_else(Default::default, |c| (c.base, c.key));
        let base_of_pace = base.clone();
        let root = if workspace == ONLY_WORKSPACE {
            base
        } else {
            format!("{base}{}", paths::api::workspace_root(workspace))
        };
        let gate: KeyGate = Rc::new(move || self.another_key().boxed_local());
        let client = Client::new(root, key)
            .with_gate(gate)
            .with_pace(pace::of(&base_of_pace));
        if workspace == ONLY_WORKSPACE {
            client.without_names()
        } else {
            client
        }
    }

    /// Whether a key is being asked for, over whatever is open.
    #[must_use]
    pub fn is_refused(self) -> bool {
        self.refused.get()
    }

    /// Whether a key is being asked for, without following its changes.
    #[must_use]
    pub fn is_refused_untracked(self) -> bool {
        self.refused.get_untracked()
    }

    /// Tries another key against the same service and lets the waiting requests go on.
    ///
    /// # Errors
    ///
    /// Why this key does not work either; the requests go on waiting.
    pub async fn answer(self, key: &str) -> Result<(), ConnectError> {
        let base = self
            .connection_untracked()
            .map(|connection| connection.base)
            .unwrap_or_default();
        self.connect(&base, key).await.map(drop)
    }

    /// Gives up: the waiting requests fail as refused.
    pub fn give_up(self) {
        self.release(None);
    }

    async fn another_key(self) -> Option<String> {
        let (sender, receiver) = oneshot::channel();
        self.waiting
            .try_update_value(|waiting| waiting.push(sender))?;
        self.refused.set(true);
        receiver.await.ok().flatten()
    }

    fn release(self, key: Option<String>) {
        self.refused.set(false);
        let waiting = self.waiting.try_update_value(std::mem::take);
        for sender in waiting.into_iter().flatten() {
            // The view that waited may be gone.
            let _ = sender.send(key.clone());
        }
    }
}

async fn workspaces_of(connection: &Connection) -> Result<Vec<WorkspaceInfo>, ConnectError> {
    let service = connect::probe(
        &connection.base,
        &connection.key,
        pace::of(&connection.base),
    )
    .await?;
    if service == Service::OpenCx {
        pace::is_limited(&connection.base);
    }
    Ok(connect::workspaces_of(service, &connection.base))
}
