//! Finds the scripts and styles that stand in a page itself, so that the policy can name them.

/// The text of every `<tag>` in a page that has no `src`, exactly as a browser hashes it: with
/// line ends as LF (HTML, "preprocessing the input stream").
pub(super) fn inline_texts(page: &str, tag: &str) -> Vec<String> {
    let page = page.replace("\r\n", "\n").replace('\r', "\n");
    let mut texts = Vec::new();
    let mut rest = page.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        // Text inside these is not markup: `"<style>"` in a script opens nothing.
        let Some(raw) = ["script", "style", "title", "textarea"]
            .into_iter()
            .find(|name| opens(rest, name))
        else {
            rest = &rest[1..];
            continue;
        };
        let Some((attributes, body)) = start_tag(&rest[1 + raw.len()..]) else {
            break;
        };
        let end = end_of(body, raw);
        if raw == tag && !has_source(attributes) && !body[..end].is_empty() {
            texts.push(body[..end].to_owned());
        }
        rest = &body[end..];
        rest = rest.get(1..).unwrap_or("");
    }
    texts
}

/// Whether `text` begins with `<name` and the name ends there.
fn opens(text: &str, name: &str) -> bool {
    let Some(after) = text.get(1..=name.len()) else {
        return false;
    };
    after.eq_ignore_ascii_case(name)
        && text[1 + name.len()..]
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_whitespace() || c == '>' || c == '/')
}

/// Splits behind a tag's name into its attributes and what follows its `>`.
fn start_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some((&text[..at], &text[at + 1..])),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// Where the closing tag begins, or the end of the page.
fn end_of(body: &str, name: &str) -> usize {
    body.match_indices("</")
        .map(|(at, _)| at)
        .find(|at| {
            body[at + 2..]
                .get(..name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        })
        .unwrap_or(body.len())
}

/// Whether a tag's attributes hold a `src` outside of quotes.
fn has_source(attributes: &str) -> bool {
    let mut quote = None;
    let mut plain = String::with_capacity(attributes.len());
    for c in attributes.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, c) => plain.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    plain
        .split(|c: char| c.is_ascii_whitespace() || c == '/')
        .any(|word| word == "src" || word.starts_with("src="))
}

#[cfg(test)]
mod tests {
    use super::inline_texts;

    fn check(page: &str, tag: &str, expected: &[&str]) {
        assert_eq!(inline_texts(page, tag), expected, "{page}");
    }

    #[test]
    fn scripts_with_a_source_are_not_inline() {
        check("<script src=\"/a.js\"></script>", "script", &[]);
        check("<script type=module src='/a.js'></script>", "script", &[]);
        check("<script data-a=\"src=\">x</script>", "script", &["x"]);
        check("<script data-src=1>x</script>", "script", &["x"]);
    }

    #[test]
    fn the_text_is_taken_as_it_stands() {
        check("<script>\n a > b \n</script>", "script", &["\n a > b \n"]);
        check("<SCRIPT TYPE='module'>a\r\nb</Script>", "script", &["a\nb"]);
        check(
            "<script>1</script><p><script>2</script >",
            "script",
            &["1", "2"],
        );
        check("<script title='>'>x</script>", "script", &["x"]);
        check("<scripture>x</scripture>", "script", &[]);
        check("<script></script>", "script", &[]);
    }

    #[test]
    fn markup_in_comments_and_scripts_opens_nothing() {
        check("<!-- <script>a</script> --><b>", "script", &[]);
        check("<script>'<style>p{}</style>'</script>", "style", &[]);
        check("<title><script>x</script></title>", "script", &[]);
        check("<style>p{}</style>", "style", &["p{}"]);
        check("é<script>ü</script>", "script", &["ü"]);
    }
}
