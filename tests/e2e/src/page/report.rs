//! What somebody needs to know about a journey that failed.

use std::panic::Location;
use std::path::PathBuf;

use super::Page;

impl Page {
    /// Ends the journey: says what is wrong, what the page shows, and where the picture is.
    ///
    /// # Panics
    /// Always.
    pub async fn fail(&self, at: &Location<'_>, why: &str) -> ! {
        panic!("{at}: {why}\n{}", self.describe().await)
    }

    /// The address, what can be read, what the browser logged, and where a picture of it is.
    pub async fn describe(&self) -> String {
        let text = match self
            .driver
            .execute("return document.body.innerText", Vec::new())
            .await
        {
            Ok(answer) => answer.json().as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        };
        let log = self.console().await.join("\n  ");
        let picture = match self.keep_picture().await {
            Ok(path) => path.display().to_string(),
            Err(why) => why,
        };
        format!(
            "at {}\n--- the page shows\n{text}\n--- the browser logged\n  {log}\n--- picture: {picture}",
            self.url().await
        )
    }

    async fn keep_picture(&self) -> Result<PathBuf, String> {
        let folder = folder();
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let path = folder.join(format!("{}.png", self.name.replace([' ', '/'], "-")));
        std::fs::write(&path, self.picture().await?).map_err(|error| error.to_string())?;
        Ok(path)
    }
}

/// `target/e2e`, also where another target folder is in use.
fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target")),
        PathBuf::from,
    );
    target.join("e2e")
}
