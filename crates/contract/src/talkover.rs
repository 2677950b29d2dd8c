//! Talkover's voice agents and their trainings (`/api/v1`, "Agents" and "Trainings").
//!
//! Readers accept what any of its documented pages shows, writers send what the guided pages
//! ask for. What a refusal says is read by [`Failure`], whichever of its forms it has.

pub mod action;
pub mod agent;
pub mod answer;
pub mod failure;
pub mod input;
pub mod limits;
pub mod list;
pub mod phone_number;
mod read;
pub mod settings;
pub mod training;
pub mod voice;
mod words;

pub use action::{Action, ActionInput};
pub use agent::{Agent, AgentState, Setup};
pub use answer::{Answer, Meta};
pub use failure::Failure;
pub use input::{AgentInput, CallingInput, KnowledgeInput, TrainingInput, VoiceInput};
pub use list::{AgentQuery, Paging};
pub use phone_number::PhoneNumber;
pub use settings::Settings;
pub use training::Training;
pub use voice::{Voice, VoiceTemplate};
pub use words::{AgentStatus, Direction, InterruptSensitivity, TrainingStatus, WhoSpeaksFirst};
