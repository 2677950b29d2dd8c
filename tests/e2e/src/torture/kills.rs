//! Kills the browser while somebody types, and looks at what is left.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;

use super::MAY_BE_MISSING;
use super::plan::Place;
use super::screen::Screen;
use super::stores::Stores;
use crate::browser::{Browser, Profile};
use crate::dice::Dice;
use crate::faults::{BLANK, Faults};
use crate::{Api, Page, Server};

/// The shortest and the longest time from the first key to the kill, in milliseconds.
const TYPED_FOR: (u64, u64) = (400, 2200);

/// How often a browser that hangs is started.
const STARTS: usize = 3;
const STARTS_WITHIN: Duration = Duration::from_secs(25);

/// The fields that are typed into, each as often as its weight says.
const PLACES: [(u64, Place); 6] = [
    (4, Place::Content),
    (2, Place::Title),
    (1, Place::MetadataKey),
    (2, Place::MetadataValue),
    (1, Place::Start),
    (1, Place::End),
];

/// What one kill has cost.
pub struct Kill {
    /// The field in which was typed.
    pub place: Place,
    /// Characters whose key had been handled before the kill.
    pub typed: usize,
    /// How many of them are there, without a gap.
    pub kept: usize,
    /// The age of the oldest missing character at the kill.
    pub lost: Duration,
    /// What is wrong with it.
    pub failure: Option<String>,
}

/// Somebody who typed when the browser was killed.
struct Victim {
    text: String,
    /// When the key of each character had been handled.
    arrived: Vec<Instant>,
    killed_at: Instant,
    place: Place,
    address: String,
    name: String,
}

/// A server and a profile that outlives its browsers.
pub struct Kills {
    seed: u64,
    dice: Dice,
    server: Server,
    faults: Faults,
    profile: Arc<Profile>,
    victim: Option<Victim>,
    number: usize,
}

impl Kills {
    /// Starts the server.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(seed: u64) -> Result<Self> {
        let server = Server::start(0)?;
        Ok(Self {
            seed,
            dice: Dice::of(seed, "kills"),
            faults: Faults::before(&server).await?,
            server,
            profile: Arc::new(Profile::fresh()?),
            victim: None,
            number: 0,
        })
    }

    /// Starts a browser, looks at what the one before has left, and, where it is not the last,
    /// types and kills again. The first round has nothing to look at.
    ///
    /// # Errors
    /// When the browser does not start, or the app does not come so far that one can type.
    pub async fn round(&mut self, is_last: bool) -> Result<Option<Kill>> {
        let mut browser = self.browser().await?;
        let page = Page::new(browser.driver.clone(), "kills");
        page.resize(1440, 900).await;
        page.open(&format!("{}{BLANK}", self.faults.base())).await;
        let stores = Stores::read(&page).await;
        let screen = Screen::new(page.clone(), self.faults.base());
        screen.sign_in().await.map_err(|why| anyhow!(why))?;
        let mut kill = None;
        if let Some(victim) = self.victim.take() {
            kill = Some(look(&victim, &stores, &screen, &self.server.api()).await);
        }
        if is_last {
            let _ = browser.driver.clone().quit().await;
        } else {
            self.victim = Some(self.type_and_kill(&mut browser, &screen).await?);
        }
        Ok(kill)
    }

    /// A browser that finds what a killed one has left sometimes hangs before it is there. A person
    /// would start it again.
    async fn browser(&self) -> Result<Browser> {
        for _ in 0..STARTS {
            let start = Browser::start_in(&self.profile, 1440, 900);
            match tokio::time::timeout(STARTS_WITHIN, start).await {
                Ok(Ok(browser)) => return Ok(browser),
                Ok(Err(why)) => println!("the browser is started again: {why:#}"),
                Err(_) => println!("the browser is started again: it hangs"),
            }
        }
        bail!("the browser does not start on the profile of the one that was killed")
    }

    async fn type_and_kill(&mut self, browser: &mut Browser, screen: &Screen) -> Result<Victim> {
        self.number += 1;
        let name = format!("⟦{}·k{}⟧", self.seed, self.number);
        let place = self.dice.weighted(&PLACES);
        let in_the_way = |why: String| anyhow!("{name}, {place:?}: {why}");
        if self.number.is_multiple_of(2) {
            screen.open_new().await.map_err(in_the_way)?;
        } else {
            let scenario = json!({
                "title": name, "content": "As it was.", "metadata": { "as": "it was" },
                "start_time": "2026-01-01T00:00:00Z", "is_draft": false,
            });
            let id = self.server.api().create(scenario).await;
            let address = format!("{}/workspace/main/scenarios/{id}", self.faults.base());
            screen.open(&address).await.map_err(in_the_way)?;
            screen
                .form_where(|form| form.title == name)
                .await
                .map_err(in_the_way)?;
        }
        screen.stand_in(place).await.map_err(in_the_way)?;
        let page = screen.page.clone();
        // The address of a new scenario is its own once something was typed.
        let first = ".";
        page.type_text(first).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let address = screen.place().await.context("no scenario is open")?;

        // Not the name itself, which the title has as well; and no kill's text begins like another's,
        // or what that one has left would be taken for this one's.
        let sign = sign_of(self.number).context("there are no more signs")?;
        let start = format!("{sign}⟪{}·{}⟫", self.seed, self.number);
        let text: Vec<char> = text_of(&start).chars().collect();
        let (from, to) = TYPED_FOR;
        let time = Duration::from_millis(self.dice.between(from, to));
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let typist = tokio::spawn({
            let (text, arrived) = (text.clone(), Arc::clone(&arrived));
            async move {
                for letter in text {
                    let key = page.driver().action_chain().send_keys(letter.to_string());
                    if key.perform().await.is_err() {
                        return;
                    }
                    let mut arrived = arrived.lock().unwrap_or_else(PoisonError::into_inner);
                    arrived.push(Instant::now());
                }
            }
        });
        tokio::time::sleep(time).await;
        let killed_at = Instant::now();
        browser.kill();
        typist.abort();
        let mut arrived = arrived
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        arrived.retain(|at| *at <= killed_at);
        Ok(Victim {
            text: text.into_iter().collect(),
            arrived,
            killed_at,
            place,
            address,
            name,
        })
    }
}

