//! One run: its steps, in a page behind the proxy.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use super::check;
use super::ledger::Ledger;
use super::plan::{Place, Plan, Step, Which, mark};
use super::screen::{Screen, Typing};
use super::stores::Stores;
use crate::Api;
use crate::faults::{BLANK, Faults, Weather};

/// Nothing under way for so long: whatever wants to be sent by itself has been sent.
const QUIET: Duration = Duration::from_millis(500);
/// An outbox that does not move for so long is helped by a reload, as a person would.
const STUCK: Duration = Duration::from_secs(5);
/// And then it may keep what it has.
const SETTLES_WITHIN: Duration = Duration::from_secs(30);

/// A run while it lasts.
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) api: &'a Api,
    pub(super) faults: &'a Faults,
    pub(super) screen: Screen,
    pub(super) ledger: Ledger,
    /// Where each scenario was last seen.
    pub(super) places: HashMap<Which, String>,
    pub(super) steps: Vec<String>,
    pub(super) skipped: Vec<String>,
    pub(super) astray: Vec<String>,
}

impl Run<'_> {
    /// Prepares, does every step, and waits until nothing is under way. What has not come to the
    /// server by then must be in sight.
    ///
    /// # Errors
    /// When the app does not come so far, or does not show what waits.
    pub(super) async fn all(&mut self) -> Result<(), String> {
        self.prepare().await?;
        let start = Instant::now();
        for (number, step) in self.plan.steps.iter().enumerate() {
            let at = start.elapsed().as_secs_f64();
            let done = self.step(step).await;
            let became = match &done {
                Ok(()) => "done",
                Err(why) => why,
            };
            self.steps
                .push(format!("{at:7.3} s {number:2} {step:?}: {became}"));
            if let Err(why) = done {
                self.skipped.push(format!("{step:?}: {why}"));
            }
        }
        self.faults.off();
        // The text of the last moment may be missing no more.
        tokio::time::sleep(super::MAY_BE_MISSING).await;
        self.settle().await?;
        self.screen.shows_what_is_kept().await
    }

    /// An empty workspace, an empty device, and the scenarios that are there before.
    async fn prepare(&self) -> Result<(), String> {
        self.faults.off();
        let blank = format!("{}{BLANK}", self.faults.base());
        self.screen.page.open(&blank).await;
        Stores::clear(&self.screen.page).await;
        while self.faults.idle() < Duration::from_millis(50) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for row in check::rows(self.api).await {
            let path = format!("/training/{}", row.id());
            self.api.send(Method::DELETE, &path, None).await;
        }
        for which in 0..self.plan.given {
            let title = format!("{} as it was", mark(self.plan.seed, which));
            let scenario = json!({
                "title": title,
                "content": "As it was.",
                "is_draft": self.plan.seed.is_multiple_of(2),
            });
            self.api.create(scenario).await;
        }
        self.screen.sign_in().await?;
        self.faults.begin(self.plan.seed);
        self.faults.on(Weather::ROUGH);
        Ok(())
    }

    async fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Create { which, text } => self.create(*which, text).await,
            Step::Go { which } => self.go(*which).await,
            Step::Type {
                which,
                place,
                replaces,
                text,
            } => {
                self.is_open(*which).await?;
                self.type_into(*which, *place, *replaces, text).await
            }
            Step::Save { which } => {
                self.is_open(*which).await?;
                self.screen.save().await?;
                self.ledger.send(*which);
                Ok(())
            }
            Step::Publish { which } => {
                self.is_open(*which).await?;
                self.screen.publish().await?;
                self.ledger.send(*which);
                Ok(())
            }
            Step::Reload => {
                self.ledger.cut(Instant::now());
                self.screen.page.reload().await;
                self.screen.list_is_there().await
            }
            Step::Rest(time) => {
                tokio::time::sleep(*time).await;
                Ok(())
            }
            Step::Weather(weather) => {
                self.faults.on(*weather);
                Ok(())
            }
        }
    }

    async fn create(&mut self, which: Which, text: &str) -> Result<(), String> {
        self.screen.open_new().await?;
        // The content first: a form that has its title is taken for the scenario.
        self.type_into(which, Place::Content, true, text).await?;
        let title = format!("title of {text}");
        self.type_into(which, Place::Title, true, &title).await
    }

    /// By its row, or where it was seen last, or where the server has it.
    async fn go(&mut self, which: Which) -> Result<(), String> {
        let mark = mark(self.plan.seed, which);
        self.screen.clear().await?;
        let open = self.screen.form().await;
        if open.is_some_and(|form| form.title.contains(&mark)) {
            return Ok(());
        }
        if !self.screen.press_row(&mark).await? {
            let place = match check::id_of(self.api, &mark).await {
                Some(id) => {
                    let base = self.faults.base();
                    Some(format!("{base}/workspace/main/scenarios/{id}"))
                }
                None => self.places.get(&which).cloned(),
            };
            let place = place.ok_or("it was never anywhere")?;
            self.ledger.cut(Instant::now());
            self.screen.open(&place).await?;
        }
        self.screen
            .form_where(|form| form.title.contains(&mark))
            .await?;
        self.remember(which).await;
        Ok(())
    }

    async fn is_open(&self, which: Which) -> Result<(), String> {
        let mark = mark(self.plan.seed, which);
        match self.screen.form().await {
            Some(form) if form.title.contains(&mark) => Ok(()),
            Some(form) => Err(format!("“{}” is open", form.title)),
            // The page may still be reading it.
            None => self
                .screen
                .form_where(|form| form.title.contains(&mark))
                .await
                .map(drop),
        }
    }

    async fn type_into(
        &mut self,
        which: Which,
        place: Place,
        replaces: bool,
        text: &str,
    ) -> Result<(), String> {
        let typed = match (place, replaces) {
            (Place::Title, true) => format!("{} {text}", mark(self.plan.seed, which)),
            (_, true) => text.to_owned(),
            (_, false) => format!(" {text}"),
        };
        if replaces {
            self.ledger.replace(which, place);
        }
        let went = self.screen.type_into(place, &typed, replaces).await;
        match went {
            Typing::Arrived => {
                self.ledger.add(which, place, text);
                self.remember(which).await;
                Ok(())
            }
            Typing::Impossible(why) => Err(why),
            Typing::Astray(why) => {
                self.astray
                    .push(format!("“{typed}” did not arrive in {place:?}: {why}"));
                Err("the text did not arrive".to_owned())
            }
        }
    }

    async fn remember(&mut self, which: Which) {
        if let Some(place) = self.screen.place().await {
            self.places.insert(which, place);
        }
    }

    /// Waits until nothing is under way and nothing waits.
    async fn settle(&self) -> Result<(), String> {
        let start = Instant::now();
        let mut before = usize::MAX;
        let mut moved = Instant::now();
        let mut is_helped = false;
        loop {
            self.screen.clear().await?;
            let waiting = Stores::read(&self.screen.page).await.outbox.len();
            if waiting == 0 && self.faults.idle() > QUIET {
                return Ok(());
            }
            if waiting != before || self.faults.idle() < QUIET {
                before = waiting;
                moved = Instant::now();
            }
            if moved.elapsed() > STUCK {
                if is_helped {
                    return Ok(());
                }
                is_helped = true;
                moved = Instant::now();
                self.screen.page.reload().await;
                self.screen.list_is_there().await?;
            }
            if start.elapsed() > SETTLES_WITHIN {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }
}
