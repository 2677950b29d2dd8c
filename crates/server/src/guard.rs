//! What every request to `/w` goes through: whose key it is, and how many it has sent.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{auth::Caller, error::ApiError, rate::Verdict, request::Sender, state::AppState};

/// Requests that a key may send in a minute.
pub(crate) const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
/// Requests that may follow at once.
pub(crate) const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
/// Seconds until the full number is there again.
pub(crate) const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// All requests without a valid key share one bucket: whoever guesses keys runs into it, and
/// nobody with a key is held up by that.
const STRANGERS: &str = "";

/// Finds the sender, takes the request out of its bucket and marks the answer. Who may do what is
/// for the handlers: a path that leads nowhere is a 404 for everybody.
pub(crate) async fn guard(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = state.clock().now();
    let caller = match sender(&state, request.headers(), now).await {
        Ok(caller) => caller,
        Err(error) => {
            // Nobody knows whose it is.
            let mut response = error.into_response();
            mark(response.headers_mut(), state.rate().take(STRANGERS, now));
            return response;
        }
    };
    let bucket = caller
        .as_ref()
        .map_or(STRANGERS, |caller| caller.id.as_str());
    let verdict = state.rate().take(bucket, now);
    let mut response = if verdict.allowed {
        request.extensions_mut().insert(Sender(caller));
        next.run(request).await
    } else {
        let Verdict {
            limit,
            retry_after_seconds,
            ..
        } = verdict;
        ApiError::RateLimited {
            limit,
            retry_after_seconds,
        }
        .into_response()
    };
    mark(response.headers_mut(), verdict);
    response
}

async fn sender(
    state: &AppState,
    headers: &HeaderMap,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<Caller>, ApiError> {
    let Some(secret) = headers.get(header::AUTHORIZATION).and_then(bearer) else {
        return Ok(None);
    };
    Ok(state.keyring().caller(state.store(), secret, now).await?)
}

/// The token of `Bearer …`; the word in any case, as RFC 9110 has it.
fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

fn mark(headers: &mut HeaderMap, verdict: Verdict) {
    let Verdict {
        allowed: _,
        limit,
        remaining,
        reset_seconds,
        retry_after_seconds: _,
    } = verdict;
    headers.insert(LIMIT, limit.into());
    headers.insert(REMAINING, remaining.into());
    headers.insert(RESET, reset_seconds.into());
    // What a key may see is not for a cache that others share, nor for the browser's own.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
