//! Who may come in: the signature of a handler names the scope that it needs.

use std::marker::PhantomData;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use contract::Scope;

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
}

macro_rules! needs {
    ($($name:ident),*) => {$(
        #[doc = concat!("Needs [`Scope::", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Need for $name {
            const SCOPE: Scope = Scope::$name;
        }
    )*};
}

needs!(TrainingRead, TrainingWrite, SegmentsRead, SegmentsWrite);

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
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|error| ApiError::BadRequest(format!("The path cannot be read: {error}")))?;
        let workspace = params
            .iter()
            .find(|(name, _)| *name == "workspace")
            .map_or("", |(_, value)| value);
        if !state
            .store()
            .workspaces()
            .iter()
            .any(|known| known.id == workspace)
        {
            return Err(ApiError::NotFound(format!(
                "There is no workspace `{workspace}`. GET /w lists those that there are."
            )));
        }
        if !caller.may(N::SCOPE) {
            return Err(ApiError::Forbidden(N::SCOPE));
        }
        Ok(Self {
            caller,
            workspace: workspace.to_owned(),
            need: PhantomData,
        })
    }
}
