//! `openapi`: the document that `GET /openapi.json` answers.

use cuebook_server::openapi_document;

use super::print;

/// Prints it.
///
/// # Errors
/// When it cannot be written.
pub fn run() -> anyhow::Result<()> {
    print::line(openapi_document().trim_end())
}
