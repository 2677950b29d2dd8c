//! What the browser remembers: the tab's storage for keys, the device's for preferences.

use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};

/// Where something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Until the tab is closed. The only place for keys.
    Tab,
    /// On this device. Never for keys.
    Device,
}

fn storage(place: Place) -> Option<web_sys::Storage> {
    match place {
        Place::Tab => window().session_storage(),
        Place::Device => window().local_storage(),
    }
    .ok()
    .flatten()
}

/// Reads a value; anything that cannot be read counts as absent.
#[must_use]
pub fn read<T: DeserializeOwned>(place: Place, name: &str) -> Option<T> {
    let text = storage(place)?.get_item(name).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// Writes a value. `false` where the browser refuses: preferences are then lost with the tab.
pub fn write<T: Serialize>(place: Place, name: &str, value: &T) -> bool {
    let Ok(text) = serde_json::to_string(value) else {
        return false;
    };
    storage(place).is_some_and(|storage| storage.set_item(name, &text).is_ok())
}

/// Forgets a value.
pub fn remove(place: Place, name: &str) {
    if let Some(storage) = storage(place) {
        // Removing from a storage that is there cannot fail.
        let _ = storage.remove_item(name);
    }
}

/// The names that begin with a text, of all that is kept there.
#[must_use]
pub fn names(place: Place, beginning: &str) -> Vec<String> {
    let Some(storage) = storage(place) else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|name| name.starts_with(beginning))
        .collect()
}
