//! The workspaces of a file.

use contract::{Backend, Capability, Dialect, WorkspaceInfo};
use sqlx::{Row as _, SqliteConnection};

use crate::store::StoreError;

/// What a local OpenCX workspace answers beyond the documented endpoints.
const LOCAL_OPENCX: [Capability; 5] = [
    Capability::Directories,
    Capability::DirectoryTree,
    Capability::Move,
    Capability::Versions,
    Capability::SegmentsWrite,
];

pub(super) async fn all(
    connection: &mut SqliteConnection,
) -> Result<Vec<WorkspaceInfo>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name FROM workspace WHERE dialect = 'opencx' AND backend = 'local' ORDER BY id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(WorkspaceInfo {
                id: row.try_get("id")?,
                name: row.try_get("name")?,
                dialect: Dialect::OpenCx,
                backend: Backend::Local,
                capabilities: LOCAL_OPENCX.to_vec(),
            })
        })
        .collect()
}
