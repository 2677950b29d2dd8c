//! How many requests a key may send in a minute.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};

const MINUTE_MS: f64 = 60_000.0;

/// One token bucket for each key: it holds a minute's worth and fills evenly.
#[derive(Debug)]
pub struct RateLimiter {
    per_minute: u32,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled_at: DateTime<Utc>,
}

/// What the bucket said to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the request may go on.
    pub allowed: bool,
    /// Requests in a minute.
    pub limit: u32,
    /// Requests that may follow at once.
    pub remaining: u32,
    /// Seconds until the bucket is full again.
    pub reset_seconds: u64,
    /// Seconds until the next request is allowed; 0 where it is.
    pub retry_after_seconds: u64,
}

impl RateLimiter {
    /// A limiter for `per_minute` requests, at least 1.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self {
            per_minute: per_minute.max(1),
            buckets: Mutex::default(),
        }
    }

    /// Takes one request out of `key`'s bucket.
    pub fn take(&self, key: &str, now: DateTime<Utc>) -> Verdict {
        let full = f64::from(self.per_minute);
        let per_ms = full / MINUTE_MS;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if !buckets.contains_key(key) {
            let bucket = Bucket {
                tokens: full,
                filled_at: now,
            };
            buckets.insert(key.to_owned(), bucket);
        }
        let Some(bucket) = buckets.get_mut(key) else {
            return self.verdict(true, full);
        };
        let passed = now.signed_duration_since(bucket.filled_at);
        // A clock that is set back gives nothing and takes nothing.
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of a few minutes fit a double"
        )]
        let passed_ms = passed.num_milliseconds().max(0) as f64;
        bucket.tokens = passed_ms.mul_add(per_ms, bucket.tokens).min(full);
        bucket.filled_at = now;
        let allowed = bucket.tokens >= 1.0;
        if allowed {
            bucket.tokens -= 1.0;
        }
        self.verdict(allowed, bucket.tokens)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both numbers lie between 0 and the limit, a u32"
    )]
    fn verdict(&self, allowed: bool, tokens: f64) -> Verdict {
        let full = f64::from(self.per_minute);
        let seconds = |missing: f64| (missing.max(0.0) * 60.0 / full).ceil() as u64;
        Verdict {
            allowed,
            limit: self.per_minute,
            remaining: tokens.max(0.0) as u32,
            reset_seconds: seconds(full - tokens),
            retry_after_seconds: if allowed {
                0
            } else {
                seconds(1.0 - tokens).max(1)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_800_000_000_000 + ms).unwrap()
    }

    #[test]
    fn a_bucket_empties_and_fills_evenly() {
        let limiter = RateLimiter::new(2);
        assert_eq!(limiter.take("a", at(0)).remaining, 1);
        assert!(limiter.take("a", at(0)).allowed);
        let refused = limiter.take("a", at(0));
        assert!(!refused.allowed);
        assert_eq!(
            (refused.retry_after_seconds, refused.reset_seconds),
            (30, 60)
        );
        assert!(
            limiter.take("b", at(0)).allowed,
            "another key has its own bucket"
        );
        assert!(!limiter.take("a", at(29_000)).allowed);
        assert!(limiter.take("a", at(30_000)).allowed);
    }

    #[test]
    fn a_clock_set_back_neither_gives_nor_takes() {
        let limiter = RateLimiter::new(1);
        assert!(limiter.take("a", at(0)).allowed);
        assert!(!limiter.take("a", at(-600_000)).allowed);
        assert!(!limiter.take("a", at(-599_000)).allowed);
    }
}
