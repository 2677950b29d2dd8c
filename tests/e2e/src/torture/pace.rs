//! A service that takes a hundred requests a minute, and two tabs that together need more.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use serde_json::Value;

use super::screen::{End, Screen};
use super::stores::Stores;
use crate::browser::Browser;
use crate::faults::{Entry, Faults};
use crate::{Page, Server};

/// What the service takes in a minute.
const LIMIT: u32 = 100;
const MINUTE: Duration = Duration::from_secs(60);
/// Where each tab moves its half.
const DIRECTORIES: [&str; 2] = ["Moved by the first tab", "Moved by the second tab"];
/// How often one of the tabs wants something else of the service as well: all of the list.
const A_RELOAD_EVERY: Duration = Duration::from_secs(20);

/// What was counted.
pub struct Figures {
    /// How many requests were sent in all.
    pub requests: usize,
    /// The most requests of any 60 seconds.
    pub most: usize,
    /// Requests that the service refused with 429.
    pub refused: usize,
    /// Scenarios that lie where each tab has asked for.
    pub moved: [usize; 2],
    /// Moves that were done while both tabs had some left.
    pub together: usize,
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
        let halves = halves(number);
        for (tab, (moved, half)) in self.moved.iter().zip(halves).enumerate() {
            if *moved != half {
                broken.push(format!(
                    "{moved} of {half} were moved for the tab {}",
                    tab + 1
                ));
            }
        }
        if self.left_in_outbox > 0 {
            broken.push(format!("{} writes still wait", self.left_in_outbox));
        }
        broken
    }
}

/// How many each tab moves.
const fn halves(number: usize) -> [usize; 2] {
    [number / 2, number - number / 2]
}

/// Moves so many scenarios, half of them in each of two tabs, which also read.
///
/// # Errors
/// When something does not start, or the batch cannot be begun.
pub async fn measure(number: usize, say: impl Fn(&str)) -> Result<Figures> {
    let server = Server::start_limited(number, Some(LIMIT))?;
    let api = server.api();
    let mut directories = Vec::new();
    for name in DIRECTORIES {
        directories.push(api.create_directory(name, None).await);
    }
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

    // Each chooses before the other's moves can change the order of the list.
    let [half, rest] = halves(number);
    screen
        .choose_to_move(End::First, half, DIRECTORIES[0])
        .await
        .map_err(wrong)?;
    driver.switch_to_window(second.clone()).await?;
    screen
        .choose_to_move(End::Last, rest, DIRECTORIES[1])
        .await
        .map_err(wrong)?;
    let start = Instant::now();
    page.press("Enter").await;
    driver.switch_to_window(first.clone()).await?;
    page.press("Enter").await;
    // Each is read before it is moved.
    let minutes = 2 * u32::try_from(number).unwrap_or(u32::MAX) / LIMIT;
    let patience = MINUTE * (minutes * 3 / 2 + 2);
    let mut reloads = [&second, &first].into_iter().cycle().peekable();
    let mut reloaded = Instant::now();
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
        if let Some(tab) = reloads.next_if(|_| reloaded.elapsed() > A_RELOAD_EVERY) {
            reloaded = Instant::now();
            driver.switch_to_window(tab.clone()).await?;
            // Nobody waits for what it shows: it stands in the same line.
            page.reload().await;
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
        moved: [0, 1].map(|tab| {
            let is_there = |row: &&Value| row["directory_id"] == *directories[tab];
            rows.iter().filter(is_there).count()
        }),
        together: together(&log, &directories),
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

/// How many moves were done from the later of the two beginnings to the earlier of the two ends.
fn together(log: &[Entry], directories: &[String]) -> usize {
    let done: Vec<&Entry> = log.iter().filter(|entry| is_move(entry)).collect();
    let of = |directory: &String| {
        let is_of = |entry: &&Entry| entry.answer["directory_id"] == *directory;
        Some(done.iter().position(is_of)?..=done.iter().rposition(is_of)?)
    };
    let spans: Option<Vec<_>> = directories.iter().map(of).collect();
    let spans = spans.unwrap_or_default();
    let from = spans.iter().map(|span| *span.start()).max();
    let to = spans.iter().map(|span| *span.end()).min();
    from.zip(to)
        .map_or(0, |(from, to)| (to + 1).saturating_sub(from))
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
    use serde_json::{Value, json};

    use super::*;
    use crate::faults::Fault;

    fn entry(at: u64) -> Entry {
        Entry {
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
        }
    }

    #[test]
    fn what_is_done_for_both_at_once_is_counted() {
        let move_to = |directory: char| Entry {
            method: "PUT".to_owned(),
            path: "/w/main/training/a".to_owned(),
            server: Some(200),
            answer: json!({ "directory_id": directory.to_string() }),
            ..entry(0)
        };
        let together = |done: &str| {
            let log: Vec<Entry> = done.chars().map(move_to).collect();
            super::together(&log, &["a".to_owned(), "b".to_owned()])
        };
        assert_eq!(together("aabababb"), 4);
        assert_eq!(together("aaabbb"), 0);
        assert_eq!(together("aaa"), 0);
    }

    #[test]
    fn the_busiest_minute_is_found() {
        let log: Vec<Entry> = [0, 50, 59, 60, 109, 200].map(entry).into();
        // 50, 59, 60 and 109.
        assert_eq!(most_in_a_minute(&log), 4);
        assert_eq!(most_in_a_minute(&[]), 0);
    }
}
