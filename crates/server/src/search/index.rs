//! The index of meanings: what keeps a vector for every text, in the background.
//!
//! A text that has no embedding waits in its row; triggers let it wait again when it changes. One
//! task takes what waits, embeds what no row has been embedded as before, writes it and puts it
//! into memory. It asks the database and is told nothing, so that it also sees what another
//! process has written.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use contract::opencx::{SearchState, SearchStatus};
use sha2::{Digest as _, Sha256};

use super::{
    embedder::{EmbedError, Embedder},
    vectors::{Vectors, unit},
};
use crate::store::{EmbeddingStore as _, Hash, SearchStore as _, SqliteStore, StoreError};

mod work;

/// Time between two looks at what waits, where nothing did.
const IDLE: Duration = Duration::from_millis(250);
/// Rest after the first failure; it doubles with each.
const FIRST_REST: Duration = Duration::from_secs(1);
/// Longest rest after a failure.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// Of a text, the characters that are embedded: models read no more of one than this, or far less.
const TEXT_CHARS: usize = 8_000;
/// While more than one text for this many vectors waits, searches are lexical: what has no vector
/// would be missing from them.
const VECTORS_PER_WAITING: u64 = 10;
/// So many may wait in any case: those that a search finds by their words get their vectors then.
pub(super) const LATE: usize = 8;

/// The index, or nothing where there is no model. Cheap to clone; its task ends with the last
/// clone.
#[derive(Clone, Debug, Default)]
pub struct Index(Option<Arc<Inner>>);

#[derive(Debug)]
struct Inner {
    store: SqliteStore,
    embedder: Arc<dyn Embedder>,
    vectors: RwLock<Vectors>,
    /// Whether the vectors of the database are in memory.
    loaded: AtomicBool,
    /// Whether the model failed when it was last asked.
    down: AtomicBool,
    /// Texts that the model does not take. They wait until they change.
    refused: Mutex<HashSet<Hash>>,
    stopped: AtomicBool,
}

impl Index {
    /// Begins to index what is in `store`. To be called inside a runtime.
    #[must_use]
    pub fn start(store: SqliteStore, embedder: Option<Arc<dyn Embedder>>) -> Self {
        let Some(embedder) = embedder else {
            return Self(None);
        };
        let inner = Arc::new(Inner {
            store,
            embedder,
            vectors: RwLock::default(),
            loaded: AtomicBool::new(false),
            down: AtomicBool::new(false),
            refused: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        tokio::spawn(run(Arc::downgrade(&inner)));
        Self(Some(inner))
    }

    /// Lets the task end after what it is doing. Nothing that it has not written is lost: it is
    /// done again.
    pub fn stop(&self) {
        if let Some(inner) = &self.0 {
            inner.stopped.store(true, Ordering::Release);
        }
    }

    /// Whether searches in a workspace are by meaning.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn status(
        &self,
        store: &SqliteStore,
        workspace: &str,
    ) -> Result<SearchStatus, StoreError> {
        let total = store.text_count(workspace).await?;
        let pending = match &self.0 {
            Some(_) => store.waiting_count(workspace).await?,
            None => total,
        };
        let state = match &self.0 {
            None => SearchState::Unavailable,
            Some(inner) if inner.down.load(Ordering::Acquire) => SearchState::Unavailable,
            Some(inner) if !inner.loaded.load(Ordering::Acquire) => SearchState::Indexing,
            // Those that the model refuses would be waited for without end.
            Some(inner) if pending > lock(&inner.refused).len() as u64 => SearchState::Indexing,
            Some(_) => SearchState::Ready,
        };
        Ok(SearchStatus {
            state,
            total,
            pending,
        })
    }

    /// The vector of a query; `None` where a search in this workspace has to do without.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub(super) async fn query(
        &self,
        workspace: &str,
        text: &str,
    ) -> Result<Option<Vec<f32>>, StoreError> {
        let Some(inner) = &self.0 else {
            return Ok(None);
        };
        if inner.down.load(Ordering::Acquire) || !inner.loaded.load(Ordering::Acquire) {
            return Ok(None);
        }
        let vectors = inner.read(Vectors::len) as u64;
        let waiting = inner.store.waiting_count(workspace).await?;
        let refused = lock(&inner.refused).len();
        if waiting > vectors / VECTORS_PER_WAITING + (LATE + refused) as u64 {
            return Ok(None);
        }
        let embedder = Arc::clone(&inner.embedder);
        let text: String = text.chars().take(TEXT_CHARS).collect();
        let asked = blocking(move || embedder.query(&text)).await;
        Ok(match asked.and_then(|vector| inner.fitting(vector)) {
            Ok(vector) => unit(vector),
            Err(EmbedError::Refused(why)) => {
                tracing::warn!(why, "the model does not take a query");
                None
            }
            Err(error) => {
                inner.failed(&error);
                None
            }
        })
    }

