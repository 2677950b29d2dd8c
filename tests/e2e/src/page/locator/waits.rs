//! Waiting for a thing to be as it should.

use serde_json::{Value, json};

use super::Locator;
use crate::page::{computed, squeezed};
use crate::wait::{self, PATIENCE};

impl Locator {
    /// Waits until it is gone.
    pub async fn is_gone(&self) {
        let gone = || async {
            match self.find().await? {
                found if found.elements.is_empty() => Ok(()),
                found => Err(format!("{self} is still there: {}", found.names.join(", "))),
            }
        };
        if let Err(why) = wait::until(PATIENCE, gone).await {
            self.fail(&why).await;
        }
    }

    /// Waits until there are so many.
    pub async fn are(&self, number: usize) {
        let counted = || async {
            let found = self.find().await?;
            if found.elements.len() == number {
                return Ok(());
            }
            let names = found.names.join(", ");
            Err(format!(
                "there are {} {self} instead of {number}: {names}",
                found.elements.len()
            ))
        };
        if let Err(why) = wait::until(PATIENCE, counted).await {
            self.fail(&why).await;
        }
    }

    /// Waits until the field holds this.
    pub async fn has_value(&self, expected: &str) {
        self.property_is("value", &json!(expected)).await;
    }

    /// Waits until the box is checked, or not.
    pub async fn is_checked(&self, expected: bool) {
        self.property_is("checked", &json!(expected)).await;
    }

    async fn property_is(&self, name: &str, expected: &Value) {
        let same = || async {
            let element = self.find_one().await?;
            let found = self
                .page
                .driver()
                .execute(
                    "return arguments[0][arguments[1]] ?? null",
                    vec![element.to_json().map_err(|e| e.to_string())?, json!(name)],
                )
                .await
                .map_err(|error| error.to_string())?;
            if found.json() == expected {
                Ok(())
            } else {
                Err(format!(
                    "{self}: {name} is {} instead of {expected}",
                    found.json()
                ))
            }
        };
        if let Err(why) = wait::until(PATIENCE, same).await {
            self.fail(&why).await;
        }
    }

    /// Waits until an attribute has this value.
    pub async fn has_attribute(&self, name: &str, expected: &str) {
        let same = || async {
            let element = self.find_one().await?;
            let found = element
                .attr(name)
                .await
                .map_err(|error| error.to_string())?;
            if found.as_deref() == Some(expected) {
                Ok(())
            } else {
                Err(format!(
                    "{self}: {name} is {found:?} instead of {expected:?}"
                ))
            }
        };
        if let Err(why) = wait::until(PATIENCE, same).await {
            self.fail(&why).await;
        }
    }

    /// Waits until its visible text contains this.
    pub async fn shows(&self, expected: &str) {
        let shown = || async {
            let text = self
                .find_one()
                .await?
                .text()
                .await
                .map_err(|error| error.to_string())?;
            if squeezed(&text).contains(&squeezed(expected)) {
                Ok(())
            } else {
                Err(format!("{self} shows no “{expected}”, but: {text}"))
            }
        };
        if let Err(why) = wait::until(PATIENCE, shown).await {
            self.fail(&why).await;
        }
    }

    /// Fails where its visible text contains this now.
    pub async fn shows_no(&self, unexpected: &str) {
        let text = self.text().await;
        if squeezed(&text).contains(&squeezed(unexpected)) {
            self.fail(&format!("{self} shows “{unexpected}”: {text}"))
                .await;
        }
    }

    /// Waits until the browser tells this to assistive technology as part of its description.
    pub async fn is_described_as(&self, expected: &str) {
        let described = || async {
            let element = self.find_one().await?;
            let found = computed::description(&self.page, &element)
                .await
                .map_err(|error| error.to_string())?;
            if squeezed(&found).contains(&squeezed(expected)) {
                Ok(())
            } else {
                Err(format!(
                    "{self} is described as “{found}”, without “{expected}”"
                ))
            }
        };
        if let Err(why) = wait::until(PATIENCE, described).await {
            self.fail(&why).await;
        }
    }

    /// Waits until it has the focus.
    pub async fn has_focus(&self) {
        let focused = || async {
            let element = self.find_one().await?;
            let script = "return arguments[0] === document.activeElement || \
                          arguments[0].contains(document.activeElement)";
            let answer = self
                .page
                .driver()
                .execute(
                    script,
                    vec![element.to_json().map_err(|error| error.to_string())?],
                )
                .await
                .map_err(|error| error.to_string())?;
            if answer.json() == &json!(true) {
                Ok(())
            } else {
                Err(format!("the focus is not on {self}"))
            }
        };
        if let Err(why) = wait::until(PATIENCE, focused).await {
            let focus = self.page.focused().await;
            self.fail(&format!("{why} but on {focus}")).await;
        }
    }
}
