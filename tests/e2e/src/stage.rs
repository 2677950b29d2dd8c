//! A journey's stage: a server, a browser, and what is checked when the journey is over.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::LazyLock;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Page, Server, browser::Browser, server::ADMIN_KEY};

/// A journey that takes longer than this is stuck.
const LONGEST: Duration = Duration::from_secs(240);

/// Browsers at once. Two cores draw two pages; a third would only make all of them slow.
static AT_ONCE: LazyLock<u32> = LazyLock::new(|| {
    let given = std::env::var("CUEBOOK_E2E_BROWSERS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(2)
});
static BROWSERS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(*AT_ONCE as usize));

/// A turn without any other browser beside it, for what is about moments.
///
/// # Panics
/// When the browsers are gone.
pub async fn alone() -> SemaphorePermit<'static> {
    match BROWSERS.acquire_many(*AT_ONCE).await {
        Ok(turn) => turn,
        Err(error) => panic!("{error}"),
    }
}

/// A turn for a browser that has no stage.
///
/// # Panics
/// When the browsers are gone.
pub async fn turn() -> SemaphorePermit<'static> {
    match BROWSERS.acquire().await {
        Ok(turn) => turn,
        Err(error) => panic!("{error}"),
    }
}

/// What a journey begins with.
pub struct Setup {
    name: &'static str,
    scenarios: usize,
    rate_limit: Option<u32>,
    window: (u32, u32),
    expected: Vec<&'static str>,
}

/// The server and the page of a journey.
pub struct Stage {
    /// The server, which the journey may stop and start.
    pub server: Server,
    /// The page.
    pub page: Page,
}

impl Stage {
    /// A journey by its name, with an empty workspace and a window of 1440 × 900.
    #[must_use]
    pub fn of(name: &'static str) -> Setup {
        Setup {
            name,
            scenarios: 0,
            rate_limit: None,
            window: (1440, 900),
            expected: Vec::new(),
        }
    }

    /// Opens the page with the sign-in link of a full-access key, and waits for the workspace.
    pub async fn sign_in(&self) {
        self.page.open(&self.server.link(ADMIN_KEY)).await;
        self.page
            .heading("All scenarios")
            .containing()
            .is_there()
            .await;
    }
}

impl Setup {
    /// Begins with this many example scenarios.
    #[must_use]
    pub fn with_scenarios(mut self, scenarios: usize) -> Self {
        self.scenarios = scenarios;
        self
    }

    /// Begins with a server that allows so many requests a minute to each key.
    #[must_use]
    pub fn with_limit(mut self, requests: u32) -> Self {
        self.rate_limit = Some(requests);
        self
    }

    /// Begins with a window of this size.
    #[must_use]
    pub fn in_window(mut self, width: u32, height: u32) -> Self {
        self.window = (width, height);
        self
    }

    /// Lines of the console that belong to the journey: the request that is refused on purpose.
    #[must_use]
    pub fn expects(mut self, lines: &[&'static str]) -> Self {
        self.expected.extend(lines);
        self
    }

    /// Runs the journey and then looks at the console.
    ///
    /// # Panics
    /// When the journey fails, or the page has complained.
    pub async fn run(self, journey: impl AsyncFnOnce(&mut Stage)) {
        let _turn = turn().await;
        let server = Server::start_limited(self.scenarios, self.rate_limit)
            .unwrap_or_else(|error| panic!("{error:#}"));
        let (width, height) = self.window;
        let browser = Browser::start(width, height)
            .await
            .unwrap_or_else(|error| panic!("{error:#}"));
        let page = Page::new(browser.driver.clone(), self.name);
        page.resize(width, height).await;
        let mut stage = Stage { server, page };

        let outcome = {
            let journey = AssertUnwindSafe(journey(&mut stage)).catch_unwind();
            tokio::time::timeout(LONGEST, journey).await
        };
        let page = stage.page.clone();
        let verdict = match outcome {
            Ok(Ok(())) => match page.complaints(&self.expected).await {
                lines if lines.is_empty() => Ok(()),
                lines => Err(Verdict::Said(format!(
                    "the page complained:\n{}",
                    lines.join("\n")
                ))),
            },
            Ok(Err(panic)) => {
                // What the harness itself finds says this already; an assertion does not.
                let words = panic.downcast_ref::<String>();
                if !words.is_some_and(|words| words.contains("--- picture")) {
                    eprintln!("{}: {}", self.name, page.describe().await);
                }
                Err(Verdict::Panicked(panic))
            }
            Err(_) => Err(Verdict::Said(format!(
                "not over after {} s\n{}",
                LONGEST.as_secs(),
                page.describe().await
            ))),
        };
        // The browser before the server, which waits for open connections. One that is gone
        // already has ended as well.
        let _ = browser.driver.clone().quit().await;
        drop(browser);
        drop(stage);
        match verdict {
            Ok(()) => {}
            Err(Verdict::Panicked(panic)) => resume_unwind(panic),
            Err(Verdict::Said(why)) => panic!("{}: {why}", self.name),
        }
    }
}

/// Why a journey has failed.
enum Verdict {
    Panicked(Box<dyn Any + Send>),
    Said(String),
}
