//! What is on the device: the stores of the app's database, read from outside.

use serde_json::{Value, json};

use crate::Page;

/// Reads stores whose values are JSON strings. A database that is not there is not made.
const READ: &str = "
    const known = await indexedDB.databases();
    const read = { edits: [], outbox: [] };
    if (!known.some((one) => one.name === 'cuebook')) return read;
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('cuebook');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    try {
      for (const name of Object.keys(read)) {
        if (!database.objectStoreNames.contains(name)) continue;
        const store = database.transaction(name).objectStore(name);
        const all = (asked) => new Promise((resolve, reject) => {
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
        const keys = all(store.getAllKeys()), values = all(store.getAll());
        const [k, v] = [await keys, await values];
        read[name] = k.map((key, at) => [String(key), v[at]]);
      }
    } finally {
      database.close();
    }
    return read;";

/// Empties everything but `meta`, whose log of requests stays true.
const CLEAR: &str = "
    const known = await indexedDB.databases();
    if (!known.some((one) => one.name === 'cuebook')) return;
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('cuebook');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const names = [...database.objectStoreNames].filter((name) => name !== 'meta');
    if (names.length) {
      const work = database.transaction(names, 'readwrite');
      for (const name of names) work.objectStore(name).clear();
      await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
      });
    }
    database.close();";

/// The journal and the outbox at one moment.
#[derive(Clone, Debug, Default)]
pub struct Stores {
    /// Unsent edits: key and value.
    pub edits: Vec<(String, Value)>,
    /// Writes that wait: key and value.
    pub outbox: Vec<(String, Value)>,
}

impl Stores {
    /// Reads them in the page, which must be of the app's origin.
    ///
    /// # Panics
    /// When the database cannot be read.
    pub async fn read(page: &Page) -> Self {
        let answer = page.run_async(READ).await;
        let rows = |name: &str| -> Vec<(String, Value)> {
            let list = answer[name].as_array().cloned().unwrap_or_default();
            let row = |pair: Value| {
                let key = pair[0].as_str().unwrap_or_default().to_owned();
                (key, opened(&pair[1]))
            };
            list.into_iter().map(row).collect()
        };
        Self {
            edits: rows("edits"),
            outbox: rows("outbox"),
        }
    }

    /// Empties them, and the history and the versions with them. Not while the app is open.
    ///
    /// # Panics
    /// When the database cannot be written.
    pub async fn clear(page: &Page) {
        page.run_async(CLEAR).await;
    }

    /// Every text of the writes that wait.
    #[must_use]
    pub fn waiting(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for (_, value) in &self.outbox {
            texts_in(value, &mut found);
        }
        found
    }

    /// Every text in them.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for (_, value) in self.edits.iter().chain(&self.outbox) {
            texts_in(value, &mut found);
        }
        found
    }
}

/// A value is JSON in a string; what is not stays as it is.
fn opened(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let inner: Option<Value> = serde_json::from_str(text).ok();
            match inner {
                Some(inner @ (Value::Object(_) | Value::Array(_))) => opened(&inner),
                _ => value.clone(),
            }
        }
        Value::Array(items) => Value::Array(items.iter().map(opened).collect()),
        Value::Object(members) => {
            let members = members.iter().map(|(name, it)| (name.clone(), opened(it)));
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

/// Every string of a value.
pub fn texts_in<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts_in(item, found)),
        Value::Object(members) => members.values().for_each(|it| texts_in(it, found)),
        _ => {}
    }
}

impl std::fmt::Display for Stores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, rows) in [("edits", &self.edits), ("outbox", &self.outbox)] {
            writeln!(f, "{name}: {}", rows.len())?;
            for (key, value) in rows {
                let value: String = json!(value).to_string().chars().take(1500).collect();
                writeln!(f, "  {key}: {value}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_in_json_within_json() {
        let inner = json!({ "draft": { "content": "⟦1⟧ hello" } }).to_string();
        let value = opened(&json!({ "edit": inner, "n": 1 }));
        let mut found = Vec::new();
        texts_in(&value, &mut found);
        assert_eq!(found, ["⟦1⟧ hello"]);
    }
}
