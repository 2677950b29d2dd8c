//! The text of HTML, by its headings. It is read as text and kept as text: markup, scripts and
//! styles are left out because nobody searches for them, not to make it safe to render.

use super::{Outline, Section};

mod entity;
mod tag;

use tag::Tag;

/// Elements whose content is no text of the document.
const HIDDEN: [&str; 9] = [
    "script", "style", "template", "title", "iframe", "object", "svg", "math", "noscript",
];
/// Elements that stand in a line; all others begin a new one.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "u", "var", "wbr",
];

pub(super) fn sections(html: &str) -> Vec<Section> {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        let (tag, behind) = tag::read(&rest[at..]);
        rest = match tag {
            Tag::None => {
                reader.text("<");
                behind
            }
            Tag::Ignored => behind,
            Tag::Start(name) if HIDDEN.contains(&name.as_str()) => tag::behind_end(behind, &name),
            Tag::Start(name) => {
                reader.start(&name);
                behind
            }
            Tag::End(name) => {
                reader.end(&name);
                behind
            }
        };
    }
    reader.text(rest);
    reader.keep();
    reader.sections
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    sections: Vec<Section>,
    text: String,
    /// Level and words of the heading that is open.
    heading: Option<(u8, String)>,
    /// Whether blanks and line breaks count.
    preformatted: bool,
}

impl Reader {
    fn text(&mut self, raw: &str) {
        let text = entity::decoded(raw);
        let target = match &mut self.heading {
            Some((_, heading)) => heading,
            None => &mut self.text,
        };
        if self.preformatted {
            target.push_str(&text);
            return;
        }
        for letter in text.chars() {
            // A no-break space is a blank for whoever searches.
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            if letter != ' ' || !target.ends_with([' ', '\n']) {
                target.push(letter);
            }
        }
    }

    fn start(&mut self, name: &str) {
        match name {
            "br" => self.line(1),
            "li" => {
                self.line(1);
                self.text.push_str("- ");
            }
            "tr" | "dt" | "dd" | "option" => self.line(1),
            "td" | "th" => self.text(" "),
            name => match level(name) {
                Some(level) => {
                    self.keep();
                    self.heading = Some((level, String::new()));
                }
                None => {
                    self.preformatted |= name == "pre";
                    self.block(name);
                }
            },
        }
    }

    fn end(&mut self, name: &str) {
        if level(name).is_some() {
            if let Some((level, heading)) = self.heading.take() {
                self.outline.enter(level, &heading);
            }
            return;
        }
        self.preformatted &= name != "pre";
        match name {
            "li" | "tr" | "td" | "th" | "dt" | "dd" | "option" => {}
            name => self.block(name),
        }
    }

    fn block(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.line(2);
        }
    }

    /// Ends the line, so that at least `breaks` line breaks stand at the end of the text.
    fn line(&mut self, breaks: usize) {
        if let Some((_, heading)) = &mut self.heading {
            heading.push(' ');
            return;
        }
        let kept = self.text.trim_end_matches([' ', '\n']).len();
        let there = self.text[kept..].matches('\n').count();
        self.text.truncate(kept);
        if kept > 0 {
            self.text
                .extend(std::iter::repeat_n('\n', there.max(breaks)));
        }
    }

    /// Ends the section. A heading that nobody closed ends with it.
    fn keep(&mut self) {
        if let Some((level, heading)) = self.heading.take() {
            self.outline.enter(level, &heading);
        }
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.sections.push(Section {
                headings: self.outline.path(),
                text,
            });
        }
    }
}

/// 1 to 6 for a heading.
fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}
