//! OpenCX's AI Training API: its objects in every documented generation, its requests and limits.

pub mod channel;
pub mod directory;
pub mod generation;
pub mod input;
pub mod limits;
pub mod list;
pub mod segment;
pub mod training;
pub mod version;

pub use channel::Channel;
pub use directory::{Directory, DirectoryInput};
pub use generation::{Generation, Shown};
pub use input::{DraftInput, MoveInput, TrainingInput};
pub use list::{ListQuery, SortBy, TrainingPage};
pub use segment::{Segment, SegmentInput, SegmentPage};
pub use training::{Training, TrainingType};
pub use version::Version;
