//! OpenCX's AI Training API: its objects in every documented generation, its requests and limits.

pub mod channel;
pub mod directory;
pub mod generation;
pub mod input;
pub mod knowledge;
pub mod limits;
pub mod list;
pub mod search;
pub mod segment;
pub mod training;
pub mod version;

pub use channel::Channel;
pub use directory::{Directory, DirectoryInput};
pub use generation::{Generation, Shown};
pub use input::{DraftInput, MoveInput, TrainingInput};
pub use knowledge::{
    KnowledgeDocument, KnowledgeFormat, KnowledgeInput, KnowledgePage, KnowledgePassage,
    KnowledgeQuery, KnowledgeText,
};
pub use list::{ListQuery, SortBy, TrainingPage};
pub use search::{
    SearchAnswer, SearchHit, SearchInput, SearchMode, SearchSource, SearchState, SearchStatus,
};
pub use segment::{Segment, SegmentInput, SegmentPage};
pub use training::{Training, TrainingType};
pub use version::Version;
