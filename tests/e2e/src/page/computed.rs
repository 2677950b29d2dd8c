//! Role, name and description as the browser itself computes them: the first two by WebDriver's
//! `computedrole` and `computedlabel`, which the client library does not know.

use serde_json::json;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{RequestData, SessionId, WebElement};

use super::Page;

#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, what } = self;
        RequestData::new(
            http::Method::GET,
            format!("/session/{session}/element/{element}/{what}"),
        )
    }
}

/// Role and name of an element.
pub(super) async fn of(page: &Page, element: &WebElement) -> WebDriverResult<(String, String)> {
    let ask = async |what| {
        let element = element.element_id().to_string();
        let command = Computed { element, what };
        page.driver().handle().cmd(command).await?.value::<String>()
    };
    Ok((ask("computedrole").await?, ask("computedlabel").await?))
}

/// What assistive technology says of an element after its name.
pub(super) async fn description(page: &Page, element: &WebElement) -> WebDriverResult<String> {
    // The DevTools protocol has ids of its own, and takes over only what it finds by a script.
    let put_down = "window.describedThing = arguments[0]";
    let element = element.to_json()?;
    page.driver().execute(put_down, vec![element]).await?;
    let tools = page.driver().cdp();
    let found = json!({ "expression": "window.describedThing" });
    let found = tools.send_raw("Runtime.evaluate", found).await?;
    let wanted = json!({ "objectId": found["result"]["objectId"], "fetchRelatives": false });
    let tree = tools
        .send_raw("Accessibility.getPartialAXTree", wanted)
        .await?;
    let description = tree["nodes"][0]["description"]["value"].as_str();
    Ok(description.unwrap_or_default().to_owned())
}
