//! A page, spoken to in the words of the one who uses it.

use std::panic::Location;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::{WebDriver, extensions::query::ElementPollerWithTimeout};

use crate::wait::{self, PATIENCE};
use locator::Locator;

mod computed;
mod console;
mod keys;
pub mod locator;

/// Roles of what one types or chooses in.
const FIELDS: &[&str] = &["textbox", "searchbox", "combobox"];

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

    /// Something of any role.
    #[track_caller]
    #[must_use]
    pub fn role(&self, role: &str, name: &str) -> Locator {
        Locator::new(self.clone(), &[role], Some(name), Location::caller())
    }

    /// Everything of a role, whatever its name.
    #[track_caller]
    #[must_use]
    pub fn any(&self, role: &str) -> Locator {
        Locator::new(self.clone(), &[role], None, Location::caller())
    }

    /// A button.
    #[track_caller]
    #[must_use]
    pub fn button(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["button"], Some(name), Location::caller())
    }

    /// A link.
    #[track_caller]
    #[must_use]
    pub fn link(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["link"], Some(name), Location::caller())
    }

    /// A field to type or choose in.
    #[track_caller]
    #[must_use]
    pub fn field(&self, label: &str) -> Locator {
        Locator::new(self.clone(), FIELDS, Some(label), Location::caller())
    }

    /// A heading.
    #[track_caller]
    #[must_use]
    pub fn heading(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["heading"], Some(name), Location::caller())
    }

    /// A tab.
    #[track_caller]
    #[must_use]
    pub fn tab(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["tab"], Some(name), Location::caller())
    }

    /// A dialog.
    #[track_caller]
    #[must_use]
    pub fn dialog(&self, name: &str) -> Locator {
        Locator::new(
            self.clone(),
            &["dialog", "alertdialog"],
            Some(name),
            Location::caller(),
        )
    }

    /// A directory of the tree, by its own name.
    #[track_caller]
    #[must_use]
    pub fn tree_item(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["treeitem"], Some(name), Location::caller()).containing()
    }

    /// A row of a list, by some of its text.
    #[track_caller]
    #[must_use]
    pub fn row(&self, text: &str) -> Locator {
        Locator::new(self.clone(), &["row"], Some(text), Location::caller()).containing()
    }

    /// An entry of an open menu.
    #[track_caller]
    #[must_use]
    pub fn menu_item(&self, name: &str) -> Locator {
        Locator::new(
            self.clone(),
            &["menuitem", "menuitemradio"],
            Some(name),
            Location::caller(),
        )
    }

    /// An option of an open list.
    #[track_caller]
    #[must_use]
    pub fn option(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["option"], Some(name), Location::caller())
    }

    /// Opens a combobox, types to find an option, and takes it.
    #[track_caller]
    pub fn choose(&self, field: &str, option: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let field = Locator::new(self.clone(), FIELDS, Some(field), at);
        let choice = Locator::new(self.clone(), &["option"], Some(option), at).containing();
        async move {
            field.click().await;
            self.type_text(option).await;
            choice.click().await;
            self.press("Escape").await;
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

    /// Runs a script in the page. Only for what a person perceives without a name (a position, a
    /// number of elements), never to act.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    /// Runs a script with arguments.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.driver.execute(script, arguments).await {
            Ok(answer) => answer.json().clone(),
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// Runs a script that gives a promise.
    ///
    /// # Panics
    /// When the promise is broken.
    pub async fn run_async(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ {script} }})().then((value) => done({{ value }}), \
             (error) => done({{ error: String(error) }}));"
        );
        match self.driver.execute_async(&script, Vec::new()).await {
            Ok(answer) => {
                let answer = answer.json().clone();
                match answer.get("error") {
                    Some(error) => panic!("{script}: {error}"),
                    None => answer["value"].clone(),
                }
            }
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// What has the focus, in words.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement; \
                      return e ? e.outerHTML.slice(0, 200) : 'nothing'";
        let answer = self.run(script).await;
        answer.as_str().unwrap_or_default().to_owned()
    }

    /// Draws the page as on a screen of this size, and reports it to the page as its window.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.protocol("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Light or dark, as the system would ask for it.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.protocol("Emulation.setEmulatedMedia", features).await;
    }

    /// Waits until what moves or changes its colour has come to rest.
    pub async fn settle(&self) {
        self.run_async(
            "const frame = () => new Promise(requestAnimationFrame); await frame(); await frame(); \
             const ending = (it) => it.effect.getComputedTiming().endTime < 2000; \
             await Promise.all(document.getAnimations().filter(ending).map((it) => \
             it.finished.catch(() => 0)));",
        )
        .await;
    }

    /// A command of the DevTools protocol.
    ///
    /// # Panics
    /// When the browser refuses it.
    pub async fn protocol(&self, command: &str, parameters: Value) -> Value {
        match self.driver.cdp().send_raw(command, parameters).await {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    /// A picture of the window.
    ///
    /// # Errors
    /// When it cannot be taken.
    pub async fn picture(&self) -> Result<Vec<u8>, String> {
        self.driver
            .screenshot_as_png()
            .await
            .map_err(|error| error.to_string())
    }

    /// Ends the journey: says what is wrong, what the page shows, and where the picture is.
    ///
    /// # Panics
    /// Always.
    pub async fn fail(&self, at: &Location<'_>, why: &str) -> ! {
        panic!("{at}: {why}\n{}", self.describe().await)
    }

    /// The address, what can be read, what the browser logged, and where a picture of it is.
    pub async fn describe(&self) -> String {
        let text = match self
            .driver
            .execute("return document.body.innerText", Vec::new())
            .await
        {
            Ok(answer) => answer.json().as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        };
        let log = self.console().await.join("\n  ");
        let picture = match self.keep_picture().await {
            Ok(path) => path.display().to_string(),
            Err(why) => why,
        };
        format!(
            "at {}\n--- the page shows\n{text}\n--- the browser logged\n  {log}\n--- picture: {picture}",
            self.url().await
        )
    }

    async fn keep_picture(&self) -> Result<PathBuf, String> {
        let folder = folder();
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let path = folder.join(format!("{}.png", self.name.replace([' ', '/'], "-")));
        std::fs::write(&path, self.picture().await?).map_err(|error| error.to_string())?;
        Ok(path)
    }
}

/// `target/e2e`, also where another target folder is in use.
fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target")),
        PathBuf::from,
    );
    target.join("e2e")
}

pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
