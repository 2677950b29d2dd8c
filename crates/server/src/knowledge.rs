//! Knowledge documents as searches see them: passages under their headings.
//!
//! A hit is a passage, so a passage is as long as a person reads at a glance and as an embedding
//! can hold: a model of sentences forgets what is behind its first 256 pieces of words.

use contract::{
    FieldErrors,
    opencx::{KnowledgeFormat, KnowledgeInput, KnowledgePassage, limits},
};

mod html;
mod markdown;
mod pieces;

/// Most passages of one document.
pub const PASSAGES: usize = 2_000;
/// Longest passage, in characters.
const PASSAGE_CHARS: usize = 1_000;

/// What stands under one heading.
#[derive(Debug, Default, PartialEq, Eq)]
struct Section {
    /// The headings above, outermost first.
    headings: Vec<String>,
    text: String,
}

/// The path of headings while a document is read.
#[derive(Debug, Default)]
struct Outline(Vec<(u8, String)>);

impl Outline {
    /// Goes to a heading of a level from 1: it ends those of its own level and deeper.
    fn enter(&mut self, level: u8, heading: &str) {
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.retain(|(above, _)| *above < level);
        if !heading.is_empty() {
            self.0.push((level, heading));
        }
    }

    fn path(&self) -> Vec<String> {
        self.0.iter().map(|(_, heading)| heading.clone()).collect()
    }
}

/// Splits a document by its headings, and long parts of it at paragraphs, lines, sentences or
/// words.
///
/// # Errors
///
/// A document without any text, or with more than [`PASSAGES`].
pub fn split(document: &KnowledgeInput) -> Result<Vec<KnowledgePassage>, FieldErrors> {
    let text = document.content.replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let sections = match document.format {
        KnowledgeFormat::Markdown => markdown::sections(text),
        KnowledgeFormat::Html => html::sections(text),
        KnowledgeFormat::Text => vec![Section {
            headings: Vec::new(),
            text: text.to_owned(),
        }],
    };
    let mut passages = Vec::new();
    for Section { headings, text } in sections {
        let title = match headings.as_slice() {
            [] => document.name.clone(),
            headings => headings
                .join(" › ")
                .chars()
                .take(limits::TITLE_CHARS)
                .collect(),
        };
        passages.extend(pieces::of(&text, PASSAGE_CHARS).into_iter().map(|content| {
            KnowledgePassage {
                title: title.clone(),
                content: content.to_owned(),
            }
        }));
        if passages.len() > PASSAGES {
            let message = format!("must have at most {PASSAGES} passages; split the document");
            return Err(FieldErrors::one("content", message));
        }
    }
    if passages.is_empty() {
        return Err(FieldErrors::one(
            "content",
            "has no text below its headings that a search could find",
        ));
    }
    Ok(passages)
}

#[cfg(test)]
mod tests;
