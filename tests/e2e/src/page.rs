//! A page, spoken to in the words of the one who uses it.

use std::panic::Location;
use std::time::Duration;

use thirtyfour::{WebDriver, extensions::query::ElementPollerWithTimeout};

use crate::wait::{self, PATIENCE};

mod computed;
mod console;
mod keys;
pub mod locator;
mod report;
mod screen;
pub mod tabs;
mod things;

/// Roles of what one types or chooses in.
const FIELDS: &[&str] = &["textbox", "searchbox", "combobox", "Date"];

/// A page of a browser.
#[derive(Clone)]
pub struct Page {
    driver: WebDriver,
    name: &'static str,
}

impl Page {
    /// The page of a session. `name` is that of the journey, for its screenshots.
    #[must_use]
    pub fn new(driver: WebDriver, name: &'static str) -> Self {
        // Ours is the only waiting.
        driver.set_poller(std::sync::Arc::new(ElementPollerWithTimeout::new(
            Duration::ZERO,
            Duration::ZERO,
        )));
        Self { driver, name }
    }

    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Opens a URL.
    #[track_caller]
    pub fn open(&self, url: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            if let Err(error) = self.driver.goto(url).await {
                self.fail(at, &format!("{url} does not open: {error}"))
                    .await;
            }
        }
    }

    /// Presses a chord like `Control+s` where the focus is.
    #[track_caller]
    pub fn press(&self, chord: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let pressed = match keys::parse(chord) {
                Ok((held, key)) => keys::press(self, &held, key)
                    .await
                    .map_err(|error| error.to_string()),
                Err(why) => Err(why),
            };
            if let Err(why) = pressed {
                self.fail(at, &format!("{chord}: {why}")).await;
            }
        }
    }

    /// Presses one chord several times.
    #[track_caller]
    pub fn press_times(&self, chord: &str, times: usize) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            for _ in 0..times {
                let pressed = match keys::parse(chord) {
                    Ok((held, key)) => keys::press(self, &held, key)
                        .await
                        .map_err(|error| error.to_string()),
                    Err(why) => Err(why),
                };
                if let Err(why) = pressed {
                    self.fail(at, &format!("{chord}: {why}")).await;
                }
            }
        }
    }

    /// Types where the focus is, key by key.
    #[track_caller]
    pub fn type_text(&self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let typed = self.driver.action_chain().send_keys(text).perform().await;
            if let Err(error) = typed {
                self.fail(at, &format!("cannot type: {error}")).await;
            }
        }
    }

    /// Waits until the visible text contains this.
    #[track_caller]
    pub fn shows(&self, expected: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let shown = || async {
                let text = self.text().await;
                if squeezed(&text).contains(&squeezed(expected)) {
                    Ok(())
                } else {
                    Err(format!("the page does not show “{expected}”"))
                }
            };
            if let Err(why) = wait::until(PATIENCE, shown).await {
                self.fail(at, &why).await;
            }
        }
    }

    /// Fails where the visible text contains this now.
    #[track_caller]
    pub fn shows_no(&self, unexpected: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let text = self.text().await;
            if squeezed(&text).contains(&squeezed(unexpected)) {
                self.fail(at, &format!("the page shows “{unexpected}”"))
                    .await;
            }
        }
    }

    /// Everything that can be read on the page now.
    pub async fn text(&self) -> String {
        let answer = self.run("return document.body.innerText").await;
        answer.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the address fulfils a condition, and gives it back.
    #[track_caller]
    pub fn url_where(&self, fits: impl Fn(&str) -> bool) -> impl Future<Output = String> {
        let at = Location::caller();
        async move {
            let asked = || async {
                let url = self.url().await;
                if fits(&url) { Ok(url) } else { Err(url) }
            };
            match wait::until(PATIENCE, asked).await {
                Ok(url) => url,
                Err(url) => self.fail(at, &format!("the address is {url}")).await,
            }
        }
    }

    /// The address now.
    pub async fn url(&self) -> String {
        match self.driver.current_url().await {
            Ok(url) => url.to_string(),
            Err(error) => format!("unknown: {error}"),
        }
    }

    /// The browser's Back.
    pub async fn back(&self) {
        // By the page itself: the driver's own command waits for a load that never comes.
        self.run("history.back()").await;
    }

    /// The browser's Reload.
    #[track_caller]
    pub fn reload(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            if let Err(error) = self.driver.refresh().await {
                self.fail(at, &format!("cannot reload: {error}")).await;
            }
        }
    }
}

pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
