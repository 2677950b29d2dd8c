//! Rust text with what is no code blanked out, so that a comment may name what code may not.

/// The text with comments, and the contents of strings when `strings` says so, as spaces. Lines
/// and columns stay where they are.
pub fn code(text: &str, strings: Strings) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, blank) = token(rest, first);
        let (taken, after) = rest.split_at(length);
        match blank {
            Blank::No => out.push_str(taken),
            Blank::String if strings == Strings::Keep => out.push_str(taken),
            Blank::String | Blank::Comment => out.extend(taken.chars().map(blanked)),
        }
        rest = after;
    }
    out
}

/// Whether the contents of strings count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strings {
    Keep,
    Blank,
}

enum Blank {
    No,
    String,
    Comment,
}

fn blanked(letter: char) -> char {
    if letter == '\n' { '\n' } else { ' ' }
}

/// How long the next piece is, and what it is.
fn token(rest: &str, first: char) -> (usize, Blank) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Blank::Comment);
    }
    if rest.starts_with("/*") {
        return (
            rest.find("*/").map_or(rest.len(), |end| end + 2),
            Blank::Comment,
        );
    }
    if let Some(length) = raw_string(rest) {
        return (length, Blank::String);
    }
    if first == '"' {
        return (quoted(rest, '"'), Blank::String);
    }
    // A character, not a lifetime: 'x' or '\n'.
    if first == '\'' {
        let mut after = rest.chars().skip(1);
        match (after.next(), after.next()) {
            (Some('\\'), _) => return (quoted(rest, '\''), Blank::String),
            (Some(letter), Some('\'')) => return (2 + letter.len_utf8(), Blank::String),
            _ => {}
        }
    }
    // A whole word, so that the `r` of `for"` is no raw string.
    let word = rest
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(rest.len());
    (word.max(first.len_utf8()), Blank::No)
}

fn raw_string(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let inner = body[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = inner.find(&close)?;
    Some(rest.len() - inner.len() + end + close.len())
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The lines, from 1, in which one of the words stands as a word.
pub fn lines_with(text: &str, words: &[&str]) -> Vec<usize> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| words.iter().any(|word| has_word(line, word)))
        .map(|(index, _)| index + 1)
        .collect()
}

fn has_word(line: &str, word: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joined = |beside: Option<char>, own: Option<char>| {
            beside.is_some_and(part) && own.is_some_and(part)
        };
        !joined(before, word.chars().next()) && !joined(after, word.chars().next_back())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_code() {
        assert_eq!(code("a // b\nc", Strings::Keep), "a     \nc");
        assert_eq!(code("a /* b\n */ c", Strings::Keep), "a     \n    c");
        assert_eq!(code("\"http://x\" y", Strings::Keep), "\"http://x\" y");
    }

    #[test]
    fn strings_can_be_blanked() {
        assert_eq!(code("f(\"a\\\"b\") c", Strings::Blank), "f(      ) c");
        assert_eq!(code("r#\"a\"b\"# c", Strings::Blank), "         c");
        assert_eq!(code("'\"' + x", Strings::Blank), "    + x");
        assert_eq!(code("&'a str", Strings::Blank), "&'a str");
        assert_eq!(code("for\"x\"", Strings::Blank), "for   ");
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(
            lines_with("use js_sys;\nmy_js_sys\njs_system", &["js_sys"]),
            [1]
        );
        assert_eq!(
            lines_with("#[allow(x)]\n#[disallow(x)]", &["#[allow("]),
            [1]
        );
    }
}
