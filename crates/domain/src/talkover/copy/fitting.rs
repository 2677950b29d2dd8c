//! Texts that are too long.

/// The beginning of a text that has at most `most` characters, cut between words where a word
/// ends in it. It is a proposal: nothing is cut that the person has not seen.
#[must_use]
pub fn fitting(text: &str, most: usize) -> &str {
    let text = text.trim();
    let Some((end, next)) = text.char_indices().nth(most) else {
        return text;
    };
    let cut = &text[..end];
    if next.is_whitespace() {
        return cut.trim_end();
    }
    match cut.rfind(char::is_whitespace) {
        Some(space) => cut[..space].trim_end(),
        None => cut,
    }
}
