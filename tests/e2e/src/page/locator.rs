//! Something on the page, by its role and its name: looked for when it is used, as often as needed.

use std::panic::Location;

use serde_json::{Value, json};
use thirtyfour::WebElement;

use super::{Page, computed, keys};
use crate::wait::{self, PATIENCE};

mod waits;

/// Where a thing is and what it is called. Everything that fails says so with the place in the
/// journey at which it was asked for.
#[derive(Clone)]
pub struct Locator {
    page: Page,
    steps: Vec<Value>,
    at: &'static Location<'static>,
}

/// What was found, with the names of it and of what else there is.
struct Found {
    elements: Vec<WebElement>,
    names: Vec<String>,
    others: Vec<String>,
}

impl Locator {
    pub(super) fn new(
        page: Page,
        roles: &[&str],
        name: Option<&str>,
        at: &'static Location<'static>,
    ) -> Self {
        let locator = Self {
            page,
            steps: Vec::new(),
            at,
        };
        locator.inside(roles, name)
    }

    fn inside(mut self, roles: &[&str], name: Option<&str>) -> Self {
        self.steps
            .push(json!({ "roles": roles, "name": name, "how": "exact", "nth": null }));
        self
    }

    fn last(mut self, field: &str, value: Value) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step[field] = value;
        }
        self
    }

    /// Something of a role inside this.
    #[must_use]
    pub fn role(self, role: &str, name: &str) -> Self {
        self.inside(&[role], Some(name))
    }

    /// Everything of a role inside this, whatever its name.
    #[must_use]
    pub fn any(self, role: &str) -> Self {
        self.inside(&[role], None)
    }

    /// A button inside this.
    #[must_use]
    pub fn button(self, name: &str) -> Self {
        self.role("button", name)
    }

    /// A tab inside this.
    #[must_use]
    pub fn tab(self, name: &str) -> Self {
        self.role("tab", name)
    }

    /// A field inside this.
    #[must_use]
    pub fn field(self, name: &str) -> Self {
        self.inside(super::FIELDS, Some(name))
    }

    /// The name need only be contained in its name.
    #[must_use]
    pub fn containing(self) -> Self {
        self.last("how", json!("part"))
    }

    /// The one at this place among those of the same name, from 0.
    #[must_use]
    pub fn nth(self, place: usize) -> Self {
        self.last("nth", json!(place))
    }

    /// Only with this value of an attribute.
    #[must_use]
    pub fn where_attribute(self, name: &str, value: &str) -> Self {
        self.last("attribute", json!([name, value]))
    }

    async fn find(&self) -> Result<Found, String> {
        let answer = self
            .page
            .driver()
            .execute(
                include_str!("find.js"),
                vec![Value::Array(self.steps.clone())],
            )
            .await
            .map_err(|error| format!("the page cannot be searched: {error}"))?;
        let value = answer.json().clone();
        let strings = |name: &str| -> Vec<String> {
            let list = value[name].as_array().cloned().unwrap_or_default();
            list.iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect()
        };
        let handle = self.page.driver().handle().clone();
        let elements = value["found"].as_array().cloned().unwrap_or_default();
        let elements = elements
            .into_iter()
            .map(|element| WebElement::from_json(element, handle.clone()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| error.to_string())?;
        Ok(Found {
            elements,
            names: strings("names"),
            others: strings("others"),
        })
    }

    async fn find_one(&self) -> Result<WebElement, String> {
        let Found {
            mut elements,
            names,
            others,
        } = self.find().await?;
        match elements.len() {
            1 => Ok(elements.remove(0)),
            0 => Err(format!(
                "there is no {self}; of its role there is: {}",
                others.join(", ")
            )),
            many => Err(format!("there are {many} {self}: {}", names.join(", "))),
        }
    }

    async fn fail(&self, why: &str) -> ! {
        self.page.fail(self.at, why).await
    }

    /// The one element; waits for it.
    pub async fn element(&self) -> WebElement {
        match wait::until(PATIENCE, || self.find_one()).await {
            Ok(element) => element,
            Err(why) => self.fail(&why).await,
        }
    }

    /// Waits until it is there.
    pub async fn is_there(&self) {
        self.element().await;
    }

    /// How many there are at this moment.
    pub async fn count(&self) -> usize {
        match self.find().await {
            Ok(found) => found.elements.len(),
            Err(why) => self.fail(&why).await,
        }
    }

    /// The accessible names of all of them at this moment.
    pub async fn names(&self) -> Vec<String> {
        match self.find().await {
            Ok(found) => found.names,
            Err(why) => self.fail(&why).await,
        }
    }

    /// Presses it with the mouse, as soon as nothing lies over it.
    pub async fn click(&self) {
        let click = || async {
            let element = self.find_one().await?;
            // A person waits for a button that says that it cannot be pressed yet.
            let disabled = element.attr("aria-disabled").await;
            if disabled.is_ok_and(|disabled| disabled.as_deref() == Some("true")) {
                return Err("it is disabled".to_owned());
            }
            element.click().await.map_err(|error| error.to_string())
        };
        if let Err(why) = wait::until(PATIENCE, click).await {
            self.fail(&format!("{self} cannot be pressed: {why}")).await;
        }
    }

    /// Puts the focus on it, as the page's own code would.
    pub async fn focus(&self) {
        let focus = || async {
            let element = self.find_one().await?;
            element.focus().await.map_err(|error| error.to_string())
        };
        if let Err(why) = wait::until(PATIENCE, focus).await {
            self.fail(&format!("{self} takes no focus: {why}")).await;
        }
    }

    /// Clicks into it, takes out what is there, and types.
    pub async fn fill(&self, text: &str) {
        self.click().await;
        self.page.press("Control+a").await;
        if text.is_empty() {
            self.page.press("Delete").await;
        } else {
            self.page.type_text(text).await;
        }
        self.has_value(text).await;
    }

    /// The value of a field now.
    pub async fn value(&self) -> String {
        let element = self.element().await;
        match element.prop("value").await {
            Ok(value) => value.unwrap_or_default(),
            Err(error) => self.fail(&error.to_string()).await,
        }
    }

    /// An attribute now.
    pub async fn attribute(&self, name: &str) -> Option<String> {
        let element = self.element().await;
        match element.attr(name).await {
            Ok(value) => value,
            Err(error) => self.fail(&error.to_string()).await,
        }
    }

    /// The visible text in it now.
    pub async fn text(&self) -> String {
        let element = self.element().await;
        match element.text().await {
            Ok(text) => text,
            Err(error) => self.fail(&error.to_string()).await,
        }
    }

    /// Presses Tab until it has the focus; at most so many times.
    pub async fn tab_to(&self, most: usize) {
        let element = self.element().await;
        for _ in 0..most {
            self.page.press("Tab").await;
            let script = "return arguments[0] === document.activeElement";
            let Ok(argument) = element.to_json() else {
                break;
            };
            let on_it = self.page.driver().execute(script, vec![argument]).await;
            if on_it.is_ok_and(|answer| answer.json() == &json!(true)) {
                return;
            }
        }
        let focus = self.page.focused().await;
        self.fail(&format!(
            "{most} presses of Tab did not reach {self}; the focus is on {focus}"
        ))
        .await;
    }

    /// Drags it onto another thing with the pointer.
    pub async fn drag_to(&self, target: &Self) {
        let (from, to) = (self.element().await, target.element().await);
        if let Err(error) = keys::drag(&self.page, &from, &to).await {
            self.fail(&format!("{self} cannot be dragged: {error}"))
                .await;
        }
    }

    /// The name of each by our reckoning, and role and name as the browser tells them to assistive
    /// technology, in pairs of `role “name”`.
    pub async fn beside_the_browsers(&self) -> Vec<(String, String)> {
        let found = match self.find().await {
            Ok(found) => found,
            Err(why) => self.fail(&why).await,
        };
        let role = self.steps.last().and_then(|step| step["roles"][0].as_str());
        let role = role.unwrap_or_default();
        let mut pairs = Vec::new();
        for (element, name) in found.elements.iter().zip(found.names) {
            match computed::of(&self.page, element).await {
                Ok((theirs, label)) => pairs.push((
                    format!("{role} “{name}”"),
                    format!("{theirs} “{}”", super::squeezed(&label)),
                )),
                Err(error) => self.fail(&error.to_string()).await,
            }
        }
        pairs
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, step) in self.steps.iter().rev().enumerate() {
            let separator = if at > 0 { " in " } else { "" };
            let role = step["roles"][0].as_str().unwrap_or_default();
            write!(f, "{separator}{role}")?;
            if let Some(name) = step["name"].as_str() {
                write!(f, " “{name}”")?;
            }
        }
        Ok(())
    }
}
