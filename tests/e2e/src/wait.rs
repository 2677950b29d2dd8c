//! Waiting for something to become true, by asking again: never by sleeping for a guessed time.

use std::future::Future;
use std::time::{Duration, Instant};

/// How long the page may take before a person would call it stuck. Generous, because two slow
/// cores run the browser, the server and a compiler at once.
pub const PATIENCE: Duration = Duration::from_secs(15);

const BETWEEN: Duration = Duration::from_millis(30);

/// Asks until there is an answer.
///
/// # Errors
/// The last reason why there was none, once `patience` is over.
pub async fn until<T, F>(patience: Duration, mut ask: impl FnMut() -> F) -> Result<T, String>
where
    F: Future<Output = Result<T, String>>,
{
    let start = Instant::now();
    loop {
        let why = match ask().await {
            Ok(found) => return Ok(found),
            Err(why) => why,
        };
        if start.elapsed() > patience {
            return Err(why);
        }
        tokio::time::sleep(BETWEEN).await;
    }
}
