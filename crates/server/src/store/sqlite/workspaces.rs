//! The workspaces of a file.

use contract::{Backend, Capability, Dialect, WorkspaceInfo};
use sqlx::{Row as _, SqliteConnection};

use crate::store::StoreError;

/// What a local OpenCX workspace answers beyond the documented endpoints. All capabilities are
/// extensions of OpenCX's API, so that a Talkover workspace has none.
const LOCAL_OPENCX: [Capability; 7] = [
    Capability::Directories,
    Capability::DirectoryTree,
    Capability::Move,
    Capability::Search,
    Capability::Knowledge,
    Capability::Versions,
    Capability::SegmentsWrite,
];

pub(super) async fn all(
    connection: &mut SqliteConnection,
) -> Result<Vec<WorkspaceInfo>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, dialect FROM workspace \
         WHERE dialect IN ('opencx', 'talkover') AND backend = 'local' ORDER BY id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let (dialect, capabilities) = match row.try_get("dialect")? {
                "talkover" => (Dialect::Talkover, Vec::new()),
                _ => (Dialect::OpenCx, LOCAL_OPENCX.to_vec()),
            };
            Ok(WorkspaceInfo {
                id: row.try_get("id")?,
                name: row.try_get("name")?,
                dialect,
                backend: Backend::Local,
                capabilities,
            })
        })
        .collect()
}
