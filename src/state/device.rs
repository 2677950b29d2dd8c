//! What this device keeps: edits that were not sent, writes that wait, what was done and seen.
//! All tabs of the browser share it.

use std::collections::{HashMap, HashSet};

use domain::journal::EditKey;
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use leptos::prelude::*;

use crate::web::{
    idb::{Change, Database, Durability, StorageError},
    ids,
    tabs::Tabs,
};

mod agents;
mod breath;
mod edits;
mod journal;
mod outbox;
mod pace;
pub mod rhythm;
mod seen;
mod undo;

pub use agents::{AgentEdit, AgentWork, Done, NotKept};
pub use edits::{Holder, KnownEdit};
pub use journal::{Journal, Kept, Typed};
pub use outbox::{Ending, Left, Settled, is_about};
pub use seen::{LIMITS, Recording, SeenChange, Usage};
pub use undo::{Ended, Look, Work};

/// Words by which the tabs tell each other what has changed.
const NEWS_EDITS: &str = "edits";
const NEWS_OUTBOX: &str = "outbox";
const NEWS_STEPS: &str = "steps";
const NEWS_SEEN: &str = "seen";
const NEWS_AGENTS: &str = "agents";

type Opening = Shared<LocalBoxFuture<'static, Result<Database, StorageError>>>;

/// The app's own owner: what is made when it is first needed lives as long as the app.
#[derive(Clone)]
struct AppOwner(Owner);

/// What this device keeps.
#[derive(Clone, Copy)]
pub struct Device {
    database: StoredValue<Option<Opening>, LocalStorage>,
    tabs: StoredValue<Tabs, LocalStorage>,
    trouble: RwSignal<Option<StorageError>>,
    edits: RwSignal<Vec<EditKey>>,
    alive: RwSignal<HashSet<String>>,
    forms: RwSignal<HashSet<u32>>,
    next_form: StoredValue<u32>,
    /// When the text of a form was given up last.
    given_up: StoredValue<HashMap<u32, domain::Moment>>,
    wanted: RwSignal<Option<EditKey>>,
    outbox: outbox::Parts,
    /// Until when requests wait for a service's limit.
    held_until: RwSignal<Option<domain::Moment>>,
    undo: undo::Parts,
    /// What cannot be read of the history, the outbox and the edits.
    unread: RwSignal<Vec<edits::Unread>>,
    seen: seen::Parts,
    /// Counts what other tabs have changed in what is kept of agents.
    agents_news: RwSignal<u32>,
    /// Counts what any tab, this one too, has changed in it.
    agents_kept: RwSignal<u32>,
}

impl Device {
    /// Lets the device's part be made when it is first needed: it is not in the way of the first
    /// screen.
    pub fn prepare() {
        if let Some(owner) = Owner::current() {
            provide_context(AppOwner(owner));
        }
    }

    /// What this device keeps, for this app.
    #[must_use]
    pub fn expect() -> Self {
        if let Some(device) = use_context() {
            return device;
        }
        let start = || {
            let device = Self::start();
            provide_context(device);
            device
        };
        match use_context::<AppOwner>() {
            Some(AppOwner(owner)) => owner.with(start),
            // A component that is tested by itself.
            None => start(),
        }
    }

    fn start() -> Self {
        let news = RwSignal::new(String::new());
        let tabs = Tabs::join(ids::random(), move |text| {
            // The app may be gone.
            news.try_set(text);
        });
        let device = Self {
            database: StoredValue::new_local(None),
            alive: RwSignal::new(HashSet::from([tabs.id().to_owned()])),
            tabs: StoredValue::new_local(tabs),
            trouble: RwSignal::new(None),
            edits: RwSignal::new(Vec::new()),
            forms: RwSignal::new(HashSet::new()),
            next_form: StoredValue::new(0),
            given_up: StoredValue::new(HashMap::new()),
            wanted: RwSignal::new(None),
            outbox: outbox::Parts::new(),
            held_until: RwSignal::new(None),
            undo: undo::Parts::new(),
            unread: RwSignal::new(Vec::new()),
            seen: seen::Parts::new(),
            agents_news: RwSignal::new(0),
            agents_kept: RwSignal::new(0),
        };
        Effect::new(move || {
            news.with(|news| match news.as_str() {
                NEWS_EDITS => device.read_edits(),
                NEWS_OUTBOX => device.read_outbox(),
                NEWS_STEPS => device.read_steps(),
                NEWS_SEEN => device.hear_of_seen(),
                NEWS_AGENTS => {
                    device.agents_news.update(|times| *times += 1);
                    device.agents_kept.update(|times| *times += 1);
                }
                _ => {}
            });
        });
        device.keep_pace();
        device.read_edits();
        device
    }

    /// Why the device does not keep what it should, while that is so.
    #[must_use]
    pub fn trouble(self) -> Option<StorageError> {
        self.trouble.get()
    }

    /// The name of this tab.
    #[must_use]
    pub fn tab(self) -> String {
        self.tabs.with_value(|tabs| tabs.id().to_owned())
    }

    fn number_of_form(self) -> u32 {
        let form = self.next_form.get_value();
        self.next_form.set_value(form + 1);
        form
    }

    fn tell(self, news: &str) {
        self.tabs.try_with_value(|tabs| tabs.tell(news));
    }

    /// The database, opened when it is first asked for, and again after it was lost.
    async fn database(self) -> Result<Database, StorageError> {
        let known = self.database.try_get_value().flatten();
        let opening = match known {
            Some(opening) => opening,
            None => {
                let opening = Database::open().boxed_local().shared();
                self.database.try_set_value(Some(opening.clone()));
                opening
            }
        };
        let result = opening.await;
        // That it opens says nothing about the room in it: only a write does.
        let is_full = |known: &Option<StorageError>| *known == Some(StorageError::Full);
        if result.is_err() || self.trouble.try_with_untracked(is_full) != Some(true) {
            self.noticed(result.as_ref().err());
        }
        result
    }

    /// Changes entries, all of them or none. When it is done, they outlive the machine.
    async fn write(self, changes: &[Change]) -> Result<Vec<crate::web::idb::Key>, StorageError> {
        self.write_as(changes, Durability::Strict).await
    }

    /// Changes entries, all of them or none.
    async fn write_as(
        self,
        changes: &[Change],
        durability: Durability,
    ) -> Result<Vec<crate::web::idb::Key>, StorageError> {
        if changes.is_empty() {
            // That nothing was written proves nothing about the storage.
            return Ok(Vec::new());
        }
        let database = self.database().await?;
        let mut result = database.write(changes, durability).await;
        if matches!(result, Err(StorageError::Closed | StorageError::Slow)) {
            // What holds one connection up need not hold the next one up.
            database.close();
            self.database.try_set_value(None);
            result = self.database().await?.write(changes, durability).await;
        }
        self.noticed(result.as_ref().err());
        result
    }

    /// Shows trouble while there is some, and no longer.
    fn noticed(self, trouble: Option<&StorageError>) {
        if trouble.is_some() {
            // Another opening may work.
            self.database.try_set_value(None);
        }
        let is_news = self
            .trouble
            .try_with_untracked(|known| known.as_ref() != trouble);
        if is_news == Some(true) {
            self.trouble.set(trouble.cloned());
        }
    }
}
