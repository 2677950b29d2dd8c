//! Markdown by its headings. The text between them stays Markdown, which people read as it is.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Outline, Section};

pub(super) fn sections(text: &str) -> Vec<Section> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut outline = Outline::default();
    let mut sections = Vec::new();
    // Where the text under the current heading begins.
    let mut from = 0;
    // The heading that is being read.
    let mut heading = String::new();
    // Containers around: a heading inside a quotation or a list does not divide the document.
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                keep(&mut sections, &outline, &text[from..range.start]);
                heading.clear();
                from = range.end;
            }
            Event::End(TagEnd::Heading(level)) if depth == 0 => {
                outline.enter(level as u8, &heading);
            }
            Event::End(TagEnd::MetadataBlock(_)) => from = range.end,
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Text(part) | Event::Code(part) => heading.push_str(&part),
            Event::SoftBreak | Event::HardBreak => heading.push(' '),
            _ => {}
        }
    }
    keep(&mut sections, &outline, &text[from..]);
    sections
}

fn keep(sections: &mut Vec<Section>, outline: &Outline, text: &str) {
    if !text.trim().is_empty() {
        sections.push(Section {
            headings: outline.path(),
            text: text.to_owned(),
        });
    }
}
