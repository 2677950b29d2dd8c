//! Headers that say under which condition a request counts.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, header, request::Parts},
};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

use super::JsonBody;
use crate::{
    auth::Caller,
    clock::rfc3339,
    error::ApiError,
    store::{Claim, IfMatch, claim::KEPT_HOURS},
};

/// The header under which a create is sent once, however often it is sent.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that marks a kept answer.
pub(crate) const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest `Idempotency-Key`, in characters.
const LONGEST_KEY: usize = 255;

/// `If-Match` of a write.
#[derive(Clone, Debug)]
pub struct Match(pub IfMatch);

impl<S: Sync> FromRequestParts<S> for Match {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let tags = tags(&parts.headers, &header::IF_MATCH).map_err(|()| {
            ApiError::BadRequest(
                "If-Match cannot be read. Send the ETag as it came, with its quotes.".to_owned(),
            )
        })?;
        Ok(Self(match tags {
            None => IfMatch::Anything,
            Some(tags) if tags.iter().any(|tag| tag == "*") => IfMatch::Existing,
            Some(tags) => IfMatch::OneOf(tags),
        }))
    }
}

/// `If-None-Match` of a read.
#[derive(Clone, Debug)]
pub struct NoneMatch(Vec<String>);

impl NoneMatch {
    /// Whether the caller has this state already.
    #[must_use]
    pub fn knows(&self, etag: &str) -> bool {
        self.0
            .iter()
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    }
}

impl<S: Sync> FromRequestParts<S> for NoneMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let tags = tags(&parts.headers, &header::IF_NONE_MATCH);
        Ok(Self(tags.ok().flatten().unwrap_or_default()))
    }
}

/// The tags of all such headers; `None` without one. Ours have no commas in them.
fn tags(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Vec<String>>, ()> {
    let mut tags = Vec::new();
    let mut given = false;
    for value in headers.get_all(name) {
        given = true;
        let text = value.to_str().map_err(|_| ())?;
        tags.extend(
            text.split(',')
                .map(str::trim)
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned),
        );
    }
    if given && tags.is_empty() {
        return Err(());
    }
    Ok(given.then_some(tags))
}

/// `Idempotency-Key` of a POST.
#[derive(Clone, Debug)]
pub struct Idempotency {
    key: Option<String>,
    target: String,
}

impl<S: Sync> FromRequestParts<S> for Idempotency {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let target = format!("{} {}\n", parts.method, parts.uri.path());
        let Some(value) = parts.headers.get(IDEMPOTENCY_KEY) else {
            return Ok(Self { key: None, target });
        };
        let key = value
            .to_str()
            .ok()
            .filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY)
            .ok_or_else(|| {
                ApiError::BadRequest(format!(
                    "Idempotency-Key must have 1 to {LONGEST_KEY} visible ASCII characters, like a UUID."
                ))
            })?;
        Ok(Self {
            key: Some(key.to_owned()),
            target,
        })
    }
}

impl Idempotency {
    /// The claim to be the first request with this key, where there is one.
    #[must_use]
    pub fn claim(
        self,
        caller: &Caller,
        body: Option<&JsonBody>,
        now: DateTime<Utc>,
    ) -> Option<Claim> {
        let key = self.key?;
        let mut hasher = Sha256::new();
        hasher.update(self.target.as_bytes());
        if let Some(body) = body {
            hasher.update(&body.bytes);
        }
        Some(Claim {
            api_key: caller.id.clone(),
            key,
            fingerprint: hasher.finalize().into(),
            now: rfc3339(now),
            forget_before: rfc3339(now - Duration::hours(KEPT_HOURS)),
        })
    }
}
