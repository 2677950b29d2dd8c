//! What the browser wrote into its console: panics, refused scripts and styles, failed requests.

use super::Page;

impl Page {
    /// Every line since the last time it was asked.
    pub async fn console(&self) -> Vec<String> {
        match self.driver.browser_log().await {
            Ok(entries) => entries
                .into_iter()
                .map(|entry| format!("{} {}", entry.level, entry.message))
                .collect(),
            Err(error) => vec![format!("SEVERE the console cannot be read: {error}")],
        }
    }

    /// The lines that nobody expects: errors and panics, and what the Content-Security-Policy
    /// has stopped.
    pub(crate) async fn complaints(&self, expected: &[&str]) -> Vec<String> {
        let lines = self.console().await;
        lines
            .into_iter()
            .filter(|line| line.starts_with("SEVERE") || line.contains("Content Security Policy"))
            .filter(|line| !expected.iter().any(|part| line.contains(part)))
            .collect()
    }
}
