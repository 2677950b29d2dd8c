//! How long to wait after a failure.

/// The longest first wait, in milliseconds.
pub const BASE: u64 = 1_000;
/// The longest wait, in milliseconds.
pub const CAP: u64 = 60_000;

/// Milliseconds to wait before the try after the `attempt`th failure, from 0.
///
/// The longest wait doubles with every failure up to [`CAP`]. Half of it is waited at any rate, so
/// that a service that has just failed gets its pause; `random`, in `0..1`, says how much of the
/// other half, so that those who failed together do not come back together.
#[must_use]
pub fn backoff(attempt: u32, random: f64) -> u64 {
    let longest = BASE
        .saturating_mul(1_u64.checked_shl(attempt).unwrap_or(u64::MAX))
        .min(CAP);
    let half = longest / 2;
    // What is no number becomes 0.
    half + (random.clamp(0.0, 1.0) * half as f64) as u64
}
