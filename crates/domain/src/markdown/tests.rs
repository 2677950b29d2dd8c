use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

/// A short drawing: tags in angle brackets, links as `<a address>`.
fn drawn(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(inlines) => format!("<p>{}</p>", line(inlines)),
        Block::Line(inlines) => line(inlines),
        Block::Heading(level, inlines) => format!("<h{level}>{}</h{level}>", line(inlines)),
        Block::List { start, items } => {
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>", drawn(item)))
                .collect();
            match start {
                Some(start) => format!("<ol {start}>{items}</ol>"),
                None => format!("<ul>{items}</ul>"),
            }
        }
        Block::Code { language, text } => format!("<pre {language}>{text}</pre>"),
        Block::Quote(blocks) => format!("<q>{}</q>", drawn(blocks)),
        Block::Table { head, rows } => {
            let cells = |row: &Vec<Vec<Inline>>| -> String {
                let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
                cells.join("|")
            };
            let rows: Vec<String> = rows.iter().map(cells).collect();
            format!("<table>{}#{}</table>", cells(head), rows.join("#"))
        }
        Block::Rule => "<hr>".into(),
        Block::Literal(text) => format!("<literal>{text}</literal>"),
    }
}

fn line(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Code(text) => format!("`{text}`"),
            Inline::Emphasis(inner) => format!("<em>{}</em>", line(inner)),
            Inline::Strong(inner) => format!("<b>{}</b>", line(inner)),
            Inline::Strikethrough(inner) => format!("<s>{}</s>", line(inner)),
            Inline::Link(href, inner) => format!("<a {}>{}</a>", href.as_str(), line(inner)),
            Inline::Break => "<br>".into(),
            Inline::SoftBreak => " ".into(),
        })
        .collect()
}

#[test]
fn reads_markdown() {
    let check = |text: &str, expected: &str| assert_eq!(drawn(&blocks(text)), expected, "{text}");
    check(
        "# A *b*\n\ntext\nmore  \nend",
        "<h1>A <em>b</em></h1><p>text more<br>end</p>",
    );
    check(
        "- a\n- b\n  - c",
        "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
    );
    check(
        "3. a\n\n4. b",
        "<ol 3><li><p>a</p></li><li><p>b</p></li></ol>",
    );
    check("```rust ignore\nlet a;\n```", "<pre rust>let a;\n</pre>");
    check(
        "> q\n> **b** ~~s~~ `c`",
        "<q><p>q <b>b</b> <s>s</s> `c`</p></q>",
    );
    check(
        "|a|b|\n|-|-|\n|1|*2*|\n|3|",
        "<table>a|b#1|<em>2</em>#3|</table>",
    );
    check("a\n\n---", "<p>a</p><hr>");
    check("", "");
}

#[test]
fn what_is_not_safe_is_text() {
    let check = |text: &str, expected: &str| assert_eq!(drawn(&blocks(text)), expected, "{text}");
    check(
        "<script>alert(1)</script>",
        "<literal><script>alert(1)</script></literal>",
    );
    check("a <b onclick=x>b</b>", "<p>a <b onclick=x>b</b></p>");
    check("[x](https://a.b/c)", "<p><a https://a.b/c>x</a></p>");
    check("[x](HTTPS://a.b)", "<p><a HTTPS://a.b>x</a></p>");
    check("<a@b.c>", "<p><a mailto:a@b.c>a@b.c</a></p>");
    check("[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>");
    check("[x](JaVaScRiPt:alert(1))", "<p>x (JaVaScRiPt:alert(1))</p>");
    check("[x](&#106;avascript:a)", "<p>x (javascript:a)</p>");
    check("[x](<java\tscript:a>)", "<p>x (java\tscript:a)</p>");
    check("[x](&#1;https://a.b)", "<p>x (\u{1}https://a.b)</p>");
    check("[x](data:text/html,a)", "<p>x (data:text/html,a)</p>");
    check("[x](/settings)", "<p>x (/settings)</p>");
    check("[x](//evil.com)", "<p>x (//evil.com)</p>");
    check("[x](https:evil.com)", "<p>x (https:evil.com)</p>");
    check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>");
    check(
        "![cat](https://a.b/c.png)",
        "<p><a https://a.b/c.png>cat</a></p>",
    );
    check("![](https://a.b)", "<p><a https://a.b>https://a.b</a></p>");
    check("![cat](c.png)", "<p>cat (c.png)</p>");
    check(
        "[![cat](https://a.b)](https://c.d)",
        "<p><a https://c.d>cat (https://a.b)</a></p>",
    );
    check("[]()", "<p></p>");
}

#[test]
fn deep_nesting_is_drawn_flat() {
    let text = format!("{} deep\n\nafter", ">".repeat(20_000));
    let drawing = drawn(&blocks(&text));
    assert!(drawing.contains("deep") && drawing.ends_with("<p>after</p>"));
    let stars = format!("{}deep{}", "*a ".repeat(3_000), "*".repeat(3_000));
    assert!(drawn(&blocks(&stars)).contains("deep"));
}

fn hrefs(blocks: &[Block], found: &mut Vec<String>) {
    fn of_line(inlines: &[Inline], found: &mut Vec<String>) {
        for inline in inlines {
            match inline {
                Inline::Link(href, inner) => {
                    found.push(href.as_str().to_owned());
                    of_line(inner, found);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                    of_line(inner, found);
                }
                _ => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Line(inlines) | Block::Heading(_, inlines) => {
                of_line(inlines, found);
            }
            Block::List { items, .. } => items.iter().for_each(|item| hrefs(item, found)),
            Block::Quote(blocks) => hrefs(blocks, found),
            Block::Table { head, rows } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    of_line(cell, found);
                }
            }
            Block::Code { .. } | Block::Rule | Block::Literal(_) => {}
        }
    }
}

proptest! {
    #[test]
    fn no_address_leads_elsewhere(pieces in vec(select(&[
        "[", "]", "(", ")", "<", ">", "![", "](", "javascript:", "JaVaScRiPt:", "java\nscript:",
        "java&Tab;script:", "&#x6A;avascript&colon;", "data:text/html,", "vbscript:", "https://",
        "http:", "mailto:", "//", "/\\", "evil.com", "\t", "\u{1}", "\u{a0}", " ", "\n", "\n\n", "- ",
        "> ", "|", "|-|\n", "[a]: ", "[a]", "&", "\\", "\"", "*", "`", "<a href=", "&NewLine;", "%0a",
    ][..]), 0..25)) {
        let mut found = Vec::new();
        hrefs(&blocks(&pieces.concat()), &mut found);
        for address in found {
            let lower = address.to_lowercase();
            let known = ["http://", "https://", "mailto:"];
            prop_assert!(known.iter().any(|start| lower.starts_with(start)), "{}", address);
            prop_assert!(!address.chars().any(|c| c <= ' ' || c.is_control() || c.is_whitespace()));
        }
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,60}") {
        let _ = drawn(&blocks(&text));
    }
}
