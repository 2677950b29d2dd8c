//! The OpenAPI document of the API, made from the routes.

/// The document as it is served and committed: pretty JSON with a line break at its end.
#[must_use]
pub fn openapi_document() -> String {
    let (_, document) = crate::router::parts();
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
