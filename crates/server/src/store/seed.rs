//! Many rows at once, for the example workspace and for measurements.

use contract::opencx::{Directory, Segment, Training, Version};

/// A scenario with its published versions.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedTraining {
    /// The row as answers will show it.
    pub training: Training,
    /// Its versions, oldest first, numbered from 1. The scenario's own text must agree with
    /// them: the last one is what `title` and `content` hold.
    pub versions: Vec<Version>,
}

/// Rows that are written together. Directories come parents first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seed {
    /// Directories, parents before their children; `training_count` is ignored and counted.
    pub directories: Vec<Directory>,
    /// Segments.
    pub segments: Vec<Segment>,
    /// Scenarios.
    pub trainings: Vec<SeedTraining>,
}