/// Holds what is left against what was typed, and opens the scenario again.
async fn look(victim: &Victim, stores: &Stores, screen: &Screen, api: &Api) -> Kill {
    let listed = api.get("/training?limit=100").await.to_string();
    let mut texts = stores.texts();
    texts.push(&listed);
    let kept = longest_prefix(&victim.text, &texts);
    let kept_chars = kept.chars().count();
    let lost = victim
        .arrived
        .get(kept_chars)
        .map_or(Duration::ZERO, |at| victim.killed_at.duration_since(*at));
    let mut failure = None;
    if lost > MAY_BE_MISSING {
        failure = Some(format!(
            "{}, {:?}: of {} characters {kept_chars} were kept; the first that is missing was {} ms old\n{stores}",
            victim.name,
            victim.place,
            victim.arrived.len(),
            lost.as_millis(),
        ));
    } else if kept_chars > 0 {
        // And the form goes on where it was.
        let again = async {
            screen.open(&victim.address).await?;
            screen.holds(victim.place, kept).await
        };
        if let Err(why) = again.await {
            failure = Some(format!(
                "{}, {:?}: “{kept}” is on the device, but the form does not go on with it: {why}\n{stores}",
                victim.name, victim.place
            ));
        }
    }
    Kill {
        place: victim.place,
        typed: victim.arrived.len(),
        kept: kept_chars,
        lost,
        failure,
    }
}

/// A letter that only this kill's text begins with.
fn sign_of(number: usize) -> Option<char> {
    let first = u32::from('一');
    char::from_u32(first.checked_add(u32::try_from(number).ok()?)?)
}

/// More than one can type before the kill; its start is there once in the world.
fn text_of(start: &str) -> String {
    let words: Vec<String> = (1..400).map(|number| format!("w{number}")).collect();
    format!("{start} {}", words.join(" "))
}

fn longest_prefix<'a>(text: &'a str, places: &[&str]) -> &'a str {
    let is_there = |end: usize| places.iter().any(|place| place.contains(&text[..end]));
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    ends.push(text.len());
    // A longer beginning is nowhere where a shorter one is not.
    let found = ends.partition_point(|end| is_there(*end));
    &text[..ends[found.saturating_sub(1)]]
}

/// Median and maximum of what kills have cost.
#[must_use]
pub fn figures(kills: &[Kill]) -> (Duration, Duration) {
    let mut lost: Vec<Duration> = kills.iter().map(|kill| kill.lost).collect();
    lost.sort_unstable();
    let median = lost.get(lost.len() / 2).copied().unwrap_or_default();
    (median, lost.last().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_is_found() {
        let places = ["x ⟦1⟧ w1 w", "⟦1"];
        assert_eq!(longest_prefix("⟦1⟧ w1 w2", &places), "⟦1⟧ w1 w");
        assert_eq!(longest_prefix("⟦1⟧ w1 w2", &["nothing"]), "");
        assert_eq!(longest_prefix("abc", &["abc"]), "abc");
    }
}
