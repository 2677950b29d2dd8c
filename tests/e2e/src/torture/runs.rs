//! Random runs of edit, save, publish and create, with random faults and random reloads.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::FutureExt;

use super::check;
use super::ledger::Ledger;
use super::plan::Plan;
use super::report::{self, Evidence};
use super::run::Run;
use super::screen::Screen;
use super::stores::Stores;
pub use super::sum::{Outcome, Sum};
use crate::browser::{Browser, Profile};
use crate::faults::{Entry, Fault, Faults};
use crate::{Api, Page, Server};

/// A run that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(180);

/// A server, the proxy before it and a browser, for many runs.
pub struct Arena {
    api: Api,
    faults: Faults,
    page: Page,
    // Ended in this order: the server waits for open connections.
    _browser: Browser,
    _server: Server,
}

impl Arena {
    /// Starts everything.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn start() -> Result<Self> {
        let server = Server::start(0)?;
        let faults = Faults::before(&server).await?;
        let profile = Arc::new(Profile::fresh()?);
        let browser = Browser::start_in(&profile, 1440, 900).await?;
        let page = Page::new(browser.driver.clone(), "torture");
        page.resize(1440, 900).await;
        Ok(Self {
            api: server.api(),
            faults,
            page,
            _browser: browser,
            _server: server,
        })
    }

    /// Does the run of a seed, and looks at what is left.
    pub async fn run(&mut self, seed: u64) -> Outcome {
        let start = Instant::now();
        let plan = Plan::of(seed);
        let mut run = Run {
            plan: &plan,
            api: &self.api,
            faults: &self.faults,
            screen: Screen::new(self.page.clone(), self.faults.base()),
            ledger: Ledger::default(),
            places: HashMap::new(),
            steps: Vec::new(),
            skipped: Vec::new(),
            astray: Vec::new(),
        };
        let work = AssertUnwindSafe(run.all()).catch_unwind();
        let mut broken = match tokio::time::timeout(LONGEST, work).await {
            Ok(Ok(Ok(()))) => Vec::new(),
            Ok(Ok(Err(why))) => vec![why],
            Ok(Err(panic)) => {
                let words = panic.downcast_ref::<String>().cloned();
                vec![format!(
                    "the run broke off: {}",
                    words.unwrap_or_else(|| "no words".to_owned())
                )]
            }
            Err(_) => vec!["the run hangs".to_owned()],
        };
        let Run {
            ledger,
            steps,
            skipped,
            astray,
            ..
        } = run;
        self.faults.off();
        broken.extend(astray);
        let mut evidence = Evidence {
            steps,
            ..Evidence::default()
        };
        let look = AssertUnwindSafe(self.look(&mut evidence)).catch_unwind();
        if look.await.is_err() {
            broken.push("the page or the server cannot be asked".to_owned());
        } else {
            let Evidence {
                log, rows, stores, ..
            } = &evidence;
            broken.extend(check::broken(&plan, &ledger, log, rows, stores));
        }
        let lines = self.page.console().await;
        broken.extend(lines.into_iter().filter(|line| line.contains("panicked")));
        if !broken.is_empty() {
            let described = AssertUnwindSafe(self.page.describe()).catch_unwind().await;
            evidence.page = described.unwrap_or_default();
        }
        let (sent, unsent) = check::unsent(&ledger, &evidence.rows, &evidence.stores);
        let left = evidence.stores.outbox.iter();
        let hit = |entry: &&Entry| entry.fault != Fault::None;
        Outcome {
            done: evidence.steps.len() - skipped.len(),
            skipped,
            faults: evidence.log.iter().filter(hit).count(),
            left_in_outbox: left.map(|(_, entry)| entry.to_string()).collect(),
            sent,
            unsent,
            time: start.elapsed(),
            failure: (!broken.is_empty()).then(|| report::of(&plan, &broken, &evidence)),
        }
    }

    async fn look(&self, evidence: &mut Evidence) {
        evidence.log = self.faults.log();
        evidence.rows = check::rows(&self.api).await;
        evidence.stores = Stores::read(&self.page).await;
    }
}
