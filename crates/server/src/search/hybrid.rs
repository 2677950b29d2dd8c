//! Searches by meaning and by words together.
//!
//! Two lists are made: the texts whose vectors are nearest to the query's, and those that have its
//! words, as a lexical search orders them. Every text of either list has its exact cosine and, if
//! it is in the second, its lexical score; the order is that of `cosine + lexical / 4`. Names,
//! numbers and codes, of which a model knows nothing, so lift a text that has them, and a text in
//! other words still wins over one that shares a word by chance. Sums of scores keep how much
//! nearer a text is, which fusing mere ranks throws away.

use std::collections::HashMap;

use contract::opencx::{SearchAnswer, SearchInput, SearchMode};

use super::{Index, hit, index, lexical_score, words};
use crate::store::{EmbeddingStore, Hash, SearchStore, StoreError};

/// What a lexical score counts beside a cosine.
const WORDS_WEIGHT: f64 = 0.25;
/// Scenarios and documents in each list.
const LIST: usize = 100;
/// Vectors whose texts are looked at first; each further look takes four times as many, because
/// so few pass the filters.
const FIRST_LOOK: usize = 512;

/// A scenario or document by its text that is nearest.
struct Candidate {
    number: i64,
    cosine: f64,
    words: f64,
}

impl Candidate {
    fn place(&self) -> f64 {
        self.cosine + WORDS_WEIGHT * self.words
    }
}

pub(super) async fn search(
    store: &(impl SearchStore + EmbeddingStore),
    index: &Index,
    workspace: &str,
    input: &SearchInput,
    query: Vec<f32>,
) -> Result<SearchAnswer, StoreError> {
    let mut candidates = nearest(store, index, workspace, input, &query).await?;
    add_words(store, index, workspace, input, &query, &mut candidates).await?;
    let mut candidates: Vec<Candidate> = candidates.into_values().collect();
    candidates.sort_by(|one, other| {
        other
            .place()
            .total_cmp(&one.place())
            .then(one.number.cmp(&other.number))
    });
    candidates.truncate(usize::try_from(input.limit).unwrap_or(usize::MAX));
    let numbers: Vec<i64> = candidates.iter().map(|one| one.number).collect();
    let mut texts = store.texts(workspace, &numbers).await?;
    let items = candidates
        .into_iter()
        .filter_map(|one| Some(hit(texts.remove(&one.number)?, one.cosine.clamp(-1.0, 1.0))))
        .collect();
    Ok(SearchAnswer {
        items,
        mode: SearchMode::Semantic,
    })
}

/// The list by meaning, by owner.
async fn nearest(
    store: &(impl SearchStore + EmbeddingStore),
    index: &Index,
    workspace: &str,
    input: &SearchInput,
    query: &[f32],
) -> Result<HashMap<i64, Candidate>, StoreError> {
    let asked = query.to_vec();
    let all = index.ask(move |vectors| vectors.nearest(&asked)).await;
    let all = all.unwrap_or_default();
    let mut rest = all.as_slice();
    let mut look = FIRST_LOOK;
    let mut stale = Vec::new();
    let mut found = HashMap::new();
    while !rest.is_empty() && found.len() < LIST {
        let (looked_at, behind) = rest.split_at(look.min(rest.len()));
        let numbers: Vec<i64> = looked_at.iter().map(|(_, number, _)| *number).collect();
        let facts = store.facts(workspace, input, &numbers).await?;
        for (cosine, number, hash) in looked_at {
            let Some(facts) = facts.get(number).filter(|facts| facts.hash == Some(*hash)) else {
                stale.push((*number, *hash));
                continue;
            };
            if facts.passes && (found.len() < LIST || found.contains_key(&facts.owner)) {
                found.entry(facts.owner).or_insert(Candidate {
                    number: *number,
                    cosine: f64::from(*cosine),
                    words: 0.0,
                });
            }
        }
        rest = behind;
        look *= 4;
    }
    index.forget(&stale);
    Ok(found)
}

/// The list by words, put together with the other one.
async fn add_words(
    store: &(impl SearchStore + EmbeddingStore),
    index: &Index,
    workspace: &str,
    input: &SearchInput,
    query: &[f32],
    candidates: &mut HashMap<i64, Candidate>,
) -> Result<(), StoreError> {
    let Some(expression) = words::expression(&input.query) else {
        return Ok(());
    };
    let found = store
        .by_words(workspace, input, expression, LIST as u64)
        .await?;
    let mut others = Vec::new();
    for found in found {
        match candidates.get_mut(&found.owner) {
            Some(candidate) => candidate.words = lexical_score(found),
            None => others.push(found),
        }
    }
    let numbers: Vec<i64> = others.iter().map(|found| found.number).collect();
    let facts = store.facts(workspace, input, &numbers).await?;
    let hashes: Vec<(i64, Option<Hash>)> = numbers
        .iter()
        .map(|number| (*number, facts.get(number).and_then(|facts| facts.hash)))
        .collect();
    let asked = query.to_vec();
    let cosines = index
        .ask(move |vectors| {
            let known = hashes
                .into_iter()
                .map(|(number, hash)| Some((number, vectors.cosine(&asked, number, &hash?)?)));
            known.flatten().collect::<HashMap<i64, f32>>()
        })
        .await;
    let mut cosines = cosines.unwrap_or_default();
    let late: Vec<i64> = numbers
        .into_iter()
        .filter(|number| !cosines.contains_key(number))
        .take(index::LATE)
        .collect();
    cosines.extend(embedded_now(store, index, workspace, query, &late).await?);
    for found in others {
        if let Some(cosine) = cosines.get(&found.number) {
            candidates.insert(
                found.owner,
                Candidate {
                    number: found.number,
                    cosine: f64::from(*cosine),
                    words: lexical_score(found),
                },
            );
        }
    }
    Ok(())
}

/// The cosines of texts that have no vector yet.
async fn embedded_now(
    store: &impl SearchStore,
    index: &Index,
    workspace: &str,
    query: &[f32],
    numbers: &[i64],
) -> Result<Vec<(i64, f32)>, StoreError> {
    let texts = store.texts(workspace, numbers).await?;
    let (numbers, texts): (Vec<i64>, Vec<String>) = texts
        .into_iter()
        .map(|(number, one)| (number, index::text(&one.title, &one.content)))
        .unzip();
    let vectors = index.texts(texts).await;
    Ok(numbers
        .into_iter()
        .zip(vectors)
        .filter_map(|(number, vector)| {
            let vector = vector.filter(|vector| vector.len() == query.len())?;
            Some((number, super::vectors::dot(query, &vector)))
        })
        .collect())
}
