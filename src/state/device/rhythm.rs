//! When what is typed is written, and how durably: in forms, and in what waits for agents.

use std::time::Duration;

/// How long after a write the next one begins at the earliest: quick typing shares writes. A key
/// that is pressed after a pause is written at once. With the write itself it stays well below the
/// 300 ms that may be lost.
pub const GATHERS: Duration = Duration::from_millis(80);

/// How long after the last key a text is brought to the disk for good. Until then the system has
/// it, which a killed browser does not take along: a disk that stalls holds nobody up who types,
/// and no key waits in the page for it.
pub const RESTS: Duration = Duration::from_secs(1);

/// After a write that did not work.
pub const TRIES_AGAIN_AFTER: Duration = Duration::from_secs(2);
