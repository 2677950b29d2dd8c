//! A service that takes a hundred requests a minute, two tabs, and a batch that needs more.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use serde_json::Value;

use super::screen::Screen;
use super::stores::Stores;
use crate::browser::Browser;
use crate::faults::{Entry, Faults};
use crate::{Page, Server};

/// What the service takes in a minute.
const LIMIT: u32 = 100;
const MINUTE: Duration = Duration::from_secs(60);
const DIRECTORY: &str = "Moved with patience";
/// How often the second tab wants something of the service as well.
const SECOND_TAB_EVERY: Duration = Duration::from_secs(15);

/// What was counted.
pub struct Figures {
    /// How many requests were sent in all.
    pub requests: usize,
    /// The most requests of any 60 seconds.
    pub most: usize,
    /// Requests that the service refused with 429.
    pub refused: usize,
    /// Scenarios that lie where they should.
    pub moved: usize,
    /// Entries that are left in the outbox.
    pub left_in_outbox: usize,
    /// From the command to the last answer.
    pub time: Duration,
    /// What the first tab shows in the end.
    pub page: String,
}

impl Figures {
    /// What is wrong with them, for a batch of this size.
    #[must_use]
    pub fn broken(&self, number: usize) -> Vec<String> {
        let mut broken = Vec::new();
        if self.most > LIMIT as usize {
            broken.push(format!("{} requests in 60 s", self.most));
        }
        if self.refused > 0 {
            broken.push(format!("{} requests were refused", self.refused));
        }
        if self.moved != number {
            broken.push(format!("{} of {number} were moved", self.moved));
        }
        if self.left_in_outbox > 0 {
            broken.push(format!("{} writes still wait", self.left_in_outbox));
        }
        broken
    }
}

/// Moves so many scenarios in one tab while another one reads.
///
/// # Errors
/// When something does not start, or the batch cannot be begun.
pub async fn measure(number: usize, say: impl Fn(&str)) -> Result<Figures> {
    let server = Server::start_limited(number, Some(LIMIT))?;
    let api = server.api();
    let directory = api.create_directory(DIRECTORY, None).await;
    // The harness asks with its own key, which has its own hundred.
    let key = server.make_key("page", &[])?;
    let faults = Faults::before(&server).await?;
    let browser = Browser::start(1440, 900).await?;
    let driver = browser.driver.clone();
    let page = Page::new(driver.clone(), "pace");
    page.resize(1440, 900).await;
    let screen = Screen::with_key(page.clone(), faults.base(), &key);
    let wrong = |why: String| anyhow!(why);

    screen.sign_in().await.map_err(wrong)?;
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second.clone()).await?;
    page.resize(1440, 900).await;
    screen.sign_in().await.map_err(wrong)?;
    screen.list_has(number, MINUTE * 2).await.map_err(wrong)?;
    driver.switch_to_window(first.clone()).await?;
    screen.list_has(number, MINUTE * 2).await.map_err(wrong)?;
    say("both tabs have read the list");

    screen.move_all(number, DIRECTORY).await.map_err(wrong)?;
    let start = Instant::now();
    // Each is read before it is moved.
    let minutes = 2 * u32::try_from(number).unwrap_or(u32::MAX) / LIMIT;
    let patience = MINUTE * (minutes * 3 / 2 + 2);
    let mut asked = Instant::now();
    let mut said = Instant::now();
    while start.elapsed() < patience {
        let log = faults.log();
        let moved = log.iter().filter(|entry| is_move(entry)).count();
        if moved >= number {
            break;
        }
        if said.elapsed() > MINUTE / 4 {
            said = Instant::now();
            let most = most_in_a_minute(&log);
            say(&format!(
                "{moved} moved after {} s, {} requests, at most {most} in 60 s",
                start.elapsed().as_secs(),
                log.len()
            ));
        }
        if asked.elapsed() > SECOND_TAB_EVERY {
            asked = Instant::now();
            driver.switch_to_window(second.clone()).await?;
            // Nobody waits for what it shows: it stands in the same line.
            page.reload().await;
            driver.switch_to_window(first.clone()).await?;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let time = start.elapsed();
    // What has been answered leaves the outbox.
    let empty = async || match Stores::read(&page).await.outbox.len() {
        0 => Ok(()),
        left => Err(left.to_string()),
    };
    // How many are left is counted below.
    let _ = crate::wait::until(Duration::from_secs(20), empty).await;
    let left_in_outbox = Stores::read(&page).await.outbox.len();
    let log = faults.log();
    ensure!(!log.is_empty(), "nothing went through the proxy");
    let rows = everything(&api, number).await;
    let figures = Figures {
        requests: log.len(),
        most: most_in_a_minute(&log),
        refused: log.iter().filter(|e| e.server == Some(429)).count(),
        moved: rows
            .iter()
            .filter(|row| row["directory_id"] == *directory)
            .count(),
        left_in_outbox,
        time,
        page: page.describe().await,
    };
    let _ = driver.quit().await;
    Ok(figures)
}

async fn everything(api: &crate::Api, number: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    for offset in (0..number).step_by(100) {
        let page = api
            .get(&format!("/training?limit=100&offset={offset}"))
            .await;
        rows.extend(page["items"].as_array().cloned().unwrap_or_default());
    }
    rows
}

fn is_move(entry: &Entry) -> bool {
    entry.is_write() && entry.is_done() && entry.path.contains("/training/")
}

/// The most requests that arrived within any 60 seconds.
fn most_in_a_minute(log: &[Entry]) -> usize {
    let mut times: Vec<Duration> = log.iter().map(|entry| entry.at).collect();
    times.sort_unstable();
    let within = |from: usize| {
        let end = times[from] + MINUTE;
        times[from..].partition_point(|at| *at < end)
    };
    (0..times.len()).map(within).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::faults::Fault;

    #[test]
    fn the_busiest_minute_is_found() {
        let entry = |at: u64| Entry {
            at: Duration::from_secs(at),
            method: "GET".to_owned(),
            path: "/w".to_owned(),
            idempotency_key: None,
            if_match: None,
            body: Value::Null,
            fault: Fault::None,
            sent_on: None,
            server: None,
            answer: Value::Null,
            told: None,
        };
        let log: Vec<Entry> = [0, 50, 59, 60, 109, 200].map(entry).into();
        // 50, 59, 60 and 109.
        assert_eq!(most_in_a_minute(&log), 4);
        assert_eq!(most_in_a_minute(&[]), 0);
    }
}
