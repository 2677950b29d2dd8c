//! Markdown, drawn element by element: nothing of the text ever becomes HTML.

use domain::markdown::{Block, Inline, blocks};
use leptos::prelude::*;

use super::visually_hidden::VisuallyHidden;

/// The preview of a text in Markdown.
#[component]
pub fn MarkdownView(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The level of the text's own first-level headings, so that they stand below those of the
    /// page around them.
    #[prop(default = 3)]
    first_heading: u8,
) -> impl IntoView {
    let parsed = Memo::new(move |_| text.with(|text| blocks(text)));
    view! { <div class="markdown">{move || parsed.with(|blocks| draw_all(blocks, first_heading))}</div> }
}

fn draw_all(blocks: &[Block], first_heading: u8) -> Vec<AnyView> {
    blocks
        .iter()
        .map(|block| draw(block, first_heading))
        .collect()
}

fn draw(block: &Block, first_heading: u8) -> AnyView {
    match block {
        Block::Paragraph(line) => view! { <p>{inlines(line)}</p> }.into_any(),
        Block::Line(line) => inlines(line).into_any(),
        Block::Heading(level, line) => heading(
            first_heading.saturating_add(level.saturating_sub(1)),
            inlines(line),
        ),
        Block::List { start, items } => {
            let items = items
                .iter()
                .map(|item| view! { <li>{draw_all(item, first_heading)}</li> })
                .collect_view();
            match start {
                None => view! { <ul>{items}</ul> }.into_any(),
                Some(start) => view! { <ol start=start.to_string()>{items}</ol> }.into_any(),
            }
        }
        Block::Code { language, text } => {
            let language = (!language.is_empty()).then(|| language.clone());
            // Long lines scroll sideways, also by keyboard.
            view! {
                <pre tabindex="0" data-language=language>
                    <code>{text.clone()}</code>
                </pre>
            }
            .into_any()
        }
        Block::Quote(blocks) => {
            view! { <blockquote>{draw_all(blocks, first_heading)}</blockquote> }.into_any()
        }
        Block::Table { head, rows } => {
            let head = head
                .iter()
                .map(|cell| view! { <th scope="col">{inlines(cell)}</th> })
                .collect_view();
            let rows = rows
                .iter()
                .map(|row| {
                    let cells = row
                        .iter()
                        .map(|cell| view! { <td>{inlines(cell)}</td> })
                        .collect_view();
                    view! { <tr>{cells}</tr> }
                })
                .collect_view();
            view! {
                <div class="table-scroll">
                    <table>
                        <thead>
                            <tr>{head}</tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
        Block::Rule => view! { <hr /> }.into_any(),
        Block::Literal(text) => view! { <p class="markdown-literal">{text.clone()}</p> }.into_any(),
    }
}

fn heading(level: u8, content: Vec<AnyView>) -> AnyView {
    match level {
        0..=2 => view! { <h2>{content}</h2> }.into_any(),
        3 => view! { <h3>{content}</h3> }.into_any(),
        4 => view! { <h4>{content}</h4> }.into_any(),
        5 => view! { <h5>{content}</h5> }.into_any(),
        _ => view! { <h6>{content}</h6> }.into_any(),
    }
}

fn inlines(line: &[Inline]) -> Vec<AnyView> {
    line.iter().map(inline).collect()
}

fn inline(piece: &Inline) -> AnyView {
    match piece {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Code(code) => view! { <code>{code.clone()}</code> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(inner)}</em> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inlines(inner)}</strong> }.into_any(),
        Inline::Strikethrough(inner) => view! { <s>{inlines(inner)}</s> }.into_any(),
        Inline::Link(href, inner) => view! {
            <a
                href=href.as_str().to_owned()
                target="_blank"
                rel="noopener noreferrer nofollow"
                title=href.as_str().to_owned()
            >
                {inlines(inner)}
                <VisuallyHidden>" (opens in a new tab)"</VisuallyHidden>
            </a>
        }
        .into_any(),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::SoftBreak => " ".into_any(),
    }
}
