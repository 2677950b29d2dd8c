//! The keyboard of a menu: arrows, Home, End and type-ahead over its items.

use leptos::web_sys;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Letters typed within this many milliseconds belong to one word.
const TYPE_AHEAD_MS: f64 = 700.0;

/// What was typed so far, and when (milliseconds of the event's own clock).
#[derive(Clone, Debug, Default)]
pub struct TypeAhead {
    typed: String,
    at: f64,
}

impl TypeAhead {
    /// Adds a letter and gives the index of the label to go to, seen from `current`. The same
    /// letter again goes to the next label that begins with it.
    pub fn go(&mut self, key: &str, at: f64, labels: &[String], current: usize) -> Option<usize> {
        if at - self.at > TYPE_AHEAD_MS {
            self.typed.clear();
        }
        self.at = at;
        self.typed.push_str(&key.to_lowercase());
        let mut letters = self.typed.chars();
        let first = letters.next()?;
        let repeated = letters.all(|letter| letter == first);
        let (word, start) = if repeated {
            (first.to_string(), current + 1)
        } else {
            (self.typed.clone(), current)
        };
        (0..labels.len())
            .map(|step| (start + step) % labels.len())
            .find(|&at| {
                labels
                    .get(at)
                    .is_some_and(|label| label.to_lowercase().starts_with(&word))
            })
    }
}

/// The items of a menu, in order.
pub fn items(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all("[role^='menuitem']") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok())
        .collect()
}

/// The index that a key moves to among `count` items; `None` where the key does not move.
pub fn moved(key: &str, current: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(if current >= last { 0 } else { current + 1 }),
        "ArrowUp" => Some(if current == 0 { last } else { current - 1 }),
        "Home" | "PageUp" => Some(0),
        "End" | "PageDown" => Some(last),
        _ => None,
    }
}
