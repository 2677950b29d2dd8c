//! Finding out what answers at a base URL, and why nothing does.

use contract::{Backend, Dialect, WorkspaceInfo, opencx::ListQuery};
use gloo_net::http::RequestBuilder;
use web_sys::RequestMode;

use super::{ApiError, Client, Pace, opencx};

/// What answers at a base URL.
#[derive(Clone, Debug, PartialEq)]
pub enum Service {
    /// A Cuebook server: workspaces under `/w`.
    Cuebook(Vec<WorkspaceInfo>),
    /// A host that speaks OpenCX's documented endpoints alone.
    OpenCx,
}

/// Why a connection could not be made. Each has its own words and its own remedy.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ConnectError {
    /// The address is not an `http` or `https` URL.
    #[error("This is not the address of a service")]
    Address,
    /// 401 or 403.
    #[error("The service does not accept this key")]
    WrongKey,
    /// Nothing answers.
    #[error("Nothing answers at this address")]
    Unreachable,
    /// Something answers, but the browser may not read it.
    #[error("The service is there, but does not allow browsers from this site")]
    CorsRefused,
    /// Something answers that is no such service.
    #[error("What answers at this address is not an AI training service")]
    NotAService {
        /// What it sent instead.
        detail: String,
    },
    /// The service answers with a failure of its own.
    #[error("The service answers, but fails")]
    Failing {
        /// What it said.
        detail: String,
    },
}

impl ConnectError {
    /// What to do.
    #[must_use]
    pub fn advice(&self, base: &str) -> String {
        match self {
            Self::Address => {
                "Write a base URL like https://api.open.cx, or leave it empty for this server."
                    .to_owned()
            }
            Self::WrongKey => {
                "Check that the key was copied whole, that it was not revoked, and that it may read scenarios (training:read) or voice agents (agents:read). Keys are shown only once: make a new one if in doubt.".to_owned()
            }
            Self::Unreachable => format!(
                "Check the address {base} and your network. If the server runs on your machine, check that it is started."
            ),
            Self::CorsRefused => format!(
                "{base} refuses requests from browsers on other sites (CORS), as most services do to protect their keys. Connect through a Cuebook server instead: it keeps the key and forwards the requests."
            ),
            Self::NotAService { detail } => format!(
                "It answered, but not with a list of scenarios: {detail}. Check the address; it must be the base URL, without /training at its end."
            ),
            Self::Failing { detail } => {
                format!("Try again in a moment. The service said: {detail}")
            }
        }
    }
}

/// The id that stands for the one body of training of a host without workspaces.
pub const ONLY_WORKSPACE: &str = "default";

/// The workspaces that a service offers.
#[must_use]
pub fn workspaces_of(service: Service, base: &str) -> Vec<WorkspaceInfo> {
    match service {
        Service::Cuebook(workspaces) => workspaces,
        Service::OpenCx => vec![WorkspaceInfo {
            id: ONLY_WORKSPACE.to_owned(),
            name: host_of(base),
            dialect: Dialect::OpenCx,
            backend: Backend::Upstream,
            capabilities: Vec::new(),
        }],
    }
}

/// Asks what is at a base URL (empty for this server) with a key.
///
/// # Errors
///
/// Why there is no connection.
pub async fn probe(base: &str, key: &str, pace: Pace) -> Result<Service, ConnectError> {
    if !base.is_empty() && !is_http(base) {
        return Err(ConnectError::Address);
    }
    let host = Client::new(base, key).with_pace(pace);
    let first = opencx::workspaces(&host).await;
    let reason = match first {
        Ok(workspaces) => return Ok(Service::Cuebook(workspaces)),
        Err(error) => error,
    };
    match reason {
        ApiError::Unauthorized | ApiError::Forbidden { .. } => Err(ConnectError::WrongKey),
        ApiError::Network { .. } => Err(why_no_answer(base).await),
        // A static host answers everything with its page: that is no `/w`, but maybe a service.
        ApiError::NotFound { .. } | ApiError::Decode(_) | ApiError::Invalid(_) => {
            documented_alone(&host, base).await
        }
        other => Err(ConnectError::Failing {
            detail: other.to_string(),
        }),
    }
}

async fn documented_alone(host: &Client, base: &str) -> Result<Service, ConnectError> {
    let query = ListQuery {
        limit: 1,
        ..ListQuery::default()
    };
    match opencx::list(host, &query, None).await {
        Ok(_) => Ok(Service::OpenCx),
        Err(ApiError::Unauthorized | ApiError::Forbidden { .. }) => Err(ConnectError::WrongKey),
        Err(ApiError::Network { .. }) => Err(why_no_answer(base).await),
        Err(error @ (ApiError::Server { .. } | ApiError::RateLimited { .. })) => {
            Err(ConnectError::Failing {
                detail: error.to_string(),
            })
        }
        Err(error) => Err(ConnectError::NotAService {
            detail: error.to_string(),
        }),
    }
}

/// The browser does not tell an unreachable host from one that forbids reading. A request whose
/// answer is never read (`no-cors`) succeeds only where somebody is there.
async fn why_no_answer(base: &str) -> ConnectError {
    let sent = RequestBuilder::new(if base.is_empty() { "/" } else { base })
        .mode(RequestMode::NoCors)
        .send()
        .await;
    match sent {
        Ok(_) => ConnectError::CorsRefused,
        Err(_) => ConnectError::Unreachable,
    }
}

fn is_http(base: &str) -> bool {
    web_sys::Url::new(base).is_ok_and(|url| {
        matches!(url.protocol().as_str(), "http:" | "https:") && url.username().is_empty()
    })
}

fn host_of(base: &str) -> String {
    web_sys::Url::new(base).map_or_else(|_| "This service".to_owned(), |url| url.host())
}
