//! The fields of a scenario's form.

use std::time::Instant;

use serde_json::json;

use super::{BETWEEN, CONTENT, LATER, Screen, TITLE, soon};
use crate::Locator;
use crate::torture::plan::Place;

const METADATA_KEY: &str = "Key 1";
const METADATA_VALUE: &str = "JSON value 1";
const NEW_ROW: &str = "Add a row";
const START: &str = "Start";
const END: &str = "End";

/// The value of a field of the form, in sight or folded away.
const VALUE: &str = "
    const name = arguments[0];
    const names = (field) => [field.getAttribute('aria-label'),
      ...[...field.labels].map((label) => label.textContent.replace('*', '').trim())];
    const fields = document.querySelectorAll('form[aria-label=Scenario] :is(input, textarea)');
    return [...fields].find((field) => names(field).includes(name))?.value ?? null;";

/// Unfolds the metadata of the form.
const UNFOLD: &str = "
    document.querySelector('form[aria-label=Scenario] details:not([open]) > summary')?.click();";

impl Screen {
    pub(super) fn field(&self, place: Place) -> Locator {
        self.page.field(name_of(place))
    }

    /// What a field of the form holds now, where there is one.
    pub(super) async fn value(&self, place: Place) -> Option<String> {
        let answer = self.page.run_with(VALUE, vec![json!(name_of(place))]).await;
        answer.as_str().map(str::to_owned)
    }

    /// Waits until a field of the form holds a text.
    ///
    /// # Errors
    /// What it holds instead.
    pub async fn holds(&self, place: Place, text: &str) -> Result<(), String> {
        let start = Instant::now();
        loop {
            self.clear().await?;
            let value = self.value(place).await;
            if value.as_deref().is_some_and(|value| value.contains(text)) {
                return Ok(());
            }
            if start.elapsed() > LATER {
                return Err(format!("{place:?} holds {value:?}"));
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }

    /// Puts the caret behind a field's text, ready to type.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn stand_in(&self, place: Place) -> Result<(), String> {
        self.clear().await?;
        let is_metadata = matches!(place, Place::MetadataKey | Place::MetadataValue);
        if is_metadata && self.value(place).await.is_none() {
            self.page.run(UNFOLD).await;
            soon(self.page.button(NEW_ROW).click())
                .await
                .ok_or("there is no new row of metadata")?;
        }
        soon(self.field(place).click())
            .await
            .ok_or("the field cannot be pressed")?;
        self.page.press("Control+End").await;
        Ok(())
    }
}

/// What a field is called on the screen.
const fn name_of(place: Place) -> &'static str {
    match place {
        Place::Title => TITLE,
        Place::Content => CONTENT,
        Place::MetadataKey => METADATA_KEY,
        Place::MetadataValue => METADATA_VALUE,
        Place::Start => START,
        Place::End => END,
    }
}
