//! Many scenarios at once.

use std::time::Duration;

use serde_json::json;

use super::{FIND_DIRECTORY, MOVE, MOVE_DIALOG, Screen, soon};
use crate::wait;

/// An end of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it begins.
    First,
    /// Where it ends.
    Last,
}

impl Screen {
    /// Chooses so many scenarios from one end of the list on, and the directory to which they go
    /// with the next press of Enter.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn choose_to_move(
        &self,
        from: End,
        number: usize,
        directory: &str,
    ) -> Result<(), String> {
        soon(self.page.role("grid", "Scenarios").focus())
            .await
            .ok_or("the list takes no focus")?;
        let (end, further) = match from {
            End::First => ("Home", "Shift+ArrowDown"),
            End::Last => ("End", "Shift+ArrowUp"),
        };
        self.page.press(end).await;
        self.page.press("Space").await;
        self.page
            .press_times(further, number.saturating_sub(1))
            .await;
        soon(self.page.shows(&format!("{number} scenarios chosen")))
            .await
            .ok_or_else(|| format!("not {number} scenarios are chosen"))?;
        soon(self.page.button(MOVE).containing().nth(0).click())
            .await
            .ok_or("“Move to…” cannot be pressed")?;
        soon(
            self.page
                .role("dialog", MOVE_DIALOG)
                .containing()
                .is_there(),
        )
        .await
        .ok_or("no directory is asked for")?;
        soon(self.page.field(FIND_DIRECTORY).has_focus())
            .await
            .ok_or("no directory can be typed")?;
        self.page.type_text(directory).await;
        soon(self.page.role("option", directory).containing().is_there())
            .await
            .ok_or_else(|| "the directory is not offered".to_owned())
    }

    /// How many rows the list says that there are, and whether it has read them all.
    pub async fn list_has(&self, number: usize, patience: Duration) -> Result<(), String> {
        let counted = async || {
            let script =
                "return document.querySelector('#scenarios')?.getAttribute('aria-rowcount')";
            let found = self.page.run(script).await;
            // With the row of the headings.
            if found == json!((number + 1).to_string()) {
                Ok(())
            } else {
                Err(format!("the list has {found} rows instead of {number}"))
            }
        };
        wait::until(patience, counted).await
    }
}
