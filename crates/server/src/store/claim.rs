//! A create that must happen once, however often it is sent (`Idempotency-Key`, decision 25).

/// How long an answer is kept, in hours.
pub const KEPT_HOURS: i64 = 24;
/// Answers kept for one API key; beyond them the oldest go before their time.
pub const KEPT_ANSWERS: i64 = 50_000;

/// The claim to be the first request with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Id of the API key that sends; the same text from another one is another claim.
    pub api_key: String,
    /// What the caller sent as `Idempotency-Key`.
    pub key: String,
    /// SHA-256 of method, path and body: what "the same request" means.
    pub fingerprint: [u8; 32],
    /// RFC 3339.
    pub now: String,
    /// RFC 3339; older answers are forgotten.
    pub forget_before: String,
}
