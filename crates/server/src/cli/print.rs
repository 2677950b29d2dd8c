//! Standard output, whose reader may leave early (`… | head`).

use std::io::{ErrorKind, Write};

use anyhow::Context;

/// Prints a line. A reader that has left is no failure.
///
/// # Errors
/// When it cannot be written, as on a full disk.
pub fn line(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}

/// Says something to the person, beside the output that a script reads.
pub fn note(text: &str) {
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(std::io::stderr(), "{text}");
}
