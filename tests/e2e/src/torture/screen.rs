//! The words of the screen that the torture depends on, all in one place, and what is done with
//! them. Nothing here fails: what cannot be done in time is told, and the run goes on.

use std::time::{Duration, Instant};

use serde_json::json;

use super::plan::Place;
use crate::server::ADMIN_KEY;
use crate::{Page, wait};

mod batch;
mod device;
mod fields;

pub use batch::End;

const LIST: &str = "All scenarios";
const TITLE: &str = "Title or trigger";
const CONTENT: &str = "Content";
const NEW: &str = "New scenario";
const KEY_DIALOG: &str = "The service asks for a key";
const KEY: &str = "Key";
const KEY_GIVEN: &str = "Go on with this key";
const LEAVE_DIALOG: &str = "Leave without saving?";
const LEAVE: &str = "Leave and give up the edits";
const REVIEWS: [&str; 2] = ["Publish this scenario?", "Publish these changes?"];
const PUBLISH: &str = "Publish";
/// What one presses where something could not be read.
const AGAIN: [&str; 2] = ["Try again", "Read again"];
const MOVE: &str = "Move to…";
/// The start of the title of the dialog in which a directory is chosen.
const MOVE_DIALOG: &str = "Move ";
const FIND_DIRECTORY: &str = "Find a directory";

/// A thing that is there is found at once; a machine that is busy may take this.
const SOON: Duration = Duration::from_secs(4);
/// What has to be fetched first, through faults.
const LATER: Duration = Duration::from_secs(10);
const BETWEEN: Duration = Duration::from_millis(60);

/// The title of the modal dialog on top, if there is one.
const MODAL: &str = "
    const modals = [...document.querySelectorAll('dialog:modal')];
    const top = modals[modals.length - 1];
    if (!top) return null;
    const by = (top.getAttribute('aria-labelledby') || '').split(' ')
      .map((id) => document.getElementById(id)).filter(Boolean);
    const name = top.getAttribute('aria-label') || by.map((it) => it.textContent).join(' ');
    return (name || top.innerText.slice(0, 80)).trim();";

/// The values of the fields of these names at one moment; a field may be drawn anew at any.
const FORM: &str = "
    const named = (name) => [...document.querySelectorAll('input, textarea')].find((field) =>
      field.checkVisibility() && [...field.labels].some((label) =>
        label.textContent.replace('*', '').trim() === name));
    return [...arguments].map((name) => named(name)?.value ?? null);";

/// What the form holds: title and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The title's field.
    pub title: String,
    /// The content's field.
    pub content: String,
}

/// How typing went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typing {
    /// The field holds the text.
    Arrived,
    /// Something was in the way.
    Impossible(String),
    /// Nothing was in the way, and the field does not hold the text.
    Astray(String),
}

/// The app in a page, behind a base URL.
#[derive(Clone)]
pub struct Screen {
    /// The page.
    pub page: Page,
    base: String,
    key: String,
}

impl Screen {
    /// The app of this base URL in this page, used with a full-access key.
    #[must_use]
    pub fn new(page: Page, base: &str) -> Self {
        Self::with_key(page, base, ADMIN_KEY)
    }

    /// The same with another key.
    #[must_use]
    pub fn with_key(page: Page, base: &str, key: &str) -> Self {
        Self {
            page,
            base: base.to_owned(),
            key: key.to_owned(),
        }
    }

    /// Signs in by link and waits for the list.
    ///
    /// # Errors
    /// What is there instead.
    pub async fn sign_in(&self) -> Result<(), String> {
        self.page
            .open(&format!("{}/#key={}", self.base, self.key))
            .await;
        self.list_is_there().await
    }

