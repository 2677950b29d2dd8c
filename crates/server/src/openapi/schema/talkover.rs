//! The Talkover dialect.

mod action;
mod agent;
mod answer;
mod parameter;
mod request;
mod training;

pub use action::{AgentAction, AgentActionInput};
pub use agent::{
    Agent, AgentStatus, Direction, InterruptSensitivity, PhoneNumber, Setup, Voice, VoiceTemplate,
    WhoSpeaksFirst,
};
pub use answer::{
    AgentList, AgentRead, AgentState, AgentStateWritten, AgentTrainingList, AgentTrainingRead,
    AgentTrainingWritten, AgentWritten, Gone, Health, Invalid, NotAuthorized, PageMeta, Refused,
};
pub use parameter::{AgentListQuery, AgentPath, AgentTrainingListQuery, AgentTrainingPath};
pub use request::{AgentCreate, CallingUpdate, KnowledgeUpdate, Language, VoiceUpdate};
pub use training::{AgentTraining, AgentTrainingStatus, AgentTrainingUpsert};
