//! From the parser's events to the tree.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{Block, Href, Inline, plain};

/// Quotations, lists and emphasis that lie deeper in each other are drawn flat: a text of nothing
/// but `>` must not exhaust the stack.
const DEEPEST: usize = 24;

/// Reads Markdown: CommonMark with tables and struck-out text.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder {
        top: Vec::new(),
        open: Vec::new(),
        flat: 0,
    };
    for event in Parser::new_ext(text, options) {
        builder.take(event);
    }
    while !builder.open.is_empty() {
        builder.close();
    }
    builder.top
}

/// Something that has begun and not ended.
enum Open {
    Quote(Vec<Block>),
    Item(Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Code(String, String),
    Html(String),
    Paragraph(Vec<Inline>),
    Heading(u8, Vec<Inline>),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    Link(String, Vec<Inline>),
    Image(String, Vec<Inline>),
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    Head(Vec<Vec<Inline>>),
    TableRow(Vec<Vec<Inline>>),
    Cell(Vec<Inline>),
}

struct Builder {
    top: Vec<Block>,
    open: Vec<Open>,
    /// How many tags have begun that are drawn flat.
    flat: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.inline(Inline::Code(code.into_string()));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.text(&html),
            Event::FootnoteReference(name) => self.text(&name),
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let nests = !matches!(
            tag,
            Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell
        );
        if self.flat > 0 || (nests && self.open.len() >= DEEPEST) {
            self.flat += 1;
            return;
        }
        let open = match tag {
            Tag::BlockQuote(_) => Open::Quote(Vec::new()),
            Tag::Item => Open::Item(Vec::new()),
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let language = info.split_whitespace().next().unwrap_or_default();
                Open::Code(language.to_owned(), String::new())
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Open::Code(String::new(), String::new()),
            Tag::HtmlBlock => Open::Html(String::new()),
            Tag::Heading { level, .. } => Open::Heading(number(level), Vec::new()),
            Tag::Emphasis => Open::Emphasis(Vec::new()),
            Tag::Strong => Open::Strong(Vec::new()),
            Tag::Strikethrough => Open::Strikethrough(Vec::new()),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => Open::Link(format!("mailto:{dest_url}"), Vec::new()),
            Tag::Link { dest_url, .. } => Open::Link(dest_url.into_string(), Vec::new()),
            Tag::Image { dest_url, .. } => Open::Image(dest_url.into_string(), Vec::new()),
            Tag::Table(_) => Open::Table(Vec::new(), Vec::new()),
            Tag::TableHead => Open::Head(Vec::new()),
            Tag::TableRow => Open::TableRow(Vec::new()),
            Tag::TableCell => Open::Cell(Vec::new()),
            // The others belong to extensions that are not asked for.
            _ => Open::Paragraph(Vec::new()),
        };
        self.open.push(open);
    }

    fn end(&mut self, end: TagEnd) {
        if self.flat == 0 {
            self.close();
            return;
        }
        self.flat -= 1;
        // What was a block of its own still ends its line.
        if matches!(
            end,
            TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::CodeBlock
        ) {
            self.inline(Inline::Break);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        match open {
            Open::Quote(blocks) => self.block(Block::Quote(blocks)),
            Open::Item(blocks) => match self.open.last_mut() {
                Some(Open::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.block(block)),
            },
            Open::List(start, items) => self.block(Block::List { start, items }),
            Open::Code(language, text) => self.block(Block::Code { language, text }),
            Open::Html(text) => self.block(Block::Literal(text)),
            Open::Paragraph(inlines) => self.block(Block::Paragraph(inlines)),
            Open::Heading(level, inlines) => self.block(Block::Heading(level, inlines)),
            Open::Emphasis(inlines) => self.inline(Inline::Emphasis(inlines)),
            Open::Strong(inlines) => self.inline(Inline::Strong(inlines)),
            Open::Strikethrough(inlines) => self.inline(Inline::Strikethrough(inlines)),
            Open::Link(address, inlines) => self.link(&address, inlines),
            Open::Image(address, inlines) => {
                // An image's text may itself hold links; only its words are of use here.
                let text = plain(&inlines);
                let inlines = if text.is_empty() {
                    Vec::new()
                } else {
                    vec![Inline::Text(text)]
                };
                self.link(&address, inlines);
            }
            Open::Table(head, rows) => self.block(Block::Table { head, rows }),
            Open::Head(cells) => {
                if let Some(Open::Table(head, _)) = self.open.last_mut() {
                    *head = cells;
                }
            }
            Open::TableRow(cells) => {
                if let Some(Open::Table(_, rows)) = self.open.last_mut() {
                    rows.push(cells);
                }
            }
            Open::Cell(inlines) => {
                if let Some(Open::Head(cells) | Open::TableRow(cells)) = self.open.last_mut() {
                    cells.push(inlines);
                }
            }
        }
    }

    /// A link where the address may be one, else the words and the address behind them.
    fn link(&mut self, address: &str, mut inlines: Vec<Inline>) {
        let words = plain(&inlines);
        let is_inside_link = self
            .open
            .iter()
            .any(|open| matches!(open, Open::Link(..) | Open::Image(..)));
        match Href::parse(address).filter(|_| !is_inside_link) {
            Some(href) => {
                if words.trim().is_empty() {
                    inlines = vec![Inline::Text(address.to_owned())];
                }
                self.inline(Inline::Link(href, inlines));
            }
            None => {
                inlines.into_iter().for_each(|inline| self.inline(inline));
                if words.trim().is_empty() {
                    self.text(address);
                } else if words != address && !address.is_empty() {
                    self.text(&format!(" ({address})"));
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last_mut() {
            Some(Open::Code(_, code) | Open::Html(code)) => code.push_str(text),
            _ => self.inline(Inline::Text(text.to_owned())),
        }
    }

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote(blocks) | Open::Item(blocks)) => blocks.push(block),
            _ => self.top.push(block),
        }
    }

    fn inline(&mut self, inline: Inline) {
        match self.open.last_mut() {
            Some(
                Open::Paragraph(inlines)
                | Open::Heading(_, inlines)
                | Open::Emphasis(inlines)
                | Open::Strong(inlines)
                | Open::Strikethrough(inlines)
                | Open::Link(_, inlines)
                | Open::Image(_, inlines)
                | Open::Cell(inlines),
            ) => append(inlines, inline),
            Some(Open::Code(_, text) | Open::Html(text)) => text.push_str(&plain(&[inline])),
            Some(Open::Quote(blocks) | Open::Item(blocks)) => append_line(blocks, inline),
            Some(Open::List(_, items)) => match items.last_mut() {
                Some(blocks) => append_line(blocks, inline),
                None => items.push(vec![Block::Line(vec![inline])]),
            },
            Some(Open::Table(..) | Open::Head(_) | Open::TableRow(_)) | None => {
                append_line(&mut self.top, inline);
            }
        }
    }
}

/// Adds a piece; text that follows text becomes one.
fn append(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
        (_, inline) => inlines.push(inline),
    }
}

/// Adds a piece to the line at the end of some blocks, or begins one.
fn append_line(blocks: &mut Vec<Block>, inline: Inline) {
    match blocks.last_mut() {
        Some(Block::Line(inlines)) => append(inlines, inline),
        _ => blocks.push(Block::Line(vec![inline])),
    }
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