    /// Waits for the list, and gets there where reading has failed.
    ///
    /// # Errors
    /// What is there instead.
    pub async fn list_is_there(&self) -> Result<(), String> {
        let start = Instant::now();
        let mut tried = Instant::now();
        loop {
            self.clear().await?;
            if self.page.heading(LIST).containing().count().await > 0 {
                return Ok(());
            }
            if tried.elapsed() > SOON {
                tried = Instant::now();
                if !self.press_again().await {
                    self.page
                        .open(&format!("{}/#key={}", self.base, self.key))
                        .await;
                }
            }
            if start.elapsed() > LATER * 2 {
                return Err(format!("no list of scenarios at {}", self.page.url().await));
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }

    /// Presses what one presses after a failed reading, where it is there.
    pub async fn press_again(&self) -> bool {
        for words in AGAIN {
            let buttons = self.page.button(words);
            if buttons.count().await > 0 {
                return soon(buttons.nth(0).click()).await.is_some();
            }
        }
        false
    }

    /// Answers what stands in the way: gives the key where it is asked for, closes anything else.
    ///
    /// # Errors
    /// What could not be closed.
    pub async fn clear(&self) -> Result<(), String> {
        let start = Instant::now();
        while let Some(modal) = self.modal().await {
            if start.elapsed() > LATER {
                return Err(format!("the dialog “{modal}” does not go away"));
            }
            let dialog = self.page.dialog(&modal);
            if modal == KEY_DIALOG {
                // A refused key leaves the words in the field, and says so.
                let field = dialog.clone().field(KEY);
                if soon(field.fill(&self.key)).await.is_some() {
                    soon(dialog.button(KEY_GIVEN).click()).await;
                }
            } else if modal == LEAVE_DIALOG {
                soon(dialog.button(LEAVE).click()).await;
            } else {
                self.page.press("Escape").await;
            }
            let gone = async || match self.modal().await {
                Some(now) if now == modal => Err(String::new()),
                _ => Ok(()),
            };
            // What takes longer is answered again.
            let _ = wait::until(Duration::from_millis(700), gone).await;
        }
        Ok(())
    }

    async fn modal(&self) -> Option<String> {
        let answer = self.page.run(MODAL).await;
        answer.as_str().map(str::to_owned)
    }

    /// What the form holds now, where one is open.
    pub async fn form(&self) -> Option<Open> {
        let fields = vec![json!(TITLE), json!(CONTENT)];
        let answer = self.page.run_with(FORM, fields).await;
        let value = |at: usize| answer[at].as_str().map(str::to_owned);
        Some(Open {
            title: value(0)?,
            content: value(1)?,
        })
    }

    /// Waits until the open form is as it should be.
    ///
    /// # Errors
    /// What is there instead.
    pub async fn form_where(&self, fits: impl Fn(&Open) -> bool) -> Result<Open, String> {
        let start = Instant::now();
        let mut tried = Instant::now();
        loop {
            self.clear().await?;
            let form = self.form().await;
            match form {
                Some(form) if fits(&form) => return Ok(form),
                other if start.elapsed() > LATER => {
                    return Err(format!("the form holds {other:?}"));
                }
                _ if tried.elapsed() > SOON / 2 => {
                    tried = Instant::now();
                    self.press_again().await;
                }
                _ => tokio::time::sleep(BETWEEN).await,
            }
        }
    }

    /// Opens the form of a new scenario.
    ///
    /// # Errors
    /// What is there instead.
    pub async fn open_new(&self) -> Result<(), String> {
        self.clear().await?;
        soon(self.page.button(NEW).click())
            .await
            .ok_or("“New scenario” cannot be pressed")?;
        let is_empty = |form: &Open| form.title.is_empty() && form.content.is_empty();
        self.form_where(is_empty).await.map(drop)
    }

    /// Presses the row whose text contains this; false where there is none.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn press_row(&self, text: &str) -> Result<bool, String> {
        self.clear().await?;
        let row = self.page.row(text);
        let there = async || match row.count().await {
            1 => Ok(()),
            _ => Err(String::new()),
        };
        if wait::until(Duration::from_millis(1200), there)
            .await
            .is_err()
        {
            return Ok(false);
        }
        Ok(soon(row.click()).await.is_some())
    }

    /// The address of what is open, where it is a scenario's.
    pub async fn place(&self) -> Option<String> {
        let url = self.page.url().await;
        url.contains("/scenarios/").then_some(url)
    }

    /// Opens an address of the app, as a new page.
    ///
    /// # Errors
    /// What is there instead.
    pub async fn open(&self, url: &str) -> Result<(), String> {
        self.page.open(url).await;
        self.list_is_there().await
    }

    /// Types into a field: `whole` in place of what is there, or behind it.
    pub async fn type_into(&self, place: Place, text: &str, replaces: bool) -> Typing {
        let mut in_the_way = String::new();
        for _ in 0..4 {
            if let Err(why) = self.clear().await {
                return Typing::Impossible(why);
            }
            if soon(self.field(place).click()).await.is_none() {
                "the field cannot be pressed".clone_into(&mut in_the_way);
                continue;
            }
            // Something may have moved under the pointer: a person sees where the caret is.
            if soon(self.field(place).has_focus()).await.is_none() {
                "the field does not take the focus".clone_into(&mut in_the_way);
                continue;
            }
            self.page
                .press(if replaces { "Control+a" } else { "Control+End" })
                .await;
            self.page.type_text(text).await;
            // A dialog that opened takes the keys: a person types it again.
            if let Some(modal) = self.modal().await {
                in_the_way = format!("“{modal}” opened while it was typed");
                continue;
            }
            let value = self.value(place).await;
            if value.as_deref().is_some_and(|value| value.contains(text)) {
                return Typing::Arrived;
            }
            if self.modal().await.is_none() {
                let focus = self.page.focused().await;
                return Typing::Astray(format!("there is {value:?}; the focus is on {focus}"));
            }
            "a dialog opened while it was typed".clone_into(&mut in_the_way);
        }
        Typing::Impossible(in_the_way)
    }

    /// Saves what is open.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn save(&self) -> Result<(), String> {
        self.clear().await?;
        self.page.press("Control+s").await;
        Ok(())
    }

    /// Publishes what is open, through the review.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn publish(&self) -> Result<(), String> {
        self.clear().await?;
        self.page.press("Control+Enter").await;
        let review = async || match self.modal().await {
            Some(name) if REVIEWS.contains(&name.as_str()) => Ok(Some(name)),
            Some(_) => Ok(None),
            None => Err("no review opens".to_owned()),
        };
        let Some(name) = wait::until(Duration::from_millis(1500), review).await? else {
            self.clear().await?;
            return Err("something else opened".to_owned());
        };
        soon(self.page.dialog(&name).button(PUBLISH).click())
            .await
            .ok_or_else(|| "the review cannot be confirmed".to_owned())
    }
}

/// What is done in time, and nothing where it takes longer.
async fn soon<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(SOON, work).await.ok()
}
