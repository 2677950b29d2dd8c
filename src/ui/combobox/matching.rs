//! Which options fit what was typed, and which of their letters.

use std::ops::Range;

use super::ComboOption;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// The name of a group; the number is that of the first option after it.
    Heading(usize),
    /// Nothing is chosen, said in words ("Everyone").
    Empty,
    /// An option.
    Option(usize),
    /// Asks for the options again.
    Retry,
}

impl Line {
    /// Whether keys stop at it.
    #[must_use]
    pub fn can_be_active(self) -> bool {
        !matches!(self, Self::Heading(_))
    }
}

/// Everything that is searched in an option, in lower case.
#[must_use]
pub fn searched(option: &ComboOption) -> String {
    let description = option.description.as_deref().unwrap_or_default();
    format!("{}\n{description}", option.label).to_lowercase()
}

/// The lines for what was typed: options that hold it, each group under its name, and the empty
/// choice as long as nothing is typed. `searched` holds the text of each option.
#[must_use]
pub fn lines(options: &[ComboOption], searched: &[String], typed: &str, empty: bool) -> Vec<Line> {
    let typed = typed.trim().to_lowercase();
    let mut lines = Vec::new();
    if empty && typed.is_empty() {
        lines.push(Line::Empty);
    }
    let mut group: Option<&str> = None;
    for (at, option) in options.iter().enumerate() {
        if !searched.get(at).is_some_and(|text| text.contains(&typed)) {
            continue;
        }
        if option.group.as_deref() != group {
            group = option.group.as_deref();
            if group.is_some() {
                lines.push(Line::Heading(at));
            }
        }
        lines.push(Line::Option(at));
    }
    lines
}

/// The line that a key leads to, over the names of groups.
#[must_use]
pub fn target(lines: &[Line], at: Option<usize>, key: &str, page: usize) -> Option<usize> {
    let stops: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.can_be_active()))
        .collect();
    let last = stops.len().checked_sub(1)?;
    let place = at.and_then(|at| stops.iter().position(|stop| *stop == at));
    let to = match (key, place) {
        ("Home", _) => 0,
        ("End", _) => last,
        ("ArrowDown" | "PageDown", None) => 0,
        ("ArrowUp" | "PageUp", None) => last,
        ("ArrowDown", Some(at)) if at == last => 0,
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", Some(0)) => last,
        ("ArrowUp", Some(at)) => at - 1,
        ("PageDown", Some(at)) => (at + page).min(last),
        ("PageUp", Some(at)) => at.saturating_sub(page),
        _ => return None,
    };
    stops.get(to).copied()
}

/// Where `typed` stands in `text`, without regard to case, in bytes of `text`.
#[must_use]
pub fn found(text: &str, typed: &str) -> Option<Range<usize>> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return None;
    }
    text.char_indices().find_map(|(start, _)| {
        let rest = text.get(start..)?;
        let mut wanted = typed.chars().peekable();
        for (at, letter) in rest.char_indices() {
            if wanted.peek().is_none() {
                return Some(start..start + at);
            }
            // One letter may become two in lower case; both must fit.
            if !letter
                .to_lowercase()
                .all(|lower| wanted.next() == Some(lower))
            {
                return None;
            }
        }
        wanted.peek().is_none().then_some(start..text.len())
    })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn options() -> Vec<ComboOption> {
        vec![
            ComboOption::new("web", "Web chat").in_group("Text"),
            ComboOption::new("email", "Email")
                .in_group("Text")
                .described("Support inbox"),
            ComboOption::new("phone", "Phone").in_group("Voice"),
            ComboOption::new("api", "API"),
        ]
    }

    fn check(typed: &str, expected: &[Line]) {
        let options = options();
        let texts: Vec<String> = options.iter().map(searched).collect();
        assert_eq!(lines(&options, &texts, typed, true), expected, "{typed:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lists_groups_under_their_names() {
        use Line::{Empty, Heading, Option};
        check(
            "",
            &[
                Empty,
                Heading(0),
                Option(0),
                Option(1),
                Heading(2),
                Option(2),
                Option(3),
            ],
        );
        check("WEB", &[Heading(0), Option(0)]);
        check(" inbox ", &[Heading(1), Option(1)]);
        check("a", &[Heading(0), Option(0), Option(1), Option(3)]);
        check("fax", &[]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn keys_pass_over_headings_and_go_round() {
        let options = options();
        let texts: Vec<String> = options.iter().map(searched).collect();
        let lines = lines(&options, &texts, "", true);
        let check =
            |key, at, expected| assert_eq!(target(&lines, at, key, 2), expected, "{key} {at:?}");
        check("ArrowDown", None, Some(0));
        check("ArrowDown", Some(0), Some(2));
        check("ArrowDown", Some(6), Some(0));
        check("ArrowUp", Some(2), Some(0));
        check("ArrowUp", Some(0), Some(6));
        check("ArrowUp", None, Some(6));
        check("PageDown", Some(0), Some(3));
        check("PageUp", Some(6), Some(3));
        check("Home", Some(5), Some(0));
        check("End", Some(0), Some(6));
        check("x", Some(0), None);
        assert_eq!(target(&[], None, "ArrowDown", 2), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn finds_letters_whatever_their_case() {
        let check = |text: &str, typed, expected: Option<&str>| {
            assert_eq!(
                found(text, typed).and_then(|range| text.get(range)),
                expected,
                "{text}"
            );
        };
        check("Web chat", "CHAT", Some("chat"));
        check("Web chat", "w", Some("W"));
        check("Web chat", "", None);
        check("Web chat", "fax", None);
        check("Zürich Ä", "ä", Some("Ä"));
        check("İstanbul", "stan", Some("stan"));
        check("abab", "bab", Some("bab"));
    }
}
