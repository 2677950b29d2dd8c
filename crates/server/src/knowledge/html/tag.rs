//! Tags and comments, as forgiving as a browser.

/// What stands at a `<`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Nothing: it is a character of the text.
    None,
    /// A comment or a declaration.
    Ignored,
    /// A start tag's name in lower case.
    Start(String),
    /// An end tag's name in lower case.
    End(String),
}

/// Reads what stands at the `<` with which `text` begins, and what is behind it. What nobody
/// closed ends with the text.
pub(super) fn read(text: &str) -> (Tag, &str) {
    let inner = &text[1..];
    if let Some(comment) = inner.strip_prefix("!--") {
        return (Tag::Ignored, behind(comment, "-->"));
    }
    if inner.starts_with(['!', '?']) {
        return (Tag::Ignored, behind(inner, ">"));
    }
    let (is_end, named) = match inner.strip_prefix('/') {
        Some(named) => (true, named),
        None => (false, inner),
    };
    if !named.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return (Tag::None, inner);
    }
    let length = named
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '>'))
        .unwrap_or(named.len());
    let name = named[..length].to_ascii_lowercase();
    let tag = if is_end {
        Tag::End(name)
    } else {
        Tag::Start(name)
    };
    (tag, behind_attributes(&named[length..]))
}

/// What is behind the end tag of an element whose content is left out.
pub(super) fn behind_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let named = &rest[at + 2..];
        let matches = named
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        if matches {
            return behind(named, ">");
        }
        rest = named;
    }
    ""
}

fn behind<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, behind)| behind)
}

/// A `>` inside quotation marks does not end a tag.
fn behind_attributes(text: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return &text[at + 1..],
            // Only a value can be in quotation marks; elsewhere they are stray characters.
            (None, '"' | '\'') if before == '=' => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    ""
}
