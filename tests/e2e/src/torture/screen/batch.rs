//! Many scenarios at once.

use std::time::Duration;

use serde_json::json;

use super::{FIND_DIRECTORY, MOVE, MOVE_DIALOG, Screen, soon};
use crate::wait;

impl Screen {
    /// Chooses every scenario of the list and moves them to a directory.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn move_all(&self, number: usize, directory: &str) -> Result<(), String> {
        soon(self.page.role("grid", "Scenarios").focus())
            .await
            .ok_or("the list takes no focus")?;
        self.page.press("Control+a").await;
        soon(self.page.shows(&format!("{number} scenarios chosen")))
            .await
            .ok_or("not all are chosen")?;
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
            .ok_or("the directory is not offered")?;
        self.page.press("Enter").await;
        Ok(())
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
