//! Who may come in: the signature of a handler names the scope that it needs.

use std::marker::PhantomData;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use contract::{Dialect, Scope};

use crate::{auth::Caller, error::ApiError, state::AppState};

/// What the guard found out about the sender, kept with the request.
#[derive(Clone, Debug)]
pub(crate) struct Sender(pub Option<Caller>);

/// A key that opens this server, whatever its scopes.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Caller);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let sender = parts.extensions.get::<Sender>();
        sender
            .and_then(|sender| sender.0.clone())
            .map(Self)
            .ok_or(ApiError::Unauthorized)
    }
}

/// The scope that a handler needs.
pub trait Need: Send {
    /// The scope.
    const SCOPE: Scope;
    /// The dialect of the handler's path.
    const DIALECT: Dialect;

    /// The answer to a key that lacks the scope.
    #[must_use]
    fn refusal() -> ApiError;
}

macro_rules! opencx_needs {
    ($($name:ident),*) => {$(
        #[doc = concat!("Needs [`Scope::", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Need for $name {
            const SCOPE: Scope = Scope::$name;
            const DIALECT: Dialect = Dialect::OpenCx;

            fn refusal() -> ApiError {
                ApiError::Forbidden(Self::SCOPE)
            }
        }
    )*};
}

opencx_needs!(TrainingRead, TrainingWrite, SegmentsRead, SegmentsWrite);

/// With the sentence that Talkover documents for the endpoint.
macro_rules! talkover_needs {
    ($($name:ident($scope:ident): $message:literal;)*) => {$(
        #[doc = concat!("Needs [`Scope::", stringify!($scope), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Need for $name {
            const SCOPE: Scope = Scope::$scope;
            const DIALECT: Dialect = Dialect::Talkover;

            fn refusal() -> ApiError {
                ApiError::NotAuthorized { scope: Self::SCOPE, message: $message }
            }
        }
    )*};
}

talkover_needs! {
    AgentsRead(AgentsRead): "You are not authorized to perform this action.";
    AgentsWrite(AgentsWrite): "You are not authorized to perform this action.";
    AgentTrainingsRead(TrainingRead):
        "You are not authorized to access this agent's trainings.";
    AgentTrainingsWrite(TrainingWrite):
        "You are not authorized to create training for this agent.";
    AgentTrainingsDelete(TrainingWrite):
        "You are not authorized to delete training for this agent.";
}

/// A caller in a workspace that exists, with a key that has the scope.
#[derive(Clone, Debug)]
pub struct Access<N> {
    /// Who sends.
    pub caller: Caller,
    /// Id of the workspace.
    pub workspace: String,
    need: PhantomData<N>,
}

impl<N: Need> FromRequestParts<AppState> for Access<N> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let SignedIn(caller) = SignedIn::from_request_parts(parts, state).await?;
        let workspace = local_workspace(parts, state, N::DIALECT).await?;
        if !caller.may(N::SCOPE) {
            return Err(N::refusal());
        }
        Ok(Self {
            caller,
            workspace,
            need: PhantomData,
        })
    }
}

/// The workspace that the path names, if it is there and speaks the path's dialect.
///
/// # Errors
///
/// A 404 that says which it is not.
pub async fn local_workspace(
    parts: &mut Parts,
    state: &AppState,
    dialect: Dialect,
) -> Result<String, ApiError> {
    let params = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|error| ApiError::BadRequest(format!("The path cannot be read: {error}")))?;
    let id = params
        .iter()
        .find(|(name, _)| *name == "workspace")
        .map_or("", |(_, value)| value);
    let known = state.store().workspaces().iter().find(|w| w.id == id);
    match known.map(|workspace| workspace.dialect) {
        None => Err(ApiError::NotFound(format!(
            "There is no workspace `{id}`. GET /w lists those that there are."
        ))),
        Some(spoken) if spoken == dialect => Ok(id.to_owned()),
        Some(Dialect::OpenCx) => Err(ApiError::NotFound(format!(
            "The workspace `{id}` speaks OpenCX's API, which begins at /w/{id}/training."
        ))),
        Some(Dialect::Talkover) => Err(ApiError::NotFound(format!(
            "The workspace `{id}` speaks Talkover's API, which begins at /w/{id}/api/v1/agents."
        ))),
    }
}
