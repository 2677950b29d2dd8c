//! Metadata: each key by itself.

use serde_json::{Map, Value};

use super::Side;

/// What two people made of the metadata.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyMerge {
    merged: Map<String, Value>,
    /// The keys that both changed, and differently.
    pub conflicts: Vec<KeyConflict>,
}

/// A key that both changed, and differently.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyConflict {
    /// The key.
    pub key: String,
    /// The value of the person at this form; `None` where they removed it.
    pub mine: Option<Value>,
    /// Somebody else's.
    pub theirs: Option<Value>,
    /// Whose it is to be; `None` until that is decided.
    pub taken: Option<Side>,
}

type Object = Map<String, Value>;

impl KeyMerge {
    /// Merges what `mine` and `theirs` made of `base`. Keys stand in the order of `theirs`, new ones
    /// of `mine` after them.
    #[must_use]
    pub fn of(base: &Object, mine: &Object, theirs: &Object) -> Self {
        let mut merge = Self::default();
        let only_mine = mine.keys().chain(base.keys());
        let mut keys: Vec<&String> = theirs.keys().collect();
        for key in only_mine {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        for key in keys {
            let (old, one, other) = (base.get(key), mine.get(key), theirs.get(key));
            let value = if one == other || one == old {
                other
            } else if other == old {
                one
            } else {
                merge.conflicts.push(KeyConflict {
                    key: key.clone(),
                    mine: one.cloned(),
                    theirs: other.cloned(),
                    taken: None,
                });
                // Keeps its place among the others.
                other.or(one)
            };
            if let Some(value) = value {
                merge.merged.insert(key.clone(), value.clone());
            }
        }
        merge
    }

    /// The merged object; `None` while a key is undecided.
    #[must_use]
    pub fn object(&self) -> Option<Object> {
        let mut object = self.merged.clone();
        for conflict in &self.conflicts {
            let value = match conflict.taken? {
                Side::Mine => &conflict.mine,
                Side::Theirs => &conflict.theirs,
            };
            match value {
                Some(value) => object.insert(conflict.key.clone(), value.clone()),
                None => object.shift_remove(&conflict.key),
            };
        }
        Some(object)
    }
}
