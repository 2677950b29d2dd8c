//! Workspaces: one body of training in one dialect (`GET /w`, an extension of ours).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{DecodeError, json};

/// The API that a workspace speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// OpenCX's AI Training API.
    #[serde(rename = "opencx")]
    OpenCx,
    /// Talkover's agent trainings.
    Talkover,
}

/// Where a workspace's data are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// In our server's own database.
    Local,
    /// At the vendor; our server forwards.
    Upstream,
}

/// An extension that answers in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// `/training/directories`.
    Directories,
    /// Directories may nest.
    DirectoryTree,
    /// `PUT /training/{id}/directory`.
    Move,
    /// `POST /training/search` and `GET /search/status`.
    Search,
    /// `/knowledge`: documents that a search looks through beside the scenarios.
    Knowledge,
    /// `POST /training/generate-scenario`.
    Generate,
    /// `/training/{id}/versions`.
    Versions,
    /// `POST`, `PUT` and `DELETE /contacts/segments`.
    SegmentsWrite,
    /// `/chat/sessions`.
    Sessions,
    /// `/handoff-analytics`.
    Handoffs,
}

/// One row of `GET /w`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkspaceInfo {
    /// Segment of the path: `/w/{id}`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The API that it speaks.
    pub dialect: Dialect,
    /// Where its data are.
    pub backend: Backend,
    /// The extensions that answer. Ones that this build does not know are left out.
    pub capabilities: Vec<Capability>,
}

impl WorkspaceInfo {
    /// Whether an extension answers here.
    #[must_use]
    pub fn can(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }

    /// Reads the body of `GET /w`.
    ///
    /// # Errors
    ///
    /// The path of the first field that is missing or of another type.
    pub fn list_from_json(body: Value) -> Result<Vec<Self>, DecodeError> {
        let mut object = json::object(body)?;
        json::array(json::take(&mut object, "items")?)
            .map_err(|error| error.inside("items"))?
            .into_iter()
            .enumerate()
            .map(|(at, row)| Self::from_json(row).map_err(|e| e.inside(&format!("items[{at}]"))))
            .collect()
    }

    fn from_json(body: Value) -> Result<Self, DecodeError> {
        let mut object = json::object(body)?;
        let capabilities = json::array(json::take(&mut object, "capabilities")?)
            .map_err(|error| error.inside("capabilities"))?
            .into_iter()
            // A newer server may name capabilities that this build does not know.
            .filter_map(|name| serde_json::from_value(name).ok())
            .collect();
        Ok(Self {
            id: json::string(&mut object, "id")?,
            name: json::string(&mut object, "name")?,
            dialect: json::parsed(&mut object, "dialect")?,
            backend: json::parsed(&mut object, "backend")?,
            capabilities,
        })
    }
}
