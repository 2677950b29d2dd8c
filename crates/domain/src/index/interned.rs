//! Values that many rows share, kept once under a number.

use std::{collections::HashMap, hash::Hash};

#[derive(Debug)]
pub(super) struct Interned<T> {
    values: Vec<T>,
    ids: HashMap<T, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            ids: HashMap::new(),
        }
    }
}

impl<T: Eq + Hash + Clone> Interned<T> {
    /// The number of a value. Values are never given up: a workspace has few distinct ones.
    pub(super) fn id(&mut self, value: &T) -> u32 {
        if let Some(id) = self.ids.get(value) {
            return *id;
        }
        let id = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.clone());
        self.ids.insert(value.clone(), id);
        id
    }

    /// All values, by their numbers.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// A judgement of every value, by number.
    pub(super) fn judge(&self, judge: impl Fn(&T) -> bool) -> Vec<bool> {
        self.values.iter().map(judge).collect()
    }
}