    /// The vectors of texts that wait, for a search that has found them by their words. Empty
    /// where they cannot be had.
    pub(super) async fn texts(&self, texts: Vec<String>) -> Vec<Option<Vec<f32>>> {
        let Some(inner) = self.0.as_ref().filter(|_| !texts.is_empty()) else {
            return Vec::new();
        };
        let embedder = Arc::clone(&inner.embedder);
        let vectors = blocking(move || embedder.texts(&texts)).await;
        vectors.map_or_else(
            |_| Vec::new(),
            |vectors| vectors.into_iter().map(unit).collect(),
        )
    }

    /// Asks the vectors in memory, outside the runtime's own threads.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Vectors) -> T + Send + 'static,
    ) -> Option<T> {
        let inner = Arc::clone(self.0.as_ref()?);
        tokio::task::spawn_blocking(move || inner.read(question))
            .await
            .ok()
    }

    /// Takes vectors out of which a search has seen that their texts are not there any more.
    pub(super) fn forget(&self, stale: &[(i64, Hash)]) {
        if let Some(inner) = self.0.as_ref().filter(|_| !stale.is_empty()) {
            inner.write(|vectors| vectors.remove(stale));
        }
    }
}

impl Inner {
    fn read<T>(&self, ask: impl FnOnce(&Vectors) -> T) -> T {
        ask(&self.vectors.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Vectors) -> T) -> T {
        change(&mut self.vectors.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says once that the model has failed.
    fn failed(&self, error: &EmbedError) {
        if !self.down.swap(true, Ordering::AcqRel) {
            tracing::warn!(%error, "no embeddings: searches are lexical until the model answers");
        }
    }

    /// Says once that the model answers again.
    fn answered(&self) {
        if self.down.swap(false, Ordering::AcqRel) {
            tracing::info!("the model answers again: searches are by meaning");
        }
    }

    /// A vector that can be compared with those that are there.
    fn fitting(&self, vector: Vec<f32>) -> Result<Vec<f32>, EmbedError> {
        match self.read(Vectors::dimensions) {
            Some(expected) if expected != vector.len() => Err(EmbedError::Dimensions {
                expected,
                got: vector.len(),
            }),
            _ => Ok(vector),
        }
    }

    fn hash(&self, title: &str, content: &str) -> Hash {
        hash(self.embedder.model(), title, content)
    }
}

/// What is embedded of a text.
pub(super) fn text(title: &str, content: &str) -> String {
    let whole = format!("{title}\n{content}");
    match whole.char_indices().nth(TEXT_CHARS) {
        Some((end, _)) => whole[..end].to_owned(),
        None => whole,
    }
}

/// Half of a SHA-256. U+FFFF is no character, so no two texts are taken for one.
fn hash(model: &str, title: &str, content: &str) -> Hash {
    let mut hasher = Sha256::new();
    for part in [model, "\u{ffff}", title, "\u{ffff}", content] {
        hasher.update(part);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    digest.first_chunk().copied().unwrap_or_default()
}

/// Runs until the index is gone or stopped.
async fn run(index: Weak<Inner>) {
    let mut failures = 0;
    loop {
        let rest = {
            let Some(inner) = index.upgrade() else {
                return;
            };
            if inner.stopped.load(Ordering::Acquire) {
                return;
            }
            match inner.step().await {
                Ok(work::Step::Worked) => Duration::ZERO,
                Ok(work::Step::Idle) => IDLE,
                Err(error) => {
                    if let work::Trouble::Model(error) = &error {
                        inner.failed(error);
                    }
                    tracing::debug!(%error, failures, "indexing rests");
                    failures += 1;
                    tokio::time::sleep(rest_after(failures)).await;
                    continue;
                }
            }
        };
        failures = 0;
        tokio::time::sleep(rest).await;
    }
}

/// Doubles with each failure in a row.
fn rest_after(failures: u32) -> Duration {
    FIRST_REST
        .saturating_mul(1 << failures.saturating_sub(1).min(6))
        .min(LONGEST_REST)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EmbedError> + Send + 'static,
) -> Result<T, EmbedError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(EmbedError::Unavailable("the model failed".to_owned())),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
