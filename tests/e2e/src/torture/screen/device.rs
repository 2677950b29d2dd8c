//! What the app says of the things that this device keeps.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Screen, soon};
use crate::torture::stores::Stores;
use crate::wait;

const DEVICE: &str = "On this device";
const EDITS: &str = "Unsent edits";
const OUTBOX: &str = "Outbox";
/// How long the page may take to notice what has come or gone last.
const NOTICES_WITHIN: Duration = Duration::from_secs(5);
/// What every mark of a scenario begins and ends with.
const MARK: [char; 2] = ['⟦', '⟧'];

/// The number at the button, which is there while something is kept.
const BADGE: &str = "
    const badge = document.querySelector('.count-badge:has(> .visually-hidden)');
    return Number(badge?.firstChild.textContent ?? 0);";

impl Screen {
    /// Waits until the app counts what the device keeps as it is, and shows each of it.
    ///
    /// # Errors
    /// What it does not show.
    pub async fn shows_what_is_kept(&self) -> Result<(), String> {
        let counted = async || {
            let stores = Stores::read(&self.page).await;
            let kept = stores.edits.len() + stores.outbox.len();
            let said = self.page.run(BADGE).await;
            if said == json!(kept) {
                Ok(stores)
            } else {
                Err(format!(
                    "{} edits and {} writes wait, and the page counts {said}",
                    stores.edits.len(),
                    stores.outbox.len()
                ))
            }
        };
        let stores = wait::until(NOTICES_WITHIN, counted).await?;
        if stores.edits.is_empty() && stores.outbox.is_empty() {
            return Ok(());
        }
        soon(self.page.button(DEVICE).containing().click())
            .await
            .ok_or("“On this device” cannot be pressed")?;
        for (tab, kept) in [(EDITS, &stores.edits), (OUTBOX, &stores.outbox)] {
            let drawer = self.page.dialog(DEVICE);
            soon(drawer.clone().tab(tab).containing().click())
                .await
                .ok_or_else(|| format!("“{tab}” cannot be pressed"))?;
            let listed = async || {
                let text = drawer.text().await;
                let mut marks = kept.iter().filter_map(|(_, value)| mark_of(value));
                match marks.find(|mark| !text.contains(mark)) {
                    None => Ok(()),
                    Some(mark) => Err(format!("{mark} waits and is not among “{tab}”: {text}")),
                }
            };
            wait::until(NOTICES_WITHIN, listed).await?;
        }
        self.clear().await
    }
}

/// The mark of the scenario to which something that is kept belongs; none where its title is not
/// typed yet.
fn mark_of(kept: &Value) -> Option<String> {
    // An edit holds a form, a write has the title itself.
    let title = kept["scenario"]["title"].as_str();
    let title = title.or(kept["title"].as_str())?;
    let (inside, _) = title.strip_prefix(MARK[0])?.split_once(MARK[1])?;
    Some(format!("{}{inside}{}", MARK[0], MARK[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_from_an_edit_and_from_a_write() {
        let mark = |kept: Value| mark_of(&kept);
        let title = "⟦7·s0⟧ as it was ⟦7·2⟧";
        let expected = Some("⟦7·s0⟧".to_owned());
        assert_eq!(mark(json!({ "title": title })), expected);
        assert_eq!(mark(json!({ "scenario": { "title": title } })), expected);
        assert_eq!(mark(json!({ "scenario": { "title": "" } })), None);
    }
}
