//! Ids in paths.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use crate::error::ApiError;

/// Longest id, in bytes: far above ours, far below a nuisance.
const LONGEST_ID: usize = 255;

/// The last parameter of the path that is an id. Whether a row has it is for the handler to find
/// out; what no row can have is a 400 here.
#[derive(Clone, Debug)]
pub struct Id(pub String);

impl Id {
    /// The id, if it is a UUID as OpenCX documents it for segments and contacts.
    ///
    /// # Errors
    ///
    /// A 400 that names the parameter.
    pub fn uuid(self, parameter: &str) -> Result<String, ApiError> {
        if contract::uuid::is_uuid(&self.0) {
            return Ok(self.0.to_ascii_lowercase());
        }
        Err(ApiError::BadRequest(format!(
            "{parameter}: must be a UUID, like 018f3c1e-7b2a-7c3d-8e4f-0123456789ab"
        )))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = params(parts, state).await?;
        let (name, id) = params
            .iter()
            .find(|(name, _)| !matches!(*name, "workspace" | "version"))
            .ok_or(ApiError::Internal)?;
        if id.is_empty() || id.len() > LONGEST_ID || id.chars().any(char::is_control) {
            return Err(ApiError::BadRequest(format!(
                "{name}: must be an id as the service gave it"
            )));
        }
        Ok(Self(id.to_owned()))
    }
}

/// An agent in a path of the Talkover dialect. What no agent can have for an id is not found
/// like any other.
#[derive(Clone, Debug)]
pub struct AgentId(pub String);

impl<S: Send + Sync> FromRequestParts<S> for AgentId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        named(parts, state, "agent_id").await.map(Self)
    }
}

/// A training in a path of the Talkover dialect.
#[derive(Clone, Debug)]
pub struct TrainingId(pub String);

impl<S: Send + Sync> FromRequestParts<S> for TrainingId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        named(parts, state, "training_id").await.map(Self)
    }
}

async fn named<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    wanted: &str,
) -> Result<String, ApiError> {
    let params = params(parts, state).await?;
    params
        .iter()
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
        .ok_or(ApiError::Internal)
}

/// The number of a version in the path.
#[derive(Clone, Copy, Debug)]
pub struct VersionPath(pub u64);

impl<S: Send + Sync> FromRequestParts<S> for VersionPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = params(parts, state).await?;
        params
            .iter()
            .find(|(name, _)| *name == "version")
            .and_then(|(_, text)| text.parse().ok())
            .filter(|number| (1..=contract::opencx::limits::LARGEST_NUMBER).contains(number))
            .map(Self)
            .ok_or_else(|| {
                ApiError::BadRequest("version: must be a whole number from 1".to_owned())
            })
    }
}

async fn params<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, ApiError> {
    RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|error| ApiError::BadRequest(format!("The path cannot be read: {error}")))
}
