//! One round of the index: what waits gets its vector.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
};

use super::{Inner, blocking, lock, text};
use crate::{
    search::{embedder::EmbedError, vectors::unit},
    store::{Embedded, EmbeddingStore as _, Hash, StoreError, Waiting},
};

/// Texts in one round: few enough that the writes of people wait for milliseconds.
const ROUND: usize = 256;
/// What is asked to find out whether a model answers again.
const PROBE: &str = "Are you there?";

/// What a round did.
pub(super) enum Step {
    Worked,
    Idle,
}

/// Why a round did not end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Model(#[from] EmbedError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Inner {
    pub(super) async fn step(&self) -> Result<Step, Trouble> {
        if !self.loaded.load(Ordering::Acquire) {
            self.load().await?;
        }
        let refused = lock(&self.refused).len();
        let mut waiting: Vec<(Hash, Waiting)> = self
            .store
            .waiting(ROUND + refused)
            .await?
            .into_iter()
            .map(|text| (self.hash(&text.title, &text.content), text))
            .collect();
        {
            let refused = lock(&self.refused);
            waiting.retain(|(hash, _)| !refused.contains(hash));
        }
        if waiting.is_empty() {
            if self.down.load(Ordering::Acquire) {
                self.embed(vec![PROBE.to_owned()]).await?;
                self.answered();
            }
            return Ok(Step::Idle);
        }
        self.index(waiting).await?;
        Ok(Step::Worked)
    }

    /// Brings what the database has into memory.
    async fn load(&self) -> Result<(), Trouble> {
        self.store.use_model(self.embedder.model()).await?;
        self.store.forget_unused().await?;
        self.store
            .embedded(|one| self.write(|vectors| vectors.put(one.number, one.hash, &one.vector)))
            .await?;
        self.loaded.store(true, Ordering::Release);
        tracing::info!(
            model = self.embedder.model(),
            vectors = self.read(super::Vectors::len),
            "searches are by meaning"
        );
        Ok(())
    }

    async fn index(&self, waiting: Vec<(Hash, Waiting)>) -> Result<(), Trouble> {
        let hashes: Vec<Hash> = waiting.iter().map(|(hash, _)| *hash).collect();
        let mut vectors = self.store.vectors_of(&hashes).await?;
        // A text that is there twice is embedded once.
        let missing: HashMap<Hash, String> = waiting
            .iter()
            .filter(|(hash, _)| !vectors.contains_key(hash))
            .map(|(hash, one)| (*hash, text(&one.title, &one.content)))
            .collect();
        if !missing.is_empty() {
            let (hashes, texts): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
            vectors.extend(self.embed_all(hashes, texts).await?);
            self.answered();
        }
        let embedded = waiting
            .into_iter()
            .filter_map(|(hash, one)| {
                Some(Embedded {
                    number: one.number,
                    vector: vectors.get(&hash)?.clone(),
                    hash,
                })
            })
            .collect();
        let model = self.embedder.model().to_owned();
        let kept = self
            .store
            .keep_embeddings(embedded, move |title, content| {
                super::hash(&model, title, content)
            })
            .await?;
        self.write(|vectors| {
            for one in kept {
                vectors.put(one.number, one.hash, &one.vector);
            }
        });
        Ok(())
    }

    /// The vectors of all texts but those that the model does not take.
    async fn embed_all(
        &self,
        hashes: Vec<Hash>,
        texts: Vec<String>,
    ) -> Result<HashMap<Hash, Vec<f32>>, Trouble> {
        match self.embed(texts.clone()).await {
            Ok(vectors) => {
                let pairs = hashes.into_iter().zip(vectors);
                return Ok(pairs
                    .filter_map(|(hash, vector)| self.directed(hash, vector))
                    .collect());
            }
            Err(EmbedError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
        // One of them is refused, and nobody says which.
        let mut found = HashMap::new();
        for (hash, text) in hashes.into_iter().zip(texts) {
            match self.embed(vec![text]).await {
                Ok(vectors) => found.extend(
                    vectors
                        .into_iter()
                        .filter_map(|vector| self.directed(hash, vector)),
                ),
                Err(EmbedError::Refused(why)) => {
                    tracing::warn!(
                        why,
                        "the model does not take a text: it is found by its words"
                    );
                    lock(&self.refused).insert(hash);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(found)
    }

    /// A vector of zeros points nowhere: as if the model had refused the text.
    fn directed(&self, hash: Hash, vector: Vec<f32>) -> Option<(Hash, Vec<f32>)> {
        let directed = unit(vector);
        if directed.is_none() {
            lock(&self.refused).insert(hash);
        }
        Some((hash, directed?))
    }

    async fn embed(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, EmbedError> {
        let embedder = Arc::clone(&self.embedder);
        let vectors = blocking(move || embedder.texts(&texts)).await?;
        vectors
            .into_iter()
            .map(|vector| self.fitting(vector))
            .collect()
    }
}
