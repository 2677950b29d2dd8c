//! The preview of a content: Markdown as a tree of plain values that a view can draw without ever
//! setting HTML. Raw HTML is shown as the text that it is, images are never loaded, and only
//! addresses of a few schemes become links.

mod href;
mod read;

pub use href::Href;
pub use read::blocks;

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a list item that stands close to its neighbours: a paragraph without its distance.
    Line(Vec<Inline>),
    /// A heading of level 1 to 6. A view begins below its own headings.
    Heading(u8, Vec<Inline>),
    /// A list; of an ordered one, the number that it begins with.
    List {
        /// `None` for bullets.
        start: Option<u64>,
        /// The blocks of each item.
        items: Vec<Vec<Block>>,
    },
    /// A block of code.
    Code {
        /// The word behind the fence, or empty.
        language: String,
        /// The code with its line ends.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A table.
    Table {
        /// The cells of the head.
        head: Vec<Vec<Inline>>,
        /// The cells of each row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A horizontal rule.
    Rule,
    /// HTML, as the text that it is.
    Literal(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text, to be set as text.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis, mostly in italics.
    Emphasis(Vec<Inline>),
    /// Strong emphasis, mostly bold.
    Strong(Vec<Inline>),
    /// Text that is struck out.
    Strikethrough(Vec<Inline>),
    /// A link. Give it `rel="noopener noreferrer nofollow"`.
    Link(Href, Vec<Inline>),
    /// The end of a line that the writer wants.
    Break,
    /// The end of a line in the source, which reads as a space.
    SoftBreak,
}

/// The text of pieces without their form: what a one-line preview shows.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link(_, inner) => text.push_str(&plain(inner)),
            Inline::Break | Inline::SoftBreak => text.push(' '),
        }
    }
    text
}

#[cfg(test)]
mod tests;
