//! Batches and runs as the device keeps them. A build that does not know a step, a state or the
//! format leaves them in the store.

use serde::{Deserialize, Serialize};

use super::{Batch, Change, Rest, Run, Task};

/// The form in which they are written.
const FORMAT: u64 = 1;

/// It was written by a later build.
#[derive(Debug, thiserror::Error)]
#[error("it is kept in form {0}, which this version does not know")]
pub(super) struct Newer(u64);

fn known(format: u64) -> Result<(), Newer> {
    if format > FORMAT {
        return Err(Newer(format));
    }
    Ok(())
}

#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    format: u64,
    agent_id: String,
    #[serde(default)]
    changes: Vec<Change>,
}

impl From<Batch> for Pending {
    fn from(batch: Batch) -> Self {
        let Batch { agent_id, changes } = batch;
        Self {
            format: FORMAT,
            agent_id,
            changes,
        }
    }
}

impl TryFrom<Pending> for Batch {
    type Error = Newer;

    fn try_from(stored: Pending) -> Result<Self, Self::Error> {
        known(stored.format)?;
        Ok(Self {
            agent_id: stored.agent_id,
            changes: stored.changes,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Running {
    format: u64,
    agent_id: String,
    was_published: bool,
    #[serde(default)]
    is_unclear: bool,
    tasks: Vec<Task>,
    #[serde(default)]
    stopped: Option<String>,
    #[serde(default)]
    rest: Option<Rest>,
    #[serde(default)]
    rests: u32,
}

impl From<Run> for Running {
    fn from(run: Run) -> Self {
        let Run {
            agent_id,
            was_published,
            is_unclear,
            tasks,
            stopped,
            rest,
            rests,
        } = run;
        Self {
            format: FORMAT,
            agent_id,
            was_published,
            is_unclear,
            tasks,
            stopped,
            rest,
            rests,
        }
    }
}

impl TryFrom<Running> for Run {
    type Error = Newer;

    /// Nobody waits for an answer any more: what was being sent may have been done.
    fn try_from(stored: Running) -> Result<Self, Self::Error> {
        known(stored.format)?;
        let mut run = Self {
            agent_id: stored.agent_id,
            was_published: stored.was_published,
            is_unclear: stored.is_unclear,
            tasks: stored.tasks,
            stopped: None,
            rest: None,
            rests: stored.rests,
        };
        run.look_again();
        run.stopped = stored.stopped;
        run.rest = stored.rest;
        Ok(run)
    }
}
