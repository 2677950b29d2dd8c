//! Role and name as the browser itself computes them (WebDriver's `computedrole` and
//! `computedlabel`, which the client library does not know).

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
